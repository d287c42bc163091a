"""The sheet of one region: header with its place, key figures, platforms, answers and proofs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...catalogues.health import Health
from ...catalogues.registry import Endpoint, Platform, PlatformStatus
from ...data.profile.region_profile import RegionProfile
from ...i18n import titled, tr
from ..catalogues.health_store import Key, stored_health
from ..labels.fields import field_aliases
from ..labels.labels import status_label
from ..regions.sections import (
    EndpointTexts,
    ctd_date,
    endpoint_texts,
    interview,
    key_figures,
    payers,
    platform_texts,
    population,
    sources_title,
    without_address,
    without_platform,
    without_row,
)
from ..style.page_sizes import Box
from ..style.palette import ACCENT, PAPER, STATUS_FILLS, TEXT_MUTED, label_colour
from .changes_page import region_changes
from .flow import COLUMN, LEAST_COLUMN, Cell, FlowTable, Section
from .key_figures import figure_card, proof_paragraphs
from .locator_maps import LocatorMaps
from .page import CONTENT_WIDTH, MARGIN, TOP
from .typesetting import (
    SMALL,
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


def sheet(profile: RegionProfile, profiles: Sequence[RegionProfile], maps: LocatorMaps) -> Section:
    """Return the pages of a region, as many as its answers need."""
    section = Section(profile.name)
    _header(section, profile, maps)
    _key_figures(section, profile, profiles)
    if profile.change:
        section.heading(tr("What has changed"))
        section.write(region_changes(profile.change))
    _platforms(section, profile)
    _answers(section, profile)
    return section


def _header(section: Section, profile: RegionProfile, maps: LocatorMaps) -> None:
    page, width = section.page, CONTENT_WIDTH - _MAP_WIDTH - 6
    maps.locate(
        page, profile.code, profile.status, Box(MARGIN + CONTENT_WIDTH - _MAP_WIDTH, TOP - 4, _MAP_WIDTH, _MAP_HEIGHT)
    )
    above = tr("Regional data committee (CTD) – region {code}").format(code=profile.code)
    title = [
        paragraph(above, size=8.5, colour=TEXT_MUTED),
        paragraph(profile.name, size=22, bold=True, colour=ACCENT, before=0.5),
    ]
    y = page.lines(typeset_all(title, width), MARGIN, TOP) + 2.5
    y = _chip(section, profile, y) + 3
    below = [describe(profile) for describe in (ctd_date, population, interview, payers)]
    paragraphs = [Paragraph((Run(titled(name, "")), Run(value, bold=True)), before=0.4) for name, value in below]
    y = page.lines(typeset_all(paragraphs, width), MARGIN, y)
    page.y = max(y, TOP - 4 + _MAP_HEIGHT + 4)


def _chip(section: Section, profile: RegionProfile, y: float) -> float:
    """Draw the status in the map's colour and return where it ends."""
    fill = profile.status and STATUS_FILLS[profile.status]
    colour = label_colour(fill or PAPER)
    label = paragraph(status_label(profile.status), size=10.5, bold=True, colour=colour)
    (line,) = typeset(label, CONTENT_WIDTH)
    # No answer is hatched beside its words, which could not be read on the hatch.
    indent = 3.0 if fill else 9.0
    box = Box(MARGIN, y, indent + text_width(label) + 3, 6.8)
    section.page.chip(box, fill or PAPER)
    if not fill:
        section.page.chip(Box(box.x + 2, box.y + 1.6, 5, 3.6), None)
    section.page.line(line, box.x + indent, box.y + (box.height - line.height) / 2)
    return box.bottom


def _key_figures(section: Section, profile: RegionProfile, profiles: Sequence[RegionProfile]) -> None:
    section.heading(tr("Key figures"))
    cards = [list(figure_card(key)) for key in key_figures(profile, profiles)]
    width = (CONTENT_WIDTH - _CARD_GAP * (len(cards) - 1)) / len(cards)
    page = section.page
    ends = []
    for place, card in enumerate(cards):
        x = MARGIN + place * (width + _CARD_GAP)
        ends.append(page.lines(typeset_all(card, width), x, page.y + 0.5))
    page.y = max(ends)
    note = tr("Scopes differ between regions: compare like with like.")
    section.write([paragraph(note, size=7.5, colour=TEXT_MUTED)], gap=1.5)


def _platforms(section: Section, profile: RegionProfile) -> None:
    section.heading(tr("Data platforms"), followed_by=25)
    if not profile.platforms:
        section.write([paragraph(without_platform())])
        return
    columns = ((58.0, tr("Platform")), (CONTENT_WIDTH - 58, tr("Addresses")))
    checked = stored_health()
    rows = [
        [Cell(list(_platform(platform))), Cell(list(_addresses(platform, checked)))] for platform in profile.platforms
    ]
    section.table(FlowTable(columns, rows))


def _platform(platform: Platform) -> Iterator[Paragraph]:
    yield paragraph(platform.name, bold=True)
    texts = platform_texts(platform)
    yield paragraph(f"{texts.technology} · {texts.operator}", size=SMALL)
    is_active = platform.status is PlatformStatus.ACTIVE
    status = (Run(texts.status, bold=not is_active), Run(f" · {texts.source}", colour=TEXT_MUTED))
    yield Paragraph(status, size=SMALL)


def _addresses(platform: Platform, checked: Mapping[Key, Health]) -> Iterator[Paragraph]:
    if platform.homepage:
        yield Paragraph((link(platform.homepage, platform.homepage),))
    elif not platform.endpoints:
        yield paragraph(without_address(), size=SMALL, colour=TEXT_MUTED)
    for endpoint in platform.endpoints:
        yield _endpoint(endpoint, endpoint_texts(endpoint, checked))


def _endpoint(endpoint: Endpoint, texts: EndpointTexts) -> Paragraph:
    runs = (
        Run(f"{texts.protocol} ", bold=True),
        link(endpoint.url, endpoint.url),
        Run(f" – {texts.trust}", colour=TEXT_MUTED),
    )
    return Paragraph(runs, size=7.5, before=0.6)


def _answers(section: Section, profile: RegionProfile) -> None:
    section.heading(tr("Answers to the survey"), followed_by=LEAST_COLUMN + 4)
    if not profile.answers:
        section.write([paragraph(_without_answers(profile))])
    section.columns(list(_flowing(profile)))


def _without_answers(profile: RegionProfile) -> str:
    if not profile.surveyed:
        return without_row()
    return tr("The survey gives the status of this region and no other answer.")


def _flowing(profile: RegionProfile) -> Iterator[Line]:
    titles = field_aliases()
    for answer in profile.answers:
        yield from kept_together(typeset_all([_subheading(titles[answer.column]), *prose(answer.text)], COLUMN))
    if profile.facts:
        title = _subheading(sources_title())
        yield from kept_together(typeset_all([title, *proof_paragraphs(profile)], COLUMN))


def _subheading(text: str) -> Paragraph:
    return paragraph(text, size=9.5, bold=True, colour=ACCENT, before=3.6, heading=True)
