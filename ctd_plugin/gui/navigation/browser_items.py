"""Region → platform → service → layer in QGIS's browser; only opening a service sends a request."""

from __future__ import annotations

from weakref import WeakSet

from qgis.core import Qgis, QgsDataCollectionItem, QgsDataItem, QgsLayerItem
from qgis.PyQt import sip

from ...catalogues.health import key_of
from ...catalogues.records import LinkKind
from ...catalogues.registry import Endpoint, Platform, PlatformStatus, Protocol, all_platforms
from ...catalogues.services.capabilities import MAP_SERVICES, ServiceLayer, layers_url, read_layers, service_url
from ...errors import CtdError
from ...gis.add.provider_uri import layer_source
from ...gis.catalogues.health_store import health_text
from ...gis.catalogues.known_health import known_health
from ...gis.labels.platforms import (
    confidence_names,
    operator_phrases,
    platform_kind_names,
    platform_status_phrases,
    protocol_names,
    technology_phrases,
)
from ...gis.network.authentication import authentication_for
from ...gis.network.client import fetch
from ...i18n import current_language, number, titled, tr
from ...regions import PRINTED_NAMES, codes_by_name
from ...settings import read_settings
from ..common.html import tooltip
from .error_item import error_item

_ICONS = {Protocol.WMS: "mIconWms.svg", Protocol.WFS: "mIconWfs.svg", Protocol.OGCAPI_FEATURES: "mIconWfs.svg"}
_MOST_SHOWN = 5000
"""Layers of a service that QGIS’s tree shows in a usable way."""


# QGIS's own list of an item's children deletes them when Python lets go of it.
_services: WeakSet[_ServiceItem] = WeakSet()


def refresh_health() -> None:
    """Update the tooltips of the services in QGIS's browser after a check."""
    for item in list(_services):
        if not sip.isdeleted(item):
            item.refresh_health()


def region_items(parent: QgsDataItem) -> list[QgsDataItem]:
    """Return the items of the regions that have platforms, bundled ones or the user's own."""
    items: list[QgsDataItem] = []
    try:
        platforms = all_platforms(read_settings().own_platforms)
    except CtdError as error:
        items.append(error_item(parent, str(error)))
        platforms = all_platforms(None)
    for rank, code in enumerate(codes_by_name()):
        own = [platform for platform in platforms if platform.region == code]
        if own:
            items.append(BrowserRegion(parent, rank, code, PRINTED_NAMES[code], own))
    return items


class BrowserRegion(QgsDataCollectionItem):
    """A region; its children are its platforms."""

    def __init__(self, parent: QgsDataItem, rank: int, code: str, name: str, platforms: list[Platform]) -> None:
        super().__init__(parent, name, f"{parent.path()}/{code}", "ctd")
        # QGIS would put Île-de-France after all others.
        self.setSortKey(f"1{rank:02}")
        self._platforms = platforms
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fertile | Qgis.BrowserItemCapability.Fast)

    def createChildren(self) -> list[QgsDataItem]:
        return [PlatformItem(self, rank, platform) for rank, platform in enumerate(self._platforms)]


class PlatformItem(QgsDataCollectionItem):
    """A platform, sorted as in the registry: the first active one of a region is its main one."""

    def __init__(self, parent: QgsDataItem, rank: int, platform: Platform) -> None:
        state = "" if platform.status is PlatformStatus.ACTIVE else f" ({platform_status_phrases()[platform.status]})"
        super().__init__(parent, platform.name + state, f"{parent.path()}/{platform.id}", "ctd")
        self._platform = platform
        self.ctd_homepage = self.ctd_address = platform.homepage
        self.setSortKey(f"{rank:03}")
        self.setIconName("mIconConnect.svg")
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fertile | Qgis.BrowserItemCapability.Fast)
        self.setToolTip(
            tooltip(
                platform.name,
                technology_phrases()[platform.technology] if platform.is_data else platform_kind_names()[platform.kind],
                operator_phrases()[platform.operator],
                platform_status_phrases()[platform.status],
                tr("one of your own platforms") if platform.is_own else "",
                platform.note_in(current_language()),
                platform.homepage,
            )
        )

    def createChildren(self) -> list[QgsDataItem]:
        # Services whose layers can be added come first.
        endpoints = sorted(self._platform.endpoints, key=lambda endpoint: endpoint.protocol not in MAP_SERVICES)
        kinds = [endpoint.protocol for endpoint in endpoints]
        items: list[QgsDataItem] = []
        for rank, endpoint in enumerate(endpoints):
            kind = MapServiceItem if endpoint.protocol in MAP_SERVICES else CatalogueItem
            items.append(kind(self, rank, endpoint, alone=kinds.count(endpoint.protocol) == 1))
        return items


class _ServiceItem(QgsDataCollectionItem):
    """An endpoint; its tooltip shows the result of the last check or else its confidence, and its evidence."""

    def __init__(self, parent: QgsDataItem, rank: int, endpoint: Endpoint, *, alone: bool) -> None:
        name = protocol_names()[endpoint.protocol]
        shown = name if alone else titled(name, endpoint.url.split("://", 1)[-1])
        super().__init__(parent, shown, f"{parent.path()}/{rank}", "ctd")
        self.endpoint = endpoint
        self.ctd_address, self.ctd_homepage = endpoint.url, ""
        self.setSortKey(f"{rank:03}")
        self.setIconName(_ICONS.get(endpoint.protocol, "search.svg"))
        self.refresh_health()
        _services.add(self)

    def refresh_health(self) -> None:
        """Set the tooltip, with the result of the last check."""
        endpoint = self.endpoint
        health = known_health().get(key_of(endpoint))
        self.setToolTip(
            tooltip(
                protocol_names()[endpoint.protocol],
                endpoint.url,
                confidence_names()[endpoint.confidence] if health is None else "",
                health_text(endpoint, health),
                endpoint.evidence_in(current_language()),
            )
        )


class CatalogueItem(_ServiceItem):
    """An endpoint of a catalogue, which has no layers for the map."""

    def __init__(self, parent: QgsDataItem, rank: int, endpoint: Endpoint, *, alone: bool) -> None:
        super().__init__(parent, rank, endpoint, alone=alone)
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.NoCapabilities)
        self.setState(Qgis.BrowserItemState.Populated)


class MapServiceItem(_ServiceItem):
    """A WMS, WFS or OGC API Features service; QGIS fetches its layers in a thread when it is opened."""

    def __init__(self, parent: QgsDataItem, rank: int, endpoint: Endpoint, *, alone: bool) -> None:
        super().__init__(parent, rank, endpoint, alone=alone)
        # Not Fast: QGIS then makes the children in a thread of their own.
        self.setCapabilitiesV2(Qgis.BrowserItemCapability.Fertile | Qgis.BrowserItemCapability.Collapse)

    def createChildren(self) -> list[QgsDataItem]:
        endpoint = self.endpoint
        try:
            content = fetch(layers_url(endpoint.protocol, endpoint.url), read_settings().catalogue_timeout)
            layers = read_layers(endpoint.protocol, content)
        except CtdError as error:
            return [error_item(self, str(error))]
        if not layers:
            return [error_item(self, tr("This service has no layers."))]
        items: list[QgsDataItem] = [_layer_item(self, endpoint, layer) for layer in layers[:_MOST_SHOWN]]
        if len(layers) > _MOST_SHOWN:
            text = tr("{count} more layers: search for them in the catalogues.")
            items.append(error_item(self, text.format(count=number(len(layers) - _MOST_SHOWN))))
        return items


def _layer_item(parent: QgsDataItem, endpoint: Endpoint, layer: ServiceLayer) -> QgsLayerItem:
    address = service_url(endpoint.protocol, endpoint.url)
    source = layer_source(LinkKind(endpoint.protocol), address, layer, authcfg=authentication_for(address))
    kind = Qgis.BrowserLayerType.Raster if source.type == Qgis.LayerType.Raster else Qgis.BrowserLayerType.Vector
    item = QgsLayerItem(parent, layer.title, f"{parent.path()}/{layer.name}", source.uri, kind, source.provider)
    item.setToolTip(tooltip(layer.title, layer.name))
    item.setState(Qgis.BrowserItemState.Populated)
    return item
