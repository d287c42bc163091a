"""What is said of a project's data: that they stay behind when it is saved, or are missing when it is opened."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt.QtCore import QObject

from ...i18n import tr
from ..common.windows import Windows


class DataNotices(QObject):
    """Follows the open project; one sentence a session when it is saved without its data."""

    def __init__(self, iface: QgisInterface, windows: Windows) -> None:
        super().__init__()
        self._iface = iface
        self._windows = windows
        self._was_told = False
        self._notice: QgsMessageBarItem | None = None

    def register(self) -> None:
        """Begin to follow the project."""
        QgsProject.instance().projectSaved.connect(self._on_saved)
        QgsProject.instance().readProject.connect(self._on_read)

    def unregister(self) -> None:
        """Undo `register`."""
        QgsProject.instance().readProject.disconnect(self._on_read)
        QgsProject.instance().projectSaved.disconnect(self._on_saved)

    def _on_saved(self) -> None:
        if self._was_told and self._notice is None:
            return
        from ...gis.project.portable import reads_profile

        if not reads_profile(QgsProject.instance()):
            self._withdraw()
            return
        if self._was_told:
            return
        self._was_told = True
        from ..common.messages import offer

        text = tr("Project saved without its CTD data: another computer will lack them.")
        self._notice = offer(self._iface, text, [(tr("Save with data…"), self._save_with_data)])

    def _withdraw(self) -> None:
        """Take the sentence away that is no longer true."""
        notice, self._notice = self._notice, None
        if notice is not None:
            from ..common.messages import withdraw

            withdraw(self._iface, notice)

    def _save_with_data(self) -> None:
        from .save_project import show_save_dialog

        show_save_dialog(self._iface, self._windows)

    def _on_read(self, *_: object) -> None:
        if not QgsProject.instance().mapLayers():
            return
        from ...gis.project.portable import missing_files

        missing = missing_files(QgsProject.instance())
        if not missing:
            return
        from qgis.core import Qgis

        from ..common.messages import offer

        text = tr("CTD data missing ({files}): ask for the project saved with its data, or open an edition.")
        files = ", ".join(file.name for file in missing)
        commands = [(tr("Open an edition…"), self._open_edition)]
        offer(self._iface, text.format(files=files), commands, Qgis.MessageLevel.Warning)

    def _open_edition(self) -> None:
        from .open_edition import show_open_dialog

        show_open_dialog(self._iface, self._windows)
