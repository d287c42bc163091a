"""Maps written as files: what is in them, and what is left when writing fails."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest
from osgeo import gdal
from qgis.core import QgsFeedback, QgsFillSymbol, QgsLayoutExporter, QgsPrintLayout, QgsProject
from qgis.PyQt.QtGui import QImage

from ctd_plugin.data.about import made_with
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.export import export_layout, export_map
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.layout.layout import find_layout
from ctd_plugin.gis.style import fonts
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.territories import METROPOLE
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")

TITLES = {
    "fr": "Comités territoriaux de la donnée : en place dans 4 régions sur 18",
    "en": "Regional data committees: in place in 4 regions out of 18",
}
CLASSES = {
    "fr": ["Pas de démarche CTD connue (4)", "Réflexion engagée (7)", "CTD en préfiguration (3)", "CTD existant (4)"],
    "en": ["No known CTD initiative (4)", "Under consideration (7)", "CTD being set up (3)", "CTD in place (4)"],
}


@pytest.fixture(scope="module")
def exported(bundled, tmp_path_factory):
    """Return a function that writes a map once for all tests: format and language → file."""
    folder = tmp_path_factory.mktemp("maps")

    def export(ending, code):
        path = folder / f"{code}{ending}"
        if not path.exists():
            export_map(bundled, path, map_language=code, dpi=150)
        return path

    return export


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def left(folder):
    """Return the names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def assert_complete_page(text, code):
    for expected in (TITLES[code], *CLASSES[code], "IGN – ADMIN EXPRESS COG", "Licence Ouverte 2.0", "Lambert-93"):
        assert expected in text, expected


@needs_poppler
@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_words_of_a_pdf_can_be_searched(exported, code):
    text = squeezed(run("pdftotext", "-layout", exported(".pdf", code), "-"))
    assert_complete_page(text, code)
    assert text.count(" km") == 6


@needs_poppler
def test_words_with_fi_and_fl_can_be_searched_in_a_font_that_joins_these_letters(bundled, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_is_installed", lambda family: family == "DejaVu Sans")
    export_map(bundled, tmp_path / "map.pdf", title="Réflexion, préfiguration, efficacité")
    text = squeezed(run("pdftotext", "-layout", tmp_path / "map.pdf", "-"))
    for word in ("Réflexion, préfiguration, efficacité", "Réflexion engagée (7)", "CTD en préfiguration (3)"):
        assert word in text


@needs_poppler
def test_a_pdf_names_every_region_of_the_mainland_and_overseas(exported):
    # Letter by letter: a name broken into lines stands apart from its other half.
    pieces = set(re.findall(r"[\w'’]+", run("pdftotext", "-raw", exported(".pdf", "fr"), "-")))
    for code in (*METROPOLE.region_codes, "01", "02", "03", "04", "06"):
        name = REGION_NAMES[code].replace("'", "’")
        assert set(re.findall(r"[\w'’]+", name)) <= pieces, name


@needs_poppler
@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_pdf_is_vector_with_its_fonts_embedded(exported, code):
    path = exported(".pdf", code)
    assert run("pdfimages", "-list", path).strip().splitlines()[2:] == []
    fonts = [line.split() for line in run("pdffonts", path).splitlines()[2:]]
    assert fonts
    # The columns from the end: object and generation, then unicode, subset, embedded.
    assert {(font[-5], font[-3]) for font in fonts} == {("yes", "yes")}


@needs_poppler
@pytest.mark.parametrize("page", PAGES)
def test_a_pdf_has_one_page_of_the_size_requested(bundled, tmp_path, page):
    path = tmp_path / "map.pdf"
    export_map(bundled, path, page=page)
    facts = dict(line.split(":", 1) for line in run("pdfinfo", path).splitlines())
    assert facts["Pages"].strip() == "1"
    width, height = (float(number) * 25.4 / 72 for number in re.findall(r"[\d.]+", facts["Page size"])[:2])
    assert (width, height) == pytest.approx((PAGES[page].width, PAGES[page].height), abs=0.6)


@pytest.mark.parametrize("page", PAGES)
def test_a_png_has_the_pixels_of_its_page_and_resolution_and_shows_a_map(bundled, tmp_path, page):
    path = tmp_path / "map.png"
    export_map(bundled, path, page=page, dpi=100)
    image = QImage(str(path))
    expected = (PAGES[page].width / 25.4 * 100, PAGES[page].height / 25.4 * 100)
    assert (image.width(), image.height()) == pytest.approx(expected, abs=1)
    assert round(image.dotsPerMeterX() * 0.0254) == 100
    seen = {image.pixelColor(x, y).name() for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert {"#9cc5e3", "#4f8fc0", "#12406f", "#eeeeee", "#ffffff"} <= seen


@pytest.mark.parametrize(("paper", "is_transparent"), [("255,255,255,255", False), ("255,0,0,120", True)])
def test_only_the_png_of_transparent_paper_is_transparent(tmp_path, paper, is_transparent):
    project = QgsProject()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    symbol = QgsFillSymbol.createSimple({"color": paper, "outline_style": "no"})
    layout.pageCollection().setPageStyleSymbol(symbol)
    export_layout(layout, tmp_path / "map.png", dpi=50)
    image = QImage(str(tmp_path / "map.png"))
    assert image.hasAlphaChannel() is is_transparent
    assert image.pixelColor(9, 9).getRgb() == tuple(map(int, paper.split(",")))
    assert image.dotsPerMeterX() == 1969
    assert layout.renderContext().dpi() == 300


@pytest.mark.parametrize("code", ["fr", "en"])
def test_an_svg_is_vector_with_its_text_as_text(exported, code):
    root = ET.parse(exported(".svg", code)).getroot()
    space = "{http://www.w3.org/2000/svg}"
    words = squeezed(" ".join("".join(node.itertext()) for node in root.iter(f"{space}text")))
    assert_complete_page(words, code)
    assert not list(root.iter(f"{space}image"))
    assert len(list(root.iter(f"{space}path"))) > 18


def test_a_map_may_have_a_title_of_its_own(bundled, tmp_path):
    path = tmp_path / "map.svg"
    export_map(bundled, path, title="Où en sommes-nous ?")
    assert "Où en sommes-nous ?" in path.read_text(encoding="utf-8")
    assert TITLES["fr"] not in path.read_text(encoding="utf-8")


def test_an_export_leaves_the_open_project_alone_and_nothing_beside_the_map(bundled, tmp_path):
    before = QgsProject.instance().mapLayers()
    for ending in (".pdf", ".png", ".svg"):
        export_map(bundled, tmp_path / f"map{ending}", dpi=72)
    assert left(tmp_path) == ["map.pdf", "map.png", "map.svg"]
    assert QgsProject.instance().mapLayers() == before


def test_an_upper_case_ending_is_an_ending_too(bundled, tmp_path):
    export_map(bundled, tmp_path / "MAP.PDF")
    assert (tmp_path / "MAP.PDF").read_bytes().startswith(b"%PDF")


def test_a_map_replaces_the_file_that_was_there(bundled, tmp_path):
    path = tmp_path / "map.pdf"
    path.write_bytes(b"an older map")
    export_map(bundled, path)
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["map.jpg", "map", "map.pdf.exe", ".pdf"])
def test_another_ending_is_refused(bundled, tmp_path, name):
    with pytest.raises(CtdError) as error:
        export_map(bundled, tmp_path / name)
    assert str(error.value) == f"“{name}” does not end in .pdf, .png or .svg; choose one of the three."
    assert left(tmp_path) == []


def test_a_folder_that_does_not_exist_is_named(bundled, tmp_path):
    with pytest.raises(CtdError) as error:
        export_map(bundled, tmp_path / "nowhere" / "map.pdf")
    assert str(error.value) == f"The folder {tmp_path / 'nowhere'} does not exist; create it first."
    assert left(tmp_path) == []


def test_a_folder_of_the_maps_name_is_not_replaced(bundled, tmp_path):
    (tmp_path / "map.pdf").mkdir()
    with pytest.raises(CtdError) as error:
        export_map(bundled, tmp_path / "map.pdf")
    assert str(error.value) == f"{tmp_path / 'map.pdf'} is a folder; choose a file name."
    assert left(tmp_path) == ["map.pdf"]


@pytest.mark.parametrize("ending", [".pdf", ".png", ".svg"])
@pytest.mark.parametrize("percent", [0, 20, 40])
def test_a_cancelled_export_writes_nothing_and_keeps_what_was_there(bundled, tmp_path, ending, percent, cancelling):
    path = tmp_path / f"map{ending}"
    path.write_bytes(b"an older map")
    with pytest.raises(Cancelled) as error:
        export_map(bundled, path, dpi=72, feedback=cancelling(percent))
    assert str(error.value) == "Cancelled; nothing was written."
    assert path.read_bytes() == b"an older map"
    assert left(tmp_path) == [path.name]


def test_an_export_that_fails_keeps_what_was_there(filled, bundled, tmp_path, monkeypatch):
    project, _ = filled(bundled, layouts=True)
    with language("fr"):
        layout = find_layout(project, THEMES["status"], PAGES["A4"])
    path = tmp_path / "map.pdf"
    path.write_bytes(b"an older map")

    def half_write(_exporter, target, _settings):
        with open(target, "wb") as stream:  # noqa: PTH123
            stream.write(b"%PDF half a ")
        return QgsLayoutExporter.ExportResult.FileError

    monkeypatch.setattr(QgsLayoutExporter, "exportToPdf", half_write)
    with pytest.raises(CtdError) as error:
        export_layout(layout, path)
    assert str(error.value) == f"{path} cannot be written (reason not given); check the free disk space."
    assert path.read_bytes() == b"an older map"
    assert left(tmp_path) == ["map.pdf"]


def test_progress_rises_to_the_end(bundled, tmp_path):
    feedback, reported = QgsFeedback(), []
    feedback.progressChanged.connect(reported.append)
    export_map(bundled, tmp_path / "map.png", dpi=72, feedback=feedback)
    assert reported == sorted(reported)
    assert reported[-1] == 100
    assert len(reported) >= 3


@pytest.mark.parametrize("organisation", ["Région d’essai", ""])
def test_a_file_names_its_map_and_the_organisation_and_not_the_user_of_the_computer(bundled, tmp_path, organisation):
    png, pdf = tmp_path / "map.png", tmp_path / "map.pdf"
    for path in (png, pdf):
        export_map(bundled, path, title="Où en est-on ?", branding=Branding(organisation), dpi=72)
    image, document = QImage(str(png)), gdal.Open(str(pdf)).GetMetadata()
    assert (image.text("Title"), image.text("Author")) == ("Où en est-on ?", organisation)
    assert (document["TITLE"], document.get("AUTHOR", "")) == ("Où en est-on ?", organisation)


@pytest.mark.parametrize("title", ["État & Région <bientôt>", "Une \x01 marque", r"Un \1 et \g<0>"])
def test_an_svg_names_its_map_and_the_organisation_whatever_their_letters(bundled, tmp_path, title):
    export_map(bundled, tmp_path / "map.svg", title=title, branding=Branding("Région & <État>"))
    drawing = ET.parse(tmp_path / "map.svg").getroot()
    svg = "{http://www.w3.org/2000/svg}"
    assert drawing.findtext(f"{svg}title") == title.replace("\x01", "")
    assert drawing.findtext(f"{svg}desc").splitlines() == ["Région & <État>", made_with()]
