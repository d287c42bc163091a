"""`ctdSaveProject`: the form that saves the project with its data in one folder, and the saving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path

from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface, QgsFileWidget
from qgis.PyQt.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from ...catalogues.services.filenames import safe_name
from ...errors import CtdError
from ...files import new_folder
from ...gis.project.editions import editions_of
from ...gis.project.portable import PortablePlan, edited_layers, plan_portable, save_portable
from ...gis.project.publication import personal_remarks
from ...i18n import number, plural, titled, tr
from ...settings import Settings, read_settings, write_settings
from ..common.file_fields import typed_path
from ..common.form_dialog import FormDialog
from ..common.links import show_written
from ..common.messages import confirm, progress_dialog, reporting_errors, show_message
from ..common.widgets import add_row, plain_label
from ..common.windows import Windows
from ..help.help import help_button
from ..map import after_drawing

NAME = "ctdSaveProjectDialog"


def show_save_dialog(iface: QgisInterface, windows: Windows) -> SaveProjectDialog:
    """Show the form; the project is saved when the form is accepted."""
    # It says which pictures of the layouts will be copied.
    after_drawing.finish()
    return windows.show(NAME, lambda: SaveProjectDialog(read_settings(), iface.mainWindow()), partial(_save, iface))


def _save(iface: QgisInterface, dialog: SaveProjectDialog) -> None:
    project, file = QgsProject.instance(), dialog.project_file()
    write_settings(dialog.settings())
    edited = edited_layers(project, plan_portable(project, file))
    if edited and not confirm(iface.mainWindow(), dialog.windowTitle(), _question(edited), tr("Save the edits")):
        return
    with (
        reporting_errors(iface),
        progress_dialog(iface, tr("Saving the project with its data…"), at_once=True) as feedback,
        new_folder(file.parent),
    ):
        for layer in edited:
            _commit(layer)
        save_portable(project, plan_portable(project, file), partial(_write, iface), feedback)
        for remark in {remark for layers in editions_of(project) for remark in personal_remarks(layers)}:
            show_message(iface, remark, Qgis.MessageLevel.Warning)
        show_written(iface, tr("Project and data saved to {path}."), file.parent)


def _question(edited: Sequence[QgsVectorLayer]) -> str:
    names = ", ".join(layer.name() for layer in edited)
    return titled(tr("Layers with unsaved edits"), names + ".") + "\n" + tr("Save these edits and go on?")


def _commit(layer: QgsVectorLayer) -> None:
    """Save the edits of a layer, which stays in edit mode; raises CtdError where its data refuse them."""
    if not layer.commitChanges(False):
        message = tr("The edits of the layer {layer} cannot be saved: {reason}")
        raise CtdError(message.format(layer=layer.name(), reason=" ".join(layer.commitErrors())))


def _write(iface: QgisInterface, project: QgsProject) -> bool:
    """Save the project as QGIS's own command does, which remembers the file as the one that is open."""
    project.setDirty(True)
    iface.actionSaveProject().trigger()
    return (not project.isDirty() and Path(project.fileName()).is_file()) or project.write()


class SaveProjectDialog(FormDialog):
    """The form for the folder and the name; it shows what will be copied, and what stays where it is."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(NAME, tr("Save the project with its data"), parent, width=560)
        project = QgsProject.instance()
        current = project.fileName()
        self._folder = QgsFileWidget()
        self._folder.setObjectName("ctdSaveFolder")
        self._folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        folder = Path(current).parent if current else settings.output_folder
        if not current or plan_portable(project, Path(current)).copies:
            folder /= tr("ctd-project")
        self._folder.setFilePath(str(folder))
        self._name = QLineEdit(Path(current).stem if current else "ctd")
        self._name.setObjectName("ctdSaveName")
        self._copied = plain_label(name="ctdSaveCopied", selectable=True)
        self._elsewhere = plain_label(name="ctdSaveElsewhere", selectable=True)

        form = QFormLayout(self)
        add_row(form, tr("Folder"), self._folder, tr("Made where it does not exist yet."))
        add_row(form, tr("Name of the project"), self._name)
        form.addRow(self._copied)
        form.addRow(self._elsewhere)
        buttons = self.buttons(QDialogButtonBox.StandardButton.Save)
        help_button(buttons, "editions")
        form.addRow(buttons)
        self._folder.fileChanged.connect(self._show_plan)
        self._name.textChanged.connect(self._show_plan)
        self._show_plan()

    def project_file(self) -> Path:
        """Return the file of the project to write."""
        return Path(typed_path(self._folder)) / self._file_name()

    def _file_name(self) -> str:
        return self._name.text().strip().removesuffix(".qgz") + ".qgz"

    def check(self) -> None:
        name = self._file_name()
        if not typed_path(self._folder):
            raise CtdError(tr("Choose an output folder."))
        if not self.project_file().is_absolute():
            raise CtdError(tr("Enter the full path of the output folder."))
        if safe_name(name) != name:
            raise CtdError(tr("“{name}” cannot be the name of a file; choose another.").format(name=name))

    def outputs(self) -> Sequence[Path]:
        current = QgsProject.instance().fileName()
        # QGIS names it with slashes, also on Windows.
        return [file for file in self._plan().replaced if file != Path(current)]

    def settings(self) -> Settings:
        return replace(read_settings(), export_folder=str(self.project_file().parent.parent))

    def _plan(self) -> PortablePlan:
        return plan_portable(QgsProject.instance(), self.project_file())

    def _show_plan(self, *_: object) -> None:
        plan = self._plan()
        count = len(plan.copies)
        if count:
            text = plural(
                count,
                tr("{count} file of data is copied ({size} MB)."),
                tr("{count} files of data are copied ({size} MB)."),
            )
            self._copied.setText(text.format(count=count, size=number(ceil(plan.size / 1e5) / 10, 1)))
        else:
            self._copied.setText(tr("No data need to be copied: what the project reads lies in this folder already."))
        self._elsewhere.setVisible(bool(plan.elsewhere))
        self._elsewhere.setText(
            titled("⚠ " + tr("Not copied, these layers read data elsewhere"), "; ".join(plan.elsewhere))
        )
