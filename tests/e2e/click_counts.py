"""Runs inside the real QGIS, called by the scenario: what four tasks take, in clicks of the mouse."""

from __future__ import annotations

from playing import FOLDER, Steps
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QAction, QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QToolBar,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface
from screen import BRETAGNE, is_open, is_told, map_is_drawn, pixel_of, window

FUNDING = "ctd-funding_sources-A4.pdf"


class Mouse:
    """Clicks where a person can: on what is in sight and enabled."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        place = place or widget.rect().center()
        if not (widget.isEnabled() and widget.visibleRegion().contains(place)):
            raise RuntimeError(f"{widget.objectName()} cannot be clicked")
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def press(self, action: str) -> None:
        """Click a button of the plugin's toolbar."""
        main = iface.mainWindow()
        self.click(main.findChild(QToolBar, "ctdToolBar").widgetForAction(main.findChild(QAction, action)))

    def choose_in_menu(self, action: str) -> None:
        """Open the plugin's menu, which is one click, and click an entry of it."""
        main = iface.mainWindow()
        menu = main.findChild(QMenu, "ctdMenu")
        self.clicks += 1
        menu.popup(main.mapToGlobal(QPoint(200, 200)))
        self.click(menu, menu.actionGeometry(main.findChild(QAction, action)).center())

    def choose(self, action: str, entry: str) -> None:
        """Click a button of the toolbar that opens a menu, and an entry of that."""

        def click_entry() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                QTimer.singleShot(50, click_entry)
                return
            found = next(one for one in menu.actions() if one.objectName() == entry)
            self.click(menu, menu.actionGeometry(found).center())

        # The menu has an event loop of its own.
        QTimer.singleShot(50, click_entry)
        self.press(action)


def count_clicks(results: dict) -> Steps:
    counts = results["clicks"] = {}
    yield from export_funding(counts)
    yield from follow_a_link(counts)
    yield from add_water(counts)
    yield from share_a_page(counts)


def export_funding(counts: dict) -> Steps:
    """The map of the funding sources, looked at and then written as PDF."""
    iface.newProject()
    mouse = Mouse()
    mouse.press("ctdLoadMap")
    yield map_is_drawn
    mouse.choose("ctdThemes", "ctdTheme_funding_sources")
    yield map_is_drawn
    mouse.press("ctdExport")
    yield lambda: is_open("ctdExportDialog")
    mouse.click(window("ctdExportDialog").findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save))
    yield lambda: not is_open("ctdExportDialog") and is_told(FUNDING)
    counts["funding map"] = mouse.clicks
    counts["written"] = [path.name for path in FOLDER.rglob(FUNDING)]


def follow_a_link(counts: dict) -> Steps:
    """The portal of a region's platform, from an empty project; what is clicked is in sight, so nothing is scrolled."""
    iface.newProject()
    opened: list[str] = []
    QDesktopServices.openUrl = lambda url: opened.append(url.toString()) or True
    mouse = Mouse()
    mouse.press("ctdLoadMap")
    yield map_is_drawn
    mouse.press("ctdRegionTool")
    mouse.click(iface.mapCanvas().viewport(), pixel_of(BRETAGNE))
    dock = iface.mainWindow().findChild(QDockWidget, "ctdDock")
    yield lambda: dock.findChild(QLabel, "ctdRegionName").text() == "Bretagne"
    yield map_is_drawn
    link = dock.findChild(QLabel, "ctdPlatform0")
    mouse.click(link, QPoint(12, link.height() // 2))
    yield lambda: bool(opened)
    counts["link of a platform"], counts["opened"] = mouse.clicks, opened


def add_water(counts: dict) -> Steps:
    """A data set on water in Bretagne, the region that the panel shows."""
    before = set(QgsProject.instance().mapLayers())
    main, mouse = iface.mainWindow(), Mouse()
    mouse.press("ctdSearch")
    box = main.findChild(QLineEdit, "ctdSearchBox")
    yield box.isVisible
    # Typed without a click into the field.
    typing = main.findChild(QDockWidget, "ctdDock").focusWidget()
    QTest.keyClicks(typing, "eau")
    QTest.keyClick(typing, Qt.Key.Key_Return)
    found = main.findChild(QTreeWidget, "ctdSearchResults")
    yield lambda: found.topLevelItemCount() > 0 and found.topLevelItem(0).childCount() > 0
    turns = iter(range(3))
    yield lambda: next(turns, None) is None
    counts["searched"] = [found.topLevelItem(row).text(0) for row in range(found.topLevelItemCount())]
    place = found.visualItemRect(found.topLevelItem(0).child(0))
    mouse.click(found.viewport(), QPoint(place.left() + 30, place.top() + 8))
    button = main.findChild(QToolButton, "ctdResultAddButton")
    yield button.isEnabled
    mouse.click(button, QPoint(10, button.height() // 2))
    yield lambda: len(set(QgsProject.instance().mapLayers()) - before) == 1
    counts["data set on water"] = mouse.clicks
    iface.mainWindow().grab().save(str(FOLDER / "water.png"))


def share_a_page(counts: dict) -> Steps:
    """The web page of the map's edition, from the menu to the file that a browser opens."""
    opened: list[str] = []
    QDesktopServices.openUrl = lambda url: opened.append(url.toString()) or True
    mouse = Mouse()
    mouse.choose_in_menu("ctdShare")
    yield lambda: is_open("ctdShareDialog")
    radio = window("ctdShareDialog").findChild(QRadioButton, "ctdShareToPage")
    mouse.click(radio, QPoint(12, radio.height() // 2))
    yield radio.isChecked
    window("ctdShareDialog").grab().save(str(FOLDER / "share.png"))
    mouse.click(window("ctdShareDialog").findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
    yield lambda: not is_open("ctdShareDialog") and is_told("ctd-page.html")
    counts["web page"], counts["opened page"] = mouse.clicks, opened
