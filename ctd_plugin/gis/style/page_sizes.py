"""The pages of the layouts: their sizes, and the type sizes that suit the distance they are read from."""

from __future__ import annotations

from dataclasses import dataclass

from ..options import PAGE_IDS


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in millimetres from its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class PageSize:
    """A page (millimetres) and its type (points)."""

    id: str
    width: float
    height: float
    margin: float
    header: float
    footer: float
    insets: float
    side: float
    title_size: float
    subtitle_size: float
    legend_size: float
    label_size: float
    note_size: float
    compact: bool = False
    """Whether there is room for little more than a name in a region, as on a slide."""

    @property
    def body(self) -> Box:
        """Return the box between header and footer."""
        top = self.margin + self.header
        return Box(
            self.margin,
            top,
            self.width - 2 * self.margin,
            self.height - top - self.footer - self.margin,
        )

    @property
    def main_map(self) -> Box:
        """The box of the map of the mainland, between the insets and the side column."""
        body = self.body
        return Box(
            body.x + self.insets + self.margin / 2,
            body.y,
            body.width - self.insets - self.side - self.margin,
            body.height,
        )

    @property
    def side_column(self) -> Box:
        """The box of the legend, its key and the notes."""
        body = self.body
        return Box(self.width - self.margin - self.side, body.y, self.side, body.height)

    def inset(self, index: int, count: int) -> Box:
        """Return the box of the inset at `index` in a column of `count`."""
        body = self.body
        gap = self.margin / 4
        height = (body.height - gap * (count - 1)) / count
        return Box(body.x, body.y + index * (height + gap), self.insets, height)


# A wall map is read at arm's length, a slide from the back of a room: nothing on it is under 14 points.
_A4, _A3, _SLIDE = PAGE_IDS
PAGES = {
    page.id: page
    for page in (
        PageSize(_A4, 297, 210, 8, 19, 10, 44, 66, 19, 10.5, 10, 8, 7.5),
        PageSize(_A3, 420, 297, 11, 27, 14, 62, 93, 27, 15, 14, 11, 10.5),
        PageSize(_SLIDE, 338.67, 190.5, 7, 20, 13, 62, 94, 27, 16, 16, 14, 14, compact=True),
    )
}
