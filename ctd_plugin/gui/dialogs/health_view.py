"""The table of the services, which sorts, copies and keeps its row, and the details of that row below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qgis.PyQt.QtCore import QEvent, QSize, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QFrame, QSizePolicy, QTableView, QWidget

from ...catalogues.health import Health, Key, Move, key_of
from ...catalogues.registry import Endpoint, Platform
from ...gis.catalogues.health_store import move_text
from ...gis.catalogues.health_table import STATE, Value, as_text, headings
from ...i18n import titled, tr
from ..common.html import HtmlHighlighter
from ..common.page_view import PageView
from .health_model import SORT, HealthModel

# The widths of the columns as numbers of letters; those without one are read in the details.
_LETTERS = {0: 15, 1: 18, 2: 19, STATE: 17, 5: 7, 6: 8, 8: 11}


class HealthTable(QTableView):
    """The services in the order of a column; without one, in that of the list of platforms."""

    row_changed = pyqtSignal()
    """Another row is the current one, or its result came."""

    def __init__(self, targets: Sequence[tuple[Platform, Endpoint]]) -> None:
        super().__init__()
        self.setObjectName("ctdCheckTable")
        self.setAccessibleName(tr("Services and responses"))
        self.setAccessibleDescription(tr("The details of the row are below; Ctrl+C copies the selected rows."))
        self._targets = targets
        self._services = HealthModel(targets, self)
        self._order = QSortFilterProxyModel(self)
        self._order.setSortRole(SORT)
        self._order.setSortLocaleAware(True)
        self._order.setSourceModel(self._services)
        self.setModel(self._order)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        # Tab leaves the table, the arrow keys move in it.
        self.setTabKeyNavigation(False)
        letter = self.fontMetrics().averageCharWidth()
        for column in range(self._order.columnCount()):
            self.setColumnHidden(column, column not in _LETTERS)
            heading = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(letter * _LETTERS.get(column, 0), heading))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.row_changed.emit())

    def sizeHint(self) -> QSize:
        return QSize(self.horizontalHeader().length() + 2 * self.frameWidth() + 24, 16 * self.rowHeight(0) or 300)

    def show_health(self, healths: Mapping[Key, Health], pending: set[Key]) -> None:
        """Show the known results of all services, and which of them are being checked; the current row stays."""
        current = max(0, self._source_row())
        self._services.show(healths, pending)
        self.selectRow(self._order.mapFromSource(self._services.index(current, 0)).row())

    def set_health(self, key: Key, health: Health) -> None:
        """Show the result of a service that was being checked."""
        self._services.set_health(key, health)
        current = self.current()
        if current is not None and key_of(current[1]) == key:
            self.row_changed.emit()

    def current(self) -> tuple[Platform, Endpoint] | None:
        """Return the service of the current row, None without one."""
        return self._targets[self._source_row()] if self._source_row() >= 0 else None

    def current_values(self) -> list[Value]:
        """Return the values of the current row, none without one."""
        return self._services.row_values(self._source_row()) if self._source_row() >= 0 else []

    def rows(self) -> list[list[Value]]:
        """Return the values of all rows in the order shown."""
        return [self._values(row) for row in range(self._order.rowCount())]

    def copy_selected(self) -> None:
        """Copy the selected rows, for a mail or a spreadsheet."""
        copy_rows([self._values(index.row()) for index in self.selectionModel().selectedRows()])

    def copy_all(self) -> None:
        """Copy all rows in the order shown, under their headings."""
        copy_rows([list(headings()), *self.rows()])

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        else:
            super().keyPressEvent(event)

    def _source_row(self) -> int:
        return self._order.mapToSource(self.currentIndex()).row()

    def _values(self, row: int) -> list[Value]:
        return self._services.row_values(self._order.mapToSource(self._order.index(row, 0)).row())


class HealthDetails(PageView):
    """All that is known of a service, whole: why it failed, its address, its software."""

    def __init__(self, parent: QWidget, open_address: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setObjectName("ctdCheckDetails")
        self.setAccessibleName(tr("Details of the service"))
        # What has the focus is seen by its frame.
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.anchorClicked.connect(lambda url: open_address(url.toString()))

    def sizeHint(self) -> QSize:
        return QSize(400, 8 * self.fontMetrics().lineSpacing())

    def show_values(self, values: Sequence[Value], moves: Sequence[Move] = ()) -> None:
        """Show the values of a row, first what failed and where, and where its service may have moved."""
        if not values:
            self.show_page("")
            return
        region, platform, service, state, detail, *known, _moved, address = map(as_text, values)
        html = HtmlHighlighter()
        rest = zip(list(headings())[5:], known, strict=False)
        question = html.text(tr("Moved to?"))
        new = "".join(f"<p>{question} {html.link(move.url)} – {html.text(move_text(move))}</p>" for move in moves)
        self.show_page(
            f"<p><b>{html.text(platform)}</b> – {html.text(region)} – {html.text(service)}</p>"
            f"<p>{html.text(titled(state, detail) if detail else state)}</p>"
            f"<p>{html.link(address)}</p>{new}"
            f"<p>{html.text(' · '.join(titled(name, value) for name, value in rest if value))}</p>"
        )

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


def copy_rows(rows: Sequence[Sequence[Value]]) -> None:
    """Copy rows as text, with tabs between their cells."""
    lines = ("\t".join(" ".join(as_text(value).split()) for value in row) for row in rows)
    QGuiApplication.clipboard().setText("\n".join(lines))
