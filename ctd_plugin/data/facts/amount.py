"""A figure parsed from a text, and the reasons to doubt it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .fact import Covers
from .quantities import AmountKind


class Doubt(StrEnum):
    """Why a figure is not drawn on maps."""

    WORD = "word"
    TAKEN_BACK = "taken_back"
    NUMBER = "number"
    SEVERAL = "several"
    PERIOD = "period"
    SUM = "sum"
    PART = "part"
    SIZE = "size"
    LENGTH = "length"


class Reason(NamedTuple):
    """A doubt, with the words that cause it."""

    doubt: Doubt
    words: str = ""


@dataclass(frozen=True)
class ParsedAmount:
    """One figure of a text, `quote` at index `start`, in posts, euros or per cent; `value_max` is the end of a range.

    `covers` is what it pays for or counts (a Covers), where the words around it say so.

    `times_a_year` is how often euros are paid, None where the text does not say; `years` is the length of a programme.
    `is_part` marks a part of a total; `terms` are the figures of which it is the sum; `qualifiers` are the payers and
    tasks that distinguish adjacent figures. `reason` is why the figure is in doubt, None where it is not.
    """

    kind: AmountKind
    value: Decimal
    quote: str
    start: int
    value_max: Decimal | None = None
    times_a_year: int | None = None
    years: int | None = None
    payer: str = ""
    scope: str = ""
    covers: str = Covers.UNKNOWN
    is_approximate: bool = False
    is_persons: bool = False
    is_part: bool = False
    is_total: bool = False
    terms: tuple[Decimal, ...] = ()
    qualifiers: tuple[str, ...] = ()
    reason: Reason | None = None

    @property
    def end(self) -> int:
        """The index after the quote."""
        return self.start + len(self.quote)

    @property
    def is_yearly(self) -> bool:
        """Whether an amount of euros is paid every year, or for no stated period."""
        return self.times_a_year is not None or self.years is None


def sum_of(text: str, terms: Sequence[ParsedAmount]) -> ParsedAmount:
    """Return the sum of figures of one kind, with the part of the text that contains them, and their doubts."""
    first = terms[0]
    start, end = first.start, max(term.end for term in terms)
    reason = next((term.reason for term in terms if term.reason), None)
    if len({(term.times_a_year, term.years) for term in terms}) > 1:
        reason = reason or Reason(Doubt.PERIOD if first.kind is AmountKind.MONEY else Doubt.SEVERAL)
    is_range = any(term.value_max is not None for term in terms)
    payers = {term.payer for term in terms}
    return replace(
        first,
        value=sum((term.value for term in terms), Decimal(0)),
        value_max=sum((term.value_max or term.value for term in terms), Decimal(0)) if is_range else None,
        quote=text[start:end],
        start=start,
        payer=payers.pop() if len(payers) == 1 else "",
        is_approximate=any(term.is_approximate for term in terms),
        is_persons=any(term.is_persons for term in terms),
        is_part=False,
        is_total=any(term.is_total for term in terms),
        terms=tuple(term.value for term in terms),
        qualifiers=tuple(qualifier for term in terms for qualifier in term.qualifiers),
        covers=first.covers if len({term.covers for term in terms}) == 1 else Covers.UNKNOWN,
        reason=reason,
    )
