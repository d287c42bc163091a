"""The project and styles of a shared survey.

They are made on the main thread from a GeoPackage that nobody waits for, and then led to where the survey is shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from qgis.core import QgsMapLayer, QgsMapLayerStyle, QgsVectorLayer

from ..layout.layout import add_layout
from ..map_project import PROJECT_PAGES, save_project, scratch_project, set_up_empty_project
from ..options import DEFAULT_THEME
from ..project.datasource import DataSource, layer_uri
from ..project.layers import REGIONS, CtdLayers, load_layers
from ..style.page_sizes import PAGES
from ..themes import THEMES, Theme, apply_theme

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


@dataclass(frozen=True)
class SharedStyle:
    """A style as QGIS writes it, and what it is called beside a shared layer."""

    title: str
    name: str
    is_default: bool
    xml: str


@dataclass(frozen=True)
class SharedStyles:
    """The form of each table, and the themes of the regions."""

    tables: Mapping[str, SharedStyle]
    themes: Sequence[SharedStyle]


def make_project(geopackage: Path, project: Path | None) -> Iterator[float | SharedStyles]:
    """Make a project that has every theme and save it; without a file for it, only the themes.

    The main thread is kept for a moment by each step, which yields how much is done, up to 1; the last the styles.
    """
    with scratch_project() as scratch:
        set_up_empty_project(scratch)
        layers = load_layers(scratch, geopackage)
        themes = [theme for theme in THEMES.values() if theme.of_survey and theme.is_offered(layers)]
        for number, theme in enumerate(themes):
            yield number / len(themes)
            apply_theme(scratch, layers, theme)
            # Without a project, no layouts.
            for page in PROJECT_PAGES if project else ():
                yield number / len(themes)
                add_layout(scratch, layers, theme, PAGES[page])
        layers.regions.styleManager().setCurrentStyle(THEMES[DEFAULT_THEME].title())
        yield 1
        if project is not None:
            save_project(scratch, project)
        yield 1
        yield _styles(layers, themes)


def repoint_project(file: Path, geopackage: Path, shared: DataSource, target: Path) -> None:
    """Write a project that opens the layers of a GeoPackage beside it again, so that it opens the shared ones.

    QGIS would connect to the database to do so itself, and keep the main thread waiting. The GeoPackage's name must be
    one that is nowhere else in the project.
    """
    with ZipFile(file) as made, ZipFile(target, "w", ZIP_DEFLATED) as led:
        for part in made.infolist():
            content = made.read(part)
            if part.filename.endswith(".qgs"):
                content = _repointed(content.decode(), geopackage, shared).encode()
            led.writestr(part, content)


def save_styles(layers: CtdLayers, styles: SharedStyles) -> str:
    """Save the tables' forms as their default style, and the themes, of which one is the regions' default.

    Returns why not, where one could not be saved.
    """
    saved = [_save(layers.tables[table], style) for table, style in styles.tables.items()]
    saved += [_save(layers.regions, style) for style in styles.themes]
    return next(filter(None, saved), "")


def _styles(layers: CtdLayers, themes: Sequence[Theme]) -> SharedStyles:
    manager = layers.regions.styleManager()
    # The manager has every style but the one that is shown, which the layer has.
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
    """Return a project's text with other addresses; XML has `<` and `>` nowhere but around its tags."""
    there = rf'[^"<>]*{re.escape(geopackage.name)}\|layername=(\w+)'

    def address(match: re.Match[str]) -> str:
        shared_there, _ = layer_uri(shared, match[1], spatial=match[1] == REGIONS)
        return escape(shared_there, quote=False).replace('"', "&quot;")

    def tag(match: re.Match[str]) -> str:
        return re.sub(there, address, match[0].replace('providerKey="ogr"', f'providerKey="{provider}"'))

    provider = layer_uri(shared, REGIONS, spatial=True)[1]
    text = re.sub(rf"<[^<>]*{re.escape(geopackage.name)}[^<>]*>", tag, text)
    text = re.sub(rf"(?<=<datasource>){there}(?=</datasource>)", address, text)
    return re.sub(r"(<provider\b[^<>]*>)ogr(?=</provider>)", rf"\g<1>{provider}", text)
