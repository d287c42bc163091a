"""Lists in the toolbox: people read names; scripts, models and qgis_process give ids or QGIS's numbers."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingParameterEnum,
)
from qgis.gui import QgsGui, QgsProcessingGui
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QComboBox

from ctd_plugin.algorithms import choices
from ctd_plugin.algorithms.export_map import ExportMap
from ctd_plugin.gis import export
from ctd_plugin.gis.atlas import export as atlas
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.i18n import language, set_user_language

pytestmark = pytest.mark.usefixtures("provider")


@pytest.fixture
def asked(monkeypatch):
    """Keep what maps and atlases would be drawn of."""
    asked = []
    monkeypatch.setattr(export, "export_map", lambda *_, **options: asked.append(options))
    monkeypatch.setattr(atlas, "export_atlas", lambda *_, **options: asked.append(options))
    return asked


def run(name, **parameters):
    import processing

    processing.run(f"ctd:{name}", parameters, feedback=QgsProcessingFeedback(False))


def algorithms():
    return QgsApplication.processingRegistry().providerById("ctd").algorithms()


@pytest.mark.parametrize("given", ["funding_sources", 3, "3"])
def test_a_theme_is_given_by_its_id_or_its_number(asked, tmp_path, given):
    run("exportmap", THEME=given, PAGE="16:9", LANGUAGE="en", OUTPUT=str(tmp_path / "map.pdf"))
    assert (asked[0]["theme"], asked[0]["page"], asked[0]["map_language"]) == ("funding_sources", "16:9", "en")


def test_numbers_of_entries_are_those_that_models_stored():
    """A new theme comes last: a model holds the number of its own."""
    assert [theme.value for theme in ThemeId][:9] == [
        *("status", "budget", "staff", "funding_sources", "technology", "status_budget", "ctd_date"),
        *("platform_health", "change"),
    ]


@pytest.mark.parametrize("parameters", [{"THEME": "weather"}, {"THEME": 99}, {"PAGE": "A0"}, {"LANGUAGE": "de"}])
def test_what_is_in_no_list_is_refused(asked, tmp_path, parameters):
    with pytest.raises(QgsProcessingException):
        run("exportmap", OUTPUT=str(tmp_path / "map.pdf"), **parameters)
    assert asked == []


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (["Bretagne (53)", "Provence-Alpes-Côte d’Azur (93)"], ["53", "93"]),
        ("Bretagne (53),La Réunion (04)", ["53", "04"]),
        ("53, 11;01 94", ["53", "11", "01", "94"]),
        (["53", "11"], ["53", "11"]),
        ([], []),
        ("", []),
        (None, []),
    ],
)
def test_regions_are_chosen_from_the_list_or_given_by_their_codes(asked, tmp_path, given, codes):
    run("exportatlas", REGIONS=given, OUTPUT=str(tmp_path / "atlas.pdf"))
    assert asked[0]["codes"] == codes


def test_an_unknown_code_is_named_with_those_that_there_are(asked, tmp_path):
    with pytest.raises(QgsProcessingException, match="“99” is not the Insee code of a region; the codes are 01, 02"):
        run("exportatlas", REGIONS="53,99", OUTPUT=str(tmp_path / "atlas.pdf"))


def test_regions_stand_in_the_order_of_their_names():
    entries = choices.region_entries()
    assert len(entries) == 18
    assert entries[:2] == ["Auvergne-Rhône-Alpes (84)", "Bourgogne-Franche-Comté (27)"]
    assert entries.index("Île-de-France (11)") < entries.index("La Réunion (04)")


@pytest.mark.parametrize(("code", "name"), [("fr", "Financeurs"), ("en", "Funding sources")])
def test_the_dialog_shows_names_in_the_language_of_its_user_and_gives_what_is_chosen(code, name):
    with language(code):
        algorithm = ExportMap()
        algorithm.initAlgorithm({})
    wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(
        algorithm.parameterDefinition("THEME"), QgsProcessingGui.WidgetType.Standard
    )
    box = wrapper.createWrappedWidget(QgsProcessingContext())
    assert isinstance(box, QComboBox)
    assert box.findText(name) == 3
    box.setCurrentIndex(3)
    parameters = {"THEME": wrapper.parameterValue()}
    assert algorithm.choice(parameters, "THEME", QgsProcessingContext()) == "funding_sources"
    box.deleteLater()


def test_no_list_shows_codes():
    for algorithm in algorithms():
        for parameter in algorithm.parameterDefinitions():
            if isinstance(parameter, QgsProcessingParameterEnum):
                for option in parameter.options():
                    assert option[0].isupper() or option[0].isdigit(), (algorithm.id(), option)
                    assert "_" not in option, (algorithm.id(), option)


@pytest.mark.parametrize("given", ["funding_sources", 3])
def test_a_model_keeps_its_theme(asked, tmp_path, given):
    """Models of earlier versions hold the id, today's the number."""
    model = QgsProcessingModelAlgorithm("model", "tests")
    child = QgsProcessingModelChildAlgorithm("ctd:exportmap")
    child.setChildId("map")
    source = QgsProcessingModelChildParameterSource.fromStaticValue
    child.addParameterSources("THEME", [source(given)])
    child.addParameterSources("OUTPUT", [source(str(tmp_path / "map.pdf"))])
    model.addChildAlgorithm(child)
    model.run({}, QgsProcessingContext(), QgsProcessingFeedback(False))
    assert asked[0]["theme"] == "funding_sources"


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_algorithm_has_an_icon_a_help_and_a_place_in_the_guide(code):
    set_user_language(code)
    for algorithm in algorithms():
        assert Path(algorithm.svgIconPath()).is_file()
        assert len(algorithm.shortHelpString()) > 80
        url = QUrl(algorithm.helpUrl())
        page = Path(url.toLocalFile())
        assert url.fragment() == algorithm.name()
        anchors = [element.get("id") for element in ElementTree.parse(page).iter()]
        assert algorithm.name() in anchors, (algorithm.id(), page)
