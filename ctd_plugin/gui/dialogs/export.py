"""`ctdExport`: the form for a map's theme, page, language and file, and its export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtWidgets import QCheckBox, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from ...gis.export import export_layout, export_map
from ...gis.layout.branding import apply_branding, branding_of, described, other_title
from ...gis.layout.layout import find_layout
from ...gis.map_project import project_source
from ...gis.options import ThemeId, check_format
from ...gis.style.page_sizes import PAGES
from ...gis.themes import THEMES
from ...i18n import language, tr
from ...settings import Settings, read_settings, write_settings
from ..common.combo_boxes import language_box, page_box, theme_box
from ..common.file_fields import typed_path
from ..common.form_dialog import FormDialog
from ..common.links import open_file, show_written
from ..common.messages import progress_dialog, reporting_errors
from ..common.widgets import add_row, output_file_widget
from ..common.windows import Windows
from ..help.help import help_button
from ..map import after_drawing
from ..map.branding_group import BrandingGroup

NAME = "ctdExportDialog"


def show_export_dialog(iface: QgisInterface, windows: Windows) -> ExportDialog:
    """Show the form for a map, which is written when the form is accepted."""
    return windows.show(NAME, lambda: ExportDialog(read_settings(), iface.mainWindow()), partial(_export, iface))


def _export(iface: QgisInterface, dialog: ExportDialog) -> None:
    settings = dialog.settings()
    write_settings(settings)
    write_map(iface, dialog.theme(), settings, dialog.output(), dialog.title())


def write_map(iface: QgisInterface, theme: ThemeId, settings: Settings, output: Path, title: str = "") -> None:
    """Export the project's layout of the theme, with its user's edits, or a new one where the project has none.

    `title` stands on this file alone; the layout keeps its own.
    """
    after_drawing.finish()
    project = QgsProject.instance()
    with language(settings.language_in_force):
        layout = find_layout(project, THEMES[theme], PAGES[settings.map_page])
    with reporting_errors(iface), progress_dialog(iface, tr("Exporting the map…")) as feedback:
        if layout is not None:
            with language(settings.language_in_force):
                apply_branding(layout, branding_of(settings))
            with other_title(layout, title), described(layout, branding_of(settings)):
                export_layout(layout, output, settings.map_dpi, feedback)
        else:
            export_map(
                project_source(project),
                output,
                theme=theme,
                page=settings.map_page,
                map_language=settings.language_in_force,
                title=title,
                branding=branding_of(settings),
                dpi=settings.map_dpi,
                feedback=feedback,
            )
        show_written(iface, tr("Map exported to {path}."), output)
        if settings.open_after_export:
            open_file(output)


class ExportDialog(FormDialog):
    """The form for one map."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(NAME, tr("Export a CTD map"), parent, width=520)
        self._theme = theme_box()
        self._title = QLineEdit()
        self._title.setObjectName("ctdExportTitle")
        self._title.setPlaceholderText(tr("As on the map"))
        self._title.setClearButtonEnabled(True)
        self._page = page_box(settings)
        self._language = language_box(settings)
        self._dpi = QSpinBox()
        self._dpi.setObjectName("ctdExportDpi")
        self._dpi.setRange(72, 1200)
        self._dpi.setSuffix(tr(" dpi"))
        self._dpi.setValue(settings.map_dpi)
        self._folder = settings.output_folder
        self._file = output_file_widget("ctdExportFile", "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)", str(self._folder))
        self._proposed = ""
        self._propose()
        self._theme.currentIndexChanged.connect(self._propose)
        self._page.currentIndexChanged.connect(self._propose)
        self._open = QCheckBox(tr("Open the map after export"))
        self._open.setObjectName("ctdExportOpen")
        self._open.setChecked(settings.open_after_export)
        self._branding = BrandingGroup(settings)

        form = QFormLayout(self)
        add_row(form, tr("Theme"), self._theme)
        add_row(form, tr("Title"), self._title, tr("For this file only: the layout of the project keeps its own."))
        add_row(form, tr("Page"), self._page)
        add_row(form, tr("Language of the map"), self._language)
        add_row(form, tr("Resolution"), self._dpi, tr("For PNG images; PDF and SVG are vector graphics."))
        add_row(form, tr("File"), self._file)
        form.addRow("", self._open)
        form.addRow(self._branding)
        buttons = self.buttons(QDialogButtonBox.StandardButton.Save)
        help_button(buttons, "export")
        form.addRow(buttons)

    def check(self) -> None:
        check_format(self.output())
        branding_of(self.settings()).check()

    def outputs(self) -> Sequence[Path]:
        return (self.output(),)

    def theme(self) -> ThemeId:
        """Return the theme that was chosen."""
        return ThemeId(self._theme.currentData())

    def title(self) -> str:
        """Return the title that was written, "" for the map's own."""
        return self._title.text().strip()

    def output(self) -> Path:
        """Return the file that was chosen."""
        return Path(typed_path(self._file))

    def _propose(self) -> None:
        """Propose a file named after theme and page, unless the user has named one."""
        if self._file.filePath() == self._proposed:
            # A colon, as in 16:9, is no part of a file name on Windows.
            name = f"ctd-{self.theme()}-{self._page.currentData().replace(':', '-')}.pdf"
            self._proposed = str(self._folder / name)
            self._file.setFilePath(self._proposed)

    def settings(self) -> Settings:
        return replace(
            self._branding.settings(read_settings()),
            map_language=self._language.currentData(),
            map_page=self._page.currentData(),
            map_dpi=self._dpi.value(),
            export_folder=str(self.output().parent),
            open_after_export=self._open.isChecked(),
        )
