"""`ctdPack`: everything for a meeting, into a folder of the user's."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface, QgsFileWidget
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QWidget

from ...errors import CtdError
from ...gis.layout.branding import branding_of
from ...gis.layout.layout import find_layout
from ...gis.pack.pack import Pack
from ...gis.project.layers import find_layers
from ...gis.style.page_sizes import PAGES
from ...gis.themes import THEMES
from ...gis.user_profile import working_copy
from ...i18n import language, tr
from ...settings import Settings, read_settings, write_settings
from ..common.buttons import button_box
from ..common.combo_boxes import language_box, page_box
from ..common.messages import progress_dialog, reporting_errors, show_message, warn
from ..common.windows import Windows
from ..map.branding_group import BrandingGroup

NAME = "ctdPackDialog"


def show_pack_dialog(iface: QgisInterface, windows: Windows) -> PackDialog:
    """Ask for a folder, beside QGIS's window; the pack is written when the form is accepted."""
    return windows.show(NAME, lambda: PackDialog(read_settings(), iface.mainWindow()), partial(_take, iface))


def _take(iface: QgisInterface, dialog: PackDialog) -> None:
    """Write what the form was answered; the settings remember it."""
    settings = dialog.settings()
    write_settings(settings)
    prepare_pack(iface, settings)


def prepare_pack(iface: QgisInterface, settings: Settings) -> None:
    """Write the pack into the settings' folder, with the project's own layouts where it has any."""
    project = QgsProject.instance()
    page, folder = PAGES[settings.map_page], Path(settings.export_folder)
    with language(settings.map_language):
        layouts = {theme.id: find_layout(project, theme, page) for theme in THEMES.values()}
    with reporting_errors(iface), progress_dialog(iface, tr("Preparing the meeting pack…")) as feedback:
        present = find_layers(project)
        pack = Pack(
            present.source if present else working_copy(),
            page.id,
            settings.map_language,
            branding_of(settings),
            {id_: layout for id_, layout in layouts.items() if layout is not None},
        )
        pack.write(folder, feedback)
        show_message(iface, tr("The meeting pack is in {folder}.").format(folder=folder), Qgis.MessageLevel.Success)
        if settings.open_after_export:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class PackDialog(QDialog):
    """A form for the pack; it accepts only a folder that exists."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Prepare the meeting pack"))
        self._folder = QgsFileWidget()
        self._folder.setObjectName("ctdPackFolder")
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setFilePath(settings.export_folder)
        self._page = page_box(settings)
        self._language = language_box(settings)
        self._open = QCheckBox(tr("Open the folder when it is ready"))
        self._open.setChecked(settings.open_after_export)
        self._signature = BrandingGroup(settings)
        buttons = button_box(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

        form = QFormLayout(self)
        form.addRow(tr("Folder"), self._folder)
        form.addRow(tr("Page"), self._page)
        form.addRow(tr("Language of the map"), self._language)
        form.addRow("", self._open)
        form.addRow(self._signature)
        form.addRow(buttons)
        self.setMinimumWidth(460)

    def accept(self) -> None:
        """Close the form only on a folder that exists and logos that can be drawn."""
        folder = self._folder.filePath().strip()
        try:
            if not folder:
                raise CtdError(tr("Choose a folder for the pack."))
            if not Path(folder).is_dir():
                raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=folder))
            branding_of(self.settings()).check()
        except CtdError as error:
            warn(self, self.windowTitle(), str(error))
            return
        super().accept()

    def settings(self) -> Settings:
        """Return the settings, as they are by now, with this dialog's answers."""
        return replace(
            self._signature.settings(read_settings()),
            map_language=self._language.currentData(),
            map_page=self._page.currentData(),
            export_folder=self._folder.filePath().strip(),
            open_after_export=self._open.isChecked(),
        )
