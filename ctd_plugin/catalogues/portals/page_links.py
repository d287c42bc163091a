"""The services to which a portal's page links, on its own hosts and on others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..http.exchange import Response
from ..http.html_text import bounded_line, plain_text
from ..http.json_values import base_url
from ..http.urls import query_parameters, resolve_url
from ..records import LinkKind
from ..registry import Protocol
from ..services.capabilities import service_url
from ..services.link_types import link_from_url

_LONGEST_PAGE = 2_000_000
"""Bytes that are read of a page."""
_MOST_LINKS = 20_000
_LINK = re.compile(
    rb"""(?:href|src|action|data-[\w-]{1,30})\s{0,5}=\s{0,5}["']([^"'<>]{1,500})["']|(https?://[^\s"'<>\\]{4,500})"""
)
_SERVICE = re.compile(
    r"/srv(/|$)|\bcsw\b|\b(ows|wxs|wms|wfs)\b|/api/(explore|3|search)|/explore/|/d4c/|/indexer/|/collections|/dataset"
    r"|dcat|\.jsonld|geoserver|mapserv",
    re.IGNORECASE,
)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,1000})</title", re.IGNORECASE)
_DCAT = re.compile(r"/(catalog\.(jsonld|rdf|xml|ttl)|data\.json)$|/feed/dcat", re.IGNORECASE)
_LAYERS = {
    LinkKind.WMS: Protocol.WMS,
    LinkKind.WFS: Protocol.WFS,
    LinkKind.OGCAPI_FEATURES: Protocol.OGCAPI_FEATURES,
}


def page_title(response: Response) -> str:
    """Return the title of a web page, "" where it has none."""
    match = _TITLE.search(response.content[:_LONGEST_PAGE])
    return bounded_line(plain_text(match[1].decode("utf-8", "replace"))) if match else ""


def linked_services(response: Response) -> Iterator[tuple[Protocol, str]]:
    """Yield the services that a page links to, each once, in its order."""
    seen: set[tuple[Protocol, str]] = set()
    for match in islice(_LINK.finditer(response.content[:_LONGEST_PAGE]), _MOST_LINKS):
        text = (match[1] or match[2]).decode("utf-8", "replace")
        if not _SERVICE.search(text):
            continue
        for service in services_at(text, response.url):
            if service not in seen:
                seen.add(service)
                yield service


def services_at(address: str, base: str = "") -> list[tuple[Protocol, str]]:
    """Return the services that an address names by its form, those of the whole portal rather than of one record."""
    parts = resolve_url(address, base)
    if parts is None:
        return []
    url, path = parts._replace(fragment="").geturl(), parts.path.lower()
    service = query_parameters(parts.query).get("service", "").lower()
    if re.search(r"/srv(/|$)", path):
        site = base_url(url, "srv")
        return [(Protocol.CSW, f"{site}/srv/fre/csw"), (Protocol.GEONETWORK, f"{site}/srv/api")]
    if service == "csw" or path.rstrip("/").endswith("/csw"):
        return [(Protocol.CSW, service_url(Protocol.WMS, url))]
    for form, protocol, folders in _FORMS:
        if form.search(path):
            for folder in folders:
                url = base_url(url, folder)
            return [(protocol, url)]
    if _DCAT.search(path):
        return [(Protocol.DCAT, url)]
    link = link_from_url(url)
    layers = _LAYERS.get(link.kind) if link else None
    if link is None or layers is None:
        return []
    if layers is Protocol.OGCAPI_FEATURES:
        return [(Protocol.OGCAPI_RECORDS, link.url), (layers, link.url)]
    return [(layers, service_url(layers, link.url))]


_FORMS: tuple[tuple[re.Pattern[str], Protocol, tuple[str, ...]], ...] = (
    (re.compile(r"/api/explore/|/explore/(dataset|assets)"), Protocol.OPENDATASOFT, ("api", "explore")),
    (re.compile(r"/d4c/"), Protocol.DATA4CITIZEN, ("d4c",)),
    (re.compile(r"/indexer/elastic/"), Protocol.ONEGEO, ()),
    (re.compile(r"/api/3(/|$)|/dataset/?$"), Protocol.CKAN, ("api", "dataset")),
    (re.compile(r"/api/search/v1"), Protocol.OGCAPI_RECORDS, ("collections",)),
)
"""The forms of addresses of portals' own APIs, and the folders in which their paths below the portal begin."""
