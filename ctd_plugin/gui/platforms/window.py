"""“Platforms and services…”: the user's own platforms, added, edited and removed in a window."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDir, QSize, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from ...catalogues.registry import Platform, read_platforms, with_own_platforms
from ...errors import CtdError
from ...gis.catalogues.known_health import known_health
from ...gis.catalogues.own_platforms import own_file, own_platforms, remove_own
from ...gis.labels.platforms import technology_names
from ...gis.regions.sections import check_text
from ...i18n import number, tr
from ...regions import PRINTED_NAMES
from ..common.html import auto_text
from ..common.messages import confirm, reporting_errors, show_message
from ..common.widgets import button_box, plain_label, push_button
from ..common.windows import Windows
from ..help.help import help_button
from .discovery_dialog import look_for_services
from .form import NAME as FORM
from .form import PlatformForm
from .own_changes import refresh_views

NAME = "ctdOwnPlatforms"
_WIDEST_NAME = 38
"""Characters of a name that are shown; longer ones are whole in their tooltips."""
_PLATFORM = Qt.ItemDataRole.UserRole


def show_platforms(iface: QgisInterface, windows: Windows, changed: Callable[[], object]) -> PlatformsWindow:
    """Show the user's own platforms; `changed` is called after each change to refresh what shows them."""
    return windows.show(NAME, lambda: PlatformsWindow(iface, windows, changed))


class PlatformsWindow(QDialog):
    """The list of the user's own platforms, on request with the bundled ones; each change is stored at once."""

    def __init__(self, iface: QgisInterface, windows: Windows, changed: Callable[[], object]) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Platforms and services"))
        self._iface, self._windows, self._changed = iface, windows, changed
        self._bundled = {platform.id: platform for platform in read_platforms()}
        self._build()
        self.refresh()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self.fontMetrics().averageCharWidth() * 95, 460))

    def refresh(self) -> None:
        """List the platforms as they are stored now."""
        selected = self._selected()
        self._tree.clear()
        try:
            own, problem = own_platforms(), ""
        except CtdError as error:
            own, problem = (), str(error)
        self._add.setEnabled(not problem)
        listed = with_own_platforms(self._bundled.values(), own)
        for platform in listed:
            if platform.is_own or self._all.isChecked():
                self._tree.addTopLevelItem(self._item(platform))
        for column in range(self._tree.columnCount() - 1):
            self._tree.resizeColumnToContents(column)
        most = self._tree.fontMetrics().averageCharWidth() * _WIDEST_NAME
        self._tree.setColumnWidth(0, min(most, self._tree.columnWidth(0)))
        self._select(selected.id if selected else "")
        if problem:
            self._state.setText(f"⚠ {problem}")
        elif own:
            place = QDir.toNativeSeparators(str(own_file()))
            self._state.setText(tr("Your own platforms are stored in {path}.").format(path=place))
        else:
            self._state.setText(
                tr("No platform of your own yet: add one, or edit a bundled one. It is searched and shown like them.")
            )
        self._refresh_buttons()

    def _build(self) -> None:
        self._tree = QTreeWidget()
        self._tree.setObjectName("ctdOwnPlatformList")
        self._tree.setAccessibleName(tr("Platforms"))
        self._tree.setHeaderLabels([tr("Platform"), tr("Region"), tr("Remark"), tr("Software"), tr("Services")])
        self._tree.setRootIsDecorated(False)
        self._tree.itemSelectionChanged.connect(self._refresh_buttons)
        self._tree.itemActivated.connect(lambda _item: self._edit())
        self._all = QCheckBox(tr("Show the bundled platforms too"))
        self._all.setObjectName("ctdOwnPlatformAll")
        self._all.toggled.connect(lambda _checked: self.refresh())
        self._state = plain_label(name="ctdOwnPlatformState", selectable=True)
        self._add = push_button("ctdOwnPlatformAdd", tr("Add…"), lambda: self._open(None))
        self._edit_button = push_button("ctdOwnPlatformEdit", tr("Edit…"), self._edit)
        self._look = push_button("ctdOwnPlatformLook", tr("Look for services…"), self._look_for_services)
        self._remove = push_button("ctdOwnPlatformRemove", tr("Remove"), self._remove_selected)
        below = QHBoxLayout()
        for button in (self._add, self._edit_button, self._look, self._remove):
            below.addWidget(button)
        below.addStretch()
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        help_button(buttons, "platforms")
        layout = QVBoxLayout(self)
        layout.addWidget(self._all)
        layout.addWidget(self._tree, 1)
        layout.addLayout(below)
        layout.addWidget(self._state)
        layout.addWidget(buttons)

    def _item(self, platform: Platform) -> QTreeWidgetItem:
        remark = ""
        if platform.is_own:
            replaces = platform.id in self._bundled
            remark = tr("your own, in place of the bundled one") if replaces else tr("your own")
        item = QTreeWidgetItem(
            [
                platform.name,
                PRINTED_NAMES[platform.region],
                remark,
                technology_names()[platform.technology],
                number(len(platform.endpoints)),
            ]
        )
        item.setData(0, _PLATFORM, platform)
        checked = check_text([platform], known_health())
        item.setToolTip(0, auto_text("\n".join(filter(None, (platform.name, platform.homepage, checked)))))
        return item

    def _selected(self) -> Platform | None:
        item = self._tree.currentItem()
        return item.data(0, _PLATFORM) if item is not None and item.isSelected() else None

    def _select(self, identifier: str) -> None:
        for row in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(row)
            if item is not None and item.data(0, _PLATFORM).id == identifier:
                self._tree.setCurrentItem(item)

    def _refresh_buttons(self) -> None:
        platform = self._selected()
        can_change = platform is not None and self._add.isEnabled()
        self._edit_button.setEnabled(can_change)
        self._look.setEnabled(can_change)
        self._remove.setEnabled(can_change and platform is not None and platform.is_own)

    def _edit(self) -> None:
        platform = self._selected()
        if platform is not None and self._add.isEnabled():
            self._open(platform)

    def _open(self, platform: Platform | None) -> None:
        self._windows.show(
            f"{FORM}-{platform.id if platform else ''}",
            lambda: PlatformForm(self._iface, self._windows, platform),
            lambda _form: self._on_changed(),
        )

    def _look_for_services(self) -> None:
        platform = self._selected()
        if platform is not None:
            look_for_services(self._iface, self._windows, platform, self._on_stored)

    def _remove_selected(self) -> None:
        platform = self._selected()
        if platform is None or not platform.is_own:
            return
        question = tr("Remove “{name}” and its services from your own platforms?")
        if platform.id in self._bundled:
            question = tr("Remove your version of “{name}”? The bundled one shows again.")
        if not confirm(self, self.windowTitle(), question.format(name=platform.name), tr("Remove")):
            return
        with reporting_errors(self._iface):
            remove_own(platform.id)
            message = tr("“{name}” removed from your own platforms.").format(name=platform.name)
            show_message(self._iface, message, Qgis.MessageLevel.Success)
        self._on_changed()

    def _on_changed(self) -> None:
        refresh_views(self._iface)
        self._on_stored()

    def _on_stored(self) -> None:
        self._changed()
        if not sip.isdeleted(self):
            self.refresh()
