"""`ctdPack`: the form for the meeting pack, and its writing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface, QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QDialogButtonBox, QFormLayout, QWidget

from ...errors import CtdError
from ...gis.layout.branding import branding_of
from ...gis.layout.layout import find_layout
from ...gis.map_project import project_source
from ...gis.pack.pack import Pack
from ...gis.style.page_sizes import PAGES
from ...gis.themes import THEMES
from ...i18n import language, tr
from ...settings import Settings, read_settings, write_settings
from ..common.combo_boxes import language_box, page_box
from ..common.form_dialog import FormDialog
from ..common.links import open_file
from ..common.messages import progress_dialog, reporting_errors, show_message
from ..common.windows import Windows
from ..map.branding_group import BrandingGroup

NAME = "ctdPackDialog"


def show_pack_dialog(iface: QgisInterface, windows: Windows) -> PackDialog:
    """Show the form for the pack, which is written when the form is accepted."""
    return windows.show(NAME, lambda: PackDialog(read_settings(), iface.mainWindow()), partial(_write_pack, iface))


def _write_pack(iface: QgisInterface, dialog: PackDialog) -> None:
    settings = dialog.settings()
    write_settings(settings)
    write_pack(iface, settings)


def write_pack(iface: QgisInterface, settings: Settings) -> None:
    """Write the pack into the settings' folder, with the project's layouts where it has any."""
    project = QgsProject.instance()
    page, folder = PAGES[settings.map_page], Path(settings.export_folder)
    with language(settings.language_in_force):
        layouts = {theme.id: find_layout(project, theme, page) for theme in THEMES.values()}
    with reporting_errors(iface), progress_dialog(iface, tr("Preparing the meeting pack…")) as feedback:
        pack = Pack(
            project_source(project),
            page.id,
            settings.language_in_force,
            branding_of(settings),
            {id_: layout for id_, layout in layouts.items() if layout is not None},
        )
        pack.write(folder, feedback)
        show_message(iface, tr("Meeting pack written to {folder}.").format(folder=folder), Qgis.MessageLevel.Success)
        if settings.open_after_export:
            open_file(folder)


class PackDialog(FormDialog):
    """The form for the pack."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(NAME, tr("Prepare the meeting pack"), parent, width=460)
        self._folder = QgsFileWidget()
        self._folder.setObjectName("ctdPackFolder")
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setFilePath(settings.export_folder)
        self._page = page_box(settings)
        self._language = language_box(settings)
        self._open = QCheckBox(tr("Open the folder afterwards"))
        self._open.setChecked(settings.open_after_export)
        self._branding = BrandingGroup(settings)

        form = QFormLayout(self)
        form.addRow(tr("Folder"), self._folder)
        form.addRow(tr("Page"), self._page)
        form.addRow(tr("Language of the map"), self._language)
        form.addRow("", self._open)
        form.addRow(self._branding)
        form.addRow(self.buttons(QDialogButtonBox.StandardButton.Save))

    def check(self) -> None:
        folder = self._folder.filePath().strip()
        if not folder:
            raise CtdError(tr("Choose an output folder."))
        if not Path(folder).is_dir():
            raise CtdError(tr("The folder {folder} does not exist; create it first.").format(folder=folder))
        branding_of(self.settings()).check()

    def settings(self) -> Settings:
        return replace(
            self._branding.settings(read_settings()),
            map_language=self._language.currentData(),
            map_page=self._page.currentData(),
            export_folder=self._folder.filePath().strip(),
            open_after_export=self._open.isChecked(),
        )
