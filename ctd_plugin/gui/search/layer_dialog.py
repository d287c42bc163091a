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

from ...catalogues.services.capabilities import MOST_LAYERS, ServiceLayer
from ...i18n import number, plural, tr
from ...text import unaccented
from ..common.widgets import button_box, plain_label
from ..help.help import help_button

MOST_SHOWN = 1000
"""Layers that are listed at the same time."""


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
        self._list.setObjectName("ctdLayerList")
        self._list.setAccessibleName(tr("Layers of the service"))
        self._list.setUniformItemSizes(True)
        self._layers = layers
        self._texts = [unaccented(_shown(layer)) for layer in layers]
        self._count = plain_label(name="ctdLayerCount")
        self._list.itemDoubleClicked.connect(lambda _item: self.accept())
        buttons = button_box(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(tr("Add to the map"))
        help_button(buttons, "search")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (label, self._filter, self._list, self._count, buttons):
            column.addWidget(widget)
        self.resize(420, 380)
        self._filter_layers("")

    def accept(self) -> None:
        item = self._list.currentItem()
        if item is not None:
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
        """List the layers with these words in their title or name, as many as can be read, and say how many there are.

        The entry chosen before stays so where it is among them.
        """
        wanted = unaccented(words).split()
        found = [
            layer for layer, text in zip(self._layers, self._texts, strict=True) if all(word in text for word in wanted)
        ]
        before = self._list.currentItem()
        name = before.data(Qt.ItemDataRole.UserRole) if before is not None else None
        self._list.clear()
        current = 0
        for row, layer in enumerate(found[:MOST_SHOWN]):
            item = QListWidgetItem(_shown(layer))
            item.setData(Qt.ItemDataRole.UserRole, layer.name)
            self._list.addItem(item)
            if layer.name == name:
                current = row
        self._list.setCurrentRow(current)
        self._ok.setEnabled(bool(found))
        self._count.setText(self._count_text(len(found)))

    def _count_text(self, found: int) -> str:
        total = len(self._layers)
        if found > MOST_SHOWN:
            text = tr("The first {shown} of {count} layers: type words to find the others.")
        elif found < total:
            text = tr("{count} of {total} layers")
        else:
            text = plural(total, tr("{count} layer"), tr("{count} layers"))
        text = text.format(shown=number(MOST_SHOWN), count=number(found), total=number(total))
        if total >= MOST_LAYERS:
            # The service has more than were read.
            text += " " + tr("The service has more layers than the plugin reads.")
        return text


def _shown(layer: ServiceLayer) -> str:
    return layer.title if layer.title == layer.name else f"{layer.title} ({layer.name})"
