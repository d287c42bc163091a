"""What a person changes in the figures that were read: by the words of each, so that next year's keep the change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...i18n import tr
from ...text import one_line
from .extraction import PROGRAMME, SCOPES, SHARE
from .fact import BUDGET, PAYERS, STAFF, UNREAD, Fact, fact_words, headline, range_words

UNITS = {
    STAFF: ("FTE",),
    BUDGET: ("EUR/year",),
    PROGRAMME: ("EUR",),
    SHARE: ("percent", "EUR"),
    "members": ("count",),
    "datasets": ("count",),
}
"""Indicator → the units that its values may have."""


@dataclass(frozen=True)
class FigureEdit:
    """A figure, or a number taken for none, as it was read and as a person wants it; None drops it."""

    read: Fact
    settled: Fact | None


def check_fact(fact: Fact) -> None:
    """Raise ValueError, with the value that is wrong, for a figure that maps could not draw."""
    if fact.indicator not in UNITS:
        raise ValueError(fact.indicator)
    if fact.unit not in UNITS[fact.indicator]:
        raise ValueError(fact.unit)
    for text in (fact.value, *([fact.value_max] if fact.value_max else [])):
        parse_number(text)
    if fact.scope not in SCOPES:
        raise ValueError(fact.scope)
    if fact.payer not in ("", *PAYERS):
        raise ValueError(fact.payer)


def parse_number(text: str) -> str:
    """Return a number that a person wrote ("2,5", "1 600 000") as facts hold it; ValueError where it is none."""
    plain = "".join(text.split()).replace(",", ".")
    # Not what Decimal takes besides: a power of ten can be longer than the memory.
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain) or Decimal(plain) >= 10**15:
        raise ValueError(text)
    plain = f"{Decimal(plain):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def parse_range(text: str) -> tuple[str, str]:
    """Return the value and the upper end ("" without one) of what a person wrote: "5", "60 à 80"; ValueError else."""
    low, *high = re.split(r"\s*(?:à|–|-|to)\s*", text.strip(), maxsplit=1)
    value, most = parse_number(low), parse_number(high[0]) if high else ""
    if most and Decimal(most) < Decimal(value):
        raise ValueError(text)
    return value, most


def quote_context(quote: str, cell: str, ahead: int = 16, behind: int = 40) -> tuple[str, str]:
    """Return the words of a cell's line before and after a quote, "" where they are none or it is not in the cell."""
    found = re.search(rf"(?<![\w.,]){re.escape(quote)}(?!\w)", cell)
    if found is None:
        return "", ""
    before, after = cell[: found.start()].rsplit("\n", 1)[-1], cell[found.end() :].split("\n", 1)[0]
    return (
        ("…" + before[-ahead:] if len(before) > ahead else before),
        (after[:behind] + "…" if len(after) > behind else after),
    )


_Key = tuple[str, str, str, str, str, str]


def _key(fact: Fact) -> _Key:
    return (fact.region_code, fact.column, fact.indicator, one_line(fact.quote), fact.value, fact.payer)


def as_read(fact: Fact) -> Fact | None:
    """Return what becomes of a number when nobody decides: a figure as it is, and one taken for none is none."""
    return None if fact.indicator == UNREAD else fact


def proposed_figure(fact: Fact) -> Fact | None:
    """Return the figure that a number in doubt would be, drawn on maps; None where nothing tells what it counts."""
    indicators = {"FTE": STAFF, "EUR/year": BUDGET, "percent": SHARE, "EUR": SHARE if fact.payer else PROGRAMME}
    indicator = indicators.get(fact.unit)
    if fact.indicator != UNREAD or indicator is None or not fact.value:
        return None
    note = tr("made a figure by hand")
    return replace(fact, indicator=indicator, note=note, headline=indicator in (STAFF, BUDGET))


def apply_edits(read: Sequence[Fact], edits: Sequence[FigureEdit]) -> tuple[Fact | None, ...]:
    """Return each number as a person wants it, None where it is no figure; edits of others do nothing.

    What a person had drawn on maps goes before what the reader of next year's file would draw.
    """
    waiting: dict[_Key, list[Fact | None]] = {}
    for edit in edits:
        waiting.setdefault(_key(edit.read), []).append(edit.settled)
    settled: Sequence[Fact | None] = [
        changes.pop(0) if (changes := waiting.get(_key(fact))) else as_read(fact) for fact in read
    ]
    for place, (fact, wanted) in enumerate(zip(read, settled, strict=True)):
        if wanted is not None and wanted.headline and wanted != fact:
            settled = with_headline(settled, place)
    return tuple(settled)


def unmatched_edits(facts: Iterable[Fact], edits: Sequence[FigureEdit]) -> tuple[FigureEdit, ...]:
    """Return the edits of figures that are not among the facts."""
    present = {_key(fact) for fact in facts}
    return tuple(edit for edit in edits if _key(edit.read) not in present)


def edits_between(read: Sequence[Fact], settled: Sequence[Fact | None]) -> tuple[FigureEdit, ...]:
    """Return what was changed, of two lists that go side by side; None in the second is no figure."""
    pairs = zip(read, settled, strict=True)
    return tuple(FigureEdit(fact, wanted) for fact, wanted in pairs if wanted != as_read(fact))


def with_figure(facts: Sequence[Fact | None], place: int, wanted: Fact) -> tuple[Fact | None, ...]:
    """Return the facts with a figure at a place; it is drawn on maps only where no other of its region and kind is."""
    others = [other for index, other in enumerate(facts) if index != place and other is not None]
    rival = headline((other for other in others if other.region_code == wanted.region_code), wanted.indicator)
    is_drawn = wanted.headline and wanted.indicator in (STAFF, BUDGET) and rival is None
    return (*facts[:place], replace(wanted, headline=is_drawn), *facts[place + 1 :])


def with_headline(facts: Sequence[Fact | None], place: int) -> tuple[Fact | None, ...]:
    """Return the facts with the one at a place drawn on maps, in place of any other of its region and indicator."""
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
    """Return an edit as a report tells it."""
    quote = one_line(edit.read.quote)[:60]
    if edit.settled is None:
        return tr("“{quote}” dropped").format(quote=quote)
    is_new = edit.settled.indicator != edit.read.indicator
    value = fact_words(edit.settled) if is_new else range_words(edit.settled)
    return tr("“{quote}” taken for {value}").format(quote=quote, value=value)
