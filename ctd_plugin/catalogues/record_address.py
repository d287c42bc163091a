"""The record at an address that somebody copied: a page of a portal, a request to an API, a service or a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import SplitResult, quote, urlsplit

from ..errors import CtdError
from ..i18n import tr
from .clients import csw
from .clients.ckan import request_package
from .clients.data4citizen import request_dataset as request_data4citizen
from .clients.ogcapi_records import request_item
from .clients.onegeo import request_dataset as request_onegeo
from .clients.opendatasoft import request_dataset as request_opendatasoft
from .http.exchange import CatalogueError, Conversation, FailureReason, Request, check_status, read_json
from .http.json_values import as_list, as_object, as_text, base_url
from .http.urls import invalid_url_error, percent_decoded, query_parameters, resolve_url
from .portals.json_ld import read_page
from .portals.udata import request_dataset as request_udata
from .records import LinkKind, Record
from .registry import Endpoint, Platform, Protocol
from .services.link_types import links_from_url

MOST_REQUESTS = 8
"""Requests for one address."""

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_FRAGMENT = re.compile(r"/(?:metadata|record|detail)/([^/?&]+)")
_GEONETWORK_API = re.compile(r"/srv/api/(?:\d[\d.]*/)?records/([^/]+)")
_HUB_ITEM = re.compile(r"[0-9a-f]{32}(?:_\d+)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"/[a-z]{2}$")
_SHARED_DOMAINS = (
    "arcgis.com",
    "opendatasoft.com",
    "data4citizen.com",
    "githubusercontent.com",
    "gouv.fr",
    "github.io",
)
"""Domains with the hosts of many organisations."""


def is_address(text: str) -> bool:
    """Whether what somebody typed is a web address, not words to search for."""
    text = text.strip()
    has_path = re.match(r"https?://\S+$|[\w-]+(?:\.[\w-]+)+(?::\d+)?/\S*$", text, re.IGNORECASE)
    return has_path is not None and resolve_url(text) is not None


def request_record(address: str, platforms: Sequence[Platform] = ()) -> Conversation[Record]:
    """Read the record at an address, with its links; the catalogues of known platforms help to find it.

    The address of a service or a file is a record with that one link, without a request. The conversation raises
    CtdError where there is no record that can be read, with the reason.
    """
    parts = resolve_url(address)
    if parts is None:
        raise invalid_url_error(address)
    known = _endpoints_of(parts, platforms)
    failures: list[CatalogueError] = []
    for attempt in islice(_recognised(parts, known), MOST_REQUESTS):
        try:
            return (yield from attempt)
        except CatalogueError as error:
            failures.append(error)
    if not failures and _is_catalogue(parts):
        message = tr("This is the address of a whole catalogue, not of a data set; your own platforms can take it.")
        raise CtdError(message)
    if record := _record_of_link(parts):
        return record
    try:
        return (yield from _read_page(parts.geturl(), known))
    except CtdError as error:
        # The form of the address says what it is: that failure says more than the page.
        raise failures[0] if failures else error from None


def platform_of(address: str, platforms: Iterable[Platform]) -> Platform | None:
    """Return the platform to which an address belongs: one with its host, else one with its domain, else None."""
    parts = resolve_url(address)
    if parts is None:
        return None
    ranked = [(_closeness(parts, _hosts(platform)), platform) for platform in platforms]
    closest = max(ranked, key=lambda each: each[0], default=None)
    return closest[1] if closest and closest[0] else None


def _recognised(parts: SplitResult, known: Sequence[Endpoint]) -> Iterable[Conversation[Record]]:
    """Return the conversations for the form of an address; none for an unknown form."""
    params = query_parameters(parts.query)
    if params.get("request", "").lower() == "getrecordbyid":
        return [csw.request_record(parts.geturl(), params.get("id", ""))]
    if name := _geonetwork_name(parts, params):
        return _geonetwork(parts, name, known)
    for form, read in _FORMS:
        if match := form.search(parts.path.rstrip("/")):
            return read(parts, match, known)
    return []


def _geonetwork_name(parts: SplitResult, params: dict[str, str]) -> str:
    """Return the identifier in an address of GeoNetwork, or of a page that shows one of its records; "" for others."""
    if match := _FRAGMENT.search(parts.fragment):
        return percent_decoded(match[1])
    if match := _GEONETWORK_API.search(parts.path):
        return percent_decoded(match[1])
    return params.get("uuid", "")


def _geonetwork(parts: SplitResult, name: str, known: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    sites = [base_url(parts.geturl(), "srv")] if re.search(r"/srv(/|$)", parts.path) else []
    catalogues = [endpoint for endpoint in known if endpoint.protocol in (Protocol.CSW, Protocol.GEONETWORK)]
    sites += [base_url(endpoint.url, "srv") for endpoint in catalogues] or [_site(parts, "/geonetwork")]
    for site in dict.fromkeys(sites):
        yield csw.request_record(f"{site}/srv/fre/csw", name)
        yield _geonetwork_document(site, name)


def _geonetwork_document(site: str, name: str) -> Conversation[Record]:
    """Request the document of a record from GeoNetwork's API: some have no CSW."""
    url = f"{site}/srv/api/records/{quote(name, safe='')}/formatters/xml"
    return csw.read_record((yield Request(url, accept="application/xml")))


def _opendatasoft(parts: SplitResult, match: re.Match[str], _: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    yield request_opendatasoft(_site(parts, match.string[: match.start()]), percent_decoded(match[1]))


def _onegeo(parts: SplitResult, match: re.Match[str], known: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    indexes = [endpoint.url for endpoint in known if endpoint.protocol is Protocol.ONEGEO]
    for index in dict.fromkeys([*indexes, f"{_site(parts, match[1])}/fr/indexer/elastic/_search/"]):
        yield request_onegeo(index, percent_decoded(match[2]))


def _data4citizen(parts: SplitResult, match: re.Match[str], _: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    if name := query_parameters(parts.query).get("id"):
        yield request_data4citizen(_site(parts, match[1]), name)


def _package_api(parts: SplitResult, _: re.Match[str], __: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    yield request_package(parts.geturl(), query_parameters(parts.query).get("id", ""))


def _packages(parts: SplitResult, match: re.Match[str], known: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    """Yield what a path `/dataset/…` may lead to: a datahub over GeoNetwork, or a CKAN."""
    prefix, name = match[1], percent_decoded(match[3])
    is_datahub = "datahub" in prefix or match[2] != "dataset"
    if is_datahub or (_UUID.search(name) and any(one.protocol is Protocol.GEONETWORK for one in known)):
        yield from _geonetwork(parts, name, known)
    if not is_datahub:
        yield request_package(_site(parts, _LANGUAGE.sub("", prefix)), name)
        for endpoint in known:
            if endpoint.protocol is Protocol.CKAN:
                yield request_package(endpoint.url, name)


def _item(parts: SplitResult, match: re.Match[str], _: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    """Yield the reading of an item: a record, or a feature, which means the layer of its collection."""
    yield request_item(parts.geturl())
    layer = _record_of_link(parts._replace(path=match[1]))
    if layer is not None:
        yield _without_request(layer)


def _without_request(record: Record) -> Conversation[Record]:
    yield from ()
    return record


def _hub_or_udata(parts: SplitResult, match: re.Match[str], _: Sequence[Endpoint]) -> Iterator[Conversation[Record]]:
    """Yield what a path `/datasets/…` may lead to: an ArcGIS Hub, or udata such as data.gouv.fr."""
    site, name = _site(parts), percent_decoded(match[2])
    if _HUB_ITEM.fullmatch(name) or "::" in name:
        yield _hub_item(site, name)
    elif match[1] == "datasets" and name != "r":
        yield request_udata(site, name)
        yield _hub_item(site, name)


def _hub_item(site: str, name: str) -> Conversation[Record]:
    """Request an item of an ArcGIS Hub by its identifier, or by the name in its page's address."""
    if not _HUB_ITEM.fullmatch(name):
        url = f"{site}/api/v3/datasets?filter%5Bslug%5D={quote(name, safe='')}"
        found = as_list(as_object(read_json((yield Request(url, accept="application/json")))).get("data"))
        name = as_text(as_object(next(iter(found), None)).get("id"))
        if not _HUB_ITEM.fullmatch(name):
            raise CatalogueError(FailureReason.NOT_FOUND)
    return (yield from request_item(f"{site}/api/search/v1/collections/all/items/{name.partition('_')[0]}"))


def _read_page(url: str, known: Sequence[Endpoint]) -> Conversation[Record]:
    """Read a page itself: a record in XML, the address to which it redirects, or what it says to search engines."""
    response = yield Request(url)
    start = check_status(response).content[:1000].lstrip()
    if start.startswith(b"<?xml") or b"MD_Metadata" in start:
        return csw.read_record(response)
    moved = resolve_url(response.url) if response.url else None
    if moved and moved != urlsplit(url):
        for attempt in islice(_recognised(moved, known), 1):
            return (yield from attempt)
        if record := _record_of_link(moved):
            return record
    record = read_page(response)
    if record is None:
        raise CtdError(tr("No data set was recognised on this page: paste the address of its service or file instead."))
    return record


def _is_catalogue(parts: SplitResult) -> bool:
    """Whether an address is that of a whole catalogue."""
    service = query_parameters(parts.query).get("service", "").lower()
    path = parts.path.rstrip("/").lower()
    return service == "csw" or path.endswith(("/csw", "/package_search", "/catalog/datasets", "/_search"))


def _record_of_link(parts: SplitResult) -> Record | None:
    """Return a record with the service or file at an address; None where it is a page."""
    links = tuple(link for link in links_from_url(parts.geturl()) if link.kind is not LinkKind.PAGE)
    if not links:
        return None
    file = percent_decoded(parts.path.rstrip("/").rpartition("/")[2])
    is_file = links[0].kind in (LinkKind.FILE, LinkKind.GEOJSON)
    title = links[0].layer or (file if is_file else "") or parts.hostname or parts.netloc
    return Record(links[0].url, title, links=links)


def _site(parts: SplitResult, path: str = "") -> str:
    return parts._replace(path=path.rstrip("/"), query="", fragment="").geturl()


def _endpoints_of(parts: SplitResult, platforms: Iterable[Platform]) -> list[Endpoint]:
    """Return the endpoints of the platforms to which an address belongs, those on its own host first."""
    ranked = []
    for platform in platforms:
        if _closeness(parts, _hosts(platform)):
            ranked += [(-_closeness(parts, [_host(endpoint.url)]), endpoint) for endpoint in platform.endpoints]
    return [endpoint for _, endpoint in sorted(ranked, key=lambda each: each[0])]


def _hosts(platform: Platform) -> list[str]:
    return [_host(url) for url in (platform.homepage, *(endpoint.url for endpoint in platform.endpoints)) if url]


def _host(url: str) -> str:
    parts = resolve_url(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def _closeness(parts: SplitResult, hosts: Iterable[str]) -> int:
    """Return 2 where an address is on one of the hosts, 1 where it is in the domain of one, else 0."""
    own = (parts.hostname or "").removeprefix("www.")
    domain = ".".join(own.split(".")[-2:])
    if own in (hosts := list(hosts)):
        return 2
    is_own_domain = domain not in _SHARED_DOMAINS and not own.replace(".", "").isdecimal()
    return int(is_own_domain and any(host == domain or host.endswith(f".{domain}") for host in hosts))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Iterator[Conversation[Record]]]], ...] = (
    (re.compile(r"/(?:explore/(?:embed/)?(?:dataset|assets?)|catalog/datasets)/([^/]+)"), _opendatasoft),
    (re.compile(r"^(.*?)(?:/explorer)?(?:/fr)?/jeux-de-donnees/([^/]+)"), _onegeo),
    (re.compile(r"^(.*?)/visualisation/\w+$"), _data4citizen),
    (re.compile(r"/api/3/action/package_show$"), _package_api),
    (re.compile(r"^(.*/collections/[^/]+)/items/[^/]+$"), _item),
    (re.compile(r"^(.*?)/(dataset|service|reuse)/([^/]+)"), _packages),
    (re.compile(r"^(?:/[a-z]{2})?/(datasets|maps|documents|content|apps)/([^/]+)"), _hub_or_udata),
)
"""The forms of paths of records, and what reads each."""
