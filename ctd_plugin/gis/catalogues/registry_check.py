"""The check of all platforms at once: their services and home pages, and where those that do not answer went.

Made for `make endpoints`, from which the file of results comes; it takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from qgis.core import QgsFeedback

from ...catalogues.discovery import FoundService, distinct_services, portals_of, try_candidate
from ...catalogues.endpoint_checks import EndpointChecks
from ...catalogues.health import Clue, Health, Key, Move, Probed, key_of, probe
from ...catalogues.http.exchange import Conversation, Request, check_status
from ...catalogues.http.urls import address_key, host_of, is_within
from ...catalogues.portals.page_links import services_at
from ...catalogues.registry import Confidence, Endpoint, Platform, Protocol
from .health_check import health_of, targets_of
from .polite_requests import run_politely
from .portal_searches import Findings, search_portals

MOST_MOVES = 3
"""Addresses that are proposed for a service."""
_PAGE = "text/html, */*;q=0.5"


@dataclass
class RegistryCheck:
    """What a check found: its results, and services that no platform of the registry has, with their platform."""

    checks: EndpointChecks
    new_services: list[tuple[Platform, FoundService]] = field(default_factory=list)

    @property
    def has_answers(self) -> bool:
        """Whether anything answered at all: without a network nothing does."""
        healths = (*self.checks.endpoints.values(), *self.checks.homepages.values())
        return any(health.is_alive for health in healths)


def check_registry(
    platforms: Sequence[Platform],
    seconds: float,
    made_with: str,
    feedback: QgsFeedback,
    say: Callable[[str], object] = lambda _text: None,
) -> RegistryCheck | None:
    """Check platforms, and look for the services of those that do not answer, or have none; None where cancelled.

    `seconds` limit each service. `say` is told what is done next.
    """
    endpoints = {key_of(endpoint): endpoint for _, endpoint in targets_of(platforms)}
    homepages = list(dict.fromkeys(platform.homepage for platform in platforms if platform.homepage))
    say(f"Services to ask: {len(endpoints)}, home pages: {len(homepages)}…")
    asked = [(endpoint.url, probe(endpoint)) for endpoint in endpoints.values()]
    asked += [(url, _read_homepage(url)) for url in homepages]
    outcomes = run_politely(asked, seconds, feedback)
    addresses = [*(url for _, url in endpoints), *homepages]
    healths = [health_of(url, one) if one else None for url, one in zip(addresses, outcomes, strict=True)]
    results = {key: health for key, health in zip(endpoints, healths, strict=False) if health}
    pages = {url: health for url, health in zip(homepages, healths[len(endpoints) :], strict=True) if health}
    check = RegistryCheck(EndpointChecks(date.today(), made_with, results, pages))
    if check.has_answers and not feedback.isCanceled():
        _add_moves(check, results, platforms, seconds, feedback, say)
    return None if feedback.isCanceled() else check


def _read_homepage(url: str) -> Conversation[Probed]:
    """Request a page; one that another host has, or https, has moved, while others have pages of welcome."""
    response = yield Request(url, accept=_PAGE, traced=True)
    check_status(response)
    has_moved = response.moved.partition("/")[0] != url.partition("/")[0] or host_of(response.moved) != host_of(url)
    return Probed(None, moved=response.moved if response.moved and has_moved else "")


def _read_target(url: str) -> Conversation[str]:
    """Return the address to which one leads, whatever is there."""
    return (yield Request(url, accept=_PAGE)).url


def _add_moves(
    check: RegistryCheck,
    results: dict[Key, Health],
    platforms: Sequence[Platform],
    seconds: float,
    feedback: QgsFeedback,
    say: Callable[[str], object],
) -> None:
    """Look for the services that did not answer, on the portals of their platforms and where these lead."""
    silent = {
        platform.id: [one for one in platform.endpoints if _is_silent(results.get(key_of(one)))]
        for platform in platforms
    }
    sought = [one for one in platforms if silent[one.id] or not one.endpoints]
    if not sought:
        return
    say(f"Platforms whose services are looked for: {len(sought)}…")
    addresses = list(dict.fromkeys(endpoint.url for one in sought for endpoint in silent[one.id]))
    targets = run_politely([(url, _read_target(url)) for url in addresses], seconds, feedback)
    led_to = {url: target.value for url, target in zip(addresses, targets, strict=True) if target and target.value}
    portals = {}
    for platform in sought:
        page = check.checks.homepages.get(platform.homepage)
        moved = [move.url for move in page.moves] if page else []
        leads = [led_to.get(endpoint.url, "") for endpoint in silent[platform.id]]
        # Project files may be on a host of code, which is no portal.
        services = [one.url for one in platform.endpoints if one.protocol is not Protocol.IDG_PROJECT]
        portals[platform] = portals_of([platform.homepage, *moved, *leads, *services])
    findings = search_portals(portals, seconds, feedback, say)
    registered = {_address(endpoint) for platform in platforms for endpoint in platform.endpoints}
    for platform in sought:
        found = findings[platform]
        known = {_address(endpoint) for endpoint in platform.endpoints}
        wanted = {endpoint.protocol for endpoint in silent[platform.id]}
        new = [one for one in distinct_services(found.services)[0] if _address(one.endpoint) not in known]
        moves = [(one.endpoint.protocol, _move(one.endpoint, found)) for one in new]
        moves += _moves_elsewhere(found, wanted, known, seconds, feedback)
        for endpoint in silent[platform.id]:
            proposed = islice((move for protocol, move in moves if protocol is endpoint.protocol), MOST_MOVES)
            results[key_of(endpoint)] = replace(results[key_of(endpoint)], moves=tuple(proposed))
        others = [one for one in new if one.endpoint.protocol not in {each.protocol for each in platform.endpoints}]
        check.new_services += [(platform, one) for one in others if _address(one.endpoint) not in registered]


def _is_silent(health: Health | None) -> bool:
    return health is not None and not health.is_alive


def _address(endpoint: Endpoint) -> tuple[Protocol, str]:
    """Return what the addresses of one service share."""
    return endpoint.protocol, address_key(endpoint.url)


def _move(endpoint: Endpoint, found: Findings) -> Move:
    """Return what suggests that a service of a platform is at the address of one that was found."""
    portals = [portal for portal in found.portals if is_within(endpoint.url, portal.domain)]
    for portal in portals:
        if any(_address(linked) == _address(endpoint) for linked in portal.linked):
            return Move(key_of(endpoint)[1], Clue.PAGE, portal.url)
    return Move(key_of(endpoint)[1], Clue.PATH, portals[0].url if portals else endpoint.url)


def _moves_elsewhere(
    found: Findings, wanted: set[Protocol], known: set[tuple[Protocol, str]], seconds: float, feedback: QgsFeedback
) -> list[tuple[Protocol, Move]]:
    """Return the services on other hosts which a portal's page names, where they answer."""
    named: dict[tuple[Protocol, str], tuple[Endpoint, str]] = {}
    """The services, each with the page that names it first."""
    for portal in found.portals:
        for address in portal.elsewhere:
            for protocol, url in services_at(address):
                endpoint = Endpoint(protocol, url, Confidence.MEDIUM, "")
                if protocol in wanted and _address(endpoint) not in known:
                    named.setdefault(_address(endpoint), (endpoint, portal.url))
    asked = [(one.url, try_candidate(one, host_of(one.url))) for one, _ in named.values()]
    outcomes = run_politely(asked, seconds, feedback)
    services = [outcome.value for outcome in outcomes if outcome and outcome.value]
    pages = {_address(one): page for one, page in named.values()}
    return [
        (one.endpoint.protocol, Move(key_of(one.endpoint)[1], Clue.PAGE, pages[_address(one.endpoint)]))
        for one in distinct_services(services)[0]
    ]
