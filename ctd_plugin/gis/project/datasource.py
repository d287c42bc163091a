"""The source of the survey's layers: a GeoPackage, or a PostGIS schema that one was shared to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import Qgis, QgsDataSourceUri, QgsProviderConnectionException, QgsProviderRegistry, QgsVectorLayer

from ...databases import reading, standalone_file

KEY = "fid"
GEOMETRY = "geom"
SRID = 4326


@dataclass(frozen=True)
class Schema:
    """A schema of a PostgreSQL database.

    `connection_uri` is a connection as QGIS writes it: it may hold a password, and stands in no message or project.
    """

    connection_uri: str = field(repr=False)
    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> tuple[str, ...]:
        """What tells the schema from others: where its database is and its name, whoever connects in which way."""
        uri = QgsDataSourceUri(self.connection_uri)
        return (uri.service(), uri.host(), uri.port(), uri.database(), self.name)

    def layer_uri(self, table: str, spatial: bool) -> str:
        """Return the URI of a table as a layer of QGIS."""
        uri = QgsDataSourceUri(self.connection_uri)
        uri.setDataSource(self.name, table, GEOMETRY if spatial else "", "", KEY)
        uri.setWkbType(Qgis.WkbType.MultiPolygon if spatial else Qgis.WkbType.NoGeometry)
        if spatial:
            uri.setSrid(str(SRID))
        # Not expanded: an authentication configuration stays an id.
        return uri.uri(False)


DataSource = Path | Schema


def layer_uri(source: DataSource, table: str, spatial: bool) -> tuple[str, str]:
    """Return the URI of a table as a layer, and the key of its provider."""
    if isinstance(source, Schema):
        return source.layer_uri(table, spatial), "postgres"
    return f"{source}|layername={table}", "ogr"


def existing_tables(source: DataSource, names: Sequence[str]) -> list[str]:
    """Return the names of those tables that exist in a source, none where it cannot be read."""
    if not isinstance(source, Schema):
        import sqlite3

        # QGIS takes ten times as long to list layers, and could not roll back what a killed program left.
        with suppress(sqlite3.Error, OSError), reading(source) as database:
            existing = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
            return [name for name in names if name in existing]
        return []
    with suppress(QgsProviderConnectionException):
        connection = (
            QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(source.connection_uri, {})
        )
        return [name for name in names if connection.tableExists(source.name, name)]
    return []


@contextmanager
def consistent_source(source: DataSource) -> Iterator[DataSource]:
    """Yield a source for reading: of a GeoPackage, a file with what its journal or write-ahead log holds.

    A file that cannot be read is yielded as it is, for QGIS to say so.
    """
    with ExitStack() as stack:
        file = source
        if isinstance(source, Path):
            with suppress(OSError):
                file = stack.enter_context(standalone_file(source))
        yield file


def datasource_of(layer: QgsVectorLayer) -> DataSource:
    """Return the source of one of the survey's layers."""
    if layer.providerType() != "postgres":
        return Path(layer.source().split("|")[0])
    uri = QgsDataSourceUri(layer.source())
    schema = uri.schema()
    uri.setDataSource("", "", "")
    return Schema(uri.uri(False), schema)
