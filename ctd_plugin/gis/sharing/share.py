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

from ...causes import reason_of
from ...errors import CtdError
from ...files import replacing, replacing_all, write_error
from ...i18n import language, tr
from ..background.background_job import INLINE, BackgroundJob, InlineJob
from ..background.progress import report_progress
from ..map_project import is_ctd_project
from ..project.datasource import DataSource, Schema, consistent_source
from ..project.layers import CtdLayers, layer_titles, open_layers
from ..project.publication import personal_remarks
from .postgis import Database, StatementError, identifier
from .postgis_tables import count_orphans, layer_relations, load_statements, replace_statements
from .postgres_causes import database_reason
from .project import SharedStyles, make_project, repoint_project, save_styles
from .schema_state import SchemaState, check_schema


def share_to_geopackage(
    source: DataSource,
    output: Path,
    project: Path | None = None,
    share_language: str = "fr",
    feedback: QgsFeedback | None = None,
    job: InlineJob | BackgroundJob = INLINE,
) -> list[str]:
    """Write the layers and their styles into a GeoPackage, and beside it a project; both are replaced, or neither.

    Returns remarks. Raises CtdError where a file cannot be written or was not made by the plugin, and Cancelled where
    `feedback` is cancelled.
    """
    from ...data.package.geopackage import check_target

    check_target(output)
    _check_project(project)
    if project is not None and project.parent != output.parent:
        raise CtdError(tr("The project opens the GeoPackage from its own folder: choose the same folder for both."))
    with replacing_all([output, *([project] if project else [])]) as room:
        fresh = room / output.name
        copy_layers(source, fresh, output, share_language, feedback)
        styles = _make_project(fresh, room / project.name if project else None, share_language, feedback, job, 90)
        # Last: a GeoPackage that is being written cannot always be read.
        remarks = _save_styles(fresh, styles, share_language)
        job.begin_commit(feedback, 99, _too_late_message(output))
    return remarks


def share_to_schema(
    source: DataSource,
    connection: str,
    schema: str,
    project: Path | None = None,
    share_language: str = "fr",
    feedback: QgsFeedback | None = None,
    job: InlineJob | BackgroundJob = INLINE,
) -> list[str]:
    """Write the layers into a schema of a stored PostgreSQL connection in one transaction, then styles and a project.

    Returns remarks. Raises CtdError where the database cannot be reached or refuses, and Cancelled where `feedback` is
    cancelled: the schema is as it was.
    """
    _check_project(project)
    # On the main thread: QGIS keeps the connections that it has found, without a lock.
    database = job.on_main(lambda: Database(connection))
    state = check_schema(database, schema)
    shared = Schema(_without_password(database.connection_uri), schema)
    with (
        _project_once_shared(schema, project) as fresh_project,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
    ):
        copy = Path(folder) / f"{uuid4().hex}.gpkg"
        copy_layers(source, copy, copy, share_language, feedback)
        remarks, statements = _statements(copy, schema, state, share_language)
        made = Path(folder) / project.name if project else None
        styles = _make_project(copy, made, share_language, feedback, job, 70)
        if made and fresh_project:
            repoint_project(made, copy, shared, fresh_project)
        _run_statements(database, schema, statements, feedback, job)
        remarks += _save_styles(shared, styles, share_language)
    return remarks


@contextmanager
def _project_once_shared(schema: str, project: Path | None) -> Iterator[Path | None]:
    """Yield a file that replaces the project at the end; an error after the schema was shared says so."""
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


def copy_layers(
    source: DataSource, file: Path, output: Path, share_language: str, feedback: QgsFeedback | None
) -> None:
    """Copy the layers into a new GeoPackage; errors name it `output`, which it will become."""
    with consistent_source(source) as readable:
        with language(share_language):
            layers = open_layers(readable)
        for number, (table, layer) in enumerate(layers.stored.items()):
            report_progress(feedback, 20 * number / len(layers.stored))
            _write_layer(layer, table, file, output)
        # Windows deletes no file that is open.
        del layers, layer


def _write_layer(layer: QgsVectorLayer, table: str, file: Path, output: Path) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", table
    if file.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    error, reason, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(file), QgsCoordinateTransformContext(), options
    )
    if error != QgsVectorFileWriter.WriterError.NoError:
        raise write_error(output, reason)


def _statements(copy: Path, schema: str, state: SchemaState, share_language: str) -> tuple[list[str], list[str]]:
    """Return remarks on the rows, and the SQL statements that share them."""
    layers = open_layers(copy)
    statements = [] if state.exists else [f"CREATE SCHEMA {identifier(schema)}"]
    statements += load_statements(layers, schema)
    with language(share_language):
        statements += replace_statements(layers, schema, state)
    return _orphan_remarks(layers), statements


def _make_project(
    geopackage: Path,
    project: Path | None,
    share_language: str,
    feedback: QgsFeedback | None,
    job: InlineJob | BackgroundJob,
    until: float,
) -> SharedStyles:
    """Make the project up to `until` percent, in short steps on the main thread, in the language of the map."""
    steps = make_project(geopackage, project)

    def step() -> float | SharedStyles:
        with language(share_language):
            return next(steps)

    try:
        while not isinstance(done := job.on_main(step), SharedStyles):
            report_progress(feedback, 20 + (until - 20) * done)
        return done
    finally:
        job.on_main(steps.close)


def _run_statements(
    database: Database,
    schema: str,
    statements: Sequence[str],
    feedback: QgsFeedback | None,
    job: InlineJob | BackgroundJob,
) -> None:
    try:
        with database.transaction() as run:
            for number, statement in enumerate(statements):
                report_progress(feedback, 70 + 20 * number / len(statements))
                run(statement)
            job.begin_commit(feedback, 90, _too_late_message(schema))
    except StatementError as error:
        message = tr("The database interrupted the sharing ({reason}); the schema {schema} is unchanged.")
        raise CtdError(message.format(reason=error, schema=schema)) from error


def _too_late_message(place: Path | str) -> str:
    return tr("Cancelled too late: {place} may already have been replaced. Check it, or share again.").format(
        place=place
    )


def _orphan_remarks(layers: CtdLayers) -> list[str]:
    """Return remarks on the rows without a parent row, which a foreign key would refuse."""
    titles = layer_titles()
    remarks = []
    for child, column, parent, parent_column in layer_relations(layers):
        count = count_orphans(layers, child, column, parent, parent_column)
        if count:
            message = tr("{count} rows of “{table}” match no row of “{parent}”; they were shared all the same.")
            remarks.append(message.format(count=count, table=titles[child], parent=titles[parent]))
    return remarks


def _save_styles(shared: DataSource, styles: SharedStyles, share_language: str) -> list[str]:
    """Save the styles beside the shared layers once QGIS can read these; return remarks, such as that it failed."""
    with language(share_language):
        layers = open_layers(shared)
    if next(layers.regions.getFeatures(), None) is None:
        raise CtdError(tr("The layers were shared, but QGIS cannot read them: restart QGIS, then share again."))
    remarks = personal_remarks(layers)
    reason = save_styles(layers, styles)
    if not reason:
        return remarks
    message = tr(
        "The styles could not be saved with the layers ({reason}); they are in the project. In a database, ask "
        "the administrator for write privileges on the table layer_styles."
    )
    words = database_reason(reason) if isinstance(shared, Schema) else reason_of(reason)
    return [*remarks, message.format(reason=words)]


def _without_password(connection_uri: str) -> str:
    """Return a connection URI for a project file, which others read; QGIS keeps the password until it is closed."""
    uri = QgsDataSourceUri(connection_uri)
    password = uri.password()
    uri.setPassword("")
    if password:
        QgsCredentials.instance().put(uri.connectionInfo(False), uri.username(), password)
    return uri.uri(False)


def _check_project(project: Path | None) -> None:
    if project is not None and project.exists() and not is_ctd_project(project):
        raise CtdError(
            tr("{file} was not created by this plugin and was not replaced; choose another name.").format(file=project)
        )
