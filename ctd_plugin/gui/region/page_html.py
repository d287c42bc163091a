"""The page of a region in the panel: HTML in sections that fold and filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeVar

from ...catalogues.health import key_of
from ...catalogues.registry import Endpoint, Platform, PlatformStatus
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...gis.catalogues.known_health import known_health
from ...gis.labels.platforms import confidence_names
from ...gis.regions.sections import (
    answer_title,
    check_text,
    endpoint_texts,
    platform_texts,
    proofs,
    sources_title,
    unanswered,
    without_address,
    without_platform,
)
from ...i18n import current_language, tr
from ..common.html import COMMAND, HtmlHighlighter
from ..common.ows_connections import connection_type, searchable
from ..plots.plot import Plot, PlotLook
from .figures_html import TIMELINE, command, figures_html, plot_html, region_plots
from .region_page import FOLD

# The commands behind the page's own links.
COPY, CONNECT, SEARCH, LOAD, OPEN, CHECK = (
    f"{COMMAND}:{name}" for name in ("copy/", "connect/", "search/", "load", "open", "check")
)

FIGURES, DATES, PLATFORMS, SOURCES = "figures", "dates", "platforms", "sources"
FOLDED_AT_FIRST = frozenset({SOURCES})
_KEPT = 8
"""The regions between which one goes to and fro."""

K = TypeVar("K")
V = TypeVar("V")
_WriteBody = Callable[[HtmlHighlighter], str]


@dataclass(frozen=True)
class PageState:
    """What the user did to the page: sections folded, words looked for, figures whose comparison is open."""

    folded: frozenset[str] = FOLDED_AT_FIRST
    query: str = ""
    compared: frozenset[str] = frozenset()


def endpoints(profile: RegionProfile) -> list[tuple[Platform, Endpoint]]:
    """Return the endpoints in the order in which the page's commands count them."""
    return [(platform, endpoint) for platform in profile.platforms for endpoint in platform.endpoints]


def region_page(
    profile: RegionProfile, profiles: Sequence[RegionProfile], state: PageState, plots: Mapping[str, Plot]
) -> str:
    """Return the page of a region; with a query, only the sections that hold all its words, unfolded and marked.

    `plots` are those of `region_plots`.
    """
    shown = []
    for key, title, write_body in _sections(profile, profiles, state, plots):
        html = HtmlHighlighter(state.query)
        title, body = html.text(title), write_body(html)
        if html.found.issuperset(html.words):
            closed = key in state.folded and not html.words
            arrow = "▸" if closed else "▾"
            head = f'<p class="head"><a href="{FOLD}{key}">{arrow} {title}</a></p>'
            shown.append(head if closed else head + body)
    if not shown:
        return message_page(tr("No section of this region contains “{words}”.").format(words=state.query.strip()))
    blank = "" if HtmlHighlighter(state.query).words else unanswered(profile)
    return "".join(shown) + (f'<p class="small" style="margin-top:12px">{escape(blank)}</p>' if blank else "")


class DrawnPages:
    """The pages of regions with their plots as they were last drawn, for as long as what they show stays the same.

    Of all regions together pages are small, but not plots on a dense screen.
    """

    def __init__(self) -> None:
        self._about: tuple[object, ...] = ()
        self._plots: dict[str, Mapping[str, Plot]] = {}
        self._pages: dict[tuple[str, PageState], str] = {}

    def page(
        self, profile: RegionProfile, edition: EditionProfiles, state: PageState, look: PlotLook
    ) -> tuple[str, Mapping[str, Plot]]:
        """Return the page of a region of an edition, and its plots."""
        # Of editions and results there is another object when they have changed.
        about = (edition, known_health(), current_language(), look)
        if about != self._about:
            self.clear()
            self._about = about
        if profile.code not in self._plots:
            _make_room(self._plots)
            self._plots[profile.code] = region_plots(profile, edition.profiles, look)
        plots, key = self._plots[profile.code], (profile.code, state)
        if key not in self._pages:
            _make_room(self._pages)
            self._pages[key] = region_page(profile, edition.profiles, state, plots)
        return self._pages[key], plots

    def clear(self) -> None:
        """Forget all, such as a project that was closed."""
        self._about = ()
        self._plots.clear()
        self._pages.clear()


def _make_room(drawn: dict[K, V]) -> None:
    """Drop what was drawn first of what is kept."""
    if len(drawn) >= _KEPT:
        del drawn[next(iter(drawn))]


def message_page(sentence: str, offers_map: bool = False, offers_edition: bool = False) -> str:
    """Return a page of one sentence, with links that open an edition of the project's and that load the map."""
    offers = [command(OPEN, tr("Open it as a CTD edition"))] if offers_edition else []
    offers += [command(LOAD, tr("Load the CTD map"))] if offers_map else []
    return f"<p>{escape(sentence)}</p>" + "".join(f"<p>{offer}</p>" for offer in offers)


def _sections(
    profile: RegionProfile, profiles: Sequence[RegionProfile], state: PageState, plots: Mapping[str, Plot]
) -> Iterator[tuple[str, str, _WriteBody]]:
    """Return key, title and writer of the body of each section."""
    yield FIGURES, tr("Key figures"), lambda html: figures_html(html, profile, profiles, state.compared, plots)
    if TIMELINE in plots:
        yield DATES, tr("Dates"), lambda html: _dates(html, plots[TIMELINE])
    for answer in profile.answers:
        yield answer.column, answer_title(answer), _prose(answer.text)
    yield PLATFORMS, tr("Data platforms"), lambda html: _platforms(html, profile)
    if profile.facts:
        yield SOURCES, sources_title(), lambda html: _sources(html, profile)


def _prose(text: str) -> _WriteBody:
    return lambda html: html.prose(text)


def _dates(html: HtmlHighlighter, plot: Plot) -> str:
    return f'{plot_html(TIMELINE, plot)}<p class="small">{html.text(plot.text)}</p>'


def _platforms(html: HtmlHighlighter, profile: RegionProfile) -> str:
    if not profile.platforms:
        return f"<p>{html.text(without_platform())}</p>"
    checked = known_health()
    is_checked = any(key_of(endpoint) in checked for _, endpoint in endpoints(profile))
    pieces, index = [], 0
    if state := check_text(profile.platforms, checked):
        check = command(CHECK, tr("check"))
        pieces.append(f'<p class="small">{html.text(state)} – {check}</p>')
    for platform in profile.platforms:
        texts = platform_texts(platform)
        state = html.text(texts.status)
        if platform.status is not PlatformStatus.ACTIVE:
            state = f"<b>{state}</b>"
        about = " · ".join((texts.technology, texts.operator, texts.source))
        pieces.append(f'<p style="margin-top:8px"><b>{html.text(platform.name)}</b> ({state})</p>')
        pieces.append(f'<p class="small">{html.text(about)}</p>')
        if platform.homepage:
            pieces.append(f"<p>{html.link(platform.homepage)}</p>")
        elif not platform.endpoints:
            pieces.append(f'<p class="small">{html.text(without_address())}</p>')
        for endpoint in platform.endpoints:
            service = endpoint_texts(endpoint, checked)
            # Where no service was checked, one line says so for all.
            trust = service.trust if is_checked else confidence_names()[endpoint.confidence]
            pieces.append(_endpoint(html, platform, endpoint, (service.protocol, trust), index))
            index += 1
    return "".join(pieces)


def _endpoint(html: HtmlHighlighter, platform: Platform, endpoint: Endpoint, texts: tuple[str, str], index: int) -> str:
    protocol, trust = texts
    commands = [command(f"{COPY}{index}", tr("copy")), HtmlHighlighter().link(endpoint.url, tr("open"))]
    if connection_type(endpoint):
        commands.append(command(f"{CONNECT}{index}", tr("save the connection")))
    if searchable(platform, endpoint):
        commands.append(command(f"{SEARCH}{index}", tr("search")))
    return (
        f'<p style="margin:5px 0 0 12px"><b>{html.text(protocol)}</b> '
        f'<span class="small">{html.text(trust)}</span></p>'
        f'<p style="margin:0 0 0 12px">{html.text(endpoint.url)}</p>'
        f'<p style="margin:0 0 0 12px">{" · ".join(commands)}</p>'
    )


def _sources(html: HtmlHighlighter, profile: RegionProfile) -> str:
    lines = []
    for proof in proofs(profile):
        remark = html.text(f" {proof.remark}") if proof.remark else ""
        lines.append(f"<p><b>{html.text(proof.figure)}</b>{html.text(f' – {proof.quote}')}{remark}</p>")
    return "".join(lines)
