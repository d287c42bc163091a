"""The pages of money and staff are whole for figures of any number, size and kind."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from qgis.PyQt.QtCore import QRectF

from ctd_plugin.data.facts.fact import BUDGET, STAFF, Covers
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.regions import REGION_NAMES
from tests.support.layout_items import box, inside, items

KINDS = [kind.value for kind in Covers]
CODES = list(REGION_NAMES)


def over(low, high, count, place):
    """Return one of `count` values, each as many times the one before."""
    return low * (high / low) ** (place / max(1, count - 1))


def figures(count, kinds, about=0):
    """Return figures of so many regions: budgets from 500 € to 50 M€, staff from 0.05 to 400."""
    for place, code in enumerate(CODES[:count]):
        kind = kinds[place % len(kinds)]
        yield code, BUDGET, round(over(500, 5e7, count, place)), None, kind, about
        yield code, STAFF, round(over(0.05, 400, count, place), 2), None, kind, about


EDITIONS = {
    "one region": list(figures(1, ["hosting"])),
    "eighteen of every kind": list(figures(18, KINDS, about=1)),
    "eighteen of one kind": list(figures(18, ["hosting"])),
    "nine of no stated kind": list(figures(9, ["unknown"])),
    "ranges and a zero": [
        ("53", BUDGET, 0, 60_000, "hosting", 0),
        ("84", BUDGET, 60_000, 80_000, "hosting", 1),
        ("93", BUDGET, 0, None, "unknown", 0),
        ("53", STAFF, 0, 2, "operation_staff", 0),
        ("84", STAFF, 0, None, "unknown", 0),
    ],
    "none anywhere": [(code, name, 0, None, "unknown", 0) for code in CODES for name in (BUDGET, STAFF)],
}


@pytest.fixture(scope="session")
def edition_file(bundled, tmp_path_factory):
    """Return a function that gives the bundled GeoPackage with other figures of money and staff."""
    files = {}

    def write(name):
        if name not in files:
            path = files[name] = tmp_path_factory.mktemp("figures") / "ctd.gpkg"
            path.write_bytes(bundled.read_bytes())
            with closing(sqlite3.connect(path)) as database, database:
                database.execute("DELETE FROM facts WHERE indicator IN (?, ?)", (BUDGET, STAFF))
                database.executemany(
                    "INSERT INTO facts (region_code, indicator, value, value_max, covers, about, unit, scope, headline,"
                    " \"column\", quote) VALUES (?, ?, ?, ?, ?, ?, ?, 'platform', 1, 'moyens', 'un montant')",
                    [(*given, "FTE" if given[1] == STAFF else "EUR/year") for given in EDITIONS[name]],
                )
        return files[name]

    return write


@pytest.mark.parametrize("theme", [ThemeId.BUDGET, ThemeId.STAFF, ThemeId.STATUS_BUDGET])
@pytest.mark.parametrize("page", ["A4", "16:9"])
@pytest.mark.parametrize("name", EDITIONS)
def test_every_item_is_on_the_page_and_the_column_ends_above_the_imprint(sheet, edition_file, name, page, theme):
    layout = sheet(page, geopackage=edition_file(name), theme=theme)
    paper = QRectF(0, 0, PAGES[page].width, PAGES[page].height)
    placed = {id_: box(item) for id_, item in items(layout).items()}
    # A line's box is as wide as its stroke, wherever it is.
    assert [id_ for id_, place in placed.items() if place.height() > 0 and not inside(place, paper)] == []
    column = [id_ for id_ in placed if id_.startswith(("group", "bar", "circle", "finding"))]
    footer = next(place for id_, place in placed.items() if id_ == "sources")
    assert [id_ for id_ in column if placed[id_].bottom() > footer.top() + 0.01] == []
