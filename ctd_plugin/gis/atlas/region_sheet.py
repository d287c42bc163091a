"""The portrait of one region: header with its place, key figures, platforms, answers and proofs."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogues.registry import Endpoint, Platform, PlatformStatus
from ...data.editions.records import RegionChange
from ...data.facts.fact import payers_text
from ...i18n import number, titled, tr
from ..catalogues.health_store import health_text, kept_health, key_of
from ..labels.fields import field_aliases
from ..labels.labels import not_given, status_label
from ..labels.platforms import (
    confidence_names,
    operator_phrases,
    platform_source_phrases,
    platform_status_phrases,
    protocol_names,
    technology_phrases,
)
from ..regions.profile import Portrait
from ..style.page_sizes import Box
from ..style.palette import ACCENT, PAPER, STATUS_FILLS, TEXT_MUTED, label_colour
from .changes_page import portrait_changes
from .flow import COLUMN, LEAST_COLUMN, Cell, FlowTable, Section
from .key_figures import NationalMedians, key_figures, proofs
from .locator_maps import Territories
from .page import MARGIN, ROOM, TOP
from .typesetting import (
    Line,
    Paragraph,
    Run,
    kept_together,
    link,
    paragraph,
    prose,
    text_width,
    typeset,
    typeset_all,
)

_MAP_WIDTH, _MAP_HEIGHT = 52.0, 48.0
_CARD_GAP = 6.0
_SMALL = 8.0


def sheet(
    portrait: Portrait, national: NationalMedians, territories: Territories, change: RegionChange | None = None
) -> Section:
    """Return the pages of a region, as many as its answers need."""
    section = Section(portrait.name)
    _header(section, portrait, territories)
    _key_figures(section, portrait, national)
    if change:
        section.heading(tr("What has changed"))
        section.write(portrait_changes(change))
    _platforms(section, portrait)
    _answers(section, portrait)
    return section


def _header(section: Section, portrait: Portrait, territories: Territories) -> None:
    page, width = section.page, ROOM - _MAP_WIDTH - 6
    territories.locate(
        page, portrait.code, portrait.status, Box(MARGIN + ROOM - _MAP_WIDTH, TOP - 4, _MAP_WIDTH, _MAP_HEIGHT)
    )
    above = tr("Regional data committee (CTD) – region {code}").format(code=portrait.code)
    title = [
        paragraph(above, size=8.5, colour=TEXT_MUTED),
        paragraph(portrait.name, size=22, bold=True, colour=ACCENT, before=0.5),
    ]
    y = page.lines(typeset_all(title, width), MARGIN, TOP) + 2.5
    y = _chip(section, portrait, y) + 3
    below = [
        (tr("Date of the CTD"), portrait.date or not_given()),
        (tr("Municipal population"), number(portrait.population) if portrait.population else not_given()),
        (tr("Date of the interview"), portrait.interview or not_given()),
        (tr("Payers named"), payers_text(portrait.payers) or not_given()),
    ]
    words = [Paragraph((Run(titled(name, "")), Run(value, bold=True)), before=0.4) for name, value in below]
    y = page.lines(typeset_all(words, width), MARGIN, y)
    page.y = max(y, TOP - 4 + _MAP_HEIGHT + 4)


def _chip(section: Section, portrait: Portrait, y: float) -> float:
    """Draw the status in the map's colour and return where it ends."""
    fill = portrait.status and STATUS_FILLS[portrait.status]
    colour = label_colour(fill or PAPER)
    words = paragraph(status_label(portrait.status), size=10.5, bold=True, colour=colour)
    (line,) = typeset(words, ROOM)
    # No answer is hatched beside its words, which could not be read on the hatch.
    indent = 3.0 if fill else 9.0
    box = Box(MARGIN, y, indent + text_width(words) + 3, 6.8)
    section.page.chip(box, fill or PAPER)
    if not fill:
        section.page.chip(Box(box.x + 2, box.y + 1.6, 5, 3.6), None)
    section.page.line(line, box.x + indent, box.y + (box.height - line.height) / 2)
    return box.bottom


def _key_figures(section: Section, portrait: Portrait, national: NationalMedians) -> None:
    section.heading(tr("Key figures"))
    cards = key_figures(portrait, national)
    width = (ROOM - _CARD_GAP * (len(cards) - 1)) / len(cards)
    page = section.page
    ends = []
    for place, card in enumerate(cards):
        x = MARGIN + place * (width + _CARD_GAP)
        ends.append(page.lines(typeset_all(card, width), x, page.y + 0.5))
    page.y = max(ends)
    note = tr("Scopes differ between regions: compare like with like.")
    section.write([paragraph(note, size=7.5, colour=TEXT_MUTED)], gap=1.5)


def _platforms(section: Section, portrait: Portrait) -> None:
    section.heading(tr("Data platforms"), followed_by=25)
    if not portrait.platforms:
        section.write([paragraph(tr("No platform is known."))])
        return
    columns = ((58.0, tr("Platform")), (ROOM - 58, tr("Addresses")))
    rows = [[Cell(list(_platform(platform))), Cell(list(_addresses(platform)))] for platform in portrait.platforms]
    section.table(FlowTable(columns, rows))


def _platform(platform: Platform) -> Iterator[Paragraph]:
    yield paragraph(platform.name, bold=True)
    about = (technology_phrases()[platform.technology], operator_phrases()[platform.operator])
    yield paragraph(" · ".join(about), size=_SMALL)
    active = platform.status is PlatformStatus.ACTIVE
    state = (
        Run(platform_status_phrases()[platform.status], bold=not active),
        Run(f" · {platform_source_phrases()[platform.source]}", colour=TEXT_MUTED),
    )
    yield Paragraph(state, size=_SMALL)


def _addresses(platform: Platform) -> Iterator[Paragraph]:
    if platform.homepage:
        yield Paragraph((link(platform.homepage, platform.homepage),))
    elif not platform.endpoints:
        yield paragraph(tr("no address known"), size=_SMALL, colour=TEXT_MUTED)
    for endpoint in platform.endpoints:
        yield _endpoint(endpoint)


def _endpoint(endpoint: Endpoint) -> Paragraph:
    health = health_text(endpoint, kept_health().get(key_of(endpoint)))
    runs = (
        Run(f"{protocol_names()[endpoint.protocol]} ", bold=True),
        link(endpoint.url, endpoint.url),
        Run(f" – {confidence_names()[endpoint.confidence]}, {health}", colour=TEXT_MUTED),
    )
    return Paragraph(runs, size=7.5, before=0.6)


def _answers(section: Section, portrait: Portrait) -> None:
    section.heading(tr("Answers to the survey"), followed_by=LEAST_COLUMN + 4)
    if not portrait.answers:
        section.write([paragraph(_without_answers(portrait))])
    section.columns(list(_flowing(portrait)))


def _without_answers(portrait: Portrait) -> str:
    if not portrait.surveyed:
        return tr("This edition of the survey has no row for this region.")
    return tr("The survey gives the status of this region and no other answer.")


def _flowing(portrait: Portrait) -> Iterator[Line]:
    titles = field_aliases()
    for answer in portrait.answers:
        yield from kept_together(typeset_all([_subheading(titles[answer.column]), *prose(answer.text)], COLUMN))
    if portrait.facts:
        title = _subheading(tr("Sources: the quotes behind the figures"))
        yield from kept_together(typeset_all([title, *proofs(portrait)], COLUMN))


def _subheading(text: str) -> Paragraph:
    return paragraph(text, size=9.5, bold=True, colour=ACCENT, before=3.6, heading=True)
