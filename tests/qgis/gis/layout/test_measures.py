"""Every page measured: nothing overruns or covers anything, type can be read, the grid is kept, the room is used."""

from __future__ import annotations

from itertools import product

import pytest

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.style.page_sizes import PAGES
from tests.support.page_faults import collisions, overruns, small_type

THEMES = [theme for theme in ThemeId if theme != ThemeId.PLATFORM_HEALTH]
# An A3 page is an A4 one in a larger scale: one language shows it.
SHEETS = [
    (theme, page, code) for theme, page, code in product(THEMES, PAGES, ("fr", "en")) if (page, code) != ("A3", "en")
]
EACH_SHEET = pytest.mark.parametrize(("theme", "page", "code"), SHEETS, ids=["-".join(sheet) for sheet in SHEETS])

MOST_SIZES = 8


@EACH_SHEET
def test_nothing_leaves_the_page_nor_a_text_its_box(measure, theme, page, code):
    assert list(overruns(measure(theme, page, code))) == []


@EACH_SHEET
def test_nothing_covers_anything_else(measure, theme, page, code):
    assert list(collisions(measure(theme, page, code))) == []


@EACH_SHEET
def test_type_is_large_enough_for_how_far_a_page_is_read_from(measure, theme, page, code):
    sheet = measure(theme, page, code)
    assert list(small_type(sheet)) == []
    if page == "16:9":
        assert sheet.sizes["title"] == 26


@EACH_SHEET
def test_a_page_has_few_sizes_of_type(measure, theme, page, code):
    sizes = {round(size, 1) for size in measure(theme, page, code).sizes.values()}
    assert len(sizes) <= MOST_SIZES, sorted(sizes)


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme != ThemeId.TECHNOLOGY])
def test_the_main_map_is_as_large_as_on_the_grid(measure, theme):
    """Millimetres and scale are those of the grid; an A3 page is √2 times an A4 one."""
    for page, edges, scale in (
        ("A4", (40, 27, 220, 192), 6.46e6),
        ("A3", tuple(edge * 2**0.5 for edge in (40, 27, 220, 192)), 6.46e6 / 2**0.5),
        ("16:9", (52, 24, 233, 176), 7.01e6),
    ):
        sheet = measure(theme, page)
        assert sheet.main_map.bounds == pytest.approx(edges, abs=0.2)
        assert sheet.scale == pytest.approx(scale, rel=0.02)


@EACH_SHEET
def test_the_column_is_used_or_there_is_nothing_more_to_say(measure, theme, page, code):
    sheet = measure(theme, page, code)
    if theme == ThemeId.TECHNOLOGY:
        # Its maps fill the page.
        assert max(at.bounds[3] for at in sheet.maps.values()) > 0.7 * sheet.size.height
        return
    column = sheet.size.side_column
    lowest = max(at.bounds[3] for id_, at in sheet.solids.items() if at.bounds[0] > column.x - 1 and id_ != "sources")
    assert lowest <= column.bottom + 0.1
    said = sum(id_.startswith("finding ") for id_ in sheet.texts)
    assert (lowest - column.y) / column.height >= 0.6 or said == len(sheet.drawing.findings)
