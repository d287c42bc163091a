"""The layers of a ctd.gpkg, or of a schema it was shared to, in a project."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsMapLayerStore,
    QgsProject,
    QgsRelation,
    QgsRelationContext,
    QgsVectorLayer,
)

from ...errors import CtdError
from ...i18n import current_language, language, tr
from ..labels.fields import field_aliases
from .datasource import DataSource, Schema, datasource_of, existing_tables, layer_uri
from .forms import add_forms, display_expressions
from .maptips import map_tip
from .outlines import OUTLINES, drop_outlines, hold_outlines

REGIONS = "regions"
SPATIAL = (REGIONS, OUTLINES)
TABLES = ("survey", "facts", "platforms", "endpoints", "about")
CHANGES, CELL_CHANGES = "changes", "cell_changes"
CHANGE_TABLES = (CHANGES, CELL_CHANGES)

# Custom property of the plugin's layers, group and layouts, whatever their user renames them to.
PROPERTY = "ctd/role"

_GROUP_ROLE = "group"
_LANGUAGE_PROPERTY = "ctd/language"
RELATIONS = (
    ("ctd_survey", "survey", "region_code", REGIONS, "region_code"),
    ("ctd_facts", "facts", "region_code", REGIONS, "region_code"),
    ("ctd_platforms", "platforms", "region_code", REGIONS, "region_code"),
    ("ctd_endpoints", "endpoints", "platform_id", "platforms", "platform_id"),
    ("ctd_changes", CHANGES, "region_code", REGIONS, "region_code"),
    ("ctd_cell_changes", CELL_CHANGES, "region_code", REGIONS, "region_code"),
)


@dataclass(frozen=True)
class CtdLayers:
    """The layer of regions and the tables related to it: five, and two of changes where there are two editions."""

    regions: QgsVectorLayer
    tables: dict[str, QgsVectorLayer]
    outlines: QgsVectorLayer | None = None
    """The generalised outlines as a source stores them; a project holds them without a layer."""

    @property
    def all(self) -> dict[str, QgsVectorLayer]:
        """Return table → layer, the regions first."""
        return {REGIONS: self.regions, **self.tables}

    @property
    def stored(self) -> dict[str, QgsVectorLayer]:
        """Return table → layer of all that a source stores."""
        return {**self.all, **({OUTLINES: self.outlines} if self.outlines else {})}

    @property
    def source(self) -> DataSource:
        """The GeoPackage or schema that the layers read."""
        return datasource_of(self.regions)

    def about(self, field: str) -> str:
        """Return a text of the source's `about` table, such as its edition or sources."""
        row = next(self.tables["about"].getFeatures(), None)
        return "" if row is None else str(row[field] or "")


def load_layers(project: QgsProject, source: DataSource) -> CtdLayers:
    """Add the layers of a GeoPackage or schema to the project in a group of their own, or return those already there.

    Raises CtdError when the source is not a ctd.gpkg.
    """
    existing = find_layers(project)
    if existing is not None:
        return existing

    layers = open_layers(source)
    group = _layer_group(project)
    expressions = display_expressions()
    for name, layer in layers.all.items():
        project.addMapLayer(layer, addToLegend=False)
        group.addLayer(layer)
        node = group.findLayer(layer.id())
        node.setExpanded(name == REGIONS)
        layer.setDisplayExpression(expressions[name])
    layers.regions.setMapTipTemplate(map_tip())
    hold_outlines(project, layers.outlines)
    _add_relations(project, layers)
    add_forms(project, layers.all)
    return CtdLayers(layers.regions, layers.tables)


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


def find_layers(project: QgsProject | QgsMapLayerStore) -> CtdLayers | None:
    """Return the plugin's layers in a project or its layer store, or None unless all are there and can be read."""
    found = {
        layer.customProperty(PROPERTY): layer
        for layer in project.mapLayers().values()
        if layer.customProperty(PROPERTY) and layer.isValid()
    }
    if not all(name in found for name in (REGIONS, *TABLES)):
        return None
    return CtdLayers(found[REGIONS], {name: found[name] for name in (*TABLES, *CHANGE_TABLES) if name in found})


def remove_layers(project: QgsProject) -> None:
    """Remove the plugin's layers, and the layouts and map themes that show them, from the project."""
    own = [layer for layer in project.mapLayers().values() if _is_plugin_layer(layer)]
    managers = [layer.styleManager() for layer in own]
    styles = {style for manager in managers for style in manager.styles() if not manager.isDefault(style)}
    themes = project.mapThemeCollection()
    for name in styles & set(themes.mapThemes()):
        themes.removeMapTheme(name)
    layouts = project.layoutManager()
    for layout in layouts.printLayouts():
        if layout.customProperty(PROPERTY):
            layouts.removeLayout(layout)
    project.removeMapLayers([layer.id() for layer in own])
    drop_outlines(project)


def project_language(project: QgsProject) -> str | None:
    """Return the language of the plugin's layers in the project, None where there are none."""
    layers = find_layers(project)
    return layers.regions.customProperty(_LANGUAGE_PROPERTY) if layers else None


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
    layer = QgsVectorLayer(uri, layer_titles()[name], provider, options)
    if not layer.isValid():
        # In the user's language, which may not be that of the map.
        with language(None):
            raise CtdError(_unreadable_message(source, name))
    layer.setCustomProperty(PROPERTY, name)
    layer.setCustomProperty(_LANGUAGE_PROPERTY, current_language())
    return layer


def _unreadable_message(source: DataSource, name: str) -> str:
    if isinstance(source, Schema):
        message = tr(
            "QGIS cannot read the table “{layer}” of the schema {schema}: check the connection and its privileges."
        )
        return message.format(layer=name, schema=source)
    message = tr("{path} has no readable layer “{layer}”: choose a GeoPackage created by this plugin.")
    return message.format(path=source, layer=name)


def _layer_group(project: QgsProject) -> QgsLayerTreeGroup:
    root = project.layerTreeRoot()
    for group in root.findGroups(recursive=True):
        if group.customProperty(PROPERTY) == _GROUP_ROLE:
            # Layers that a half-deleted group still holds are replaced.
            project.removeMapLayers([node.layerId() for node in group.findLayers() if _is_plugin_layer(node.layer())])
            return group
    group = root.insertGroup(0, "CTD")
    group.setCustomProperty(PROPERTY, _GROUP_ROLE)
    return group


def _is_plugin_layer(layer: QgsMapLayer | None) -> bool:
    return layer is not None and bool(layer.customProperty(PROPERTY))


def _add_relations(project: QgsProject, layers: CtdLayers) -> None:
    context = QgsRelationContext(project)
    for relation_id, child, child_field, parent, parent_field in RELATIONS:
        if child not in layers.all:
            continue
        relation = QgsRelation(context)
        relation.setId(relation_id)
        relation.setName(layer_titles()[child])
        relation.setReferencingLayer(layers.all[child].id())
        relation.setReferencedLayer(layers.all[parent].id())
        relation.addFieldPair(child_field, parent_field)
        project.relationManager().addRelation(relation)
