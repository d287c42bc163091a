"""The algorithm that writes open data."""

from __future__ import annotations

import json

import pytest
from qgis.core import QgsProcessingException

from ctd_plugin.data.paths import SURVEY
from ctd_plugin.settings import Settings, write_settings
from tests.support.packs import left

pytestmark = pytest.mark.usefixtures("provider", "profile")


@pytest.fixture
def run(tmp_path, feedback):
    import processing

    folder = tmp_path / "out"
    folder.mkdir()

    def run(**parameters):
        feedback_ = parameters.pop("feedback", feedback)
        outputs = processing.run("ctd:exportdata", {"OUTPUT_FOLDER": str(folder), **parameters}, feedback=feedback_)
        assert outputs == {
            "DATAPACKAGE": str(folder / "datapackage.json"),
            "METADATA": str(folder / "metadata.xml"),
        }
        return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))

    run.folder = folder
    return run


def test_by_default_it_publishes_the_bundled_edition_in_french_as_the_settings_sign(run):
    write_settings(Settings(organisation="DataLab Sud"))
    package = run()
    assert package["contributors"] == [{"title": "DataLab Sud", "role": "publisher"}]
    assert "licenses" not in package
    assert [resource["name"] for resource in package["resources"]][:2] == ["regions", "survey"]


def test_publisher_contact_address_licence_and_language_are_those_given(run):
    package = run(
        ORGANISATION="Région d’essai",
        CONTACT="donnees@region.example.org",
        ADDRESS="https://data.example.org/ctd/",
        LICENCE="etalab-2.0",
        LANGUAGE="en",
    )
    assert package["title"].startswith("Regional data committees")
    assert package["contributors"][0]["email"] == "donnees@region.example.org"
    assert package["licenses"][0]["title"] == "Licence Ouverte 2.0"
    assert "https://data.example.org/ctd/regions.geojson" in (run.folder / "metadata.xml").read_text(encoding="utf-8")


def test_a_contact_that_may_be_a_persons_is_warned_of(run, feedback):
    run(CONTACT="jeanne.dupont@region.example.org")
    assert any("jeanne.dupont@region.example.org may be a person’s" in warning for warning in feedback.warnings)
    feedback.warnings.clear()
    run(CONTACT="sig@region.example.org")
    assert feedback.warnings == []


def test_the_log_counts_what_was_left_out(run, feedback):
    run()
    assert "Names of persons in the answers: 11 are masked ([nom masqué])." in feedback.textLog()


def test_with_an_earlier_edition_it_has_what_changed(run):
    names = [resource["name"] for resource in run(BEFORE=str(SURVEY))["resources"]]
    assert {"changes", "cell_changes"} <= set(names)


def test_personal_data_stay_out_whatever_the_options_say(run, tmp_path):
    write_settings(Settings(personal_data=True))
    survey = tmp_path / "enquete.csv"
    survey.write_text(
        "region;statut;pilotage;repondant\nBretagne;CTD existant;avec Yvonne Tartempion;Y. Tartempion\n",
        encoding="utf-8",
    )
    run(SURVEY=str(survey))
    assert [file.name for file in run.folder.iterdir() if b"Tartempion" in file.read_bytes()] == []


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"CONTACT": "Jeanne"}, "not an e-mail address"),
        ({"ADDRESS": "data.example.org"}, "not a web address"),
        ({"LICENCE": "gpl"}, "LICENCE"),
        ({"OUTPUT_FOLDER": "/there/is/none"}, "does not exist"),
        ({"SURVEY": "/there/is/none.csv"}, "none.csv"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence_and_nothing_is_written(run, parameters, words):
    with pytest.raises(QgsProcessingException, match=words):
        run(**parameters)
    assert left(run.folder) == []
