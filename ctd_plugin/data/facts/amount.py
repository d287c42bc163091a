"""A figure parsed from a text, and the reasons to doubt it."""

from __future__ import annotations

from dataclasses import dataclass
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
