"""The page as a file: whole or as it was, whatever the texts and the edition, with logos and a statement as given."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.web.export import export_page
from ctd_plugin.gis.web.statement import AccessibilityStatement
from ctd_plugin.regions import PRINTED_NAMES
from tests.support.editions import change_edition
from tests.support.web_pages import WebPage, flat, hash_of

pytestmark = pytest.mark.usefixtures("qgis_processing")

MAKER = "Jeanne Le Goff"
NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' &lt;b&gt; {brace} $dollar %s \u2028\u2029"


@pytest.fixture
def edited(bundled, tmp_path):
    """Return a function that changes a copy of the bundled edition by statements of SQL."""

    def edit(*statements):
        path = tmp_path / "edited.gpkg"
        path.write_bytes(Path(bundled).read_bytes())
        change_edition(path, *statements)
        return path

    return edit


@pytest.fixture
def page_of(tmp_path):
    """Return a function that writes the page of a GeoPackage and reads it."""

    def write(geopackage, **options):
        export_page(geopackage, tmp_path / "page.html", **options)
        return WebPage(tmp_path / "page.html")

    return write


def test_hostile_texts_are_texts(edited, page_of):
    quoted = NASTY.replace("'", "''")
    page = page_of(
        edited(
            f"UPDATE survey SET contexte = '{quoted}', contact = 'javascript:alert(1)' WHERE region_code = '53'",
            f"UPDATE regions SET region_name = '{quoted}' WHERE region_code = '53'",
            f"UPDATE facts SET quote = '{quoted}', note = '{quoted}', note_fr = '{quoted}'",
            f"UPDATE platforms SET name = '{quoted}', homepage = 'javascript:alert(1)' WHERE region_code = '53'",
            "UPDATE endpoints SET url = 'file:///etc/passwd' WHERE protocol = 'csw'",
            f"UPDATE about SET edition = '{quoted}', sources = '{quoted}', licences = '{quoted}'",
        ),
        map_language="en",
    )
    assert page.policy["script-src"] == [hash_of(page.one("//script").text)]
    assert not page.all("//*[@onerror] | //img")
    addresses = [address for element, address in page.addresses()]
    assert not [address for address in addresses if address.startswith(("javascript", "file"))]
    words = flat(page.portrait("53"))
    assert words.count("{brace} $dollar %s") >= 4
    assert "javascript:alert(1)" in words


TEXTS = {
    "01": "x" * 10_000,
    "02": "mot " * 2_500,
    "03": "\u202eمرحبا بالعالم",
    "04": "👩‍🔬🇫🇷 données",
    "06": "a\n\n\nb\r\nc",
    "11": "e\u0301le\u0301gant",
}


@pytest.mark.usefixtures("one_map")
def test_any_text_is_on_the_page_whole(edited, page_of):
    change = "UPDATE survey SET contexte = '{text}' WHERE region_code = '{code}'"
    page = page_of(edited(*(change.format(code=code, text=text) for code, text in TEXTS.items())))
    for code, text in TEXTS.items():
        written = page.by_id(f"region-{code}-contexte").text_content()
        assert "".join(written.split()).endswith("".join(text.split()))


@pytest.mark.usefixtures("one_map")
def test_half_a_character_is_no_reason_to_write_no_page(survey_of, page_of, monkeypatch):
    monkeypatch.setattr("ctd_plugin.gis.web.page.edition_name", lambda name: "Enquête \ud83d")
    page = page_of(survey_of("region;statut\nBretagne;CTD existant\n"))
    assert "Enquête ?" in page.source


@pytest.mark.usefixtures("one_map")
def test_words_of_an_answer_carried_over_show_its_year(survey_of, page_of):
    page = page_of(survey_of("region;statut;moyens;reprises\nBretagne;;financements sollicités;moyens : 2024\n"))
    words = "« financements sollicités » (Moyens humains et financiers, 2024)"
    assert words in flat(page.by_id("region-53-budget"))


@pytest.mark.usefixtures("one_map")
def test_an_edition_of_one_region_has_a_page_of_all(one_row, page_of):
    page = page_of(one_row)
    assert set(page.all("//article/@data-code")) == set(PRINTED_NAMES)
    assert "pas de ligne" in flat(page.portrait("11"))


def test_an_edition_without_any_answer_has_a_page(edited, page_of):
    blank = "UPDATE regions SET status = NULL, surveyed = 0"
    page = page_of(edited("DELETE FROM survey", "DELETE FROM facts", "DELETE FROM platforms", blank))
    assert len(page.all("//article")) == 18
    assert not page.all("//td[contains(@class, 'number')]/a")


@pytest.mark.usefixtures("one_map")
def test_a_region_that_the_layer_lacks_has_a_portrait_that_says_so(edited, page_of):
    page = page_of(edited("DELETE FROM regions WHERE region_code = '53'"))
    assert "absente de la carte" in flat(page.portrait("53"))
    assert "3 ETP" in flat(page.portrait("53"))
    assert page.by_id("region-53-staff") is not None


@pytest.mark.usefixtures("one_map")
def test_who_was_interviewed_is_on_no_page_even_where_the_edition_keeps_it(tmp_path, page_of):
    survey = "region;statut;repondant\nBretagne;CTD existant;Jeanne Le Goff-Martin\n"
    (tmp_path / "survey.csv").write_text(survey, encoding="utf-8")
    build_geopackage(tmp_path / "ctd.gpkg", survey=tmp_path / "survey.csv", personal=True)
    assert "Goff" in (tmp_path / "ctd.gpkg").read_bytes().decode("utf-8", errors="ignore")
    assert "Goff" not in page_of(tmp_path / "ctd.gpkg").source


@pytest.mark.usefixtures("one_map")
class TestWhoPublishes:
    @pytest.fixture
    def logo(self, tmp_path):
        """Return a function that draws a logo of some size."""

        def draw(name, width, height):
            image = QImage(width, height, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.red)
            image.setText("Author", MAKER)
            assert image.save(str(tmp_path / name))
            return str(tmp_path / name)

        return draw

    def test_organisation_and_logos_are_at_the_head_the_logos_no_larger_than_shown(self, one_row, page_of, logo):
        svg = logo("a.png", 10, 10).replace("a.png", "b.svg")
        rect = f'<rect id="{MAKER}" width="9" height="9" fill="red"/>'
        svg_file = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{rect}</svg>'
        Path(svg).write_text(svg_file, encoding="utf-8")
        page = page_of(one_row, branding=Branding("Région <Sud>", (logo("grand.png", 3000, 2000), svg)))
        assert "Région <Sud>" in flat(page.one("//header"))
        logos = page.all("//header//img")
        assert len(logos) == 2
        for image in logos:
            kind, content = image.get("src").split(",")
            assert (kind, bool(image.get("alt"))) == ("data:image/png;base64", True)
            shown = QImage.fromData(b64decode(content))
            assert shown.height() == 160
            assert shown.pixelColor(80, 80).name() == "#ff0000"
            # Who drew it, and in which folder, is nobody's business.
            assert MAKER.encode() not in b64decode(content)

    def test_a_logo_that_is_none_is_reported_and_nothing_is_written(self, one_row, tmp_path):
        with pytest.raises(CtdError, match=r"nowhere\.png"):
            export_page(one_row, tmp_path / "a.html", branding=Branding("", ("nowhere.png", "")))
        assert list(tmp_path.iterdir()) == []

    def test_the_statement_is_shown_as_given_with_its_address(self, one_row, page_of):
        statement = AccessibilityStatement("Accessibilité : non conforme", "https://www.region.fr/accessibilite")
        link = page_of(one_row, accessibility=statement).one("//footer//p[@class='statement']/a")
        assert flat(link) == statement.line
        assert link.get("href") == statement.address

    def test_a_line_alone_is_no_link(self, one_row, page_of):
        page = page_of(one_row, accessibility=AccessibilityStatement("Accessibilité : <non> conforme"))
        line = page.one("//footer//p[@class='statement']")
        assert line.text == "Accessibilité : <non> conforme"

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "https://region.fr@ailleurs.example/"])
    def test_an_address_that_no_browser_should_open_is_refused(self, one_row, tmp_path, address):
        with pytest.raises(CtdError, match=re.escape(address)):
            export_page(one_row, tmp_path / "a.html", accessibility=AccessibilityStatement("x", address))
        assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("one_map")
class TestFile:
    def test_another_ending_and_a_missing_folder_are_reported(self, one_row, tmp_path):
        with pytest.raises(CtdError, match=r"“page\.pdf” does not end in \.html"):
            export_page(one_row, tmp_path / "page.pdf")
        with pytest.raises(CtdError, match=r"The folder .*nowhere does not exist"):
            export_page(one_row, tmp_path / "nowhere" / "page.html")
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_of_the_name_is_reported(self, one_row, tmp_path):
        (tmp_path / "page.html").mkdir()
        with pytest.raises(CtdError, match="is a folder"):
            export_page(one_row, tmp_path / "page.html")

    @pytest.mark.parametrize("percent", [0, 60, 90])
    def test_cancelled_it_leaves_the_page_that_was_there(self, one_row, tmp_path, cancelling, percent):
        (tmp_path / "page.html").write_text("an older page", encoding="utf-8")
        with pytest.raises(Cancelled):
            export_page(one_row, tmp_path / "page.html", feedback=cancelling(percent))
        assert (tmp_path / "page.html").read_text(encoding="utf-8") == "an older page"
        assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
