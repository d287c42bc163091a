"""Two editions are compared: which is the earlier, where the result goes, and that it opens with its map of changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QMenu, QMessageBox

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.datasource import Schema
from ctd_plugin.gis.project.editions import edition_name, editions_of, find_layers, make_current, show_edition
from ctd_plugin.gis.themes import shown_theme
from ctd_plugin.gui.editions.compare import show_compare_dialog
from ctd_plugin.gui.editions.open_edition import open_edition
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.gui.map.theme_menu import fill_theme_menu
from ctd_plugin.i18n import language
from ctd_plugin.settings import Settings, write_settings
from tests.support.editions import change_edition, later_edition
from tests.support.windows import click_box, find, press, until

DIALOG = "ctdCompareDialog"
OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def later(tmp_path):
    write_settings(Settings(map_language="en"))
    folder = tmp_path / "partage"
    folder.mkdir()
    return later_edition(folder / "enquete.gpkg")


@pytest.fixture
def warnings(monkeypatch):
    shown = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: shown.append(text))
    return shown


def names():
    return [find(DIALOG).findChild(QComboBox, f"ctdCompare{which}").currentText() for which in ("Before", "After")]


def press_button(name):
    find(DIALOG).findChild(object, name).click()


def output():
    return find(DIALOG).findChild(QgsFileWidget, "ctdCompareOutput")


def test_two_open_editions_are_compared_by_their_dates_and_the_result_opens_with_its_map(
    window, plugin, windows, later
):
    load_map(window)
    open_edition(window, later)
    show_edition(QgsProject.instance(), editions_of(QgsProject.instance())[1])
    show_compare_dialog(window, windows)
    assert names() == ["CNIG survey 2025–2026", "Enquête 2026"]
    assert Path(output().filePath()) == later.with_name("enquete-changes.gpkg")
    press_button("ctdCompareSwap")
    assert names() == ["Enquête 2026", "CNIG survey 2025–2026"]
    press_button("ctdCompareSwap")
    click_box(DIALOG, OK)
    until(lambda: len(editions_of(QgsProject.instance())) == 3)
    until(lambda: shown_theme(find_layers(QgsProject.instance())) is ThemeId.CHANGE)
    compared = find_layers(QgsProject.instance())
    assert compared.source == later.with_name("enquete-changes.gpkg")
    assert edition_name(compared) == "Enquête 2026 (enquete-changes)"
    changes = {row["region_code"]: row["change"] for row in compared.tables["changes"].getFeatures()}
    assert [code for code, change in changes.items() if change == "gained"] == ["53"]


def test_a_schema_whose_name_no_file_can_have_is_proposed_under_another(window, windows, later):
    load_map(window)
    open_edition(window, later)
    show_compare_dialog(window, windows)
    dialog = find(DIALOG)
    dialog._choices[:] = [replace(choice, source=Schema("", "sig/2026: ctd")) for choice in dialog._choices]
    press_button("ctdCompareSwap")
    assert Path(output().filePath()).name == "sig_2026_ ctd-changes.gpkg"


def test_of_three_editions_the_current_one_is_compared_with_the_one_before_it(window, windows, later, tmp_path):
    earliest = later_edition(tmp_path / "2024.gpkg")
    change_edition(earliest, "UPDATE about SET edition = 'Enquête 2024'")
    for source in (earliest, later):
        open_edition(window, source)
    show_compare_dialog(window, windows)
    assert names() == ["CNIG survey 2025–2026", "Enquête 2026"]
    find(DIALOG).reject()
    make_current(QgsProject.instance(), editions_of(QgsProject.instance())[1])
    show_compare_dialog(window, windows)
    assert names() == ["Enquête 2024", "CNIG survey 2025–2026"]


def test_an_edition_that_is_not_open_is_added_where_its_date_puts_it(window, windows, later, monkeypatch):
    load_map(window)
    show_compare_dialog(window, windows)
    assert find(DIALOG).findChild(QComboBox, "ctdCompareAfter").currentIndex() == -1
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_arguments: (str(later), "")))
    press_button("ctdCompareFile")
    until(lambda: names()[1] != "")
    assert names() == ["CNIG survey 2025–2026", "Enquête 2026 – enquete.gpkg"]
    assert Path(output().filePath()) == later.with_name("enquete-changes.gpkg")


@pytest.mark.parametrize("fault", ["one edition", "no file", "open", "edited"])
def test_what_cannot_be_compared_is_said_and_the_form_stays(window, windows, later, warnings, fault):
    load_map(window)
    layers = open_edition(window, later)
    show_compare_dialog(window, windows)
    if fault == "one edition":
        find(DIALOG).findChild(QComboBox, "ctdCompareBefore").setCurrentText("Enquête 2026")
    elif fault == "no file":
        output().setFilePath("")
    elif fault == "open":
        output().setFilePath(str(later))
    else:
        layers.regions.startEditing()
        layers.regions.deleteFeature(next(layers.regions.getFeatures()).id())
    click_box(DIALOG, OK)
    (sentence,) = warnings
    assert {
        "one edition": "Choose two different editions",
        "no file": "Choose a GeoPackage (.gpkg) to write.",
        "open": "is open in the project: choose another name.",
        "edited": "“Enquête 2026” has unsaved changes",
    }[fault] in sentence
    assert find(DIALOG).isVisible()
    layers.regions.rollBack()
    assert window.messageBar().get_messages(Qgis.MessageLevel.Critical) == []


def test_the_theme_menu_offers_it_where_two_editions_are_open_and_no_changes_are_known(window, later):
    asked = []

    def entries():
        menu = QMenu()
        fill_theme_menu(window, menu, lambda: asked.append("compare"))
        return menu, {action.objectName(): action for action in menu.actions()}

    load_map(window)
    menu, actions = entries()
    assert not actions["ctdTheme_change"].isEnabled()
    open_edition(window, later)
    menu, actions = entries()
    assert "ctdTheme_change" not in actions
    assert actions["ctdThemeCompare"].text() == "Changes between two editions…"
    actions["ctdThemeCompare"].trigger()
    assert asked == ["compare"]
    menu.deleteLater()


def test_the_window_of_editions_leads_to_it(window, plugin, later):
    with language("en"):
        press(window, "ctdOpenEdition")
        find("ctdOpenEditionDialog").findChild(object, "ctdEditionCompare").click()
    assert find(DIALOG).isVisible()
