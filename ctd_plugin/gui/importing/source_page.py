"""Page 1: the file or layer, its sheet, an optional recipe, and a preview of the first rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QPushButton

from ...data.importing.recipe import Recipe, read_recipe
from ...data.importing.replay import read_replayed_table
from ...data.survey.reader import read_survey_table
from ...data.tables.reader import Table
from ...errors import CtdError
from ...gis.layer_table import layer_reader
from ...gis.project.editions import editions_of
from ...i18n import number, tr
from ..common.file_fields import typed_path
from ..common.widgets import add_row, plain_label
from .choices import ChoiceTable, text_item
from .page import ImportPage
from .report_menu import report_menu
from .session import Session
from .template_menu import template_menu

_ROWS, _COLUMNS = 20, 60


class SourcePage(ImportPage):
    """Reads the table as soon as it is chosen."""

    def __init__(self, session: Session, show_report: Callable[[Path], None]) -> None:
        super().__init__(
            session,
            "ctdImportSource",
            tr("The survey to import"),
            tr(
                "Choose a spreadsheet or a CSV file with one row per region, or a table open in QGIS. The source "
                "is never modified; nothing is written before the last page."
            ),
        )
        self._file = QgsFileWidget()
        self._file.setObjectName("ctdImportFile")
        self._file.setFilter(tr("Tables") + " (*.csv *.txt *.tsv *.xlsx *.xlsm *.ods *.xls)")
        self._layer = QgsMapLayerComboBox()
        self._layer.setObjectName("ctdImportLayer")
        self._layer.setFilters(Qgis.LayerFilter.VectorLayer)
        self._layer.setAllowEmptyLayer(True, tr("no layer"))
        editions = editions_of(QgsProject.instance())
        self._layer.setExceptedLayerList([layer for edition in editions for layer in edition.all.values()])
        self._sheet = QComboBox()
        self._sheet.setObjectName("ctdImportSheet")
        self._recipe = QgsFileWidget()
        self._recipe.setObjectName("ctdImportRecipe")
        self._recipe.setFilter(tr("Recipes") + " (*.recipe.json)")
        self._recipe.lineEdit().setPlaceholderText(tr("optional: the choices of an earlier import"))
        self._template = QPushButton(tr("Save a template…"))
        self._template.setObjectName("ctdImportTemplate")
        self._template.setMenu(template_menu(self))
        self._reports = QPushButton(tr("Earlier reports…"))
        self._reports.setObjectName("ctdImportReports")
        self._reports.setMenu(report_menu(self, show_report))
        self._note = plain_label(name="ctdImportTold")
        self._preview = ChoiceTable("ctdImportPreview", tr("Preview"), [], [])
        self._preview.setEditTriggers(ChoiceTable.EditTrigger.NoEditTriggers)

        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        add_row(form, tr("File"), self._file)
        add_row(form, tr("Or project layer"), self._layer)
        add_row(form, tr("Sheet"), self._sheet)
        add_row(form, tr("Recipe"), self._recipe)
        self._form = form
        self._recipe_error = ""
        bottom = QHBoxLayout()
        bottom.addWidget(self._note, 1)
        bottom.addWidget(self._template)
        bottom.addWidget(self._reports)
        self.body_layout.addLayout(form)
        self.body_layout.addWidget(self._preview, 1)
        self.body_layout.addLayout(bottom)
        self._show_sheets(())
        self._choose_no_layer()
        for signal in (self._layer.model().rowsInserted, self._layer.model().rowsRemoved):
            signal.connect(lambda *_: self._show_layers())
        self._show_layers()
        self._file.fileChanged.connect(self._on_file_chosen)
        self._layer.layerChanged.connect(self._on_layer_chosen)
        self._sheet.activated.connect(self._on_sheet_chosen)
        self._recipe.fileChanged.connect(self._on_recipe_chosen)

    def isComplete(self) -> bool:
        return super().isComplete() and self.session.table is not None

    def choose(self, survey: Path) -> None:
        """Choose a file, as its user does."""
        self._file.setFilePath(str(survey))

    def _on_file_chosen(self, _text: str) -> None:
        typed = typed_path(self._file)
        if not typed:
            return
        path = Path(typed)
        self._choose_no_layer()
        self.session.name, self.session.folder = path.name, path.parent
        self._read(None, path)

    def _on_layer_chosen(self, layer: QgsVectorLayer | None) -> None:
        if layer is None:
            return
        self._file.blockSignals(True)
        self._file.setFilePath("")
        self._file.blockSignals(False)
        self.session.name, self.session.folder = layer.name(), None
        self._show_sheets(())
        self._start(layer_reader(layer))

    def _on_sheet_chosen(self, _index: int) -> None:
        self._read(self._sheet.currentText(), Path(typed_path(self._file)))

    def _on_recipe_chosen(self, _text: str) -> None:
        self._recipe_error = ""
        typed = typed_path(self._recipe)
        try:
            self.session.recipe = read_recipe(Path(typed)) if typed else Recipe()
        except CtdError as error:
            self.session.recipe = Recipe()
            self._recipe_error = str(error)
            self.show_error(self._recipe_error)
            return
        if self.session.table is None:
            return
        if self._file.filePath() and self.session.recipe.sheet not in (None, self.session.table.sheet):
            self._read(None, Path(typed_path(self._file)))
        else:
            self._set_table(self.session.table)
            self.completeChanged.emit()

    def _read(self, sheet: str | None, path: Path) -> None:
        """Read the sheet that the user chose, or else the one that the recipe names."""
        if sheet is None:
            self._start(partial(read_replayed_table, path, self.session.recipe))
        else:
            self._start(partial(read_survey_table, path, sheet))

    def _start(self, read: Callable[[], Table]) -> None:
        self.session.table = None
        self._preview.fill([])
        self._note.setText("")
        self.work(tr("Reading {name}…").format(name=self.session.name), lambda _feedback: read(), self._set_table)

    def _set_table(self, table: Table) -> None:
        self.session.set_table(table)
        # A survey that is chosen after a recipe does not make that one readable.
        self.show_error(self._recipe_error)
        self._show_sheets(table.sheets)
        self._sheet.setCurrentText(table.sheet or "")
        shown = table.header[:_COLUMNS]
        self._preview.set_headings([" ".join(heading.split())[:60] for heading in shown])
        self._preview.fill([[text_item(cell) for cell in cells[:_COLUMNS]] for _, cells in table.rows[:_ROWS]])
        note = tr("{rows} rows, {columns} columns.").format(
            rows=number(len(table.rows)), columns=number(len(table.header))
        )
        if len(table.rows) > _ROWS or len(table.header) > _COLUMNS:
            note += " " + tr("Preview limited to the first rows.")
        remarks = [problem.message for problem in table.problems if not problem.row]
        note = "\n".join([note, *remarks[:3], *self.session.table_mismatches()])
        self._note.setText(note)

    def _choose_no_layer(self) -> None:
        """Show the entry for no layer, which `setLayer(None)` would leave blank."""
        self._layer.blockSignals(True)
        self._layer.setCurrentIndex(0)
        self._layer.blockSignals(False)

    def _show_layers(self) -> None:
        """Offer the layers of the project where it has any besides those of its editions."""
        for widget in (self._layer, self._form.labelForField(self._layer)):
            widget.setVisible(self._layer.count() > 1)

    def _show_sheets(self, names: tuple[str, ...]) -> None:
        self._sheet.clear()
        self._sheet.addItems(names)
        for widget in (self._sheet, self._form.labelForField(self._sheet)):
            widget.setVisible(len(names) > 1)
