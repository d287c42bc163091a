"""Editions dropped onto QGIS's window, from the file manager or from QGIS's browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import QgsMimeDataUtils
from qgis.gui import QgsCustomDropHandler
from qgis.PyQt.QtCore import QMimeData, QTimer

_COLLECTION = "collection"
"""What QGIS's browser calls a whole GeoPackage."""


class EditionDropHandler(QgsCustomDropHandler):
    """Calls `open_edition` with a dropped GeoPackage that is an edition, and leaves all else to QGIS."""

    def __init__(self, open_edition: Callable[[Path], object]) -> None:
        super().__init__()
        self._open_edition = open_edition

    def handleFileDrop(self, file: str) -> bool:
        return self._take([file])

    def handleMimeDataV2(self, data: QMimeData | None) -> bool:
        # What comes from elsewhere is no such list; its files come one by one, to the method above.
        if data is None or not QgsMimeDataUtils.isUriList(data):
            return False
        uris = QgsMimeDataUtils.decodeUriList(data)
        return all(uri.layerType == _COLLECTION for uri in uris) and self._take([uri.uri for uri in uris])

    def _take(self, files: list[str]) -> bool:
        """Take files that are all editions; whether they were."""
        paths = [Path(file) for file in files]
        if not paths or not all(path.suffix.lower() == ".gpkg" for path in paths):
            return False
        # Imported where it is needed: a start of QGIS should cost nothing.
        from ...data.editions.summary import is_edition

        if not all(map(is_edition, paths)):
            return False
        for path in paths:
            # QGIS holds back the map while files are dropped.
            QTimer.singleShot(0, lambda path=path: self._open_edition(path))
        return True
