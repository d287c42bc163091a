"""`ctdExport`: which map, on which page, in which language, to which file."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface, QgsFileWidget
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QWidget,
)

from ...errors import CtdError
from ...gis.export import export_layout, export_map
from ...gis.layout.branding import apply_branding, branding_of
from ...gis.layout.layout import find_layout
from ...gis.options import ThemeId, check_format
from ...gis.project.layers import find_layers
from ...gis.style.page_sizes import PAGES
from ...gis.themes import THEMES
from ...gis.user_profile import working_copy
from ...i18n import language, tr
from ...settings import Settings, read_settings, write_settings
from ..common.buttons import button_box
from ..common.combo_boxes import language_box, page_box, theme_box
from ..common.messages import confirm, progress_dialog, reporting_errors, show_message, warn
from ..common.windows import Windows
from ..map.branding_group import BrandingGroup

NAME = "ctdExportDialog"


def show_export_dialog(iface: QgisInterface, windows: Windows) -> ExportDialog:
    """Ask for a map, beside QGIS's window; it is written when the form is accepted."""
    return windows.show(NAME, lambda: ExportDialog(read_settings(), iface.mainWindow()), partial(_take, iface))


def _take(iface: QgisInterface, dialog: ExportDialog) -> None:
    """Write what the form was answered; the settings remember it."""
    settings = dialog.settings()
    write_settings(settings)
    write_map(iface, dialog.theme(), settings, dialog.output())


def write_map(iface: QgisInterface, theme: ThemeId, settings: Settings, output: Path) -> None:
    """Write the project's own layout, with its owner's edits, or a fresh one where the project has none."""
    project = QgsProject.instance()
    with language(settings.map_language):
        layout = find_layout(project, THEMES[theme], PAGES[settings.map_page])
    with reporting_errors(iface), progress_dialog(iface, tr("Drawing the map…")) as feedback:
        if layout is not None:
            with language(settings.map_language):
                apply_branding(layout, branding_of(settings))
            export_layout(layout, output, feedback=feedback)
        else:
            present = find_layers(project)
            export_map(
                present.source if present else working_copy(),
                output,
                theme=theme,
                page=settings.map_page,
                map_language=settings.map_language,
                branding=branding_of(settings),
                feedback=feedback,
            )
        show_message(iface, tr("The map was written to {path}.").format(path=output), Qgis.MessageLevel.Success)
        if settings.open_after_export:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(output)))


class ExportDialog(QDialog):
    """A form for one map; it accepts only a file that can be written."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Export a CTD map"))
        self._theme = theme_box()
        self._page = page_box(settings)
        self._language = language_box(settings)
        self._file = QgsFileWidget()
        self._file.setObjectName("ctdExportFile")
        self._file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self._file.setFilter("PDF (*.pdf);;PNG (*.png);;SVG (*.svg)")
        # The dialog asks once itself, also for a name that was typed or proposed.
        self._file.setConfirmOverwrite(False)
        self._file.setDefaultRoot(settings.export_folder or str(Path.home()))
        self._folder = Path(settings.export_folder or Path.home())
        self._proposed = ""
        self._propose()
        self._theme.currentIndexChanged.connect(self._propose)
        self._page.currentIndexChanged.connect(self._propose)
        self._open = QCheckBox(tr("Open the map when it is written"))
        self._open.setObjectName("ctdExportOpen")
        self._open.setChecked(settings.open_after_export)
        self._signature = BrandingGroup(settings)
        self._buttons = button_box(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

        form = QFormLayout(self)
        form.addRow(tr("Theme"), self._theme)
        form.addRow(tr("Page"), self._page)
        form.addRow(tr("Language of the map"), self._language)
        form.addRow(tr("File"), self._file)
        form.addRow("", self._open)
        form.addRow(self._signature)
        form.addRow(self._buttons)
        self.setMinimumWidth(460)

    def accept(self) -> None:
        """Close the form only on a file that may be written and logos that can be drawn."""
        output = self.output()
        try:
            check_format(output)
            branding_of(self.settings()).check()
        except CtdError as error:
            warn(self, self.windowTitle(), str(error))
            return
        if output.exists():
            question = tr("{name} exists already. Replace it?").format(name=output.name)
            if not confirm(self, self.windowTitle(), question):
                return
        super().accept()

    def theme(self) -> ThemeId:
        return ThemeId(self._theme.currentData())

    def output(self) -> Path:
        return Path(self._file.filePath())

    def _propose(self) -> None:
        """Name the file after the theme and page, as long as the user has named none."""
        if self._file.filePath() == self._proposed:
            # A colon, as in 16:9, is no part of a file name on Windows.
            name = f"ctd-{self.theme()}-{self._page.currentData().replace(':', '-')}.pdf"
            self._proposed = str(self._folder / name)
            self._file.setFilePath(self._proposed)

    def settings(self) -> Settings:
        """Return the settings, as they are by now, with this dialog's answers."""
        return replace(
            self._signature.settings(read_settings()),
            map_language=self._language.currentData(),
            map_page=self._page.currentData(),
            export_folder=str(self.output().parent),
            open_after_export=self._open.isChecked(),
        )
