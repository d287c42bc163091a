"""The controls above a region's page: which region, and where it is on the map."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ...gis.icons import icon_path
from ...i18n import tr
from .chooser import RegionChooser


class RegionToolBar(QWidget):
    """A chooser, arrows to the regions before and after, and buttons for the map."""

    def __init__(
        self,
        zoom: Callable[[], None],
        flash: Callable[[], None],
        fill_territories: Callable[[QMenu], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.chooser = RegionChooser(self)
        self._previous = self._button("ctdPrevious", self.chooser.step_back, arrow=Qt.ArrowType.LeftArrow)
        self._next = self._button("ctdNext", self.chooser.step_on, arrow=Qt.ArrowType.RightArrow)
        self._zoom = self._button("ctdZoom", zoom, icon=QgsApplication.iconPath("mActionZoomToSelected.svg"))
        self._flash = self._button("ctdFlash", flash, icon=QgsApplication.iconPath("mActionHighlightFeature.svg"))
        territories = QMenu(self)
        territories.aboutToShow.connect(lambda: fill_territories(territories))
        self._territories = self._button("ctdTerritoriesButton", menu=territories, icon=icon_path("territories"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.chooser, 1)
        for button in self.controls[1:]:
            row.addWidget(button)

    @property
    def controls(self) -> list[QWidget]:
        """The controls in the order of the Tab key."""
        return [self.chooser, self._previous, self._next, self._zoom, self._flash, self._territories]

    def name_controls(self) -> None:
        """Name the controls in the language in force."""
        names = (
            tr("Region"),
            tr("Previous region (Alt+Page Up)"),
            tr("Next region (Alt+Page Down)"),
            tr("Zoom to the region, upright"),
            tr("Flash the region on the map"),
            tr("Zoom to a territory"),
        )
        for widget, name in zip(self.controls, names, strict=True):
            widget.setToolTip(name)
            widget.setAccessibleName(name)
        self.chooser.lineEdit().setPlaceholderText(tr("Choose a region…"))

    def enable(self, *, has_region: bool) -> None:
        """Enable what can be used: a choice where regions are offered, the map where one of them is shown."""
        for button in (self._zoom, self._flash):
            button.setEnabled(has_region)
        for widget in (self._previous, self._next, self.chooser):
            widget.setEnabled(self.chooser.count() > 0)

    def _button(
        self,
        name: str,
        slot: Callable[[], None] | None = None,
        *,
        arrow: Qt.ArrowType | None = None,
        icon: str = "",
        menu: QMenu | None = None,
    ) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        # Qt leaves tool buttons out of the tab order.
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if arrow is not None:
            button.setArrowType(arrow)
        elif icon:
            button.setIcon(QIcon(icon))
        if slot is not None:
            button.clicked.connect(lambda _checked=False: slot())
        if menu is not None:
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        return button
