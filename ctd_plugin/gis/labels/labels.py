"""Labels for the survey's statuses, editions, amounts, figures and units, in the language in force."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...data.about import BUNDLED_EDITION
from ...data.facts.fact import BUDGET, STAFF, Covers, covers_name, scope_name
from ...data.profile.figure import Figure
from ...data.survey.status import Status
from ...i18n import number, tr

# How the people of the field call the regions whose names are too long for a slide.
SHORT_NAMES = {"84": "AURA", "27": "BFC", "24": "CVL", "32": "HdF", "11": "IdF", "52": "PdL", "93": "PACA"}


def short_overseas_names() -> dict[str, str]:
    """Return region code → name, shorter, for where an overseas region has little room."""
    return {"01": tr("Guad."), "02": tr("Mart."), "04": tr("Réunion")}


ABOUT = "≈\u00a0"
"""Stands before every figure that is approximate or was calculated."""
_UNIT = re.compile(r"(?P<number>[\d.,\s]*\d)(?P<unit>\s?\D+)")


def status_labels() -> dict[Status, str]:
    """Return the four classes in order; in French, the words of the survey."""
    return {
        Status.NONE: tr("No known CTD initiative"),
        Status.CONSIDERING: tr("Under consideration"),
        Status.PREFIGURATION: tr("CTD being set up"),
        Status.ESTABLISHED: tr("CTD in place"),
    }


def status_label(status: Status | None, carried_from: str = "") -> str:
    """Return a region's status in words, also of one that gave none.

    `carried_from` is the year of the earlier edition that a profile's status was carried over from, if it was:
    `profile.carried_from("statut")`.
    """
    return with_year(status_labels()[status], carried_from) if status else tr("No answer")


def with_year(text: str, carried_from: str) -> str:
    """Return a value with the year of the earlier edition that it was carried over from, such as "3 ETP (2025)"."""
    return f"{text}\u00a0({carried_from})" if text and carried_from else text


def answered_in(year: str) -> str:
    """Return what stands on a map with an answer that was carried over from the edition of a year."""
    return f"({year})"


def carried_over(title: str, carried_from: str) -> str:
    """Return the title of an answer, and that it was carried over from an earlier edition, if it was."""
    if not carried_from:
        return title
    return tr("{title} (carried over from {year})").format(title=title, year=carried_from)


def not_given() -> str:
    """Return what stands in the place of a value that the survey does not have."""
    return tr("not given")


def none_given() -> str:
    """Return what stands in the place of a date or population, which are feminine in French, that is not given."""
    return tr("none given")


def edition_name(edition: str) -> str:
    """Return an edition's name; the bundled one is known in English, any other is named as its file is."""
    if edition == BUNDLED_EDITION:
        return tr("CNIG survey, interviews from October 2025 to January 2026")
    return edition


def edition_title(edition: str) -> str:
    """Return an edition's name as a title has it; the name of a file is left as it is."""
    named = edition_name(edition)
    return named if named == edition else sentence_start(named)


def euros(value: float) -> str:
    """Return an amount in thousands or millions of euros, such as "2,5 M€" or "€333k"."""
    if value >= 1_000_000:
        return tr("€{amount}M").format(amount=number(value / 1_000_000, 2))
    if value >= 1_000:
        # No tenth of an amount is lost: 1,500 euros are no €2k.
        return tr("€{amount}k").format(amount=number(value / 1_000, 1 if value < 100_000 else 0))
    return tr("€{amount}").format(amount=number(value))


def exact_euros(value: float) -> str:
    """Return a small amount of euros, such as "55,5 €"."""
    return tr("€{amount}").format(amount=number(value, 2 if value < 1 else 1 if value < 100 else 0))


def staff(value: float) -> str:
    """Return a number of full-time equivalents, such as "2,5 ETP"."""
    return tr("{amount} FTE").format(amount=number(value, 2 if value >= 0.1 else 3))


def unit_names() -> dict[str, str]:
    """Return the units of the facts."""
    return {
        "FTE": tr("FTE"),
        "EUR": "€",
        "EUR/year": tr("€ a year"),
        "percent": "%",
        "count": tr("number"),
        "date": tr("date"),
    }


def no_own_budget(*, short: bool = False) -> str:
    """Return the words for a region that says that it has no budget; `short` ones stand on maps."""
    return tr("no budget of its own") if short else tr("states that it has no budget of its own")


def no_own_staff(*, short: bool = False) -> str:
    """Return the words for a region that says that it has no staff; `short` ones stand on maps."""
    return tr("no staff of its own") if short else tr("states that it has no staff of its own")


_NONE_IN_WORDS = {"FTE": no_own_staff, "EUR/year": no_own_budget, "EUR": no_own_budget}


def figure_text(figure: Figure, written: Callable[[float], str], *, short: bool = False) -> str:
    """Return a figure as everything shows it: "≈ 333 k€", "60 à 80 k€", or the words of an explicit "none".

    One that was carried over has its year: "3 ETP (2025)". `written` writes a number with its unit; `short` words are
    for maps and tables.
    """
    if figure.is_none and figure.unit in _NONE_IN_WORDS:
        return with_year(_NONE_IN_WORDS[figure.unit](short=short), figure.carried_from)
    text = written(figure.value) if figure.value_max is None else _range(figure.value, figure.value_max, written)
    return with_year(f"{ABOUT}{text}" if figure.is_approximate else text, figure.carried_from)


def _range(low: float, high: float, written: Callable[[float], str]) -> str:
    """Return both ends; a unit that both have after the number stands once."""
    first, last = _UNIT.fullmatch(written(low)), _UNIT.fullmatch(written(high))
    start = first["number"] if first and last and first["unit"] == last["unit"] else written(low)
    return tr("{low} to {high}").format(low=start, high=written(high))


def covered_text(figure: Figure) -> str:
    """Return what a figure of staff or budget covers, and whose it is where that does not say it; "" of neither."""
    indicator = STAFF if figure.unit == "FTE" else BUDGET
    covers = covers_name(indicator, figure.covers) if figure.covers != Covers.UNKNOWN else ""
    scope = scope_text(figure)
    if not covers or not scope:
        return covers or scope
    return covers if scope in covers else f"{covers} – {scope}"


def scope_text(figure: Figure | None) -> str:
    """Return what a figure counts, "" of none."""
    return scope_name(figure.scope) if figure else ""


def short_covers(figure: Figure) -> str:
    """Return what a figure covers in a word, for where it stands under the figure on a map."""
    return short_covers_name(figure.covers)


def short_covers_name(covers: str) -> str:
    """Return a kind of what figures cover in a word."""
    words = {
        Covers.WHOLE_STRUCTURE: tr("organisation"),
        Covers.OPERATION_STAFF: tr("platform"),
        Covers.OPERATION: tr("running costs"),
        Covers.PROGRAMME: tr("programme"),
        Covers.HOSTING: tr("hosting"),
        Covers.DATA_PRODUCTION: tr("data"),
    }
    return next((text for kind, text in words.items() if kind == covers), tr("not stated"))


def covers_words(figure: Figure, indicator: str) -> str:
    """Return what a figure covers as a legend lists it, or that the region states that it has none of its own."""
    if figure.is_none and indicator in (STAFF, BUDGET):
        return no_own_staff() if indicator == STAFF else no_own_budget()
    return covers_name(indicator, figure.covers)


def count_word(count: int) -> str:
    """Return a number of two to nine as a word, as sentences have it; any other in digits."""
    words = (tr("two"), tr("three"), tr("four"), tr("five"), tr("six"), tr("seven"), tr("eight"), tr("nine"))
    return words[count - 2] if 2 <= count <= 9 else number(count)


def sentence_start(text: str) -> str:
    """Return a text with its first letter as a sentence has it."""
    return text[:1].upper() + text[1:]
