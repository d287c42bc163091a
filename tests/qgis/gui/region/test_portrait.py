"""The portrait of a region, copied, saved and printed: all that the panel has, and nothing that a browser would run."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import Qgis
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QAction, QFileDialog, QPushButton

from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gui.region.portrait import portrait_html, portrait_text
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES
from tests.support.panel import edited, flat, messages


def shown(project):
    edition = edition_of(find_layers(project))
    return edition, edition.about.get("edition", "")


def command(dock, name):
    return dock.findChild(QAction, name)


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """Return a function that makes the file dialog give a name in a folder."""

    def choose(name):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name) if name else "", ""))
        return tmp_path / name

    return choose


def test_the_text_has_all_that_the_edition_has_of_a_region(project):
    edition, name = shown(project)
    with language("fr"):
        for code in REGION_NAMES:
            profile = edition.by_code[code]
            words = flat(portrait_text(profile, edition.profiles, name))
            assert words.startswith(profile.printed_name)
            assert all(flat(answer.text) in words for answer in profile.answers)
            assert all(platform.name in words and platform.homepage in words for platform in profile.platforms)
            assert all(endpoint.url in words for platform in profile.platforms for endpoint in platform.endpoints)
            assert all(flat(fact.quote) in words for fact in profile.facts)
            assert words.endswith("entretiens d’octobre 2025 à janvier 2026.")


def test_a_fact_stands_on_the_line_of_its_title(project):
    edition, name = shown(project)
    with language("fr"):
        lines = portrait_text(edition.by_code["53"], edition.profiles, name).splitlines()
    assert {"Date de l’entretien : 10 octobre 2025", "Financeurs cités : État, Région"} <= set(lines)


def test_the_copy_is_the_text_and_says_so(dock, window, project):
    dock.show_region("53")
    command(dock, "ctdPortraitCopy").trigger()
    assert QGuiApplication.clipboard().text().startswith("Bretagne\n")
    assert len(messages(window, Qgis.MessageLevel.Info)) == 1


def test_hostile_texts_are_no_markup_and_no_link_of_the_saved_page(qgis_new_project, filled, bundled, tmp_path):
    nasty = '<script>alert(1)</script><img src=x onerror=y>" javascript:alert(2)'
    statements = [
        f"UPDATE survey SET contexte = '{nasty}' WHERE region_code = '53'",
        f"UPDATE regions SET region_name = '{nasty}' WHERE region_code = '53'",
        f"UPDATE platforms SET name = '{nasty}', homepage = 'javascript:alert(1)' WHERE region_code = '53'",
        "UPDATE endpoints SET url = 'file:///etc/passwd' WHERE protocol = 'csw'",
        f"UPDATE about SET edition = '{nasty}'",
    ]
    filled(edited(bundled, tmp_path, *statements), "en", project=qgis_new_project)
    edition, name = shown(qgis_new_project)
    page = portrait_html(edition.by_code["53"], edition.profiles, name)
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert 'href="file' not in page
    assert "javascript:alert(1)" in page


def test_the_page_is_saved_in_the_language_of_the_layers_and_linked(dock, window, project, chosen):
    path = chosen("bretagne")
    dock.show_region("53")
    command(dock, "ctdPortraitSave").trigger()
    written = path.with_name("bretagne.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in written
    assert '<a href="https://geobretagne.fr/">' in written
    assert window.messageBar().findChild(QPushButton, "ctdOpenWritten")


def test_a_page_that_cannot_be_saved_is_reported_and_the_file_left(dock, window, project, chosen, tmp_path):
    path = chosen("bretagne.html")
    path.mkdir()
    dock.show_region("53")
    command(dock, "ctdPortraitSave").trigger()
    assert len(messages(window, Qgis.MessageLevel.Critical)) == 1
    assert messages(window, Qgis.MessageLevel.Success) == []
    assert path.is_dir()


def test_a_file_that_cannot_be_replaced_is_left_and_not_said_to_be_saved(dock, window, project, chosen, monkeypatch):
    def fail(*_arguments, **_named):
        raise OSError("disk full")

    path = chosen("bretagne.html")
    path.write_text("before", encoding="utf-8")
    dock.show_region("53")
    before = window.messageBar().findChildren(QPushButton, "ctdOpenWritten")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", fail)
        command(dock, "ctdPortraitSave").trigger()
    assert len(messages(window, Qgis.MessageLevel.Critical)) == 1
    assert window.messageBar().findChildren(QPushButton, "ctdOpenWritten") == before
    assert path.read_text(encoding="utf-8") == "before"


def test_the_sheet_of_the_region_is_printed_as_in_the_atlas(dock, window, project, chosen):
    path = chosen("sheet.pdf")
    dock.show_region("53")
    command(dock, "ctdPortraitPrint").trigger()
    assert path.read_bytes().startswith(b"%PDF")
    assert messages(window, Qgis.MessageLevel.Critical) == []


def test_a_cancelled_dialog_writes_nothing(dock, window, project, chosen, tmp_path):
    chosen("")
    dock.show_region("53")
    before = list(tmp_path.iterdir())
    for name in ("ctdPortraitSave", "ctdPortraitPrint"):
        command(dock, name).trigger()
    assert list(tmp_path.iterdir()) == before
