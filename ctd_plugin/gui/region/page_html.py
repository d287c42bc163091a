"""What the panel tells of a region, as HTML made of sections that fold and filter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ...catalogues.registry import Endpoint, Platform, PlatformStatus
from ...data.columns import SURVEY_COLUMNS
from ...data.facts.fact import payers_text, scope_labels
from ...gis.atlas.key_figures import amount_text, euros_exact, proofs
from ...gis.catalogues.health_store import health_text, kept_health, key_of
from ...gis.labels.fields import field_aliases
from ...gis.labels.labels import euros, not_given, staff
from ...gis.labels.platforms import (
    confidence_names,
    operator_phrases,
    platform_source_phrases,
    platform_status_phrases,
    protocol_names,
    technology_phrases,
)
from ...gis.regions.profile import Amount, Portrait
from ...gis.regions.rank import rank_of
from ...i18n import number, titled, tr
from ..common.html import COMMAND, HtmlHighlighter
from ..common.ows_connections import connection_type, searchable

# What the page's own links ask of the panel.
FOLD, COPY, CONNECT, SEARCH, LOAD = (f"{COMMAND}:{name}" for name in ("fold/", "copy/", "connect/", "search/", "load"))

FIGURES, PLATFORMS, SOURCES = "figures", "platforms", "sources"
FOLDED_AT_FIRST = frozenset({SOURCES})

_HEADER = {"region_code", "region", "statut", "date_ctd", "date_entretien", "repondant"}


@dataclass(frozen=True)
class _Section:
    key: str
    title: str
    body: Callable[[HtmlHighlighter], str]


def endpoints(portrait: Portrait) -> list[tuple[Platform, Endpoint]]:
    """Return the endpoints in the order in which the page's commands count them."""
    return [(platform, endpoint) for platform in portrait.platforms for endpoint in platform.endpoints]


def region_page(portrait: Portrait, everyone: Sequence[Portrait], folded: Collection[str], query: str = "") -> str:
    """Return the page of a region; with a query, only the sections that hold all its words, unfolded and marked."""
    shown = []
    for section in _sections(portrait, everyone):
        ink = HtmlHighlighter(query)
        title, body = ink.text(section.title), section.body(ink)
        if ink.found_all:
            closed = section.key in folded and not ink.words
            arrow = "▸" if closed else "▾"
            head = f'<p class="head"><a href="{FOLD}{section.key}">{arrow} {title}</a></p>'
            shown.append(head if closed else head + body)
    if not shown:
        return message_page(tr("No section of this region contains “{words}”.").format(words=query.strip()))
    return "".join(shown) + ("" if HtmlHighlighter(query).words else _unanswered(portrait))


def message_page(sentence: str, offers_map: bool = False) -> str:
    """Return a page of one sentence, with a link that loads the map."""
    offer = f"<p>{_command(LOAD, tr('Load the CTD map'))}</p>" if offers_map else ""
    return f"<p>{escape(sentence)}</p>{offer}"


def _sections(portrait: Portrait, everyone: Sequence[Portrait]) -> Iterator[_Section]:
    titles = field_aliases()
    yield _Section(FIGURES, tr("Key figures"), lambda ink: _figures(ink, portrait, everyone))
    for answer in portrait.answers:
        yield _Section(answer.column, titles[answer.column], lambda ink, text=answer.text: ink.prose(text))
    yield _Section(PLATFORMS, tr("Data platforms"), lambda ink: _platforms(ink, portrait))
    if portrait.facts:
        title = tr("Sources: the quotes behind the figures")
        yield _Section(SOURCES, title, lambda ink: _sources(ink, portrait))


def _figures(ink: HtmlHighlighter, portrait: Portrait, everyone: Sequence[Portrait]) -> str:
    lines = []
    for title, amounts, amount, written in (
        (tr("Staff"), [p.staff for p in everyone], portrait.staff, staff),
        (tr("Yearly budget"), [p.budget for p in everyone], portrait.budget, euros),
        (
            tr("Yearly budget per 1,000 inhabitants"),
            [p.budget_per_1000 for p in everyone],
            portrait.budget_per_1000,
            euros_exact,
        ),
    ):
        lines += _figure(ink, title, amount, amounts, written)
    population = number(portrait.population) if portrait.population else not_given()
    payers = payers_text(portrait.payers) or not_given()
    lines.append(ink.text(titled(tr("Municipal population"), population)))
    lines.append(ink.text(titled(tr("Payers named"), payers)))
    return "".join(f"<p>{line}</p>" for line in lines)


def _figure(
    ink: HtmlHighlighter,
    title: str,
    amount: Amount | None,
    amounts: Sequence[Amount | None],
    written: Callable[[float], str],
) -> Iterator[str]:
    if amount is None:
        yield f"{ink.text(titled(title, ''))}{ink.text(not_given())}"
        return
    scope = ink.text(f" ({scope_labels()[amount.scope]})")
    yield f"{ink.text(titled(title, ''))}<b>{ink.text(amount_text(amount, written))}</b>{scope}"
    place = rank_of(amount, amounts)
    if place is None:
        compared = tr("same scope: no other region")
    else:
        compared = tr("rank {rank} of {count} with the same scope, median {median}").format(
            rank=place.rank, count=place.count, median=written(place.median)
        )
    yield f'<span class="small">{ink.text(compared)}</span>'


def _platforms(ink: HtmlHighlighter, portrait: Portrait) -> str:
    if not portrait.platforms:
        return f"<p>{ink.text(tr('No platform is known.'))}</p>"
    pieces, index, kept = [], 0, kept_health()
    for platform in portrait.platforms:
        about = " · ".join(
            (
                technology_phrases()[platform.technology],
                operator_phrases()[platform.operator],
                platform_source_phrases()[platform.source],
            )
        )
        state = ink.text(platform_status_phrases()[platform.status])
        if platform.status is not PlatformStatus.ACTIVE:
            state = f"<b>{state}</b>"
        pieces.append(f'<p style="margin-top:8px"><b>{ink.text(platform.name)}</b> ({state})</p>')
        pieces.append(f'<p class="small">{ink.text(about)}</p>')
        if platform.homepage:
            pieces.append(f"<p>{ink.link(platform.homepage)}</p>")
        elif not platform.endpoints:
            pieces.append(f'<p class="small">{ink.text(tr("no address known"))}</p>')
        for endpoint in platform.endpoints:
            health = health_text(endpoint, kept.get(key_of(endpoint)))
            pieces.append(_endpoint(ink, platform, endpoint, health, index))
            index += 1
    return "".join(pieces)


def _endpoint(ink: HtmlHighlighter, platform: Platform, endpoint: Endpoint, health: str, index: int) -> str:
    commands = [_command(f"{COPY}{index}", tr("copy")), HtmlHighlighter().link(endpoint.url, tr("open"))]
    if connection_type(endpoint):
        commands.append(_command(f"{CONNECT}{index}", tr("add to QGIS")))
    if searchable(platform, endpoint):
        commands.append(_command(f"{SEARCH}{index}", tr("search")))
    return (
        f'<p style="margin:5px 0 0 12px"><b>{ink.text(protocol_names()[endpoint.protocol])}</b> '
        f'<span class="small">{ink.text(f"{confidence_names()[endpoint.confidence]}, {health}")}</span></p>'
        f'<p style="margin:0 0 0 12px">{ink.text(endpoint.url)}</p>'
        f'<p style="margin:0 0 0 12px">{" · ".join(commands)}</p>'
    )


def _command(target: str, text: str) -> str:
    return f'<a href="{target}">{escape(text)}</a>'


def _sources(ink: HtmlHighlighter, portrait: Portrait) -> str:
    return "".join(
        "<p>"
        + "".join(f"<b>{ink.text(run.text)}</b>" if run.bold else ink.text(run.text) for run in paragraph.runs)
        + "</p>"
        for paragraph in proofs(portrait)
    )


def _unanswered(portrait: Portrait) -> str:
    """Return one line that names what the survey leaves blank."""
    if not portrait.surveyed:
        sentence = tr("This edition of the survey has no row for this region.")
    else:
        titles = field_aliases()
        given = {answer.column for answer in portrait.answers} | _HEADER
        blank = [titles[column] for column in SURVEY_COLUMNS if column not in given]
        if not blank:
            return ""
        sentence = titled(tr("No answer"), ", ".join(title[:1].lower() + title[1:] for title in blank))
    return f'<p class="small" style="margin-top:12px">{escape(sentence)}</p>'
