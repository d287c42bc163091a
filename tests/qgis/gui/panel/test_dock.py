"""`ctdDock`: its tabs, and what it survives."""

from __future__ import annotations

import gc
import weakref

import pytest
from qgis.core import QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QLineEdit, QToolButton, QWidget

from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.region.page_html import LOAD
from ctd_plugin.plugin import CtdPlugin
from ctd_plugin.regions import REGION_NAMES
from tests.support.panel import follow, name, part, shown_tab, tabs, text
from tests.support.window_faults import window_faults


def test_the_action_and_the_dock_go_together(window, plugin, project):
    window.mainWindow().show()
    action = window.mainWindow().findChild(QAction, "ctdPanel")
    action.trigger()
    dock = window.mainWindow().findChild(QgsDockWidget, "ctdDock")
    assert dock.isUserVisible()
    dock.close()
    assert not action.isChecked()
    action.trigger()
    assert dock.isUserVisible()
    action.trigger()
    assert not dock.isUserVisible()
    plugin.panel().show_region("53")
    assert dock.isUserVisible()
    assert action.isChecked()
    window.mainWindow().hide()


def test_a_tab_is_made_when_it_is_first_shown_and_kept(dock):
    assert shown_tab(dock) == "Region"
    assert part(dock, QWidget, "ctdRegionTab").isVisible()
    assert part(dock, QWidget, "ctdFind") is None
    assert part(dock, QWidget, "ctdSearch") is None
    tabs(dock).setCurrentIndex(1)
    found = part(dock, QWidget, "ctdFind")
    assert found.isVisible()
    tabs(dock).setCurrentIndex(0)
    tabs(dock).setCurrentIndex(1)
    assert part(dock, QWidget, "ctdFind") is found


def test_a_click_on_the_map_brings_the_region_to_the_front(dock, project):
    tabs(dock).setCurrentIndex(1)
    dock.show_region("53")
    assert (shown_tab(dock), name(dock)) == ("Region", "Bretagne")
    tabs(dock).setCurrentIndex(1)
    dock.show_nothing("nothing here")
    assert (shown_tab(dock), text(dock)) == ("Region", "nothing here")


def test_ctrl_tab_goes_through_the_tabs_and_ctrl_f_to_the_box_of_each(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    # As in QGIS, where these keys hide all panels.
    hide_panels = QAction(window.mainWindow())
    hide_panels.setShortcut("Ctrl+Tab")
    window.mainWindow().addAction(hide_panels)
    pressed = []
    hide_panels.triggered.connect(pressed.append)
    dock.show_region("53")
    part(dock, QComboBox, "ctdRegionChooser").setFocus()
    boxes = ["ctdFilter", "ctdFindBox", "ctdSearchBox"]
    for turn in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget().objectName() == boxes[turn % len(boxes)]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
    window.mainWindow().removeAction(hide_panels)


def test_layers_removed_while_it_is_open_are_reported_and_the_map_offered(dock, window, project, profile):
    dock.show_region("53")
    project.removeMapLayer(find_layers(project).tables["facts"].id())
    assert "Bretagne" not in text(dock)
    assert len(text(dock).splitlines()) == 2
    follow(dock, LOAD)
    assert find_layers(project) is not None
    dock.show_region("53")
    assert name(dock) == "Bretagne"


def test_a_closed_project_leaves_a_sentence(dock, project):
    dock.show_region("53")
    project.clear()
    assert len(text(dock).splitlines()) == 2
    assert name(dock) == ""
    assert not part(dock, QComboBox, "ctdRegionChooser").isEnabled()
    dock.show_region("53")
    assert name(dock) == ""
    part(dock, QToolButton, "ctdZoom").click()
    part(dock, QToolButton, "ctdFlash").click()


def test_200_changes_of_region_leave_no_more_objects_than_one(dock, project):
    codes = list(REGION_NAMES)

    def change(times):
        for turn in range(times):
            dock.show_region(codes[turn % len(codes)])
        QApplication.processEvents()
        gc.collect()
        return len(dock.findChildren(QObject)), len(gc.get_objects())

    change(20)
    widgets, objects = change(1)
    more_widgets, more_objects = change(200)
    assert more_widgets == widgets
    assert more_objects - objects < 200


@pytest.mark.parametrize(("size", "points"), [((280, 600), 9), ((500, 530), 13.5)])
def test_regions_and_answers_have_names_tab_order_and_no_cut_text(dock, project, size, points):
    font = dock.font()
    font.setPointSizeF(points)
    dock.setFont(font)
    dock.setFloating(True)
    dock.resize(*size)
    for code in ("53", "76"):
        dock.show_region(code)
        QApplication.processEvents()
        assert window_faults(dock) == []
    dock.show_answers()
    dock.findChild(QLineEdit, "ctdFindBox").setText("feder")
    assert window_faults(dock) == []


def test_f1_opens_the_guide_at_the_page_of_the_panel(dock, project, opened):
    dock.show_region("53")
    QTest.keyClick(dock.findChild(QWidget, "ctdPage"), Qt.Key.Key_F1)
    dock.show_answers()
    QTest.keyClick(dock.findChild(QWidget, "ctdFindList"), Qt.Key.Key_F1)
    assert [address.rpartition("/")[2] for address in opened] == ["region.html"] * 2


def test_unloading_with_the_panel_open_leaves_nothing(window, project, flush_deletes):
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        plugin.panel().show_region("53")
        dock = window.mainWindow().findChild(QgsDockWidget, "ctdDock")
        held = weakref.ref(dock)
        plugin.unload()
        flush_deletes()
        # PyQt lets go of the slots one turn later.
        flush_deletes()
        assert sip.isdeleted(dock)
        assert window.mainWindow().findChild(QgsDockWidget, "ctdDock") is None
        del dock, plugin
        gc.collect()
        assert held() is None
    QgsProject.instance().removeAllMapLayers()
    QApplication.processEvents()


def test_a_start_of_qgis_imports_nothing_of_the_panel(window):
    import subprocess
    import sys

    code = "import sys, ctd_plugin.plugin; print(*[m for m in sys.modules if m.startswith('ctd_plugin.g')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "ctd_plugin.gui.navigation.locator" in found
    for module in (
        "gui.panel.panel",
        "gui.panel.dock",
        "gui.search",
        "gis.catalogues",
        "gis.atlas",
        "gis.project.layers",
    ):
        assert f"ctd_plugin.{module}" not in found
