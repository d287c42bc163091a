"""Which edition the panel shows, and the choice of another where the project has several."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, QSize, Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ...gis.project.editions import edition_name, editions_of, make_current
from ...gis.project.layers import CtdLayers
from ...i18n import titled, tr
from ..common.html import tooltip
from ..common.widgets import let_shrink


class EditionBar(QWidget):
    """A line with the edition's name, or a box of the names of all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = _CutLabel("ctdEdition", self)
        self.chooser = QComboBox(self)
        self.chooser.setObjectName("ctdEditionChooser")
        let_shrink(self.chooser)
        self.chooser.activated[int].connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        row.addWidget(self.chooser, 1)

    def show_layers(self, layers: CtdLayers | None) -> None:
        """Show the edition of these layers, and offer the others of the project."""
        self.setVisible(layers is not None)
        if layers is None:
            return
        editions = editions_of(QgsProject.instance())
        names = [edition_name(one) for one in editions]
        current = next((number for number, one in enumerate(editions) if one.id == layers.id), -1)
        several = len(editions) > 1
        self._name.setVisible(not several)
        self.chooser.setVisible(several)
        self._name.show_text(titled(tr("Edition"), edition_name(layers)))
        words = tr("Edition shown in the panel and by the CTD commands")
        self.chooser.setAccessibleName(words)
        self.chooser.setToolTip(tooltip(words, names[current] if current >= 0 else ""))
        if names != [self.chooser.itemText(number) for number in range(self.chooser.count())]:
            self.chooser.clear()
            self.chooser.addItems(names)
        self.chooser.setCurrentIndex(current)

    def _choose(self, number: int) -> None:
        editions = editions_of(QgsProject.instance())
        if 0 <= number < len(editions):
            make_current(QgsProject.instance(), editions[number])


class _CutLabel(QLabel):
    """One line of plain text, cut where there is no room for it; its tooltip has it whole."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def show_text(self, text: str) -> None:
        self._whole = text
        self.setToolTip(tooltip(text))
        self.setAccessibleName(text)
        self._cut()

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))
