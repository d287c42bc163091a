"""The algorithm that writes the meeting pack."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtGui import QImage

from ctd_plugin.settings import Settings, write_settings
from tests.support.packs import MAPS, SMALL, left, page


class Log(QgsProcessingFeedback):
    """Keeps the lines of the log."""

    def __init__(self):
        super().__init__()
        self.told = []

    def pushInfo(self, text):  # noqa: N802
        self.told.append(text)


PARTS = ("WEB", "SLIDES", "DATA")


@pytest.mark.usefixtures("provider")
class TestAlgorithm:
    @pytest.fixture
    def run(self, tmp_path, feedback):
        import processing

        def run(**parameters):
            feedback_ = parameters.pop("feedback", feedback)
            given = {"OUTPUT_FOLDER": str(tmp_path), **dict.fromkeys(PARTS, False), **parameters}
            return processing.run("ctd:exportpack", given, feedback=feedback_)

        return run

    def test_it_writes_the_french_pack_on_a4_signed_as_the_settings_say(self, run, tmp_path, small_pack):
        write_settings(Settings(organisation="DataLab Sud"))
        assert run() == {"INDEX": str(tmp_path / "index.html")}
        maps = {f"ctd-{theme}{ending}" for theme in ("status", "budget") for ending in (".pdf", ".png")}
        assert left(tmp_path) == sorted(maps | {*SMALL} - {*MAPS})
        assert "DataLab Sud" in " ".join(page(tmp_path).texts)
        assert 'lang="fr"' in (tmp_path / "index.html").read_text(encoding="utf-8")

    def test_page_and_language_are_those_requested(self, run, tmp_path, small_pack):
        run(PAGE="16:9", LANGUAGE="en")
        assert QImage(str(tmp_path / "ctd-status.png")).width() == pytest.approx(338.67 / 25.4 * 20, abs=1)
        assert 'lang="en"' in (tmp_path / "index.html").read_text(encoding="utf-8")

    def test_page_slides_and_data_are_in_the_pack_unless_they_are_not_wanted(self, provider):
        pack = provider.algorithm("exportpack")
        assert [pack.parameterDefinition(name).defaultValue() for name in PARTS] == [True] * 3

    def test_the_page_shows_the_statement_and_the_log_says_what_was_made(self, run, tmp_path, small_pack):
        feedback = Log()
        line, address = "Accessibilité : non conforme", "https://region.fr/accessibilite"
        run(WEB=True, ACCESSIBILITY=line, ACCESSIBILITY_ADDRESS=address, feedback=feedback)
        html = (tmp_path / "ctd-page.html").read_text(encoding="utf-8")
        assert line in html
        assert f'href="{address}"' in html
        assert "Contents: 2 maps, web page, atlas, summary table." in feedback.told
        assert "15 regions answered, out of 18. Status only: 3." in feedback.told

    def test_an_address_that_a_page_may_not_link_to_is_refused(self, run, tmp_path):
        with pytest.raises(QgsProcessingException, match="not an http, https or mailto address"):
            run(WEB=True, ACCESSIBILITY="Accessible", ACCESSIBILITY_ADDRESS="javascript:alert(1)")
        assert left(tmp_path) == []

    def test_a_folder_that_does_not_exist_is_named(self, run, tmp_path):
        with pytest.raises(QgsProcessingException, match=r"The folder .*nowhere does not exist; create it first"):
            run(OUTPUT_FOLDER=str(tmp_path / "nowhere"))
        assert left(tmp_path) == []

    def test_a_cancelled_run_writes_nothing(self, run, tmp_path, cancelling):
        with pytest.raises(QgsProcessingException, match="Cancelled; nothing was written"):
            run(feedback=cancelling(0))
        assert left(tmp_path) == []

    @pytest.mark.parametrize("parameters", [{"PAGE": "A0"}, {"LANGUAGE": "de"}])
    def test_a_choice_that_does_not_exist_is_refused(self, run, tmp_path, parameters):
        with pytest.raises(QgsProcessingException, match=next(iter(parameters))):
            run(**parameters)
        assert left(tmp_path) == []
