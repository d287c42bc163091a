"""The table of a platform's services: the protocol and the address of each, edited in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ...catalogues.health import key_of
from ...catalogues.http.urls import address_key, split_url
from ...catalogues.portals.page_links import services_at
from ...catalogues.registry import Confidence, Endpoint, Protocol
from ...errors import CtdError
from ...gis.catalogues.health_store import health_text
from ...gis.catalogues.known_health import known_health
from ...gis.labels.platforms import protocol_names
from ...i18n import tr
from ..common.html import auto_text

_PROTOCOL, _ADDRESS = 0, 1
_ENDPOINT = Qt.ItemDataRole.UserRole
_ENTERED, _ENTERED_FR = "entered by the user", "saisie par l’utilisateur"


class EndpointTable(QTableWidget):
    """Rows of protocol and address; an address that is typed sets the protocol that it names by its form."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setObjectName("ctdPlatformEndpoints")
        self.setAccessibleName(tr("Services of the platform"))
        self.setAccessibleDescription(tr("F2 edits a cell, Del removes the selected services"))
        self.setHorizontalHeaderLabels([tr("Protocol"), tr("Address")])
        self.horizontalHeader().setSectionResizeMode(_PROTOCOL, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        # Tab leaves the table, as it leaves a list.
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(_PROTOCOL, _ProtocolDelegate(self))
        self.itemChanged.connect(self._guess_protocol)

    def add_endpoints(self, endpoints: Iterable[Endpoint], *, first: bool = False) -> None:
        """Add services that the table does not have yet, before the others or after them."""
        known = {(one.protocol, address_key(one.url)) for one in self._rows()}
        new = [one for one in endpoints if (one.protocol, address_key(one.url)) not in known]
        for place, endpoint in enumerate(new):
            self._insert(place if first else self.rowCount(), endpoint)

    def add_row(self) -> None:
        """Add an empty row and edit its address."""
        self._insert(self.rowCount(), Endpoint(Protocol.CSW, "", Confidence.HIGH, _ENTERED, _ENTERED_FR))
        row = self.rowCount() - 1
        self.setCurrentCell(row, _ADDRESS)
        self.editItem(self.item(row, _ADDRESS))

    def remove_rows(self) -> None:
        """Remove the selected services."""
        for row in sorted({index.row() for index in self.selectedIndexes()}, reverse=True):
            self.removeRow(row)

    def endpoints(self) -> tuple[Endpoint, ...]:
        """Return the services, rows without an address left out; CtdError for an address that is none."""
        rows = [one for one in self._rows() if one.url]
        for one in rows:
            if split_url(one.url) is None:
                message = tr("“{address}” is not an address that starts with http:// or https://; correct it.")
                raise CtdError(message.format(address=one.url))
        return tuple(rows)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key = event.key() if event is not None else None
        if key == Qt.Key.Key_Delete:
            self.remove_rows()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            # Else it would save the form.
            self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _rows(self) -> list[Endpoint]:
        """Return the services of all rows; what the user changed is of the user's own."""
        found = []
        for row in range(self.rowCount()):
            protocol, address = self.item(row, _PROTOCOL), self.item(row, _ADDRESS)
            before: Endpoint = address.data(_ENDPOINT)
            now = replace(before, protocol=Protocol(protocol.data(_ENDPOINT)), url=address.text().strip())
            if now != before:
                now = replace(now, confidence=Confidence.HIGH, evidence=_ENTERED, evidence_fr=_ENTERED_FR)
            found.append(now)
        return found

    def _insert(self, row: int, endpoint: Endpoint) -> None:
        self.blockSignals(True)
        self.insertRow(row)
        protocol = QTableWidgetItem(protocol_names()[endpoint.protocol])
        protocol.setData(_ENDPOINT, endpoint.protocol.value)
        address = QTableWidgetItem(endpoint.url)
        address.setData(_ENDPOINT, endpoint)
        health = health_text(endpoint, known_health().get(key_of(endpoint))) if endpoint.url else ""
        address.setToolTip(auto_text("\n".join(filter(None, (endpoint.url, health)))))
        self.setItem(row, _PROTOCOL, protocol)
        self.setItem(row, _ADDRESS, address)
        self.blockSignals(False)

    def _guess_protocol(self, item: QTableWidgetItem) -> None:
        if item.column() != _ADDRESS:
            return
        services = services_at(item.text().strip())
        protocol = self.item(item.row(), _PROTOCOL)
        if services and protocol is not None and Protocol(protocol.data(_ENDPOINT)) not in dict(services):
            _set_protocol(protocol, services[0][0])


class _ProtocolDelegate(QStyledItemDelegate):
    """Edits a protocol with a list of them."""

    def createEditor(self, parent: QWidget | None, _option: QStyleOptionViewItem, _index: QModelIndex) -> QComboBox:
        box = QComboBox(parent)
        box.setAccessibleName(tr("Protocol"))
        for protocol, name in protocol_names().items():
            box.addItem(name, protocol.value)
        box.activated.connect(lambda _number: (self.commitData.emit(box), self.closeEditor.emit(box)))
        return box

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(_ENDPOINT)))

    def setModelData(self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox) and model is not None:
            model.setData(index, editor.currentText(), Qt.ItemDataRole.DisplayRole)
            model.setData(index, editor.currentData(), _ENDPOINT)


def _set_protocol(item: QTableWidgetItem, protocol: Protocol) -> None:
    item.setText(protocol_names()[protocol])
    item.setData(_ENDPOINT, protocol.value)
