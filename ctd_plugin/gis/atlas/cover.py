"""The cover: the status of every region on the map, and how to read the sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...data.survey.status import Status
from ...i18n import titled, tr
from ...regions import PRINTED_NAMES
from ..labels.labels import edition_title, status_label
from ..project.layers import CtdLayers
from ..regions.sections import reading_notes
from ..style.page_sizes import Box
from ..style.palette import ACCENT, STATUS_FILLS, TEXT_MUTED
from ..style.territories import DrawnTerritories
from ..themes.status import draw_status
from .flow import Section
from .locator_maps import LocatorMaps
from .page import CONTENT_WIDTH, MARGIN, AtlasPage
from .typesetting import FOOT, HEADING, NAME, SMALL, paragraph, typeset

_MAP = 116.0
_INSET = 26.0


def cover(layers: CtdLayers, edition: EditionProfiles, maps: LocatorMaps, chosen: Sequence[RegionProfile]) -> Section:
    """Return the cover: what this is, how many regions have which status, and how to read the sheets."""
    section = Section()
    title = tr("Regional data committees (CTD)")
    named = edition_title(edition.about.get("edition", ""))
    section.write(
        [
            paragraph(title, size=NAME, bold=True, colour=ACCENT),
            paragraph(_subject(edition.profiles, chosen), size=HEADING, before=1),
            paragraph(named, colour=TEXT_MUTED, before=1),
        ]
    )
    page = section.page
    top = page.y + 6
    statuses = {profile.code: profile.status for profile in edition.profiles}
    box = Box(MARGIN, top, _MAP, _MAP)
    maps.draw(page, maps.drawn.main, statuses, box)
    maps.name(
        page,
        maps.drawn.main,
        {profile.code: profile.printed_name for profile in edition.profiles},
        statuses,
        box,
    )
    _legend(page, layers, statuses, Box(MARGIN + _MAP + 8, top + 6, CONTENT_WIDTH - _MAP - 8, _MAP))
    top += _MAP + 4
    page.y = _insets(page, maps, statuses, top) if maps.drawn.insets else top
    notes = reading_notes(tr("Each figure is quoted at the end of its sheet, with the answer it comes from."))
    section.heading(tr("How to read the sheets"))
    section.write([paragraph(text, before=1) for text in notes])
    section.write([paragraph(_projections(maps.drawn), size=SMALL, colour=TEXT_MUTED)], gap=2)
    return section


def _insets(page: AtlasPage, maps: LocatorMaps, statuses: Mapping[str, Status | None], top: float) -> float:
    """Draw the overseas regions in a row below the mainland and return where it ends."""
    insets = maps.drawn.insets
    step = CONTENT_WIDTH / len(insets)
    for number, territory in enumerate(insets):
        box = Box(MARGIN + number * step + (step - _INSET) / 2, top, _INSET, _INSET)
        maps.draw(page, territory, statuses, box)
        name = PRINTED_NAMES[territory.region_codes[0]]
        page.lines(typeset(paragraph(name, size=SMALL, centred=True), step), MARGIN + number * step, box.bottom + 1.5)
    note = tr("Each overseas territory has a scale of its own.")
    at = top + _INSET + 6
    return page.lines(typeset(paragraph(note, size=FOOT, colour=TEXT_MUTED, centred=True), CONTENT_WIDTH), MARGIN, at)


def _subject(profiles: Sequence[RegionProfile], chosen: Sequence[RegionProfile]) -> str:
    if len(chosen) == len(profiles):
        return tr("Portraits of the {count} regions").format(count=len(chosen))
    return titled(tr("Portraits of regions"), ", ".join(profile.printed_name for profile in chosen))


def _legend(page: AtlasPage, layers: CtdLayers, statuses: Mapping[str, Status | None], box: Box) -> None:
    headline = typeset(paragraph(draw_status(layers).headline, size=HEADING, bold=True, colour=ACCENT), box.width)
    y = page.lines(headline, box.x, box.y) + 5
    counts = {status: list(statuses.values()).count(status) for status in (*Status, None)}
    for status, count in counts.items():
        if status or count:
            page.chip(Box(box.x, y, 7, 4.6), status and STATUS_FILLS[status])
            words = typeset(paragraph(f"{status_label(status)} ({count})"), box.width - 10)
            y = max(page.lines(words, box.x + 10, y), y + 4.6) + 2


def _projections(drawn: DrawnTerritories) -> str:
    """Return the reference systems of the maps with what they show."""
    shown: dict[str, list[str]] = {drawn.main.crs_id: [tr("mainland France and Corse")]}
    for territory in drawn.insets:
        shown.setdefault(territory.crs_id, []).extend(PRINTED_NAMES[code] for code in territory.region_codes)
    listed = ", ".join(f"{crs} ({', '.join(names)})" for crs, names in shown.items())
    return titled(tr("Projections"), listed) + "."
