"""All that a French session writes or shows is French: not one English sentence, in whatever file, page or form.

Nor a straight apostrophe in the name of a region, which has one in the data.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from osgeo import gdal, ogr
from qgis.core import NULL, QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtGui import QColor, QFont

from ctd_plugin.gis.pack import pack
from ctd_plugin.gis.pack.pack import Pack
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gui.plots.plot import PlotLook
from ctd_plugin.gui.region.figures_html import figure_key, region_plots
from ctd_plugin.gui.region.page_html import PageState, region_page
from ctd_plugin.i18n import language, set_user_language
from tests.support.english import english_passages
from tests.support.packs import MAPS, TABLES

_TAG = re.compile(r"<(style|script).*?</\1>|<[^>]+>", re.DOTALL)


@pytest.fixture(scope="module")
def french_pack(bundled, tmp_path_factory):
    """The folder of a French pack of the bundled survey, its images coarse."""
    folder = tmp_path_factory.mktemp("paquet")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pack, "_PNG_DPI", 20)
        set_user_language("fr")
        Pack(bundled, map_language="fr").write(folder)
    return folder


@pytest.fixture
def french(bundled):
    """The layers of the bundled survey in a French project."""
    project = QgsProject()
    with language("fr"):
        yield load_layers(project, bundled)
    project.clear()


def text_of_html(html):
    """Return what a browser shows of a page, each element's text on lines of its own."""
    return unescape(_TAG.sub("\n", html))


def text_of_pdf(path):
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout


def cells_of(path):
    """Yield the headings and cells of a spreadsheet, with the names of its sheets."""
    with gdal.ExceptionMgr(), ogr.ExceptionMgr():
        source = gdal.OpenEx(str(path), open_options=["HEADERS=FORCE"])
        for layer in (source.GetLayer(index) for index in range(source.GetLayerCount())):
            definition = layer.GetLayerDefn()
            names = [definition.GetFieldDefn(index).GetName() for index in range(definition.GetFieldCount())]
            yield from (layer.GetName(), *names)
            for row in layer:
                yield from (row[name] for name in names if isinstance(row[name], str))


STRAIGHT = "Côte d'Azur"


def english_in(texts):
    return [found for text in texts for found in english_passages(text)]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("name", [*(name for name in MAPS if name.endswith(".pdf")), "ctd-atlas.pdf", "ctd-slides.pdf"])
def test_a_page_of_the_pack(french_pack, name):
    text = text_of_pdf(french_pack / name)
    assert len(text) > 200
    # Paragraphs, since a sentence goes on over lines.
    assert english_in(" ".join(part.split()) for part in text.split("\n\n")) == []
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", text)
    assert STRAIGHT not in " ".join(text.split())


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_pack(french_pack, name):
    cells = list(cells_of(french_pack / name))
    assert len(cells) > 500
    assert english_in(cells) == []
    named = [cell for cell in cells if cell.startswith("Provence-Alpes-")]
    assert set(named) == {"Provence-Alpes-Côte d’Azur"}


@pytest.mark.parametrize("name", ["index.html", "ctd-page.html"])
def test_a_page_for_the_browser(french_pack, name):
    text = text_of_html((french_pack / name).read_text(encoding="utf-8"))
    assert english_passages(text) == []
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", text)
    assert STRAIGHT not in text


def page_of(profile, profiles):
    """Return the text of the page of a region, with what its plots say in words, all sections and lists open."""
    state = PageState(folded=(), compared=[figure_key(place) for place in range(3)])
    plots = region_plots(profile, profiles, PlotLook(QFont(), QColor("black"), QColor("white"), 280))
    page = region_page(profile, profiles, state, plots)
    return " ".join(
        [
            text_of_html(page),
            *(plot.text for plot in plots.values()),
            *(spot.text for plot in plots.values() for spot in plot.spots),
        ]
    )


def test_the_panel(french):
    profiles = edition_of(french).profiles
    for profile in profiles:
        text = page_of(profile, profiles)
        assert english_passages(text) == [], profile.name
        assert len(text) > 100


def test_the_map_tips(french):
    for feature in french.regions.getFeatures():
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(french.regions))
        context.setFeature(feature)
        tip = QgsExpression.replaceExpressionText(french.regions.mapTipTemplate(), context)
        assert english_passages(text_of_html(tip)) == []
        assert STRAIGHT not in tip


def test_the_names_of_features(french):
    for name in ("regions", "survey"):
        layer = french.all[name]
        expression = QgsExpression(layer.displayExpression())
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        shown, field = set(), {"regions": "region_name", "survey": "region"}[name]
        for feature in layer.getFeatures():
            context.setFeature(feature)
            shown.add(expression.evaluate(context))
        assert "Provence-Alpes-Côte d’Azur" in shown
        assert "Provence-Alpes-Côte d'Azur" in {feature[field] for feature in layer.getFeatures()}


def shown_in_forms(layer):
    """Yield what the form and the attribute table of a layer show: titles, and values as their widgets write them."""
    if not QgsGui.editorWidgetRegistry().factories():
        QgsGui.editorWidgetRegistry().initEditors()
    yield layer.name()
    for index, field in enumerate(layer.fields()):
        setup = layer.editorWidgetSetup(index)
        if setup.type() == "Hidden":
            continue
        yield layer.attributeDisplayName(index)
        formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
        for feature in layer.getFeatures():
            value = feature[field.name()]
            if value is not None and value != NULL:
                yield formatter.representValue(layer, index, setup.config(), None, value)


def test_the_forms(french):
    for layer in french.all.values():
        assert english_in(map(str, shown_in_forms(layer))) == [], layer.name()


def test_a_note_in_english_would_be_found(bundled, tmp_path):
    """The detector is one: with each English note in the place of the French one, it finds it in the form and panel."""
    path = Path(shutil.copy(bundled, tmp_path / "ctd.gpkg"))
    with gdal.ExceptionMgr(), gdal.OpenEx(str(path), gdal.OF_UPDATE | gdal.OF_VECTOR) as target:
        target.ExecuteSQL("UPDATE facts SET note_fr = note")
        target.ExecuteSQL("UPDATE endpoints SET evidence_fr = evidence")
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, path)
        for table in ("facts", "endpoints"):
            assert len(english_in(map(str, shown_in_forms(layers.tables[table])))) > 10, table
        profiles = edition_of(layers).profiles
        found = [profile for profile in profiles if english_passages(page_of(profile, profiles))]
    assert len(found) > 5
    project.clear()


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("Derived from the budget of the programme", "Dérivé du budget du programme"),
        ("The figure is that of the whole organisation", "Le chiffre est celui de toute la structure"),
        (
            "Listed in the catalogue of the region with its address",
            "Figure au catalogue de la région, avec son adresse",
        ),
        ("It has not been checked whether they are still paid", "On n’a pas vérifié s’ils sont encore payés"),
    ],
)
def test_the_detector_knows_english_from_french(english, french):
    assert english_passages(english)
    assert english_passages(french) == []
    assert english_passages(f"Le serveur répond\u00a0: «\u00a0{english}\u00a0».") == []


WRONG = """region;statut;moyens;date_ctd;date_entretien;inconnue
Bretagne;CTD existant;budget de 60 à 80 k€ par an et 4 personnes;31/02/2026;06-oct;x
Bretange;Autre chose;FEDER 3 M€ ?;24/02/2026;6 et 8 octobre;x
Nulle part;CTD existant;;;;
Bretagne;CTD existant;;;;
"""


@pytest.mark.usefixtures("provider")
def test_the_messages_of_a_report(tmp_path, feedback):
    import processing

    set_user_language("fr")
    (tmp_path / "enquête.csv").write_text(WRONG, encoding="utf-8")
    made = processing.run(
        "ctd:buildproject",
        {"SURVEY": str(tmp_path / "enquête.csv"), "OUTPUT_FOLDER": str(tmp_path)},
        feedback=feedback,
    )
    report = json.loads(Path(made["REPORT"]).read_text(encoding="utf-8"))
    messages = [problem["message"] for problem in report["problems"]]
    assert len(messages) >= 5
    assert english_in([*messages, *feedback.warnings]) == []
