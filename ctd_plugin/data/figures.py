"""Facts read from a survey's answers: what `amounts` finds in a cell, with its scope, its payer and the one to draw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from ..catalogues.registry import Platform
from ..i18n import tr
from .amounts import Amount, AmountKind, read_amounts
from .facts import BUDGET, STAFF, UNREAD, Fact, Scope, fact_words
from .report import Problem
from .survey import SurveyRow
from .text import fold, one_line, words

READ_COLUMN = "moyens"
"""The column that staff and money belong in; numbers elsewhere count meetings, members and plots of land."""
SCOPES = tuple(scope.value for scope in Scope)
PROGRAMME, SHARE = "programme_budget", "funding_share"

_SCOPE_WORDS = {
    "data_production": {"production", "productions"},
    "structure": {"gip", "association", "syndicat", "structure", "service", "agence"},
    "platform": {"plateforme", "plateformes", "portail", "idg", "crige", "geoportail", "catalogue"},
    "ctd": {"ctd", "comite"},
}


def read_figures(row: SurveyRow, platforms: tuple[Platform, ...] = ()) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts that a row's cell of means tells, and the numbers in it that are none.

    At most one staff and one budget figure is marked for maps: no part of another, of the preferred scope. `platforms`
    are those whose names tell a figure's scope.
    """
    return facts_of_text(row.cells.get(READ_COLUMN, ""), row.region_code, platforms)


def facts_of_text(
    text: str, region_code: str, platforms: tuple[Platform, ...] = ()
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return what `read_figures` does, of any text that tells of a region's means."""
    reading = read_amounts(text)
    names = {fold(platform.name): platform.name for platform in platforms if platform.region == region_code}
    facts: list[tuple[Fact, Amount]] = []
    for amount in reading.amounts:
        scope = _scope(text, amount, names)
        facts.extend((fact, amount) for fact in _facts(amount, region_code, scope))
    unread = (unread_number(region_code, READ_COLUMN, stray.quote, _written(stray.value)) for stray in reading.unread)
    return tuple(_with_headlines(facts, reading.amounts)), tuple(unread)


def unread_number(region_code: str, column: str, quote: str, value: str) -> Fact:
    """Return a number that was taken for no figure, for a person to say what it counts."""
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


def _facts(amount: Amount, region_code: str, scope: str) -> Iterator[Fact]:
    most = _written(amount.value_max) if amount.value_max is not None and not amount.years else ""
    unsaid = [] if scope else [tr("what it counts is not said: taken for the platform’s")]
    for indicator, value, unit, notes in _indicators(amount):
        yield Fact(
            region_code=region_code,
            indicator=indicator,
            value=_written(value),
            value_max=most,
            unit=unit,
            scope=scope or SCOPES[0],
            payer=amount.payer,
            headline=False,
            column=READ_COLUMN,
            quote=amount.quote,
            note="; ".join((*notes, *unsaid)),
        )


def _indicators(amount: Amount) -> Iterator[tuple[str, Decimal, str, list[str]]]:
    """Yield indicator, value, unit and notes; money over several years is a programme and what it is a year."""
    notes = [tr("about")] if amount.is_approximate else []
    if amount.kind is AmountKind.STAFF:
        if amount.terms:
            notes.append(tr("added up: {terms}").format(terms=" + ".join(map(_written, amount.terms))))
        yield STAFF, amount.value, "FTE", notes
    elif amount.kind is AmountKind.SHARE:
        if amount.payer:
            yield SHARE, amount.value, "percent", notes
    elif amount.is_part and amount.payer:
        yield SHARE, amount.value, "EUR", notes
    elif amount.per_year is False and amount.years:
        over = tr("over {years} years").format(years=amount.years)
        yield PROGRAMME, amount.value, "EUR", [*notes, over]
        if not amount.is_part:
            yearly = (amount.value / amount.years).quantize(Decimal(1))
            derived = tr("derived: {total} € over {years} years")
            derived = derived.format(total=_written(amount.value), years=amount.years)
            yield BUDGET, yearly, "EUR/year", [*notes, derived]
    else:
        if amount.per_year is None:
            notes.append(tr("taken for one year: the text does not say"))
        yield BUDGET, amount.value, "EUR/year", notes


def _scope(text: str, amount: Amount, names: Mapping[str, str]) -> str:
    """Return what a figure counts, by the words of its own line, nearest first; "" where none says."""
    start = text.find(amount.quote)
    before = text[:start].rsplit("\n", 1)[-1]
    after = text[start + len(amount.quote) :].split("\n", 1)[0]
    for stretch in (re.split(r"\d", after, maxsplit=1)[0], re.split(r"\d", before)[-1], before):
        folded = fold(stretch)
        if any(name in folded for name in names):
            return "platform"
        found = set(words(stretch))
        for scope, tellers in _SCOPE_WORDS.items():
            if found & tellers:
                return scope
    return ""


def _with_headlines(facts: list[tuple[Fact, Amount]], amounts: tuple[Amount, ...]) -> Iterator[Fact]:
    added = {term for amount in amounts for term in amount.terms}
    chosen: dict[str, Fact] = {}
    for indicator in (STAFF, BUDGET):
        whole = [
            (SCOPES.index(fact.scope), not amount.terms, fact)
            for fact, amount in facts
            if fact.indicator == indicator and not amount.is_part and (amount.terms or amount.value not in added)
        ]
        if whole:
            # Of one scope, a total before a figure that stands beside it.
            chosen[indicator] = min(whole, key=lambda ranked: ranked[:2])[2]
    for fact, _ in facts:
        is_headline = chosen.get(fact.indicator) is fact
        yield replace(fact, headline=True) if is_headline else fact


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reread_facts(
    known: Iterable[Fact],
    lost: Iterable[Problem],
    rows: Mapping[str, SurveyRow],
    platforms: tuple[Platform, ...],
) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """Return the known facts with those read from the cells that say something new, and problems that list the latter.

    `lost` tells the cells in which a known fact stands no more; those of regions without any known figure there are
    new too. A figure that people checked marks the map before one that was read.
    """
    known = list(known)
    told = {fact.region_code for fact in known if fact.column == READ_COLUMN and fact.value}
    changed = {problem.row for problem in lost if problem.column == READ_COLUMN}
    read: dict[str, tuple[Fact, ...]] = {}
    for code, row in rows.items():
        if row.row in changed or code not in told:
            facts, _ = read_figures(row, platforms)
            if facts:
                read[code] = facts
    kept = [fact for fact in known if not (fact.region_code in read and fact.column == READ_COLUMN and fact.value)]
    marked = {(fact.region_code, fact.indicator) for fact in kept if fact.headline}
    added = [
        replace(fact, headline=fact.headline and (code, fact.indicator) not in marked)
        for code, facts in read.items()
        for fact in facts
    ]
    return (*kept, *added), tuple(_read_problem(rows[code].row, facts) for code, facts in read.items())


def _read_problem(row: int, facts: tuple[Fact, ...]) -> Problem:
    figures = ", ".join(f"{fact_words(fact)} (“{one_line(fact.quote)}”)" for fact in facts)
    message = tr("Figures read from this cell, which nobody has checked: {figures}.")
    return Problem(row, READ_COLUMN, "", message.format(figures=figures))
