"""Writing the open data of an edition into a folder, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ...data.opendata.datapackage import (
    DESCRIPTOR,
    descriptor_of,
    geojson_resource,
    is_ours,
    table_resource,
    table_schema,
    write_json,
)
from ...data.opendata.dcat import DCAT, dcat_of
from ...data.opendata.described import DescribedTable, breaches
from ...data.opendata.example import EXAMPLE, SCHEMA, example_row, survey_schema
from ...data.opendata.geojson import median_segment, write_geojson
from ...data.opendata.metadata import METADATA, metadata_of
from ...data.opendata.publication import Licence
from ...data.opendata.readme import README, Remarks, left_out_lines, readme_of
from ...data.opendata.table_files import write_rows, write_table
from ...errors import CtdError
from ...files import replacing_all
from ...i18n import language, tr
from ..background.progress import report_progress
from ..map_project import edition_in_project
from ..project.datasource import DataSource
from ..project.layers import CHANGE_TABLES, CtdLayers
from ..regions.edition_cache import edition_of
from .publication import GEOJSON, checked_address, checked_contact, publication_of
from .shapes import boxes_of, displaced_regions, open_shapes, polygons_of
from .tables import open_tables

_Write = Callable[[Path], None]


def export_data(
    edition: DataSource | CtdLayers,
    folder: Path,
    *,
    map_language: str = "fr",
    organisation: str = "",
    contact: str = "",
    address: str = "",
    licence: Licence | None = None,
    feedback: QgsFeedback | None = None,
) -> list[Path]:
    """Write the data package of an edition into an existing folder and return its files, datapackage.json first.

    `organisation` publishes it and has the e-mail address `contact`; `address` is the web address under which the
    files will be put; without a `licence` of the whole, each source keeps its own. A former package in the folder is
    replaced, other files are kept. Must run on the main thread. Raises CtdError where the folder cannot be written or
    holds a file of the same name that is not from a package, and Cancelled where `feedback` is cancelled: the folder is
    then as it was.
    """
    contact, address = checked_contact(contact), checked_address(address)
    with edition_in_project(edition, map_language) as layers:
        with language(map_language):
            files, remarks = _files(layers, organisation.strip(), contact, address, licence)
        targets = [folder / name for name in files]
        _check_targets(targets)
        former = is_ours(folder / DESCRIPTOR)
        with replacing_all(targets) as room:
            # The descriptor comes last, for it has the sizes of the others.
            for number, name in enumerate([*list(files)[1:], DESCRIPTOR]):
                report_progress(feedback, 100 * number / len(files))
                with language(map_language):
                    files[name](room)
            report_progress(feedback, 100)
    if former:
        _remove_outdated(folder, targets)
    if isinstance(feedback, QgsProcessingFeedback):
        for line in left_out_lines(remarks):
            feedback.pushInfo(line)
    return targets


def _files(
    layers: CtdLayers, organisation: str, contact: str, address: str, licence: Licence | None
) -> tuple[dict[str, _Write], Remarks]:
    """Return file name → what writes it into a folder, the descriptor first, and what a reader must know."""
    edition, shapes, displaced = edition_of(layers), open_shapes(layers), displaced_regions(layers)
    tables = open_tables(edition)
    polygons = {code: polygons_of(shape) for code, shape in shapes.items()}
    boxes, resolution = boxes_of(shapes, displaced), median_segment(polygons.values())
    about = publication_of(edition, tables, boxes, resolution, organisation, contact, address, licence, date.today())
    by_name = tables.by_name
    broken = [breach for table in tables.tables for breach in breaches(table, by_name)]
    regions, survey = by_name["regions"], by_name["survey"]
    schemas = {table.name: table_schema(table, broken) for table in tables.tables}
    remarks = Remarks(
        names_masked=tables.names_masked,
        addresses_masked=len(tables.texts.addresses),
        phones_masked=len(tables.texts.phones),
        web_addresses_left_out=tables.private_addresses,
        broken=tuple(broken),
        displaced=displaced,
        without_shape=tuple(row["region_code"] for row in regions.rows if row["region_code"] not in shapes),
    )

    def write_features(room: Path) -> None:
        rows = ((row["region_code"], row, polygons.get(row["region_code"])) for row in regions.rows)
        write_geojson(room / GEOJSON, rows)

    def write_descriptor(room: Path) -> None:
        description = tr("The table “regions” with the boundaries, in WGS 84 (longitude, latitude).")
        resources = [table_resource(table, schemas[table.name], room / table.file) for table in tables.tables]
        resources.append(geojson_resource("regions-geojson", about.files[0].title, description, room / GEOJSON))
        write_json(room / DESCRIPTOR, descriptor_of(about, resources, licence))

    def write_example(room: Path) -> None:
        write_rows(room / EXAMPLE, [one.name for one in survey.fields], [example_row(survey)])

    files: dict[str, _Write] = {
        DESCRIPTOR: write_descriptor,
        **{table.file: _table_writer(table) for table in tables.tables},
        GEOJSON: write_features,
        METADATA: lambda room: _write_bytes(room / METADATA, metadata_of(about)),
        DCAT: lambda room: write_json(room / DCAT, dcat_of(about)),
        SCHEMA: lambda room: write_json(room / SCHEMA, survey_schema(survey, about)),
        EXAMPLE: write_example,
        README: lambda room: _write_bytes(room / README, readme_of(about, tables.tables, remarks).encode()),
    }
    return files, remarks


def _table_writer(table: DescribedTable) -> _Write:
    return lambda room: write_table(room / table.file, table)


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _check_targets(targets: list[Path]) -> None:
    """Raise CtdError where a file would be replaced that is not from a package, as no descriptor is beside it."""
    descriptor, *_ = targets
    present = [file for file in targets if file.exists()]
    if present and not is_ours(descriptor):
        message = tr("{file} does not belong to an open-data package and was not replaced; choose another folder.")
        raise CtdError(message.format(file=present[0]))


def _remove_outdated(folder: Path, targets: list[Path]) -> None:
    """Remove the tables of changes that a former package had and this one has not."""
    for name in CHANGE_TABLES:
        file = folder / f"{name}.csv"
        if file not in targets:
            # One that another program has open stays; no descriptor names it any more.
            with suppress(OSError):
                file.unlink(missing_ok=True)
