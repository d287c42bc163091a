"""`ctdImport`: the assistant that imports a survey of the user's, from its file to the map."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QWidget, QWizard

from ...data.importing.import_report import ImportReport, report_path
from ...gis.project.editions import edition_at, make_current
from ...gis.project.layers import remove_layers
from ...i18n import number, tr
from ..common.messages import confirm
from ..common.widgets import resize_to_type
from ..common.windows import Windows
from ..editions.open_edition import open_edition
from ..help.help import show_help
from .columns_page import ColumnsPage
from .figures_page import FiguresPage
from .page import ImportPage
from .regions_page import RegionsPage
from .report_window import offer_report, show_report
from .session import Session
from .source_page import SourcePage
from .statuses_page import StatusesPage
from .summary_page import SummaryPage

NAME = "ctdImport"


def show_import_wizard(iface: QgisInterface, windows: Windows, survey: Path | None = None) -> ImportWizard:
    """Open the assistant beside QGIS's window, or bring the one that is open to the front.

    A `survey` is read by a new assistant: one that is open goes on with its own, unless its user gives that up.
    """
    wizard = windows.show(NAME, lambda: ImportWizard(iface, windows, iface.mainWindow()))
    if survey is None:
        return wizard
    if wizard.is_touched:
        wizard.reject()
        if wizard.isVisible():
            return wizard
        wizard = windows.show(NAME, lambda: ImportWizard(iface, windows, iface.mainWindow()))
    wizard.source.choose(survey)
    return wizard


class ImportWizard(QWizard):
    """Six pages; nothing is written before the last, and closing it earlier leaves everything as it was."""

    def __init__(self, iface: QgisInterface, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._iface, self._windows = iface, windows
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Import a survey"))
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.HaveHelpButton)
        self.helpRequested.connect(partial(show_help, "import"))
        for button, text in (
            (QWizard.WizardButton.BackButton, tr("Back")),
            (QWizard.WizardButton.NextButton, tr("Next")),
            (QWizard.WizardButton.FinishButton, tr("Import")),
            (QWizard.WizardButton.CancelButton, tr("Cancel")),
            (QWizard.WizardButton.HelpButton, tr("Help")),
        ):
            self.setButtonText(button, text)
        for button in (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton):
            self.button(button).setToolTip(tr("Ctrl+Enter"))
        self.button(QWizard.WizardButton.HelpButton).setShortcut("F1")
        self.session = Session()
        self.source = SourcePage(self.session, partial(show_report, iface, windows))
        self.summary = SummaryPage(self.session)
        pages = (
            self.source,
            ColumnsPage(self.session),
            RegionsPage(self.session),
            StatusesPage(self.session),
            FiguresPage(self.session),
            self.summary,
        )
        for index, page in enumerate(pages, start=1):
            page.setTitle(f"{index}/{len(pages)} – {page.title()}")
            self.addPage(page)
        resize_to_type(self, 150, 36)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Leave Enter to the fields; with Ctrl it goes on to the next page."""
        if event is None or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            is_last = self.currentPage() is self.summary
            self.button(QWizard.WizardButton.FinishButton if is_last else QWizard.WizardButton.NextButton).click()

    @property
    def is_touched(self) -> bool:
        """Whether a file was chosen, and with it all that follows."""
        return self.session.table is not None or self.source.is_busy

    def reject(self) -> None:
        """Close the assistant, on Escape too, but ask first where something was chosen."""
        busy = self.summary.is_busy
        if self.is_touched:
            question = (
                tr("The edition is being written. Stop, and close the assistant?")
                if busy
                else tr("Close the assistant? Your choices will be lost.")
            )
            if not confirm(self, self.windowTitle(), question, tr("Close the assistant")):
                return
            if not self.isVisible():
                # It was finished while the question was open.
                return
        super().reject()

    def done(self, result: int) -> None:
        """Cancel what is running, and show what was written."""
        super().done(result)
        if self.isVisible():
            # The last page is still writing; it calls accept() again when it has finished.
            return
        for page in self.findChildren(ImportPage):
            page.stop()
        self.session.clear()
        if result and self.summary.result is not None:
            output, report = self.summary.result
            show = partial(_show_result, self._iface, self._windows, output, report, self.summary.adds_to_project)
            # Once accept() has returned: opening the edition lets QGIS work, which may delete the assistant.
            QTimer.singleShot(0, show)


def _show_result(
    iface: QgisInterface, windows: Windows, output: Path, report: ImportReport, adds_to_project: bool
) -> None:
    """Open the edition that was written, and show its report."""
    project = QgsProject.instance()
    if adds_to_project:
        former = edition_at(project, output)
        if former is not None:
            # Its layers still read the file that was replaced.
            make_current(project, former)
            remove_layers(project)
        open_edition(iface, output)
    text = tr("{matched} of {regions} regions imported into {path}; remarks: {count}.").format(
        matched=len(report.report.matched),
        regions=report.report.regions,
        path="{path}",
        count=number(len(report.remarks)),
    )
    kept = report_path(output)
    offer_report(iface, windows, text, output, kept)
    if report.remarks:
        show_report(iface, windows, kept)
