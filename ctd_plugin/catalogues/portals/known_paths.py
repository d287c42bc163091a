"""Where the services of a portal usually are: the paths of each software family."""

from __future__ import annotations

from collections.abc import Iterator

from ..registry import Protocol

PATHS: tuple[tuple[str, Protocol], ...] = (
    # GeoNetwork, alone or in geOrchestra, Prodige and OneGeo Suite.
    ("geonetwork/srv/fre/csw", Protocol.CSW),
    ("geonetwork/srv/api", Protocol.GEONETWORK),
    ("srv/fre/csw", Protocol.CSW),
    ("csw", Protocol.CSW),
    # Open data: the clients complete these addresses.
    ("", Protocol.OPENDATASOFT),
    ("", Protocol.CKAN),
    ("", Protocol.DATA4CITIZEN),
    ("fr/indexer/elastic/_search/", Protocol.ONEGEO),
    ("fr/indexer/service/ckan", Protocol.CKAN),
    # OGC APIs: ArcGIS Hub, pycsw and pygeoapi, GeoServer, Prodige.
    ("api/search/v1", Protocol.OGCAPI_RECORDS),
    ("", Protocol.OGCAPI_RECORDS),
    ("", Protocol.OGCAPI_FEATURES),
    ("geoserver/ogc/features/v1", Protocol.OGCAPI_FEATURES),
    ("api/ogc-features", Protocol.OGCAPI_FEATURES),
    ("geoserver/ows", Protocol.WMS),
    ("geoserver/ows", Protocol.WFS),
    ("ows", Protocol.WMS),
    ("ows", Protocol.WFS),
    ("wms", Protocol.WMS),
    ("wfs", Protocol.WFS),
    # QGIS Server.
    ("", Protocol.WMS),
    ("", Protocol.WFS),
    ("wfs3", Protocol.OGCAPI_FEATURES),
    ("cgi-bin/qgis_mapserv.fcgi", Protocol.WMS),
    ("api/feed/dcat-ap/2.1.1.json", Protocol.DCAT),
    ("catalog.jsonld", Protocol.DCAT),
    ("data.json", Protocol.DCAT),
)
"""Paths below the address of a portal, and the protocol of each; the most telling first."""

_BELOW_A_PATH = (Protocol.OPENDATASOFT, Protocol.CKAN, Protocol.DATA4CITIZEN)
_OGC_APIS = (Protocol.OGCAPI_RECORDS, Protocol.OGCAPI_FEATURES)

SUBDOMAINS: tuple[tuple[str, str, Protocol], ...] = (
    ("catalogue", "geonetwork/srv/fre/csw", Protocol.CSW),
    ("datacarto", "wms", Protocol.WMS),
    ("datacarto", "wfs", Protocol.WFS),
    ("admin", "api/ogc-features", Protocol.OGCAPI_FEATURES),
    ("data", "", Protocol.OPENDATASOFT),
    ("data", "", Protocol.CKAN),
)
"""Subdomains of a portal, Prodige's first, with paths and protocols."""


def known_addresses(scheme: str, host: str, path: str, domain: str) -> Iterator[tuple[Protocol, str]]:
    """Yield the addresses to try of a portal: `host` with its port, `path` of its page, and `domain` without `www.`."""
    root = f"{scheme}://{host}"
    for below, protocol in PATHS:
        yield protocol, f"{root}/{below}"
    if path:
        for protocol in (*_BELOW_A_PATH, *_OGC_APIS):
            yield protocol, f"{root}{path}"
    is_name = "." in domain and not domain.replace(".", "").isdecimal()
    if is_name and ":" not in host:
        for name, below, protocol in SUBDOMAINS:
            yield protocol, f"{scheme}://{name}.{domain}/{below}"
