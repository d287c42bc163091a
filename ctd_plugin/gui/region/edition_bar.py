"""Which edition the panel shows, and the choice of another where the project has several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, QSize, Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ...gis.project.editions import CtdLayers, edition_name, editions_of, short_edition_name, show_edition
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

    def hide_editions(self) -> None:
        """Show nothing, where the project has no edition."""
        self.setVisible(False)

    def show_edition(self, layers: CtdLayers, about: Mapping[str, str]) -> None:
        """Show the edition of these layers with its table `about`, and offer the others of the project."""
        self.setVisible(True)
        editions = editions_of(QgsProject.instance())
        several = len(editions) > 1
        self._name.setVisible(not several)
        self.chooser.setVisible(several)
        if several:
            self._offer(editions, layers)
        else:
            self._name.show_text(titled(tr("Edition"), short_edition_name(about.get("edition", ""))))

    def _offer(self, editions: Sequence[CtdLayers], current: CtdLayers) -> None:
        names = [edition_name(one) for one in editions]
        if names != [self.chooser.itemText(number) for number in range(self.chooser.count())]:
            self.chooser.clear()
            self.chooser.addItems(names)
        self.chooser.setCurrentIndex(next((n for n, one in enumerate(editions) if one.id == current.id), -1))
        words = tr("Edition shown in the panel and by the CTD commands")
        self.chooser.setAccessibleName(words)
        self.chooser.setToolTip(tooltip(words, self.chooser.currentText()))

    def _choose(self, number: int) -> None:
        editions = editions_of(QgsProject.instance())
        if 0 <= number < len(editions):
            show_edition(QgsProject.instance(), editions[number])


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
