"""What stands before the sheets: the cover and the summary table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure
from ...data.profile.region_profile import RegionProfile, shortened
from ...data.survey.status import Status
from ...i18n import current_language, titled, tr
from ...regions import REGION_NAMES
from ..labels.labels import edition_name, euros, figure_text, not_given, scope_text, staff, status_label
from ..project.layers import CtdLayers
from ..style.page_sizes import Box
from ..style.palette import ACCENT, STATUS_FILLS, TEXT, TEXT_MUTED
from ..themes.status import draw_status, drawn_dates
from .flow import Cell, FlowTable, Section
from .locator_maps import LocatorMaps
from .page import CONTENT_WIDTH, MARGIN, AtlasPage
from .typesetting import SMALL, Paragraph, link, paragraph, text_width, typeset

_MAP = 112.0
_INSET = 26.0
_TITLE = 27.0


def cover(layers: CtdLayers, edition: EditionProfiles, maps: LocatorMaps, chosen: Sequence[RegionProfile]) -> Section:
    """Return the cover: what this is, how many regions have which status, and how to read the sheets."""
    section = Section()
    title = tr("Regional data committees (CTD)")
    name = edition.about.get("edition", "")
    named = edition_name(name)
    if named != name:
        # The name of a file is left as it is.
        named = named[:1].upper() + named[1:]
    section.write(
        [
            _title(title),
            paragraph(_subject(edition.profiles, chosen), size=15, before=2),
            paragraph(named, size=10.5, colour=TEXT_MUTED, before=2),
        ],
        gap=8,
    )
    page = section.page
    top = page.y + 8
    statuses = {profile.code: profile.status for profile in edition.profiles}
    maps.draw(page, maps.drawn.main, statuses, Box(MARGIN, top, _MAP, _MAP))
    _legend(page, layers, statuses, Box(MARGIN + _MAP + 8, top + 6, CONTENT_WIDTH - _MAP - 8, _MAP))
    top += _MAP + 4
    page.y = _insets(page, maps, statuses, top) if maps.drawn.insets else top
    section.heading(tr("How to read the sheets"))
    section.write([paragraph(text, before=1.2) for text in _reading_notes()])
    return section


def _insets(page: AtlasPage, maps: LocatorMaps, statuses: Mapping[str, Status | None], top: float) -> float:
    """Draw the overseas regions in a row below the mainland and return where it ends."""
    insets = maps.drawn.insets
    step = CONTENT_WIDTH / len(insets)
    for number, territory in enumerate(insets):
        box = Box(MARGIN + number * step + (step - _INSET) / 2, top, _INSET, _INSET)
        maps.draw(page, territory, statuses, box)
        name = REGION_NAMES[territory.region_codes[0]]
        page.lines(typeset(paragraph(name, size=SMALL, centred=True), step), MARGIN + number * step, box.bottom + 1.5)
    note = tr("Each overseas territory has a scale of its own.")
    at = top + _INSET + 6
    return page.lines(typeset(paragraph(note, size=7.5, colour=TEXT_MUTED, centred=True), CONTENT_WIDTH), MARGIN, at)


def _title(text: str) -> Paragraph:
    """Return the title as large as fits on one line."""
    title = paragraph(text, size=_TITLE, bold=True, colour=ACCENT)
    return replace(title, size=_TITLE * min(1, CONTENT_WIDTH / text_width(title)))


def _subject(profiles: Sequence[RegionProfile], chosen: Sequence[RegionProfile]) -> str:
    if len(chosen) == len(profiles):
        return tr("Portraits of the {count} regions").format(count=len(chosen))
    return titled(tr("Portraits of regions"), ", ".join(profile.name for profile in chosen))


def _legend(page: AtlasPage, layers: CtdLayers, statuses: Mapping[str, Status | None], box: Box) -> None:
    headline = typeset(paragraph(draw_status(layers).headline, size=13, bold=True, colour=ACCENT), box.width)
    y = page.lines(headline, box.x, box.y) + 5
    counts = {status: list(statuses.values()).count(status) for status in (*Status, None)}
    for status, count in counts.items():
        if status or count:
            page.chip(Box(box.x, y, 7, 4.6), status and STATUS_FILLS[status])
            words = typeset(paragraph(f"{status_label(status)} ({count})", size=9.5), box.width - 10)
            y = max(page.lines(words, box.x + 10, y), y + 4.6) + 2


def _reading_notes() -> list[str]:
    notes = [
        tr(
            "Figures are those that the survey states, each with its quote at the end of the sheet. What they count "
            "differs between regions (a platform, a CTD, a whole organisation, data production): the median of the "
            "same scope compares like with like, the national one does not."
        ),
        tr("“Not given” means that the survey has no answer; it never means zero."),
        tr(
            "Links open the platforms’ web sites. Catalogue endpoints come from public sources, with the "
            "confidence that these deserve; none has been checked for this atlas."
        ),
    ]
    if current_language() != "fr":
        notes.append(tr("Answers and quotes are given in French, as the survey wrote them."))
    return notes


def summary(edition: EditionProfiles, chosen: Sequence[RegionProfile], pages: Mapping[str, int]) -> Section:
    """Return the table of the regions; `pages` are region code → the page on which its sheet begins."""
    section = Section()
    section.heading(tr("The regions at a glance"))
    dates = drawn_dates(edition)
    columns = (
        (33, tr("Region")),
        (33, tr("CTD status")),
        (23, tr("Date of the CTD")),
        (22, tr("Staff")),
        (23, tr("Yearly budget")),
        (29, tr("Main platform")),
        (11, tr("Page")),
    )
    rows = [
        [
            Cell([paragraph(profile.name, size=SMALL, bold=True)]),
            Cell(
                [paragraph(status_label(profile.status), size=SMALL)],
                swatched=True,
                fill=profile.status and STATUS_FILLS[profile.status],
            ),
            _given(shortened(dates.get(profile.code, ""))),
            _figure(profile.staff, staff),
            _figure(profile.budget, euros),
            Cell([_main_platform(profile)]),
            Cell([paragraph(str(pages.get(profile.code, "")), size=SMALL)]),
        ]
        for profile in chosen
    ]
    section.table(FlowTable(columns, rows))
    note = tr("Scopes differ between regions: compare like with like.")
    section.write([paragraph(note, size=7.5, colour=TEXT_MUTED)], gap=2)
    return section


def _given(text: str | None) -> Cell:
    return Cell([paragraph(text or not_given(), size=SMALL, colour=TEXT if text else TEXT_MUTED)])


def _figure(figure: Figure | None, written: Callable[[float], str]) -> Cell:
    if figure is None:
        return _given(None)
    text, scope = figure_text(figure, written), scope_text(figure)
    return Cell([paragraph(text, size=SMALL, bold=True), paragraph(scope, size=7, colour=TEXT_MUTED)])


def _main_platform(profile: RegionProfile) -> Paragraph:
    platform = profile.main_platform
    if platform is None:
        return paragraph(tr("none known"), size=SMALL, colour=TEXT_MUTED)
    return Paragraph((link(platform.name, platform.homepage),), size=SMALL)
