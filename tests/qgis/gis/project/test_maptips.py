"""What a hover over a region shows."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProject,
)
from qgis.PyQt.QtGui import QTextDocument

from ctd_plugin.gis.labels.labels import status_labels
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.palette import STATUS_FILLS
from ctd_plugin.i18n import language


@pytest.fixture
def tips():
    """Return a function: a GeoPackage and a language → region code → (status, map tip).

    It fails where an expression of the template does.
    """
    project = QgsProject()

    def show(geopackage, code="fr"):
        project.clear()
        with language(code):
            regions = load_layers(project, geopackage).regions
        found = {}
        for feature in regions.getFeatures():
            context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(regions))
            context.setFeature(feature)
            for source in re.findall(r"\[%(.*?)%\]", regions.mapTipTemplate(), re.DOTALL):
                expression = QgsExpression(source)
                expression.evaluate(context)
                assert not expression.hasParserError(), expression.parserErrorString()
                assert not expression.hasEvalError(), expression.evalErrorString()
            tip = QgsExpression.replaceExpressionText(regions.mapTipTemplate(), context)
            found[feature["region_code"]] = (feature["status"], tip)
        return found

    yield show
    project.clear()


@pytest.fixture
def edited(bundled, tmp_path):
    """Return a function that changes Bretagne in a copy of the bundled GeoPackage."""

    def edit(**values):
        copy = shutil.copy(bundled, tmp_path / "edited.gpkg")
        with closing(sqlite3.connect(copy)) as database, database:
            # GeoPackage's triggers call functions that plain SQLite lacks; no shape changes here.
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            for field, value in values.items():
                database.execute(f"UPDATE regions SET {field} = ? WHERE region_code = '53'", (value,))
        return copy

    return edit


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_region_has_a_tip_with_its_status_on_the_colour_of_its_class(tips, bundled, code):
    with language(code):
        labels = {status.value: label for status, label in status_labels().items()}
    fills = {status.value: fill for status, fill in STATUS_FILLS.items()}
    found = tips(bundled, code)
    assert len(found) == 18
    for status, tip in found.values():
        assert re.search(rf'<td bgcolor="{fills[status]}"[^>]*>{re.escape(labels[status])}</td>', tip)
        assert "[%" not in tip


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", "CTD existant 24/02/2025 Effectifs : 1,8 ETP (CTD) Budget annuel : ≈ 1 M€ (production de données)"),
        ("en", "CTD in place 2025-02-24 Staff: 1.8 FTE (CTD) Yearly budget: ≈ €1M (data production)"),
    ],
)
def test_a_tip_says_date_staff_and_budget_each_with_its_scope_and_the_platform(tips, bundled, code, expected):
    _, tip = tips(bundled, code)["52"]
    text = " ".join(re.sub(r"<[^>]+>|&nbsp;", " ", tip).split())
    assert text.startswith(f"Pays de la Loire {expected}")
    assert text.endswith(": GéoPAL")


def test_an_explicit_none_is_words_and_no_zero(tips, edited):
    _, tip = tips(edited(budget_eur=0, budget_scope="ctd", staff_fte=0, staff_scope="ctd"), "en")["53"]
    assert "Yearly budget: <b>states that it has no budget of its own</b>" in tip
    assert "Staff: <b>states that it has no staff of its own</b>" in tip


def test_what_a_figure_covers_stands_beside_its_scope_once(tips, edited):
    _, tip = tips(edited(staff_covers="operation_staff", staff_scope="platform", staff_fte=2.5), "en")["53"]
    assert "<b>2.5 FTE (team of the platform)</b>" in tip
    _, tip = tips(edited(staff_covers="operation_staff", staff_scope="ctd", staff_fte=2.5), "en")["53"]
    assert "<b>2.5 FTE (team of the platform – CTD)</b>" in tip
    _, tip = tips(edited(staff_covers="whole_structure", staff_scope="structure", staff_fte=2.5), "en")["53"]
    assert "<b>2.5 FTE (whole organisation)</b>" in tip


def test_a_range_shows_both_ends_and_its_unit_once(tips, edited):
    figures = {"staff_fte": 2, "staff_fte_max": 3, "budget_eur": 60000, "budget_eur_max": 80000, "budget_scope": "ctd"}
    _, tip = tips(edited(**figures, staff_scope="ctd"), "fr")["53"]
    assert "<b>2 à 3\u00a0ETP (" in tip
    assert "<b>60 à 80\u00a0k€ (" in tip
    _, tip = tips(edited(**figures | {"budget_eur_max": 1500000}), "en")["53"]
    assert "€60k to €1.5M" in tip


def test_a_geopackage_of_an_earlier_version_lacks_what_figures_cover(tips, edited):
    path = edited(staff_fte=2.5, staff_scope="platform")
    with closing(sqlite3.connect(path)) as database, database:
        for field in (
            "staff_covers",
            "staff_about",
            "staff_fte_max",
            "budget_covers",
            "budget_about",
            "budget_eur_max",
        ):
            database.execute(f"ALTER TABLE regions DROP COLUMN {field}")
    _, tip = tips(path, "en")["53"]
    assert "<b>2.5 FTE (platform)</b>" in tip


def test_what_is_not_answered_has_no_line_of_its_own(tips, bundled):
    _, tip = tips(bundled)["94"]
    assert "Effectifs" not in tip
    assert "Budget" not in tip


def test_text_from_the_data_is_escaped(tips, edited):
    path = edited(
        region_name="<script>alert('1')</script> & \"Bretagne\"",
        main_platform="<img src=x onerror=alert(1)> l'Île",
        ctd_date_text="<b>2026</b>",
    )
    _, tip = tips(path)["53"]
    assert "&lt;script&gt;alert(’1’)&lt;/script&gt; &amp; &quot;Bretagne&quot;" in tip
    assert "&lt;img src=x onerror=alert(1)&gt; l'Île" in tip
    assert "&lt;b&gt;2026&lt;/b&gt;" in tip
    assert not re.search(r"<(script|img|b>2026)", tip)


def test_text_from_the_data_is_never_evaluated(tips, edited):
    _, tip = tips(edited(region_name="[% 6 * 7 %]"))["53"]
    assert "[% 6 * 7 %]" in tip


@pytest.mark.parametrize("status", [None, "a status of another edition"])
def test_a_region_without_a_known_status_says_that_there_is_no_answer(tips, edited, status):
    _, tip = tips(edited(status=status))["53"]
    assert ">Non renseigné</td>" in tip


LONG = "Plateforme régionale d’échange de données géographiques et statistiques, dite GéoPlateforme-du-Grand-Ouest"


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_tip_fits_the_box_that_qgis_has_for_it_without_webkit(tips, bundled, edited, code):
    longest = edited(
        region_name=LONG,
        ctd_date_text=LONG,
        main_platform="x" * 500,
        staff_fte=12.25,
        staff_fte_max=1234.5,
        staff_scope="data_production",
        staff_covers="whole_structure",
        budget_eur=0,
    )
    for geopackage in (bundled, longest):
        for _, tip in tips(geopackage, code).values():
            shown = QTextDocument()
            shown.setHtml(f"<body><div><div>{tip}</div></div></body>")
            # What the box of 256 by 192 pixels leaves in the theme with the widest frame.
            shown.setTextWidth(240)
            assert shown.size().width() <= 240
            if geopackage == bundled:
                assert shown.size().height() <= 184


def test_its_colours_are_its_own_whatever_the_theme_of_qgis(tips, bundled):
    _, tip = tips(bundled)["53"]
    cells = re.findall(r"<td[^>]*>", tip)
    assert len(cells) == 3
    assert all("color:#" in cell for cell in cells)
    assert cells[0].startswith('<td bgcolor="#FFFFFF"')
