"""The buttons that write what came back: the survey, its report, and an edition of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ...data.campaign.collection import CampaignDecisions, Collection
from ...data.importing.import_report import report_path
from ...data.package.geopackage import check_target
from ...errors import CtdError
from ...gis.unexpected_errors import unexpected_error
from ...i18n import tr
from ...settings import read_settings
from ..common.form_dialog import may_replace
from ..common.html import auto_text
from ..common.widgets import push_button
from .job_row import JobRow
from .outputs import BuiltEdition, build_edition, campaign_report_path, is_clear, save_survey, write_readable_report
from .words import this_year


class OutputRow(QWidget):
    """`import_survey` is called with a survey to go on with, `show_edition` with one that was built.

    `will_write` is called with the files before they are written, `saved` with the decisions that are in them.
    """

    def __init__(
        self,
        job: JobRow,
        import_survey: Callable[[Path], None],
        show_edition: Callable[[BuiltEdition], None],
        will_write: Callable[[list[Path]], None],
        saved: Callable[[CampaignDecisions], None],
    ) -> None:
        super().__init__()
        self._job, self._import_survey, self._show_edition = job, import_survey, show_edition
        self._will_write, self._saved = will_write, saved
        self._read: tuple[Collection, CampaignDecisions] | None = None
        self._report = push_button("ctdCollectSaveReport", tr("Save the report…"), self._choose_report)
        self._save = push_button("ctdCollectSave", tr("Save the survey…"), self._choose_survey)
        self._go_on = push_button("ctdCollectImport", tr("Save and import…"), self._choose_import)
        self._make = push_button("ctdCollectBuild", tr("Create the edition…"), self._choose_edition)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for button in (self._report, self._save, self._go_on, self._make):
            layout.addWidget(button)

    def offer(self, collection: Collection | None, decisions: CampaignDecisions) -> None:
        """Enable what can be written now of what was read, and settled by these decisions."""
        self._read = (collection, decisions) if collection is not None else None
        is_running = self._job.is_running
        can_write = collection is not None and not is_running and any(row.cells for row in collection.rows.values())
        for button in (self._save, self._go_on):
            button.setEnabled(can_write)
        self._report.setEnabled(collection is not None and not is_running)
        is_ready = can_write and collection is not None and is_clear(collection)
        self._make.setEnabled(is_ready)
        hint = "" if is_ready else tr("Possible once nothing is in doubt; the import goes step by step")
        self._make.setToolTip(auto_text(hint))

    def _choose_survey(self) -> None:
        path = self._ask(tr("Save the survey"), "XLSX (*.xlsx);;CSV (*.csv)", (".xlsx", ".csv"))
        if path is not None:
            self._save_to(path, lambda: self._say_saved(path))

    def _choose_import(self) -> None:
        path = self._ask(tr("Save the survey"), "XLSX (*.xlsx);;CSV (*.csv)", (".xlsx", ".csv"))
        if path is not None:
            self._save_to(path, lambda: self._import_survey(path))

    def _save_to(self, path: Path, done: Callable[[], None]) -> None:
        personal = read_settings().personal_data
        if self._read is None:
            return
        collection, decisions = self._read
        self._will_write([path, campaign_report_path(path)])

        def saved(_result: None) -> None:
            self._saved(decisions)
            done()

        self._job.run(tr("Writing…"), lambda _feedback: save_survey(collection, path, personal), saved)

    def _say_saved(self, path: Path) -> None:
        text = tr("Survey saved to {path}; its report is {report}.")
        self._job.say(text.format(path=path, report=campaign_report_path(path).name))

    def _choose_report(self) -> None:
        path = self._ask(tr("Save the report"), "HTML (*.html)", (".html",))
        if path is None or self._read is None:
            return
        self._will_write([path])
        try:
            write_readable_report(self._read[0], path, read_settings().personal_data)
        except Exception as error:
            self._job.say(f"⚠ {unexpected_error(error)}")
            return
        self._job.say(tr("Report saved to {path}.").format(path=path))

    def _choose_edition(self) -> None:
        output = self._ask(tr("Create the edition"), "GeoPackage (*.gpkg)", (".gpkg",))
        if output is None or self._read is None:
            return
        collection, decisions = self._read
        survey = output.with_suffix(".csv")
        try:
            check_target(output)
        except CtdError as error:
            self._job.say(f"⚠ {error}")
            return
        if survey.exists() and not may_replace(self, tr("Create the edition"), survey):
            return
        self._will_write([output, report_path(output), survey, campaign_report_path(survey)])

        def built(edition: BuiltEdition) -> None:
            self._saved(decisions)
            self._show_edition(edition)

        self._job.run(tr("Creating the edition…"), partial(build_edition, collection, output, read_settings()), built)

    def _ask(self, title: str, kinds: str, endings: tuple[str, ...]) -> Path | None:
        """Ask for a file to write, which gets the ending of the kind that is chosen where it has none."""
        folder = read_settings().output_folder
        name = tr("ctd-survey-{year}").format(year=this_year())
        file, kind = QFileDialog.getSaveFileName(self, title, str(folder / (name + endings[0])), kinds)
        if not file:
            return None
        path = Path(file)
        if path.suffix.lower() in endings:
            return path
        ending = next((ending for ending in endings if f"*{ending}" in kind), endings[0])
        path = path.with_name(path.name + ending)
        # The dialog asked about the name without its ending.
        return path if not path.exists() or may_replace(self, title, path) else None
