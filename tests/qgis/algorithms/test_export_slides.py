"""ctd:exportslides: the slides that are asked for, in a PDF, and one clear sentence for what cannot be."""

from __future__ import annotations

import subprocess

import processing
import pytest
from qgis.core import QgsProcessingException

from ctd_plugin.gis.options import ThemeId

pytestmark = pytest.mark.usefixtures("provider")


def _run(feedback=None, **parameters):
    return processing.run("ctd:exportslides", parameters, feedback=feedback)


def _pages(path):
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("chosen", [["status"], "status", [list(ThemeId).index(ThemeId.STATUS)]])
def test_a_theme_is_given_by_its_id_or_its_number(tmp_path, chosen):
    output = tmp_path / "deck.pdf"
    assert _run(THEMES=chosen, LANGUAGE="fr", OUTPUT=str(output))["OUTPUT"] == str(output)
    assert "en place dans 4 régions sur 18" in _pages(output)[1]


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"THEMES": "status, weather"}, "“weather” is not in the list; choose among status, budget"),
        ({"THEMES": ["change"]}, "These data cover one edition only"),
        ({"THEMES": [99]}, "“99” is not in the list"),
        ({"OUTPUT": "deck.png"}, "“deck.png” does not end in .pdf"),
        ({"OUTPUT": "nowhere/deck.pdf"}, "does not exist; create it first"),
        ({"LOGO_1": "/no/logo.png"}, "The logo /no/logo.png does not exist"),
    ],
)
def test_bad_input_is_told_in_a_sentence(tmp_path, parameters, sentence):
    output = tmp_path / parameters.get("OUTPUT", "deck.pdf")
    with pytest.raises(QgsProcessingException, match=sentence):
        _run(**parameters | {"OUTPUT": str(output)})
    assert not output.exists()
