"""Making facts of the amounts in a survey's answers, with the ones to draw on maps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from ...catalogues.registry import Platform
from ...i18n import language, number, tr
from ...text import one_line
from ..report import Problem
from ..survey.reader import SurveyRow
from .amount import Doubt, ParsedAmount, Reason
from .amount_parser import parse_amounts
from .fact import BUDGET, PROGRAMME, SHARE, STAFF, UNREAD, Fact, Scope, fact_words, note_of
from .quantities import AmountKind

READ_COLUMN = "moyens"
"""The column of staff and money; numbers in others count meetings, members or plots of land."""
SCOPES = tuple(scope.value for scope in Scope)


def read_figures(row: SurveyRow, platforms: tuple[Platform, ...] = ()) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts in a row's cell of means, and the numbers that are in doubt or no figures.

    At most one figure of staff and one of budget is marked for maps, of the preferred scope. The names of `platforms`
    give a figure its scope.
    """
    return facts_of_text(row.cells.get(READ_COLUMN, ""), row.region_code, platforms)


def facts_of_text(
    text: str, region_code: str, platforms: tuple[Platform, ...] = ()
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return what `read_figures` does, for any text on a region's means."""
    reading = parse_amounts(text, [platform.name for platform in platforms])
    facts = [
        replace(fact, headline=amount is (reading.staff if fact.indicator == STAFF else reading.budget))
        if fact.indicator in (STAFF, BUDGET)
        else fact
        for amount in reading.amounts
        if amount.reason is None
        for fact in _facts(amount, region_code)
    ]
    doubtful = (
        _unread_fact(amount, amount.reason, region_code) for amount in reading.amounts if amount.reason is not None
    )
    unread = (
        unread_number(region_code, READ_COLUMN, stray.quote, decimal_text(stray.value)) for stray in reading.unread
    )
    return tuple(facts), (*doubtful, *unread)


def _unread_fact(amount: ParsedAmount, reason: Reason, region_code: str) -> Fact:
    """Return a figure in doubt as an unread number, which the user may make a figure."""
    fact = next(_facts(amount, region_code))
    # A number that can be read in two ways has no value unless the user gives it.
    value, most = ("", "") if reason.doubt is Doubt.NUMBER else (fact.value, fact.value_max)
    fact = replace(fact, indicator=UNREAD, value=value, value_max=most)
    return noted(fact, lambda: _reason_text(reason))


def noted(fact: Fact, text: Callable[[], str]) -> Fact:
    """Return a fact with a note in both languages; `text` returns it in the current one."""
    with language("en"):
        note = text()
    with language("fr"):
        return replace(fact, note=note, note_fr=text())


def _reason_text(reason: Reason) -> str:
    texts = {
        Doubt.WORD: tr("not shown: “{words}” not recognised"),
        Doubt.TAKEN_BACK: tr("not shown: may be contradicted by “{words}”"),
        Doubt.NUMBER: tr("not shown: ambiguous number"),
        Doubt.SEVERAL: tr("not shown: relation to the neighbouring figures not stated"),
        Doubt.PERIOD: tr("not shown: period not stated"),
        Doubt.PART: tr("not shown: may be part of a total, or the total of a larger body"),
        Doubt.SIZE: tr("not shown: larger than any known team or budget for regional data"),
        Doubt.LENGTH: tr("not shown: cell too long to be fully read"),
        Doubt.SUM: tr("not shown: inconsistent with the neighbouring figures"),
    }
    return texts[reason.doubt].format(words=reason.words)


def unread_number(region_code: str, column: str, quote: str, value: str) -> Fact:
    """Return a number that was taken for no figure as a fact of the indicator UNREAD."""
    return Fact(
        region_code=region_code,
        indicator=UNREAD,
        value=value,
        value_max="",
        unit="",
        scope=SCOPES[0],
        payer="",
        headline=False,
        column=column,
        quote=quote,
        note="",
    )


def _facts(amount: ParsedAmount, region_code: str) -> Iterator[Fact]:
    """Yield the facts of an amount, with their notes in both languages, whatever the current one is."""
    with language("en"):
        found = tuple(_indicators(amount))
    with language("fr"):
        in_french = tuple(_indicators(amount))
    for (indicator, value, most, unit, notes), french in zip(found, in_french, strict=True):
        yield Fact(
            region_code=region_code,
            indicator=indicator,
            value=decimal_text(value),
            value_max=decimal_text(most) if most is not None else "",
            unit=unit,
            scope=amount.scope or SCOPES[0],
            covers=str(amount.covers),
            about=amount.is_approximate or _is_of_another_period(amount, indicator),
            payer=amount.payer,
            headline=False,
            column=READ_COLUMN,
            quote=amount.quote,
            note="; ".join(notes),
            note_fr="\u202f; ".join(french[-1]),
        )


def _is_of_another_period(amount: ParsedAmount, indicator: str) -> bool:
    """Whether a yearly budget was derived from an amount for several years or for a part of one."""
    return indicator == BUDGET and (not amount.is_yearly or (amount.times_a_year or 1) > 1)


_IndicatorValue = tuple[str, Decimal, Decimal | None, str, list[str]]


def _indicators(amount: ParsedAmount) -> Iterator[_IndicatorValue]:
    """Yield indicator, value, upper end, unit and notes; for money over several years also the yearly amount."""
    for indicator, value, most, unit, notes in _values(amount):
        if amount.terms:
            terms = " + ".join(number(float(term), 4) for term in amount.terms)
            notes.insert(0, tr("sum of {terms}").format(terms=terms))
        if not amount.scope and (value or most):
            notes.append(tr("scope not stated: assumed to be the platform"))
        yield indicator, value, most, unit, notes


def _values(amount: ParsedAmount) -> Iterator[_IndicatorValue]:
    if amount.kind is not AmountKind.SHARE and not (amount.value or amount.value_max):
        # Whatever its period.
        yield _none(amount)
    elif amount.kind is AmountKind.STAFF:
        yield STAFF, amount.value, amount.value_max, "FTE", _staff_notes(amount)
    elif amount.kind is AmountKind.SHARE:
        yield SHARE, amount.value, amount.value_max, "percent", []
    elif amount.is_part and amount.payer:
        yield SHARE, amount.value, amount.value_max, "EUR", []
    elif not amount.is_yearly:
        yield from _programme(amount)
    else:
        times, notes = amount.times_a_year or 1, []
        if times > 1:
            derived = tr("derived: {times} × €{value}")
            notes.append(derived.format(times=times, value=number(float(amount.value), 2)))
        if amount.times_a_year is None:
            notes.append(tr("assumed yearly: not stated in the text"))
        most = amount.value_max * times if amount.value_max is not None else None
        yield BUDGET, amount.value * times, most, "EUR/year", notes


def _none(amount: ParsedAmount) -> _IndicatorValue:
    """Return that there is no budget or staff."""
    if amount.kind is AmountKind.STAFF:
        return STAFF, amount.value, None, "FTE", [tr("no staff of its own, according to the answer")]
    return BUDGET, amount.value, None, "EUR/year", [tr("no budget of its own, according to the answer")]


def _staff_notes(amount: ParsedAmount) -> list[str]:
    return [tr("persons, not full-time equivalents")] if amount.is_persons else []


def _programme(amount: ParsedAmount) -> Iterator[_IndicatorValue]:
    over = tr("over {years} years").format(years=amount.years)
    yield PROGRAMME, amount.value, amount.value_max, "EUR", [over]
    if not amount.is_part:
        derived = tr("derived: €{total} over {years} years")
        derived = derived.format(total=number(float(amount.value), 2), years=amount.years)
        low, high = (
            (end / (amount.years or 1)).quantize(Decimal(1)) if end is not None else None
            for end in (amount.value, amount.value_max)
        )
        yield BUDGET, low or Decimal(0), high, "EUR/year", [derived]


def decimal_text(value: Decimal) -> str:
    """Return a number as facts write it, without trailing zeros: "5", "2.5"."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reread_facts(
    known: Iterable[Fact], lost: Iterable[Problem], rows: Mapping[str, SurveyRow], platforms: tuple[Platform, ...]
) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """Return the known facts with those read from new cells, and problems that list the latter.

    New are the cells of `lost`, in which a known fact is not quoted any more, and those of regions without any known
    figure. A known figure is preferred for maps to one that was read.
    """
    known = list(known)
    with_figures = {fact.region_code for fact in known if fact.column == READ_COLUMN and fact.value}
    changed = {problem.row for problem in lost if problem.column == READ_COLUMN}
    read: dict[str, tuple[Fact, ...]] = {}
    problems: list[Problem] = []
    for code, row in rows.items():
        if row.row in changed or code not in with_figures:
            facts, numbers = read_figures(row, platforms)
            doubtful = [unread for unread in numbers if unread.unit]
            if facts:
                read[code] = facts
                problems.append(_read_problem(row.row, facts))
            if doubtful:
                problems.append(_doubt_problem(row.row, doubtful))
    kept = [fact for fact in known if not (fact.region_code in read and fact.column == READ_COLUMN and fact.value)]
    marked = {(fact.region_code, fact.indicator) for fact in kept if fact.headline}
    added = [
        replace(fact, headline=fact.headline and (code, fact.indicator) not in marked)
        for code, facts in read.items()
        for fact in facts
    ]
    return (*kept, *added), tuple(problems)


def _read_problem(row: int, facts: tuple[Fact, ...]) -> Problem:
    figures = ", ".join(f"{fact_words(fact)} (“{one_line(fact.quote)}”)" for fact in facts)
    message = tr("Figures read from this cell, not verified: {figures}.")
    return Problem(row, READ_COLUMN, "", message.format(figures=figures))


def _doubt_problem(row: int, doubtful: list[Fact]) -> Problem:
    figures = "; ".join(f"“{one_line(fact.quote)}” ({note_of(fact)})" for fact in doubtful)
    message = tr("Figures of this cell ignored because not fully recognised: {figures}.")
    return Problem(row, READ_COLUMN, "", message.format(figures=figures))
