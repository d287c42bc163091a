"""The services of a portal, found by asking: its page for links, the usual paths for what answers there.

A bounded number of requests, on the host that was typed, its subdomains and `www.`; another host to which the page
leads is named, never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from ..errors import CtdError
from .clients import search
from .health import Probed, probe
from .http.exchange import CatalogueError, Conversation, FailureReason, Request, Response
from .http.urls import address_key, host_of, invalid_url_error, is_within, resolve_url, split_url, typed_url
from .portals.known_paths import known_addresses
from .portals.page_links import linked_services, page_title, services_at
from .records import Query, RecordPage
from .registry import Confidence, Endpoint, Protocol, Technology

MOST_CANDIDATES = 48
"""Addresses that are tried of one portal."""
MOST_LINKED = 12
"""Of them, those to which its page links."""
MOST_ELSEWHERE = 10
"""Addresses on other hosts that are named."""
MOST_PORTALS = 3
"""Hosts of one platform that are asked."""
EVIDENCE, EVIDENCE_FR = "answered when the plugin asked", "a répondu à l’extension"
"""The evidence for an endpoint that was found."""


@dataclass(frozen=True)
class Portal:
    """What the page of a portal shows: its title, the services to try, and addresses of services on other hosts.

    `domain` is the host that was typed, without `www.`; `linked` are the candidates to which its page links; `error`
    says why there is no page, if so.
    """

    url: str
    domain: str
    title: str = ""
    candidates: tuple[Endpoint, ...] = ()
    linked: tuple[Endpoint, ...] = ()
    elsewhere: tuple[str, ...] = ()
    error: CtdError | None = None


@dataclass(frozen=True)
class FoundService:
    """A service that answered: its number of records or layers, None where it does not say.

    One that `needs_login` is there, but for those who have an account.
    """

    endpoint: Endpoint
    count: int | None = None
    needs_login: bool = False


def portal_of(address: str, known: Iterable[Endpoint] = ()) -> Portal:
    """Return the portal at an address before anything is asked: the usual paths are its candidates.

    The paths of `known` endpoints, such as those of a platform that moved, are tried there too. Raises CtdError for
    what is no web address; without a scheme https is meant.
    """
    parts = typed_url(address)
    if parts is None:
        raise invalid_url_error(address)
    host, domain = parts.netloc.rpartition("@")[2], (parts.hostname or "").rstrip(".").removeprefix("www.")
    path = parts.path.rstrip("/")
    services = [*services_at(parts.geturl())]
    services += [(one.protocol, _moved(one.url, parts.scheme, host)) for one in known]
    services += [(one.protocol, one.url) for one in known if is_within(one.url, domain)]
    services += known_addresses(parts.scheme, host, path, domain)
    return Portal(f"{parts.scheme}://{host}{path or '/'}", domain, candidates=_candidates(services))


def portals_of(addresses: Iterable[str]) -> list[str]:
    """Return the addresses of the portals of a platform: its hosts, each once, the first as it is written."""
    hosts: dict[str, str] = {}
    for address in filter(None, addresses):
        scheme, _, rest = address.partition("://")
        host = host_of(address).removeprefix("www.")
        hosts.setdefault(host, address if not hosts else f"{scheme}://{rest.partition('/')[0]}/")
    return list(hosts.values())[:MOST_PORTALS]


def read_portal(portal: Portal) -> Conversation[Portal]:
    """Read the page of a portal, and put the services to which it links before the usual paths.

    The conversation does not fail for what the server answers: the services may well be there.
    """
    response = yield Request(portal.url, accept="text/html, */*;q=0.5", within=portal.domain)
    if response.location:
        return replace(portal, elsewhere=tuple(filter(None, [_web_address(response.location)])))
    linked = list(islice(linked_services(response), 10 * MOST_CANDIDATES))
    own = [service for service in linked if is_within(service[1], portal.domain)]
    others = dict.fromkeys(url for _, url in linked if not is_within(url, portal.domain))
    url = response.url if is_within(response.url, portal.domain) else portal.url
    usual = [(one.protocol, _at(one.url, portal.url, url)) for one in portal.candidates]
    return replace(
        portal,
        url=url,
        title=page_title(response),
        candidates=_candidates([*own[:MOST_LINKED], *usual]),
        linked=_candidates(own[:MOST_LINKED]),
        elsewhere=tuple(islice(others, MOST_ELSEWHERE)),
    )


def try_candidate(endpoint: Endpoint, domain: str) -> Conversation[FoundService]:
    """Ask one address for its service; the conversation raises CatalogueError where there is none.

    A page that a server has for every address is no service: what answers is read as its protocol says.
    """
    conversation = _checked_records(endpoint) if endpoint.protocol is Protocol.OGCAPI_RECORDS else probe(endpoint)
    response: Response | None = None
    try:
        request = next(conversation)
        while True:
            if response is not None and not 200 <= response.status < 300:
                # Other methods and versions are for servers that are known to have the service.
                raise CatalogueError(FailureReason.NOT_FOUND, str(response.status))
            response = yield replace(request, within=domain)
            if response.location:
                raise CatalogueError(FailureReason.NOT_FOUND, response.location)
            if response.status == 401:
                return FoundService(endpoint, needs_login=True)
            request = conversation.send(response)
    except StopIteration as end:
        found: Probed = end.value
        if endpoint.protocol is Protocol.DCAT and found.count is None:
            # JSON or XML of any kind.
            raise CatalogueError(FailureReason.NOT_FOUND) from None
        return FoundService(endpoint, found.count)
    finally:
        conversation.close()


def distinct_services(found: Sequence[FoundService]) -> tuple[list[FoundService], list[FoundService]]:
    """Return the services to propose, and those that are the same ones at another address or have nothing.

    Two are the same that speak one protocol on one host and have the same number of records or layers.
    """
    first: dict[tuple[Protocol, str, int | None], FoundService] = {}
    for each in found:
        key = (each.endpoint.protocol, urlsplit(each.endpoint.url).netloc.removeprefix("www."), each.count)
        first.setdefault(key, each)
    kept = {id(each) for each in first.values() if each.count != 0 and not each.needs_login}
    return [each for each in found if id(each) in kept], [each for each in found if id(each) not in kept]


def technology_of(endpoints: Iterable[Endpoint]) -> Technology:
    """Return the software family that the services of a portal suggest."""
    by_protocol = {endpoint.protocol: endpoint.url for endpoint in endpoints}
    if "/api/search/v1" in by_protocol.get(Protocol.OGCAPI_RECORDS, ""):
        return Technology.ARCGIS
    if "/api/ogc-features" in by_protocol.get(Protocol.OGCAPI_FEATURES, ""):
        return Technology.PRODIGE
    for protocol, technology in _TECHNOLOGIES.items():
        if protocol in by_protocol:
            return technology
    is_geonetwork = "/srv/" in by_protocol.get(Protocol.CSW, "")
    return Technology.GEONETWORK if is_geonetwork else Technology.OTHER


_TECHNOLOGIES = {
    Protocol.ONEGEO: Technology.ONEGEO,
    Protocol.OPENDATASOFT: Technology.OPENDATASOFT,
    Protocol.DATA4CITIZEN: Technology.DATA4CITIZEN,
    Protocol.CKAN: Technology.CKAN,
    Protocol.GEONETWORK: Technology.GEONETWORK,
}


def _checked_records(endpoint: Endpoint) -> Conversation[Probed]:
    """Count the records of an OGC API; raise CatalogueError for features, which have neither titles nor links."""
    page: RecordPage = yield from search(endpoint.protocol, endpoint.url, Query("", limit=1, any_order=True))
    if page.records and all(record.title == record.id and not record.links for record in page.records):
        raise CatalogueError(FailureReason.NOT_FOUND)
    return Probed(page.matched)


def _candidates(services: Iterable[tuple[Protocol, str]]) -> tuple[Endpoint, ...]:
    first: dict[tuple[Protocol, str], Endpoint] = {}
    for protocol, url in services:
        first.setdefault((protocol, address_key(url)), Endpoint(protocol, url, Confidence.HIGH, EVIDENCE, EVIDENCE_FR))
    return tuple(islice(first.values(), MOST_CANDIDATES))


def _moved(url: str, scheme: str, host: str) -> str:
    """Return an address as it would be on another host."""
    parts = resolve_url(url)
    return parts._replace(scheme=scheme, netloc=host, fragment="").geturl() if parts else url


def _at(url: str, before: str, after: str) -> str:
    """Return a usual address where the page's redirect led to another host or scheme of the same domain."""
    parts, old, new = resolve_url(url), split_url(before), split_url(after)
    if parts is None or old is None or new is None or parts.netloc != old.netloc:
        return url
    return parts._replace(scheme=new.scheme, netloc=new.netloc).geturl()


def _web_address(url: str) -> str:
    parts = resolve_url(url)
    return parts.geturl() if parts else ""
