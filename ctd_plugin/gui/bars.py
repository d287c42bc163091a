"""The plugin's menu, with all commands in groups, and its toolbar, with those that are used often."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgisInterface
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar, QToolButton

from ..gis.icons import icon_path


class Bars:
    """The menu and the toolbar in QGIS's window; each command is an action of both, or of the menu alone."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self.actions: dict[str, QAction] = {}
        self._toolbar: QToolBar = iface.addToolBar("CTD")
        self._toolbar.setObjectName("ctdToolBar")
        self._menu = QMenu("CTD", iface.mainWindow())
        self._menu.setObjectName("ctdMenu")
        self._menu.setIcon(QIcon(icon_path("ctd")))
        iface.pluginMenu().addMenu(self._menu)
        self._is_new_group = False

    def add(self, name: str, icon: str, text: str, slot: Callable[[], None], *, often: bool = False) -> QAction:
        """Add a command with its object name; one that is used `often` has a button too."""
        action = QAction(QIcon(icon_path(icon)), text, self._iface.mainWindow())
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: slot())
        self._menu.addAction(action)
        if often:
            self._add_button(action)
        self.actions[name] = action
        return action

    def add_menu(self, name: str, icon: str, text: str, fill: Callable[[QMenu], None]) -> None:
        """Add a menu that is filled when it opens, so that a start of QGIS does not import what fills it."""
        menu = QMenu(text, self._menu)
        menu.setIcon(QIcon(icon_path(icon)))
        menu.aboutToShow.connect(lambda: fill(menu))
        action = menu.menuAction()
        action.setObjectName(name)
        self._menu.addMenu(menu)
        self._add_button(action)
        self._toolbar.widgetForAction(action).setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def end_group(self) -> None:
        """Separate what was added from what comes next."""
        self._menu.addSeparator()
        self._is_new_group = True

    def _add_button(self, action: QAction) -> None:
        # Not when a group ends: the next one may have no button.
        if self._is_new_group and self._toolbar.actions():
            self._toolbar.addSeparator()
        self._is_new_group = False
        self._toolbar.addAction(action)

    def remove(self) -> None:
        """Take all of it out of QGIS's window."""
        for action in reversed(self.actions.values()):
            action.deleteLater()
        self.actions.clear()
        self._iface.pluginMenu().removeAction(self._menu.menuAction())
        self._menu.deleteLater()
        self._iface.mainWindow().removeToolBar(self._toolbar)
        self._toolbar.deleteLater()
