"""The pages of the layouts: a grid for each, and the type sizes that suit the distance it is read from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import sqrt
from typing import Any

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

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    def scaled(self, by: float) -> Box:
        """Return the box on a page that is so many times as large."""
        return Box(self.x * by, self.y * by, self.width * by, self.height * by)


@dataclass(frozen=True)
class PageSize:
    """The grid of a page (millimetres) and its type (points)."""

    id: str
    width: float
    height: float
    title: Box
    """Of the full width; logos take from it."""
    subtitle: Box | None
    """None where the footer says what it would."""
    logo: Box
    """The right one of two."""
    first_inset: Box
    inset_step: float
    main_map: Box
    side_column: Box
    footer: Box
    """Where the sources begin, and how low they may reach."""
    title_size: float
    subtitle_size: float
    legend_size: float
    legend_title_size: float
    count_size: float
    """Of the number of regions in a class at the right of a legend; 0 where it stands behind the words."""
    finding_size: float
    name_size: float
    value_size: float
    least_label: float
    """How much smaller labels may be that would not fit into their region."""
    note_size: float
    """Of what is small: units, scale bars."""
    footer_size: float
    symbol_size: float
    """What symbols are scaled to."""
    weight: float = 1
    """What the weights of lines are multiplied by."""
    compact: bool = False
    """Whether the page is a slide: fewer words, larger type."""

    @property
    def body(self) -> Box:
        """The box between header and footer, of the full width."""
        left, column = self.first_inset.x, self.side_column
        return Box(left, self.main_map.y, column.right - left, self.main_map.height)

    def inset(self, index: int) -> Box:
        """Return the box of the inset at `index` of the column."""
        first = self.first_inset
        return replace(first, y=first.y + index * self.inset_step)

    def without_insets(self) -> PageSize:
        """Return the page with the main map in the place of the insets, too."""
        left = self.first_inset.x
        return replace(self, main_map=replace(self.main_map, x=left, width=self.main_map.right - left))

    def scaled(self, id_: str, by: float) -> PageSize:
        """Return a larger page of the same proportions: places, type and weights alike."""
        larger: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Box):
                larger[field.name] = value.scaled(by)
            elif isinstance(value, float | int) and not isinstance(value, bool) and field.name != "least_label":
                larger[field.name] = value * by
        return replace(self, id=id_, **larger)


# A wall map is read at arm's length, a slide from the back of a room. A slide is as large as those of presentation
# programs, 13.33 × 7.5 inches, so that a point of it is one of theirs: nothing but its footer is under 18.
_A4, _A3, _SLIDE = PAGE_IDS
_A4_PAGE = PageSize(
    id=_A4,
    width=297,
    height=210,
    title=Box(8, 8.5, 281, 8.2),
    subtitle=Box(8, 17.9, 281, 5.4),
    logo=Box(267, 7, 22, 14),
    first_inset=Box(8, 27, 30, 31.6),
    inset_step=33.35,
    main_map=Box(40, 27, 180, 165),
    side_column=Box(224, 27, 65, 165),
    footer=Box(8, 194.4, 281, 12.8),
    title_size=19,
    subtitle_size=10.5,
    legend_size=9,
    legend_title_size=11,
    count_size=0,
    finding_size=9,
    name_size=8,
    value_size=9.5,
    least_label=15 / 16,
    note_size=7.5,
    footer_size=7.5,
    symbol_size=8,
)
_SLIDE_PAGE = PageSize(
    id=_SLIDE,
    width=338.67,
    height=190.5,
    title=Box(10, 8.6, 318.7, 14.8),
    subtitle=None,
    logo=Box(306.7, 6, 22, 14),
    first_inset=Box(10, 24, 40, 29.2),
    inset_step=30.7,
    main_map=Box(52, 24, 181, 152),
    side_column=Box(236, 24, 92.7, 152),
    footer=Box(10, 177.6, 318.7, 11.2),
    title_size=26,
    subtitle_size=18,
    legend_size=18,
    legend_title_size=18,
    count_size=20,
    finding_size=18,
    name_size=18,
    value_size=18,
    least_label=1,
    note_size=18,
    footer_size=8.5,
    symbol_size=11,
    weight=1.3,
    compact=True,
)
PAGES = {
    page.id: page for page in (_A4_PAGE, replace(_A4_PAGE.scaled(_A3, sqrt(2)), width=420, height=297), _SLIDE_PAGE)
}
