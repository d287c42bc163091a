"""The deck as a PDF: its pages, its type, what it is called, and that a file is replaced whole or not at all."""

from __future__ import annotations

import subprocess

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtGui import QImage

from ctd_plugin.data.survey.status import Status
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.slides.deck_pdf import described
from ctd_plugin.gis.slides.export import export_slides
from ctd_plugin.gis.style.palette import STATUS_FILLS
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from tests.qgis.gis.slides.conftest import ALL
from tests.support.atlas_pdf import AtlasPdf, squeezed

MOST_BYTES = 3_000_000
WIDTH, HEIGHT = 338.67, 190.5
EDGE = 4


def pages(path):
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [squeezed(page) for page in text.split("\f")[:-1]]


def info(path):
    lines = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout.splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_each_theme_has_a_slide_with_its_headline(exported, bundled):
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, bundled)
        headlines = [THEMES[theme].drawing(layers).on_slide().headline for theme in ALL]
    project.clear()
    for headline, page in zip(headlines, pages(exported.path)[1:], strict=False):
        assert page.startswith(squeezed(headline))


def test_a_slide_is_as_large_as_those_of_presentation_programs_and_its_type_as_it_was_set(exported):
    described = info(exported.path)
    assert described["Page size"] == "960 x 540 pts"
    assert len(ALL) + 2 <= int(described["Pages"]) <= len(ALL) + 3
    assert min(exported.sizes) >= 18
    assert exported.path.stat().st_size < MOST_BYTES


def test_words_are_on_the_slides_and_none_covers_another(exported):
    for words in exported.words:
        assert words
        for word in words:
            assert word.left > EDGE, word
            assert word.top > EDGE, word
            assert word.right < WIDTH - EDGE, word
            assert word.bottom < HEIGHT - EDGE / 2, word
    assert list(exported.collisions()) == []


def test_nothing_is_a_picture_and_all_type_is_embedded(exported):
    images = subprocess.run(["pdfimages", "-list", exported.path], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2
    fonts = subprocess.run(["pdffonts", exported.path], capture_output=True, text=True, check=True).stdout
    for line in fonts.splitlines()[2:]:
        assert line.split()[-5] == "yes", line


def test_maps_show_the_statuses(exported, tmp_path):
    command = ["pdftoppm", "-r", "40", "-f", "1", "-l", "2", "-png", exported.path, tmp_path / "page"]
    subprocess.run(command, check=True)
    for file in sorted(tmp_path.glob("page*.png")):
        image = QImage(str(file))
        seen = {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}
        assert {STATUS_FILLS[status] for status in Status} <= seen


def test_the_file_has_a_title_an_author_and_a_language(exported):
    described = info(exported.path)
    assert described["Title"] == "Comités territoriaux de la donnée (CTD)"
    assert described["Author"].startswith("Enquête du CNIG")
    assert described["Creator"].startswith("CTD Governance Map")
    content = exported.path.read_bytes()
    assert b"/Lang (fr)" in content
    assert b"/DisplayDocTitle true" in content


def test_a_pdf_that_is_built_otherwise_is_left_as_it_is():
    for content in (b"", b"%PDF-1.7\nstartxref\n12\n%%EOF\n", b"/Root 1 0 R /Info 2 0 R /Size 3 startxref 9 %%EOF"):
        assert described(content, "author", "fr") == content


def test_a_compared_edition_has_a_slide_of_changes_that_names_both(changed, tmp_path):
    export_slides(changed, tmp_path / "deck.pdf", themes=[ThemeId.CHANGE], map_language="en")
    _cover, change, *last = pages(tmp_path / "deck.pdf")
    assert "CTD:3regionsastepforward" in change
    assert "before" in change
    assert "CNIGsurvey,interviews" in change
    # Broken after its hyphen is not shortened.
    assert not any("→Set-up" in page for page in last)
    assert min(AtlasPdf(tmp_path / "deck.pdf").sizes) >= 18


def test_themes_come_in_the_order_asked_for_and_once(bundled, tmp_path):
    themes = [ThemeId.CTD_DATE, ThemeId.STATUS, ThemeId.CTD_DATE]
    export_slides(bundled, tmp_path / "deck.pdf", themes=themes, map_language="en")
    _, first, second, *rest = pages(tmp_path / "deck.pdf")
    assert first.startswith("CTD:adateoradeadline")
    assert second.startswith("Regionaldatacommittees:inplace")
    assert all(page.startswith("Sourcesandlimits") for page in rest)


@pytest.mark.parametrize("percent", [0, 20, 60])
def test_a_cancelled_deck_leaves_the_file_as_it_was(bundled, tmp_path, cancelling, percent):
    output = tmp_path / "deck.pdf"
    output.write_text("mine")
    with pytest.raises(Cancelled):
        export_slides(bundled, output, themes=[ThemeId.STATUS], feedback=cancelling(percent))
    assert output.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [output]


def test_changes_without_an_earlier_edition_are_refused(bundled, tmp_path):
    with pytest.raises(CtdError, match="cover one edition only"):
        export_slides(bundled, tmp_path / "deck.pdf", themes=[ThemeId.STATUS, ThemeId.CHANGE])
    assert list(tmp_path.iterdir()) == []
