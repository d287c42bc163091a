"""Shapes cut into rows of intervals, which tell fast where a box fits inside.

A box fits where the intervals of all rows that it covers have room for it. Millimetres, the y axis downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, hypot
from typing import NamedTuple

Point = tuple[float, float]
Segment = tuple[Point, Point]
Interval = tuple[float, float]
Row = tuple[Interval, ...]

ROW = 0.5
"""The height of a row."""


class Rect(NamedTuple):
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

    @classmethod
    def of(cls, *points: Point) -> Rect:
        """Return the rectangle around some points."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    def grown(self, by: float) -> Rect:
        """Return the rectangle with so much more on each side."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Rect) -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def near(self, others: Iterable[Rect]) -> list[Rect]:
        """Return those of others that it overlaps: sooner than by asking for each."""
        left, top, right, bottom = self
        return [one for one in others if one[0] < right and left < one[2] and one[1] < bottom and top < one[3]]

    def nearest(self, point: Point) -> Point:
        """Return its point that is nearest to another."""
        (x, y), (left, top, right, bottom) = point, self
        return left if x < left else right if x > right else x, top if y < top else bottom if y > bottom else y

    def crosses(self, segment: Segment) -> bool:
        """Whether a segment passes through it."""
        ((x, y), (x2, y2)), (left, top, right, bottom) = segment, self
        # Most lie at one side of it.
        if (x <= left and x2 <= left) or (x >= right and x2 >= right):
            return False
        if (y <= top and y2 <= top) or (y >= bottom and y2 >= bottom):
            return False
        first, last = 0.0, 1.0
        for start, step, low, high in ((x, x2 - x, left, right), (y, y2 - y, top, bottom)):
            if abs(step) > 1e-9:
                ends = (low - start) / step, (high - start) / step
                first, last = max(first, min(ends)), min(last, max(ends))
        return first < last


_MOST_FOUND = 1000
"""How many answers are kept, which are what all themes of some editions ask."""


@dataclass
class Rows:
    """Rows of intervals from a first one on, with their intersections over 2, 4, 8 … rows."""

    first: int
    rows: Sequence[Row]
    _levels: list[Sequence[Row]] = field(default_factory=list)
    _found: dict[tuple[float, int], dict[int, Row]] = field(default_factory=dict)
    """What was asked before: a name has one width on all maps of its region."""

    @classmethod
    def of_rings(cls, rings: Iterable[Sequence[Point]]) -> Rows:
        """Return the rows of polygons, by the edges of their rings that cross the middle of each."""
        crossings: dict[int, list[float]] = {}
        for ring in rings:
            for (x, y), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
                if y == y2:
                    continue
                for row in range(ceil(min(y, y2) / ROW - 0.5), ceil(max(y, y2) / ROW - 0.5)):
                    crossings.setdefault(row, []).append(x + ((row + 0.5) * ROW - y) / (y2 - y) * (x2 - x))
        if not crossings:
            return cls(0, [])
        first, last = min(crossings), max(crossings)
        ends = [sorted(crossings.get(row, ())) for row in range(first, last + 1)]
        return cls(first, [tuple(zip(xs[::2], xs[1::2], strict=False)) for xs in ends])

    def inside(self, width: float, height: float) -> Mapping[int, Row]:
        """Return row → where the centre of a box may be that is centred on it."""
        count = box_rows(height)
        known = self._found.get((width, count))
        if known is None:
            if len(self._found) > _MOST_FOUND:
                self._found.clear()
            known = self._found[width, count] = self._inside(width, count)
        return known

    def _inside(self, width: float, count: int) -> dict[int, Row]:
        if not self._levels:
            self._levels = [self.rows]
        level = count.bit_length() - 1
        while len(self._levels) <= level:
            below, half = self._levels[-1], 1 << (len(self._levels) - 1)
            self._levels.append([both(below[i], below[i + half]) for i in range(len(below) - half)])
        rows, shift = self._levels[level], count - (1 << level)
        found = {}
        middle, side = self.first + count // 2, width / 2
        for start in range(len(self.rows) - count + 1):
            first, second = rows[start], rows[start + shift]
            if first and second:
                shrunk = tuple([(a + side, b - side) for a, b in both(first, second) if b - a >= width])
                if shrunk:
                    found[middle + start] = shrunk
        return found

    def inside_lines(self, lines: Sequence[tuple[float, float]], margin: float) -> Mapping[int, Row]:
        """Return row → where the centre of lines may be, one below the other, with a margin around each."""
        whole = sum(height for _, height in lines) + 2 * margin
        found: Mapping[int, Row] | None = None
        above = -whole / 2 + margin
        for width, height in lines:
            # A row more, for a line does not begin where a row does.
            room = height + 2 * margin + (ROW if len(lines) > 1 else 0)
            at, middle = self.inside(width + 2 * margin, room), above + height / 2
            above += height
            if found is None:
                rows = {row_at(middle_of(row, room) - middle, whole): row for row in at}
                found = {row: at[own] for row, own in rows.items()}
                continue
            shared = (
                (row, both(found[row], at.get(row_at(middle_of(row, whole) + middle, room), ()))) for row in found
            )
            found = {row: places for row, places in shared if places}
        return found or {}

    def meets(self, box: Rect) -> bool:
        """Whether the shape and a rectangle overlap."""
        first, last = int(box.top // ROW) - self.first, int(box.bottom // ROW) - self.first
        near = self.rows[max(0, first) : max(0, last + 1)]
        return any(a < box.right and box.left < b for row in near for a, b in row)


def box_rows(height: float) -> int:
    """Return how many rows a box of a height covers."""
    return max(1, ceil(height / ROW))


def middle_of(row: int, height: float) -> float:
    """Return where the middle of a box of a height is that is centred on a row."""
    return (row + 0.5 * (box_rows(height) % 2)) * ROW


def row_at(middle: float, height: float) -> int:
    """Return the row that a box of a height is centred on, about, whose middle is there."""
    return round(middle / ROW - 0.5 * (box_rows(height) % 2))


def both(first: Row, second: Row) -> Row:
    """Return what two rows share."""
    if first is second:
        return first
    if len(first) == 1 and len(second) == 1:
        a, b = max(first[0][0], second[0][0]), min(first[0][1], second[0][1])
        return ((a, b),) if a < b else ()
    shared = []
    for a, b in first:
        for c, d in second:
            start, end = a if a > c else c, b if b < d else d
            if start < end:
                shared.append((start, end))
    return tuple(shared)


def without(row: Row, taken: Iterable[Interval]) -> Row:
    """Return what is left of a row."""
    left = list(row)
    for start, end in _merged(taken):
        left = [part for a, b in left for part in ((a, min(b, start)), (max(a, end), b)) if part[1] - part[0] > 1e-9]
    return tuple(left)


def nearest(found: Mapping[int, Row], point: Point, height: float) -> Point | None:
    """Return the place for the middle of a box that is nearest to a point."""
    places = (
        (min(max(point[0], low), high), middle_of(row, height))
        for row, intervals in found.items()
        for low, high in intervals
    )
    return min(places, key=lambda at: hypot(at[0] - point[0], at[1] - point[1]), default=None)


def cross(first: Segment, second: Segment) -> bool:
    """Whether two segments cross."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _merged(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """Yield intervals in their order, those that overlap as one."""
    start: float | None = None
    end = 0.0
    for low, high in sorted(intervals):
        if start is None:
            start, end = low, high
        elif low <= end:
            end = max(end, high)
        else:
            yield start, end
            start, end = low, high
    if start is not None:
        yield start, end
