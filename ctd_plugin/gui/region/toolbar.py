"""The controls above a region's page: which region, and where it is on the map."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ...i18n import tr
from .chooser import RegionChooser
from .highlight import RegionHighlight


class RegionToolBar(QWidget):
    """A chooser, arrows to the regions before and after, and buttons that zoom to the region and flash it."""

    def __init__(self, on_map: RegionHighlight, parent: QWidget) -> None:
        super().__init__(parent)
        self.chooser = RegionChooser(self)
        self._previous = self._button("ctdPrevious", self.chooser.step_back, arrow=Qt.ArrowType.LeftArrow)
        self._next = self._button("ctdNext", self.chooser.step_on, arrow=Qt.ArrowType.RightArrow)
        self._zoom = self._button("ctdZoom", on_map.zoom, icon="mActionZoomToSelected.svg")
        self._flash = self._button("ctdFlash", on_map.flash, icon="mActionHighlightFeature.svg")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.chooser, 1)
        for button in self.controls[1:]:
            row.addWidget(button)

    @property
    def controls(self) -> list[QWidget]:
        """The controls in the order of the Tab key."""
        return [self.chooser, self._previous, self._next, self._zoom, self._flash]

    def name_controls(self) -> None:
        """Name the controls in the language in force."""
        names = (
            tr("Region"),
            tr("Previous region (Alt+Page Up)"),
            tr("Next region (Alt+Page Down)"),
            tr("Zoom to the region"),
            tr("Flash the region on the map"),
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
        self, name: str, slot: Callable[[], None], *, arrow: Qt.ArrowType | None = None, icon: str = ""
    ) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        # Qt leaves tool buttons out of the tab order.
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if arrow is not None:
            button.setArrowType(arrow)
        else:
            button.setIcon(QIcon(QgsApplication.getThemeIcon(icon)))
        button.clicked.connect(slot)
        return button
