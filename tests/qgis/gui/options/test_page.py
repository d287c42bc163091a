"""The page “CTD” of QGIS's options."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsSettings, QgsVectorLayer
from qgis.gui import QgsFileWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox

from ctd_plugin.catalogues.registry import all_platforms, read_platforms
from ctd_plugin.gis.network.download_limits import MAX_MEGABYTES, MAX_MINUTES, limits_of
from ctd_plugin.gui.options.factory import CtdOptions
from ctd_plugin.plugin import CtdPlugin
from ctd_plugin.settings import Settings, read_settings, write_settings

PLATFORM = {
    "id": "example",
    "region": "53",
    "name": "Exemple",
    "technology": "ckan",
    "operator": "region",
    "status": "active",
    "homepage": "https://example.org/",
    "survey_quote": "",
    "source": "public",
    "endpoints": [],
}


@pytest.fixture
def page(window):
    """Return a function that opens the page as QGIS does."""
    pages = []

    def open_page():
        page = CtdOptions(window).createWidget(None)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.deleteLater()


@pytest.fixture
def platforms_file(tmp_path):
    """Return a function that writes platforms into a file."""

    def write(*platforms):
        path = tmp_path / "mes plateformes.json"
        path.write_text(json.dumps(platforms), encoding="utf-8")
        return str(path)

    return write


def shown(page):
    return {
        "map_language": page.findChild(QComboBox, "ctdOptionLanguage").currentData(),
        "personal_data": page.findChild(QCheckBox, "ctdOptionPersonal").isChecked(),
        "platforms_file": page.findChild(QgsFileWidget, "ctdOptionPlatforms").filePath(),
        "catalogue_timeout": page.findChild(QSpinBox, "ctdOptionTimeout").value(),
        "download_megabytes": page.findChild(QSpinBox, "ctdOptionDownloadSize").value(),
        "download_minutes": page.findChild(QSpinBox, "ctdOptionDownloadMinutes").value(),
    }


def answer(page, language, personal, file, timeout):
    combo = page.findChild(QComboBox, "ctdOptionLanguage")
    combo.setCurrentIndex(combo.findData(language))
    page.findChild(QCheckBox, "ctdOptionPersonal").setChecked(personal)
    page.findChild(QgsFileWidget, "ctdOptionPlatforms").setFilePath(file)
    page.findChild(QSpinBox, "ctdOptionTimeout").setValue(timeout)


def error_shown(page):
    label = page.findChild(QLabel, "ctdOptionPlatformsError")
    return "" if label.isHidden() else label.text()


def test_at_first_the_page_shows_the_defaults_and_personal_data_are_off(page):
    assert shown(page()) == {
        "map_language": "",
        "personal_data": False,
        "platforms_file": "",
        "catalogue_timeout": 20,
        "download_megabytes": 500,
        "download_minutes": 30,
    }


def test_what_is_applied_is_stored_shown_again_and_nothing_else_is_changed(page, platforms_file):
    write_settings(Settings(map_page="A3", export_folder="/maps"))
    first, file = page(), platforms_file(PLATFORM)
    answer(first, "en", True, file, 45)
    first.findChild(QSpinBox, "ctdOptionDownloadSize").setValue(2000)
    first.findChild(QSpinBox, "ctdOptionDownloadMinutes").setValue(90)
    assert read_settings() == Settings(map_page="A3", export_folder="/maps")
    assert first.isValid()
    first.apply()
    expected = {"map_language": "en", "personal_data": True, "platforms_file": file, "catalogue_timeout": 45}
    expected |= {"download_megabytes": 2000, "download_minutes": 90}
    assert read_settings() == Settings(map_page="A3", export_folder="/maps", **expected)
    assert shown(page()) == expected


def statement_error(page):
    label = page.findChild(QLabel, "ctdOptionAccessibilityError")
    return "" if label.isHidden() else label.text()


def test_the_accessibility_line_is_stored_as_it_was_entered(page):
    opened = page()
    opened.findChild(QLineEdit, "ctdOptionAccessibility").setText(" Accessibilité : non conforme ")
    opened.findChild(QLineEdit, "ctdOptionAccessibilityAddress").setText("https://region.fr/accessibilite")
    assert statement_error(opened) == ""
    opened.apply()
    stored = read_settings()
    assert stored == Settings(
        accessibility="Accessibilité : non conforme", accessibility_address="https://region.fr/accessibilite"
    )
    again = page()
    assert again.findChild(QLineEdit, "ctdOptionAccessibility").text() == stored.accessibility
    assert again.findChild(QLineEdit, "ctdOptionAccessibilityAddress").text() == stored.accessibility_address


@pytest.mark.parametrize(
    ("line", "address", "sentence"),
    [
        ("Accessible", "javascript:alert(1)", "“javascript:alert(1)” is not an http, https or mailto address"),
        ("", "https://region.fr", "Enter the accessibility line that links to the address of the statement."),
    ],
)
def test_a_statement_that_no_page_can_show_is_told_and_does_not_replace_the_stored_one(
    window, page, line, address, sentence
):
    write_settings(Settings(accessibility="Accessibilité : conforme"))
    opened = page()
    opened.findChild(QLineEdit, "ctdOptionAccessibility").setText(line)
    opened.findChild(QLineEdit, "ctdOptionAccessibilityAddress").setText(address)
    assert sentence in statement_error(opened)
    opened.findChild(QSpinBox, "ctdOptionTimeout").setValue(33)
    opened.apply()
    assert read_settings() == Settings(accessibility="Accessibilité : conforme", catalogue_timeout=33)
    assert any(sentence in told for told in window.messageBar().get_messages(Qgis.MessageLevel.Warning))


def test_reset_shows_the_defaults_and_stores_them_only_when_applied(page, platforms_file):
    stored = Settings(map_language="en", personal_data=True, platforms_file=platforms_file(PLATFORM))
    write_settings(stored)
    opened = page()
    opened.findChild(QPushButton, "ctdOptionReset").click()
    assert read_settings() == stored
    opened.apply()
    assert read_settings() == Settings()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"technology": 5}, "entry 1 (example): the field “technology” is 5"),
        ({"region": "99"}, 'entry 1 (example): the field “region” is "99"'),
        ({"homepage": "javascript:alert(1)"}, "the field “homepage”"),
    ],
)
def test_a_platforms_file_that_breaks_a_rule_is_named_and_not_stored(page, window, platforms_file, change, words):
    write_settings(Settings(platforms_file=platforms_file(PLATFORM)))
    opened = page()
    answer(opened, "en", False, platforms_file({**PLATFORM, **change}) + "", 30)
    opened._check()
    assert words in error_shown(opened)
    assert not opened.isValid()
    opened.apply()
    (message,) = window.messageBar().get_messages(Qgis.MessageLevel.Warning)
    assert words in message


def test_where_the_file_is_wrong_the_former_file_and_the_other_answers_hold(page, platforms_file, tmp_path):
    former = platforms_file(PLATFORM)
    write_settings(Settings(platforms_file=former))
    (tmp_path / "broken.json").write_text("[\n{", encoding="utf-8")
    opened = page()
    answer(opened, "en", False, str(tmp_path / "broken.json"), 30)
    assert "line 2" in error_shown(opened)
    opened.apply()
    assert read_settings() == Settings(map_language="en", platforms_file=former, catalogue_timeout=30)


def test_a_correct_file_takes_the_error_away(page, platforms_file, tmp_path):
    opened = page()
    files = opened.findChild(QgsFileWidget, "ctdOptionPlatforms")
    files.setFilePath(str(tmp_path / "missing.json"))
    assert "does not exist" in error_shown(opened)
    files.setFilePath(platforms_file(PLATFORM))
    assert error_shown(opened) == ""


def test_stored_values_of_a_wrong_type_show_the_defaults(page):
    QgsSettings().setValue("ctd/catalogue_timeout", "soon")
    QgsSettings().setValue("ctd/personal_data", {"not": "a boolean"})
    assert shown(page())["catalogue_timeout"] == 20
    assert shown(page())["personal_data"] is False


def test_own_platforms_replace_those_of_the_same_id_and_others_are_added(platforms_file, tmp_path):
    bundled = read_platforms()
    renamed = {**PLATFORM, "id": bundled[0].id, "region": bundled[0].region, "name": "Renommée"}
    (tmp_path / "own.json").write_text(json.dumps([PLATFORM, renamed]), encoding="utf-8")
    merged = all_platforms(tmp_path / "own.json")
    assert [p.id for p in merged] == [*(p.id for p in bundled), "example"]
    assert merged[0].name == "Renommée"
    assert merged[1:-1] == bundled[1:]
    assert all_platforms(None) == bundled


def columns(geopackage, table):
    with sqlite3.connect(geopackage) as database:
        return [row[1] for row in database.execute(f"PRAGMA table_info({table})")]


@pytest.mark.usefixtures("one_theme")
def test_what_is_built_follows_the_settings(provider, tmp_path, platforms_file):
    import processing

    def build():
        return processing.run("ctd:buildproject", {"OUTPUT_FOLDER": str(tmp_path)})["GEOPACKAGE"]

    assert "repondant" not in columns(build(), "survey")
    write_settings(Settings(personal_data=True, platforms_file=platforms_file(PLATFORM)))
    built = build()
    assert "repondant" in columns(built, "survey")
    with sqlite3.connect(built) as database:
        assert database.execute("SELECT name FROM platforms WHERE platform_id = 'example'").fetchone() == ("Exemple",)


def test_the_page_is_called_ctd_and_has_an_icon(window):
    factory = CtdOptions(window)
    assert (factory.title(), factory.key()) == ("CTD", "ctdOptions")
    assert not factory.icon().isNull()


def test_loading_and_unloading_the_plugin_registers_the_page_and_takes_it_away(window, flush_deletes, monkeypatch):
    pages: list[QgsOptionsWidgetFactory] = []
    monkeypatch.setattr(window, "registerOptionsWidgetFactory", pages.append, raising=False)
    monkeypatch.setattr(window, "unregisterOptionsWidgetFactory", pages.remove, raising=False)
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        assert [page.title() for page in pages] == ["CTD"]
        plugin.unload()
        flush_deletes()
        assert pages == []


@pytest.fixture
def added(profile):
    """Return a function that writes a file of points into the folder of added layers."""
    folder = profile / "ctd" / "added"
    folder.mkdir(parents=True)

    def write(name):
        path = folder / name
        path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
        return path

    return write


def test_files_of_added_layers_are_counted_and_deleted_but_for_those_of_the_open_project(
    page, added, qgis_new_project, boxes
):
    used, style, other = added("Îles 100%25.geojson"), added("Îles 100%25.qml"), added("communes.geojson")
    virtual = added("zones d’étude.geojson")
    qgis_new_project.addMapLayer(QgsVectorLayer(str(used), "Îles", "ogr"))
    query = QUrl.toPercentEncoding(f'SELECT 1 FROM "{virtual}"').data().decode()
    qgis_new_project.addMapLayer(QgsVectorLayer(f"?query={query}", "zones", "virtual"))
    opened = page()
    reported = opened.findChild(QLabel, "ctdOptionAddedFiles")
    button = opened.findChild(QPushButton, "ctdOptionDeleteAdded")
    assert f"read a copy stored in {used.parent}: 4 files, 0.1 MB." in reported.text()
    assert "Used by the open project: 3 files, 0.1 MB." in reported.text()
    button.click()
    assert boxes[0].startswith("Delete 1 file, 0.1 MB? Layers of other projects that read these files will be lost")
    assert other.exists()
    boxes.agree = True
    button.click()
    assert not other.exists()
    assert all(path.exists() for path in (used, style, virtual))
    assert "3 files" in reported.text()
    assert not button.isEnabled()


def test_without_files_of_added_layers_there_is_nothing_to_delete_and_no_folder_is_made(page, profile):
    opened = page()
    assert "0 files, 0 MB." in opened.findChild(QLabel, "ctdOptionAddedFiles").text()
    assert not opened.findChild(QPushButton, "ctdOptionDeleteAdded").isEnabled()
    assert not (profile / "ctd").exists()


def test_a_file_that_cannot_be_deleted_is_reported(page, added, boxes, monkeypatch):
    added("communes.geojson")
    opened = page()
    boxes.agree = True

    def held(*_given, **_options):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", held)
    opened.findChild(QPushButton, "ctdOptionDeleteAdded").click()
    text = opened.findChild(QLabel, "ctdOptionAddedFiles").text()
    assert "Not deleted, open in another program: 1 file." in text


def test_organisation_and_logos_are_settings_of_the_page_too(page, window, tmp_path):
    write_settings(Settings(organisation="Région", logo_1="old.png"))
    opened = page()
    assert opened.findChild(QLineEdit, "ctdOrganisation").text() == "Région"
    error = opened.findChild(QLabel, "ctdLogoError")
    opened.findChild(QLineEdit, "ctdOrganisation").setText("GIP")
    opened.findChild(QgsFileWidget, "ctdLogo1").setFilePath(str(tmp_path / "none.png"))
    assert "none.png does not exist" in error.text()
    opened.apply()
    assert (read_settings().organisation, read_settings().logo_1) == ("GIP", "old.png")
    (message,) = window.messageBar().get_messages(Qgis.MessageLevel.Warning)
    assert "none.png does not exist" in message

    logo = tmp_path / "logo.png"
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(logo))
    opened.findChild(QgsFileWidget, "ctdLogo1").setFilePath(str(logo))
    assert error.isHidden()
    opened.apply()
    assert read_settings().logo_1 == str(logo)


@pytest.mark.parametrize(("stored", "meant"), [(0, 1), (-5, 1), (2**31 - 1, None), (700, 700)])
def test_limits_of_downloads_that_make_no_sense_are_moved_to_the_nearest_that_do(stored, meant):
    limits = limits_of(Settings(download_megabytes=stored, download_minutes=stored))
    assert limits.megabytes == (meant or MAX_MEGABYTES)
    assert limits.minutes == (meant or MAX_MINUTES)
