"""Staff, money and shares in a French text, read as a person would: "env 1 M€ / an", "5 ETP dont 4,2 Région".

A figure is understood whole or not drawn: each word of its clause belongs to the vocabulary and stands where the
grammar has it. Anything else beside a figure makes a doubt, which is kept with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from .amount import Doubt, ParsedAmount, Reason
from .amount_groups import amounts_of, sum_of
from .clauses import Clause, alarming_word, clauses, lone_number
from .fact import Scope
from .lexer import MOST_CHARACTERS, Token, tokenize
from .quantities import AmountKind
from .vocabulary import Kind


class UnreadNumber(NamedTuple):
    """A number that is no amount; `quote` is the stretch around it that tells what it counts, verbatim."""

    value: Decimal
    quote: str


@dataclass(frozen=True)
class ParsedAmounts:
    """The amounts of a text in its order, the ones to draw, and the numbers that a person may want to see.

    `staff` and `budget` are None where the text tells none, or leaves its reader in doubt.
    """

    amounts: tuple[ParsedAmount, ...]
    unread: tuple[UnreadNumber, ...]
    staff: ParsedAmount | None = None
    budget: ParsedAmount | None = None


def parse_amounts(text: str, names: Iterable[str] = ()) -> ParsedAmounts:
    """Return what a text tells of staff, money and shares; `names` of platforms are words that it may hold."""
    found = clauses(text, tokenize(text, names))
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
    amounts = _with_possible_shares(amounts)
    strays = tuple(_unread_numbers(text, found))
    staff, summed_staff = _choose(text, amounts, AmountKind.STAFF)
    budget, summed_money = _choose(text, amounts, AmountKind.MONEY)
    told = (*amounts, *summed_staff, *summed_money)
    return ParsedAmounts(told, strays, _of_team(staff, strays), _of_team(budget, strays))


def _of_team(chosen: ParsedAmount | None, strays: Sequence[UnreadNumber]) -> ParsedAmount | None:
    """Return a figure unless it is a whole body's, and another number may tell the part that works on data."""
    return None if chosen is not None and chosen.scope == "structure" and strays else chosen


def _with_possible_shares(amounts: list[ParsedAmount]) -> list[ParsedAmount]:
    """Put the shares in doubt that come to more than the whole, name a payer twice, or stand beside one in doubt."""
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
    """Return the figure of a kind to draw, and the sum that it is where lines tell its terms; None in any doubt."""
    told = [amount for amount in amounts if amount.kind is kind]
    if any(amount.reason for amount in told):
        return None, ()
    whole = [amount for amount in told if not amount.is_part]
    if len(whole) == 1:
        return whole[0], ()
    totals = [amount for amount in whole if amount.is_total]
    if len(totals) == 1:
        rest = [amount for amount in whole if amount is not totals[0]]
        is_sum = sum_of(text, rest).value == totals[0].value and totals[0].value_max is None
        return (totals[0] if is_sum else None), ()
    scopes = [amount.scope for amount in whole]
    if len(set(scopes)) > 1:
        # A figure that does not say what it counts may be one of those that do, or hold them all.
        preferred = None if "" in scopes else min(whole, key=lambda amount: [*Scope].index(Scope(amount.scope)))
        is_alone = preferred is not None and scopes.count(preferred.scope) == 1
        return (preferred if is_alone else None), ()
    tellers = {amount.tellers for amount in whole}
    if not whole or () in tellers or len(tellers) < len(whole):
        return None, ()
    total = sum_of(text, whole)
    return (None, ()) if total.reason else (total, (total,))


# What parts a number's own words from others, and how far they are looked for.
_BREAK = re.compile(r"[\n;()]|[.,:](?=\s)|\bet\b")
_AHEAD, _BEHIND = 30, 50


def _unread_numbers(text: str, found: Iterable[Clause]) -> Iterator[UnreadNumber]:
    """Yield the numbers that have no unit, each with the words around it, of one line and between its neighbours."""
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
    # A word that the reach may have cut in two is left out.
    if len(ahead) == _AHEAD:
        ahead = ahead.partition(" ")[2]
    if len(behind) == _BEHIND:
        behind = behind.rpartition(" ")[0]
    return (ahead + text[number.start : number.end] + behind).strip()
