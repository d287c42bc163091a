"""What a page says in numbers and colours, measured: circles, counts of titles, fills side by side, borders, hatch."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from ctd_plugin.data.survey.status import Status
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.palette import COAST, NO_ANSWER_FILL, NO_ANSWER_HATCH, PAPER, PAYER_FILLS
from ctd_plugin.gis.style.region_symbols import region_symbol
from tests.qgis.gis.layout.test_measures import THEMES
from tests.support.colour_vision import DISTINCT, VISIONS, distance, ratio
from tests.support.editions import rows

WITH_CIRCLES = [ThemeId.BUDGET, ThemeId.STAFF, ThemeId.STATUS_BUDGET]
EACH_PAGE = pytest.mark.parametrize("page", PAGES)
PER_POINT = 1e-3

FIGURES = {
    ThemeId.BUDGET: "budget_eur",
    ThemeId.STATUS_BUDGET: "budget_eur",
    ThemeId.STAFF: "staff_fte",
}


@EACH_PAGE
@pytest.mark.parametrize("theme", WITH_CIRCLES)
def test_the_area_of_a_circle_is_in_proportion_to_its_amount(measure, bundled, theme, page):
    """Of the circle that is seen: up to the outer edge of its stroke."""
    sheet = measure(theme, page)
    column = FIGURES[theme]
    amounts = dict(rows(bundled, f"SELECT region_code, {column} FROM regions WHERE {column} > 0"))
    assert set(sheet.circles) >= set(amounts)
    smallest = min(sheet.circles.values())
    areas = {code: sheet.circles[code] ** 2 / amount for code, amount in amounts.items()}
    # An open dot stands for less than a circle can show.
    scaled = {
        code: area for code, area in areas.items() if sheet.circles[code] > smallest or not sheet.drawing.circle_key.dot
    }
    assert max(scaled.values()) == pytest.approx(min(scaled.values()), rel=PER_POINT)
    for code, symbol in sheet.symbols.items():
        left, _, right, _ = symbol.bounds
        assert right - left == pytest.approx(sheet.circles[code], rel=0.01), "room is left for the circle that is drawn"


@EACH_PAGE
@pytest.mark.parametrize("theme", WITH_CIRCLES)
def test_circles_of_the_key_are_those_of_the_map_and_span_them(measure, bundled, theme, page):
    sheet = measure(theme, page)
    column = FIGURES[theme]
    amounts = dict(rows(bundled, f"SELECT region_code, {column} FROM regions WHERE {column} > 0"))
    scale = max(sheet.circles[code] ** 2 / amount for code, amount in amounts.items())
    key = {_amount(words): size for words, size in sheet.key_circles.items()}
    assert 2 <= len(key) <= 4
    for amount, size in key.items():
        assert size == pytest.approx((scale * amount) ** 0.5, rel=0.01)
    assert max(key) >= max(amounts.values())
    assert min(key) <= min(amounts.values())


def _amount(words):
    number, unit = re.fullmatch(
        r"([\d,\s]+?)\s*(k€|M€|€|ETP)", words.replace("\u202f", " ").replace("\xa0", " ")
    ).groups()
    return float(number.replace(" ", "").replace(",", ".")) * {"k€": 1e3, "M€": 1e6}.get(unit, 1)


WORDS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7}


@EACH_PAGE
@pytest.mark.parametrize("theme", THEMES)
def test_the_numbers_of_a_title_can_be_counted_on_its_page(measure, theme, page):
    sheet = measure(theme, page)
    title = sheet.texts["title"].words.replace("\xa0", " ").replace("\u202f", " ")
    whole = [int(number) for number in re.findall(r"(?<![\d,])(\d+)(?!\d| ?(?:k€|M€|ETP)|,\d| à)", title)]
    counted = _counts(sheet, theme)
    for number in whole:
        assert number in counted.values(), (title, counted)
    if theme in (ThemeId.BUDGET, ThemeId.STAFF):
        kinds = [word for word in re.findall(r"\w+", title) if word in WORDS]
        drawn = [value for value, count in sheet.counts.items() if count and value not in (None, "no_own", "unknown")]
        assert all(WORDS[word] == len(drawn) or "au moins" in title for word in kinds), title
        on_page = sheet.written().replace("\xa0", " ")
        for end in re.findall(r"[\d,]+ (?:k€|M€|ETP)", title):
            assert on_page.count(end) >= 2, end


def _counts(sheet, theme):
    """Return what can be counted on a page: regions by class, panels' counts, labels with an amount."""
    counts = {"regions": sum(sheet.counts.values()), **{str(value): count for value, count in sheet.counts.items()}}
    if theme == ThemeId.TECHNOLOGY:
        return {"regions": 18} | {panel.id: int(re.match(r"\d+", panel.count)[0]) for panel in sheet.drawing.panels}
    if theme == ThemeId.STATUS_BUDGET:
        under_way = sheet.counts[Status.ESTABLISHED.value] + sheet.counts[Status.PREFIGURATION.value]
        return counts | {"with a CTD": under_way, "with a circle there": _with_circle(sheet)}
    if theme == ThemeId.CTD_DATE:
        return counts | {"dated": counts["regions"] - sheet.counts.get(None, 0)}
    return counts


def _with_circle(sheet):
    finding = next(one for one in sheet.drawing.findings if "sur" in one)
    return sum(int(number) for number in re.findall(r"(\d+) sur \d+ avec", finding))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_the_fills_that_a_page_shows_side_by_side_are_told_apart(measure, theme, vision):
    """Those of the classes that have a region; what is hatched or patterned is told apart by that."""
    sheet = measure(theme, "A4")
    shown = [
        fill
        for fill in sheet.drawing.classes.classes
        if not fill.over() and (theme == ThemeId.TECHNOLOGY or sheet.counts.get(fill.value))
    ]
    fills = {fill.fill for fill in shown}
    assert len(fills) == len(shown) or theme == ThemeId.TECHNOLOGY
    for first, second in combinations(sorted(fills), 2):
        assert distance(first, second, vision) >= DISTINCT, (first, second)


@pytest.mark.parametrize("vision", VISIONS)
def test_the_payers_of_a_bar_are_told_apart(vision):
    for first, second in combinations(PAYER_FILLS.values(), 2):
        assert distance(first, second, vision) >= DISTINCT, (first, second)


BORDER_SEEN = 1.15
"""The contrast of a white border with the darker of the fills at its sides; 1 is none."""
CLASSES_SEEN = 1.3
"""The same where these are of two classes."""


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme != ThemeId.TECHNOLOGY])
def test_borders_are_seen_between_all_neighbours(measure, bundled, theme):
    """White against the darker fill of the two, a hatch standing for its lines; grey around what is white or nearly."""
    sheet = measure(theme, "A4")
    fills = _fills(sheet)
    for first, second in combinations(sheet.shapes, 2):
        if sheet.shapes[first].buffer(0.1).intersection(sheet.shapes[second]).area < 0.5:
            continue
        pair = {fills[first], fills[second]}
        line = COAST if any(ratio(fill, PAPER) < BORDER_SEEN for fill in pair) else PAPER
        seen = max(ratio(line, fill) for fill in pair)
        assert seen >= (BORDER_SEEN if len(pair) == 1 else CLASSES_SEEN), (first, second, pair)


def _fills(sheet):
    """Return region code → the fill under its label, or the hatch over it, as it was rendered there."""
    found = {}
    for region, shape in sheet.shapes.items():
        fill = sheet.fills[region]
        found[region] = NO_ANSWER_HATCH if fill.upper() == NO_ANSWER_FILL else fill.upper()
        assert shape.is_valid or shape.buffer(0).is_valid
    return found


def test_the_hatch_is_lighter_than_borders_and_coast():
    """In weight, the width of a line times its contrast with what lies around it."""
    symbol = region_symbol(NO_ANSWER_FILL)
    assert symbol.symbolLayerCount() >= 2
    hatch = 0.13 * (ratio(NO_ANSWER_HATCH, NO_ANSWER_FILL) - 1)
    coast = 0.2 * (ratio(COAST, NO_ANSWER_FILL) - 1)
    assert hatch < coast / 2
