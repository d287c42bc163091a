"""A figure of a text, and why it may be in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .quantities import AmountKind


class Doubt(StrEnum):
    """Why a figure is not drawn."""

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
    """A doubt, with the words that make it."""

    doubt: Doubt
    words: str = ""


@dataclass(frozen=True)
class ParsedAmount:
    """One figure of a text, `quote` at `start`, in posts, euros or per cent; `value_max` is the upper end of a range.

    `times_a_year` is how often euros are paid, None where the text does not say; `years` is the length of a programme.
    `is_part` marks a part of a total, `terms` the figures that were added up to one, `tellers` are the payers and
    tasks by which figures beside each other are told apart. `reason` is why a figure is in doubt, None where it is not.
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
    is_approximate: bool = False
    is_persons: bool = False
    is_part: bool = False
    is_total: bool = False
    terms: tuple[Decimal, ...] = ()
    tellers: tuple[str, ...] = ()
    reason: Reason | None = None

    @property
    def end(self) -> int:
        """Return where the quote ends."""
        return self.start + len(self.quote)

    @property
    def is_yearly(self) -> bool:
        """Whether an amount of euros is each year's, or of no time that the text tells."""
        return self.times_a_year is not None or self.years is None
