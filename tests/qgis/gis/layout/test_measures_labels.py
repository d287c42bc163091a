"""Labels measured on every page: in their region or led to it, covering nothing, readable, each region named once."""

from __future__ import annotations

import re

import pytest

from ctd_plugin.gis.labels.labels import SHORT_NAMES
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.style.territories import INSETS, METROPOLE
from ctd_plugin.regions import REGION_NAMES
from tests.qgis.gis.layout.test_measures import SHEETS
from tests.support.colour_vision import READABLE, ratio
from tests.support.page_faults import misplaced_labels, misplaced_symbols
from tests.support.page_measures import crossings

MAPS = [(theme, page, code) for theme, page, code in SHEETS if theme != ThemeId.TECHNOLOGY]
EACH_MAP = pytest.mark.parametrize(("theme", "page", "code"), MAPS, ids=["-".join(one) for one in MAPS])

LONGEST_LEADER = 45
FURTHEST_OVER_OTHERS = 30


@EACH_MAP
def test_a_label_stands_in_its_region_or_is_led_to_it_and_covers_nothing(measure, theme, page, code):
    sheet = measure(theme, page, code)
    assert list(misplaced_labels(sheet)) == []
    assert list(crossings(sheet)) == []


@EACH_MAP
def test_symbols_stand_in_their_region(measure, theme, page, code):
    assert list(misplaced_symbols(measure(theme, page, code))) == []


@EACH_MAP
def test_leaders_are_short_and_run_little_over_other_regions(measure, theme, page, code):
    sheet = measure(theme, page, code)
    for region, leader in sheet.leaders.items():
        over = sum(leader.intersection(shape).length for other, shape in sheet.shapes.items() if other != region)
        assert leader.length <= LONGEST_LEADER * sheet.size.weight, region
        assert over <= FURTHEST_OVER_OTHERS * sheet.size.weight, region


@EACH_MAP
def test_every_region_is_named_once(measure, theme, page, code):
    sheet = measure(theme, page, code)
    assert set(sheet.labels) == set(METROPOLE.region_codes)
    for region, label in sheet.labels.items():
        names = {_flat(REGION_NAMES[region]), _flat(SHORT_NAMES.get(region, REGION_NAMES[region]))}
        words = _flat(label.words)
        assert sum(words.startswith(name) or words.endswith(name) for name in names) >= 1, label.words
    for inset in INSETS:
        assert _flat(sheet.texts[f"name {inset.id}"].words) == _flat(REGION_NAMES[inset.region_codes[0]])


@pytest.mark.parametrize("page", ["A4", "A3"])
def test_on_small_maps_the_overseas_regions_are_named_above_each(measure, page):
    sheet = measure(ThemeId.TECHNOLOGY, page)
    panels = [panel.id for panel in sheet.drawing.panels]
    named = [id_ for id_ in sheet.texts if id_.startswith("name ")]
    assert len(named) == len(panels) * len(INSETS)


def test_on_the_small_maps_of_a_slide_the_overseas_regions_are_named_once_in_their_order(measure):
    sheet = measure(ThemeId.TECHNOLOGY, "16:9")
    assert not [id_ for id_ in sheet.texts if id_.startswith("name ")]
    names = [REGION_NAMES[inset.region_codes[0]] for inset in INSETS]
    assert sheet.texts["notes"].words.endswith(", ".join(names))
    tops = [[sheet.maps[f"map {panel.id} {inset.id}"].bounds[1] for inset in INSETS] for panel in sheet.drawing.panels]
    assert all(column == sorted(column) for column in tops)


@pytest.mark.parametrize(("theme", "page"), [(theme, page) for theme, page, code in MAPS if code == "fr"])
def test_labels_can_be_read_on_all_that_lies_under_them(measure, theme, page):
    sheet = measure(theme, page)
    for region, label in sheet.labels.items():
        assert label.grounds, region
        for ground in label.grounds:
            assert ratio(label.colour, ground) >= READABLE, (region, label.colour, ground)


def _flat(text):
    return re.sub(r"[\s-]", "", text).replace("’", "'")
