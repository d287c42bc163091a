"""The space that the regions of a map leave free for labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import nsmallest
from itertools import repeat
from math import ceil, hypot, inf

from .places import Block
from .rows import ROW, Interval, Point, Rect, Rows, Segment, middle_of, without

MOST_TRIED = 600
"""How many places in free space are tried for a label."""
_CLEAR = 1.0
"""The room between a label in free space and any region."""
_ROW_STEP = 4
"""Of so many rows one is tried for labels in free space."""
_STEPS = (0, -5, 5, -12, 12, -20, 20)
"""How far from the place that is nearest to a region its label is tried in the same row."""
_CELL = 2.0
"""The grid by which the length of a leader over other regions is measured."""
_LINE = 10_000
"""The cells of it in a line, more than any page has: a cell has one number."""


@dataclass(frozen=True)
class FreeSpace:
    """The rows of the shapes in a frame, and what they and its obstacles leave; `scale` is that of the page."""

    rows: Mapping[str, Rows]
    frame: Rect
    obstacles: Sequence[Rect] = ()
    scale: float = 1

    @classmethod
    def around(
        cls, rings: Mapping[str, Sequence[Sequence[Point]]], frame: Rect, obstacles: Sequence[Rect], scale: float
    ) -> FreeSpace:
        """Return the space around the polygons of some rings."""
        return cls({code: Rows.of_rings(of_shape) for code, of_shape in rings.items()}, frame, obstacles, scale)

    @cached_property
    def free(self) -> Rows:
        """Return the rows of the frame without regions and obstacles."""
        first, last = ceil(self.frame.top / ROW - 0.5), int(self.frame.bottom / ROW - 0.5)
        clear = _CLEAR * self.scale
        reach = ceil(clear / ROW)
        taken: dict[int, list[Interval]] = {}
        for rows in self.rows.values():
            for number, row in enumerate(rows.rows, rows.first):
                wide = [(a - clear, b + clear) for a, b in row]
                for near in range(number - reach, number + reach + 1):
                    taken.setdefault(near, []).extend(wide)
        for box in self.obstacles:
            for number in range(int(box.top / ROW), ceil(box.bottom / ROW)):
                taken.setdefault(number, []).append((box.left, box.right))
        whole = ((self.frame.left, self.frame.right),)
        return Rows(first, [without(whole, taken.get(number, ())) for number in range(first, last + 1)])

    def nearest(self, point: Point, blocks: Sequence[Block]) -> list[tuple[int, Point]]:
        """Return places for blocks, by their order, in free space on a coarse grid, the nearest to a point first."""
        across, down = point
        rooms = []
        for order, block in enumerate(blocks):
            width, height = block.width, block.height
            for row, intervals in self.free.inside(width, height).items():
                if row % _ROW_STEP:
                    continue
                y = middle_of(row, height)
                away = max(abs(y - down) - height / 2, 0)
                for low, high in intervals:
                    x = low if across < low else high if across > high else across
                    aside = abs(x - across) - width / 2
                    rooms.append((hypot(away, aside) if aside > 0 else away, order, x, y, away, low, high))
        found: list[tuple[float, int, float, float]] = []
        furthest = inf
        # Most of them are further than as many as are asked for.
        for least, order, near, y, away, low, high in sorted(rooms):
            if least > furthest:
                break
            half = blocks[order].width / 2
            steps = [near + step for step in _STEPS]
            for x in {low if x < low else high if x > high else x for x in steps}:
                aside = abs(x - across) - half
                found.append((hypot(away, aside) if aside > 0 else away, order, x, y))
            if furthest == inf and len(found) >= MOST_TRIED:
                furthest = max(found)[0]
        return [(order, (x, y)) for _, order, x, y in nsmallest(MOST_TRIED, found)]

    def over_others(self, code: str, leader: Segment) -> float:
        """Return about how long a leader runs over regions that are not its own."""
        (x, y), (x2, y2) = leader
        dx, dy = x2 - x, y2 - y
        steps = max(1, int(hypot(dx, dy) / _CELL))
        cells = [(x + dx * share) // _CELL + _LINE * ((y + dy * share) // _CELL) for share in _shares(steps)]
        return _CELL * (steps - list(map(self._owners.get, cells, repeat(code))).count(code))

    @cached_property
    def _owners(self) -> dict[float, str]:
        """Return which region holds the middle of each cell of a grid."""
        owners: dict[float, str] = {}
        for code, rows in self.rows.items():
            for number in range(rows.first, rows.first + len(rows.rows), int(_CELL / ROW)):
                for low, high in rows.rows[number - rows.first]:
                    for cell in range(int(low // _CELL), int(high // _CELL) + 1):
                        owners[cell + _LINE * int(number * ROW // _CELL)] = code
        return owners


@cache
def _shares(count: int) -> list[float]:
    """Return how far each of so many steps is from the first, of the whole way."""
    return [step / count for step in range(count)]
