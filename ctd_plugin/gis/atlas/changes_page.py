"""What changed since an earlier edition, in the atlas: a page of all regions, and a paragraph on each sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_change import RegionChange
from ...data.profile.region_profile import RegionProfile
from ...i18n import titled, tr
from ...regions import printed_name
from ..labels.changes import change_labels, measure_formats, short_statuses
from ..labels.labels import edition_name
from ..regions.change_texts import (
    ChangeLine,
    Weight,
    change_notes,
    changed,
    figure_lines,
    payer_lines,
    platform_lines,
    status_text,
)
from ..style.palette import CHANGE_FILLS, TEXT_MUTED
from .flow import Cell, FlowTable, Section
from .typesetting import BODY, FOOT, SMALL, Paragraph, Run, paragraph


def changes_page(edition: EditionProfiles, chosen: Sequence[RegionProfile]) -> Section:
    """Return the page "What has changed": a row a region; at least one change is there."""
    section = Section()
    section.heading(tr("What has changed"))
    first = next(iter(edition.changes.values()))
    before, after = (edition_name(name) for name in (first.edition_before, first.edition_after))
    section.write([paragraph(tr("From “{before}” to “{after}”.").format(before=before, after=after), size=BODY)])
    section.page.y += 2
    shown = [profile.change for profile in chosen if profile.change]
    columns = (
        (29, tr("Region")),
        (36, tr("CTD status")),
        (23, tr("Staff")),
        (23, tr("Yearly budget")),
        (23, tr("Payers")),
        (28, tr("Platforms")),
        (12, tr("Texts")),
    )
    section.whole_table(FlowTable(columns, [_row(change) for change in shown]), followed_by=12)
    section.write([paragraph(" ".join(change_notes(shown)), size=SMALL, colour=TEXT_MUTED)], gap=2)
    return section


def _row(change: RegionChange) -> list[Cell]:
    labels = change_labels()
    label = paragraph(labels.get(change.change, change.change), size=FOOT, colour=TEXT_MUTED)
    texts = "" if change.texts_changed is None else str(change.texts_changed)
    return [
        Cell([paragraph(printed_name(change.region_name), size=SMALL, bold=True)]),
        Cell([paragraph(status_text(change, short_statuses()), size=SMALL), label], swatched=True, fill=_fill(change)),
        *(_cell(figure_lines(change, name, written)) for name, (_, written) in measure_formats().items()),
        _cell(payer_lines(change)),
        _cell(platform_lines(change)),
        Cell([paragraph(texts, size=SMALL)]),
    ]


def _fill(change: RegionChange) -> str | None:
    return next((fill for kind, fill in CHANGE_FILLS.items() if kind == change.change), None)


def _cell(lines: Iterable[ChangeLine]) -> Cell:
    return Cell([_line(line) for line in lines])


def _line(line: ChangeLine) -> Paragraph:
    match line.weight:
        case Weight.VALUE:
            return paragraph(line.text, size=SMALL)
        case Weight.NEWS:
            return paragraph(line.text, size=SMALL, bold=True)
        case Weight.MISSING:
            return paragraph(line.text, size=SMALL, colour=TEXT_MUTED)
        case Weight.REMARK:
            return paragraph(line.text, size=FOOT, colour=TEXT_MUTED)


def region_changes(change: RegionChange) -> list[Paragraph]:
    """Return what changed in a region, in a few lines."""
    since = tr("Since “{edition}”:").format(edition=edition_name(change.edition_before))
    lines = list(_changed(change)) or [paragraph(tr("Nothing has changed."), before=0.4)]
    return [paragraph(since, size=SMALL, colour=TEXT_MUTED), *lines]


def _changed(change: RegionChange) -> Iterator[Paragraph]:
    for title, words in changed(change):
        runs = (Run(titled(title, "")), Run(words, bold=True)) if words else (Run(title, bold=True),)
        yield Paragraph(runs, before=0.4)
