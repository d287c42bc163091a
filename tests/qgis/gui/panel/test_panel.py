"""The panel, and the window that a search opens from it, held by nobody in the tests: the plugin holds them."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QDockWidget, QLineEdit, QTreeWidget

from ctd_plugin.catalogues.records import Link, LinkKind, Record
from ctd_plugin.catalogues.services.capabilities import ServiceLayer
from ctd_plugin.gui.search.progress_row import ProgressRow
from ctd_plugin.plugin import CtdPlugin
from tests.support.windows import click_box, collect, find, press, until


def test_the_panel_lives_as_long_as_it_is_open(window, plugin):
    """Its tabs, which are made when they are first shown, answer after Python's collector has run."""
    # A list that is out of sight is not filled.
    window.mainWindow().show()
    for action in ("ctdLoadMap", "ctdPanel", "ctdSearch", "ctdFind"):
        press(window, action)
    dock = window.mainWindow().findChild(QDockWidget, "ctdDock")
    dock.findChild(QLineEdit, "ctdFindBox").setText("FEDER")
    collect()
    until(lambda: dock.findChild(QTreeWidget, "ctdFindList").topLevelItemCount() > 0)
    QTest.keyClick(dock.findChild(QLineEdit, "ctdFindBox"), Qt.Key.Key_Down)
    assert dock.findChild(QTreeWidget, "ctdFindList").currentItem() is not None
    window.mainWindow().hide()


class Offered:
    """An adding that asks which of its service's layers is meant."""

    def __init__(self):
        self.chosen, self.is_cancelled = [], False
        self.choose = self.chosen.append

    def cancel(self):
        self.is_cancelled = True


@pytest.mark.parametrize("end", ["chosen", "closed", "unloaded"])
def test_the_choice_of_a_layer_lives_until_it_is_answered(window, end):
    """The window that a search opens has its holder too, and goes with the plugin."""
    plugin = CtdPlugin(window)
    plugin.initGui()
    press(window, "ctdSearch")
    offered = Offered()
    layers = [ServiceLayer(name=name, title=name) for name in ("a", "b")]
    row = window.mainWindow().findChild(ProgressRow)
    row._track(offered, "R")
    row._choose_layer(offered, Link(LinkKind.WMS, "https://example.org/wms", "c"), Record(id="r", title="R"), layers)
    del row
    collect()
    assert find("ctdLayerChoice").isVisible()
    if end == "chosen":
        click_box("ctdLayerChoice", QDialogButtonBox.StandardButton.Ok)
    elif end == "closed":
        find("ctdLayerChoice").close()
    assert offered.chosen == (["a"] if end == "chosen" else [])
    assert offered.is_cancelled == (end == "closed")
    plugin.unload()
    collect()
    assert offered.is_cancelled
    assert [widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "ctdLayerChoice"] == []
