"""Answers that nobody renewed show the year of the edition that they come from, on every map, page and window."""

from __future__ import annotations

from html import unescape

import pytest
from qgis.core import (
    QgsAttributeEditorTextElement,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
)
from qgis.PyQt import sip

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.campaign.base import read_base
from ctd_plugin.data.campaign.collect import collect
from ctd_plugin.data.campaign.output import write
from ctd_plugin.data.campaign.templates import make_templates
from ctd_plugin.data.editions.edition import read_edition
from ctd_plugin.data.importing.proposals import proposed_columns
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.reader import read_survey_table
from ctd_plugin.gis.labels.labels import figure_text, staff, status_label
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.pack.summary_table import summary_tables
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.project.maptips import map_tip
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.regions.passages import passages_of
from ctd_plugin.gis.regions.sections import answer_title, ctd_date, interview, key_figures, payers, proofs
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gui.importing.columns_page import column_choices
from ctd_plugin.gui.region.page_html import PageState, region_page
from ctd_plugin.i18n import language
from tests.support.returned_files import fill

# Of the 18 forms, one is renewed in all that maps show, one in its means; the others come back as they were sent.
RENEWED, HALF, SILENT = "44", "53", "76"


@pytest.fixture(scope="module")
def next_year(tmp_path_factory):
    """The ctd.gpkg of a campaign: forms for all regions, filled in, collected, and what is missing carried over."""
    folder = tmp_path_factory.mktemp("campaign")
    forms = {path.name[12:14]: path for path in make_templates(folder / "forms", read_edition(SURVEY))}
    answers = {"statut": "CTD existant", "date_ctd": "01/03/2026", "moyens": "2 ETP et 90 k€ par an (État)"}
    fill(forms[RENEWED], answers)
    fill(forms[HALF], {"moyens": "4 ETP et 90 k€ par an (Région)"})
    write(collect([folder / "forms"], read_base(SURVEY)), folder / "2026.csv")
    build_geopackage(folder / "ctd.gpkg", survey=folder / "2026.csv", before=SURVEY)
    return folder / "ctd.gpkg"


@pytest.fixture(scope="module")
def layers(next_year):
    with language("en"):
        project = QgsProject()
        yield load_layers(project, next_year)
        project.clear()


@pytest.fixture
def profiles(layers):
    with language("en"):
        yield edition_of(layers).by_code


def drawn(layers, theme):
    with language("en"):
        return THEMES[theme].drawing(layers)


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        (ThemeId.STATUS, SILENT),
        (ThemeId.STATUS, HALF),
        (ThemeId.BUDGET, SILENT),
        (ThemeId.STAFF, "84"),
        (ThemeId.STATUS_BUDGET, SILENT),
        (ThemeId.CTD_DATE, SILENT),
        (ThemeId.FUNDING_SOURCES, SILENT),
    ],
)
def test_a_label_on_a_map_has_the_year_and_the_page_says_what_it_means(layers, theme, code):
    drawing = drawn(layers, theme)
    assert "(2025)" in drawing.texts[code]
    assert "2025" not in drawing.texts[RENEWED]
    assert any(note.startswith("(2025): ") for note in drawing.notes)
    assert "carried over from 2025" in drawing.findings[-1]
    assert len(drawing.findings) <= 3


def test_a_new_budget_beside_an_old_status_is_told_apart(layers):
    drawing = drawn(layers, ThemeId.STATUS_BUDGET)
    assert drawing.texts[HALF].endswith("°")
    assert "°" not in drawing.texts[RENEWED] + drawing.texts[SILENT]
    assert "° status carried over from 2025, not renewed (Bretagne)." in drawing.notes


def test_who_states_that_there_is_no_budget_keeps_the_year_on_the_map(layers):
    assert drawn(layers, ThemeId.BUDGET).texts["11"] == "(2025)"


def test_platforms_are_of_today_whatever_was_carried_over(layers):
    drawing = drawn(layers, ThemeId.TECHNOLOGY)
    assert "2025" not in " ".join([*drawing.notes, *drawing.findings, *drawing.texts.values()])


def test_the_map_of_changes_takes_nothing_for_a_confirmation(layers):
    drawing = drawn(layers, ThemeId.CHANGE)
    assert not {SILENT, "84"} & drawing.texts.keys()
    assert any("17 statuses are not renewed" in note for note in drawing.notes)


def test_the_panel_and_the_atlas_share_the_words(layers, profiles):
    old, half = profiles[SILENT], profiles[HALF]
    assert status_label(old.status, old.carried_from("statut")).endswith("(2025)")
    assert ctd_date(old)[1].endswith("(2025)")
    assert payers(old)[1].endswith("(2025)")
    # The date of a carried interview has its year.
    assert interview(old)[1] == "31 December 2025"
    titles = {answer.column: answer_title(answer) for answer in half.answers}
    assert titles["contexte"] == "Context (carried over from 2025)"
    assert "2025" not in titles["moyens"]
    figures = {key.title: key.figure for key in key_figures(half, list(profiles.values()))}
    assert figure_text(figures["Staff"], staff) == "4 FTE"
    assert figure_text(profiles["84"].staff, staff).endswith("(2025)")
    assert all("(2025)" in proof.figure for proof in proofs(profiles["84"]) if "FTE" in proof.figure)


def test_the_page_of_a_region_shows_the_year(layers, profiles):
    with language("en"):
        page = unescape(region_page(profiles[HALF], list(profiles.values()), PageState(), {}))
    assert "Context (carried over from 2025)" in page
    assert "Staff and money (" not in page


def test_search_results_show_the_year(layers, profiles):
    with language("en"):
        sections = {(one.code, one.section) for one in passages_of(edition_of(layers))}
    assert (HALF, "Context (carried over from 2025)") in sections
    assert (HALF, "Staff and money") in sections


def test_map_tips_and_forms_show_the_year(layers):
    with language("en"):
        template = map_tip()
    tips = {}
    for feature in layers.regions.getFeatures():
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.regions))
        context.setFeature(feature)
        tips[feature["region_code"]] = QgsExpression.replaceExpressionText(template, context)
    # Status, date and budget.
    assert tips[SILENT].count("(2025)") == 3
    assert "(2025)" not in tips[RENEWED]
    names = layers.regions.fields().names()
    assert {"status_carried", "ctd_date_carried", "staff_carried", "budget_carried"} <= set(names)
    form = layers.regions.editFormConfig()
    shown = {element.name() for tab in form.tabs() for element in tab.children()}
    assert {"status_carried", "ctd_date_carried", "staff_carried", "budget_carried"} <= shown


def test_the_answers_form_lists_what_was_carried_over(layers):
    table = layers.tables["survey"]
    form = table.editFormConfig()
    (element,) = [one for tab in form.tabs() for one in tab.children() if "carried" in one.name().lower()]
    feature = next(one for one in table.getFeatures() if one["region_code"] == HALF)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(table))
    context.setFeature(feature)
    written = sip.cast(element, QgsAttributeEditorTextElement).text()
    shown = QgsExpression.replaceExpressionText(written, context)
    assert "Context: 2025" in shown
    assert "Staff" not in shown


def test_the_summary_table_has_columns_for_the_years(layers):
    with language("en"):
        sheets = {table.name: table for table in summary_tables(layers)}
    row = next(row for row in sheets["Regions"].rows if row["Region"] == "Occitanie")
    assert row["Status carried over from"] == row["Budget carried over from"] == "2025"
    assert {row["Carried over from"] for row in sheets["Figures and quotes"].rows} == {"2025", ""}


def test_an_edition_without_such_answers_shows_nothing_of_it(bundled):
    with language("en"):
        project = QgsProject()
        plain = load_layers(project, bundled)
        for theme in THEMES.values():
            if theme.of_survey and theme.is_offered(plain):
                drawing = theme.drawing(plain)
                said = " ".join([*drawing.notes, *drawing.findings, *drawing.texts.values()])
                assert "carried over" not in said
                assert "(2025)" not in said
        assert not [name for name in plain.regions.fields().names() if "carried" in name]
        headings = [heading for table in summary_tables(plain) for heading in table.fields]
        assert not [heading for heading in headings if "arried over" in heading]
        project.clear()


def test_the_import_assistant_keeps_the_column(next_year):
    table = read_survey_table(next_year.with_name("2026.csv"))
    proposed = proposed_columns(table, {})
    assert proposed["reprises"] == "reprises"
    with language("en"):
        assert set(proposed.values()) <= {target for target, _ in column_choices()}
