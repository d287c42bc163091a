"""Facts: figures and payers in the survey, each with the quote that proves it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...dates import short_date
from ...i18n import current_language, number, tr
from ...text import one_line
from ..paths import FACTS, FUNDING, REMARKS
from ..report import Problem

if TYPE_CHECKING:
    # Whoever draws an edition reads facts, but no survey.
    from ..survey.reader import SurveyRow

STAFF, BUDGET, PROGRAMME, SHARE = "staff_fte", "annual_budget", "programme_budget", "funding_share"
PAYER_NAMED = "funding_source"
"""The indicator of a payer named without a figure; such a fact has no value."""
STATUS_REMARK = "status_remark"
"""The indicator of words that qualify the printed status, for a footnote; such a fact has no value and no payer."""
UNREAD = "unread"
"""The indicator of a number that was taken for no figure, unless the user says what it counts."""
UNREAD_COLUMNS = {STAFF: "staff_unread", BUDGET: "budget_unread"}
"""Indicator → the field of table `about` with the headings of columns that were not read."""
IN_DOUBT = {STAFF: "staff_in_doubt", BUDGET: "budget_in_doubt"}
"""Indicator → the field of table `about` with the codes of regions whose figures were not understood whole."""

PAYERS = ("etat", "region", "europe", "cper", "fnadt", "ecolab", "adherents", "departements", "sdis", "autre")
"""The payers, in the order in which the sources of a region are listed."""


class Scope(StrEnum):
    """What a figure of staff or budget covers, in the order of preference for maps."""

    PLATFORM = "platform"
    CTD = "ctd"
    STRUCTURE = "structure"
    DATA_PRODUCTION = "data_production"


class Covers(StrEnum):
    """What a figure pays for or counts, in the order of the legends.

    Only figures that cover the same are compared: in one scale of colours, one rank, one median.
    """

    WHOLE_STRUCTURE = "whole_structure"
    OPERATION_STAFF = "operation_staff"
    OPERATION = "operation"
    PROGRAMME = "programme"
    HOSTING = "hosting"
    DATA_PRODUCTION = "data_production"
    UNKNOWN = "unknown"


_NUMBER = re.compile(
    r"(\d{1,15}(?:[\s.]\d{3}(?!\d))*)([.,]\d{1,9})?\s?"
    r"(%|k|milliers?|mille|m(?:e|€|illions?)?(?![^\W\d_]))?",
    re.IGNORECASE,
)
"""A written number: its whole part, its decimals, and its multiplier."""
_THOUSANDS, _MILLIONS = {"k", "millier", "milliers", "mille"}, {"m", "me", "m€", "million", "millions"}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One figure of a region, or a payer; `value` is a number or an ISO date as text, by `indicator`.

    `covers` is what a figure of money or staff pays for or counts (a Covers), `about` marks one that the survey calls
    approximate or that was derived. A value of 0 is an explicit "no budget" or "no staff". `headline` marks the one
    figure of staff and the one of budget that maps draw. `note` is in English, `note_fr` the same in French.
    `carried_from` is the year of the earlier edition whose answer it stands in, where nobody renewed that.

    The fields with a default came with a later version: GeoPackages of earlier ones lack them.
    """

    region_code: str
    indicator: str
    value: str
    value_max: str
    unit: str
    scope: str
    covers: str = Covers.UNKNOWN
    about: bool = False
    payer: str
    headline: bool
    column: str
    quote: str
    note: str
    note_fr: str = ""
    carried_from: str = ""


def indicator_names() -> dict[str, str]:
    """Return indicator → its name."""
    return {
        STAFF: tr("staff"),
        BUDGET: tr("yearly budget"),
        PROGRAMME: tr("budget of a programme"),
        SHARE: tr("share of the funding"),
        PAYER_NAMED: tr("payer named without a figure"),
        STATUS_REMARK: tr("remark on the status"),
        "members": tr("members"),
        "datasets": tr("datasets"),
        "ctd_date": tr("CTD date"),
    }


def scope_labels() -> dict[Scope, str]:
    """Return scope → its name, as written beside a figure."""
    return {
        Scope.PLATFORM: tr("platform"),
        Scope.CTD: tr("CTD"),
        Scope.STRUCTURE: tr("whole organisation"),
        Scope.DATA_PRODUCTION: tr("data production"),
    }


def scope_name(code: str) -> str:
    """Return the name of a scope by its code; an unknown code as it is."""
    return next((label for scope, label in scope_labels().items() if scope == code), code)


def covers_labels(indicator: str) -> dict[Covers, str]:
    """Return what figures of an indicator cover → its name, as a legend lists it."""
    of_staff = indicator == STAFF
    return {
        Covers.WHOLE_STRUCTURE: tr("whole organisation"),
        Covers.OPERATION_STAFF: tr("team of the platform") if of_staff else tr("platform, team included"),
        Covers.OPERATION: tr("operation of the platform") if of_staff else tr("operation, team excluded"),
        Covers.PROGRAMME: tr("team of a programme") if of_staff else tr("multi-year programme, yearly share"),
        Covers.HOSTING: tr("hosting") if of_staff else tr("hosting and maintenance"),
        Covers.DATA_PRODUCTION: tr("data production"),
        Covers.UNKNOWN: tr("not stated"),
    }


def covers_name(indicator: str, code: str) -> str:
    """Return the name of what a figure covers by its code; an unknown code as it is."""
    return next((label for covers, label in covers_labels(indicator).items() if covers == code), code)


def payer_names() -> dict[str, str]:
    """Return payer → its name, in the order of PAYERS."""
    return {
        "etat": tr("State"),
        "region": tr("Region"),
        "europe": tr("ERDF"),
        "cper": "CPER",
        "fnadt": "FNADT",
        "ecolab": "Ecolab",
        "adherents": tr("members"),
        "departements": tr("departments"),
        "sdis": "SDIS",
        "autre": tr("others"),
    }


def payers_text(payers: Iterable[str]) -> str:
    """Return the names of payers as a list in a sentence; unknown codes as they are."""
    names = payer_names()
    return ", ".join(names.get(payer, payer) for payer in payers)


def note_of(fact: Fact) -> str:
    """Return the remark on a fact in the current language; empty where it was not written in that language."""
    return fact.note_fr if current_language() == "fr" else fact.note


def fact_words(fact: Fact) -> str:
    """Return the indicator and the number or date of a fact, or its payer, for a sentence."""
    value = short_date(date.fromisoformat(fact.value)) if fact.unit == "date" else range_words(fact)
    name, payer = indicator_names()[fact.indicator], payer_names().get(fact.payer, "")
    if value:
        return f"{name} {value}"
    return f"{name} ({payer})" if payer else name


def range_words(fact: Fact) -> str:
    """Return the number of a fact, or both ends of its range, in the current language; a date as it is."""
    return " – ".join(_localized(end) for end in (fact.value, fact.value_max) if end)


def amount_words(fact: Fact) -> str:
    """Return the number of a fact with its unit, such as "€60,000 – 80,000 a year"; a count without."""
    templates = {
        "FTE": tr("{amount} FTE"),
        "EUR": tr("€{amount}"),
        "EUR/year": tr("€{amount} a year"),
        "percent": tr("{amount}%"),
    }
    return templates.get(fact.unit, "{amount}").format(amount=range_words(fact))


def _localized(value: str) -> str:
    whole, _, part = value.partition(".")
    return number(float(value), len(part)) if whole.isdigit() else value


def read_facts() -> tuple[Fact, ...]:
    """Return the facts of the bundled facts.csv."""
    with FACTS.open(encoding="utf-8", newline="") as stream:
        return tuple(_fact(record) for record in csv.DictReader(stream))


def read_payers() -> tuple[Fact, ...]:
    """Return the payers of the bundled payers.csv as facts without a value."""
    return _without_value(FUNDING, PAYER_NAMED)


def read_bundled() -> tuple[Fact, ...]:
    """Return all that is known of the bundled survey: figures, payers and remarks on a status."""
    return (*read_facts(), *read_payers(), *_without_value(REMARKS, STATUS_REMARK))


def _without_value(path: Path, indicator: str) -> tuple[Fact, ...]:
    blank = dict.fromkeys(("value", "value_max", "unit", "payer"), "")
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(_fact({"indicator": indicator, **blank, **record}) for record in csv.DictReader(stream))


def _fact(record: dict[str, Any]) -> Fact:
    flags = {name: record.get(name) == "1" for name in ("about", "headline")}
    return Fact(**{**record, **flags})


def quoted_facts(facts: Iterable[Fact], rows: Mapping[str, SurveyRow]) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """Return the facts whose quote is in the survey, and problems that list the others.

    White space is ignored. Facts of regions without a row make no problem, because the report lists these regions;
    those of columns that the survey has not make one together.
    """
    kept: list[Fact] = []
    lost: dict[tuple[int, str], list[Fact]] = {}
    without_column: list[Fact] = []
    for fact in facts:
        row = rows.get(fact.region_code)
        if row and one_line(fact.quote) in one_line(row.cells.get(fact.column, "")):
            kept.append(fact)
        elif row and fact.column not in row.cells:
            without_column.append(fact)
        elif row:
            lost.setdefault((row.row, fact.column), []).append(fact)
    problems = [_lost_problem(*place, facts) for place, facts in sorted(lost.items())]
    if without_column:
        message = tr("Known figures ignored, because the survey lacks their columns: {count}.")
        problems.insert(0, Problem(0, "", "", message.format(count=len(without_column))))
    return tuple(kept), tuple(problems)


def _lost_problem(row: int, column: str, facts: list[Fact]) -> Problem:
    figures = ", ".join(map(fact_words, facts))
    message = tr("Known figures ignored, because their quotes are not in this cell: {figures}.")
    return Problem(row, column, "", message.format(figures=figures))


def is_calculated(fact: Fact) -> bool:
    """Whether a figure is not one of the numbers in its quote, but was calculated from them.

    False where the quote has no digits.
    """
    printed = {round(number, 6) for number in _printed(fact.quote, fact.indicator == SHARE)}
    try:
        ends = [float(end) for end in (fact.value, fact.value_max) if end]
    except ValueError:
        # A date.
        return False
    return bool(printed) and any(round(end, 6) not in printed for end in ends)


def _printed(quote: str, is_share: bool) -> Iterator[float]:
    """Yield the possible values of the numbers in a quote."""
    for match in _NUMBER.finditer(quote):
        whole, decimals, word = "".join(c for c in match[1] if c.isdigit()), match[2] or "", (match[3] or "").lower()
        number = float(f"{whole}.{decimals[1:] or 0}")
        yield number
        if word == "%":
            yield number / 100
        # “0,4 Région” may be millions like the whole of which it is a share.
        bare = not word and (is_share or bool(decimals))
        if word in _THOUSANDS or bare:
            yield number * 1_000
        if word in _MILLIONS or bare:
            yield number * 1_000_000


def headline(facts: Iterable[Fact], indicator: str) -> Fact | None:
    """Return the fact that maps draw for an indicator, None where there is none."""
    return next((fact for fact in facts if fact.headline and fact.indicator == indicator), None)


def named_payers(facts: Iterable[Fact]) -> list[str]:
    """Return the payers of facts in the order of PAYERS."""
    payers = {fact.payer for fact in facts}
    return [payer for payer in PAYERS if payer in payers]
