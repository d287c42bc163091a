"""Shares of a funding and who pays each, in any order: "60 % Région", "Région (60 %)", "moitié État, moitié Région"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from .clauses import Clause, after
from .figure_lexer import Lexeme
from .figure_vocabulary import Kind
from .quantities import AmountKind, Figure, Node, is_kind


class Share(NamedTuple):
    """What a payer pays, in per cent; `payer` is "" and `value` None where the clause leaves its reader in doubt."""

    value: Decimal | None
    payer: str
    start: int
    end: int
    is_approximate: bool = False


def shares_of(clause: Clause) -> tuple[Share, ...]:
    """Return the shares that a clause tells; those of spending ("2/3 investissement") are none of a payer."""
    nodes = list(_of_payers(clause.nodes))
    shares = [node for node in nodes if isinstance(node, Figure)]
    payers = [node for node in nodes if isinstance(node, Lexeme)]
    equal = next((node for node in clause.nodes if is_kind(node, Kind.EQUAL_SHARES)), None)
    if equal is not None and isinstance(equal, Lexeme):
        codes = dict.fromkeys(payer.value for payer in payers)
        is_read = not shares and 1 < len(codes) == len(payers)
        each = Decimal(100) / len(codes) if is_read else None
        start, end = min(equal.start, *(p.start for p in payers)), max(equal.end, *(p.end for p in payers))
        return tuple(Share(each, code, start, end) for code in codes) if is_read else (Share(None, "", start, end),)
    if not payers:
        return ()
    told = [node for node in clause.nodes if isinstance(node, Figure) and node.kind is AmountKind.SHARE]
    is_of_something = any(
        isinstance(node, Figure) and node in shares and _is_of_something(clause.nodes[place + 1 :])
        for place, node in enumerate(clause.nodes)
    )
    pairs = None if is_of_something or len(shares) < _of_funding(clause.nodes) else _pairs(nodes, shares, payers)
    if pairs is None:
        return tuple(Share(None, "", share.start, share.end) for share in told)
    return tuple(
        Share(
            share.value if share.value_max is None else None,
            payer.value,
            min(share.start, payer.start),
            max(share.end, payer.end),
            share.is_approximate,
        )
        for share, payer in pairs
    )


def _is_of_something(nodes: Sequence[Node]) -> bool:
    """Whether the pieces after a share say of what it is: "60 % des communes" is no funding."""
    if not (nodes and isinstance(nodes[0], Lexeme) and nodes[0].word in ("de", "des", "du", "d")):
        return False
    of = next((node for node in nodes if not is_kind(node, Kind.NEUTRAL)), None)
    return not is_kind(of, Kind.BUDGET, Kind.PAID, Kind.TOTAL)


def _is_of_funding(nodes: Sequence[Node], place: int) -> bool:
    """Whether a piece is a share, and none of what is spent: "2/3 investissement"."""
    node = nodes[place]
    return isinstance(node, Figure) and node.kind is AmountKind.SHARE and not is_kind(after(nodes, place), Kind.COVER)


def _of_funding(nodes: Sequence[Node]) -> int:
    return sum(_is_of_funding(nodes, place) for place in range(len(nodes)))


def _of_payers(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the shares and payers that may belong together, which stand after any other figure of the clause."""
    others = [
        place for place, node in enumerate(nodes) if isinstance(node, Figure) and node.kind is not AmountKind.SHARE
    ]
    for place in range(others[-1] + 1 if others else 0, len(nodes)):
        if is_kind(nodes[place], Kind.PAYER) or _is_of_funding(nodes, place):
            yield nodes[place]


def _pairs(
    nodes: Sequence[Node], shares: Sequence[Figure], payers: Sequence[Lexeme]
) -> list[tuple[Figure, Lexeme]] | None:
    """Return each share with its payer where they take turns, None where they do not."""
    if not shares:
        return []
    turns = [isinstance(node, Figure) for node in nodes]
    first = turns[0]
    if len(shares) != len(payers) or any(turn is not (first == (place % 2 == 0)) for place, turn in enumerate(turns)):
        return None
    if len({payer.value for payer in payers}) < len(payers):
        return None
    return list(zip(shares, payers, strict=True))
