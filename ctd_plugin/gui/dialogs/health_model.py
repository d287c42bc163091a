"""The services of a check and their results, for a table that sorts by any column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QBrush, QColor

from ...catalogues.health import Health, Key, key_of
from ...catalogues.registry import Endpoint, Platform
from ...gis.catalogues.health_table import STATE, Value, as_text, headings, row
from ...gis.style.palette import HEALTH_FILLS, label_colour
from ...i18n import tr
from ..common.html import tooltip

SORT = Qt.ItemDataRole.UserRole
"""The role of what a cell is sorted by."""


class HealthModel(QAbstractTableModel):
    """One row a service; those that are being checked say so until they have a result."""

    def __init__(self, targets: Sequence[tuple[Platform, Endpoint]], parent: QObject) -> None:
        super().__init__(parent)
        self._targets = targets
        self._headings = headings()
        self._rows: list[list[Value]] = []
        self._healths: dict[Key, Health] = {}
        self._pending: set[Key] = set()

    def show(self, healths: Mapping[Key, Health], pending: set[Key]) -> None:
        """Show the known results of all services, and which of them are being checked."""
        self.beginResetModel()
        self._healths, self._pending = dict(healths), set(pending)
        self._rows = [self._row(index) for index in range(len(self._targets))]
        self.endResetModel()

    def set_health(self, key: Key, health: Health) -> None:
        """Show the result of a service that was being checked."""
        self._healths[key] = health
        self._pending.discard(key)
        for index, (_, endpoint) in enumerate(self._targets):
            if key_of(endpoint) == key:
                self._rows[index] = self._row(index)
                self.dataChanged.emit(self.index(index, 0), self.index(index, len(self._headings) - 1))

    def row_values(self, index: int) -> list[Value]:
        """Return the values of a row in the order of the columns."""
        return self._rows[index]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008  as Qt declares it
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return list(self._headings)[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return as_text(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(as_text(value)) or None if value is not None else None
        if role == SORT:
            return _sortable(value, list(self._headings.values())[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(value, int | float):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if index.column() == STATE:
            return self._colour(index.row(), role)
        return None

    def _row(self, index: int) -> list[Value]:
        platform, endpoint = self._targets[index]
        values = row(platform, endpoint, self._healths.get(key_of(endpoint)))
        if key_of(endpoint) in self._pending:
            values[STATE] = tr("checking…")
        return values

    def _colour(self, index: int, role: int) -> QBrush | None:
        key = key_of(self._targets[index][1])
        health = self._healths.get(key)
        if health is None or key in self._pending:
            return None
        good, fair, bad = HEALTH_FILLS
        fill = bad if not health.is_alive else fair if health.reason else good
        if role == Qt.ItemDataRole.BackgroundRole:
            return QBrush(QColor(fill))
        return QBrush(QColor(label_colour(fill))) if role == Qt.ItemDataRole.ForegroundRole else None


def _sortable(value: Value, kind: type) -> str | float:
    """Return what a value is sorted by; one that is missing comes before all others."""
    if kind is str:
        return str(value or "").casefold()
    if value is None:
        return -1.0
    if isinstance(value, datetime):
        return value.timestamp()
    return value.toordinal() if isinstance(value, date) else float(value)
