"""`ctd:exportmap`, and what the provider offers."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException
from qgis.PyQt.QtGui import QImage

from ctd_plugin.gis.style.page_sizes import PAGES

pytestmark = pytest.mark.usefixtures("provider")


@pytest.fixture
def export(tmp_path, feedback):
    """Return a function that runs the algorithm and gives the file it wrote."""
    import processing

    def run(name, **parameters):
        output = tmp_path / name
        feedback_ = parameters.pop("feedback", feedback)
        result = processing.run("ctd:exportmap", {"OUTPUT": str(output), **parameters}, feedback=feedback_)
        assert result == {"OUTPUT": str(output)}
        return output

    return run


def left(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("ending", "start"), [(".pdf", b"%PDF"), (".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_every_page_can_be_written_in_every_format(export, page, ending, start):
    assert export(f"map{ending}", PAGE=page, DPI=72).read_bytes().startswith(start)


def test_without_parameters_but_the_file_it_is_the_french_status_map_on_a4(export):
    text = export("map.svg").read_text(encoding="utf-8")
    assert "CTD existant (4)" in text
    assert "en place dans 4 régions sur 18" in text
    image = QImage(str(export("map.png")))
    assert (image.width(), image.height()) == pytest.approx((297 / 25.4 * 300, 210 / 25.4 * 300), abs=1)


def test_language_resolution_and_title_are_those_requested(export):
    text = export("map.svg", LANGUAGE="en", TITLE="  Where do we stand?  ").read_text(encoding="utf-8")
    assert "CTD in place (4)" in text
    assert ">Where do we stand?<" in text
    assert QImage(str(export("map.png", DPI=72, PAGE="A3"))).width() == pytest.approx(420 / 25.4 * 72, abs=1)


def test_a_survey_of_ones_own_is_drawn_with_its_file_as_the_edition_and_warns_of_its_rows(export, tmp_path, feedback):
    survey = tmp_path / "enquête 2027.csv"
    survey.write_text("region;statut\nBretagne;CTD existant\nAtlantide;CTD existant\n", encoding="utf-8")
    text = export("map.svg", SURVEY=str(survey)).read_text(encoding="utf-8")
    for expected in ("CTD existant (1)", "Non renseigné (17)", "en place dans 1 région sur 18", "enquête 2027"):
        assert expected in text, expected
    assert any("Atlantide" in warning for warning in feedback.warnings)


def test_boundaries_of_ones_own_are_drawn_and_named_as_the_source(export, boundaries_in_lambert_93):
    text = export("map.svg", BOUNDARIES=boundaries_in_lambert_93).read_text(encoding="utf-8")
    assert "mes limites" in text
    assert "ADMIN EXPRESS" not in text


@pytest.mark.parametrize("parameters", [{"THEME": "weather"}, {"PAGE": "A0"}, {"LANGUAGE": "de"}, {"DPI": 10}])
def test_a_choice_that_does_not_exist_is_refused(export, tmp_path, parameters):
    with pytest.raises(QgsProcessingException, match=next(iter(parameters))):
        export("map.pdf", **parameters)
    assert left(tmp_path) == []


def test_another_ending_is_refused_before_any_work(export, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"“map\.jpg” does not end in \.pdf, \.png or \.svg"):
        export("map.jpg", SURVEY=str(tmp_path / "missing.csv"))
    assert left(tmp_path) == []


def test_a_cancelled_run_leaves_the_map_that_was_there(export, tmp_path, cancelling):
    (tmp_path / "map.pdf").write_bytes(b"an older map")
    with pytest.raises(QgsProcessingException, match="Cancelled; nothing was written"):
        export("map.pdf", feedback=cancelling(0))
    assert (tmp_path / "map.pdf").read_bytes() == b"an older map"
    assert left(tmp_path) == ["map.pdf"]


SOURCE = ("SURVEY", "RECIPE", "BOUNDARIES", "LANGUAGE", "BEFORE", "COMPARE")
BRANDING = ("ORGANISATION", "LOGO_1", "LOGO_2")
ACCESSIBILITY = ("ACCESSIBILITY", "ACCESSIBILITY_ADDRESS")


def test_the_provider_offers_its_algorithms_with_names_help_and_the_parameters_of_the_contract(provider):
    parameters = {
        algorithm.id(): [definition.name() for definition in algorithm.parameterDefinitions()]
        for algorithm in provider.algorithms()
    }
    assert parameters["ctd:buildproject"] == [
        *("SURVEY", "RECIPE", "BOUNDARIES", "LANGUAGE"),
        *("BEFORE", "COMPARE", "OUTPUT_FOLDER"),
    ]
    assert set(parameters["ctd:exportmap"]) == {
        *("THEME", "SURVEY", "RECIPE", "BOUNDARIES", "PAGE", "DPI", "LANGUAGE", "TITLE", "OUTPUT"),
        *("ORGANISATION", "LOGO_1", "LOGO_2", "BEFORE"),
    }
    assert parameters["ctd:exportpack"] == [
        *("SURVEY", "RECIPE", "BOUNDARIES", "LANGUAGE", "PAGE"),
        *("BEFORE", "COMPARE", "WEB", "SLIDES", "DATA", *BRANDING, *ACCESSIBILITY, "OUTPUT_FOLDER"),
    ]
    assert set(parameters["ctd:exportweb"]) == {*SOURCE, *BRANDING, *ACCESSIBILITY, "OUTPUT"}
    assert set(parameters["ctd:exportslides"]) == {"THEMES", *SOURCE, *BRANDING, "OUTPUT"}
    assert set(parameters["ctd:exportdata"]) >= {*SOURCE, "ORGANISATION", "OUTPUT_FOLDER"}
    assert parameters["ctd:comparesurveys"] == ["BEFORE", "AFTER", "OUTPUT", "REPORT"]
    for algorithm in provider.algorithms():
        assert algorithm.displayName()
        assert len(algorithm.shortHelpString()) > 50
    outputs = [output.name() for output in provider.algorithm("buildproject").outputDefinitions()]
    assert set(outputs) >= {"PROJECT", "GEOPACKAGE", "REPORT"}


def test_in_a_french_qgis_the_algorithms_speak_french_even_without_the_plugins_window(provider, speak_in_qgis):
    speak_in_qgis("fr")
    provider.refreshAlgorithms()
    assert provider.algorithm("exportmap").displayName() == "Exporter une carte des CTD"
    assert provider.name() == "Comités territoriaux de la donnée (CTD)"
