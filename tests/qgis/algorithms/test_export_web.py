"""The algorithm that writes the web page, as a user runs it."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException

from ctd_plugin.settings import Settings, write_settings
from tests.support.web_pages import WebPage, flat

SURVEY = "region;statut;contexte\nBretagne;CTD existant;en route\n"
BEFORE = "region;statut\nBretagne;Réflexion engagée\n"


@pytest.mark.usefixtures("provider")
class TestAlgorithm:
    @pytest.fixture
    def run(self, tmp_path, feedback):
        import processing

        def run(name="page.html", **parameters):
            output = tmp_path / name
            feedback_ = parameters.pop("feedback", feedback)
            result = processing.run("ctd:exportweb", {"OUTPUT": str(output), **parameters}, feedback=feedback_)
            assert result == {"OUTPUT": str(output)}
            return WebPage(output)

        return run

    @pytest.fixture
    def survey(self, tmp_path):
        """Return a function that writes a survey of one region into a folder of its own."""

        def write(name, text):
            folder = tmp_path / "surveys"
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            return str(folder / name)

        return write

    def test_it_is_french_of_the_bundled_edition_and_signed_as_the_settings_say(self, run):
        write_settings(Settings(organisation="DataLab Sud", accessibility="Accessibilité : partiellement conforme"))
        page = run()
        assert page.one("/html/@lang") == "fr"
        assert "DataLab Sud" in flat(page.one("//header"))
        assert flat(page.one("//p[@class='statement']")) == "Accessibilité : partiellement conforme"

    def test_edition_language_publisher_and_statement_are_those_given(self, run, survey):
        page = run(
            SURVEY=survey("enquête 2027.csv", SURVEY),
            BEFORE=survey("enquête 2026.csv", BEFORE),
            LANGUAGE="en",
            ORGANISATION="Région Bretagne",
            ACCESSIBILITY="Accessibility: not compliant",
            ACCESSIBILITY_ADDRESS="https://www.bretagne.bzh/accessibilite",
        )
        assert page.one("/html/@lang") == "en"
        head = flat(page.one("//header"))
        assert "enquête 2027.csv" in head
        assert "Région Bretagne" in head
        assert page.one("//p[@class='statement']/a/@href") == "https://www.bretagne.bzh/accessibilite"
        assert "Under consideration → CTD in place" in flat(page.by_id("region-53-changes"))

    def test_what_is_wrong_is_told_before_an_edition_is_built(self, run, tmp_path, survey):
        given = survey("enquête.csv", SURVEY)
        with pytest.raises(QgsProcessingException, match=r"“page\.pdf” does not end in \.html"):
            run("page.pdf", SURVEY=given)
        with pytest.raises(QgsProcessingException, match="javascript"):
            run(SURVEY=given, ACCESSIBILITY="x", ACCESSIBILITY_ADDRESS="javascript:alert(1)")
        assert [path.name for path in tmp_path.iterdir()] == ["surveys"]

    def test_cancelled_it_leaves_the_page_that_was_there(self, run, tmp_path, cancelling):
        (tmp_path / "page.html").write_text("an older page", encoding="utf-8")
        with pytest.raises(QgsProcessingException, match="Cancelled; nothing was written"):
            run(feedback=cancelling(0))
        assert (tmp_path / "page.html").read_text(encoding="utf-8") == "an older page"
