"""Sharing the survey: its layers and styles in a GeoPackage or a PostGIS schema, and a project that opens them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, nullcontext
from pathlib import Path

from qgis.core import (
    QgsCredentials,
    QgsDataSourceUri,
    QgsFeedback,
    QgsMapLayer,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ..data.files import replacing, replacing_all
from ..errors import CtdError
from ..i18n import language, tr
from .choices import DEFAULT_THEME
from .layers import CtdLayers, layer_titles, load_layers
from .postgis import Database, StatementError, name
from .postgis_tables import check_schema, links, load, orphans, replace
from .progress import reach
from .project import is_ctd_project, save_project, scratch_project, set_up_project, show_theme
from .sources import Schema, Source
from .themes import THEMES, Theme, apply_theme

# What a style carries: not what marks a layer as the plugin's own, for it may be put on any copy.
_STYLE = (
    QgsMapLayer.StyleCategory.Symbology
    | QgsMapLayer.StyleCategory.Labeling
    | QgsMapLayer.StyleCategory.Rendering
    | QgsMapLayer.StyleCategory.Fields
    | QgsMapLayer.StyleCategory.Forms
    | QgsMapLayer.StyleCategory.Actions
    | QgsMapLayer.StyleCategory.MapTips
    | QgsMapLayer.StyleCategory.AttributeTable
)


def share_to_geopackage(
    source: Source,
    output: Path,
    project: Path | None = None,
    share_language: str = "fr",
    feedback: QgsFeedback | None = None,
) -> list[str]:
    """Write the layers and their styles into a GeoPackage, and beside it a project; both are replaced, or neither.

    Must run on the main thread. Returns what could not be done and does not spoil the rest. Raises CtdError where
    a file cannot be written or is somebody else's, and Cancelled where `feedback` is cancelled.
    """
    from ..data.geopackage import check_target

    check_target(output)
    _check_project(project)
    if project is not None and project.parent != output.parent:
        raise CtdError(tr("The project finds the GeoPackage beside it: choose the same folder for both."))
    with replacing_all([output, *([project] if project else [])]) as room:
        fresh = room / output.name
        with scratch_project() as scratch:
            with language(share_language):
                layers = load_layers(scratch, source)
            for number, (table, layer) in enumerate(layers.all.items()):
                reach(feedback, 30 * number / len(layers.all))
                _add_layer(layer, table, fresh, output)
        remarks = _dress_up(fresh, room / project.name if project else None, share_language, feedback)
        _close_journal(fresh)
        # The last moment to stop: nothing is replaced yet.
        reach(feedback, 100)
    return remarks


def share_to_schema(
    source: Source,
    connection: str,
    schema: str,
    project: Path | None = None,
    share_language: str = "fr",
    feedback: QgsFeedback | None = None,
) -> list[str]:
    """Write the layers into a schema of a stored PostgreSQL connection in one transaction, then styles and a project.

    Must run on the main thread. Returns what could not be done and does not spoil the rest. Raises CtdError where
    the database cannot be reached or refuses, and Cancelled where `feedback` is cancelled: the schema is as it was.
    """
    _check_project(project)
    database = Database(connection)
    present = check_schema(database, schema)
    with replacing(project) if project else nullcontext() as fresh_project:
        with scratch_project() as scratch:
            layers = load_layers(scratch, source)
            remarks = _loose_rows(layers)
            statements = [] if present.schema else [f"CREATE SCHEMA {name(schema)}"]
            statements += load(layers, schema)
            with language(share_language):
                statements += replace(layers, schema, present)
        try:
            _run(database, statements, feedback)
        except StatementError as error:
            message = tr("The database stopped the sharing ({reason}); the schema {schema} is as it was.")
            raise CtdError(message.format(reason=error, schema=schema)) from error
        # From here on the tables are there: the work is not stopped any more.
        shared = Schema(_without_password(database.address), schema)
        return [*remarks, *_dress_up(shared, fresh_project, share_language, feedback)]


def _add_layer(layer: QgsVectorLayer, table: str, file: Path, output: Path) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", table
    if file.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    error, reason, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(file), QgsProject.instance().transformContext(), options
    )
    if error != QgsVectorFileWriter.WriterError.NoError:
        message = tr("{file} cannot be written ({reason}); check the space left on the disk.")
        raise CtdError(message.format(file=output, reason=reason))


def _close_journal(file: Path) -> None:
    """Make the file one that opens where nothing can be written beside it; QGIS leaves its journal open."""
    with closing(sqlite3.connect(file)) as database:
        closed = database.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    if not closed:
        message = tr("{file} cannot be written ({reason}); check the space left on the disk.")
        raise CtdError(message.format(file=file.name, reason=tr("QGIS still has it open")))


def _run(database: Database, statements: Sequence[str], feedback: QgsFeedback | None) -> None:
    with database.transaction() as run:
        for number, statement in enumerate(statements):
            reach(feedback, 50 * number / len(statements))
            run(statement)


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


def _dress_up(shared: Source, project: Path | None, share_language: str, feedback: QgsFeedback | None) -> list[str]:
    """Save a project that has every theme, and all of them among the styles of the shared layers."""
    with scratch_project() as scratch, language(share_language):
        layers = set_up_project(scratch, shared) if project else load_layers(scratch, shared)
        if next(layers.regions.getFeatures(), None) is None:
            with language(None):
                raise CtdError(
                    tr("The layers were shared, but QGIS cannot read them back: start it again, then share again.")
                )
        # Without a project, no layouts.
        show = show_theme if project else apply_theme
        themes = [theme for theme in THEMES.values() if theme.of_survey and theme.is_offered(layers)]
        for number, theme in enumerate(themes, 1):
            show(scratch, layers, theme)
            if feedback is not None:
                feedback.setProgress(50 + 40 * number / len(themes))
        if project is not None:
            show_theme(scratch, layers, THEMES[DEFAULT_THEME])
            save_project(scratch, project)
        # Last: a GeoPackage that is written to cannot be read at times.
        reason = _save_styles(layers, themes)
    if not reason:
        return []
    message = tr(
        "The styles could not be kept beside the layers ({reason}): the project has them; in a database, ask the "
        "administrator for a table layer_styles that you may write to."
    )
    return [message.format(reason=reason)]


def _save_styles(layers: CtdLayers, themes: Sequence[Theme]) -> str:
    """Save the tables' forms as their default style, and the themes, of which one is the regions' default.

    Returns why not, where one could not be saved.
    """
    errors = [layer.saveStyleToDatabase("CTD", layer.name(), True, "", _STYLE) for layer in layers.tables.values()]
    for theme in themes:
        layers.regions.styleManager().setCurrentStyle(theme.title())
        is_default = theme.id == DEFAULT_THEME
        errors.append(layers.regions.saveStyleToDatabase(theme.title(), theme.name(), is_default, "", _STYLE))
    return next(filter(None, errors), "")


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
