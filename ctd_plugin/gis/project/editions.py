"""The editions in a project: the layers and the name of each, and which one is current."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsDataSourceUri,
    QgsExpressionContextUtils,
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsMapLayerStore,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, Qt

from ...data.about import BUNDLED_EDITION
from ...i18n import tr
from .datasource import DataSource, Schema, datasource_of
from .edition_record import recorded_editions
from .outlines import OUTLINES

REGIONS = "regions"
TABLES = ("survey", "facts", "platforms", "endpoints", "about")
CHANGES, CELL_CHANGES = "changes", "cell_changes"
CHANGE_TABLES = (CHANGES, CELL_CHANGES)

# Custom property of the plugin's layers, groups and layouts, whatever their user renames them to.
PROPERTY = "ctd/role"
GROUP_ROLE = "group"
LANGUAGE_PROPERTY = "ctd/language"
EDITION_PROPERTY = "ctd/edition"
"""Custom property of an edition's group and layouts; a project of an earlier version has none."""
CURRENT_VARIABLE = "ctd_edition"
"""Project variable: the id of the current edition, where the project has several."""


@dataclass(frozen=True)
class CtdLayers:
    """The layer of regions and the tables related to it: five, and two of changes where an edition is compared."""

    regions: QgsVectorLayer
    tables: dict[str, QgsVectorLayer]
    outlines: QgsVectorLayer | None = None
    """The generalised outlines as a source stores them; a project holds them without a layer."""
    id: str = ""
    """The edition's id in its project; "" for the only edition of a project of an earlier version."""

    @property
    def all(self) -> dict[str, QgsVectorLayer]:
        """Return table → layer, the regions first."""
        return {REGIONS: self.regions, **self.tables}

    @property
    def stored(self) -> dict[str, QgsVectorLayer]:
        """Return table → layer of all that a source stores."""
        return {**self.all, **({OUTLINES: self.outlines} if self.outlines else {})}

    @property
    def language(self) -> str | None:
        """The language of the layers' names and styles."""
        return self.regions.customProperty(LANGUAGE_PROPERTY)

    @property
    def source(self) -> DataSource:
        """The GeoPackage or schema that the layers read."""
        return datasource_of(self.regions)

    def about(self, field: str) -> str:
        """Return a text of the source's `about` table, such as its edition or sources; a day in ISO format."""
        row = next(self.tables["about"].getFeatures(), None)
        value = None if row is None or row.fieldNameIndex(field) < 0 else row[field]
        return value.toString(Qt.DateFormat.ISODate) if isinstance(value, QDate) else str(value or "")


def find_layers(project: QgsProject | QgsMapLayerStore) -> CtdLayers | None:
    """Return the layers of a project's current edition: the one made current, else the first; None without any."""
    editions = _editions(project)
    if len(editions) < 2:
        return next(iter(editions), None)
    current = _current_id(_project_of(project))
    found = next((layers for layers in editions if layers.id == current), None)
    return found or _in_tree_order(project, editions)[0]


def editions_of(project: QgsProject | QgsMapLayerStore) -> list[CtdLayers]:
    """Return the editions of a project or its layer store of which all layers are there and can be read.

    They are in the order of the layer tree.
    """
    return _in_tree_order(project, _editions(project))


def editions_current_first(project: QgsProject | QgsMapLayerStore) -> list[CtdLayers]:
    """Return the editions of a project, the current one before the others."""
    current = find_layers(project)
    return sorted(editions_of(project), key=lambda one: current is None or one.id != current.id)


def make_current(project: QgsProject, layers: CtdLayers) -> None:
    """Make an edition of a project the one that `find_layers` returns; emits QGIS's `customVariablesChanged`."""
    current = _current_id(project)
    # The only edition of a project needs no variable.
    if current != layers.id and (current is not None or len(_editions(project)) > 1):
        QgsExpressionContextUtils.setProjectVariable(project, CURRENT_VARIABLE, layers.id)


def is_current_gone(project: QgsProject) -> bool:
    """Whether the edition that was made current is no longer in the project."""
    current = _current_id(project)
    return current is not None and all(layers.id != current for layers in editions_of(project))


def show_edition(project: QgsProject, layers: CtdLayers) -> None:
    """Make an edition the current one, and show it on the map in the place of the others."""
    make_current(project, layers)
    for edition in editions_of(project):
        node = edition_group(project, edition) or project.layerTreeRoot().findLayer(edition.regions.id())
        if node is not None:
            node.setItemVisibilityChecked(edition.id == layers.id)


def edition_with(project: QgsProject, layer: QgsMapLayer) -> CtdLayers | None:
    """Return the edition that a layer belongs to."""
    return next((edition for edition in editions_of(project) if layer in edition.all.values()), None)


def edition_of_node(project: QgsProject, node: QgsLayerTreeNode) -> CtdLayers | None:
    """Return the edition whose group a node of the layer tree is, or to which its layer belongs."""
    if isinstance(node, QgsLayerTreeLayer):
        layer = node.layer()
        return edition_with(project, layer) if layer is not None else None
    if node.customProperty(PROPERTY) != GROUP_ROLE:
        return None
    id_ = node.customProperty(EDITION_PROPERTY) or ""
    return next((layers for layers in editions_of(project) if layers.id == id_), None)


def is_visible(project: QgsProject, layers: CtdLayers) -> bool:
    """Whether the layer tree shows the regions of an edition."""
    node = project.layerTreeRoot().findLayer(layers.regions.id())
    return node is not None and node.isVisible()


def edition_at(project: QgsProject, source: DataSource) -> CtdLayers | None:
    """Return the edition of a project that is read from a source."""
    return next((edition for edition in editions_of(project) if is_same_source(edition.source, source)), None)


def edition_name(layers: CtdLayers) -> str:
    """Return the name of an edition, with that of its file where another one of the project has the same."""
    name = short_edition_name(layers.about("edition"))
    project = layers.regions.project()
    others = [edition for edition in editions_of(project) if edition.id != layers.id] if project else []
    if name and all(short_edition_name(other.about("edition")) != name for other in others):
        return name
    source = layers.source
    place = source.stem if isinstance(source, Path) else source.name
    return f"{name} ({place})" if name else place


def short_edition_name(edition: str) -> str:
    """Return an edition's name for lists and titles: that of the bundled one is long, and known in English."""
    return tr("CNIG survey 2025–2026") if edition == BUNDLED_EDITION else edition


def bundled_title() -> str:
    """Return what lists of editions call the bundled one."""
    return tr("{name} (bundled with the plugin)").format(name=short_edition_name(BUNDLED_EDITION))


def edition_group(project: QgsProject, layers: CtdLayers) -> QgsLayerTreeGroup | None:
    """Return the group of an edition in the layer tree; None where its user took it apart."""
    for group in plugin_groups(project):
        if (group.customProperty(EDITION_PROPERTY) or "") == layers.id:
            return group
    return None


def plugin_groups(project: QgsProject) -> list[QgsLayerTreeGroup]:
    """Return the groups that the plugin made."""
    groups = project.layerTreeRoot().findGroups(recursive=True)
    return [group for group in groups if group.customProperty(PROPERTY) == GROUP_ROLE]


def unstyled_edition(project: QgsProject) -> DataSource | None:
    """Return the source of an edition whose regions lie in a project as a plain layer, and which is not open in it."""
    for layer in project.mapLayers().values():
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or layer.customProperty(PROPERTY):
            continue
        source = _edition_source(layer)
        if source is not None and edition_at(project, source) is None:
            return source
    return None


def _edition_source(layer: QgsVectorLayer) -> DataSource | None:
    """Return the source of a layer that is the regions of an edition."""
    if not {"region_code", "status_label"} <= set(layer.fields().names()):
        return None
    source = datasource_of(layer)
    if not isinstance(source, Path):
        return source if QgsDataSourceUri(layer.source()).table() == REGIONS else None
    from ...data.editions.summary import is_edition

    return source if is_edition(source) else None


def is_same_source(one: DataSource, other: DataSource) -> bool:
    """Whether two sources are the same file or schema."""
    if isinstance(one, Path) and isinstance(other, Path):
        return one == other or (one.exists() and other.exists() and one.samefile(other))
    return isinstance(one, Schema) and isinstance(other, Schema) and one.place == other.place


def _editions(project: QgsProject | QgsMapLayerStore) -> list[CtdLayers]:
    layers = project.mapLayers()
    recorded = {id_: one.layers for id_, one in recorded_editions(_project_of(project)).items()}
    known = {layer_id for roles in recorded.values() for layer_id in roles.values()}
    others = {layer.customProperty(PROPERTY): id_ for id_, layer in layers.items() if id_ not in known}
    found = [_edition(id_, roles, layers) for id_, roles in {**recorded, "": others}.items()]
    return [edition for edition in found if edition is not None]


def _edition(id_: str, roles: Mapping[str, str], layers: Mapping[str, QgsMapLayer]) -> CtdLayers | None:
    found: dict[str, QgsVectorLayer] = {}
    for role, layer_id in roles.items():
        layer = layers.get(layer_id)
        if isinstance(layer, QgsVectorLayer) and layer.isValid():
            found[role] = layer
    if not all(name in found for name in (REGIONS, *TABLES)):
        return None
    tables = {name: found[name] for name in (*TABLES, *CHANGE_TABLES) if name in found}
    return CtdLayers(found[REGIONS], tables, id=id_)


def _in_tree_order(project: QgsProject | QgsMapLayerStore, editions: list[CtdLayers]) -> list[CtdLayers]:
    owner = _project_of(project)
    if owner is None or len(editions) < 2:
        return editions
    order = owner.layerTreeRoot().findLayerIds()
    last = len(order)
    return sorted(editions, key=lambda one: order.index(one.regions.id()) if one.regions.id() in order else last)


def _current_id(project: QgsProject | None) -> str | None:
    # Not all variables, some of which hold the outlines of the regions.
    return QgsExpressionContextUtils.projectScope(project).variable(CURRENT_VARIABLE) if project else None


def _project_of(project: QgsProject | QgsMapLayerStore) -> QgsProject | None:
    owner = project if isinstance(project, QgsProject) else project.parent()
    return owner if isinstance(owner, QgsProject) else None
