"""What is placed on a map, and where: the ways of writing a label, the region that it names, its place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .rows import Point, Rect, Segment

_ROOM = 0.7
"""The room of a label or a symbol, half of it on each side."""


@dataclass(frozen=True)
class WrittenLine:
    """A line of a label as it is set: its type in points."""

    text: str
    size: float
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True)
class Block:
    """One way of writing a label: its words, as the caller knows them, and the size of their box."""

    words: str
    width: float
    height: float
    lines: Sequence[tuple[float, float]] = ()
    """The width and height of each line, where they differ; they are centred."""
    written: Sequence[WrittenLine] = ()
    """The words, line by line."""


@dataclass(frozen=True)
class LabelledShape:
    """A region to label: the rings of its polygons, its visual centre and the diameter of its symbol, 0 for none.

    `inside` and `outside` are the ways of writing its label in the region and in free space, the best first.
    """

    rings: Sequence[Sequence[Point]]
    centre: Point
    inside: Sequence[Block]
    outside: Sequence[Block]
    last_resorts: Sequence[Block] = ()
    """Shorter ways, for where there is no room even in free space."""
    symbol: float = 0
    spare: Sequence[Block] = ()
    """Ways that lose words, for where a leader would run far: large labels leave little free space."""


@dataclass(frozen=True)
class Place:
    """Where a label stands, its symbol, and its leader from the label to the region, where it has one."""

    block: Block
    centre: Point
    symbol: Point | None = None
    symbol_size: float = 0
    leader: Segment | None = None
    is_outside: bool = False
    is_forced: bool = False
    """Whether it fits nowhere, and stands over the border of its region."""

    @cached_property
    def box(self) -> Rect:
        """The box of the label with the room around it."""
        return Rect.around(self.centre, self.block.width + _ROOM, self.block.height + _ROOM)

    @cached_property
    def symbol_box(self) -> Rect | None:
        """The box of the symbol with the room around it."""
        size = self.symbol_size + _ROOM
        return Rect.around(self.symbol, size, size) if self.symbol else None

    @cached_property
    def reach(self) -> Rect:
        """The rectangle around all three."""
        rects = [self.box, *([self.symbol_box] if self.symbol_box else [])]
        corners = [*((one.left, one.top) for one in rects), *((one.right, one.bottom) for one in rects)]
        return Rect.of(*corners, *(self.leader or ()))
