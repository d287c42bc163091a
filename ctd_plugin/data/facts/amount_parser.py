"""Parsing staff, money and shares of funding in French text: "env 1 M€ / an", "5 ETP dont 4,2 Région".

A figure is only drawn on maps where every word of its clause belongs to the vocabulary and fits the grammar. Any other
word puts it in doubt, and is kept with the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from .absences import take_absences, with_absences
from .amount import Doubt, ParsedAmount, Reason, sum_of
from .amount_groups import amounts_of
from .clauses import Clause, alarming_word, clauses, lone_number
from .fact import Scope
from .lexer import MOST_CHARACTERS, Token, tokenize
from .quantities import AmountKind
from .vocabulary import Kind


class UnreadNumber(NamedTuple):
    """A number that is no amount; `quote` is the text around it."""

    value: Decimal
    quote: str


@dataclass(frozen=True)
class ParsedAmounts:
    """The amounts in a text, in their order, and the numbers that are none.

    `staff` and `budget` are those to draw on maps, None where there is none or it is in doubt.
    """

    amounts: tuple[ParsedAmount, ...]
    unread: tuple[UnreadNumber, ...]
    staff: ParsedAmount | None = None
    budget: ParsedAmount | None = None


def parse_amounts(text: str, names: Iterable[str] = ()) -> ParsedAmounts:
    """Return the amounts of staff, money and shares in a text; `names` are those of platforms, known words too."""
    absences = take_absences(text, tokenize(text, names))
    found = clauses(text, absences.tokens)
    apart = [clause for clause in found if not clause.figures]
    taken_back = next(
        (word for clause in apart if (word := alarming_word(text, clause) or lone_number(text, clause))), ""
    )
    amounts = [amount for clause in found for amount in amounts_of(text, clause)]
    reason = Reason(Doubt.TAKEN_BACK, taken_back) if taken_back else None
    if len(text) > MOST_CHARACTERS:
        reason = Reason(Doubt.LENGTH)
    if reason is not None:
        amounts = [replace(amount, reason=amount.reason or reason) for amount in amounts]
    amounts, none = with_absences(_with_checked_shares(amounts), absences)
    unread = tuple(_unread_numbers(text, found))
    staff, summed_staff = _choose(text, amounts, AmountKind.STAFF)
    budget, summed_money = _choose(text, amounts, AmountKind.MONEY)
    found_amounts = (*amounts, *summed_staff, *summed_money, *none)
    return ParsedAmounts(
        found_amounts,
        unread,
        _team_figure(staff, unread) or _absence(AmountKind.STAFF, amounts, none),
        _team_figure(budget, unread) or _absence(AmountKind.MONEY, amounts, none),
    )


def _absence(kind: AmountKind, amounts: Iterable[ParsedAmount], none: Iterable[ParsedAmount]) -> ParsedAmount | None:
    """Return the statement that there is none of a kind to draw; any figure of that kind is preferred to it."""
    if any(amount.kind is kind for amount in amounts):
        return None
    stated = [absence for absence in none if absence.kind is kind and absence.reason is None]
    return min(stated, key=lambda absence: [*Scope].index(Scope(absence.scope or Scope.PLATFORM)), default=None)


def _team_figure(chosen: ParsedAmount | None, unread: Sequence[UnreadNumber]) -> ParsedAmount | None:
    """Return a figure, or None where it is a whole body's and another number may be its part for data."""
    return None if chosen is not None and chosen.scope == "structure" and unread else chosen


def _with_checked_shares(amounts: list[ParsedAmount]) -> list[ParsedAmount]:
    """Put shares in doubt where they exceed 100 %, name a payer twice, or one of them is in doubt."""
    shares = [amount for amount in amounts if amount.kind is AmountKind.SHARE]
    payers = {share.payer for share in shares}
    is_sure = not any(share.reason for share in shares)
    if is_sure and len(payers) == len(shares) and sum(share.value for share in shares) <= Decimal("100.5"):
        return amounts
    shares = [share for share in shares if share.reason is None]
    return [replace(amount, reason=Reason(Doubt.SUM)) if amount in shares else amount for amount in amounts]


def _choose(
    text: str, amounts: Sequence[ParsedAmount], kind: AmountKind
) -> tuple[ParsedAmount | None, tuple[ParsedAmount, ...]]:
    """Return the figure of a kind to draw, None in any doubt; and it as a new amount where it is the sum of several."""
    of_kind = [amount for amount in amounts if amount.kind is kind]
    if any(amount.reason for amount in of_kind):
        return None, ()
    whole = [amount for amount in of_kind if not amount.is_part]
    if len(whole) == 1:
        return whole[0], ()
    totals = [amount for amount in whole if amount.is_total]
    if len(totals) == 1:
        rest = [amount for amount in whole if amount is not totals[0]]
        is_sum = sum_of(text, rest).value == totals[0].value and totals[0].value_max is None
        return (totals[0] if is_sum else None), ()
    scopes = [amount.scope for amount in whole]
    if len(set(scopes)) > 1:
        # A figure without a scope may be one of the others, or include them all.
        preferred = None if "" in scopes else min(whole, key=lambda amount: [*Scope].index(Scope(amount.scope)))
        is_alone = preferred is not None and scopes.count(preferred.scope) == 1
        return (preferred if is_alone else None), ()
    qualifiers = {amount.qualifiers for amount in whole}
    if not whole or () in qualifiers or len(qualifiers) < len(whole):
        return None, ()
    total = sum_of(text, whole)
    return (None, ()) if total.reason else (total, (total,))


# What separates the words around a number from others, and how many characters are kept of them.
_BREAK = re.compile(r"[\n;()]|[.,:](?=\s)|\bet\b")
_AHEAD, _BEHIND = 30, 50


def _unread_numbers(text: str, found: Iterable[Clause]) -> Iterator[UnreadNumber]:
    """Yield the numbers without a unit, each with the words around it."""
    for clause in found:
        figures = {item.figure.start for item in clause.figures if item.figure is not None}
        places = [node for node in clause.nodes if not isinstance(node, Token) or node.kind is Kind.NUMBER]
        for place, node in enumerate(places):
            is_stray = isinstance(node, Token) and node.word[:1].isdigit() and node.start not in figures
            if not (is_stray and isinstance(node, Token) and isinstance(node.value, Decimal)):
                continue
            after = places[place - 1].end if place else 0
            until = places[place + 1].start if place + 1 < len(places) else len(text)
            yield UnreadNumber(node.value, _phrase(text, node, after, until))


def _phrase(text: str, number: Token, after: int, until: int) -> str:
    ahead = _BREAK.split(text[max(after, number.start - _AHEAD) : number.start])[-1]
    behind = _BREAK.split(text[number.end : min(until, number.end + _BEHIND)])[0]
    # A word that may have been cut is left out.
    if len(ahead) == _AHEAD:
        ahead = ahead.partition(" ")[2]
    if len(behind) == _BEHIND:
        behind = behind.rpartition(" ")[0]
    return (ahead + text[number.start : number.end] + behind).strip()
