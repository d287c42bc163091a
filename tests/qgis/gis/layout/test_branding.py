"""Organisation and logos: settings, on every map, and never in the way of what a layout's owner drew."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from qgis.core import QgsLayoutExporter, QgsLayoutItemLabel, QgsProcessingException, QgsProject
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QImage

from ctd_plugin.errors import CtdError
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.layout.branding import NO_BRANDING, Branding, apply_branding, branding_of
from ctd_plugin.gis.layout.layout import add_layout, find_layout
from ctd_plugin.gis.map_project import show_theme
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.fonts import text_height
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language
from ctd_plugin.settings import Settings, read_settings, write_settings
from tests.support.layout_items import OF_ONE_EDITION
from tests.support.map_projects import fill_project

STATUS = THEMES["status"]
RED, BLUE = "#ff0000", "#0000ff"
DPI = 50


@pytest.fixture
def logo(tmp_path):
    """Return a function that makes a square logo of one colour."""

    def make(name, colour=RED):
        path = tmp_path / name
        if path.suffix.lower() == ".svg":
            path.write_text(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
                f'<rect width="9" height="9" fill="{colour}"/></svg>'
            )
        else:
            image = QImage(90, 90, QImage.Format.Format_RGB32)
            image.fill(QColor(colour))
            assert image.save(str(path))
        return str(path)

    return make


@pytest.fixture
def sheet(bundled):
    """Return a function that lays out the status map in French with a branding."""
    projects = []

    def lay_out(branding, page="A4"):
        project = QgsProject()
        projects.append(project)
        with language("fr"):
            layers = load_layers(project, bundled)
            apply_theme(project, layers, STATUS)
            return add_layout(project, layers, STATUS, PAGES[page], branding=branding)

    yield lay_out
    for project in projects:
        project.clear()


def colour_in(layout, name):
    """Return the colour in the middle of a drawn logo; it stands at the right of its box."""
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=DPI)
    item = layout.itemById(name)
    box = QRectF(item.scenePos(), item.rect().size())
    side = min(box.width(), box.height())
    x, y = box.right() - side / 2, box.top() + side / 2
    return image.pixelColor(round(x / 25.4 * DPI), round(y / 25.4 * DPI)).name()


def footer(layout):
    return layout.itemById("sources").currentText()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("ending", [".svg", ".png", ".jpg", ".JPEG", ".SVG"])
def test_both_logos_are_drawn_in_their_places(sheet, logo, page, ending):
    layout = sheet(Branding("", (logo(f"un{ending}", RED), logo(f"deux{ending}", BLUE))), page)
    drawn = QColor(colour_in(layout, "logo 1")), QColor(colour_in(layout, "logo 2"))
    assert [(c.red() > 240, c.green() < 15, c.blue() > 240) for c in drawn] == [
        (True, True, False),
        (False, True, True),
    ]


def test_a_map_may_have_the_second_logo_alone_or_none(sheet, logo):
    layout = sheet(Branding("", ("", logo("seul.png"))))
    assert (colour_in(layout, "logo 1"), colour_in(layout, "logo 2")) == ("#ffffff", RED)
    assert colour_in(sheet(NO_BRANDING), "logo 2") == "#ffffff"


def test_the_footer_names_the_organisation_or_the_plugin_alone(sheet):
    assert "IDG <& fils>" in footer(sheet(Branding("IDG <& fils>")))
    assert "CTD Governance Map, " in footer(sheet(Branding("IDG <& fils>")))
    assert "[%" not in footer(sheet(NO_BRANDING))
    assert "CTD Governance Map, " in footer(sheet(NO_BRANDING))


def test_an_organisation_is_written_and_not_evaluated(sheet):
    assert "[% 6*7 %] {date}" in footer(sheet(Branding("[% 6*7 %] {date}")))


def test_a_survey_whose_name_looks_like_an_expression_is_written_and_not_evaluated(survey_of, bundled):
    geopackage = survey_of("region;statut;date_ctd\nLa Réunion;CTD existant;[% 6*7 %]\n")
    project = QgsProject()
    layers = load_layers(project, geopackage)
    apply_theme(project, layers, STATUS)
    layout = add_layout(project, layers, STATUS, PAGES["A4"])
    texts = [item.currentText() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    assert any("6*7" in text for text in texts)
    assert "42" not in texts
    project.clear()


@pytest.mark.parametrize("page", PAGES)
def test_a_long_organisation_gets_the_room_it_needs_also_on_a_layout_that_is_there(sheet, page):
    name = "Groupement d'intérêt public pour l'information géographique et la donnée " * 2
    for layout in (sheet(Branding(name), page), sheet(NO_BRANDING, page)):
        with language("fr"):
            apply_branding(layout, Branding(name))
        item = layout.itemById("sources")
        assert name.split()[-1] in item.currentText()
        needed = text_height(item.currentText(), item.textFormat(), item.rect().width())
        assert needed <= item.rect().height() + 0.01
        assert item.scenePos().y() + item.rect().height() <= PAGES[page].height


def bad_logos(tmp_path):
    (tmp_path / "note.png").write_text("not a picture")
    (tmp_path / "note.svg").write_text("not a picture")
    (tmp_path / "logo.tif").write_bytes(b"II*\0")
    (tmp_path / "folder.png").mkdir()
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    image.fill(QColor(RED))
    image.save(str(tmp_path / "whole.png"))
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:50])
    unreadable = "is not a readable SVG, PNG or JPEG image; choose another."
    missing = "does not exist; choose another, or none."
    return {
        "note.png": unreadable,
        "note.svg": unreadable,
        "logo.tif": unreadable,
        "cut.png": unreadable,
        "folder.png": missing,
        "nowhere.png": missing,
    }


def test_a_logo_that_is_missing_or_no_image_is_named_and_nothing_is_written(bundled, tmp_path):
    output = tmp_path / "map.pdf"
    for name, reason in bad_logos(tmp_path).items():
        before = sorted(tmp_path.iterdir())
        with pytest.raises(CtdError) as error:
            export_map(bundled, output, branding=Branding("", ("", str(tmp_path / name))))
        assert str(error.value) == f"The logo {tmp_path / name} {reason}"
        assert sorted(tmp_path.iterdir()) == before


def test_an_address_is_no_logo(bundled, tmp_path):
    with pytest.raises(CtdError, match="does not exist"):
        export_map(bundled, tmp_path / "map.pdf", branding=Branding("", ("https://example.org/logo.png", "")))


@pytest.mark.usefixtures("provider")
def test_the_algorithm_takes_what_it_is_given_and_for_the_rest_the_settings(tmp_path, logo, feedback):
    import processing

    def run(**parameters):
        output = tmp_path / "map.svg"
        processing.run("ctd:exportmap", {"OUTPUT": str(output), **parameters}, feedback=feedback)
        return output.read_text(encoding="utf-8")

    assert "DataLab" not in run()
    write_settings(Settings(organisation="DataLab Sud", logo_1=logo("a.svg", "#123456")))
    text = run()
    assert "DataLab Sud" in text
    assert "#123456" in text
    text = run(ORGANISATION="IDG Nord", LOGO_1=logo("b.svg", "#abcdef"))
    assert "IDG Nord" in text
    assert "#abcdef" in text
    assert "DataLab Sud" not in text
    with pytest.raises(QgsProcessingException, match=r"The logo .*gone\.png does not exist"):
        run(LOGO_2=str(tmp_path / "gone.png"))


def test_the_settings_keep_organisation_and_logos(logo):
    stored = Settings(organisation="CRIGE", logo_1=logo("a.png"), logo_2="")
    write_settings(stored)
    assert read_settings() == stored
    assert branding_of(read_settings()) == Branding("CRIGE", (stored.logo_1, ""))
    assert branding_of(Settings()) == NO_BRANDING


def test_a_new_dressing_reaches_a_layout_that_is_there_but_not_what_its_owner_drew(sheet, logo):
    layout = sheet(Branding("Ancienne", (logo("a.png", RED), logo("b.png", RED))))
    layout.itemById("logo 2").setPicturePath(logo("theirs.png", "#00ff00"))
    with language("fr"):
        apply_branding(layout, Branding("Nouvelle", (logo("c.png", BLUE), logo("d.png", BLUE))))
    assert (colour_in(layout, "logo 1"), colour_in(layout, "logo 2")) == (BLUE, "#00ff00")
    assert "Nouvelle" in footer(layout)
    with language("fr"):
        apply_branding(layout, NO_BRANDING)
    assert colour_in(layout, "logo 1") == BLUE
    assert "Nouvelle" in footer(layout)


def test_logos_and_items_that_the_owner_removed_stay_away(sheet, logo):
    layout = sheet(Branding("IDG", (logo("a.png"), logo("b.png"))))
    layout.itemById("logo 1").setPicturePath("")
    layout.removeLayoutItem(layout.itemById("logo 2"))
    layout.removeLayoutItem(layout.itemById("sources"))
    apply_branding(layout, Branding("Autre", (logo("c.png"), logo("d.png"))))
    assert colour_in(layout, "logo 1") == "#ffffff"


def test_what_the_user_edited_survives_other_themes_a_second_load_and_a_saved_project(bundled, tmp_path, logo):
    shutil.copy(bundled, tmp_path / "ctd.gpkg")
    project = QgsProject()
    with language("fr"):
        layers = fill_project(project, tmp_path / "ctd.gpkg", Branding("IDG", (logo("a.png", RED), "")))
        layout = find_layout(project, STATUS, PAGES["A4"])
        layout.itemById("title").setText("Quatre CTD, et après ?")
        layout.itemById("logo 1").setPicturePath(logo("b.png", BLUE))
        renderer = layers.regions.renderer().clone()
        categories = renderer.categories()
        symbol = categories[1].symbol().clone()
        symbol.setColor(QColor("#00ffff"))
        renderer.updateCategorySymbol(1, symbol)
        layers.regions.setRenderer(renderer)
        for theme in ("budget", "technology"):
            show_theme(project, layers, THEMES[theme], Branding("IDG", (logo("a.png", RED), "")))
        fill_project(project, tmp_path / "ctd.gpkg", Branding("IDG", (logo("a.png", RED), "")))
    assert_edited(layout)
    assert project.write(str(tmp_path / "ctd.qgz"))
    project.clear()
    opened = QgsProject()
    assert opened.read(str(tmp_path / "ctd.qgz"))
    with language("fr"):
        assert_edited(find_layout(opened, STATUS, PAGES["A4"]))
    opened.clear()


def assert_edited(layout):
    assert layout.itemById("title").currentText() == "Quatre CTD, et après ?"
    assert colour_in(layout, "logo 1") == BLUE
    image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=DPI)
    seen = [image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    # What is left of the former colour is the halo of the labels.
    assert seen.count("#00ffff") > 20 * seen.count("#eeeeee")


def test_a_logo_is_in_the_pdf(bundled, tmp_path, logo):
    if shutil.which("pdfimages") is None:
        pytest.skip("poppler-utils is not installed")
    export_map(bundled, tmp_path / "map.pdf", branding=Branding("", (logo("a.png"), "")))
    listed = subprocess.run(
        ["pdfimages", "-list", str(tmp_path / "map.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert len(listed.strip().splitlines()) == 3


@pytest.mark.parametrize("page", PAGES)
def test_a_title_makes_room_for_the_logos_and_has_the_full_width_without(sheet, logo, page):
    bare, signed = sheet(NO_BRANDING, page), sheet(Branding("", (logo("a.png"), logo("b.png"))), page)
    title = PAGES[page].title
    assert bare.itemById("title").rect().width() == pytest.approx(title.width)
    with_logos = signed.itemById("title")
    assert with_logos.scenePos().x() + with_logos.rect().width() < signed.itemById("logo 1").scenePos().x()
    with language("fr"):
        apply_branding(bare, Branding("", ("", logo("c.png"))))
    assert bare.itemById("title").rect().width() < title.width - PAGES[page].logo.width


@pytest.mark.parametrize("theme", OF_ONE_EDITION)
def test_the_title_of_a_slide_is_26_points_large(bundled, theme):
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, bundled)
        apply_theme(project, layers, THEMES[theme])
        layout = add_layout(project, layers, THEMES[theme], PAGES["16:9"])
    assert layout.itemById("title").textFormat().size() == 26
    project.clear()
