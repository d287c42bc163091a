"""Shares of a funding with their payers, in any order: "60 % Région", "Région (60 %)", "moitié État, moitié Région"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from .clauses import Clause, next_node
from .lexer import Token
from .quantities import AmountKind, Node, Quantity, is_kind
from .vocabulary import Kind

_SINGLE = ("etat", "region", "europe", "cper", "fnadt", "ecolab")
"""Payers that are one body, so that no share can be a number of them."""


class FundingShare(NamedTuple):
    """The share of a payer in per cent; `payer` is "" and `value` None where it is in doubt."""

    value: Decimal | None
    payer: str
    start: int
    end: int
    is_approximate: bool = False


def funding_shares(clause: Clause) -> tuple[FundingShare, ...]:
    """Return the shares of payers in a clause; shares of spending ("2/3 investissement") are none."""
    nodes = clause.nodes
    share_places = [place for place in range(len(nodes)) if _is_of_funding(nodes, place)]
    if not share_places or not any(map(is_payer, nodes)):
        return ()
    is_paid = any(is_kind(node, Kind.PAID) for node in nodes)
    found: list[FundingShare] = []
    for span in _between_figures(nodes):
        if not any(place in share_places for place in span):
            continue
        read = (
            None if any(_is_of_other_things(nodes, place, is_paid) for place in span) else _paired_shares(nodes, span)
        )
        if read is None:
            return tuple(FundingShare(None, "", nodes[place].start, nodes[place].end) for place in share_places)
        found.extend(read)
    return tuple(found)


def is_payer(node: Node) -> bool:
    """Whether a node names a payer, or the fees of members."""
    return is_kind(node, Kind.PAYER, Kind.FEE)


def _is_of_funding(nodes: Sequence[Node], place: int) -> bool:
    """Whether the node at a place is a share of funding, not of spending: "2/3 investissement"."""
    node = nodes[place]
    if is_kind(node, Kind.EQUAL_SHARES, Kind.SPLIT):
        return True
    return (
        isinstance(node, Quantity)
        and node.kind is AmountKind.SHARE
        and not is_kind(next_node(nodes, place), Kind.COVER)
    )


def _is_of_other_things(nodes: Sequence[Node], place: int, is_paid: bool) -> bool:
    """Whether the node at a place is a share of other things than money: "60 % des communes", not "60 % du budget"."""
    following = nodes[place + 1] if place + 1 < len(nodes) else None
    if not (isinstance(nodes[place], Quantity) and isinstance(following, Token)):
        return False
    whole = next_node(nodes, place)
    is_money = is_kind(whole, Kind.BUDGET, Kind.PAID, Kind.TOTAL, Kind.FEE)
    is_given = is_paid and is_kind(whole, Kind.PAYER, Kind.SCOPE)
    # "50 % de Région" names a payer, "60 % des communes" does not.
    is_named = following.word in ("de", "d") and place + 2 < len(nodes) and nodes[place + 2] is whole
    is_one = is_named and isinstance(whole, Token) and whole.value in _SINGLE
    return following.word in ("de", "des", "du", "d") and not (is_money or is_given or is_one)


def _between_figures(nodes: Sequence[Node]) -> Iterator[range]:
    """Yield the ranges of nodes between other figures, because a payer beside such a figure may be its own."""
    begin = 0
    for place, node in enumerate(nodes):
        if isinstance(node, Quantity) and node.kind is not AmountKind.SHARE:
            yield range(begin, place)
            begin = place + 1
    yield range(begin, len(nodes))


def _paired_shares(nodes: Sequence[Node], span: range) -> list[FundingShare] | None:
    """Return the shares in a range of nodes with their payers, None where these do not alternate."""
    relevant = [nodes[place] for place in span if is_payer(nodes[place]) or _is_of_funding(nodes, place)]
    payers = [node for node in relevant if isinstance(node, Token) and is_payer(node)]
    if len({payer.value for payer in payers}) < len(payers):
        return None
    if any(isinstance(node, Quantity) for node in relevant):
        relevant = [node for node in relevant if not is_kind(node, Kind.EQUAL_SHARES)]
    shares = [node for node in relevant if not is_payer(node)]
    if isinstance(shares[0], Token):
        return _split_shares(shares[0], payers) if len(shares) == 1 else None
    are_payers = [is_payer(node) for node in relevant]
    if len(shares) != len(payers) or any(one is next_one for one, next_one in pairwise(are_payers)):
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
    """Return the share of each payer in "60/40" or in equal parts."""
    is_equal = split.kind is Kind.EQUAL_SHARES
    if len(payers) < 2 or (is_equal and split.value not in (None, len(payers))) or (not is_equal and len(payers) != 2):
        return None
    values = [Decimal(100) / len(payers)] * len(payers) if is_equal else list(split.value)
    start, end = min(split.start, payers[0].start), max(split.end, payers[-1].end)
    return [FundingShare(value, payer.value, start, end) for value, payer in zip(values, payers, strict=True)]
