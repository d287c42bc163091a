"""Where the layers of the survey lie: in a GeoPackage, or in a PostGIS schema that one was shared to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import Qgis, QgsDataSourceUri, QgsProviderConnectionException, QgsProviderRegistry, QgsVectorLayer

from ...databases import standalone_file

KEY = "fid"
GEOMETRY = "geom"
SRID = 4326


@dataclass(frozen=True)
class Schema:
    """A schema of a PostgreSQL database.

    `address` is a connection as QGIS writes it: it may hold a password, and is in no message or project.
    """

    address: str = field(repr=False)
    name: str

    def __str__(self) -> str:
        return self.name

    def layer_address(self, table: str, spatial: bool) -> str:
        """Return what QGIS opens a table as a layer by."""
        uri = QgsDataSourceUri(self.address)
        uri.setDataSource(self.name, table, GEOMETRY if spatial else "", "", KEY)
        uri.setWkbType(Qgis.WkbType.MultiPolygon if spatial else Qgis.WkbType.NoGeometry)
        if spatial:
            uri.setSrid(str(SRID))
        # Not expanded: an authentication configuration stays a name.
        return uri.uri(False)


DataSource = Path | Schema


def layer_address(source: DataSource, table: str, spatial: bool) -> tuple[str, str]:
    """Return the address of a table as a layer and the provider that opens it."""
    if isinstance(source, Schema):
        return source.layer_address(table, spatial), "postgres"
    return f"{source}|layername={table}", "ogr"


def tables_there(source: DataSource, names: Sequence[str]) -> list[str]:
    """Return those of the tables that a source has, none where it cannot be read."""
    if not isinstance(source, Schema):
        # A list of layers is read without the right to roll back what a killed program left.
        with at_rest(source) as file:
            there = {table.name() for table in QgsProviderRegistry.instance().querySublayers(str(file))}
        return [name for name in names if name in there]
    with suppress(QgsProviderConnectionException):
        connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(source.address, {})
        return [name for name in names if connection.tableExists(source.name, name)]
    return []


@contextmanager
def at_rest(source: DataSource) -> Iterator[DataSource]:
    """Yield a source for those who read it all at once: a GeoPackage with what its journal or log holds.

    One that cannot be read is yielded as it is, for QGIS to say so.
    """
    with ExitStack() as stack:
        file = source
        if isinstance(source, Path):
            with suppress(OSError):
                file = stack.enter_context(standalone_file(source))
        yield file


def source_of(layer: QgsVectorLayer) -> DataSource:
    """Return where a layer of the survey lies."""
    if layer.providerType() != "postgres":
        return Path(layer.source().split("|")[0])
    uri = QgsDataSourceUri(layer.source())
    schema = uri.schema()
    uri.setDataSource("", "", "")
    return Schema(uri.uri(False), schema)
