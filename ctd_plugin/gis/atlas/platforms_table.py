"""The data platforms of a region on its sheet: a line each, with its links, and one note on how sure these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from ...catalogues.health import Health, Key, key_of, platform_in_order
from ...catalogues.registry import Endpoint, Platform, PlatformSource, PlatformStatus
from ...i18n import titled, tr
from ..catalogues.health_store import dated_state
from ..catalogues.known_health import known_health
from ..labels.platforms import (
    confidence_names,
    operator_names,
    protocol_names,
)
from ..regions.sections import platform_texts, without_address
from ..style.palette import TEXT_MUTED
from .flow import Cell, FlowTable, Section
from .page import CONTENT_WIDTH
from .typesetting import SMALL, Paragraph, Run, link, paragraph

_NAME, _KIND, _STATE = 58.0, 38.0, 18.0
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def platforms_table(section: Section, platforms: Sequence[Platform], padding: float) -> None:
    """Set the table, with room above and below the text of its rows, and its note."""
    checked = known_health()
    platforms = [platform_in_order(platform, checked) for platform in platforms]
    trust = _Trust([endpoint for platform in platforms for endpoint in platform.endpoints], checked)
    widths = (_NAME, _KIND, _STATE, CONTENT_WIDTH - _NAME - _KIND - _STATE)
    rows = [[Cell([each]) for each in _row(platform, trust)] for platform in platforms]
    section.table(FlowTable([(width, "") for width in widths], rows, padding))
    note = " · ".join((*trust.notes(), *_sources(platforms)))
    if note:
        section.write([paragraph(note, size=SMALL, colour=TEXT_MUTED)], gap=0.8)


def _row(platform: Platform, trust: _Trust) -> Iterator[Paragraph]:
    is_active, texts = platform.status is PlatformStatus.ACTIVE, platform_texts(platform)
    yield paragraph(platform.name, size=SMALL, bold=True)
    yield paragraph(f"{texts.technology}, {operator_names()[platform.operator]}", size=SMALL)
    yield paragraph(texts.status, size=SMALL, bold=not is_active)
    yield Paragraph(tuple(_links(platform, trust)), size=SMALL)


def _sources(platforms: Sequence[Platform]) -> Iterator[str]:
    """Yield which platforms the survey does not name."""
    public = [platform.name for platform in platforms if platform.source is PlatformSource.PUBLIC]
    if len(public) == len(platforms):
        yield tr("platforms not named in the survey")
    elif public:
        yield titled(tr("not named in the survey"), ", ".join(public))


def _links(platform: Platform, trust: _Trust) -> Iterator[Run]:
    if not platform.homepage and not platform.endpoints:
        yield Run(without_address(), colour=TEXT_MUTED)
        return
    if platform.homepage:
        yield link(_host(platform.homepage), platform.homepage)
    for number, endpoint in enumerate(platform.endpoints):
        if number or platform.homepage:
            yield Run(" · ")
        # A name of several words is no two links.
        yield link(protocol_names()[endpoint.protocol].replace(" ", "\u00a0"), endpoint.url)
        yield Run(trust.mark(endpoint))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


class _Trust:
    """How sure the endpoints of a sheet are: what most have in common is said once, the others have a mark."""

    def __init__(self, endpoints: Sequence[Endpoint], checked: Mapping[Key, Health]) -> None:
        self._checked = {key: checked[key] for key in map(key_of, endpoints) if key in checked}
        self._kinds = [kind for kind, _ in Counter(map(self._kind, endpoints)).most_common()]

    def mark(self, endpoint: Endpoint) -> str:
        """Return the number of the note on an endpoint, "" of one that is as most are."""
        place = self._kinds.index(self._kind(endpoint))
        return str(place).translate(_SUPERSCRIPTS) if place else ""

    def notes(self) -> Iterator[str]:
        """Yield the parts of the note; none where there is no endpoint."""
        for place, kind in enumerate(self._kinds):
            mark = str(place).translate(_SUPERSCRIPTS)
            yield f"{mark} {kind}" if place else titled(tr("Addresses of the services"), kind)
        if self._kinds and not self._checked:
            yield tr("none was checked")

    def _kind(self, endpoint: Endpoint) -> str:
        confidence = confidence_names()[endpoint.confidence]
        if not self._checked:
            return confidence
        health = self._checked.get(key_of(endpoint))
        return dated_state(health) if health else f"{confidence}, {tr('not checked')}"
