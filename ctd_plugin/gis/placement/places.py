"""What is placed on a map, and where: the ways of writing a label, the region that it names, its place on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .rows import Point, Rect, Segment, cross

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
    """A region to label: its visual centre and the diameter of its symbol, 0 for none.

    `inside` and `outside` are the ways of writing its label in the region and in free space, the best first.
    """

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
        left, top, right, bottom = self.box
        symbol = self.symbol_box
        corners = [*(self.leader or ()), *((symbol[:2], symbol[2:]) if symbol else ())]
        for x, y in corners:
            left, top = x if x < left else left, y if y < top else top
            right, bottom = x if x > right else right, y if y > bottom else bottom
        return Rect(left, top, right, bottom)

    def is_clear_of(self, others: Iterable[Place]) -> bool:
        """Whether label and leader are apart from other labels, their symbols and their leaders."""
        left, top, right, bottom = self.reach
        for other in others:
            # Most are far from each other; half a million pairs are compared for the maps of an edition.
            a, b, c, d = other.reach
            if a < right and left < c and b < bottom and top < d and self._meets(other):
                return False
        return True

    def _meets(self, other: Place) -> bool:
        box, leader, theirs, symbol = self.box, self.leader, other.box, other.symbol_box
        if box.overlaps(theirs) or (symbol and box.overlaps(symbol)):
            return True
        if other.leader and box.crosses(other.leader):
            return True
        return leader is not None and (
            theirs.crosses(leader)
            or (symbol is not None and symbol.crosses(leader))
            or (other.leader is not None and cross(leader, other.leader))
        )
