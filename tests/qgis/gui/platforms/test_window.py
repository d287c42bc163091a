"""“Platforms and services…”: one's own platforms are added, edited and removed, and show everywhere."""

from __future__ import annotations

import gc
import json

import pytest
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTreeWidget,
)

from ctd_plugin.catalogues.registry import Protocol, read_platforms
from ctd_plugin.gis.catalogues.own_platforms import own_platforms
from ctd_plugin.gui.platforms.window import show_platforms
from ctd_plugin.settings import read_settings, write_settings


@pytest.fixture
def changes():
    return []


@pytest.fixture
def find(window, windows, changes, flush_deletes):
    """Open the window, and return a function that finds a widget of any of the windows by its object name."""
    show_platforms(window, windows, lambda: changes.append(1))
    gc.collect()
    QApplication.processEvents()

    def widget(kind, name):
        found = [one for one in window.mainWindow().findChildren(kind, name) if one.isVisibleTo(one.window())]
        return found[-1] if found else None

    yield widget
    windows.close()
    flush_deletes()


def click(find, name):
    QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)
    gc.collect()
    QApplication.processEvents()


def rows(find):
    tree = find(QTreeWidget, "ctdOwnPlatformList")
    return [
        [tree.topLevelItem(row).text(column) for column in range(tree.columnCount())]
        for row in range(tree.topLevelItemCount())
    ]


def select(find, name):
    tree = find(QTreeWidget, "ctdOwnPlatformList")
    (item,) = tree.findItems(name, Qt.MatchFlag.MatchExactly)
    tree.setCurrentItem(item)


def choose(find, name, value):
    box = find(QComboBox, name)
    box.setCurrentIndex(box.findData(value))


def fill(find, name="Mienne", region="53", address="https://mienne.exemple.fr/csw"):
    find(QLineEdit, "ctdPlatformName").setText(name)
    choose(find, "ctdPlatformRegion", region)
    if address:
        click(find, "ctdEndpointAdd")
        table = find(QTableWidget, "ctdPlatformEndpoints")
        table.item(table.rowCount() - 1, 1).setText(address)


def save(find):
    (form,) = [one for one in find(QLineEdit, "ctdPlatformName").window().children() if isinstance(one, QDialog)] or [
        find(QLineEdit, "ctdPlatformName").window()
    ]
    form.accept()
    gc.collect()
    QApplication.processEvents()


def test_a_platform_is_added_and_shown_everywhere(find, changes):
    assert rows(find) == []
    assert "No platform of your own yet" in find(QLabel, "ctdOwnPlatformState").text()
    click(find, "ctdOwnPlatformAdd")
    fill(find)
    find(QLineEdit, "ctdPlatformHomepage").setText("mienne.exemple.fr/accueil")
    save(find)
    assert rows(find) == [["Mienne", "Bretagne", "your own", "other", "1"]]
    (stored,) = own_platforms()
    assert (stored.id, stored.homepage) == ("mienne", "https://mienne.exemple.fr/accueil")
    assert [(one.protocol, one.url) for one in stored.endpoints] == [(Protocol.CSW, "https://mienne.exemple.fr/csw")]
    assert len(changes) == 1
    assert str(read_settings().own_platforms) in find(QLabel, "ctdOwnPlatformState").text()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"name": " "}, "Enter the name"),
        ({"region": "none"}, "Choose the region"),
        ({"address": "pas une adresse"}, "“pas une adresse” is not an address"),
    ],
)
def test_an_answer_that_cannot_be_used_is_named_and_nothing_is_stored(find, answers, words, boxes):
    boxes.agree = True
    click(find, "ctdOwnPlatformAdd")
    fill(find, **answers)
    save(find)
    assert words in find(QLabel, "ctdPlatformError").text()
    assert own_platforms() == ()


def test_a_bundled_platform_is_edited_as_ones_own_and_comes_back_when_that_is_removed(find, boxes, changes):
    find(QCheckBox, "ctdOwnPlatformAll").setChecked(True)
    assert len(rows(find)) == len(read_platforms())
    select(find, "CRAIG")
    assert not find(QPushButton, "ctdOwnPlatformRemove").isEnabled()
    click(find, "ctdOwnPlatformEdit")
    fill(find, "CRAIG ici", "84", "https://nouveau.craig.fr/geoserver/ows?service=WMS")
    save(find)
    bundled = next(platform for platform in read_platforms() if platform.id == "craig")
    (stored,) = own_platforms()
    assert (stored.id, stored.survey_quote, stored.note) == ("craig", bundled.survey_quote, bundled.note)
    assert stored.endpoints[:-1] == bundled.endpoints
    assert (stored.endpoints[-1].protocol, stored.endpoints[-1].evidence) == (Protocol.WMS, "entered by the user")
    assert [row[0] for row in rows(find) if row[2] == "your own, in place of the bundled one"] == ["CRAIG ici"]
    select(find, "CRAIG ici")
    click(find, "ctdOwnPlatformRemove")
    assert len(own_platforms()) == 1
    boxes.agree = True
    click(find, "ctdOwnPlatformRemove")
    assert own_platforms() == ()
    assert "The bundled one shows again" in boxes[-1]
    assert [row[0] for row in rows(find)] == [platform.name for platform in read_platforms()]
    assert len(changes) == 2


def test_changes_are_given_up_after_a_question_only(find, boxes):
    click(find, "ctdOwnPlatformAdd")
    form = find(QLineEdit, "ctdPlatformName").window()
    fill(find)
    form.reject()
    assert (len(boxes), form.isVisible()) == (1, True)
    boxes.agree = True
    form.reject()
    assert not form.isVisible()
    assert own_platforms() == ()


def test_an_untouched_form_closes_without_a_question(find, boxes):
    click(find, "ctdOwnPlatformAdd")
    form = find(QLineEdit, "ctdPlatformName").window()
    form.reject()
    assert (list(boxes), form.isVisible()) == ([], False)


def test_a_list_that_cannot_be_read_is_named_and_left_as_it_is(window, windows, tmp_path, find):
    broken = tmp_path / "liste.json"
    broken.write_text("[{", encoding="utf-8")
    write_settings(type(read_settings())(platforms_file=str(broken)))
    find(QCheckBox, "ctdOwnPlatformAll").setChecked(True)
    assert "liste.json is not valid JSON" in find(QLabel, "ctdOwnPlatformState").text()
    select(find, "CRAIG")
    for name in ("Add", "Edit", "Look", "Remove"):
        assert not find(QPushButton, f"ctdOwnPlatform{name}").isEnabled()
    assert broken.read_text(encoding="utf-8") == "[{"


def test_services_can_be_looked_for_whatever_stands_in_the_table(find):
    find(QCheckBox, "ctdOwnPlatformAll").setChecked(True)
    select(find, "OVR – Observatoire virtuel de La Réunion")
    click(find, "ctdOwnPlatformEdit")
    find(QLineEdit, "ctdPlatformHomepage").clear()
    click(find, "ctdEndpointAdd")
    find(QTableWidget, "ctdPlatformEndpoints").item(0, 1).setText("pas une adresse")
    click(find, "ctdPlatformLook")
    assert find(QLineEdit, "ctdDiscoveryAddress").text() == ""


def test_services_are_removed_by_key_and_a_typed_address_sets_its_protocol(find):
    click(find, "ctdOwnPlatformAdd")
    fill(find, address="https://a.fr/explore/dataset/gares/")
    table = find(QTableWidget, "ctdPlatformEndpoints")
    assert table.item(0, 0).text() == "Opendatasoft API"
    fill(find, address="https://a.fr/wfs?service=WFS")
    assert table.item(1, 0).text() == "WFS"
    table.closePersistentEditor(table.item(1, 1))
    QApplication.processEvents()
    table.setCurrentCell(0, 0)
    table.selectRow(0)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(table, QKeyEvent(kind, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier))
    assert table.rowCount() == 1
    assert table.item(0, 1).text() == "https://a.fr/wfs?service=WFS"


def test_what_is_written_is_a_list_that_others_can_use(find):
    click(find, "ctdOwnPlatformAdd")
    fill(find)
    save(find)
    (entry,) = json.loads(read_settings().own_platforms.read_text(encoding="utf-8"))
    assert (entry["id"], entry["endpoints"][0]["confidence"]) == ("mienne", "high")
