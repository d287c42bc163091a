"""Every page measured: nothing overruns or covers anything, type can be read, the grid is kept, the room is used."""

from __future__ import annotations

from itertools import product

import pytest
from shapely import box

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.style.page_sizes import PAGES
from tests.support.page_measures import beyond, overlapping

THEMES = [theme for theme in ThemeId if theme != ThemeId.PLATFORM_HEALTH]
# An A3 page is an A4 one in a larger scale: one language shows it.
SHEETS = [
    (theme, page, code) for theme, page, code in product(THEMES, PAGES, ("fr", "en")) if (page, code) != ("A3", "en")
]
EACH_SHEET = pytest.mark.parametrize(("theme", "page", "code"), SHEETS, ids=["-".join(sheet) for sheet in SHEETS])

LEAST_TYPE = {"A4": 7, "A3": 7 * 2**0.5, "16:9": 14}
"""Of all but the imprint of a slide."""
LEAST_IMPRINT = 7
MOST_SIZES = 8
MARGIN = 5
TIGHT = 0.15
"""How much the descenders of a line of type may reach below its box."""


@EACH_SHEET
def test_nothing_leaves_the_page_nor_a_text_its_box(measure, theme, page, code):
    sheet = measure(theme, page, code)
    printed = box(MARGIN, 2, sheet.size.width - MARGIN, sheet.size.height - 1.9)
    solids = {id_: beyond(at, printed) for id_, at in sheet.solids.items()}
    assert {id_: by for id_, by in solids.items() if by > 0} == {}
    overrun = {id_: beyond(text.ink, text.box) for id_, text in sheet.texts.items()}
    assert {id_: by for id_, by in overrun.items() if by > TIGHT * sheet.size.weight} == {}


@EACH_SHEET
def test_nothing_covers_anything_else(measure, theme, page, code):
    sheet = measure(theme, page, code)
    # The circles of a key are nested.
    apart = {id_: at for id_, at in sheet.solids.items() if not id_.startswith("circle ") or "words" in id_}
    assert list(overlapping(apart)) == []
    for id_, at in apart.items():
        frames = [name for name in sheet.items if name.startswith("frame ")]
        assert not any(at.overlaps(sheet.items[name].buffer(0.2)) for name in frames), id_
        if sheet.main_map and id_ != "scale metropole":
            assert not at.buffer(-0.3).intersects(sheet.main_map), id_


@EACH_SHEET
def test_type_is_large_enough_for_how_far_a_page_is_read_from(measure, theme, page, code):
    sheet = measure(theme, page, code)
    sizes = dict(sheet.sizes)
    imprint = sizes.pop("sources")
    assert {what: size for what, size in sizes.items() if size < LEAST_TYPE[page] - 0.01} == {}
    assert imprint >= LEAST_IMPRINT * sheet.size.weight if page != "16:9" else imprint >= LEAST_IMPRINT
    if page == "16:9":
        assert sizes["title"] == 26


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
        ("16:9", (52, 24, 224, 179), 6.87e6),
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
