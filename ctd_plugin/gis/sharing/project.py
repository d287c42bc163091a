"""The project and styles of a shared survey.

They are made on the main thread from a local GeoPackage; the sources of the layers are then replaced in the file.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from qgis.core import QgsMapLayer, QgsMapLayerStyle, QgsVectorLayer

from ...settings import read_settings
from ..map_project import PROJECT_PAGES, complete_project, rewrite_project, save_for_others, scratch_project
from ..options import DEFAULT_THEME
from ..project.datasource import DataSource, layer_uri
from ..project.layers import REGIONS, CtdLayers
from ..themes import THEMES

# What a style holds: not the properties that mark a layer as the plugin's, for it may be applied to any copy.
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


@dataclass(frozen=True)
class SharedStyle:
    """A layer style as QGIS writes it, with its title and name in the table of styles."""

    title: str
    name: str
    is_default: bool
    xml: str


@dataclass(frozen=True)
class SharedStyles:
    """The style of each table, which holds its form, and the themes of the regions."""

    tables: Mapping[str, SharedStyle]
    themes: Sequence[SharedStyle]


def make_project(geopackage: Path, project: Path | None) -> Generator[float | SharedStyles, None, None]:
    """Make a project with every theme and save it to `project`; None makes the styles alone.

    Each step keeps the main thread for a moment and yields the progress, 0 to 1; the last yields the styles.
    """
    with scratch_project() as scratch:
        # Without a project, no layouts.
        pages = PROJECT_PAGES if project else ()
        layers = yield from complete_project(scratch, geopackage, read_settings().organisation, pages)
        if project is not None:
            for _ in save_for_others(scratch, project):
                yield 1
        yield _styles(layers)


def repoint_project(file: Path, geopackage: Path, shared: DataSource, target: Path) -> None:
    """Write a project file again with the sources of its layers replaced: those of a GeoPackage by the shared ones.

    QGIS would connect to the database to do so, and block the main thread. The GeoPackage's name must occur nowhere
    else in the project.
    """
    rewrite_project(file, target, lambda text: _repointed(text, geopackage, shared))


def save_styles(layers: CtdLayers, styles: SharedStyles) -> str:
    """Save the forms of the tables as their default styles, and the themes as styles of the regions.

    Returns the reason where one could not be saved, else "".
    """
    saved = [_save(layers.tables[table], style) for table, style in styles.tables.items()]
    saved += [_save(layers.regions, style) for style in styles.themes]
    return next(filter(None, saved), "")


def _styles(layers: CtdLayers) -> SharedStyles:
    manager = layers.regions.styleManager()
    themes = [theme for theme in THEMES.values() if theme.title() in manager.styles()]
    # The manager holds every style but the current one, which is the layer's.
    xml = {title: manager.style(title).xmlData() for title in manager.styles()}
    xml[manager.currentStyle()] = _xml(layers.regions)
    return SharedStyles(
        {table: SharedStyle("CTD", layer.name(), True, _xml(layer)) for table, layer in layers.tables.items()},
        [SharedStyle(theme.title(), theme.name(), theme.id == DEFAULT_THEME, xml[theme.title()]) for theme in themes],
    )


def _xml(layer: QgsVectorLayer) -> str:
    style = QgsMapLayerStyle()
    style.readFromLayer(layer)
    return style.xmlData()


def _save(layer: QgsVectorLayer, style: SharedStyle) -> str:
    QgsMapLayerStyle(style.xml).writeToLayer(layer)
    return layer.saveStyleToDatabase(style.title, style.name, style.is_default, "", _STYLE)


def _repointed(text: str, geopackage: Path, shared: DataSource) -> str:
    """Return a project's XML with the sources replaced; `<` and `>` are nowhere but around its tags."""
    old_source = rf'[^"<>]*{re.escape(geopackage.name)}\|layername=(\w+)'

    def new_source(match: re.Match[str]) -> str:
        uri, _ = layer_uri(shared, match[1], spatial=match[1] == REGIONS)
        return escape(uri, quote=False).replace('"', "&quot;")

    def tag(match: re.Match[str]) -> str:
        return re.sub(old_source, new_source, match[0].replace('providerKey="ogr"', f'providerKey="{provider}"'))

    provider = layer_uri(shared, REGIONS, spatial=True)[1]
    text = re.sub(rf"<[^<>]*{re.escape(geopackage.name)}[^<>]*>", tag, text)
    text = re.sub(rf"(?<=<datasource>){old_source}(?=</datasource>)", new_source, text)
    return re.sub(r"(<provider\b[^<>]*>)ogr(?=</provider>)", rf"\g<1>{provider}", text)
