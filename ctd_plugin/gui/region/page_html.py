"""The page of a region in the panel: HTML in sections that fold and filter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from html import escape

from ...catalogues.registry import Endpoint, Platform, PlatformStatus
from ...data.columns import SURVEY_COLUMNS
from ...data.profile.region_profile import RegionProfile
from ...gis.catalogues.health_store import stored_health
from ...gis.labels.fields import field_aliases
from ...gis.labels.labels import covered_text, figure_text, not_given
from ...gis.regions.sections import (
    EndpointTexts,
    KeyFigure,
    answer_title,
    endpoint_texts,
    key_figures,
    payers,
    platform_texts,
    population,
    proofs,
    rank_texts,
    sources_title,
    without_address,
    without_platform,
    without_row,
)
from ...i18n import titled, tr
from ..common.html import COMMAND, HtmlHighlighter
from ..common.ows_connections import connection_type, searchable

# The commands behind the page's own links.
FOLD, COPY, CONNECT, SEARCH, LOAD = (f"{COMMAND}:{name}" for name in ("fold/", "copy/", "connect/", "search/", "load"))

FIGURES, PLATFORMS, SOURCES = "figures", "platforms", "sources"
FOLDED_AT_FIRST = frozenset({SOURCES})

_HEADER = {"region_code", "region", "statut", "date_ctd", "date_entretien", "repondant"}

_WriteBody = Callable[[HtmlHighlighter], str]


def endpoints(profile: RegionProfile) -> list[tuple[Platform, Endpoint]]:
    """Return the endpoints in the order in which the page's commands count them."""
    return [(platform, endpoint) for platform in profile.platforms for endpoint in platform.endpoints]


def region_page(
    profile: RegionProfile, profiles: Sequence[RegionProfile], folded: Collection[str], query: str = ""
) -> str:
    """Return the page of a region; with a query, only the sections that hold all its words, unfolded and marked."""
    shown = []
    for key, title, write_body in _sections(profile, profiles):
        html = HtmlHighlighter(query)
        title, body = html.text(title), write_body(html)
        if html.found.issuperset(html.words):
            closed = key in folded and not html.words
            arrow = "▸" if closed else "▾"
            head = f'<p class="head"><a href="{FOLD}{key}">{arrow} {title}</a></p>'
            shown.append(head if closed else head + body)
    if not shown:
        return message_page(tr("No section of this region contains “{words}”.").format(words=query.strip()))
    return "".join(shown) + ("" if HtmlHighlighter(query).words else _unanswered(profile))


def message_page(sentence: str, offers_map: bool = False) -> str:
    """Return a page of one sentence, with a link that loads the map."""
    offer = f"<p>{_command(LOAD, tr('Load the CTD map'))}</p>" if offers_map else ""
    return f"<p>{escape(sentence)}</p>{offer}"


def _sections(profile: RegionProfile, profiles: Sequence[RegionProfile]) -> Iterator[tuple[str, str, _WriteBody]]:
    """Return key, title and writer of the body of each section."""
    yield FIGURES, tr("Key figures"), lambda html: _figures(html, profile, profiles)
    for answer in profile.answers:
        yield answer.column, answer_title(answer), _prose(answer.text)
    yield PLATFORMS, tr("Data platforms"), lambda html: _platforms(html, profile)
    if profile.facts:
        yield SOURCES, sources_title(), lambda html: _sources(html, profile)


def _prose(text: str) -> _WriteBody:
    return lambda html: html.prose(text)


def _figures(html: HtmlHighlighter, profile: RegionProfile, profiles: Sequence[RegionProfile]) -> str:
    lines = [line for key in key_figures(profile, profiles) for line in _figure(html, key)]
    lines += [html.text(titled(*describe(profile))) for describe in (population, payers)]
    return "".join(f"<p>{line}</p>" for line in lines)


def _figure(html: HtmlHighlighter, key: KeyFigure) -> Iterator[str]:
    figure, title = key.figure, html.text(titled(key.title, ""))
    if figure is None:
        yield f"{title}{html.text(not_given())}"
        return
    covered = covered_text(figure)
    text, counted = html.text(figure_text(figure, key.written)), html.text(f" ({covered})" if covered else "")
    yield f"{title}<b>{text}</b>{counted}"
    if texts := rank_texts(key):
        yield f'<span class="small">{html.text(", ".join(texts))}</span>'


def _platforms(html: HtmlHighlighter, profile: RegionProfile) -> str:
    if not profile.platforms:
        return f"<p>{html.text(without_platform())}</p>"
    pieces, index, checked = [], 0, stored_health()
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
            pieces.append(_endpoint(html, platform, endpoint, endpoint_texts(endpoint, checked), index))
            index += 1
    return "".join(pieces)


def _endpoint(html: HtmlHighlighter, platform: Platform, endpoint: Endpoint, texts: EndpointTexts, index: int) -> str:
    commands = [_command(f"{COPY}{index}", tr("copy")), HtmlHighlighter().link(endpoint.url, tr("open"))]
    if connection_type(endpoint):
        commands.append(_command(f"{CONNECT}{index}", tr("save the connection")))
    if searchable(platform, endpoint):
        commands.append(_command(f"{SEARCH}{index}", tr("search")))
    return (
        f'<p style="margin:5px 0 0 12px"><b>{html.text(texts.protocol)}</b> '
        f'<span class="small">{html.text(texts.trust)}</span></p>'
        f'<p style="margin:0 0 0 12px">{html.text(endpoint.url)}</p>'
        f'<p style="margin:0 0 0 12px">{" · ".join(commands)}</p>'
    )


def _command(target: str, text: str) -> str:
    return f'<a href="{target}">{escape(text)}</a>'


def _sources(html: HtmlHighlighter, profile: RegionProfile) -> str:
    lines = []
    for proof in proofs(profile):
        remark = html.text(f" {proof.remark}") if proof.remark else ""
        lines.append(f"<p><b>{html.text(proof.figure)}</b>{html.text(f' – {proof.quote}')}{remark}</p>")
    return "".join(lines)


def _unanswered(profile: RegionProfile) -> str:
    """Return one line that names what the survey leaves blank."""
    if not profile.surveyed:
        sentence = without_row()
    else:
        titles = field_aliases()
        given = {answer.column for answer in profile.answers} | _HEADER
        blank = [titles[column] for column in SURVEY_COLUMNS if column not in given]
        if not blank:
            return ""
        sentence = titled(tr("No answer"), ", ".join(title[:1].lower() + title[1:] for title in blank))
    return f'<p class="small" style="margin-top:12px">{escape(sentence)}</p>'
