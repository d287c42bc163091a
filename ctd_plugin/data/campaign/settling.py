"""Which of several answers for a region goes into its row, cell by cell, and what tells so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ...text import one_line
from ..columns import ANSWER_COLUMNS
from ..editions.compare import is_same_text
from .collection import (
    ABOUT_INTERVIEW,
    CampaignDecisions,
    Choice,
    CollectedRow,
    DateSource,
    Double,
    ReturnedAnswers,
)

_DATES: Mapping[DateSource, Callable[[ReturnedAnswers], date | datetime | None]] = {
    DateSource.INTERVIEW: lambda one: one.dates.interview,
    DateSource.TEMPLATE: lambda one: one.dates.template,
    DateSource.DOCUMENT: lambda one: one.dates.document,
    # The day: of two files saved from one mail, the minutes tell nothing.
    DateSource.FILE: lambda one: one.dates.file.date(),
}


def settle(
    code: str, answers: Sequence[ReturnedAnswers], decisions: CampaignDecisions
) -> tuple[CollectedRow, list[Double]]:
    """Return the row of a region from all that answer for it, in any order, and its cells with several answers."""
    rungs = _rungs(answers)
    ordered = sorted(answers, key=lambda one: one.id)
    ordered.sort(key=lambda one: ([_DATES[rung](one) for rung in rungs], one.dates.file), reverse=True)
    first = decisions.rows.get(code)
    ordered.sort(key=lambda one: one.id != first)
    cells: dict[str, str] = {}
    sources: dict[str, str] = {}
    doubles = []
    for column in ANSWER_COLUMNS:
        chosen = decisions.cells.get((code, column))
        options = [one for one in ordered if column in one.answers]
        options.sort(key=lambda one: one.id != chosen)
        if not options:
            continue
        cells[column], sources[column] = options[0].answers[column], options[0].id
        is_decided = options[0].id in (chosen, first)
        if double := _double(code, column, ordered, options, rungs, is_decided=is_decided):
            doubles.append(double)
    return CollectedRow(code, cells, sources), doubles


def _rungs(answers: Sequence[ReturnedAnswers]) -> list[DateSource]:
    """Return the dates that all answers have: only by these can they be put in one order."""
    return [source for source, date_of in _DATES.items() if all(date_of(one) is not None for one in answers)]


def _double(
    code: str,
    column: str,
    ordered: Sequence[ReturnedAnswers],
    options: Sequence[ReturnedAnswers],
    rungs: Sequence[DateSource],
    *,
    is_decided: bool,
) -> Double | None:
    """Return the cell as a double where its answers differ, or where the newest file is not the one that fills it."""
    if column in ABOUT_INTERVIEW:
        return None
    chosen, *others = options
    texts = tuple((one.id, one.answers[column]) for one in options)
    differing = [one for one in others if not _is_same(one.answers[column], chosen.answers[column])]
    if differing:
        told = [_told_by(chosen, one, rungs) for one in differing]
        if is_decided:
            return Double(code, column, texts, Choice.DECIDED)
        if all(told):
            return Double(code, column, texts, Choice.NEWER, told[0])
        return Double(code, column, texts, Choice.SAME_DATE)
    newest = ordered[0]
    if newest is not chosen and column not in newest.answers:
        return Double(code, column, texts, Choice.DECIDED if is_decided else Choice.COMPLETED)
    return None


def _is_same(first: str, second: str) -> bool:
    return one_line(first) == one_line(second) or (bool(first) and bool(second) and is_same_text(first, second))


def _told_by(chosen: ReturnedAnswers, other: ReturnedAnswers, rungs: Sequence[DateSource]) -> DateSource | None:
    """Return what tells that the chosen answers are the newer ones, None where nothing does."""
    for rung in rungs:
        first: Any = _DATES[rung](chosen)
        second: Any = _DATES[rung](other)
        if first != second:
            return rung if first > second else None
    return None
