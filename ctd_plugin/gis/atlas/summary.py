"""The summary: a table of the regions, with the page of each sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ...data.profile.figure import Figure
from ...data.profile.region_profile import RegionProfile, shortened
from ...dates import survey_date
from ...i18n import tr
from ...regions import codes_by_name
from ..labels.labels import covered_text, euros, figure_text, not_given, staff, status_label, with_year
from ..style.palette import STATUS_FILLS, TEXT, TEXT_MUTED
from .flow import Cell, FlowTable, Section
from .typesetting import FOOT, SMALL, Paragraph, link, paragraph


def summary(chosen: Sequence[RegionProfile], pages: Mapping[str, int]) -> Section:
    """Return the table of the regions by name; `pages` are region code → the page on which its sheet begins."""
    by_code = {profile.code: profile for profile in chosen}
    section = Section()
    section.heading(tr("The regions at a glance"))
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
            Cell([paragraph(profile.printed_name, size=SMALL, bold=True)]),
            Cell(
                [paragraph(status_label(profile.status, profile.carried_from("statut")), size=SMALL)],
                swatched=True,
                fill=profile.status and STATUS_FILLS[profile.status],
            ),
            _given(with_year(survey_date(shortened(profile.ctd_date_text)), profile.carried_from("date_ctd"))),
            _figure(profile.staff, staff),
            _figure(profile.budget, euros),
            Cell([_main_platform(profile)]),
            Cell([paragraph(str(pages.get(profile.code, "")), size=SMALL)]),
        ]
        for profile in (by_code[code] for code in codes_by_name(by_code))
    ]
    section.whole_table(FlowTable(columns, rows), followed_by=8)
    note = tr("Below a figure: what it covers. Only figures that cover the same may be compared.")
    section.write([paragraph(note, size=SMALL, colour=TEXT_MUTED)], gap=2)
    return section


def _given(text: str | None) -> Cell:
    return Cell([paragraph(text or not_given(), size=SMALL, colour=TEXT if text else TEXT_MUTED)])


def _figure(figure: Figure | None, written: Callable[[float], str]) -> Cell:
    if figure is None:
        return _given(None)
    text = paragraph(figure_text(figure, written, short=True), size=SMALL, bold=True)
    covered = paragraph(covered_text(figure), size=FOOT, colour=TEXT_MUTED)
    return Cell([text, covered] if covered.text else [text])


def _main_platform(profile: RegionProfile) -> Paragraph:
    platform = profile.main_platform
    if platform is None:
        return paragraph(tr("none known"), size=SMALL, colour=TEXT_MUTED)
    return Paragraph((link(platform.name, platform.homepage),), size=SMALL)
