"""Which sheets share a page, and in which order the sheets follow so that the two pages of one face each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...data.profile.region_profile import RegionProfile
from .flow import Section
from .locator_maps import LocatorMaps
from .page import BOTTOM, CONTENT_WIDTH, MARGIN, TOP
from .region_sheet import write_sheet
from .typesetting import GRID

_GAP = 7.0
_HALF = (BOTTOM - TOP - _GAP) / 2
"""The height (mm) up to which a sheet shares its page."""


@dataclass(frozen=True)
class Sheet:
    """The pages of one region, or of several that share them; `pages` are region code → its page, from 0."""

    section: Section
    pages: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.section.pages)


def all_sheets(
    chosen: Sequence[RegionProfile],
    profiles: Sequence[RegionProfile],
    maps: LocatorMaps,
    report_progress: Callable[[float], None],
) -> list[Sheet]:
    """Return the sheets of the chosen regions: those that share pages, such as without an interview, come first."""
    sheets, small, heights = [], [], []
    for number, profile in enumerate(chosen):
        report_progress(100 * number / len(chosen))
        section = Section(profile.printed_name)
        write_sheet(section, profile, profiles, maps)
        # Lower on a page, its answers begin on another line of the grid.
        height = section.page.y - TOP + (GRID if profile.answers else 0)
        if len(section.pages) == 1 and height <= _HALF:
            small.append(profile)
            heights.append(height)
            continue
        roomy = Section(profile.printed_name)
        write_sheet(roomy, profile, profiles, maps, is_compact=False)
        is_longer = len(section.pages) == 1 and len(roomy.pages) > 1
        sheets.append(Sheet(section if is_longer else roomy, {profile.code: 0}))
    return [_shared(group, profiles, maps) for group in _groups(small, heights)] + sheets


def _groups(small: Sequence[RegionProfile], heights: Sequence[float]) -> Iterator[Sequence[RegionProfile]]:
    """Yield the regions that share a page, about as much on each page."""
    low, high = max(heights, default=0.0), BOTTOM - TOP
    most = len(_filled(heights, high))
    while high - low > 1:
        middle = (low + high) / 2
        if len(_filled(heights, middle)) <= most:
            high = middle
        else:
            low = middle
    start = 0
    for count in _filled(heights, high):
        yield small[start : start + count]
        start += count


def _filled(heights: Sequence[float], room: float) -> list[int]:
    """Return how many of the heights each page of some room holds."""
    counts: list[int] = []
    left = 0.0
    for height in heights:
        if not counts or left < height + _GAP:
            counts.append(0)
            left = room + _GAP
        counts[-1] += 1
        left -= height + _GAP
    return counts


def _shared(group: Sequence[RegionProfile], profiles: Sequence[RegionProfile], maps: LocatorMaps) -> Sheet:
    first, last = group[0].name, group[-1].name
    section = Section(first if len(group) == 1 else f"{first} – {last}")
    for number, profile in enumerate(group):
        if number:
            section.page.rule(MARGIN, section.page.y + _GAP / 2, CONTENT_WIDTH)
            section.page.y += _GAP
        write_sheet(section, profile, profiles, maps, is_compact=len(group) > 1)
    return Sheet(section, dict.fromkeys((profile.code for profile in group), 0))


def facing(sheets: Sequence[Sheet], first: int) -> list[Sheet]:
    """Return the sheets in an order in which those of two pages begin on an even one, and so face each other.

    `first` is the number of the first page. Where a spread would begin on an odd one, the next sheet of an odd number
    of pages comes before it; the order is kept otherwise.
    """
    ordered: list[Sheet] = []
    left = list(sheets)
    while left:
        is_odd = (first + sum(sheet.count for sheet in ordered)) % 2
        following = left[0]
        if is_odd and following.count % 2 == 0:
            following = next((sheet for sheet in left if sheet.count % 2), following)
        left.remove(following)
        ordered.append(following)
    return ordered


def front_and_back(front: Sequence[Section], sheets: Sequence[Sheet]) -> tuple[list[Section], list[Section]]:
    """Return what stands before the sheets and what after them: where spreads alone would begin on an odd page, the
    last section of an odd number of pages follows them. The first, the cover, always stays.
    """
    before = list(front)
    begins_odd = sum(len(section.pages) for section in before) % 2 == 0
    if not begins_odd or not sheets or any(sheet.count % 2 for sheet in sheets):
        return before, []
    last = next((section for section in reversed(before[1:]) if len(section.pages) % 2), None)
    if last is None:
        return before, []
    before.remove(last)
    return before, [last]
