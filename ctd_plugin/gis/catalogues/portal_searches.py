"""The search for the services of many platforms, a few of them at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop

from ...catalogues.discovery import FoundService, Portal
from ...catalogues.registry import Platform
from ...errors import CtdError
from .service_discovery import ServiceDiscovery

MOST_AT_ONCE = 4


@dataclass
class Findings:
    """The services that answered on the portals of a platform, and the pages of these."""

    services: list[FoundService] = field(default_factory=list)
    portals: list[Portal] = field(default_factory=list)


def search_portals(
    addresses: Mapping[Platform, Sequence[str]],
    seconds: float,
    feedback: QgsFeedback,
    say: Callable[[str], object],
) -> dict[Platform, Findings]:
    """Look for the services of platforms at the addresses of their portals, and return what each has.

    It waits, in an event loop of its own, and ends early where the feedback is cancelled. `say` is told of each
    platform when its search ends.
    """
    findings = {platform: Findings() for platform in addresses}
    waiting = deque((platform, found) for platform, found in addresses.items() if found)
    running: dict[Platform, ServiceDiscovery] = {}
    loop = QEventLoop()

    def start_more() -> None:
        while waiting and len(running) < MOST_AT_ONCE:
            platform, portals = waiting.popleft()
            try:
                search = ServiceDiscovery(portals, seconds, platform.endpoints)
            except CtdError as error:
                say(f"{platform.name}: {error}")
                continue
            running[platform] = search
            search.found.connect(findings[platform].services.append)
            search.portal_read.connect(findings[platform].portals.append)
            search.finished.connect(partial(end, platform))
            search.start()

    def end(platform: Platform, _message: str) -> None:
        del running[platform]
        say(f"{platform.name}: services that answered: {len(findings[platform].services)}")
        start_more()
        if not running:
            loop.quit()

    feedback.canceled.connect(loop.quit)
    if not feedback.isCanceled():
        start_more()
    if running:
        loop.exec()
    feedback.canceled.disconnect(loop.quit)
    for search in list(running.values()):
        search.cancel()
    return findings
