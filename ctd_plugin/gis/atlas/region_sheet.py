"""The sheet of one region: header with its place, key figures, platforms, answers and quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...data.profile.region_profile import RegionProfile
from ...i18n import titled, tr
from ..labels.labels import status_label
from ..regions.sections import (
    answer_title,
    ctd_date,
    interview,
    key_figures,
    payers,
    population,
    sources_title,
    status_remark,
    without_platform,
    without_row,
)
from ..style.page_sizes import Box
from ..style.palette import ACCENT, PAPER, STATUS_FILLS, TEXT_MUTED, label_colour
from .changes_page import region_changes
from .flow import COLUMN, Section, least_room
from .key_figures import figure_card, proof_paragraphs
from .locator_maps import LocatorMaps
from .page import CONTENT_WIDTH, MARGIN
from .platforms_table import platforms_table
from .typesetting import (
    GRID,
    NAME,
    SMALL,
    Line,
    Paragraph,
    Run,
    kept_together,
    paragraph,
    prose,
    text_width,
    typeset,
    typeset_all,
)

_MAP_WIDTH, _MAP_HEIGHT = 40.0, 34.0
_CARDS, _CARD_GAP = 3, 6.0
_CHIP = 6.0
_UNBROKEN = 40
"""The number of letters up to which a line never parts a fact of the header."""


def write_sheet(
    section: Section,
    profile: RegionProfile,
    profiles: Sequence[RegionProfile],
    maps: LocatorMaps,
    *,
    is_compact: bool = True,
) -> None:
    """Write the sheet of a region below what is on the section's page, over as many pages as its answers need.

    A compact one has less room between its parts: it shares its page, or would need one more otherwise.
    """
    _header(section, profile, maps)
    if profile.answers or profile.facts:
        section.page.y += 2 if is_compact else 6
        _key_figures(section, profile, profiles)
    if profile.change:
        section.heading(tr("What has changed"))
        section.write(region_changes(profile.change))
    section.heading(tr("Data platforms"))
    if profile.platforms:
        platforms_table(section, profile.platforms, padding=0.6 if is_compact else 1.2)
    else:
        section.write([paragraph(without_platform(), size=SMALL)])
    if profile.answers or profile.facts:
        _answers(section, profile, is_compact)
    else:
        section.write([paragraph(_without_answers(profile), size=SMALL)], gap=1.5)


def _header(section: Section, profile: RegionProfile, maps: LocatorMaps) -> None:
    page, width = section.page, CONTENT_WIDTH - _MAP_WIDTH - 6
    top = page.y
    maps.locate(page, profile.code, profile.status, Box(MARGIN + width + 6, top, _MAP_WIDTH, _MAP_HEIGHT))
    above = tr("Regional data committee (CTD) – region {code}").format(code=profile.code)
    title = [
        paragraph(above, size=SMALL, colour=TEXT_MUTED),
        paragraph(profile.printed_name, size=NAME, bold=True, colour=ACCENT),
    ]
    y = page.lines(typeset_all(title, width), MARGIN, top) + 1
    y = _chip(section, profile, y, width) + 1.6
    runs: list[Run] = []
    for name, value in (describe(profile) for describe in (ctd_date, interview, population, payers)):
        if len(name) + len(value) < _UNBROKEN:
            name, value = name.replace(" ", "\u00a0"), value.replace(" ", "\u00a0")
        runs += [Run("\u00a0· " if runs else ""), Run(titled(name, "").replace(" ", "\u00a0")), Run(value, bold=True)]
    below = [Paragraph(tuple(runs))]
    if remark := status_remark(profile):
        below.append(paragraph(remark, size=SMALL, colour=TEXT_MUTED))
    y = page.lines(typeset_all(below, width), MARGIN, y)
    page.y = max(y, top + _MAP_HEIGHT) + 2


def _chip(section: Section, profile: RegionProfile, y: float, width: float) -> float:
    """Draw the status in the map's colour and return where it ends."""
    fill = profile.status and STATUS_FILLS[profile.status]
    label = paragraph(
        status_label(profile.status, profile.carried_from("statut")), bold=True, colour=label_colour(fill or PAPER)
    )
    (line,) = typeset(label, width)
    # No answer is hatched beside its words, which could not be read on the hatch.
    indent = 3.0 if fill else 9.0
    box = Box(MARGIN, y, indent + text_width(label) + 3, _CHIP)
    section.page.chip(box, fill or PAPER)
    if not fill:
        section.page.chip(Box(box.x + 2, box.y + 1.2, 5, 3.6), None)
    section.page.line(line, box.x + indent, box.y + (box.height - line.height) / 2)
    return box.bottom


def _key_figures(section: Section, profile: RegionProfile, profiles: Sequence[RegionProfile]) -> None:
    cards = [list(figure_card(key)) for key in key_figures(profile, profiles)]
    width = (CONTENT_WIDTH - _CARD_GAP * (_CARDS - 1)) / _CARDS
    page = section.page
    ends = []
    for place, card in enumerate(cards):
        x = MARGIN + place * (width + _CARD_GAP)
        page.rule(x, page.y, width, ACCENT, 0.35)
        ends.append(page.lines(typeset_all(card, width), x, page.y + 1.2))
    page.y = max(ends)


def _answers(section: Section, profile: RegionProfile, is_compact: bool) -> None:
    lines = list(_flowing(profile, GRID / 2 if is_compact else GRID))
    if is_compact:
        section.page.y += 2
        section.page.rule(MARGIN, section.page.y, CONTENT_WIDTH, ACCENT, 0.35)
        section.page.y += 1
    else:
        section.heading(tr("Answers to the survey"), followed_by=least_room(lines) + GRID)
    section.columns(lines)


def _without_answers(profile: RegionProfile) -> str:
    if not profile.surveyed:
        return without_row()
    return tr("The survey states only the status of this region.")


def _flowing(profile: RegionProfile, gap: float) -> Iterator[Line]:
    for answer in profile.answers:
        title = _subheading(answer_title(answer), gap)
        yield from kept_together(typeset_all([title, *prose(answer.text)], COLUMN))
    if profile.facts:
        title = _subheading(sources_title(), gap)
        yield from kept_together(typeset_all([title, *proof_paragraphs(profile, gap / 2)], COLUMN))


def _subheading(text: str, gap: float) -> Paragraph:
    return paragraph(text, bold=True, colour=ACCENT, before=gap, heading=True)
