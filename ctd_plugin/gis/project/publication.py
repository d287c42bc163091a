"""What a project tells QGIS Server: the service, the names of its layers, what it offers and what it keeps back.

QGIS Server reads it from the project file alone. In QGIS it is the page “QGIS Server” of the project's properties.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from qgis.core import (
    Qgis,
    QgsLayerTreeGroup,
    QgsLayoutItemMap,
    QgsMapLayerServerProperties,
    QgsPrintLayout,
    QgsProject,
)

from ...data.columns import PERSONAL_COLUMNS
from ...i18n import language, tr
from ..style.territories import INSETS, METROPOLE
from .editions import CtdLayers, edition_group, editions_of, short_edition_name

ROOT_NAME = "ctd"
_CRS = ("EPSG:4326", "EPSG:3857")
# Where a group keeps its short name.
_GROUP_SHORT_NAME = "wmsShortName"
# What `publish` writes into a project, by what it is.
_TEXTS = ("WMSRootName", "WMSServiceTitle", "WMSServiceAbstract", "WMSContactOrganization", "WMSAccessConstraints")
_LISTS = ("WMSKeywordList", "WFSLayers", "WMSCrsList")
_SWITCHES = ("WMSServiceCapabilities", "WMSHTMLFeatureInfoUseOnlyMaptip")
# Nobody who reads the answers of a service needs the key; the label of the status is shown for its code.
_NOT_READ = ("fid", "status_label")


def keep_back(layers: CtdLayers) -> None:
    """Let QGIS Server show no personal field of any layer; before its styles are made, which hold this, too.

    It still answers filters on such a field: `personal_remarks` says so.
    """
    for layer in layers.all.values():
        for index, field in enumerate(layer.fields()):
            is_personal = field.name() in PERSONAL_COLUMNS
            if is_personal:
                layer.setFieldConfigurationFlag(index, Qgis.FieldConfigurationFlag.HideFromWfs, True)
            if is_personal or field.name() in _NOT_READ:
                layer.setFieldConfigurationFlag(index, Qgis.FieldConfigurationFlag.HideFromWms, True)


def personal_remarks(layers: CtdLayers) -> list[str]:
    """Return what to tell whoever writes layers with personal fields for others: a sentence, or nothing."""
    fields = {field.name() for layer in layers.all.values() for field in layer.fields()}
    if fields.isdisjoint(PERSONAL_COLUMNS):
        return []
    # In the user's language, which may not be that of the map.
    with language(None):
        remark = tr(
            "This edition names respondents. Before putting it on a web server, build it again without personal data: "
            "QGIS Server hides them, but can still be asked for regions by the name of a respondent."
        )
    return [remark]


def publish(project: QgsProject, organisation: str = "") -> None:
    """Let QGIS Server offer the editions of a project by WMS, WFS and OGC API Features.

    What its user published stays, and so do the words that a user gave the service.
    """
    editions = editions_of(project)
    if not editions:
        return
    # In the language of the map, which its reader speaks.
    with language(editions[0].language):
        for layers in editions:
            keep_back(layers)
            _name_layers(project, layers, _suffix(project, layers))
        _describe_service(project, editions[0], organisation)
    own = [layer.id() for layers in editions for layer in layers.all.values()]
    _extend_list(project, "WFSLayers", own)
    _extend_list(project, "WMSCrsList", [METROPOLE.crs_id, *_CRS, *(inset.crs_id for inset in INSETS)])


def remember_service(project: QgsProject, undo: ExitStack) -> None:
    """Let `undo` take back what `publish` writes into a project; but it goes on to keep personal fields back."""
    for key in _TEXTS:
        undo.callback(_restore_entry, project, key, *project.readEntry(key, "/"))
    for key in _LISTS:
        undo.callback(_restore_entry, project, key, *project.readListEntry(key, "/"))
    for key in _SWITCHES:
        undo.callback(_restore_entry, project, key, *project.readBoolEntry(key, "/"))
    for layers in editions_of(project):
        for layer in layers.all.values():
            former = QgsMapLayerServerProperties()
            layer.serverProperties().copyTo(former)
            undo.callback(former.copyTo, layer.serverProperties())
        group = edition_group(project, layers)
        if group is not None and not group.customProperty(_GROUP_SHORT_NAME):
            undo.callback(group.removeCustomProperty, _GROUP_SHORT_NAME)


def _restore_entry(project: QgsProject, key: str, value: str | list[str] | bool, existed: bool) -> None:
    if not existed:
        project.removeEntry(key, "/")
    elif isinstance(value, bool):
        project.writeEntryBool(key, "/", value)
    else:
        project.writeEntry(key, "/", value)


def print_on_request(layout: QgsPrintLayout, layers: CtdLayers) -> None:
    """Let QGIS Server print a layout as it is, with ATLAS_PK=*.

    It takes every map off a page that the request gives no extent for, insets too; only the maps of an atlas stay. The
    atlas of the one row without geometry, on the edition, is one page and moves no map.
    """
    atlas = layout.atlas()
    atlas.setEnabled(True)
    atlas.setCoverageLayer(layers.tables["about"])
    for item in layout.items():
        if isinstance(item, QgsLayoutItemMap):
            item.setAtlasDriven(True)
            item.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Fixed)


def _suffix(project: QgsProject, layers: CtdLayers) -> str:
    """Return what the names of an edition's layers end in, as names in a service are unique: nothing where none is."""
    own = layers.all.values()
    others = (layer for layer in project.mapLayers().values() if layer not in own)
    taken = {layer.serverProperties().shortName() or layer.name() for layer in others}
    return "" if taken.isdisjoint(layers.all) else f"_{layers.id}"


def _name_layers(project: QgsProject, layers: CtdLayers, suffix: str) -> None:
    sources, abstracts = layers.about("sources"), _abstracts()
    for table, layer in layers.all.items():
        properties = layer.serverProperties()
        properties.setShortName(properties.shortName() or f"{table}{suffix}")
        properties.setTitle(properties.title() or layer.name())
        properties.setAbstract(properties.abstract() or abstracts.get(table, ""))
        properties.setAttribution(properties.attribution() or sources)
    group = edition_group(project, layers)
    if group is not None:
        _name_group(group, f"{ROOT_NAME}_edition{suffix}")


def _name_group(group: QgsLayerTreeGroup, name: str) -> None:
    group.setCustomProperty(_GROUP_SHORT_NAME, group.customProperty(_GROUP_SHORT_NAME) or name)


def _describe_service(project: QgsProject, layers: CtdLayers, organisation: str) -> None:
    edition = short_edition_name(layers.about("edition"))
    abstract = tr(
        "Governance of public data in the 18 regions of France: status of the regional data committee (CTD), budget, "
        "staff, funding, technologies and dates, with the answers to the survey and the platforms. {sources}"
    ).format(sources=layers.about("sources"))
    words = {
        "WMSRootName": ROOT_NAME,
        "WMSServiceTitle": " – ".join(filter(None, (project.title(), edition))),
        "WMSServiceAbstract": abstract,
        "WMSContactOrganization": organisation,
        "WMSAccessConstraints": layers.about("licences"),
    }
    for key, text in words.items():
        if text and not project.readEntry(key, "/")[0]:
            project.writeEntry(key, "/", text)
    if not project.readListEntry("WMSKeywordList", "/")[0]:
        project.writeEntry("WMSKeywordList", "/", _keywords())
    project.writeEntryBool("WMSServiceCapabilities", "/", True)
    # The map tip is made to be read; all fields, with their codes, are in the other formats.
    project.writeEntryBool("WMSHTMLFeatureInfoUseOnlyMaptip", "/", True)


def _keywords() -> list[str]:
    return [
        tr("regional data committee"),
        "CTD",
        "CNIG",
        tr("governance of data"),
        tr("spatial data infrastructure"),
        tr("open data"),
        tr("regions of France"),
    ]


def _abstracts() -> dict[str, str]:
    """Return table → what its rows are."""
    return {
        "regions": tr("The 18 regions, one row each: status, figures and main platform; one style per theme."),
        "survey": tr("The answers to the survey as they were given, one row per region."),
        "facts": tr("The figures read from the answers, each with its quote."),
        "platforms": tr("The data platforms of the regions."),
        "endpoints": tr("The addresses of the platforms’ catalogues."),
        "about": tr("The edition, its sources and licences."),
        "changes": tr("What changed since the earlier edition, one row per region."),
        "cell_changes": tr("The texts that changed since the earlier edition."),
    }


def _extend_list(project: QgsProject, key: str, values: Sequence[str]) -> None:
    there = project.readListEntry(key, "/")[0]
    project.writeEntry(key, "/", list(dict.fromkeys([*there, *values])))
