"""The report of an import: its remarks as a list to read, filter, copy and save."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis
from qgis.gui import QgisInterface, QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ...data.importing.import_report import (
    ENDINGS,
    ImportRemark,
    ImportReport,
    read_import_report,
    remark_kinds,
    remarks_text,
    write_import_report,
)
from ...errors import CtdError
from ...gis.unexpected_errors import unexpected_error
from ...i18n import number, plural, tr
from ...settings import read_settings
from ..common.links import open_file
from ..common.messages import show_message, warn, written_item
from ..common.widgets import box_button, button_box, make_readable, plain_label, resize_to_type
from ..common.windows import Windows
from ..help.help import help_button
from .report_model import ALL, COLUMN, KIND, ROW, VALUE, RemarkFilter, RemarkModel

NAME = "ctdImportReport"


def show_report(iface: QgisInterface, windows: Windows, path: Path) -> None:
    """Show the report in a file in its window, or a message where it cannot be read."""
    try:
        report = read_import_report(path)
    except CtdError as error:
        show_message(iface, str(error), Qgis.MessageLevel.Warning)
        return
    windows.show(NAME, lambda: ReportWindow(iface.mainWindow())).show_report(report, path)


def offer_report(iface: QgisInterface, windows: Windows, text: str, output: Path, report: Path) -> None:
    """Show a message of success that stays until it is closed, with a button for the report.

    `text` has a place for the path of the output, `{path}`, which becomes a link.
    """
    item = written_item(text, output)
    button = QPushButton(tr("Show the report"))
    button.setObjectName("ctdShowReport")
    button.clicked.connect(lambda _checked=False: show_report(iface, windows, report))
    item.layout().addWidget(button)
    iface.messageBar().pushItem(item)


class ReportWindow(QDialog):
    """A table of the remarks above the whole text of the selected one."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Import report"))
        self._report: ImportReport | None = None
        self._path = Path()
        self._facts = plain_label(name="ctdReportFacts", selectable=True)
        self._filter = QgsFilterLineEdit()
        self._filter.setObjectName("ctdReportFilter")
        self._filter.setShowSearchIcon(True)
        self._filter.setPlaceholderText(tr("Words of a remark"))
        self._kinds = QComboBox()
        self._kinds.setObjectName("ctdReportKind")
        self._count = plain_label(name="ctdReportCount")
        self._model = RemarkModel(self)
        self._rows = RemarkFilter(self._model, self)
        self._table = QTableView()
        self._table.setObjectName("ctdReportTable")
        self._table.setAccessibleName(tr("Remarks"))
        self._table.setModel(self._rows)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self._table.setAlternatingRowColors(True)
        self._table.setTabKeyNavigation(False)
        self._table.setSortingEnabled(True)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._detail = QPlainTextEdit()
        self._detail.setObjectName("ctdReportDetail")
        self._detail.setAccessibleName(tr("Selected remark"))
        make_readable(self._detail)
        self._build()
        self._filter.textChanged.connect(self._rows.set_words)
        self._kinds.currentIndexChanged.connect(lambda _index: self._rows.set_kind(self._kinds.currentData() or ALL))
        self._table.selectionModel().currentRowChanged.connect(lambda *_: self._show_detail())
        for signal in (self._rows.modelReset, self._rows.rowsInserted, self._rows.rowsRemoved):
            signal.connect(lambda *_: self._show_count())

    def show_report(self, report: ImportReport, path: Path) -> None:
        """Show a report and the file that it is kept in."""
        self._report, self._path = report, path
        if report.header_row:
            numbering = tr("Rows are numbered as in the spreadsheet.")
        else:
            numbering = tr("Rows are numbered in the order of the layer.")
        self._facts.setText(f"{report.facts()}\n{numbering}")
        self._filter.clear()
        self._kinds.clear()
        self._kinds.addItem(tr("All ({count})").format(count=number(len(report.remarks))), ALL)
        for kind, name in remark_kinds().items():
            count = sum(remark.kind is kind for remark in report.remarks)
            if count:
                self._kinds.addItem(f"{name} ({number(count)})", kind.value)
        self._model.show_remarks(report.remarks)
        # The remark has what is left.
        for column, widest in ((KIND, 22), (ROW, 10), (COLUMN, 18), (VALUE, 16)):
            self._table.resizeColumnToContents(column)
            most = self.fontMetrics().averageCharWidth() * widest
            self._table.setColumnWidth(column, min(self._table.columnWidth(column), most))
        if report.remarks:
            self._table.selectRow(0)
        self._show_count()

    def _build(self) -> None:
        filters = QHBoxLayout()
        for text, widget in ((tr("Find"), self._filter), (tr("About"), self._kinds)):
            label = QLabel(text)
            label.setBuddy(widget)
            filters.addWidget(label)
            filters.addWidget(widget, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._table)
        split.addWidget(self._detail)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        copy = QAction(tr("Copy"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda _checked=False: self._copy_selected())
        self._table.addAction(copy)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box_button(buttons, "ctdReportCopy", tr("Copy the list"), lambda: self._copy(self._shown()))
        box_button(buttons, "ctdReportSave", tr("Save as…"), self._choose_file)
        box_button(buttons, "ctdReportFolder", tr("Open the folder"), lambda: open_file(self._path.parent))
        help_button(buttons, "import")
        layout = QVBoxLayout(self)
        layout.addWidget(self._facts)
        layout.addLayout(filters)
        layout.addWidget(split, 1)
        layout.addWidget(self._count)
        layout.addWidget(buttons)
        resize_to_type(self, 120, 34)

    def _shown(self) -> list[ImportRemark]:
        """Return the remarks that are listed, in their order."""
        rows = range(self._rows.rowCount())
        return [self._model.remarks[self._rows.mapToSource(self._rows.index(row, 0)).row()] for row in rows]

    def _copy(self, remarks: list[ImportRemark]) -> None:
        QApplication.clipboard().setText(remarks_text(remarks))

    def _copy_selected(self) -> None:
        shown = self._shown()
        self._copy([shown[row] for row in sorted(index.row() for index in self._table.selectionModel().selectedRows())])

    def _choose_file(self) -> None:
        folder = Path(read_settings().export_folder or self._path.parent)
        name = self._path.name.removesuffix(".report.json") + ".csv"
        kinds = {"CSV (*.csv)": ".csv", "HTML (*.html)": ".html", "JSON (*.json)": ".json"}
        file, kind = QFileDialog.getSaveFileName(self, tr("Save the report"), str(folder / name), ";;".join(kinds))
        if file:
            path = Path(file)
            self.save(path if path.suffix.lower() in ENDINGS else path.with_name(path.name + kinds.get(kind, ".csv")))

    def save(self, path: Path) -> None:
        """Save the whole report as CSV, HTML or JSON."""
        if self._report is None:
            return
        try:
            write_import_report(self._report, path)
        except Exception as error:
            warn(self, self.windowTitle(), str(unexpected_error(error)))

    def _show_count(self) -> None:
        shown, total = self._rows.rowCount(), len(self._model.remarks)
        if shown < total:
            text = tr("{shown} of {total} remarks shown.")
        else:
            text = plural(total, tr("{total} remark."), tr("{total} remarks."))
        self._count.setText(text.format(shown=number(shown), total=number(total)) if total else tr("No remarks."))

    def _show_detail(self) -> None:
        index = self._rows.mapToSource(self._table.currentIndex())
        if not index.isValid():
            self._detail.clear()
            return
        remark = self._model.remarks[index.row()]
        self._detail.setPlainText("\n".join(filter(None, (remark.in_place(), remark.value))))
