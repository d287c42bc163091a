"""Where labels stand on a map: inside their region where they fit, else in free space with a leader.

Pure geometry in millimetres of the page, the y axis downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from operator import attrgetter

from .free_space import MOST_TRIED, FreeSpace
from .places import Block, LabelledShape, Place
from .rows import ROW, Point, Rect, Row, Rows, Segment, both, middle_of, nearest

_MARGINS = (3.0, 1.5, 0.8, 0.5, 0.25)
"""The room that a label should have around it in its region, the most comfortable first."""
_GAP = 0.6
"""Between a symbol and its label."""
_DEPTHS = (6.0, 3.0, 1.5)
"""How wide the place in a region is, at least, that a leader ends in, the best first."""
_BESIDE = 3.0
"""How near a label stands to an island that needs no leader."""
_ALONE = 8.0
"""How far all other regions are then."""
_ROUNDS = 2
_COST_OF_BLOCK = 4
"""What each less good way of writing a label costs, in millimetres of leaders."""
_COST_OF_NONE = 400
"""What a label without a place costs, in millimetres of leaders."""
_TOO_FAR = 30
"""What a label in free space may cost before a shorter name in its region is better."""
_MUCH_TOO_FAR = 130
"""What it may cost before it is better without its words."""


@dataclass(frozen=True)
class _Option:
    """A place in free space and what it costs, in millimetres of a leader."""

    place: Place
    cost: float


def place_labels(shapes: Mapping[str, LabelledShape], space: FreeSpace) -> dict[str, Place]:
    """Return where the label of each shape stands, all of which have their rows in a space."""
    return _Placement(shapes, space).run()


@dataclass
class _Placement:
    """The placing of all labels of one map."""

    shapes: Mapping[str, LabelledShape]
    space: FreeSpace
    places: dict[str, Place] = field(default_factory=dict)
    symbols: dict[str, Point] = field(default_factory=dict)
    """Of the labels that do not stand in their region."""
    waiting_symbols: dict[str, Rect] = field(default_factory=dict)
    ends: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)
    """Where the leaders of the others may end."""

    @property
    def scale(self) -> float:
        """The scale of the page."""
        return self.space.scale

    @property
    def rows(self) -> Mapping[str, Rows]:
        """The rows of the shapes."""
        return self.space.rows

    def run(self) -> dict[str, Place]:
        """Place those that fit into their region, then the others, the one with the fewest places first."""
        waiting = []
        for code, shape in self.shapes.items():
            place = self._inside(code, shape.inside)
            if place:
                self.places[code] = place
            else:
                waiting.append(code)
        for code in waiting:
            self._prepare_leader(code)
        options = {
            code: self._options(code, [*self.shapes[code].outside, *self.shapes[code].last_resorts[:1]])
            for code in waiting
        }
        for code, option in self._near_ones(options).items():
            self.places[code] = self._nearer(code, option) or self._finished(code, option.place)
        for code in waiting:
            if code not in self.places:
                self.places[code] = self._shorter(code)
        return self.places

    def _nearer(self, code: str, option: _Option) -> Place | None:
        """Return where a shorter label stands in its region, if its leader would be too long; it loses words last.

        What is short already needs no leader where it fits.
        """
        shorter, cost = self.shapes[code].last_resorts, option.cost / self.scale
        is_short = option.place.block in shorter
        ways = shorter if cost > _MUCH_TOO_FAR else shorter[:2] if cost > _TOO_FAR or is_short else ()
        return next(filter(None, (self._inside(code, [block]) for block in ways)), None)

    def _near_ones(self, options: Mapping[str, Sequence[_Option]]) -> dict[str, _Option]:
        """Return the places, for a label that would be far, or have none, perhaps one in which it loses its words."""
        chosen = self._least(options)
        far = _MUCH_TOO_FAR * self.scale
        spare = {
            code: self._options(code, self.shapes[code].spare)
            for code in options
            if self.shapes[code].spare and (code not in chosen or chosen[code].cost > far)
        }
        if not any(spare.values()):
            return chosen
        chosen = self._least({code: [*found, *spare.get(code, ())] for code, found in options.items()})
        if len(chosen) == len(options):
            return chosen
        # Rather labels without their words than one over a border; as many as may be get theirs back.
        short = self._least(
            {code: self._options(code, self.shapes[code].spare) or found for code, found in options.items()}
        )
        if len(short) <= len(chosen):
            return chosen
        for code, found in options.items():
            others = {other: one for other, one in short.items() if other != code}
            if option := _first_clear([one for one in found if one.cost <= far], others):
                short = others | {code: option}
        return short

    def _least(self, options: Mapping[str, Sequence[_Option]]) -> dict[str, _Option]:
        """Return the places, one for each label where there is one, whose leaders are the shortest together.

        Labels are placed one after the other in some orders, and then each once more among the others.
        """
        by_few = sorted(options, key=lambda code: len(options[code]))
        by_cost = sorted(options, key=lambda code: options[code][0].cost if options[code] else 0)
        orders = [by_few, by_cost, by_cost[::-1]]
        orders += [[first, *(code for code in by_few if code != first)] for first in by_few[1:]]
        best: dict[str, _Option] = {}
        least = float("inf")
        for order in orders:
            chosen: dict[str, _Option] = {}
            for code in order * _ROUNDS:
                chosen.pop(code, None)
                found = _first_clear(options[code], chosen)
                if found:
                    chosen[code] = found
            cost = _cost(options, chosen)
            if cost < least:
                best, least = chosen, cost
        return self._improved(options, best)

    def _improved(self, options: Mapping[str, Sequence[_Option]], best: dict[str, _Option]) -> dict[str, _Option]:
        """Give labels better places for which others must go elsewhere, as long as all together become better."""
        for code in [*options] * _ROUNDS:
            for option in options[code][: MOST_TRIED // 10]:
                if code in best and option.cost >= best[code].cost:
                    break
                better = _with(option, code, options, best)
                if better:
                    best = better
                    break
        return best

    def _inside(self, code: str, blocks: Sequence[Block]) -> Place | None:
        """Return where a label fits into its region together with its symbol, as near to the centre as may be."""
        shape, rows = self.shapes[code], self.rows[code]
        for margin in (margin * self.scale for margin in _MARGINS):
            for block in blocks:
                height = block.height + 2 * margin
                found = rows.inside_lines(block.lines or [(block.width, block.height)], margin)
                if not found:
                    continue
                if not shape.symbol:
                    centre = nearest(found, shape.centre, height)
                    if centre:
                        return Place(block, centre)
                    continue
                place = self._with_symbol(shape, rows, block, found, margin)
                if place:
                    return place
        return None

    def _with_symbol(
        self, shape: LabelledShape, rows: Rows, block: Block, found: Mapping[int, Row], margin: float
    ) -> Place | None:
        """Return where a label fits under its symbol, or at its right."""
        size = shape.symbol + 2 * min(margin, 0.5 * self.scale)
        symbols = rows.inside(size, size)
        height = block.height + 2 * margin
        down = (shape.symbol + block.height) / 2 + _GAP * self.scale
        across = (shape.symbol + block.width) / 2 + _GAP * 1.5 * self.scale
        for right, below in ((0.0, down), (across, 0.0)):
            step = round(below / ROW)
            places = {
                row + step: both(tuple((a + right, b + right) for a, b in at), found[row + step])
                for row, at in symbols.items()
                if row + step in found
            }
            middle = (shape.centre[0] + right / 2, shape.centre[1] + below / 2)
            centre = nearest(places, middle, height)
            if centre:
                return Place(block, centre, (centre[0] - right, centre[1] - below), shape.symbol)
        return None

    def _prepare_leader(self, code: str) -> None:
        """Place the symbol of a label that does not fit, or find where its leader may end."""
        shape, rows = self.shapes[code], self.rows[code]
        if shape.symbol:
            size = shape.symbol + self.scale
            at = nearest(rows.inside(size, size), shape.centre, size) or shape.centre
            self.symbols[code] = at
            self.waiting_symbols[code] = Rect.around(at, size, size)
            return
        found = (rows.inside(depth * self.scale, depth * self.scale) for depth in _DEPTHS)
        places = next((places for places in found if places), {})
        # Of a few rows only: their number would cost more than it is worth.
        few = list(places)[:: max(1, len(places) // 8)]
        size = _DEPTHS[0] * self.scale
        self.ends[code] = [(low, high, middle_of(row, size)) for row in few for low, high in places[row]]

    def _options(self, code: str, blocks: Sequence[Block]) -> list[_Option]:
        """Return clear places in free space, the best first: with short leaders that run little over other regions."""
        symbol = self.symbols.get(code)
        waiting = [one for other, one in self.waiting_symbols.items() if other != code]
        placed = list(self.places.values())
        room = 0.4 * self.scale
        found = []
        size, costs = self.shapes[code].symbol, [_COST_OF_BLOCK * blocks.index(block) for block in blocks]
        for order, at in self.space.nearest(symbol or self.shapes[code].centre, blocks):
            block = blocks[order]
            target = symbol or self._end(code, at)
            start = Rect.around(at, block.width, block.height).grown(room).nearest(target)
            leader = start, target
            place = Place(block, at, symbol, size, leader, is_outside=True)
            if (
                any([box.overlaps(place.box) or box.crosses(leader) for box in place.reach.near(waiting)])
                or any([box.crosses(leader) for box in place.reach.near(self.space.obstacles)])
                or not place.is_clear_of(placed)
            ):
                continue
            length = hypot(start[0] - target[0], start[1] - target[1])
            # A long leader is worse than two of half its length.
            cost = length + length**2 / 60 + self.space.over_others(code, leader) + costs[order]
            found.append(_Option(place, cost))
        return sorted(found, key=attrgetter("cost"))

    def _end(self, code: str, point: Point) -> Point:
        """Return where a leader that comes from a point ends in the region."""
        x, y = point
        best, least = self.shapes[code].centre, float("inf")
        for low, high, middle in self.ends[code]:
            near = low if x < low else high if x > high else x
            away = hypot(near - x, middle - y)
            if away < least:
                best, least = (near, middle), away
        return best

    def _finished(self, code: str, place: Place) -> Place:
        """Return a place with the leader that is drawn."""
        if not place.symbol and self._is_beside(code, place.box):
            return replace(place, leader=None)
        return replace(place, leader=self._cut(code, place))

    def _is_beside(self, code: str, box: Rect) -> bool:
        """Whether a label stands at an island, where it can belong to nothing else."""
        near, far = box.grown(_BESIDE * self.scale), box.grown(_ALONE * self.scale)
        others = (rows for other, rows in self.rows.items() if other != code)
        return self.rows[code].meets(near) and not any(rows.meets(far) for rows in others)

    def _cut(self, code: str, place: Place) -> Segment | None:
        """Return a leader that ends at the edge of the symbol."""
        if not place.leader or not place.symbol:
            return place.leader
        (x, y), (x2, y2) = place.leader
        length = hypot(x2 - x, y2 - y)
        share = max(0.0, 1 - self.shapes[code].symbol / 2 / length) if length else 0
        return (x, y), (x + (x2 - x) * share, y + (y2 - y) * share)

    def _shorter(self, code: str) -> Place:
        """Return a place for a shorter label, over the border of the region if there is no other."""
        shape, symbol = self.shapes[code], self.symbols.get(code)
        for block in shape.last_resorts:
            place = self._inside(code, [block])
            if place and not any(place.box.crosses(one.leader) for one in self.places.values() if one.leader):
                return place
            options = self._options(code, [block])
            if options and options[0].cost < _MUCH_TOO_FAR * self.scale:
                return self._finished(code, options[0].place)
        block = [*shape.inside, *shape.last_resorts][-1]
        at = symbol or shape.centre
        down = (shape.symbol + block.height) / 2 if symbol else 0
        return Place(block, (at[0], at[1] + down), symbol, shape.symbol, is_forced=True)


def _first_clear(options: Iterable[_Option], chosen: Mapping[str, _Option]) -> _Option | None:
    """Return the best of some options that is clear of all that are chosen."""
    places = [one.place for one in chosen.values()]
    return next((one for one in options if one.place.is_clear_of(places)), None)


def _cost(options: Mapping[str, Sequence[_Option]], chosen: Mapping[str, _Option]) -> float:
    """Return what places cost together, and the labels that have none."""
    return sum(one.cost for one in chosen.values()) + _COST_OF_NONE * (len(options) - len(chosen))


def _with(
    option: _Option, code: str, options: Mapping[str, Sequence[_Option]], best: Mapping[str, _Option]
) -> dict[str, _Option] | None:
    """Return places with an option for a label, and others for those in its way, if all together become better."""
    kept = {other: one for other, one in best.items() if other != code and option.place.is_clear_of([one.place])}
    kept[code] = option
    without = [other for other in options if other not in kept]
    room = _cost(options, best) - _cost(options, kept) + _COST_OF_NONE * len(without)
    for other in without:
        # What costs more than there is room for makes nothing better, nor does a label without a place.
        is_tight = room <= _COST_OF_NONE
        found = _first_clear((one for one in options[other] if one.cost < room or not is_tight), kept)
        room -= found.cost if found else _COST_OF_NONE
        if room <= 0:
            return None
        kept |= {other: found} if found else {}
    return kept if room > 0 else None
