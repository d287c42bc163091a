"""Circles whose area is the amount, and the key that says so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from qgis.core import QgsExpressionContext, QgsExpressionContextScope, QgsFeature, QgsField, QgsFields, QgsSymbolLayer
from qgis.PyQt.QtCore import QMetaType

from ctd_plugin.data.profile.figure import Figure
from ctd_plugin.gis.labels.labels import euros
from ctd_plugin.gis.style.palette import PAPER, TEXT, TEXT_ON_DARK
from ctd_plugin.gis.style.region_labels import LABELS_VARIABLE, PLACES_VARIABLE
from ctd_plugin.gis.themes.circles import SMALLEST, STROKE, amount_circles, circle_diameters, circle_key

VALUES = st.lists(st.floats(500, 5e7), min_size=1, max_size=18)
LABEL_SIZE = 8


def figures(*values, value_max=None):
    return {f"{number:02}": Figure(value, value_max, "", "EUR/year") for number, value in enumerate(values)}


@given(VALUES)
def test_the_area_of_a_circle_is_proportional_to_its_amount(values):
    diameters = circle_diameters(figures(*values))
    largest = max(values)
    for value, diameter in zip(values, diameters.values(), strict=True):
        if diameter > SMALLEST:
            assert diameter**2 / max(diameters.values()) ** 2 == pytest.approx(value / largest)
        else:
            assert value / largest <= (SMALLEST / max(diameters.values())) ** 2 * 1.000001


def test_a_region_that_states_that_it_has_none_gets_no_circle_and_a_range_from_zero_an_open_dot():
    given_ = {**figures(0, 1000), "range": Figure(0, 500, "", "EUR/year")}
    assert list(circle_diameters(given_)) == ["01", "range"]
    assert circle_diameters(given_)["range"] == SMALLEST


def test_the_stroke_lies_within_the_circle_and_does_not_add_to_it():
    diameters = circle_diameters(figures(60_000, 2_500_000))
    drawn = properties(diameters, {"00": "#FFFFFF", "01": "#463361"}, "00")
    assert drawn["size"] + drawn["stroke"] == pytest.approx(diameters["00"] * LABEL_SIZE, abs=1e-3)
    assert drawn["stroke"] == pytest.approx(STROKE * LABEL_SIZE)
    assert (drawn["fill"], drawn["line"]) == (PAPER, TEXT)


def test_an_open_dot_is_seen_on_dark_fills_and_has_no_fill_of_its_own():
    diameters = circle_diameters(figures(500, 50_000_000))
    for fill, line in (("#463361", TEXT_ON_DARK), ("#EFC876", TEXT)):
        drawn = properties(diameters, {"00": fill, "01": "#FFFFFF"}, "00")
        assert (drawn["fill"].endswith(",0"), drawn["line"]) == (True, line)
    assert not properties(diameters, {"00": "#463361", "01": "#FFFFFF"}, "02")["is drawn"]


@given(VALUES)
def test_the_key_spans_the_amounts_from_the_largest_to_the_smallest_that_a_circle_shows(values):
    key = circle_key(figures(*values), "title", euros)
    drawn = [diameter for diameter in circle_diameters(figures(*values)).values() if diameter > SMALLEST]
    sizes = [diameter for _, diameter in key.circles]
    assert 1 <= len(sizes) <= 3
    assert all(first > second for first, second in pairwise(sizes))
    assert max(drawn) <= sizes[0] <= max(drawn) * 1.06
    assert sizes[-1] > SMALLEST
    assert (key.dot is not None) == (len(drawn) < len(values))
    if len(sizes) > 1:
        assert sizes[-1] <= min(drawn) + 0.2


def test_the_key_of_the_survey_has_round_amounts():
    key = circle_key(figures(60_000, 333_333, 700_000, 1_000_000, 1_600_000, 2_500_000), "Budget", euros)
    assert [words for words, _ in key.circles] == ["€2.5M", "€1M", "€60k"]
    assert key.dot is None


def test_the_words_of_an_open_dot_are_true_of_every_amount():
    key = circle_key(figures(500, 9_000, 40_000_000, 50_000_000), "Budget", euros)
    assert key.dot == ("less than €900k", SMALLEST)


def test_equal_amounts_and_a_single_one_have_one_circle():
    assert len(circle_key(figures(700_000), "", euros).circles) == 1
    assert len(circle_key(figures(700_000, 700_000), "", euros).circles) == 1
    assert circle_key({}, "", euros) is None
    assert circle_key(figures(0), "", euros) is None


def test_ranges_that_all_begin_at_zero_are_open_dots():
    key = circle_key(figures(0, 0, value_max=5000), "", euros)
    assert (list(key.circles), key.dot) == ([], ("less than €5k", SMALLEST))


@pytest.mark.parametrize("variables", [{PLACES_VARIABLE: '{"93": {}}'}, {LABELS_VARIABLE: False}])
def test_a_circle_stands_at_its_place_on_a_page_and_makes_room_for_its_words_on_a_screen(variables):
    drawn = {"93": 3.0}, {"93": PAPER}, "93"
    assert properties(*drawn, variables)["offset"] == [0, 0]
    # Half of three lines of a name and of a larger one for the amount, each 1.2 of its size.
    across, down = properties(*drawn)["offset"]
    assert across == 0
    assert down == pytest.approx(-(3 + 9.5 / 8) * LABEL_SIZE * 1.2 / 2 * 25.4 / 72, rel=0.06)


def properties(diameters, fills, code, variables=None):
    """Return what QGIS evaluates for the circle of a region, with variables of a layout or of one of its maps."""
    generator = amount_circles(diameters, fills)
    fields = QgsFields()
    for name in ("region_code", "region_name"):
        fields.append(QgsField(name, QMetaType.Type.QString))
    feature = QgsFeature(fields)
    feature.setAttributes([code, "Provence-Alpes-Côte d’Azur"])
    scope = QgsExpressionContextScope()
    for name, value in (variables or {}).items():
        scope.setVariable(name, value)
    context = QgsExpressionContext([scope])
    context.setFields(fields)
    context.setFeature(feature)
    layer = generator.subSymbol().symbolLayer(0).dataDefinedProperties()
    kinds = QgsSymbolLayer.Property
    enabled = generator.dataDefinedProperties().property(kinds.LayerEnabled)
    return {
        "size": layer.property(kinds.Size).valueAsDouble(context)[0],
        "stroke": layer.property(kinds.StrokeWidth).valueAsDouble(context)[0],
        "fill": layer.property(kinds.FillColor).value(context)[0],
        "line": layer.property(kinds.StrokeColor).value(context)[0],
        "offset": layer.property(kinds.Offset).value(context)[0],
        "is drawn": enabled.valueAsBool(context)[0],
    }
