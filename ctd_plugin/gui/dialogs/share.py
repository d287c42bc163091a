"""`ctdShare`: the database or file to which the survey is shared, and the project that opens it there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface, QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from ...errors import CtdError
from ...gis.background.background_job import run_in_background
from ...gis.project.layers import find_layers
from ...gis.sharing.postgis import connection_names
from ...gis.sharing.share import share_to_geopackage, share_to_schema
from ...gis.user_profile import working_copy
from ...i18n import tr
from ...settings import Settings, read_settings, write_settings
from ..common.buttons import button_box
from ..common.combo_boxes import language_box
from ..common.messages import confirmed, reporting, show_message, showing_progress, warn
from ..common.windows import Windows


@dataclass(frozen=True)
class Target:
    """Where to share to: a connection and schema or else a GeoPackage, and a project or None."""

    connection: str
    schema: str
    geopackage: Path | None
    project: Path | None


NAME = "ctdShareDialog"


def show_share_dialog(iface: QgisInterface, windows: Windows) -> ShareDialog:
    """Show the form beside QGIS's window; the survey is shared when it is accepted."""
    return windows.show(NAME, lambda: ShareDialog(read_settings(), iface.mainWindow()), partial(_share, iface))


def _share(iface: QgisInterface, dialog: ShareDialog) -> None:
    """Share as the form says, and store its values in the settings."""
    settings = dialog.settings()
    write_settings(settings)
    share(iface, dialog.target(), settings.map_language)


def share(iface: QgisInterface, target: Target, share_language: str) -> None:
    """Share the open project's survey, or the plugin's where it has none."""
    present = find_layers(QgsProject.instance())
    with reporting(iface), showing_progress(iface, tr("Sharing the survey…"), at_once=True) as feedback:
        source = present.source if present else working_copy()
        if target.geopackage is not None:
            to_file = partial(share_to_geopackage, source, target.geopackage, target.project, share_language, feedback)
            remarks = run_in_background(to_file, feedback)
            done = tr("The survey was shared to {place}.").format(place=target.geopackage)
        else:
            to_schema = partial(
                share_to_schema,
                source,
                target.connection,
                target.schema,
                target.project,
                share_language,
                feedback,
            )
            remarks = run_in_background(to_schema, feedback)
            done = tr("The survey was shared to the schema {schema} of “{connection}”.").format(
                schema=target.schema, connection=target.connection
            )
        if target.project is not None:
            done += " " + tr("The project {project} opens it.").format(project=target.project)
        for remark in remarks:
            show_message(iface, remark, Qgis.MessageLevel.Warning)
        show_message(iface, done, Qgis.MessageLevel.Success)


class ShareDialog(QDialog):
    """A form that is accepted only with a place to share to."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Share the survey"))
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
        self._file = _file_widget("ctdShareFile", "GeoPackage (*.gpkg)", settings)
        self._project = _file_widget("ctdShareProject", "QGIS (*.qgz)", settings)
        self._language = language_box(settings)
        buttons = button_box(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

        form = QFormLayout(self)
        form.addRow(self._to_database)
        form.addRow(tr("Connection"), self._connection)
        form.addRow(tr("Schema"), self._schema)
        if not names:
            hint = QLabel(tr("QGIS has no PostgreSQL connection yet: make one in its data source manager."))
            hint.setWordWrap(True)
            form.addRow(hint)
        form.addRow(self._to_file)
        form.addRow(tr("File"), self._file)
        form.addRow(tr("Project that opens it (may stay empty)"), self._project)
        form.addRow(tr("Language of the map"), self._language)
        form.addRow(buttons)
        self.setMinimumWidth(520)

        self._to_database.setEnabled(bool(names))
        self._to_database.toggled.connect(self._show_choice)
        (self._to_database if names else self._to_file).setChecked(True)
        self._show_choice()

    def accept(self) -> None:
        """Close the form only on a place, and on files that may be replaced."""
        target = self.target()
        try:
            if target.geopackage is None and not target.schema:
                raise CtdError(tr("Name the schema to share to."))
            if target.geopackage is not None and target.geopackage.suffix.lower() != ".gpkg":
                raise CtdError(tr("Choose a GeoPackage (.gpkg) to share to."))
            if target.project is not None and target.project.suffix.lower() != ".qgz":
                raise CtdError(tr("Choose a project file that ends in .qgz."))
        except CtdError as error:
            warn(self, self.windowTitle(), str(error))
            return
        for file in (target.geopackage, target.project):
            if file is not None and file.exists():
                question = tr("{name} exists already. Replace it?").format(name=file.name)
                if not confirmed(self, self.windowTitle(), question):
                    return
        super().accept()

    def target(self) -> Target:
        """Return the target that the form says."""
        file, project = (widget.filePath().strip() for widget in (self._file, self._project))
        return Target(
            self._connection.currentText(),
            self._schema.text().strip(),
            Path(file) if self._to_file.isChecked() else None,
            Path(project) if project else None,
        )

    def settings(self) -> Settings:
        """Return the settings, as they are by now, with the values of this form."""
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


def _file_widget(name: str, ending: str, settings: Settings) -> QgsFileWidget:
    widget = QgsFileWidget()
    widget.setObjectName(name)
    widget.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
    widget.setFilter(ending)
    # The form itself asks once, also for a name that was typed.
    widget.setConfirmOverwrite(False)
    widget.setDefaultRoot(settings.export_folder or str(Path.home()))
    return widget
