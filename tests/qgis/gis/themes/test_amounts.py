"""Money and staff: a fill for what a figure covers, and nothing that compares figures which cover different things."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qgis.core import QgsExpression, QgsExpressionContext, QgsFeature, QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType

from ctd_plugin.data.facts.fact import BUDGET, STAFF, Covers, covers_labels
from ctd_plugin.data.profile.edition_reader import read_geopackage
from ctd_plugin.data.profile.ranking import rank_of
from ctd_plugin.gis.regions.headlines import headline_figures
from ctd_plugin.gis.regions.sections import key_figures
from ctd_plugin.gis.themes.amounts import BUDGETS, NO_OWN, TEAMS, draw_amounts, relative_figures
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES, printed_name
from tests.support.figures import amount, edition_with

CODES = list(REGION_NAMES)
NAMES = {printed_name(name): code for code, name in REGION_NAMES.items()}
THEMES = {BUDGET: BUDGETS, STAFF: TEAMS}


@st.composite
def editions(draw):
    """Return an indicator, and an edition in which some regions give a figure of it."""
    indicator = draw(st.sampled_from((BUDGET, STAFF)))
    kinds = draw(st.lists(st.sampled_from(list(Covers)), min_size=1, max_size=4))
    facts = []
    for code in draw(st.lists(st.sampled_from(CODES), unique=True)):
        value = draw(
            st.one_of(st.just(0), st.floats(0.05, 400) if indicator == STAFF else st.integers(500, 50_000_000))
        )
        value_max = draw(st.one_of(st.just(""), st.just(value * 2))) if value else ""
        facts.append(amount(code, value, draw(st.sampled_from(kinds)), indicator, value_max, draw(st.booleans())))
    return indicator, edition_with(*facts, population=draw(st.sampled_from((None, 250_000, 12_000_000))))


@settings(max_examples=300, deadline=None)
@given(editions())
def test_no_class_bar_axis_or_spread_ever_holds_figures_that_cover_different_things(given_):
    indicator, edition = given_
    figures = headline_figures(edition, indicator)
    drawing = draw_amounts(edition, THEMES[indicator])
    found = classes_of(drawing)
    assert {code for code, value in found.items() if value == NO_OWN} == {
        c for c, one in figures.items() if one.is_none
    }
    stated = {code: one for code, one in figures.items() if not one.is_none}
    by_class = {}
    for code in stated:
        by_class.setdefault(found[code], set()).add(stated[code].covers)
    assert all(len(kinds) == 1 for kinds in by_class.values())
    # Two classes of one kind are classes of an amount: then all figures cover the same.
    kinds = Counter(kind for of_class in by_class.values() for kind in of_class)
    if max(kinds.values(), default=0) > 1:
        assert len(kinds) == 1
        assert Covers.UNKNOWN not in kinds
        assert len(stated) >= 6
    listed = []
    axes = {}
    for group in drawing.grouped_legend.groups:
        codes = [NAMES[bar.name] for bar in group.bars]
        listed += codes
        assert {found[code] for code in codes} <= set(group.class_values)
        drawn = {stated[NAMES[bar.name]].covers for bar in group.bars if bar.value}
        assert Covers.UNKNOWN not in drawn
        assert len(drawn) <= 1
        if group.axis:
            axes.setdefault(group.axis, set()).update(drawn)
            assert all(bar.value <= group.axis for bar in group.bars)
    assert all(len(kinds) == 1 for kinds in axes.values())
    assert sorted(listed) == sorted(stated)


@settings(max_examples=100, deadline=None)
@given(editions())
def test_the_spread_that_is_told_is_that_of_one_kind(given_):
    indicator, edition = given_
    theme = THEMES[indicator]
    relative = relative_figures(edition, headline_figures(edition, indicator), theme.per_inhabitants)
    for sentence in draw_amounts(edition, theme).findings:
        for covers, label in covers_labels(indicator).items():
            if sentence.lower().startswith(f"{label}: "):
                values = [one for one in relative.values() if one.covers == covers]
                assert len(values) > 1
                assert theme.relative(min(one.value for one in values)).split()[0] in sentence


@settings(max_examples=100, deadline=None)
@given(editions())
def test_the_panel_and_the_atlas_rank_a_figure_only_among_those_that_cover_the_same(given_):
    _, edition = given_
    for profile in edition.profiles:
        for key in key_figures(profile, edition.profiles):
            if key.figure is None or (rank := rank_of(key.figure, key.of_all)) is None:
                continue
            alike = [one for one in key.of_all if one and not one.is_none and one.covers == key.figure.covers]
            assert key.figure.covers != Covers.UNKNOWN
            assert rank.count == len(alike) >= 4
            assert rank.rank == 1 + sum(one.value > key.figure.value for one in alike)
            assert min(one.value for one in alike) <= rank.median <= max(one.value for one in alike)


def test_the_bundled_budgets_have_a_colour_a_kind_and_their_amounts(edition):
    with language("fr"):
        drawing = draw_amounts(edition, BUDGETS)
    found = classes_of(drawing)
    assert {found[code] for code in ("76", "84", "93")} == {Covers.WHOLE_STRUCTURE}
    assert (found["32"], found["03"], found["52"]) == (Covers.PROGRAMME, Covers.HOSTING, Covers.DATA_PRODUCTION)
    assert "53" not in found
    assert drawing.texts["84"] == "2,5\u00a0M€"
    assert drawing.texts["32"] == "≈\u00a0333\u00a0k€"
    assert [group.class_values[0] for group in drawing.grouped_legend.groups][-1] == ""


def test_who_states_that_there_is_none_is_a_class_apart_from_no_answer_and_has_no_circle():
    drawing = draw_amounts(edition_with(amount("28", 0), amount("84", 1000)), BUDGETS)
    assert classes_of(drawing) == {"28": NO_OWN, "84": Covers.UNKNOWN}
    assert set(drawing.texts) == {"84"}
    assert set(drawing.symbols) == {"84"}
    groups = {group.class_values[0]: group for group in drawing.grouped_legend.groups}
    assert list(groups) == [Covers.UNKNOWN, NO_OWN, ""]
    assert groups[NO_OWN].title == "states that it has no budget of its own"
    assert (groups[NO_OWN].bars, groups[""].bars) == ((), ())


def test_groups_stand_in_the_order_of_the_kinds_with_the_highest_amount_per_inhabitant_first():
    facts = [
        amount("84", 100_000, Covers.HOSTING),
        amount("93", 300_000, Covers.HOSTING, about=True),
        amount("76", 700_000, Covers.WHOLE_STRUCTURE),
    ]
    legend = draw_amounts(edition_with(*facts), BUDGETS).grouped_legend
    assert [group.title for group in legend.groups] == ["whole organisation", "hosting and maintenance", "not given"]
    assert [(bar.name, bar.words) for bar in legend.groups[1].bars] == [
        (printed_name(REGION_NAMES["93"]), "≈\u00a0€300"),
        (REGION_NAMES["84"], "€100"),
    ]
    assert legend.unit


def test_six_figures_of_one_kind_are_classed_per_inhabitant_on_one_axis():
    values = {"01": 100, "02": 110, "03": 260, "04": 266, "06": 269, "11": 900}
    edition = edition_with(*(amount(code, value * 1000, Covers.HOSTING) for code, value in values.items()))
    drawing = draw_amounts(edition, BUDGETS)
    assert [fill.label for fill in drawing.classes.classes] == ["100 to 200", "200 to 500", "500 to 900"]
    assert classes_of(drawing) == {"01": "0", "02": "0", "03": "1", "04": "1", "06": "1", "11": "2"}
    assert {group.axis for group in drawing.grouped_legend.groups if len(group.bars) > 1} == {900}
    assert any("gaps" in note for note in drawing.notes)


def test_a_seventh_figure_that_covers_something_else_leaves_each_kind_one_fill():
    values = {"01": 100, "02": 110, "03": 260, "04": 266, "06": 269, "11": 900}
    facts = [amount(code, value * 1000, Covers.HOSTING) for code, value in values.items()]
    drawing = draw_amounts(edition_with(*facts, amount("84", 5_000_000, Covers.PROGRAMME)), BUDGETS)
    assert set(classes_of(drawing).values()) == {Covers.HOSTING, Covers.PROGRAMME}


def test_a_region_without_population_is_listed_and_has_no_bar():
    facts = [amount("84", 100, Covers.HOSTING), amount("93", 200, Covers.HOSTING)]
    drawing = draw_amounts(edition_with(*facts, population=None), BUDGETS)
    assert [(bar.value, bar.words) for bar in drawing.grouped_legend.groups[0].bars] == [(0, "not given")] * 2
    assert drawing.grouped_legend.unit == ""


@pytest.mark.parametrize("theme", [BUDGETS, TEAMS], ids=lambda theme: theme.indicator)
@pytest.mark.parametrize("about", [{}, {"budget_unread": "budget_annuel", "staff_unread": "etp"}])
def test_an_edition_without_any_figure_is_a_map_of_no_answer(theme, about):
    drawing = draw_amounts(edition_with(about=about), theme)
    assert classes_of(drawing) == {}
    assert (list(drawing.classes.classes), list(drawing.over), drawing.circle_key) == ([], [], None)
    assert [group.class_values for group in drawing.grouped_legend.groups] == [[""]]


@pytest.fixture(scope="module")
def edition(bundled):
    return read_geopackage(bundled)


def classes_of(drawing):
    """Return region code → value of its class as QGIS evaluates it; regions without an answer are left out."""
    fields = QgsFields()
    fields.append(QgsField("region_code", QMetaType.Type.QString))
    expression, context = QgsExpression(drawing.classes.expression), QgsExpressionContext()
    found = {}
    for code in CODES:
        feature = QgsFeature(fields)
        feature.setAttributes([code])
        context.setFeature(feature)
        context.setFields(fields)
        value = expression.evaluate(context)
        assert not expression.hasEvalError(), expression.evalErrorString()
        if value:
            found[code] = value
    return found
