"""Sharing the survey: its layers and styles in a GeoPackage or a PostGIS schema, and a project that opens them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsCredentials,
    QgsDataSourceUri,
    QgsFeedback,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ...errors import CtdError
from ...files import replacing, replacing_all, unwritten
from ...i18n import language, tr
from ..background.background_job import INLINE, InlineJob
from ..background.progress import report_progress
from ..map_project import is_ctd_project
from ..project.datasource import DataSource, Schema, at_rest
from ..project.layers import CtdLayers, layer_titles, open_layers
from .postgis import Database, StatementError, name
from .postgis_tables import Present, check_schema, links, load, orphans, replace
from .project import Styles, lead_to, make_project, save_styles


def share_to_geopackage(
    source: DataSource,
    output: Path,
    project: Path | None = None,
    share_language: str = "fr",
    feedback: QgsFeedback | None = None,
    place: InlineJob = INLINE,
) -> list[str]:
    """Write the layers and their styles into a GeoPackage, and beside it a project; both are replaced, or neither.

    Returns what could not be done and does not spoil the rest. Raises CtdError where a file cannot be written or is
    somebody else's, and Cancelled where `feedback` is cancelled.
    """
    from ...data.package.geopackage import check_target

    check_target(output)
    _check_project(project)
    if project is not None and project.parent != output.parent:
        raise CtdError(tr("The project finds the GeoPackage beside it: choose the same folder for both."))
    with replacing_all([output, *([project] if project else [])]) as room:
        fresh = room / output.name
        _copy(source, fresh, output, share_language, feedback)
        styles = _make(fresh, room / project.name if project else None, share_language, feedback, place, 90)
        # Last: a GeoPackage that is written to cannot be read at times.
        remarks = _save_styles(fresh, styles, share_language)
        place.begin_commit(feedback, 99, _too_late(output))
    return remarks


def share_to_schema(
    source: DataSource,
    connection: str,
    schema: str,
    project: Path | None = None,
    share_language: str = "fr",
    feedback: QgsFeedback | None = None,
    place: InlineJob = INLINE,
) -> list[str]:
    """Write the layers into a schema of a stored PostgreSQL connection in one transaction, then styles and a project.

    Returns what could not be done and does not spoil the rest. Raises CtdError where the database cannot be reached or
    refuses, and Cancelled where `feedback` is cancelled: the schema is as it was.
    """
    _check_project(project)
    # QGIS keeps those that it has found, without a lock.
    database = place.on_main(lambda: Database(connection))
    present = check_schema(database, schema)
    shared = Schema(_without_password(database.address), schema)
    with (
        _project_after(schema, project) as fresh_project,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
    ):
        copy = Path(folder) / f"{uuid4().hex}.gpkg"
        _copy(source, copy, copy, share_language, feedback)
        remarks, statements = _statements(copy, schema, present, share_language)
        made = Path(folder) / project.name if project else None
        styles = _make(copy, made, share_language, feedback, place, 70)
        if made and fresh_project:
            lead_to(made, copy, shared, fresh_project)
        _run(database, schema, statements, feedback, place)
        remarks += _save_styles(shared, styles, share_language)
    return remarks


@contextmanager
def _project_after(schema: str, project: Path | None) -> Iterator[Path | None]:
    """Yield a file that becomes the project at the end, when the schema is shared; what then goes wrong says so."""
    if project is None:
        yield None
        return
    is_shared = False
    try:
        with replacing(project) as fresh:
            yield fresh
            is_shared = True
    except CtdError as error:
        if not is_shared:
            raise
        message = tr("The schema {schema} was shared, but not the project: {reason}")
        raise CtdError(message.format(schema=schema, reason=error)) from error


def _copy(source: DataSource, file: Path, told: Path, share_language: str, feedback: QgsFeedback | None) -> None:
    """Copy the layers into a new GeoPackage, which errors call `told`."""
    with at_rest(source) as readable:
        with language(share_language):
            layers = open_layers(readable)
        for number, (table, layer) in enumerate(layers.all.items()):
            report_progress(feedback, 20 * number / len(layers.all))
            _add_layer(layer, table, file, told)
        # Windows deletes no file that is open.
        del layers, layer


def _add_layer(layer: QgsVectorLayer, table: str, file: Path, output: Path) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", table
    if file.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    error, reason, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(file), QgsCoordinateTransformContext(), options
    )
    if error != QgsVectorFileWriter.WriterError.NoError:
        raise unwritten(output, reason)


def _statements(copy: Path, schema: str, present: Present, share_language: str) -> tuple[list[str], list[str]]:
    """Return what is to be told of the rows, and the statements that share them."""
    layers = open_layers(copy)
    statements = [] if present.schema else [f"CREATE SCHEMA {name(schema)}"]
    statements += load(layers, schema)
    with language(share_language):
        statements += replace(layers, schema, present)
    return _loose_rows(layers), statements


def _make(
    geopackage: Path,
    project: Path | None,
    share_language: str,
    feedback: QgsFeedback | None,
    place: InlineJob,
    upto: float,
) -> Styles:
    """Make the project, step by step on the main thread, where each speaks the language of the map for itself."""
    steps = make_project(geopackage, project)

    def step() -> float | Styles:
        with language(share_language):
            return next(steps)

    try:
        while not isinstance(done := place.on_main(step), Styles):
            report_progress(feedback, 20 + (upto - 20) * done)
        return done
    finally:
        place.on_main(steps.close)


def _run(
    database: Database, schema: str, statements: Sequence[str], feedback: QgsFeedback | None, place: InlineJob
) -> None:
    try:
        with database.transaction() as run:
            for number, statement in enumerate(statements):
                report_progress(feedback, 70 + 20 * number / len(statements))
                run(statement)
            place.begin_commit(feedback, 90, _too_late(schema))
    except StatementError as error:
        message = tr("The database stopped the sharing ({reason}); the schema {schema} is as it was.")
        raise CtdError(message.format(reason=error, schema=schema)) from error


def _too_late(place: Path | str) -> str:
    return tr("Cancelled too late: {place} may be replaced already. Look there, or share again.").format(place=place)


def _loose_rows(layers: CtdLayers) -> list[str]:
    """Tell the rows that belong to nothing; a database would refuse them under a foreign key."""
    titles = layer_titles()
    remarks = []
    for child, column, parent, parent_column in links(layers):
        count = orphans(layers, child, column, parent, parent_column)
        if count:
            message = tr("{count} rows of “{table}” belong to no row of “{parent}”; they are shared all the same.")
            remarks.append(message.format(count=count, table=titles[child], parent=titles[parent]))
    return remarks


def _save_styles(shared: DataSource, styles: Styles, share_language: str) -> list[str]:
    """Save the styles beside the shared layers, once QGIS has read these back."""
    with language(share_language):
        layers = open_layers(shared)
    if next(layers.regions.getFeatures(), None) is None:
        raise CtdError(tr("The layers were shared, but QGIS cannot read them back: start it again, then share again."))
    reason = save_styles(layers, styles)
    if not reason:
        return []
    message = tr(
        "The styles could not be kept beside the layers ({reason}): the project has them; in a database, ask the "
        "administrator for a table layer_styles that you may write to."
    )
    return [message.format(reason=reason)]


def _without_password(address: str) -> str:
    """Return a connection for a project file, which others read; this QGIS keeps the password until it is closed."""
    uri = QgsDataSourceUri(address)
    password = uri.password()
    uri.setPassword("")
    if password:
        QgsCredentials.instance().put(uri.connectionInfo(False), uri.username(), password)
    return uri.uri(False)


def _check_project(project: Path | None) -> None:
    if project is not None and project.exists() and not is_ctd_project(project):
        raise CtdError(
            tr("{file} was not made by this plugin and was not replaced; choose another name.").format(file=project)
        )
