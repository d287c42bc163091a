"""Where labels stand on a map: inside their region where they fit, else in free space with a leader.

Pure geometry in millimetres of the page, the y axis downwards. Shapes are cut into rows of intervals, in which a box
fits where the intervals of all rows that it covers have room for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, hypot

Point = tuple[float, float]
Segment = tuple[Point, Point]
Interval = tuple[float, float]
Row = tuple[Interval, ...]

_ROW = 0.5
"""The height of a row."""
_MARGINS = (3.0, 1.5, 0.8, 0.5)
"""The room that a label should have around it in its region, the most comfortable first."""
_CLEAR = 1.0
"""The room between a label in free space and any region."""
_BETWEEN = 0.5
"""The room between labels, symbols and leaders."""
_BESIDE = 3.0
"""How near a label stands to an island that needs no leader."""
_ALONE = 8.0
"""How far all other regions are then."""


@dataclass(frozen=True)
class Rect:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, centre: Point, width: float, height: float) -> Rect:
        """Return the rectangle of a size around its centre."""
        x, y = centre
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def grown(self, by: float) -> Rect:
        """Return the rectangle with so much more on each side."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Rect) -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def nearest(self, point: Point) -> Point:
        """Return its point that is nearest to another."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)

    def crosses(self, segment: Segment) -> bool:
        """Whether a segment passes through it."""
        (x, y), (x2, y2) = segment
        first, last = 0.0, 1.0
        for start, step, low, high in ((x, x2 - x, self.left, self.right), (y, y2 - y, self.top, self.bottom)):
            if abs(step) < 1e-9:
                if start <= low or start >= high:
                    return False
                continue
            ends = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, ends[0]), min(last, ends[1])
        return first < last


@dataclass(frozen=True)
class Block:
    """One way of writing a label: its words, as the caller knows them, and the size of their box."""

    words: str
    width: float
    height: float


@dataclass(frozen=True)
class LabelledShape:
    """A region to label: the rings of its polygons, its visual centre and the diameter of its symbol, 0 for none."""

    rings: Sequence[Sequence[Point]]
    centre: Point
    blocks: Sequence[Block]
    """The ways of writing its label, the best first."""
    last_resorts: Sequence[Block] = ()
    """Shorter ways, for where there is no room even in free space."""
    symbol: float = 0


@dataclass(frozen=True)
class Place:
    """Where a label stands, its symbol above it, and its leader from the label to the region, where it has one."""

    block: Block
    centre: Point
    symbol: Point | None = None
    leader: Segment | None = None
    is_outside: bool = False

    @property
    def box(self) -> Rect:
        """The box of the label."""
        return Rect.around(self.centre, self.block.width, self.block.height)


def place_labels(
    shapes: Mapping[str, LabelledShape], frame: Rect, obstacles: Sequence[Rect] = (), scale: float = 1
) -> dict[str, Place]:
    """Return where the label of each shape stands in a frame, which holds obstacles; `scale` is that of the page."""
    return _Placement(shapes, frame, list(obstacles), scale).run()


@dataclass
class _Rows:
    """Rows of intervals from a first one on, with their intersections over 2, 4, 8 … rows."""

    first: int
    rows: list[Row]
    _levels: list[list[Row]] = field(default_factory=list)

    def inside(self, width: float, height: float) -> Iterator[tuple[int, Row]]:
        """Yield, row by row, where the centre of a box may be."""
        if not self._levels:
            self._levels = [self.rows]
        count = max(1, ceil(height / _ROW))
        level = count.bit_length() - 1
        while len(self._levels) <= level:
            below, half = self._levels[-1], 1 << (len(self._levels) - 1)
            self._levels.append([_both(below[i], below[i + half]) for i in range(len(below) - half)])
        rows, shift = self._levels[level], count - (1 << level)
        for start in range(len(self.rows) - count + 1):
            row = _both(rows[start], rows[start + shift])
            shrunk = tuple((a + width / 2, b - width / 2) for a, b in row if b - a >= width)
            if shrunk:
                yield self.first + start + count // 2, shrunk


def _both(first: Row, second: Row) -> Row:
    if first is second:
        return first
    if len(first) == 1 and len(second) == 1:
        a, b = max(first[0][0], second[0][0]), min(first[0][1], second[0][1])
        return ((a, b),) if a < b else ()
    return tuple((max(a, c), min(b, d)) for a, b in first for c, d in second if max(a, c) < min(b, d))


def _without(row: Row, taken: Iterable[Interval]) -> Row:
    left = list(row)
    for start, end in taken:
        left = [part for a, b in left for part in ((a, min(b, start)), (max(a, end), b)) if part[1] - part[0] > 1e-9]
    return tuple(left)


def _rows_of(rings: Sequence[Sequence[Point]]) -> _Rows:
    """Return the rows of a shape, by its edges that cross the middle of each."""
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        for (x, y), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if y == y2:
                continue
            low, high = min(y, y2), max(y, y2)
            for row in range(ceil(low / _ROW - 0.5), ceil(high / _ROW - 0.5)):
                at = (row + 0.5) * _ROW
                crossings.setdefault(row, []).append(x + (at - y) / (y2 - y) * (x2 - x))
    if not crossings:
        return _Rows(0, [])
    first, last = min(crossings), max(crossings)
    rows = []
    for row in range(first, last + 1):
        xs = sorted(crossings.get(row, ()))
        rows.append(tuple(zip(xs[::2], xs[1::2], strict=False)))
    return _Rows(first, rows)


def _y(row: int, height: float) -> float:
    """Return the middle of a box of a height whose rows are centred on one."""
    return (row + (0.5 if max(1, ceil(height / _ROW)) % 2 else 0)) * _ROW


@dataclass
class _Placement:
    """The placing of all labels of one map."""

    shapes: Mapping[str, LabelledShape]
    frame: Rect
    obstacles: list[Rect]
    scale: float
    rows: dict[str, _Rows] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def run(self) -> dict[str, Place]:
        self.rows = {code: _rows_of(shape.rings) for code, shape in self.shapes.items()}
        waiting = []
        for code, shape in self.shapes.items():
            place = self._inside(code, shape.blocks)
            if place:
                self.places[code] = place
            else:
                waiting.append(code)
        # Symbols without their labels stand first, for no leader may cross them.
        symbols = {code: self._symbol_alone(code) for code in waiting}
        self._free = self._free_rows(symbols)
        for code in sorted(waiting, key=lambda code: -self.shapes[code].blocks[0].width):
            self.places[code] = self._somewhere(code, symbols)
        return self.places

    def _inside(self, code: str, blocks: Sequence[Block]) -> Place | None:
        """Return where a label fits into its region together with its symbol, as near to the centre as may be."""
        shape, rows = self.shapes[code], self.rows[code]
        gap = 0.6 * self.scale
        for margin in (margin * self.scale for margin in _MARGINS):
            for block in blocks:
                height = block.height + 2 * margin
                found = dict(rows.inside(block.width + 2 * margin, height))
                if not shape.symbol:
                    centre = _nearest(found, shape.centre, height)
                    if centre:
                        return Place(block, centre)
                    continue
                size = shape.symbol + 2 * min(margin, 0.5 * self.scale)
                above = dict(rows.inside(size, size))
                down = (shape.symbol + block.height) / 2 + gap
                step = round(down / _ROW)
                both = {row + step: _both(at, found[row + step]) for row, at in above.items() if row + step in found}
                middle = (shape.centre[0], shape.centre[1] + shape.symbol / 2)
                centre = _nearest({row: at for row, at in both.items() if at}, middle, height)
                if centre:
                    return Place(block, centre, (centre[0], centre[1] - down))
        return None

    def _symbol_alone(self, code: str) -> Point | None:
        shape = self.shapes[code]
        if not shape.symbol:
            return None
        size = shape.symbol + self.scale
        return _nearest(dict(self.rows[code].inside(size, size)), shape.centre, size) or shape.centre

    def _symbol_box(self, code: str, at: Point) -> Rect:
        return Rect.around(at, self.shapes[code].symbol, self.shapes[code].symbol)

    def _free_rows(self, symbols: Mapping[str, Point | None]) -> _Rows:
        """Return the rows of the frame without regions and obstacles."""
        clear = _CLEAR * self.scale
        first, last = ceil(self.frame.top / _ROW - 0.5), int(self.frame.bottom / _ROW - 0.5)
        boxes = [box.grown(_BETWEEN * self.scale) for box in self.obstacles]
        boxes += [self._symbol_box(code, at).grown(_BETWEEN) for code, at in symbols.items() if at]
        reach = ceil(clear / _ROW)
        taken: dict[int, list[Interval]] = {}
        for rows in self.rows.values():
            for number, row in enumerate(rows.rows, rows.first):
                wide = [(a - clear, b + clear) for a, b in row]
                for near in range(number - reach, number + reach + 1):
                    taken.setdefault(near, []).extend(wide)
        for box in boxes:
            for number in range(int(box.top / _ROW), ceil(box.bottom / _ROW)):
                taken.setdefault(number, []).append((box.left, box.right))
        whole = (self.frame.left, self.frame.right)
        return _Rows(first, [_without((whole,), _merged(taken.get(number, ()))) for number in range(first, last + 1)])

    def _somewhere(self, code: str, symbols: Mapping[str, Point | None]) -> Place:
        """Return a place for a label that does not fit into its region with its symbol."""
        shape, symbol = self.shapes[code], symbols[code]
        for blocks in (shape.blocks[:2], shape.last_resorts):
            place = self._inside(code, blocks) or self._outside(code, blocks, symbols)
            if place:
                return place
        # Over the border rather than nowhere.
        block = [*shape.blocks, *shape.last_resorts][-1]
        down = (shape.symbol + block.height) / 2 if symbol else 0
        at = symbol or shape.centre
        return Place(block, (at[0], at[1] + down), symbol)

    def _outside(self, code: str, blocks: Sequence[Block], symbols: Mapping[str, Point | None]) -> Place | None:
        target = symbols[code] or self.shapes[code].centre
        candidates = sorted(self._candidates(blocks, target), key=lambda one: one[0])[:400]
        ranked = sorted(
            ((length + self._over_others(code, leader), place, leader) for length, place, leader in candidates),
            key=lambda one: one[0],
        )
        for _, place, leader in ranked:
            if self._is_clear(code, place, leader, symbols):
                found = replace(place, symbol=symbols[code])
                return (
                    found
                    if self._is_beside(code, place.box)
                    else replace(found, leader=self._cut(code, leader, symbols[code]))
                )
        return None

    def _candidates(self, blocks: Sequence[Block], target: Point) -> Iterator[tuple[float, Place, Segment]]:
        """Yield places in free space with the lengths of their leaders."""
        for order, block in enumerate(blocks):
            for row, intervals in self._free.inside(block.width, block.height):
                y = _y(row, block.height)
                for low, high in intervals:
                    nearest = min(max(target[0], low), high)
                    for x in {nearest, *(min(max(nearest + step, low), high) for step in (-12, -6, 6, 12))}:
                        box = Rect.around((x, y), block.width, block.height).grown(0.4 * self.scale)
                        start = box.nearest(target)
                        length = hypot(start[0] - target[0], start[1] - target[1])
                        yield length + order, Place(block, (x, y), is_outside=True), (start, target)

    def _over_others(self, code: str, leader: Segment) -> float:
        """Return about how long a leader runs over regions that are not its own."""
        (x, y), (x2, y2) = leader
        steps = max(1, int(hypot(x2 - x, y2 - y) / 2))
        length = 0
        for step in range(steps):
            at = (x + (x2 - x) * step / steps, y + (y2 - y) * step / steps)
            length += 2 * any(_holds(rows, at) for other, rows in self.rows.items() if other != code)
        return length

    def _is_clear(self, code: str, place: Place, leader: Segment, symbols: Mapping[str, Point | None]) -> bool:
        """Whether neither a label nor its leader meets what is placed already."""
        box = place.box.grown(_BETWEEN * self.scale)
        boxes = [other.box for other in self.places.values()]
        boxes += [self._symbol_box(other, one.symbol) for other, one in self.places.items() if one.symbol]
        boxes += [self._symbol_box(other, at) for other, at in symbols.items() if at and other != code]
        if any(box.overlaps(other) for other in boxes):
            return False
        around = [other.grown(_BETWEEN * self.scale) for other in (*boxes, *self.obstacles)]
        if any(other.crosses(leader) for other in around):
            return False
        drawn = [other.leader for other in self.places.values() if other.leader]
        return not any(_cross(leader, other) or box.crosses(other) for other in drawn)

    def _is_beside(self, code: str, box: Rect) -> bool:
        """Whether a label stands at an island, where it can belong to nothing else."""
        near, far = box.grown(_BESIDE * self.scale), box.grown(_ALONE * self.scale)
        others = (rows for other, rows in self.rows.items() if other != code)
        return _meets(self.rows[code], near) and not any(_meets(rows, far) for rows in others)

    def _cut(self, code: str, leader: Segment, symbol: Point | None) -> Segment:
        """Return a leader that ends at the edge of the symbol."""
        (x, y), (x2, y2) = leader
        length = hypot(x2 - x, y2 - y)
        radius = self.shapes[code].symbol / 2 if symbol else 0
        share = max(0.0, 1 - radius / length) if length else 0
        return (x, y), (x + (x2 - x) * share, y + (y2 - y) * share)


def _nearest(found: Mapping[int, Row], point: Point, height: float) -> Point | None:
    """Return the place for the middle of a box that is nearest to a point."""
    best: Point | None = None
    least = float("inf")
    for row, intervals in found.items():
        y = _y(row, height)
        for low, high in intervals:
            x = min(max(point[0], low), high)
            # The rows are lines of text: it is better to move along them than across.
            distance = hypot(x - point[0], y - point[1])
            if distance < least:
                least, best = distance, (x, y)
    return best


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _holds(rows: _Rows, point: Point) -> bool:
    number = int(point[1] // _ROW) - rows.first
    return 0 <= number < len(rows.rows) and any(a <= point[0] <= b for a, b in rows.rows[number])


def _meets(rows: _Rows, box: Rect) -> bool:
    """Whether a shape and a rectangle overlap."""
    first, last = int(box.top // _ROW) - rows.first, int(box.bottom // _ROW) - rows.first
    return any(a < box.right and box.left < b for row in rows.rows[max(0, first) : max(0, last + 1)] for a, b in row)


def _cross(first: Segment, second: Segment) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
