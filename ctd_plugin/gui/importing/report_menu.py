"""The menu of the reports that earlier imports have left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QWidget

from ...data.importing.import_report import report_path
from ...gis.project.editions import edition_name, editions_of
from ...i18n import tr
from ...settings import read_settings
from ..common.widgets import menu_text


def report_menu(parent: QWidget, show: Callable[[Path], None]) -> QMenu:
    """Return a menu of the reports of the project's editions, and of one to choose; it is filled when it opens."""
    menu = QMenu(parent)
    menu.aboutToShow.connect(lambda: _fill(menu, show))
    return menu


def _fill(menu: QMenu, show: Callable[[Path], None]) -> None:
    menu.clear()
    for layers in editions_of(QgsProject.instance()):
        # The report of an edition in a database is beside the file that was shared.
        path = report_path(layers.source) if isinstance(layers.source, Path) else None
        if path is not None and path.is_file():
            action = menu.addAction(menu_text(edition_name(layers)))
            action.triggered.connect(partial(_show, show, path))
    menu.addSeparator()
    menu.addAction(tr("Choose a report…")).triggered.connect(lambda _checked=False: _choose(menu, show))


def _show(show: Callable[[Path], None], path: Path, _checked: bool = False) -> None:
    show(path)


def _choose(menu: QMenu, show: Callable[[Path], None]) -> None:
    folder = str(read_settings().output_folder)
    kinds = tr("Import reports") + " (*.report.json)"
    file, _ = QFileDialog.getOpenFileName(menu.parentWidget(), tr("Choose a report"), folder, kinds)
    if file:
        show(Path(file))
