"""Shares of a funding and who pays each, in any order: "60 % Région", "Région (60 %)", "moitié État, moitié Région"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .clauses import Clause, after
from .lexer import Token
from .quantities import AmountKind, Node, Quantity, is_kind
from .vocabulary import Kind

_SINGLE = ("etat", "region", "europe", "cper", "fnadt", "ecolab")
"""Payers that are one, of which no share is a number of them."""


class FundingShare(NamedTuple):
    """What a payer pays, in per cent; `payer` is "" and `value` None where the clause leaves its reader in doubt."""

    value: Decimal | None
    payer: str
    start: int
    end: int
    is_approximate: bool = False


def funding_shares(clause: Clause) -> tuple[FundingShare, ...]:
    """Return the shares that a clause tells; those of spending ("2/3 investissement") are none of a payer."""
    nodes = clause.nodes
    told = [place for place in range(len(nodes)) if _is_of_funding(nodes, place)]
    if not told or not any(map(is_payer, nodes)):
        return ()
    is_paid = any(is_kind(node, Kind.PAID) for node in nodes)
    found: list[FundingShare] = []
    for stretch in _between_figures(nodes):
        if not any(place in told for place in stretch):
            continue
        read = (
            None
            if any(_is_of_other_things(nodes, place, is_paid) for place in stretch)
            else _paired_shares(nodes, stretch)
        )
        if read is None:
            return tuple(FundingShare(None, "", nodes[place].start, nodes[place].end) for place in told)
        found.extend(read)
    return tuple(found)


def is_payer(node: Node) -> bool:
    """Whether a piece names who pays, members by their fees included."""
    return is_kind(node, Kind.PAYER, Kind.FEE)


def _is_of_funding(nodes: Sequence[Node], place: int) -> bool:
    """Whether a piece is a share, and none of what is spent: "2/3 investissement"."""
    node = nodes[place]
    if is_kind(node, Kind.EQUAL_SHARES, Kind.SPLIT):
        return True
    return isinstance(node, Quantity) and node.kind is AmountKind.SHARE and not is_kind(after(nodes, place), Kind.COVER)


def _is_of_other_things(nodes: Sequence[Node], place: int, is_paid: bool) -> bool:
    """Whether a share is one of other things than money: "60 % des communes", but not "60 % du budget"."""
    following = nodes[place + 1] if place + 1 < len(nodes) else None
    if not (isinstance(nodes[place], Quantity) and isinstance(following, Token)):
        return False
    whole = after(nodes, place)
    is_money = is_kind(whole, Kind.BUDGET, Kind.PAID, Kind.TOTAL, Kind.FEE)
    is_given = is_paid and is_kind(whole, Kind.PAYER, Kind.SCOPE)
    # "50 % de Région" names who pays, "60 % des communes" does not.
    is_named = following.word in ("de", "d") and place + 2 < len(nodes) and nodes[place + 2] is whole
    is_one = is_named and isinstance(whole, Token) and whole.value in _SINGLE
    return following.word in ("de", "des", "du", "d") and not (is_money or is_given or is_one)


def _between_figures(nodes: Sequence[Node]) -> Iterator[range]:
    """Yield the stretches between figures that are no shares: a payer beside such a figure may be its own."""
    begin = 0
    for place, node in enumerate(nodes):
        if isinstance(node, Quantity) and node.kind is not AmountKind.SHARE:
            yield range(begin, place)
            begin = place + 1
    yield range(begin, len(nodes))


def _paired_shares(nodes: Sequence[Node], stretch: range) -> list[FundingShare] | None:
    """Return the shares of a stretch with their payers, None where they do not take turns."""
    told = [nodes[place] for place in stretch if is_payer(nodes[place]) or _is_of_funding(nodes, place)]
    payers = [node for node in told if isinstance(node, Token) and is_payer(node)]
    if len({payer.value for payer in payers}) < len(payers):
        return None
    if any(isinstance(node, Quantity) for node in told):
        told = [node for node in told if not is_kind(node, Kind.EQUAL_SHARES)]
    shares = [node for node in told if not is_payer(node)]
    if isinstance(shares[0], Token):
        return _split_shares(shares[0], payers) if len(shares) == 1 else None
    turns = [is_payer(node) for node in told]
    if len(shares) != len(payers) or any(turn is not (turns[0] == (at % 2 == 0)) for at, turn in enumerate(turns)):
        return None
    return [
        FundingShare(
            share.value if share.value_max is None else None,
            payer.value,
            min(share.start, payer.start),
            max(share.end, payer.end),
            share.is_approximate,
        )
        for share, payer in zip(shares, payers, strict=True)
        if isinstance(share, Quantity)
    ]


def _split_shares(split: Token, payers: Sequence[Token]) -> list[FundingShare] | None:
    """Return what each payer pays of "60/40", or of equal parts."""
    is_equal = split.kind is Kind.EQUAL_SHARES
    if len(payers) < 2 or (is_equal and split.value not in (None, len(payers))) or (not is_equal and len(payers) != 2):
        return None
    values = [Decimal(100) / len(payers)] * len(payers) if is_equal else list(split.value)
    start, end = min(split.start, payers[0].start), max(split.end, payers[-1].end)
    return [FundingShare(value, payer.value, start, end) for value, payer in zip(values, payers, strict=True)]
