"""`ctdOpenEdition`: editions are listed and told, and the chosen one is opened with styles, pages and panel."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QListWidget, QPushButton

from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.editions import local_copy
from ctd_plugin.gis.editions.place import BUNDLED, EditionPlace, forget, recent_places, remember
from ctd_plugin.gis.project.editions import edition_group, editions_of, find_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.sharing.share import share_to_schema
from ctd_plugin.gui.editions.open_edition import open_edition
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.settings import Settings, write_settings
from tests.support.editions import change_edition, later_edition
from tests.support.windows import click, collect, find, press, until

DIALOG = "ctdOpenEditionDialog"


@pytest.fixture
def later(tmp_path):
    return later_edition(tmp_path / "later.gpkg")


@pytest.fixture(autouse=True)
def english():
    write_settings(Settings(map_language="en"))


def messages(window, level=Qgis.MessageLevel.Success):
    return window.messageBar().get_messages(level)


def shown():
    return find(DIALOG).findChild(QLabel, "ctdEditionSummary").text()


def opened():
    return find_layers(QgsProject.instance())


def can_open():
    return find(DIALOG).findChild(QPushButton, "ctdEditionOpen").isEnabled()


def press_button(name):
    click(find(DIALOG).findChild(QPushButton, name))


def choose_file(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", staticmethod(lambda *_arguments: (str(path), "")))
    press_button("ctdEditionFile")


def test_the_window_tells_what_an_edition_is_before_it_is_opened(window, plugin, later, monkeypatch):
    press(window, "ctdOpenEdition")
    until(can_open)
    assert shown().startswith("CNIG survey, interviews from October 2025 to January 2026\n18 answers for 18 regions")
    choose_file(monkeypatch, later)
    until(can_open)
    assert shown() == "Enquête 2026\n18 answers for 18 regions, created on 15 January 2027"
    press_button("ctdEditionOpen")
    until(lambda: opened() is not None)
    assert opened().source == later
    assert [edition_of(opened()).by_code["53"].status] == ["established"]
    project = QgsProject.instance()
    assert edition_group(project, opened()).name() == "CTD – Enquête 2026"
    assert sorted(layout.name() for layout in project.layoutManager().printLayouts()) == [
        "CTD – status – A3",
        "CTD – status – A4",
    ]
    assert messages(window)[-1].endswith("Edition “Enquête 2026” opened.")
    assert recent_places() == [EditionPlace(str(later))]


def test_an_edition_is_opened_beside_the_one_that_is_open_and_shown_in_its_place(window, later):
    first = load_map(window)
    second = open_edition(window, later)
    project = QgsProject.instance()
    assert find_layers(project) == second
    assert editions_of(project) == [second, first]
    root = project.layerTreeRoot()
    assert [root.findLayer(one.regions.id()).isVisible() for one in (first, second)] == [False, True]
    assert window.activeLayer() is second.regions
    assert open_edition(window, first.source) == first
    assert [root.findLayer(one.regions.id()).isVisible() for one in (first, second)] == [True, False]
    assert len(editions_of(project)) == 2


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE about SET made_with = 'another'", "is not an edition of the survey"),
        ("DROP TABLE endpoints", "was created by another version of the plugin (endpoints)"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_in_the_window_and_outside(
    window, plugin, later, monkeypatch, statement, sentence
):
    change_edition(later, statement)
    press(window, "ctdOpenEdition")
    choose_file(monkeypatch, later)
    until(lambda: sentence in shown())
    assert not can_open()
    assert open_edition(window, later) is None
    (message,) = messages(window, Qgis.MessageLevel.Critical)
    assert sentence in message
    assert QgsProject.instance().mapLayers() == {}
    assert recent_places() == []


def test_the_bundled_file_is_never_opened_in_the_plugins_folder(window, profile):
    layers = open_edition(window, GEOPACKAGE)
    assert layers.source.parent == profile / "ctd"
    assert (
        "from a copy in your profile: upgrades replace the plugin’s folder, in which it lies." in messages(window)[-1]
    )
    assert recent_places() == []


@pytest.mark.parametrize("place", ["a network share", "a read-only folder"])
def test_a_file_that_cannot_be_written_safely_is_opened_from_a_copy(window, profile, later, monkeypatch, place):
    if place == "a network share":
        monkeypatch.setattr(local_copy, "is_on_network", lambda _path: True)
    else:
        monkeypatch.setattr(local_copy, "_is_writable", lambda _folder: False)
    layers = open_edition(window, later)
    assert layers.source.parent == profile / "ctd"
    assert layers.source.name.startswith("later-")
    assert layers.source.read_bytes() == later.read_bytes()
    assert open_edition(window, later) == layers
    assert recent_places() == [EditionPlace(str(later))]


def test_editions_opened_before_are_listed_and_one_that_is_gone_can_be_removed(window, plugin, later, tmp_path):
    remember(EditionPlace(str(tmp_path / "gone.gpkg")))
    remember(EditionPlace(str(later)))
    press(window, "ctdOpenEdition")
    entries = find(DIALOG).findChild(QListWidget, "ctdEditionList")
    assert [entries.item(row).text() for row in range(entries.count())] == [
        "CNIG survey 2025–2026 (bundled with the plugin)",
        f"later.gpkg – {tmp_path}",
        f"gone.gpkg – {tmp_path}",
    ]
    assert not find(DIALOG).findChild(QPushButton, "ctdEditionForget").isEnabled()
    entries.setCurrentRow(2)
    until(lambda: "does not exist" in shown())
    press_button("ctdEditionForget")
    assert recent_places() == [EditionPlace(str(later))]
    assert entries.count() == 2


def test_the_list_of_recent_editions_is_short_and_bad_settings_empty_it():
    for number in range(12):
        remember(EditionPlace(f"/tmp/{number}.gpkg"))
    remember(EditionPlace("/tmp/5.gpkg"))
    remember(BUNDLED)
    assert [Path(place.file).stem for place in recent_places()] == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]
    forget(EditionPlace("/tmp/5.gpkg"))
    assert len(recent_places()) == 9
    for text in ("no JSON", "[1]", json.dumps([{"unknown": 1}]), json.dumps([{"schema": "ctd"}])):
        write_settings(Settings(recent_editions=text))
        assert recent_places() == []


def test_closed_while_it_reads_the_window_opens_nothing(window, plugin):
    press(window, "ctdOpenEdition")
    click(find(DIALOG).findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel))
    collect()
    assert QgsProject.instance().mapLayers() == {}


def test_the_editions_of_a_database_are_listed_told_and_opened(window, plugin, bundled, editor):
    share_to_schema(bundled, editor, "enquete")
    press(window, "ctdOpenEdition")
    button = find(DIALOG).findChild(QPushButton, "ctdEditionDatabase")
    (action,) = [action for action in button.menu().actions() if action.text() == editor]
    action.trigger()
    until(lambda: shown().startswith("CNIG survey") and find(DIALOG).place().schema == "enquete" and can_open())
    press_button("ctdEditionOpen")
    until(lambda: opened() is not None)
    assert opened().source.name == "enquete"
    (place,) = recent_places()
    assert place == EditionPlace(connection=editor, schema="enquete")
    assert open_edition(window, place.source(), place) == opened()
    assert len(editions_of(QgsProject.instance())) == 1


def test_a_database_without_editions_says_so(window, plugin, editor):
    press(window, "ctdOpenEdition")
    find(DIALOG).findChild(QPushButton, "ctdEditionDatabase").menu().actions()[0].trigger()
    until(lambda: shown() == f"No schema of “{editor}” holds an edition.")
    assert not can_open()
