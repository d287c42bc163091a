"""What changed since an earlier edition, in the atlas: a page of all regions, and a paragraph on each sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...data.facts.fact import payers_text
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure
from ...data.profile.region_change import Change, RegionChange
from ...data.profile.region_profile import RegionProfile, shortened
from ...i18n import titled, tr
from ...regions import printed_name
from ..labels.changes import (
    ARROW,
    change_labels,
    difference_text,
    gain_titles,
    measure_formats,
    payers_or_platforms,
    short_statuses,
    status_change_text,
)
from ..labels.fields import field_aliases
from ..labels.labels import covered_text, edition_name, figure_text, none_given, not_given, status_labels, with_year
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
    section.write([paragraph(" ".join(_notes(shown)), size=SMALL, colour=TEXT_MUTED)], gap=2)
    return section


def _notes(changes: Sequence[RegionChange]) -> Iterator[str]:
    yield tr("Differences are computed only where both editions count the same; otherwise both values are given.")
    yield tr("Payers: + newly named, − no longer named. Platforms: + newly in service, − no longer in service.")
    if any(change.payers_in_doubt for change in changes):
        yield tr(
            "“In doubt”: a payer named in one edition, and possibly in the other in words that were not recognised."
        )
    if not all(change.has_platforms for change in changes):
        yield tr("“Not listed”: edition without a list of platforms.")
    yield tr("Texts: number of answers whose wording changed.")


def _row(change: RegionChange) -> list[Cell]:
    labels = change_labels()
    label = paragraph(labels.get(change.change, change.change), size=FOOT, colour=TEXT_MUTED)
    texts = "" if change.texts_changed is None else str(change.texts_changed)
    return [
        Cell([paragraph(printed_name(change.region_name), size=SMALL, bold=True)]),
        Cell([paragraph(_status(change, short_statuses()), size=SMALL), label], swatched=True, fill=_fill(change)),
        *(Cell(list(_figure(change, name, written))) for name, (_, written) in measure_formats().items()),
        Cell(list(_payers(change))),
        Cell(list(_platforms(change))),
        Cell([paragraph(texts, size=SMALL)]),
    ]


def _fill(change: RegionChange) -> str | None:
    return next((fill for kind, fill in CHANGE_FILLS.items() if kind == change.change), None)


def _status(change: RegionChange, labels: Mapping[Any, str]) -> str:
    words = {**labels, "": not_given()}
    return status_change_text(change, words) or words[change.status_after or ""]


def _figure(change: RegionChange, name: str, written: Callable[[float], str]) -> Iterator[Paragraph]:
    before, after = change.figure(name, "before"), change.figure(name, "after")
    if before is None and after is None:
        yield paragraph(not_given(), size=SMALL, colour=TEXT_MUTED)
        return
    if before and after and after.minus(before) == 0:
        yield paragraph(_whole(after, written), size=SMALL)
        yield _unchanged()
        return
    if after and after.carried_from:
        yield paragraph(_whole(after, written), size=SMALL)
        yield paragraph(change_labels()[Change.CARRIED], size=FOOT, colour=TEXT_MUTED)
        return
    ends = (_whole(end, written) if end else not_given() for end in (before, after))
    yield paragraph(f" {ARROW}".join(ends), size=SMALL)
    difference = after.minus(before) if before and after else None
    if difference is not None:
        yield paragraph(difference_text(difference, written), size=SMALL, bold=True)
    elif before and after:
        yield paragraph(_not_subtracted(before, after), size=FOOT, colour=TEXT_MUTED)


def _whole(figure: Figure, written: Callable[[float], str]) -> str:
    """Return a figure that a line never parts from its unit; a range may be parted."""
    text = figure_text(figure, written, short=True)
    return text if figure.value_max is not None or figure.is_none else text.replace(" ", "\u00a0")


def _unchanged() -> Paragraph:
    return paragraph(tr("unchanged"), size=FOOT, colour=TEXT_MUTED)


def _not_subtracted(before: Figure, after: Figure) -> str:
    if before.scope == after.scope and not after.covers_other_than(before):
        return tr("not compared: range")
    return tr("not compared: {before}, then {after}").format(before=covered_text(before), after=covered_text(after))


def _payers(change: RegionChange) -> Iterator[Paragraph]:
    """Yield the payers that came and went; nothing of a region that one edition lacks."""
    if not change.is_in_both:
        return
    lines = list(_gains(change, "payers"))
    if change.payers_in_doubt:
        doubt = tr("in doubt: {payers}").format(payers=payers_text(change.payers_in_doubt))
        lines.append(paragraph(doubt, size=FOOT, colour=TEXT_MUTED))
    yield from lines or [_unchanged() if change.payers_after else paragraph(not_given(), size=SMALL, colour=TEXT_MUTED)]


def _platforms(change: RegionChange) -> Iterator[Paragraph]:
    lines = list(_gains(change, "platforms"))
    unlisted = paragraph(tr("not listed"), size=FOOT, colour=TEXT_MUTED)
    yield from lines or [_unchanged() if change.has_platforms else unlisted]


def _gains(change: RegionChange, of: str) -> Iterator[Paragraph]:
    for sign, what in (("+", "gained"), ("−", "lost")):
        words = payers_or_platforms(change, f"{of}_{what}")
        if words:
            yield paragraph(f"{sign}\u00a0{words}", size=SMALL, bold=True)


def region_changes(change: RegionChange) -> list[Paragraph]:
    """Return what changed in a region, in a few lines."""
    since = tr("Since “{edition}”:").format(edition=edition_name(change.edition_before))
    lines = list(_changed(change)) or [paragraph(tr("Nothing has changed."), before=0.4)]
    return [paragraph(since, size=SMALL, colour=TEXT_MUTED), *lines]


def _changed(change: RegionChange) -> Iterator[Paragraph]:
    status = _status(change, status_labels())
    if change.change in (Change.NEW, Change.GONE, Change.NO_ROW):
        yield _titled(change_labels()[change.change], "" if change.change == Change.NO_ROW else status)
    elif change.change == Change.CARRIED:
        yield _titled(tr("CTD status"), with_year(change_labels()[Change.CARRIED], change.status_carried_after or ""))
    elif change.status_before != change.status_after:
        yield _titled(tr("CTD status"), status)
    columns = (change.columns_changed or "").split(",") if change.columns_changed else []
    if "date_ctd" in columns:
        dates = (shortened(date or "") or none_given() for date in (change.ctd_date_before, change.ctd_date_after))
        yield _titled(tr("Date of the CTD"), f" {ARROW}".join(dates))
    for name, (title, written) in measure_formats().items():
        if change.is_in_both and change.has_figure_moved(name):
            yield _titled(title, ", ".join(each.text for each in _figure(change, name, written)))
    for field, title in gain_titles().items():
        if words := payers_or_platforms(change, field):
            yield _titled(title, words)
    if columns:
        titles = field_aliases()
        yield _titled(tr("Texts changed"), ", ".join(titles.get(column, column) for column in columns))


def _titled(title: str, words: str) -> Paragraph:
    runs = (Run(titled(title, "")), Run(words, bold=True)) if words else (Run(title, bold=True),)
    return Paragraph(runs, before=0.4)
