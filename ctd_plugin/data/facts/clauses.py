"""The clauses of a text, and the first word in each that does not belong to the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .clause_items import ONE, Item, items_of
from .lexer import Token
from .quantities import AmountKind, Node, Quantity, is_kind, quantities
from .vocabulary import Kind, is_alarm

_CONTINUES = ((Kind.PART,), (Kind.PART, Kind.PLUS, Kind.SOIT, Kind.OPEN))
"""What goes on from the sentence before, and from the line before."""
_UNITS = (Kind.FTE, Kind.PERSON, Kind.MONEY, Kind.TEAM)
_LONGEST_ITEM = 12
_HAVE_NAMES = ("gip", "association", "syndicat", "syndicat mixte", "agence", "plateforme", "portail", "idg")


@dataclass
class Clause:
    """The items of a sentence or line; `doubt` is the first word that was not understood, "" where all were."""

    items: list[Item]
    nodes: list[Node]
    doubt: str = ""

    @property
    def figures(self) -> list[Item]:
        """Return the items that have a figure."""
        return [item for item in self.items if item.figure is not None]


def clauses(text: str, pieces: Sequence[Token]) -> list[Clause]:
    """Return the clauses of a text; a heading and a list under it, or a line that goes on, share what is in doubt."""
    found: list[Clause] = []
    heading: Clause | None = None
    for part in _split(pieces):
        nodes = quantities(_with_implied_units(list(_named(text, part))))
        clause = Clause(items_of(nodes), nodes)
        clause.doubt = _doubt(text, clause)
        is_heading = is_kind(nodes[-1], Kind.COLON) and not clause.figures
        if heading is not None and not clause.doubt and not _is_labelled(clause):
            clause.doubt = heading.doubt
        if is_heading:
            heading = clause
        found.append(clause)
    return found


def alarming_word(text: str, clause: Clause) -> str:
    """Return the word of a clause without figures that may take back the figures of others, "" without one."""
    for node in clause.nodes:
        if is_kind(node, Kind.UNKNOWN) and isinstance(node, Token) and is_alarm(node.word):
            return text[node.start : node.end]
    return ""


def lone_number(text: str, clause: Clause) -> str:
    """Return a number that tells somebody's part in a clause without figures, "" without one: "Région 1,3"."""
    is_of_somebody = any(is_kind(node, Kind.PAYER, Kind.SCOPE, Kind.TASK) for node in clause.nodes)
    if not is_of_somebody or any(is_kind(node, Kind.UNKNOWN) for node in clause.nodes):
        return ""
    numbers = (node for node in clause.nodes if is_kind(node, Kind.NUMBER) and text[node.start].isdigit())
    return next((text[number.start : number.end] for number in numbers), "")


def _is_labelled(clause: Clause) -> bool:
    return any(item.label is not None for item in clause.items)


def _split(pieces: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the pieces of each clause: up to the end of a line or sentence that the next does not go on from."""
    part: list[Token] = []
    # What stands after each piece and its breaks, gathered from the end: runs of line breaks are walked once.
    after_breaks: list[Token | None] = [None] * len(pieces)
    for place in range(len(pieces) - 2, -1, -1):
        is_break = pieces[place + 1].kind is Kind.BREAK
        after_breaks[place] = after_breaks[place + 1] if is_break else pieces[place + 1]
    for place, piece in enumerate(pieces):
        following = after_breaks[place]
        if piece.kind is not Kind.BREAK:
            part.append(piece)
        elif piece.word == "\n" and part and _is_part(pieces, place + 1):
            if part[-1].kind is not Kind.COLON:
                part.append(replace(piece, kind=Kind.PART))
        elif part and not (following is not None and following.kind in _CONTINUES[piece.word == "\n"]):
            yield part
            part = []
    if part:
        yield part


def _is_part(pieces: Sequence[Token], place: int) -> bool:
    """Whether a list item tells a bare number of somebody, in the unit of the line before: "- Région : 3"."""
    end = next((at for at in range(place, len(pieces)) if pieces[at].kind is Kind.BREAK), len(pieces))
    kinds = [piece.kind for piece in pieces[place : min(end, place + _LONGEST_ITEM)]]
    is_bare = kinds.count(Kind.NUMBER) == 1 and not set(kinds) & {*_UNITS, Kind.PERCENT, Kind.UNKNOWN, Kind.YEAR}
    return (
        bool(kinds) and kinds[0] is Kind.BULLET and is_bare and bool(set(kinds) & {Kind.PAYER, Kind.SCOPE, Kind.TASK})
    )


def _named(text: str, pieces: Sequence[Token]) -> Iterator[Token]:
    """Yield the pieces with names and years as such: "GIP Arnia" changes nothing, "BP 25" tells the year."""
    before: Token | None = None
    for place, piece in enumerate(pieces):
        is_name = (
            piece.kind is Kind.UNKNOWN
            and before is not None
            and before.kind is Kind.SCOPE
            and before.word in _HAVE_NAMES
            and text[piece.start].isupper()
        )
        is_year = (
            piece.kind is Kind.NUMBER
            and re.fullmatch(r"[234]\d", piece.word) is not None
            and is_kind(before, Kind.BUDGET)
            and not (place + 1 < len(pieces) and pieces[place + 1].kind is Kind.MONEY)
        )
        before = piece
        yield replace(piece, kind=Kind.NEUTRAL if is_name else Kind.YEAR) if is_name or is_year else piece


def _with_implied_units(pieces: list[Token]) -> list[Token]:
    """Give the number after "ETP :", "équipe de" or "Budget (k€) :" the unit that stands before it."""
    unit: Token | None = None
    found: list[Token] = []
    place, is_open = 0, False
    while place < len(pieces):
        piece = pieces[place]
        before = pieces[place - 1] if place else None
        if piece.kind in _UNITS and not is_kind(before, Kind.NUMBER, Kind.FRACTION):
            unit, is_open = piece, piece.kind is Kind.TEAM
        elif piece.kind in (Kind.COLON, Kind.EQUALS):
            is_open = unit is not None
        elif piece.kind in (Kind.COMMA, Kind.AND, Kind.PLUS, Kind.PART):
            unit, is_open = None, False
        elif piece.kind in (Kind.NUMBER, Kind.YEAR) and piece.word not in ONE:
            end = place + 1
            while _goes_on(pieces, end):
                end += 2
            has_unit = end < len(pieces) and pieces[end].kind in (*_UNITS, Kind.PERCENT, Kind.FRACTION, Kind.TIMES)
            if unit is not None and is_open and not has_unit and (piece.kind is Kind.NUMBER or end == len(pieces)):
                found += [
                    replace(number, kind=Kind.NUMBER) if number is piece else number for number in pieces[place:end]
                ]
                kind = Kind.PERSON if unit.kind is Kind.TEAM else unit.kind
                found.append(Token(kind, found[-1].end, found[-1].end, unit.value, unit.word))
                unit, is_open, place = None, False, end
                continue
            unit, is_open = None, False
        found.append(piece)
        place += 1
    return found


def _goes_on(pieces: Sequence[Token], place: int) -> bool:
    """Whether a number before a place is the first of a range or of a sum."""
    return (
        place + 1 < len(pieces)
        and pieces[place].kind in (Kind.TO, Kind.DASH, Kind.PLUS)
        and pieces[place + 1].kind is Kind.NUMBER
    )


_NEVER_ALONE = (
    Kind.UNKNOWN,
    Kind.NUMBER,
    Kind.FRACTION,
    Kind.HALF_TIME,
    Kind.YEARS,
    Kind.SPAN,
    Kind.TIMES,
    Kind.FROM,
    Kind.PERCENT,
    Kind.OR,
    Kind.EACH,
)
"""What has a meaning only beside something else, and changes figures where that is missing."""


def _doubt(text: str, clause: Clause) -> str:
    """Return the first word that does not belong to the grammar where it stands."""
    parts = {item.figure.start for item in clause.figures if item.figure is not None}
    is_paid = False
    has_payer = any(is_kind(node, Kind.PAYER, Kind.FEE) for node in clause.nodes)
    for place, node in enumerate(clause.nodes):
        if isinstance(node, Quantity):
            if node.kind is AmountKind.SHARE and not has_payer and not is_kind(after(clause.nodes, place), Kind.COVER):
                return text[node.start : node.end].strip()
            continue
        is_paid = is_paid or node.kind in (Kind.PAID, Kind.GRANT)
        is_read = node.kind is Kind.NUMBER and (node.word in ONE or node.start in parts)
        if (
            (node.kind in _NEVER_ALONE and not is_read)
            or (node.kind is Kind.DURING and not node.value)
            or (node.kind is Kind.OVER and node.value is None)
            or (node.kind in (Kind.DASH, Kind.PLUS) and place == 0)
            or (node.kind is Kind.BY and not _leads_to_payer(clause.nodes, place, is_paid))
        ):
            return text[node.start : node.end].strip() or node.word or "…"
    return ""


def after(nodes: Sequence[Node], place: int) -> Node | None:
    """Return the next piece after a place that means something."""
    return next((nodes[at] for at in range(place + 1, len(nodes)) if not is_kind(nodes[at], Kind.NEUTRAL)), None)


def _leads_to_payer(nodes: Sequence[Node], place: int, is_paid: bool) -> bool:
    """Whether "par" leads to who pays; "par Région" without a verb would be an amount for each."""
    by = nodes[place]
    following = after(nodes, place)
    if is_paid and is_kind(following, Kind.COLON):
        return True
    is_named = is_paid or (isinstance(by, Token) and by.word not in ("par", "by"))
    return is_named and is_kind(following, Kind.PAYER, Kind.SCOPE, Kind.FEE)
