"""What a map tip adds on the web: everything escaped, and nothing in QGIS itself."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsProject,
)

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.project.web_sheet import web_sheet
from ctd_plugin.i18n import language

HOSTILE = "<script>alert('1')</script> & \"x\" [% 6 * 7 %] %] || '"


@pytest.fixture
def project():
    # Relations are looked up in the project in use.
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def edited(bundled, tmp_path):
    """Return a function that runs SQL in a copy of the bundled GeoPackage."""

    def edit(*statements):
        copy = shutil.copy(bundled, tmp_path / "edited.gpkg")
        with closing(sqlite3.connect(copy)) as database, database:
            for statement, *values in statements:
                database.execute(statement, values)
        return copy

    return edit


def sheet(project, geopackage, code="fr", platform="server", region="53"):
    """Return the sheet of a region where QGIS runs as `platform`."""
    with language(code):
        layers = load_layers(project, geopackage)
        template = web_sheet(layers)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.regions))
    scope = QgsExpressionContextScope()
    scope.setVariable("qgis_platform", platform)
    context.appendScope(scope)
    context.setFeature(next(one for one in layers.regions.getFeatures() if one["region_code"] == region))
    return QgsExpression.replaceExpressionText(template, context)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", "Effectifs : « GeoBretagne = 3 ETP »"),
        ("en", "Staff: “GeoBretagne = 3 ETP”"),
    ],
)
def test_the_figures_of_the_maps_have_their_quotes(project, bundled, code, expected):
    text = re.sub(r"<[^>]+>", " ", sheet(project, bundled, code)).replace("\u00a0", " ")
    assert expected in text
    assert "1,5 Etat" not in text, "no map shows this part of the figure"


@pytest.mark.parametrize(
    ("carried", "quote", "funding"),
    [
        ("", "« 3 ETP »<br/>", "État"),
        ("moyens: 2025", "« 3 ETP » (2025)<br/>", "État (2025)"),
        ("contexte: 2024; moyens: 2025", "« 3 ETP » (2025)<br/>", "État (2025)"),
        ("contexte: 2024", "« 3 ETP »<br/>", "État"),
    ],
)
def test_what_was_carried_over_shows_its_year(project, tmp_path, carried, quote, funding):
    survey = tmp_path / "survey.csv"
    row = f'Bretagne;CTD existant;Réunions;3 ETP, financés par l’État;"{carried}"'
    survey.write_text(f"region;statut;contexte;moyens;reprises\n{row}\n", encoding="utf-8")
    build_geopackage(tmp_path / "ctd.gpkg", survey=survey)
    html = sheet(project, tmp_path / "ctd.gpkg").replace("\u00a0", " ")
    assert quote in html
    assert f"<b>Financement</b><br/>{funding}</div>" in html


def test_platforms_are_links_and_say_where_they_are_not_in_service(project, edited):
    geopackage = edited(
        ("UPDATE platforms SET status = 'retired' WHERE name = 'GéoBretagne'",),
        ("UPDATE platforms SET homepage = 'javascript:alert(1)' WHERE name = 'Mégalis Bretagne'",),
    )
    html = sheet(project, geopackage)
    assert '<a href="https://geobretagne.fr/">GéoBretagne</a> (' in html
    assert "javascript" not in html
    assert "<br/>Mégalis Bretagne<br/>" in html


def test_in_qgis_itself_it_shows_nothing(project, bundled):
    assert sheet(project, bundled, platform="desktop") == ""


def test_a_region_of_which_nothing_is_known_has_its_sources_only(project, edited):
    nothing = edited(
        ("DELETE FROM facts",),
        ("DELETE FROM platforms",),
    )
    html = sheet(project, nothing, region="06")
    assert re.findall(r"<b>([^<]+)</b>", html) == ["Sources"]


def test_text_from_the_data_is_escaped_and_never_evaluated(project, edited):
    geopackage = edited(
        ("UPDATE facts SET quote = ?", HOSTILE),
        ("UPDATE platforms SET name = ?", HOSTILE),
        ("UPDATE about SET sources = ?", HOSTILE),
    )
    html = sheet(project, geopackage)
    assert html.count("&lt;script&gt;alert(") >= 3
    assert set(re.findall(r"<(\w+)", html)) <= {"table", "tr", "td", "b", "div", "br", "a"}
    assert html.count("[% 6 * 7 %") >= 3
    assert " 42 " not in html
    assert html.endswith("</td></tr></table>")


def test_in_a_project_without_the_other_tables_it_still_shows_the_rest(project, bundled):
    with language("fr"):
        layers = load_layers(project, bundled)
        template = web_sheet(layers)
    for relation in project.relationManager().relations():
        project.relationManager().removeRelation(relation)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.regions))
    context.setFeature(next(one for one in layers.regions.getFeatures() if one["region_code"] == "53"))
    html = QgsExpression.replaceExpressionText(template, context)
    assert re.findall(r"<b>([^<]+)</b>", html)[-1] == "Sources"
    assert "[%" not in html
