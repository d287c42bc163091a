"""The algorithm that writes the meeting pack."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException
from qgis.PyQt.QtGui import QImage

from ctd_plugin.settings import Settings, write_settings
from tests.support.packs import FILES, left, page


@pytest.mark.usefixtures("provider")
class TestAlgorithm:
    @pytest.fixture
    def run(self, tmp_path, feedback):
        import processing

        def run(**parameters):
            feedback_ = parameters.pop("feedback", feedback)
            return processing.run("ctd:exportpack", {"OUTPUT_FOLDER": str(tmp_path), **parameters}, feedback=feedback_)

        return run

    def test_it_writes_the_french_pack_on_a4_signed_as_the_settings_say(self, run, tmp_path, coarse_images):
        write_settings(Settings(organisation="DataLab Sud"))
        assert run() == {"INDEX": str(tmp_path / "index.html")}
        assert left(tmp_path) == FILES
        assert "DataLab Sud" in " ".join(page(tmp_path).texts)
        assert 'lang="fr"' in (tmp_path / "index.html").read_text(encoding="utf-8")

    def test_page_and_language_are_those_requested(self, run, tmp_path, small_pack):
        run(PAGE="16:9", LANGUAGE="en")
        assert QImage(str(tmp_path / "ctd-status.png")).width() == pytest.approx(338.67 / 25.4 * 20, abs=1)
        assert 'lang="en"' in (tmp_path / "index.html").read_text(encoding="utf-8")

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
