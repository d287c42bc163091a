"""`ctdCampaign`: the window of a survey campaign, from the templates to the edition."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgisInterface
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout

from ...data.importing.import_report import report_path
from ...i18n import number, tr
from ..common.messages import confirm
from ..common.widgets import button_box, resize_to_type
from ..common.windows import Windows
from ..editions.open_edition import open_edition
from ..help.help import help_button
from ..importing.report_window import offer_report
from ..importing.wizard import show_import_wizard
from .collect_page import CollectPage
from .outputs import BuiltEdition
from .send_page import SendPage

NAME = "ctdCampaignWindow"


def show_campaign(iface: QgisInterface, windows: Windows) -> CampaignWindow:
    """Show the window of the campaign, or bring the one that is open to the front."""
    return windows.show(NAME, lambda: CampaignWindow(iface, windows))


class CampaignWindow(QDialog):
    """Two tabs: what is sent, and what came back."""

    def __init__(self, iface: QgisInterface, windows: Windows) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Survey campaign"))
        self._iface, self._windows = iface, windows
        self._send = SendPage()
        self._collect = CollectPage(self._import_survey, self._show_edition)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("ctdCampaignTabs")
        self._tabs.addTab(self._send, tr("Send"))
        self._tabs.addTab(self._collect, tr("Collect"))
        buttons = button_box(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        help_button(buttons, "campaign")
        layout = QVBoxLayout(self)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(buttons)
        resize_to_type(self, 140, 36)

    def collect(self, paths: list[Path]) -> None:
        """Show the tab of what came back, and read these folders and files."""
        self._tabs.setCurrentWidget(self._collect)
        self._collect.add(paths)

    def reject(self) -> None:
        """Close the window, but ask first where something was settled that is in no file yet."""
        question = tr("Close the window? What you settled is not saved yet.")
        unsaved = self._collect.has_unsaved_decisions
        if not unsaved or confirm(self, self.windowTitle(), question, tr("Close the window")):
            super().reject()

    def done(self, result: int) -> None:
        self._send.stop()
        self._collect.stop()
        super().done(result)

    def _import_survey(self, survey: Path) -> None:
        show_import_wizard(self._iface, self._windows, survey)

    def _show_edition(self, built: BuiltEdition) -> None:
        open_edition(self._iface, built.output)
        text = tr("{matched} of {regions} regions in {path}; remarks: {count}.").format(
            matched=len(built.report.report.matched),
            regions=built.report.report.regions,
            path="{path}",
            count=number(len(built.report.remarks)),
        )
        offer_report(self._iface, self._windows, text, built.output, report_path(built.output))
