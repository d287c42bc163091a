"""`ctdPack`: the form for the meeting pack, and its writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from ...errors import CtdError
from ...files import new_folder
from ...gis.layout.branding import branding_of
from ...gis.layout.layout import find_layout
from ...gis.map_project import project_source
from ...gis.pack.index import holds_pack
from ...gis.pack.pack import Pack, PackPart
from ...gis.style.page_sizes import PAGES
from ...gis.themes import THEMES
from ...gis.web.statement import statement_of
from ...i18n import language, tr
from ...settings import Settings, read_settings, write_settings
from ..common.combo_boxes import language_box, page_box
from ..common.file_fields import typed_path
from ..common.form_dialog import FormDialog
from ..common.links import open_file, show_written
from ..common.messages import choose_action, progress_dialog, reporting_errors
from ..common.widgets import add_row
from ..common.windows import Windows
from ..help.help import help_button
from ..map import after_drawing
from ..map.branding_group import BrandingGroup

NAME = "ctdPackDialog"


def show_pack_dialog(iface: QgisInterface, windows: Windows) -> PackDialog:
    """Show the form for the pack, which is written when the form is accepted."""
    return windows.show(NAME, lambda: PackDialog(read_settings(), iface.mainWindow()), partial(_write_pack, iface))


def _write_pack(iface: QgisInterface, dialog: PackDialog) -> None:
    settings = dialog.settings()
    write_settings(settings)
    write_pack(iface, settings, dialog.folder())


def write_pack(iface: QgisInterface, settings: Settings, folder: Path) -> None:
    """Write the pack into a folder, made where it is missing, with the project's layouts where it has any."""
    after_drawing.finish()
    project = QgsProject.instance()
    page = PAGES[settings.map_page]
    with language(settings.language_in_force):
        layouts = {theme.id: find_layout(project, theme, page) for theme in THEMES.values()}
    with reporting_errors(iface), progress_dialog(iface, tr("Preparing the meeting pack…")) as feedback:
        pack = Pack(
            project_source(project),
            page.id,
            settings.language_in_force,
            branding_of(settings),
            {id_: layout for id_, layout in layouts.items() if layout is not None},
            chosen_parts(settings),
            statement_of(settings),
            settings.data_contact,
            settings.data_address,
        )
        with new_folder(folder):
            summary = pack.write(folder, feedback)
        show_written(iface, tr("Meeting pack written to {path}."), folder, summary.index, details=summary.sentences())
        if settings.open_after_export:
            open_file(folder)


def chosen_parts(settings: Settings) -> list[PackPart]:
    """Return what the user wants in a pack beside maps, atlas and tables."""
    chosen = {
        PackPart.PAGE: settings.pack_page,
        PackPart.SLIDES: settings.pack_slides,
        PackPart.OPEN_DATA: settings.pack_data,
    }
    return [part for part, is_chosen in chosen.items() if is_chosen]


class PackDialog(FormDialog):
    """The form for the pack."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(NAME, tr("Prepare the meeting pack"), parent, width=520)
        self._folder = QgsFileWidget()
        self._folder.setObjectName("ctdPackFolder")
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._folder.setFilePath(str(_proposed_folder(settings)))
        self._page = page_box(settings)
        self._language = language_box(settings)
        self._parts = [
            _check_box("ctdPackPage", tr("Web page (HTML)"), settings.pack_page),
            _check_box("ctdPackSlides", tr("Slides (PDF)"), settings.pack_slides),
            _check_box("ctdPackData", tr("Open data (ZIP)"), settings.pack_data),
        ]
        self._open = QCheckBox(tr("Open the folder afterwards"))
        self._open.setObjectName("ctdPackOpen")
        self._open.setChecked(settings.open_after_export)
        self._branding = BrandingGroup(settings)

        form = QFormLayout(self)
        add_row(form, tr("Folder"), self._folder, tr("Created if it does not exist."))
        add_row(form, tr("Page"), self._page)
        add_row(form, tr("Language of the map"), self._language)
        parts = QVBoxLayout()
        for box in self._parts:
            parts.addWidget(box)
        form.addRow(tr("Also include"), parts)
        form.addRow("", self._open)
        form.addRow(self._branding)
        buttons = self.buttons(QDialogButtonBox.StandardButton.Save)
        help_button(buttons, "pack")
        form.addRow(buttons)

    def check(self) -> None:
        if not typed_path(self._folder):
            raise CtdError(tr("Choose an output folder."))
        if not self.folder().is_absolute():
            raise CtdError(tr("Enter the full path of the output folder."))
        branding_of(self.settings()).check()
        if self.settings().pack_page:
            statement_of(self.settings()).check()

    def confirm(self) -> bool:
        """Ask where to write beside an earlier pack, or whether to replace it."""
        folder = self.folder()
        if not holds_pack(folder):
            return True
        other = _free_folder(folder)
        question = tr("{folder} already contains a meeting pack.").format(folder=folder)
        actions = [tr("Write to “{name}”").format(name=other.name), tr("Replace the pack")]
        chosen = choose_action(self, self.windowTitle(), question, actions)
        if chosen == 0:
            self._folder.setFilePath(str(other))
        return chosen is not None

    def folder(self) -> Path:
        """Return the folder that was chosen."""
        return Path(typed_path(self._folder))

    def settings(self) -> Settings:
        page, slides, data = (box.isChecked() for box in self._parts)
        return replace(
            self._branding.settings(read_settings()),
            map_language=self._language.currentData(),
            map_page=self._page.currentData(),
            export_folder=str(self.folder().parent),
            open_after_export=self._open.isChecked(),
            pack_page=page,
            pack_slides=slides,
            pack_data=data,
        )


def _check_box(name: str, text: str, is_checked: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setObjectName(name)
    box.setChecked(is_checked)
    return box


def _proposed_folder(settings: Settings) -> Path:
    """Return a folder of today's, so that the pack of the last meeting stays as it is."""
    base = settings.output_folder
    if holds_pack(base):
        base = base.parent
    return base / tr("ctd-pack-{date}").format(date=date.today().isoformat())


def _free_folder(folder: Path) -> Path:
    """Return the first folder beside one that does not exist: “pack-2”, “pack-3”…"""
    names = (folder.with_name(f"{folder.name}-{number}") for number in count(2))
    return next(path for path in names if not path.exists())
