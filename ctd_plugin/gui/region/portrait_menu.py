"""What can be done with the portrait of a region: copied, saved as a page, printed as its sheet of the atlas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QWidget

from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...files import replacing
from ...gis.map_project import project_source
from ...gis.project.layers import project_language
from ...i18n import language, tr
from ...settings import read_settings
from ...text import fold
from ..common.links import show_written
from ..common.messages import progress_dialog, reporting_errors, show_message
from .portrait import portrait_html, portrait_text

Shown = tuple[RegionProfile, EditionProfiles]


class PortraitMenu(QMenu):
    """Its commands work on the region that `shown` returns."""

    def __init__(self, iface: QgisInterface, shown: Callable[[], Shown | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ctdPortrait")
        self._iface, self._shown = iface, shown
        self._commands = [
            (self.addAction(""), name, slot)
            for name, slot in (
                ("ctdPortraitCopy", self._copy),
                ("ctdPortraitSave", self._save),
                ("ctdPortraitPrint", self._print),
            )
        ]
        for action, name, slot in self._commands:
            action.setObjectName(name)
            action.triggered.connect(lambda _checked=False, slot=slot: slot())

    def name_commands(self) -> None:
        """Name the commands in the language in force."""
        names = (
            tr("Copy this portrait as text"),
            tr("Save this portrait as a web page…"),
            tr("Print this region (PDF sheet)…"),
        )
        for (action, _name, _slot), text in zip(self._commands, names, strict=True):
            action.setText(text)

    def _copy(self) -> None:
        shown = self._shown()
        if shown is not None:
            profile, edition = shown
            with language(project_language(QgsProject.instance())):
                text = portrait_text(profile, edition.profiles, edition.about.get("edition", ""))
                QGuiApplication.clipboard().setText(text)
                message = tr("Portrait of {region} copied to the clipboard.")
                show_message(self._iface, message.format(region=profile.printed_name))

    def _save(self) -> None:
        shown = self._shown()
        if shown is None:
            return
        profile, edition = shown
        path = self._ask(profile, tr("Save this portrait"), "html", tr("Web page") + " (*.html)")
        if path is not None:
            with reporting_errors(self._iface):
                with language(project_language(QgsProject.instance())):
                    page = portrait_html(profile, edition.profiles, edition.about.get("edition", ""))
                with replacing(path) as fresh:
                    # As servers and spreadsheets send them, texts may hold halves of characters.
                    fresh.write_text(page, encoding="utf-8", errors="replace")
                show_written(self._iface, tr("Portrait saved as {path}."), path)

    def _print(self) -> None:
        shown = self._shown()
        if shown is None:
            return
        profile, _edition = shown
        path = self._ask(profile, tr("Print this region"), "pdf", "PDF (*.pdf)")
        if path is None:
            return
        from ...gis.atlas.export import export_atlas

        project = QgsProject.instance()
        with reporting_errors(self._iface), progress_dialog(self._iface, tr("Creating the sheet…")) as feedback:
            written = project_language(project) or read_settings().language_in_force
            source = project_source(project)
            export_atlas(source, path, codes=[profile.code], atlas_language=written, feedback=feedback)
            show_written(self._iface, tr("Sheet exported to {path}."), path)

    def _ask(self, profile: RegionProfile, title: str, ending: str, kinds: str) -> Path | None:
        """Ask for the file to write; it has the ending."""
        folder = read_settings().output_folder
        proposed = str(folder / f"ctd-{fold(profile.name) or profile.code}.{ending}")
        chosen, _kind = QFileDialog.getSaveFileName(self._iface.mainWindow(), title, proposed, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == f".{ending}" else path.with_name(f"{path.name}.{ending}")
