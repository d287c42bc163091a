"""“Editions” in QGIS's browser: the bundled one, those opened before, and those of databases once these are opened."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsDataCollectionItem, QgsDataItem, QgsMimeDataUtils

from ...data.editions.summary import is_edition
from ...errors import CtdError
from ...gis.editions.database import edition_schemas
from ...gis.editions.place import BUNDLED, CHANGES, EditionPlace, recent_places
from ...gis.project.editions import bundled_title
from ...gis.sharing.postgis import Database, connection_names
from ...i18n import tr
from ..common.html import tooltip
from .error_item import error_item

_FILE_PREFIX = "gpkg:"
"""What QGIS puts before the path of a GeoPackage among its connections."""


class EditionsItem(QgsDataCollectionItem):
    """The parent of the editions that are known; it asks no database."""

    def __init__(self, parent: QgsDataItem) -> None:
        super().__init__(parent, tr("Editions"), f"{parent.path()}/editions", "ctd")
        self.setSortKey("0")
        self.setIconName("mIconFolder.svg")
        self.setToolTip(tr("Editions of the survey: double-click to open one"))
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fertile | Qgis.BrowserItemCapability.Fast)
        CHANGES.recent.connect(self.refresh)

    def createChildren(self) -> list[QgsDataItem]:
        places = [EditionItem(self, 0, bundled_title(), BUNDLED)]
        places += [EditionItem(self, rank, place.name, place) for rank, place in enumerate(recent_places(), start=1)]
        return [*places, *(DatabaseItem(self, name) for name in connection_names())]

    def refresh(self) -> None:  # type: ignore[override]  # QGIS calls it without arguments
        was_open = self.state() != Qgis.BrowserItemState.NotPopulated
        self.depopulate()
        if was_open:
            self.populate()


class EditionItem(QgsDataCollectionItem):
    """An edition, which may be dragged onto the map."""

    def __init__(self, parent: QgsDataItem, rank: int, name: str, place: EditionPlace) -> None:
        super().__init__(parent, name, f"{parent.path()}/{rank}", "ctd")
        self.ctd_edition = place
        self.setSortKey(f"0{rank:03}")
        self.setIconName("mGeoPackage.svg" if place.file else "mIconPostgis.svg")
        self.setToolTip(tooltip(name, place.file))
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.NoCapabilities)
        self.setState(Qgis.BrowserItemState.Populated)

    def hasDragEnabled(self) -> bool:
        return bool(self.ctd_edition.file)

    def mimeUris(self) -> list[QgsMimeDataUtils.Uri]:
        uri = QgsMimeDataUtils.Uri()
        uri.uri = uri.filePath = self.ctd_edition.file
        uri.layerType = "collection"
        return [uri]


class DatabaseItem(QgsDataCollectionItem):
    """A PostgreSQL connection of QGIS's; it is asked for editions, in a thread, when it is opened."""

    def __init__(self, parent: QgsDataItem, connection: str) -> None:
        super().__init__(parent, connection, f"{parent.path()}/pg/{connection}", "ctd")
        self._connection = connection
        # Found here, on the main thread: QGIS keeps the connections that it has found, without a lock.
        self._database: Database | None = None
        self._error = ""
        try:
            self._database = Database(connection)
        except CtdError as error:
            self._error = str(error)
        self.setSortKey(f"1{connection.casefold()}")
        self.setIconName("mIconPostgis.svg")
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fertile | Qgis.BrowserItemCapability.Collapse)

    def createChildren(self) -> list[QgsDataItem]:
        if self._database is None:
            return [error_item(self, self._error)]
        try:
            schemas = edition_schemas(self._database)
        except CtdError as error:
            return [error_item(self, str(error))]
        if not schemas:
            return [
                error_item(self, tr("No schema of “{connection}” holds an edition.").format(connection=self.name()))
            ]
        return [
            EditionItem(self, rank, schema, EditionPlace(connection=self._connection, schema=schema))
            for rank, schema in enumerate(schemas)
        ]


def edition_place(item: QgsDataItem) -> EditionPlace | None:
    """Return the edition that an item of QGIS's browser is: one of the plugin's, or a GeoPackage."""
    place = getattr(item, "ctd_edition", None)
    if isinstance(place, EditionPlace):
        return place
    path = Path(item.path().removeprefix(_FILE_PREFIX))
    if isinstance(item, QgsDataCollectionItem) and is_edition(path):
        return EditionPlace(str(path))
    return None
