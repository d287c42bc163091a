"""What follows QGIS as long as the plugin is loaded: dropped editions, and which edition the user works on."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QTimer

from .dropped_files import EditionDropHandler


class EditionRegistration(QObject):
    """Takes dropped editions, and makes the edition current that is chosen or alone visible in the layer tree."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self._iface = iface
        self._handler = EditionDropHandler(self._open)
        self._tree = iface.layerTreeView()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._follow_visibility)

    def register(self) -> None:
        """Begin to follow QGIS."""
        self._iface.registerCustomDropHandler(self._handler)
        self._tree.selectionModel().currentChanged.connect(self._follow_choice)
        QgsProject.instance().layerTreeRoot().visibilityChanged.connect(self._look_soon)
        QgsProject.instance().layersRemoved.connect(self._look_soon)

    def unregister(self) -> None:
        """Undo `register`."""
        QgsProject.instance().layersRemoved.disconnect(self._look_soon)
        QgsProject.instance().layerTreeRoot().visibilityChanged.disconnect(self._look_soon)
        self._tree.selectionModel().currentChanged.disconnect(self._follow_choice)
        self._iface.unregisterCustomDropHandler(self._handler)
        self._timer.stop()
        self.deleteLater()

    def _open(self, file: Path) -> None:
        from .open_edition import open_edition

        open_edition(self._iface, file)

    def _follow_choice(self, *_: object) -> None:
        """Make the edition current whose layer or group is chosen in the layer tree, where the map shows it."""
        node = self._tree.currentNode()
        if node is not None:
            from ...gis.project.editions import edition_of_node, is_visible, make_current

            project = QgsProject.instance()
            layers = edition_of_node(project, node)
            if layers is not None and is_visible(project, layers):
                make_current(project, layers)

    def _look_soon(self, *_: object) -> None:
        # A map theme of QGIS's changes many nodes.
        self._timer.start()

    def _follow_visibility(self) -> None:
        """Make the uppermost edition on the map current where the current one is hidden; show one once that is gone."""
        from ...gis.project.editions import (
            editions_of,
            find_layers,
            is_current_gone,
            is_visible,
            make_current,
            show_edition,
        )

        project = QgsProject.instance()
        current = find_layers(project)
        if current is None or is_visible(project, current):
            return
        visible = [layers for layers in editions_of(project) if is_visible(project, layers)]
        if visible:
            make_current(project, visible[0])
        elif is_current_gone(project):
            show_edition(project, current)
