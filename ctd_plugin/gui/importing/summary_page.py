"""Page 6: what will be written, and where; only here anything is."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeedback, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QPlainTextEdit, QVBoxLayout

from ...catalogues.services.filenames import safe_name
from ...data.about import BUNDLED_EDITION
from ...data.build import build_geopackage
from ...data.editions.edition import Edition
from ...data.facts.fact import BUDGET, STAFF, indicator_names
from ...data.importing.proposals import settle, unfit
from ...data.importing.recipe import check_recipe_target, recipe_path, write_recipe
from ...data.importing.row_review import MOST_SHOWN
from ...data.package.geopackage import check_target
from ...data.paths import SURVEY
from ...data.report import Report
from ...errors import CtdError
from ...gis.labels.labels import number
from ...gis.project.layers import CtdLayers, find_layers
from ...i18n import tr
from ...regions import REGION_NAMES
from ...settings import read_settings
from ..common.messages import confirmed
from .page import ImportPage
from .session import Session, remember_columns


class SummaryPage(ImportPage):
    """Writes the GeoPackage and the recipe behind the window, then lets the wizard finish."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "ctdImportSummary",
            tr("Summary and destination"),
            tr("What will be written. The recipe beside it keeps your choices for next year’s file."),
        )
        self._summary = QPlainTextEdit()
        self._summary.setObjectName("ctdImportSummaryText")
        self._summary.setReadOnly(True)
        self._file = QgsFileWidget()
        self._file.setObjectName("ctdImportOutput")
        self._file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self._file.setFilter("GeoPackage (*.gpkg)")
        # The page asks once itself, also for a name that was typed or proposed.
        self._file.setConfirmOverwrite(False)
        self._add = QCheckBox(tr("Show the result in this project"))
        self._add.setObjectName("ctdImportAdd")
        self._add.setChecked(True)
        self._before = QComboBox()
        self._before.setObjectName("ctdImportBefore")
        form = QFormLayout()
        form.addRow(tr("File"), self._file)
        form.addRow("", self._add)
        form.addRow(tr("Compare with"), self._before)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._summary, 1)
        layout.addLayout(form)
        self._file.fileChanged.connect(lambda _text: self.completeChanged.emit())
        self._unfit: tuple[str, ...] = ()
        self.written: Path | None = None
        self.report: Report | None = None

    @property
    def output(self) -> Path:
        path = Path(self._file.filePath().strip())
        return path if path.suffix.lower() == ".gpkg" or not path.name else path.with_name(path.name + ".gpkg")

    @property
    def adds_to_project(self) -> bool:
        return self._add.isChecked()

    def initializePage(self) -> None:
        shown = find_layers(QgsProject.instance())
        self._offer_editions(shown)
        self._add.setText(
            tr("Show the result in this project, in place of the edition shown there (its layouts are made anew)")
            if shown
            else tr("Show the result in this project")
        )
        if not self._file.filePath():
            folder = self.session.folder or Path(read_settings().export_folder or Path.home())
            self._file.setFilePath(str(folder / safe_name(f"{Path(self.session.name).stem}.gpkg")))
        session = self.session
        self._unfit = unfit(session.recipe, session.table, session.survey, session.figures)
        self._summary.setPlainText("\n".join(self._sentences()))

    def _offer_editions(self, shown: CtdLayers | None) -> None:
        """Offer the editions that may have gone before, with whose answers a map of changes is made."""
        chosen = self._before.currentData()
        self._before.clear()
        self._before.addItem(tr("— no earlier edition —"), "")
        self._before.addItem(tr("the survey that comes with the plugin"), str(SURVEY))
        # An edition in a database cannot be read back from a file.
        if shown and isinstance(shown.source, Path) and shown.about("edition") != BUNDLED_EDITION:
            label = tr("the edition shown in this project ({edition})").format(edition=shown.about("edition"))
            self._before.addItem(label, str(shown.source))
        self._before.setCurrentIndex(max(0, self._before.findData(chosen)))

    def isComplete(self) -> bool:
        return not self.is_busy and bool(self._file.filePath().strip())

    def validatePage(self) -> bool:
        """Begin to write and keep the page open; it closes itself when all is written."""
        if self.written is not None:
            return True
        if not self.is_busy and self._may_write():
            self._write()
        return False

    def _may_write(self) -> bool:
        output = self.output
        try:
            if not output.parent.is_dir():
                raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=output.parent))
            check_target(output)
            check_recipe_target(recipe_path(output))
        except CtdError as error:
            self.show_error(str(error))
            return False
        if not output.exists():
            return True
        question = tr("{name} exists already. Replace it?").format(name=output.name)
        return confirmed(self, self.wizard().windowTitle(), question)

    def _write(self) -> None:
        session, output = self.session, self.output
        before = self._before.currentData()
        recipe, imported, settings = session.current_recipe(), self._imported(), read_settings()

        def write(feedback: QgsFeedback) -> Report:
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
            return report

        self.work(tr("Writing {name}…").format(name=output.name), write, self._finish)

    def _imported(self) -> Edition:
        session = self.session
        recipe, folder = session.current_recipe(), session.folder or Path()
        return settle(session.name, session.survey, session.figures, recipe, self._unfit, folder)

    def _finish(self, report: Report) -> None:
        self.written, self.report = self.output, report
        remember_columns(self.session)
        self.wizard().accept()

    def _sentences(self) -> list[str]:
        report, settled = self.session.survey.report, [fact for fact in self.session.settled if fact is not None]
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
            tr("Rows left out: {unmatched} of no region, {duplicates} for another of their region.").format(
                unmatched=number(len(report.unmatched_rows)), duplicates=number(len(report.duplicate_rows))
            ),
        ]
        if report.regions_without_row:
            regions = ", ".join(REGION_NAMES[code] for code in report.regions_without_row)
            lines.append(tr("Regions without a row: {names}.").format(names=regions))
        lines.append(
            tr("Figures on the maps: {staff} × {staff_name}, {budget} × {budget_name}.").format(
                staff=drawn[STAFF], staff_name=names[STAFF], budget=drawn[BUDGET], budget_name=names[BUDGET]
            )
        )
        dropped = sum(edit.settled is None for edit in self.session.edits())
        if dropped:
            lines.append(tr("Figures dropped: {count}.").format(count=dropped))
        remarks = [*report.problems, *self._imported().problems]
        if remarks:
            lines += ["", tr("Remarks on the file ({count}):").format(count=number(len(remarks)))]
            lines += [problem.in_place() for problem in remarks[:MOST_SHOWN]]
            if len(remarks) > MOST_SHOWN:
                lines.append(tr("{count} of them are not shown.").format(count=number(len(remarks) - MOST_SHOWN)))
        return lines
