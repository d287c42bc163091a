"""`ctdImport`: the assistant that imports a survey of the user's, from its file to the map."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import QWidget, QWizard

from ...data.report import Report
from ...gis.project.layers import remove_layers
from ...i18n import number, tr
from ..common.messages import show_message
from ..common.windows import Windows
from ..map.load import load_map
from .columns_page import ColumnsPage
from .figures_page import FiguresPage
from .page import ImportPage
from .regions_page import RegionsPage
from .session import Session
from .source_page import SourcePage
from .statuses_page import StatusesPage
from .summary_page import SummaryPage

NAME = "ctdImport"


def show_import_wizard(iface: QgisInterface, windows: Windows) -> ImportWizard:
    """Open the assistant beside QGIS's window, or bring the one that is open to the front."""
    return windows.show(NAME, lambda: ImportWizard(iface, iface.mainWindow()))


class ImportWizard(QWizard):
    """Six pages; nothing is written before the last, and closing it earlier leaves everything as it was."""

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Import a survey"))
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        for button, text in (
            (QWizard.WizardButton.BackButton, tr("Back")),
            (QWizard.WizardButton.NextButton, tr("Next")),
            (QWizard.WizardButton.FinishButton, tr("Import")),
            (QWizard.WizardButton.CancelButton, tr("Cancel")),
        ):
            self.setButtonText(button, text)
        self.session = Session()
        self.source = SourcePage(self.session)
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
        self.resize(self.sizeHint().expandedTo(QSize(900, 600)))

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
            self._show_result(*self.summary.result)

    def _show_result(self, output: Path, report: Report) -> None:
        if self.summary.adds_to_project:
            remove_layers(QgsProject.instance())
            load_map(self._iface, output)
        text = tr("{matched} of {regions} regions imported into {path}; remarks on the file: {count}.")
        text = text.format(
            matched=len(report.matched), regions=report.regions, path=output, count=number(len(report.problems))
        )
        show_message(self._iface, text, Qgis.MessageLevel.Success)
