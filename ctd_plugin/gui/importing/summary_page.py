"""Page 6: the summary and the file to write, which this page alone writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from qgis.core import QgsFeedback, QgsProject
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit

from ...catalogues.services.filenames import safe_name
from ...data.about import BUNDLED_EDITION
from ...data.build import build_geopackage
from ...data.editions.edition import Edition
from ...data.facts.fact import BUDGET, STAFF, indicator_names
from ...data.importing.import_report import ImportReport, check_report_target, report_path, write_import_report
from ...data.importing.proposals import decided_edition, recipe_mismatches
from ...data.importing.recipe import check_recipe_target, recipe_path, write_recipe
from ...data.importing.row_review import MOST_SHOWN
from ...data.package.geopackage import check_target
from ...data.paths import SURVEY
from ...data.report import Report
from ...errors import CtdError
from ...gis.project.editions import edition_name, editions_of
from ...gis.project.layers import CtdLayers
from ...i18n import number, tr
from ...regions import names_listed
from ...settings import read_settings
from ..common.file_fields import check_whole, typed_path
from ..common.form_dialog import may_replace
from ..common.widgets import add_row, make_readable, output_file_widget
from .page import ImportPage
from .session import Session, remember_columns

_LONGEST_NAME = 120


class SummaryPage(ImportPage):
    """Writes the GeoPackage and the recipe in the background, then finishes the wizard."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportSummary",
            tr("Summary and destination"),
            tr(
                "Edition to be written. The recipe saved next to it keeps your choices for next year’s file, and the "
                "report all remarks."
            ),
        )
        self._summary = QPlainTextEdit()
        self._summary.setObjectName("ctdImportSummaryText")
        make_readable(self._summary)
        self._summary.setAccessibleName(tr("Summary"))
        self._name = QLineEdit()
        self._name.setObjectName("ctdImportName")
        self._name.setMaxLength(_LONGEST_NAME)
        self._file = output_file_widget("ctdImportOutput", "GeoPackage (*.gpkg)")
        self._add = QCheckBox(tr("Show the result in this project"))
        self._add.setObjectName("ctdImportAdd")
        self._add.setChecked(True)
        self._before = QComboBox()
        self._before.setObjectName("ctdImportBefore")
        form = QFormLayout()
        add_row(form, tr("Name of the edition"), self._name)
        add_row(form, tr("File"), self._file)
        form.addRow("", self._add)
        add_row(form, tr("Compare with"), self._before)
        self.body_layout.addWidget(self._summary, 1)
        self.body_layout.addLayout(form)
        self._file.fileChanged.connect(lambda _text: self.completeChanged.emit())
        self._name.textChanged.connect(lambda _text: self.completeChanged.emit())
        self._mismatches: tuple[str, ...] = ()
        self.result: tuple[Path, ImportReport] | None = None

    @property
    def output(self) -> Path:
        """Return the file to write; its ending is added where it was left out."""
        path = Path(typed_path(self._file))
        return path if path.suffix.lower() == ".gpkg" or not path.name else path.with_name(path.name + ".gpkg")

    @property
    def edition(self) -> str:
        """The name of the edition."""
        return " ".join(self._name.text().split())

    @property
    def adds_to_project(self) -> bool:
        """Whether the map is added to the open project."""
        return self._add.isChecked()

    def initializePage(self) -> None:
        opened = editions_of(QgsProject.instance())
        self._offer_editions(opened)
        self._add.setText(
            tr("Show the result in this project, beside the editions that are open")
            if opened
            else tr("Show the result in this project")
        )
        if not self._name.text():
            # A file's name without its ending, a layer's as it is.
            name = Path(self.session.name).stem if self.session.folder else self.session.name
            self._name.setText(name)
        if not self._file.filePath():
            folder = self.session.folder or read_settings().output_folder
            self._file.setFilePath(str(folder / safe_name(f"{Path(self.session.name).stem}.gpkg")))
        session = self.session
        self._mismatches = recipe_mismatches(
            session.recipe, session.current_table, session.current_survey, session.current_figures
        )
        self._summary.setPlainText("\n".join(self._sentences()))

    def _offer_editions(self, opened: Sequence[CtdLayers]) -> None:
        """List the editions that the new one can be compared with, for a map of changes."""
        selected = self._before.currentData()
        self._before.clear()
        self._before.addItem(tr("— no earlier edition —"), "")
        self._before.addItem(tr("bundled survey"), str(SURVEY))
        for layers in opened:
            # An edition in a database cannot be read back from a file.
            if isinstance(layers.source, Path) and layers.about("edition") != BUNDLED_EDITION:
                self._before.addItem(edition_name(layers), str(layers.source))
        self._before.setCurrentIndex(max(0, self._before.findData(selected)))

    def isComplete(self) -> bool:
        return not self.is_busy and bool(typed_path(self._file)) and bool(self.edition)

    def validatePage(self) -> bool:
        """Start writing and keep the page open; the wizard finishes when everything is written."""
        if self.result is not None:
            return True
        if not self.is_busy and self._may_write():
            self._write()
        return False

    def _may_write(self) -> bool:
        output = self.output
        try:
            check_whole(output)
            if not output.parent.is_dir():
                raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=output.parent))
            check_target(output)
            check_recipe_target(recipe_path(output))
            check_report_target(report_path(output))
        except CtdError as error:
            self.show_error(str(error))
            return False
        return not output.exists() or may_replace(self, self.wizard().windowTitle(), output)

    def _write(self) -> None:
        session, output = self.session, self.output
        before = self._before.currentData()
        recipe, imported, settings = session.current_recipe(), self._imported(), read_settings()
        imported = replace(imported, name=self.edition)

        def write(feedback: QgsFeedback) -> ImportReport:
            report = build_geopackage(
                output,
                personal=settings.personal_data,
                platforms=settings.own_platforms,
                progress=feedback.setProgress,
                is_cancelled=feedback.isCanceled,
                before=Path(before) if before else None,
                imported=imported,
            )
            write_recipe(recipe, session.name, recipe_path(output))
            kept = self._kept(report)
            write_import_report(kept, report_path(output))
            return kept

        self.work(tr("Writing {name}…").format(name=output.name), write, self._finish)

    def _imported(self) -> Edition:
        session = self.session
        recipe, folder = session.current_recipe(), session.folder or Path()
        return decided_edition(
            session.name, session.current_survey, session.current_figures, recipe, self._mismatches, folder
        )

    def _kept(self, report: Report) -> ImportReport:
        """Return a report as it is shown and kept, with the rows as the spreadsheet numbers them."""
        session = self.session
        sheet = session.table.sheet if session.table is not None and session.table.sheet else ""
        return ImportReport(self.edition, session.name, date.today(), report, sheet, session.header_row)

    def _finish(self, report: ImportReport) -> None:
        self.result = self.output, report
        remember_columns(self.session)
        self.wizard().accept()

    def _sentences(self) -> list[str]:
        report = self.session.current_survey.report
        settled = [fact for fact in self.session.settled if fact is not None]
        names = indicator_names()
        drawn = {
            indicator: sum(fact.headline and fact.indicator == indicator for fact in settled)
            for indicator in (STAFF, BUDGET)
        }
        lines = [
            tr("{name}: {rows} rows, {matched} of {regions} regions matched.").format(
                name=self.session.name,
                rows=number(report.survey_rows),
                matched=len(report.matched),
                regions=report.regions,
            ),
            tr("Rows ignored: {unmatched} without a region, {duplicates} duplicates.").format(
                unmatched=number(len(report.unmatched_rows)), duplicates=number(len(report.duplicate_rows))
            ),
        ]
        if report.regions_without_row:
            regions = names_listed(report.regions_without_row)
            lines.append(tr("Regions without a row: {names}.").format(names=regions))
        figures = ", ".join(f"{names[indicator]} ({number(count)})" for indicator, count in drawn.items())
        lines.append(tr("Figures on the maps: {figures}.").format(figures=figures))
        dropped = sum(edit.settled is None for edit in self.session.edits())
        if dropped:
            lines.append(tr("Figures ignored: {count}.").format(count=dropped))
        remarks = self._kept(report.with_problems(self._imported().problems)).remarks
        if remarks:
            lines += ["", tr("Remarks on the file ({count}):").format(count=number(len(remarks)))]
            lines += [remark.in_place() for remark in remarks[:MOST_SHOWN]]
            if len(remarks) > MOST_SHOWN:
                lines.append(tr("{count} not shown.").format(count=number(len(remarks) - MOST_SHOWN)))
        return lines
