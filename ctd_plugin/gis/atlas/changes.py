"""What changed since an earlier edition, in the atlas: a page of all regions, and a paragraph in each portrait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ...data.change_records import Change, RegionChange
from ...data.facts import scope_name
from ...i18n import tr
from ..change_words import (
    ARROW,
    change_labels,
    difference_text,
    measure_text,
    step,
    writers,
)
from ..layers import field_aliases
from ..palette import CHANGE_FILLS, TEXT_MUTED
from ..words import edition_name, status_labels, titled
from .labels import not_given
from .portraits import Portrait, shortened
from .section import Cell, Section, Table
from .typesetting import Paragraph, Run, paragraph

_SMALL = 8.0
_NOTE = 7.5


def changes_page(changes: Mapping[str, RegionChange], portraits: Sequence[Portrait]) -> Section:
    """Return the page "What has changed": a row a region; at least one change is there."""
    section = Section()
    section.heading(tr("What has changed"))
    first = next(iter(changes.values()))
    section.write([paragraph(_between(first), size=9)])
    section.page.y += 2
    columns = ((34, tr("Region")), (52, tr("CTD status")), (32, tr("Staff")), (36, tr("Yearly budget")))
    rows = [_row(changes[portrait.code]) for portrait in portraits if portrait.code in changes]
    section.table(Table((*columns, (20, tr("Texts changed"))), rows))
    note = tr("Figures are subtracted only where both editions count the same; others stand side by side.")
    section.write([paragraph(note, size=_NOTE, colour=TEXT_MUTED)], gap=2)
    return section


def _between(change: RegionChange) -> str:
    before, after = (edition_name(name) for name in (change.edition_before, change.edition_after))
    return tr("From “{before}” to “{after}”.").format(before=before, after=after)


def _row(change: RegionChange) -> list[Cell]:
    labels = change_labels()
    label = paragraph(labels.get(change.change, change.change), size=7, colour=TEXT_MUTED)
    texts = "" if change.texts_changed is None else str(change.texts_changed)
    return [
        Cell([paragraph(change.region_name, size=_SMALL, bold=True)]),
        Cell([paragraph(_status(change), size=_SMALL), label], swatched=True, fill=_fill(change)),
        *(Cell(list(_figure(change, name, written))) for name, (_, written) in writers().items()),
        Cell([paragraph(texts, size=_SMALL)]),
    ]


def _fill(change: RegionChange) -> str | None:
    return next((fill for kind, fill in CHANGE_FILLS.items() if kind == change.change), None)


def _status(change: RegionChange) -> str:
    words = {**status_labels(), "": not_given()}
    return step(change, words) or words[change.status_after or ""]


def _figure(change: RegionChange, name: str, written: Callable[[float], str]) -> Iterator[Paragraph]:
    before, after = change.measure(name, "before"), change.measure(name, "after")
    if before is None and after is None:
        yield paragraph(not_given(), size=_SMALL, colour=TEXT_MUTED)
        return
    if before == after:
        yield paragraph(measure_text(after, written), size=_SMALL)
        yield paragraph(tr("unchanged"), size=7, colour=TEXT_MUTED)
        return
    ends = (measure_text(end, written) if end else not_given() for end in (before, after))
    yield paragraph(f" {ARROW}".join(ends), size=_SMALL)
    difference = after.minus(before) if before and after else None
    if difference is not None:
        yield paragraph(difference_text(difference, written), size=_SMALL, bold=True)
    elif before and after:
        yield paragraph(_not_subtracted(change, name), size=7, colour=TEXT_MUTED)


def _not_subtracted(change: RegionChange, name: str) -> str:
    before, after = (scope_name(change.measure(name, when).scope) for when in ("before", "after"))
    if before == after:
        return tr("not subtracted: a range")
    return tr("not subtracted: {before}, then {after}").format(before=before, after=after)


def portrait_changes(change: RegionChange) -> list[Paragraph]:
    """Return what a portrait tells of the region's changes, in a few lines."""
    since = tr("Since “{edition}”:").format(edition=edition_name(change.edition_before))
    lines = list(_told(change)) or [paragraph(tr("Nothing has changed."), before=0.6)]
    return [paragraph(since, size=_SMALL, colour=TEXT_MUTED), *lines]


def _told(change: RegionChange) -> Iterator[Paragraph]:
    if change.change in (Change.NEW, Change.GONE, Change.NO_ROW):
        yield _told_of(change_labels()[change.change], _status(change) if change.change != Change.NO_ROW else "")
    elif change.status_before != change.status_after:
        yield _told_of(tr("CTD status"), _status(change))
    columns = (change.columns_changed or "").split(",") if change.columns_changed else []
    if "date_ctd" in columns:
        dates = (shortened(date or "") or not_given() for date in (change.ctd_date_before, change.ctd_date_after))
        yield _told_of(tr("Date of the CTD"), f" {ARROW}".join(dates))
    for name, (title, written) in writers().items():
        if change.is_in_both and change.measure(name, "before") != change.measure(name, "after"):
            yield _told_of(title, ", ".join(each.text for each in _figure(change, name, written)))
    if columns:
        titles = field_aliases()
        yield _told_of(tr("Texts changed"), ", ".join(titles.get(column, column) for column in columns))


def _told_of(title: str, words: str) -> Paragraph:
    runs = (Run(titled(title, "")), Run(words, bold=True)) if words else (Run(title, bold=True),)
    return Paragraph(runs, before=0.6)
