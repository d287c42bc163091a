"""The choice of a layer of a service, where a record names none that the service has."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...catalogues.services.capabilities import ServiceLayer
from ...i18n import tr
from ...text import unaccented
from ..common.widgets import button_box, plain_label


class LayerDialog(QDialog):
    """Emits the name of the chosen layer; to be opened without waiting for it."""

    layer_chosen = pyqtSignal(str)

    def __init__(self, title: str, name: str, layers: Sequence[ServiceLayer], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ctdLayerChoice")
        self.setWindowTitle(tr("Choose a layer"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = tr("The service of “{title}” has no layer named “{name}”. Choose one of its layers.")
        if not name:
            text = tr("The record of “{title}” does not name a layer. Choose one of the service’s layers.")
        label = plain_label(text.format(title=title, name=name))
        self._filter = QgsFilterLineEdit()
        self._filter.setObjectName("ctdLayerFilter")
        self._filter.setShowSearchIcon(True)
        self._filter.setPlaceholderText(tr("Filter the layers…"))
        self._filter.setAccessibleName(tr("Words to filter the layers by"))
        self._filter.textChanged.connect(self._filter_layers)
        self._filter.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Layers of the service"))
        self._list.setUniformItemSizes(True)
        for layer in layers:
            shown = layer.title if layer.title == layer.name else f"{layer.title} ({layer.name})"
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, layer.name)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(lambda _item: self.accept())
        buttons = button_box(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(tr("Add to the map"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (label, self._filter, self._list, buttons):
            column.addWidget(widget)
        self.resize(420, 380)

    def accept(self) -> None:
        item = self._list.currentItem()
        if item is not None and not item.isHidden():
            self.layer_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrow keys while typing."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        is_press = watched is self._filter and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in keys:
            QApplication.sendEvent(self._list, QKeyEvent(event.type(), event.key(), event.modifiers()))
            return True
        return super().eventFilter(watched, event)

    def _filter_layers(self, words: str) -> None:
        wanted = unaccented(words).split()
        shown = []
        for row in range(self._list.count()):
            item = self._list.item(row)
            text = unaccented(item.text())
            item.setHidden(not all(word in text for word in wanted))
            if not item.isHidden():
                shown.append(item)
        if shown and (self._list.currentItem() is None or self._list.currentItem().isHidden()):
            self._list.setCurrentItem(shown[0])
        self._ok.setEnabled(bool(shown))
