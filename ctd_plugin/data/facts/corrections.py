"""The user's edits of the figures that were read, identified by their quotes so that they apply to the next edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...i18n import current_language, tr
from ...text import one_line
from .extraction import SCOPES, decimal_text, noted
from .fact import BUDGET, PAYERS, PROGRAMME, SHARE, STAFF, UNREAD, Covers, Fact, fact_words, headline, range_words

UNITS = {
    STAFF: ("FTE",),
    BUDGET: ("EUR/year",),
    PROGRAMME: ("EUR",),
    SHARE: ("percent", "EUR"),
    "members": ("count",),
    "datasets": ("count",),
}
"""Indicator → the allowed units of its values."""


@dataclass(frozen=True)
class FigureEdit:
    """A figure, or a number taken for none, as it was read, and as the user set it: None removes it."""

    read: Fact
    settled: Fact | None


def check_fact(fact: Fact) -> None:
    """Raise ValueError, with the invalid value, for a figure that maps could not draw."""
    if fact.indicator not in UNITS:
        raise ValueError(fact.indicator)
    if fact.unit not in UNITS[fact.indicator]:
        raise ValueError(fact.unit)
    for text in (fact.value, *([fact.value_max] if fact.value_max else [])):
        _plain_number(text)
    if fact.scope not in SCOPES:
        raise ValueError(fact.scope)
    if fact.covers not in list(Covers):
        raise ValueError(fact.covers)
    if fact.payer not in ("", *PAYERS):
        raise ValueError(fact.payer)


def parse_number(text: str) -> str:
    """Return a number as facts write it ("2.5") from user input ("2,5", "1 600 000"); raises ValueError for others.

    In English, commas before three digits each part thousands, as everywhere in that language.
    """
    plain = "".join(text.split())
    if current_language() == "en" and re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", plain):
        plain = plain.replace(",", "")
    try:
        return _plain_number(plain.replace(",", "."))
    except ValueError:
        raise ValueError(text) from None


def _plain_number(text: str) -> str:
    # Not all that Decimal accepts: the digits of a power of ten could fill the memory.
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text) or Decimal(text) >= 10**15:
        raise ValueError(text)
    return decimal_text(Decimal(text))


def parse_range(text: str) -> tuple[str, str]:
    """Return the value and the upper end, or "", of user input: "5", "60 à 80"; raises ValueError for others."""
    low, *high = re.split(r"\s*(?:à|–|-|to)\s*", text.strip(), maxsplit=1)
    value, most = parse_number(low), parse_number(high[0]) if high else ""
    if most and Decimal(most) < Decimal(value):
        raise ValueError(text)
    return value, most


_AHEAD, _BEHIND = 16, 40


def quote_context(quote: str, cell: str) -> tuple[str, str]:
    """Return the text around a quote in its line of a cell, cut with an ellipsis; both "" where it is not in there."""
    found = re.search(rf"(?<![\w.,]){re.escape(quote)}(?!\w)", cell)
    if found is None:
        return "", ""
    before, after = cell[: found.start()].rsplit("\n", 1)[-1], cell[found.end() :].split("\n", 1)[0]
    return (
        ("…" + before[-_AHEAD:].lstrip(" .,;:") if len(before) > _AHEAD else before),
        (after[:_BEHIND] + "…" if len(after) > _BEHIND else after),
    )


_Key = tuple[str, str, str, str, str, str]


def _key(fact: Fact) -> _Key:
    return (fact.region_code, fact.column, fact.indicator, one_line(fact.quote), fact.value, fact.payer)


def as_read(fact: Fact) -> Fact | None:
    """Return what a number is without an edit: itself, or None where it was taken for no figure."""
    return None if fact.indicator == UNREAD else fact


def proposed_figure(fact: Fact) -> Fact | None:
    """Return the figure, drawn on maps, that a number in doubt would be; None where its unit is unknown."""
    indicators = {"FTE": STAFF, "EUR/year": BUDGET, "percent": SHARE, "EUR": SHARE if fact.payer else PROGRAMME}
    indicator = indicators.get(fact.unit)
    if fact.indicator != UNREAD or indicator is None or not fact.value:
        return None
    figure = replace(fact, indicator=indicator, headline=indicator in (STAFF, BUDGET))
    return made_by_hand(figure)


def made_by_hand(fact: Fact) -> Fact:
    """Return a number that the user made a figure, with a note that says so."""
    return noted(fact, lambda: tr("set as a figure by hand"))


def apply_edits(read: Sequence[Fact], edits: Sequence[FigureEdit]) -> tuple[Fact | None, ...]:
    """Return each number as edited, None where it is no figure; edits of other numbers are ignored.

    A figure that the user had drawn on maps replaces the one that would be drawn otherwise.
    """
    waiting: dict[_Key, list[FigureEdit]] = {}
    for edit in edits:
        waiting.setdefault(_key(edit.read), []).append(edit)
    settled: Sequence[Fact | None] = [
        _edited(fact, changes.pop(0)) if (changes := waiting.get(_key(fact))) else as_read(fact) for fact in read
    ]
    for place, (fact, wanted) in enumerate(zip(read, settled, strict=True)):
        if wanted is not None and wanted.headline and wanted != fact:
            settled = with_headline(settled, place)
    return tuple(settled)


def _edited(fact: Fact, edit: FigureEdit) -> Fact | None:
    """Return a figure as edited; what it covers and whether it is about are as read where the user left them."""
    if edit.settled is None:
        return None
    covers = fact.covers if edit.settled.covers == edit.read.covers else edit.settled.covers
    about = fact.about if edit.settled.about == edit.read.about else edit.settled.about
    return replace(edit.settled, covers=covers, about=about)


def unmatched_edits(facts: Iterable[Fact], edits: Sequence[FigureEdit]) -> tuple[FigureEdit, ...]:
    """Return the edits of figures that are not among `facts`."""
    present = {_key(fact) for fact in facts}
    return tuple(edit for edit in edits if _key(edit.read) not in present)


def edits_between(read: Sequence[Fact], settled: Sequence[Fact | None]) -> tuple[FigureEdit, ...]:
    """Return the edits that turn the numbers `read` into `settled`, item by item; None is no figure."""
    pairs = zip(read, settled, strict=True)
    return tuple(FigureEdit(fact, wanted) for fact, wanted in pairs if wanted != as_read(fact))


def with_figure(facts: Sequence[Fact | None], place: int, wanted: Fact) -> tuple[Fact | None, ...]:
    """Return the facts with a figure replaced; it is drawn on maps only where no other of its region and kind is."""
    others = [other for index, other in enumerate(facts) if index != place and other is not None]
    current = headline((other for other in others if other.region_code == wanted.region_code), wanted.indicator)
    is_drawn = wanted.headline and wanted.indicator in (STAFF, BUDGET) and current is None
    return (*facts[:place], replace(wanted, headline=is_drawn), *facts[place + 1 :])


def with_headline(facts: Sequence[Fact | None], place: int) -> tuple[Fact | None, ...]:
    """Return the facts with the one at `place` drawn on maps instead of any other of its region and indicator."""
    chosen = facts[place]
    if chosen is None:
        return tuple(facts)
    return tuple(
        replace(fact, headline=index == place)
        if fact is not None and (fact.region_code, fact.indicator) == (chosen.region_code, chosen.indicator)
        else fact
        for index, fact in enumerate(facts)
    )


def edit_words(edit: FigureEdit) -> str:
    """Return the text of an edit for a report."""
    quote = one_line(edit.read.quote)[:60]
    if edit.settled is None:
        return tr("“{quote}” ignored").format(quote=quote)
    is_new = edit.settled.indicator != edit.read.indicator
    value = fact_words(edit.settled) if is_new else range_words(edit.settled)
    return tr("“{quote}” read as {value}").format(quote=quote, value=value)
