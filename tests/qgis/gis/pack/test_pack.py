"""The meeting pack: all its files, what they hold, and a folder that is never left half-filled."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pytest
from qgis.core import QgsFeedback, QgsProject
from qgis.PyQt.QtGui import QColor, QImage

from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.layout.layout import find_layout
from ctd_plugin.gis.pack import pack
from ctd_plugin.gis.pack.pack import Pack, PackPart
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.gis.web.statement import AccessibilityStatement
from ctd_plugin.i18n import language, set_user_language
from tests.support.packs import FILES, HOSTILE, MAPS, PACKED, SMALL, execute, left, page, sheets


@dataclass
class Written:
    """The folder of a pack, and the progress that was reported while it was written."""

    folder: Path
    progress: list[float]


@pytest.fixture(scope="module")
def renewed(packed, bundled, tmp_path_factory):
    """A French pack of a hostile survey, without page, slides and data, where a whole English one was."""
    geopackage = shutil.copy(bundled, tmp_path_factory.mktemp("hostile") / "ctd.gpkg")
    text = HOSTILE.replace("'", "''")
    execute(geopackage, f"UPDATE about SET edition = '{text}', sources = '{text}', licences = '{text}'")
    folder = tmp_path_factory.mktemp("renewed")
    for name in FILES:
        shutil.copy(packed / name, folder / name)
    (folder / "ctd-status.pdf").write_bytes(b"an older map")
    (folder / "minutes.odt").write_bytes(b"not ours")
    # Of a theme that the former pack did not have, and so not its own.
    (folder / "ctd-changes.pdf").write_bytes(b"exported alone")
    feedback, written = QgsFeedback(), Written(folder, [])
    feedback.progressChanged.connect(written.progress.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pack, "_PNG_DPI", 20)
        # Neither is asked for where no page and no data show them.
        statement = AccessibilityStatement("Accessible", "javascript:x")
        Pack(geopackage, parts=(), accessibility=statement, contact="nobody").write(folder, feedback)
    return written


def test_the_pack_is_every_map_twice_the_table_twice_and_what_is_for_everybody(packed):
    assert left(packed) == FILES


def test_every_file_opens(packed):
    for name in MAPS:
        if name.endswith(".pdf"):
            assert (packed / name).read_bytes().rstrip().endswith(b"%%EOF"), name
        else:
            image = QImage(str(packed / name))
            assert round(image.dotsPerMeterX() * 0.0254) == 200, name
            assert image.width() == pytest.approx(297 / 25.4 * 200, abs=1), name


def test_the_index_says_what_each_file_is_for(packed):
    text = " ".join(page(packed).texts)
    headings = ["To look at and to present", "Maps", "To read and to reuse"]
    assert [text.index(heading) for heading in headings] == sorted(text.index(heading) for heading in headings)
    for words in ("Opens in a browser, without a network", "To project", "To publish or to compute with"):
        assert words in text


def test_page_slides_and_data_are_those_of_the_edition_in_the_language_of_the_pack(packed):
    html = (packed / "ctd-page.html").read_text(encoding="utf-8")
    assert 'lang="en"' in html
    assert HOSTILE not in html
    assert escape(HOSTILE) in html
    assert (packed / "ctd-slides.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(packed / "ctd-data.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {"datapackage.json", "metadata.xml", "regions.geojson", "survey.csv"} <= set(names)
        assert json.loads(archive.read("datapackage.json"))["resources"]
        days = {entry.date_time[:3] for entry in archive.infolist()}
        assert {entry.date_time[3:] for entry in archive.infolist()} == {(0, 0, 0)}
        assert len(days) == 1


def test_every_map_shows_its_own_theme(packed):
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    titles = page(packed).texts
    for theme in PACKED:
        text = subprocess.run(
            ["pdftotext", "-layout", str(packed / f"ctd-{theme}.pdf"), "-"], check=True, capture_output=True, text=True
        ).stdout
        (title,) = {title for title in titles if title.strip() and title == text.strip().splitlines()[0].strip()}
        titles.remove(title)


def test_the_index_leads_to_every_file_and_to_nothing_else(packed):
    links = page(packed).links
    assert sorted(set(links)) == sorted({*FILES} - {"index.html"})


def test_the_index_shows_each_map_in_small_and_needs_no_other_file_and_no_script(packed):
    shown = page(packed)
    assert len(shown.images) == len(PACKED)
    assert "script" not in shown.tags
    for image in shown.images:
        assert image["src"].startswith("data:image/png;base64,")
        assert image["alt"] == ""
    text = (packed / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in text
    assert not re.search(r"https?://", text.replace("http-equiv", ""))


def test_the_index_names_edition_sources_licences_and_author_and_escapes_them(packed):
    texts = " ".join(page(packed).texts)
    for expected in (
        "CNIG survey, interviews from October 2025 to January 2026",
        "IGN – ADMIN EXPRESS COG",
        "Licence Ouverte 2.0",
        f"Made by {HOSTILE} with CTD Governance Map",
        "Regional data committees: in place in 4 regions out of 18",
    ):
        assert expected in texts, expected


def test_a_survey_of_anyones_is_escaped_in_the_index(renewed):
    shown = page(renewed.folder)
    assert "script" not in shown.tags
    assert " ".join(shown.texts).count(HOSTILE) >= 3


def test_a_pack_replaces_the_former_one_and_keeps_other_files(renewed):
    """Also what the new one does not have: no index would lead to it, and it is of another edition."""
    assert left(renewed.folder) == sorted([*SMALL, "minutes.odt", "ctd-changes.pdf"])
    assert (renewed.folder / "ctd-status.pdf").read_bytes().startswith(b"%PDF")
    assert (renewed.folder / "minutes.odt").read_bytes() == b"not ours"
    assert 'lang="fr"' in (renewed.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["index.html", "ctd-status.pdf", "ctd-regions.ods", "ctd-page.html", "ctd-data.zip"])
def test_a_file_of_someone_elses_is_never_replaced(bundled, tmp_path, name):
    (tmp_path / name).write_bytes(b"<html>mine</html>")
    with pytest.raises(CtdError) as error:
        Pack(bundled).write(tmp_path)
    assert str(error.value) == (
        f"{tmp_path / name} does not belong to a meeting pack and was not replaced; choose another folder."
    )
    assert left(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == b"<html>mine</html>"


@pytest.mark.parametrize("percent", [0, 6, 50, 100])
def test_a_cancelled_pack_leaves_the_folder_as_it_was_and_is_reported_in_the_users_language(
    packed, bundled, tmp_path, percent, cancelling, small_pack
):
    shutil.copy(packed / "index.html", tmp_path / "index.html")
    (tmp_path / "ctd-status.pdf").write_bytes(b"an older map")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    set_user_language("en")
    with pytest.raises(Cancelled) as error:
        Pack(bundled, map_language="fr", parts=()).write(tmp_path, cancelling(percent))
    assert str(error.value) == "Cancelled; nothing was written."
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_statement_that_a_page_cannot_show_is_told_before_anything_is_written(bundled, tmp_path):
    with pytest.raises(CtdError, match="not an http, https or mailto address"):
        Pack(bundled, accessibility=AccessibilityStatement("Accessible", "javascript:x")).write(tmp_path)
    assert left(tmp_path) == []


def test_a_part_that_fails_leaves_the_former_pack_as_it_was(packed, bundled, tmp_path, monkeypatch):
    for name in FILES:
        shutil.copy(packed / name, tmp_path / name)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    given = {}

    def fail(*_arguments, **options):
        given.update(options)
        raise CtdError("no room")

    monkeypatch.setattr(pack, "THEMES", {})
    monkeypatch.setattr(pack, "export_data", fail)
    with pytest.raises(CtdError, match="no room"):
        Pack(bundled, parts=[PackPart.OPEN_DATA], contact="donnees@region.fr", address="https://region.fr/ctd/").write(
            tmp_path
        )
    assert (given["contact"], given["address"]) == ("donnees@region.fr", "https://region.fr/ctd/")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_progress_rises_step_by_step_to_the_end(renewed):
    reported = renewed.progress
    assert reported == sorted(reported)
    assert reported[-1] == 100
    assert len(reported) >= 2 * len(PACKED)


def test_a_folder_that_does_not_exist_is_named(bundled, tmp_path):
    with pytest.raises(CtdError) as error:
        Pack(bundled).write(tmp_path / "nowhere")
    assert str(error.value) == f"The folder {tmp_path / 'nowhere'} does not exist; create it first."
    assert left(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_named(bundled):
    # No one, not even root, makes a folder there.
    with pytest.raises(CtdError, match=r"Cannot write to the folder /proc .*choose another"):
        Pack(bundled).write(Path("/proc"))


def test_a_bad_logo_is_named_before_anything_is_written(bundled, tmp_path):
    with pytest.raises(CtdError, match=r"The logo .*gone\.png does not exist"):
        Pack(bundled, branding=Branding("", (str(tmp_path / "gone.png"), ""))).write(tmp_path)
    assert left(tmp_path) == []


def test_the_users_own_layout_is_in_the_pack_with_its_title_in_the_index(filled, bundled, tmp_path, small_pack):
    project, _ = filled(bundled, layouts=True)
    with language("fr"):
        layout = find_layout(project, THEMES["status"], PAGES["A4"])
    layout.itemById("title").setText("Quatre CTD, et après ?")
    layout.pageCollection().page(0).pageStyleSymbol().setColor(QColor("#ffeedd"))
    Pack(bundled, branding=Branding("Région d’essai"), layouts={THEMES["status"].id: layout}, parts=()).write(tmp_path)
    assert "Quatre CTD, et après ?" in " ".join(page(tmp_path).texts)
    image = QImage(str(tmp_path / "ctd-status.png"))
    assert image.pixelColor(3, 3).name() == "#ffeedd"
    assert image.text("Author") == "Région d’essai"
    assert QImage(str(tmp_path / "ctd-budget.png")).pixelColor(3, 3).name() == "#ffffff"


def test_a_survey_in_which_one_region_answered_gives_a_whole_pack(one_row, tmp_path, small_pack):
    Pack(one_row, "16:9", parts=()).write(tmp_path)
    maps = {f"ctd-{theme}{ending}" for theme in ("status", "budget") for ending in (".pdf", ".png")}
    assert left(tmp_path) == sorted(maps | {*SMALL} - {*MAPS})
    assert len(sheets(tmp_path / "ctd-regions.xlsx")) == 4


def test_a_pack_leaves_the_open_project_alone(packed):
    assert QgsProject.instance().mapLayers() == {}
    assert QgsProject.instance().layoutManager().layouts() == []
