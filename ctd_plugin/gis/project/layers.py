"""The layers of a ctd.gpkg, or of a schema it was shared to, in a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRelation,
    QgsRelationContext,
    QgsVectorLayer,
)

from ...errors import CtdError
from ...i18n import current_language, language, tr
from ..labels.fields import field_aliases
from .datasource import DataSource, Schema, existing_tables, layer_uri
from .edition_record import RecordedEdition, record_editions, recorded_editions
from .editions import (
    CELL_CHANGES,
    CHANGE_TABLES,
    CHANGES,
    EDITION_PROPERTY,
    GROUP_ROLE,
    LANGUAGE_PROPERTY,
    PROPERTY,
    REGIONS,
    TABLES,
    CtdLayers,
    edition_at,
    edition_name,
    editions_of,
    find_layers,
    make_current,
    plugin_groups,
)
from .forms import add_forms, display_expressions
from .maptips import map_tip
from .outlines import OUTLINES, drop_outlines, hold_outlines
from .publication import keep_back

__all__ = [
    "CELL_CHANGES",
    "CHANGES",
    "CHANGE_TABLES",
    "PROPERTY",
    "REGIONS",
    "RELATIONS",
    "SPATIAL",
    "TABLES",
    "CtdLayers",
    "find_layers",
    "layer_titles",
    "load_layers",
    "map_themes_of",
    "open_layers",
    "plugin_layouts",
    "project_language",
    "remove_layers",
]

SPATIAL = (REGIONS, OUTLINES)

_GROUP_NAME = "CTD"
_NAME_PROPERTY = "ctd/name"
RELATIONS = (
    ("ctd_survey", "survey", "region_code", REGIONS, "region_code"),
    ("ctd_facts", "facts", "region_code", REGIONS, "region_code"),
    ("ctd_platforms", "platforms", "region_code", REGIONS, "region_code"),
    ("ctd_endpoints", "endpoints", "platform_id", "platforms", "platform_id"),
    ("ctd_changes", CHANGES, "region_code", REGIONS, "region_code"),
    ("ctd_cell_changes", CELL_CHANGES, "region_code", REGIONS, "region_code"),
)


def load_layers(project: QgsProject, source: DataSource) -> CtdLayers:
    """Add the layers of a GeoPackage or schema to the project in a group of their own, or return those already there.

    They become the project's current edition. Raises CtdError when the source is not a ctd.gpkg.
    """
    layers = edition_at(project, source)
    if layers is None:
        layers = _add_edition(project, source)
    make_current(project, layers)
    return layers


def _add_edition(project: QgsProject, source: DataSource) -> CtdLayers:
    opened = open_layers(source)
    _record_earlier_version(project)
    edition = _free_id(project, opened)
    group = _layer_group(project, edition)
    layers = CtdLayers(opened.regions, opened.tables, id=edition)
    expressions = display_expressions()
    for name, layer in layers.all.items():
        project.addMapLayer(layer, addToLegend=False)
        group.addLayer(layer)
        node = group.findLayer(layer.id())
        node.setExpanded(name == REGIONS)
        layer.setDisplayExpression(expressions[name])
    _record(project, layers)
    _name_group(group, layers)
    layers.regions.setMapTipTemplate(map_tip())
    keep_back(layers)
    hold_outlines(project, layers.regions, opened.outlines, shared=len(editions_of(project)) > 1)
    _add_relations(project, layers)
    add_forms(project, layers.all)
    return layers


def open_layers(source: DataSource) -> CtdLayers:
    """Open the layers of a GeoPackage or schema in no project; a thread that does so must delete them, too.

    Raises CtdError when the source is not a ctd.gpkg.
    """
    names = (REGIONS, *TABLES, *existing_tables(source, (*CHANGE_TABLES, OUTLINES)))
    layers = {name: _open(source, name) for name in names}
    aliases = field_aliases()
    for layer in layers.values():
        for index, field in enumerate(layer.fields()):
            layer.setFieldAlias(index, aliases.get(field.name(), ""))
    return CtdLayers(layers.pop(REGIONS), layers, layers.pop(OUTLINES, None))


def remove_layers(project: QgsProject) -> None:
    """Remove the current edition's layers, and the layouts and map themes that show them, from the project.

    Where no edition is whole, what is left of the plugin's layers goes.
    """
    current = find_layers(project)
    own = list(current.all.values()) if current else list(filter(_is_plugin_layer, project.mapLayers().values()))
    for name in [name for layer in own for name in map_themes_of(project, layer)]:
        project.mapThemeCollection().removeMapTheme(name)
    for layout in list(plugin_layouts(project)):
        if current is None or (layout.customProperty(EDITION_PROPERTY) or "") == current.id:
            project.layoutManager().removeLayout(layout)
    project.removeMapLayers([layer.id() for layer in own])
    if not editions_of(project):
        drop_outlines(project)


def map_themes_of(project: QgsProject, layer: QgsMapLayer) -> dict[str, str]:
    """Return map theme → style, for the map themes that show a layer alone, in a style that is named as they are."""
    themes, found = project.mapThemeCollection(), {}
    for name in themes.mapThemes():
        records = themes.mapThemeState(name).layerRecords()
        if [record.layer() for record in records] == [layer] and name.startswith(records[0].currentStyle or name):
            found[name] = records[0].currentStyle
    return found


def plugin_layouts(project: QgsProject) -> Iterator[QgsPrintLayout]:
    """Yield the layouts that the plugin made, of all editions."""
    for layout in project.layoutManager().printLayouts():
        if layout.customProperty(PROPERTY):
            yield layout


def project_language(project: QgsProject) -> str | None:
    """Return the language of the plugin's layers in the project, None where there are none."""
    layers = find_layers(project)
    return layers.language if layers else None


def layer_titles() -> dict[str, str]:
    """Return the layers' names in the language in force."""
    return {
        REGIONS: tr("CTD – regions"),
        "survey": tr("CTD – survey answers"),
        "facts": tr("CTD – figures and quotes"),
        "platforms": tr("CTD – platforms"),
        "endpoints": tr("CTD – catalogue endpoints"),
        "about": tr("CTD – sources"),
        CHANGES: tr("CTD – changes by region"),
        CELL_CHANGES: tr("CTD – texts changed"),
        OUTLINES: tr("CTD – generalised outlines"),
    }


def _open(source: DataSource, name: str) -> QgsVectorLayer:
    uri, provider = layer_uri(source, name, spatial=name in SPATIAL)
    options = QgsVectorLayer.LayerOptions()
    # An unknown CRS must not open a dialog, least of all from a thread.
    options.skipCrsValidation = True
    # One that somebody saved in the source would bring actions and forms of its own, and QGIS takes as long to look for
    # it as to open the table.
    options.loadDefaultStyle = False
    layer = QgsVectorLayer(uri, layer_titles()[name], provider, options)
    if not layer.isValid():
        # In the user's language, which may not be that of the map.
        with language(None):
            raise CtdError(_unreadable_message(source, name))
    layer.setCustomProperty(PROPERTY, name)
    layer.setCustomProperty(LANGUAGE_PROPERTY, current_language())
    return layer


def _unreadable_message(source: DataSource, name: str) -> str:
    if isinstance(source, Schema):
        message = tr(
            "QGIS cannot read the table “{layer}” of the schema {schema}: check the connection and its privileges."
        )
        return message.format(layer=name, schema=source)
    message = tr("{path} has no readable layer “{layer}”: choose a GeoPackage created by this plugin.")
    return message.format(path=source, layer=name)


def _record_earlier_version(project: QgsProject) -> None:
    """Give an id to the edition of a project of an earlier version, which had no more than one."""
    if recorded_editions(project):
        return
    edition = _new_id()
    for group_or_layout in _marked(project):
        group_or_layout.setCustomProperty(EDITION_PROPERTY, edition)
    for layers in editions_of(project):
        _record(project, replace(layers, id=edition))


def _free_id(project: QgsProject, layers: CtdLayers) -> str:
    """Return an id for an edition that is added: where the same one was there before, its id with its layouts."""
    recorded = recorded_editions(project)
    if not recorded:
        return next((marked.customProperty(EDITION_PROPERTY) for marked in _marked(project)), _new_id())
    there = {one.id for one in editions_of(project)}
    name = _recorded_name(layers)
    return next((id_ for id_, one in recorded.items() if id_ not in there and one.name == name), _new_id())


def _new_id() -> str:
    return uuid4().hex[:8]


def _record(project: QgsProject, layers: CtdLayers) -> None:
    """Record the layers of an edition, and forget the editions of which nothing is left."""
    used = {marked.customProperty(EDITION_PROPERTY) for marked in _marked(project)}
    kept = {id_: one for id_, one in recorded_editions(project).items() if id_ in used}
    own = RecordedEdition(_recorded_name(layers), {name: layer.id() for name, layer in layers.all.items()})
    record_editions(project, {**kept, layers.id: own})


def _recorded_name(layers: CtdLayers) -> str:
    return f"{layers.about('edition')} {layers.about('made_on')}"


def _marked(project: QgsProject) -> Iterator[QgsLayerTreeGroup | QgsPrintLayout]:
    """Yield the groups and layouts of all editions."""
    yield from plugin_groups(project)
    yield from plugin_layouts(project)


def _layer_group(project: QgsProject, edition: str) -> QgsLayerTreeGroup:
    """Return the group for an edition that is added: its own, or one of an edition that is gone, or a new one."""
    there = {one.id for one in editions_of(project)}
    groups = [group for group in plugin_groups(project) if group.customProperty(EDITION_PROPERTY) not in there]
    for group in sorted(groups, key=lambda group: group.customProperty(EDITION_PROPERTY) != edition):
        left = [node.layerId() for node in group.findLayers() if _is_plugin_layer(node.layer())]
        if not left or not there or group.customProperty(EDITION_PROPERTY) == edition:
            # Layers that a half-deleted group still holds are replaced.
            project.removeMapLayers(left)
            group.setCustomProperty(EDITION_PROPERTY, edition)
            return group
    group = project.layerTreeRoot().insertGroup(0, _GROUP_NAME)
    group.setCustomProperty(PROPERTY, GROUP_ROLE)
    group.setCustomProperty(EDITION_PROPERTY, edition)
    return group


def _name_group(group: QgsLayerTreeGroup, layers: CtdLayers) -> None:
    """Name a group after its edition, unless its user has named it."""
    if group.name() in (_GROUP_NAME, group.customProperty(_NAME_PROPERTY)):
        name = f"{_GROUP_NAME} – {edition_name(layers)}"
        group.setName(name)
        group.setCustomProperty(_NAME_PROPERTY, name)


def _is_plugin_layer(layer: QgsMapLayer | None) -> bool:
    return layer is not None and bool(layer.customProperty(PROPERTY))


def _add_relations(project: QgsProject, layers: CtdLayers) -> None:
    context, manager = QgsRelationContext(project), project.relationManager()
    for relation_id, child, child_field, parent, parent_field in RELATIONS:
        if child not in layers.all:
            continue
        relation = QgsRelation(context)
        # Ids are unique in a project: those of the first edition are plain.
        is_taken = manager.relation(relation_id).isValid()
        relation.setId(f"{relation_id}_{layers.id}" if is_taken else relation_id)
        relation.setName(layer_titles()[child])
        relation.setReferencingLayer(layers.all[child].id())
        relation.setReferencedLayer(layers.all[parent].id())
        relation.addFieldPair(child_field, parent_field)
        manager.addRelation(relation)
