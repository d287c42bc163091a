"""`ctdShare`: the form for the database or file to share the survey to, and the sharing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QLineEdit, QRadioButton, QWidget

from ...errors import CtdError
from ...gis.background.background_job import run_in_background
from ...gis.map_project import project_source
from ...gis.sharing.postgis import connection_names
from ...gis.sharing.share import share_to_geopackage, share_to_schema
from ...i18n import tr
from ...settings import Settings, read_settings, write_settings
from ..common.combo_boxes import language_box
from ..common.form_dialog import FormDialog
from ..common.links import show_written
from ..common.messages import progress_dialog, reporting_errors, show_message
from ..common.widgets import add_row, output_file_widget, plain_label
from ..common.windows import Windows
from ..help.help import help_button


@dataclass(frozen=True)
class Target:
    """Where to share: a connection and schema or else a GeoPackage, and a project or None."""

    connection: str
    schema: str
    geopackage: Path | None
    project: Path | None


NAME = "ctdShareDialog"


def show_share_dialog(iface: QgisInterface, windows: Windows) -> ShareDialog:
    """Show the form for sharing; the survey is shared when the form is accepted."""
    return windows.show(NAME, lambda: ShareDialog(read_settings(), iface.mainWindow()), partial(_share, iface))


def _share(iface: QgisInterface, dialog: ShareDialog) -> None:
    settings = dialog.settings()
    write_settings(settings)
    share(iface, dialog.target(), settings.language_in_force)


def share(iface: QgisInterface, target: Target, share_language: str) -> None:
    """Share the open project's survey, or the plugin's where it has none."""
    with reporting_errors(iface), progress_dialog(iface, tr("Sharing the survey…"), at_once=True) as feedback:
        source = project_source(QgsProject.instance())
        if target.geopackage is not None:
            write = partial(share_to_geopackage, source, target.geopackage)
            done = tr("Survey shared to {path}.")
        else:
            write = partial(share_to_schema, source, target.connection, target.schema)
            done = tr("Survey shared to the schema {schema} of “{connection}”.").format(
                schema=target.schema, connection=target.connection
            )
        remarks = run_in_background(partial(write, target.project, share_language, feedback), feedback)
        for remark in remarks:
            show_message(iface, remark, Qgis.MessageLevel.Warning)
        if target.geopackage is not None:
            show_written(iface, done, target.geopackage, target.geopackage.parent)
        else:
            show_message(iface, done, Qgis.MessageLevel.Success)
        if target.project is not None:
            show_written(iface, tr("Project of the shared survey: {path}."), target.project)


class ShareDialog(FormDialog):
    """The form for sharing."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(NAME, tr("Share the survey"), parent, width=520)
        names = connection_names()
        self._to_database = QRadioButton(tr("To a PostGIS database"))
        self._to_database.setObjectName("ctdShareToDatabase")
        self._to_file = QRadioButton(tr("To a GeoPackage"))
        self._to_file.setObjectName("ctdShareToFile")
        self._connection = QComboBox()
        self._connection.setObjectName("ctdShareConnection")
        self._connection.addItems(names)
        self._connection.setCurrentIndex(max(0, self._connection.findText(settings.share_connection)))
        self._schema = QLineEdit(settings.share_schema)
        self._schema.setObjectName("ctdShareSchema")
        folder = str(settings.output_folder)
        self._file = output_file_widget("ctdShareFile", "GeoPackage (*.gpkg)", folder)
        self._project = output_file_widget("ctdShareProject", "QGIS (*.qgz)", folder)
        self._language = language_box(settings)

        form = QFormLayout(self)
        form.addRow(self._to_database)
        add_row(form, tr("Connection"), self._connection)
        add_row(
            form,
            tr("Schema"),
            self._schema,
            tr("Created where it does not exist; one from an earlier sharing is replaced."),
        )
        if not names:
            form.addRow(plain_label(tr("No PostgreSQL connection yet: create one in the Data Source Manager.")))
        form.addRow(self._to_file)
        add_row(form, tr("File"), self._file)
        add_row(
            form,
            tr("Project file (optional)"),
            self._project,
            tr("Opens the shared layers in QGIS; it contains no password."),
        )
        add_row(form, tr("Language of the map"), self._language)
        buttons = self.buttons(QDialogButtonBox.StandardButton.Ok)
        help_button(buttons, "share")
        form.addRow(buttons)

        self._to_database.setEnabled(bool(names))
        self._to_database.toggled.connect(self._show_choice)
        (self._to_database if names else self._to_file).setChecked(True)
        self._show_choice()

    def check(self) -> None:
        target = self.target()
        if target.geopackage is None and not target.schema:
            raise CtdError(tr("Enter the destination schema."))
        if target.geopackage is not None and target.geopackage.suffix.lower() != ".gpkg":
            raise CtdError(tr("Choose a GeoPackage (.gpkg) as the destination."))
        if target.project is not None and target.project.suffix.lower() != ".qgz":
            raise CtdError(tr("Choose a project file that ends in .qgz."))

    def outputs(self) -> Sequence[Path]:
        target = self.target()
        return [file for file in (target.geopackage, target.project) if file is not None]

    def target(self) -> Target:
        """Return where to share, as it was answered."""
        file, project = (widget.filePath().strip() for widget in (self._file, self._project))
        return Target(
            self._connection.currentText(),
            self._schema.text().strip(),
            Path(file) if self._to_file.isChecked() else None,
            Path(project) if project else None,
        )

    def settings(self) -> Settings:
        return replace(
            read_settings(),
            map_language=self._language.currentData(),
            share_connection=self._connection.currentText(),
            share_schema=self._schema.text().strip(),
        )

    def _show_choice(self) -> None:
        to_database = self._to_database.isChecked()
        self._connection.setEnabled(to_database)
        self._schema.setEnabled(to_database)
        self._file.setEnabled(not to_database)
