"""A field for an earlier edition: the bundled one, those of the project, or a file."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from ...data.about import BUNDLED_EDITION
from ...data.paths import SURVEY
from ...gis.project.editions import edition_name, editions_of, short_edition_name
from ...gis.project.layers import CtdLayers, find_layers
from ...i18n import tr
from ...settings import read_settings
from ..common.widgets import let_shrink, push_button


class EditionBox(QWidget):
    """The edition that is chosen is `path()`, None for none."""

    def __init__(self, name: str, none: str) -> None:
        """`none` is the entry for no edition."""
        super().__init__()
        self._box = QComboBox()
        self._box.setObjectName(name)
        let_shrink(self._box)
        self._browse = push_button(f"{name}File", tr("File…"), self._choose)
        self._box.addItem(none, "")
        project = QgsProject.instance()
        self._box.addItem(short_edition_name(BUNDLED_EDITION), str(SURVEY))
        for layers in editions_of(project):
            path = _path_of(layers)
            if path is not None and path != SURVEY:
                self._box.addItem(edition_name(layers), str(path))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box, 1)
        layout.addWidget(self._browse)
        self.setFocusProxy(self._box)

    def path(self) -> Path | None:
        """Return the file of the edition."""
        chosen = self._box.currentData()
        return Path(chosen) if chosen else None

    def choose_current_edition(self) -> None:
        """Choose the project's current edition, or else the bundled one."""
        current = find_layers(QgsProject.instance())
        self.choose((_path_of(current) if current else None) or SURVEY)

    def choose(self, path: Path) -> None:
        """Choose the edition in a file, which is added where it is not in the list."""
        place = self._box.findData(str(path))
        if place < 0:
            self._box.addItem(path.name, str(path))
            place = self._box.count() - 1
        self._box.setCurrentIndex(place)

    def set_accessible_name(self, name: str) -> None:
        self._box.setAccessibleName(name)
        self._browse.setAccessibleName(tr("Browse: {field}").format(field=name))

    def _choose(self) -> None:
        folder = str(read_settings().output_folder)
        kinds = tr("Editions and surveys") + " (*.gpkg *.csv *.xlsx *.ods *.xls)"
        file, _ = QFileDialog.getOpenFileName(self, tr("Choose an earlier edition"), folder, kinds)
        if file:
            self.choose(Path(file))


def _path_of(layers: CtdLayers) -> Path | None:
    """Return the file of an edition; None for one in a database, which is not read back from there."""
    if layers.about("edition") == BUNDLED_EDITION:
        return SURVEY
    return layers.source if isinstance(layers.source, Path) else None
