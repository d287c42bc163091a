"""What changed in the regions between two editions, in the words that the atlas and the web page share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Any, NamedTuple

from ...data.facts.fact import payers_text
from ...data.profile.figure import Figure
from ...data.profile.region_change import Change, RegionChange
from ...data.profile.region_profile import shortened
from ...dates import survey_date
from ...i18n import tr
from ..labels.changes import (
    ARROW,
    change_labels,
    difference_text,
    gain_titles,
    measure_formats,
    payers_or_platforms,
    status_change_text,
)
from ..labels.fields import field_aliases
from ..labels.labels import covered_text, figure_text, none_given, not_given, status_labels, with_year


class Weight(Enum):
    """How a line of a cell stands out: a value, what is new in it, what is not given, or a remark."""

    VALUE = auto()
    NEWS = auto()
    MISSING = auto()
    REMARK = auto()


class ChangeLine(NamedTuple):
    """A line of a cell."""

    text: str
    weight: Weight


def change_notes(changes: Sequence[RegionChange]) -> Iterator[str]:
    """Yield how a table of changes is to be read."""
    yield tr("Differences are computed only where both editions count the same; otherwise both values are given.")
    yield tr("Payers: + newly named, − no longer named. Platforms: + newly in service, − no longer in service.")
    if any(change.payers_in_doubt for change in changes):
        yield tr(
            "“In doubt”: a payer named in one edition, and possibly in the other in words that were not recognised."
        )
    if not all(change.has_platforms for change in changes):
        yield tr("“Not listed”: edition without a list of platforms.")
    yield tr("Texts: number of answers whose wording changed.")


def status_text(change: RegionChange, labels: Mapping[Any, str]) -> str:
    """Return "before → after" of a status, or the one that stayed."""
    words = {**labels, "": not_given()}
    return status_change_text(change, words) or words[change.status_after or ""]


def figure_lines(change: RegionChange, name: str, written: Callable[[float], str]) -> Iterator[ChangeLine]:
    """Yield the figure `staff` or `budget` before and after, and their difference or why there is none."""
    before, after = change.figure(name, "before"), change.figure(name, "after")
    if before is None and after is None:
        yield ChangeLine(not_given(), Weight.MISSING)
        return
    if before and after and after.minus(before) == 0:
        yield ChangeLine(_whole(after, written), Weight.VALUE)
        yield _unchanged()
        return
    if after and after.carried_from:
        yield ChangeLine(_whole(after, written), Weight.VALUE)
        yield ChangeLine(change_labels()[Change.CARRIED], Weight.REMARK)
        return
    ends = (_whole(end, written) if end else not_given() for end in (before, after))
    yield ChangeLine(f" {ARROW}".join(ends), Weight.VALUE)
    difference = after.minus(before) if before and after else None
    if difference is not None:
        yield ChangeLine(difference_text(difference, written), Weight.NEWS)
    elif before and after:
        yield ChangeLine(_not_subtracted(before, after), Weight.REMARK)


def payer_lines(change: RegionChange) -> Iterator[ChangeLine]:
    """Yield the payers that came and went; nothing of a region that one edition lacks."""
    if not change.is_in_both:
        return
    lines = list(_gains(change, "payers"))
    if change.payers_in_doubt:
        doubt = tr("in doubt: {payers}").format(payers=payers_text(change.payers_in_doubt))
        lines.append(ChangeLine(doubt, Weight.REMARK))
    yield from lines or [_unchanged() if change.payers_after else ChangeLine(not_given(), Weight.MISSING)]


def platform_lines(change: RegionChange) -> Iterator[ChangeLine]:
    """Yield the platforms that came and went."""
    lines = list(_gains(change, "platforms"))
    unlisted = ChangeLine(tr("not listed"), Weight.REMARK)
    yield from lines or [_unchanged() if change.has_platforms else unlisted]


def changed(change: RegionChange) -> Iterator[tuple[str, str]]:
    """Yield what changed in a region: titles and words, which may be empty; nothing where nothing has changed."""
    status = status_text(change, status_labels())
    if change.change in (Change.NEW, Change.GONE, Change.NO_ROW):
        yield change_labels()[change.change], "" if change.change == Change.NO_ROW else status
    elif change.change == Change.CARRIED:
        yield tr("CTD status"), with_year(change_labels()[Change.CARRIED], change.status_carried_after or "")
    elif change.status_before != change.status_after:
        yield tr("CTD status"), status
    columns = changed_columns(change)
    if "date_ctd" in columns:
        dates = (
            survey_date(shortened(date or "")) or none_given()
            for date in (change.ctd_date_before, change.ctd_date_after)
        )
        yield tr("Date of the CTD"), f" {ARROW}".join(dates)
    for name, (title, written) in measure_formats().items():
        if change.is_in_both and change.has_figure_moved(name):
            yield title, ", ".join(line.text for line in figure_lines(change, name, written))
    for field, title in gain_titles().items():
        if words := payers_or_platforms(change, field):
            yield title, words
    if columns:
        titles = field_aliases()
        yield tr("Texts changed"), ", ".join(titles.get(column, column) for column in columns)


def changed_columns(change: RegionChange) -> list[str]:
    """Return the columns whose words changed."""
    return change.columns_changed.split(",") if change.columns_changed else []


def _whole(figure: Figure, written: Callable[[float], str]) -> str:
    """Return a figure that a line never parts from its unit; a range may be parted."""
    text = figure_text(figure, written, short=True)
    return text if figure.value_max is not None or figure.is_none else text.replace(" ", "\u00a0")


def _unchanged() -> ChangeLine:
    return ChangeLine(tr("unchanged"), Weight.REMARK)


def _not_subtracted(before: Figure, after: Figure) -> str:
    if before.scope == after.scope and not after.covers_other_than(before):
        return tr("not compared: range")
    return tr("not compared: {before}, then {after}").format(before=covered_text(before), after=covered_text(after))


def _gains(change: RegionChange, of: str) -> Iterator[ChangeLine]:
    for sign, what in (("+", "gained"), ("−", "lost")):
        words = payers_or_platforms(change, f"{of}_{what}")
        if words:
            yield ChangeLine(f"{sign}\u00a0{words}", Weight.NEWS)
