"""Splitting a text into clauses, and finding the first word of each that does not fit the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .clause_items import ARTICLES, Item, items_of
from .lexer import Token
from .quantities import AmountKind, Node, Quantity, is_kind, quantities
from .vocabulary import Kind, is_alarm

_CONTINUES = ((Kind.PART,), (Kind.PART, Kind.PLUS, Kind.RESTATES, Kind.OPEN))
"""Kinds of tokens that continue the sentence before, and the line before."""
_UNITS = (Kind.FTE, Kind.PERSON, Kind.MONEY, Kind.TEAM)
_LONGEST_ITEM = 12
_HAVE_NAMES = ("gip", "association", "syndicat", "syndicat mixte", "agence", "plateforme", "portail", "idg")


@dataclass
class Clause:
    """The items of a sentence or line; `doubt` is the first word that is not understood, "" where all are."""

    items: list[Item]
    nodes: list[Node]
    doubt: str = ""

    @property
    def figures(self) -> list[Item]:
        """The items with a figure."""
        return [item for item in self.items if item.figure is not None]


def clauses(text: str, tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of a text; those of a list share the doubt of its heading."""
    found: list[Clause] = []
    heading: Clause | None = None
    for part in _split(tokens):
        nodes = quantities(_with_implied_units(list(_with_names_and_years(text, part))))
        clause = Clause(items_of(nodes), nodes)
        clause.doubt = _doubt(text, clause)
        is_heading = is_kind(nodes[-1], Kind.COLON) and not clause.figures
        is_labelled = any(item.label is not None for item in clause.items)
        if heading is not None and not clause.doubt and not is_labelled:
            clause.doubt = heading.doubt
        if is_heading:
            heading = clause
        found.append(clause)
    return found


def alarming_word(text: str, clause: Clause) -> str:
    """Return the word of a clause that may take back the figures of other clauses, "" without one."""
    for node in clause.nodes:
        if is_kind(node, Kind.UNKNOWN) and isinstance(node, Token) and is_alarm(node.word):
            return text[node.start : node.end]
    return ""


def lone_number(text: str, clause: Clause) -> str:
    """Return a number in a clause without figures that may be a payer's part, "" without one: "Région 1,3"."""
    has_owner = any(is_kind(node, Kind.PAYER, Kind.SCOPE, Kind.TASK) for node in clause.nodes)
    if not has_owner or any(is_kind(node, Kind.UNKNOWN) for node in clause.nodes):
        return ""
    numbers = (node for node in clause.nodes if is_kind(node, Kind.NUMBER) and text[node.start].isdigit())
    return next((text[number.start : number.end] for number in numbers), "")


def _split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each clause: up to the end of a line or sentence that the next does not continue."""
    part: list[Token] = []
    # The next token that is no break, for each: from the end, so that long runs of line breaks cost no more.
    after_breaks: list[Token | None] = [None] * len(tokens)
    for place in range(len(tokens) - 2, -1, -1):
        is_break = tokens[place + 1].kind is Kind.BREAK
        after_breaks[place] = after_breaks[place + 1] if is_break else tokens[place + 1]
    for place, token in enumerate(tokens):
        following = after_breaks[place]
        if token.kind is not Kind.BREAK:
            part.append(token)
        elif token.word == "\n" and part and _is_part(tokens, place + 1):
            if part[-1].kind is not Kind.COLON:
                part.append(replace(token, kind=Kind.PART))
        elif part and not (following is not None and following.kind in _CONTINUES[token.word == "\n"]):
            yield part
            part = []
    if part:
        yield part


def _is_part(tokens: Sequence[Token], place: int) -> bool:
    """Whether a list item is a bare number for a payer, in the unit of the line before: "- Région : 3"."""
    end = next((at for at in range(place, len(tokens)) if tokens[at].kind is Kind.BREAK), len(tokens))
    kinds = [token.kind for token in tokens[place : min(end, place + _LONGEST_ITEM)]]
    is_bare = kinds.count(Kind.NUMBER) == 1 and not set(kinds) & {*_UNITS, Kind.PERCENT, Kind.UNKNOWN, Kind.YEAR}
    return (
        bool(kinds) and kinds[0] is Kind.BULLET and is_bare and bool(set(kinds) & {Kind.PAYER, Kind.SCOPE, Kind.TASK})
    )


def _with_names_and_years(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens with names and years marked: "GIP Arnia" is neutral, "BP 25" is a year."""
    before: Token | None = None
    for place, token in enumerate(tokens):
        is_name = (
            token.kind is Kind.UNKNOWN
            and before is not None
            and before.kind is Kind.SCOPE
            and before.word in _HAVE_NAMES
            and text[token.start].isupper()
        )
        is_year = (
            token.kind is Kind.NUMBER
            and re.fullmatch(r"[234]\d", token.word) is not None
            and is_kind(before, Kind.BUDGET)
            and not (place + 1 < len(tokens) and tokens[place + 1].kind is Kind.MONEY)
        )
        before = token
        yield replace(token, kind=Kind.NEUTRAL if is_name else Kind.YEAR) if is_name or is_year else token


def _with_implied_units(tokens: list[Token]) -> list[Token]:
    """Return the tokens with the unit repeated after a number that follows it: "ETP :", "Budget (k€) :"."""
    unit: Token | None = None
    found: list[Token] = []
    place, is_open = 0, False
    while place < len(tokens):
        token = tokens[place]
        before = tokens[place - 1] if place else None
        if token.kind in _UNITS and not is_kind(before, Kind.NUMBER, Kind.FRACTION):
            unit, is_open = token, token.kind is Kind.TEAM
        elif token.kind in (Kind.COLON, Kind.EQUALS):
            is_open = unit is not None
        elif token.kind in (Kind.COMMA, Kind.AND, Kind.PLUS, Kind.PART):
            unit, is_open = None, False
        elif token.kind in (Kind.NUMBER, Kind.YEAR) and token.word not in ARTICLES:
            end = place + 1
            while _continues(tokens, end):
                end += 2
            has_unit = end < len(tokens) and tokens[end].kind in (*_UNITS, Kind.PERCENT, Kind.FRACTION, Kind.TIMES)
            if unit is not None and is_open and not has_unit and (token.kind is Kind.NUMBER or end == len(tokens)):
                found += [
                    replace(number, kind=Kind.NUMBER) if number is token else number for number in tokens[place:end]
                ]
                kind = Kind.PERSON if unit.kind is Kind.TEAM else unit.kind
                found.append(Token(kind, found[-1].end, found[-1].end, unit.value, unit.word))
                unit, is_open, place = None, False, end
                continue
            unit, is_open = None, False
        found.append(token)
        place += 1
    return found


def _continues(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number before a place is the first of a range or of a sum."""
    return (
        place + 1 < len(tokens)
        and tokens[place].kind in (Kind.TO, Kind.DASH, Kind.PLUS)
        and tokens[place + 1].kind is Kind.NUMBER
    )


_NEVER_ALONE = {
    *(Kind.UNKNOWN, Kind.NUMBER, Kind.FRACTION, Kind.HALF_TIME, Kind.YEARS, Kind.SPAN, Kind.TIMES, Kind.FROM),
    *(Kind.PERCENT, Kind.OR, Kind.EACH),
}
"""Kinds of tokens that have a meaning only in combination with others."""


def _doubt(text: str, clause: Clause) -> str:
    """Return the first word of a clause that does not fit the grammar, "" where all do."""
    parts = {item.figure.start for item in clause.figures if item.figure is not None}
    is_paid = False
    has_payer = any(is_kind(node, Kind.PAYER, Kind.FEE) for node in clause.nodes)
    for place, node in enumerate(clause.nodes):
        if isinstance(node, Quantity):
            if (
                node.kind is AmountKind.SHARE
                and not has_payer
                and not is_kind(next_node(clause.nodes, place), Kind.COVER)
            ):
                return text[node.start : node.end].strip()
            continue
        is_paid = is_paid or node.kind in (Kind.PAID, Kind.GRANT)
        is_read = node.kind is Kind.NUMBER and (node.word in ARTICLES or node.start in parts)
        if (
            (node.kind in _NEVER_ALONE and not is_read)
            or (node.kind is Kind.DURING and not node.value)
            or (node.kind is Kind.OVER and node.value is None)
            or (node.kind in (Kind.DASH, Kind.PLUS) and place == 0)
            or (node.kind is Kind.BY and not _leads_to_payer(clause.nodes, place, is_paid))
        ):
            return text[node.start : node.end].strip() or node.word or "…"
    return ""


def next_node(nodes: Sequence[Node], place: int) -> Node | None:
    """Return the next node after a place that is not neutral."""
    return next((nodes[at] for at in range(place + 1, len(nodes)) if not is_kind(nodes[at], Kind.NEUTRAL)), None)


def _leads_to_payer(nodes: Sequence[Node], place: int, is_paid: bool) -> bool:
    """Whether "par" is followed by a payer; "par Région" without a verb would be an amount for each."""
    by = nodes[place]
    following = next_node(nodes, place)
    if is_paid and is_kind(following, Kind.COLON):
        return True
    is_named = is_paid or (isinstance(by, Token) and by.word not in ("par", "by"))
    return is_named and is_kind(following, Kind.PAYER, Kind.SCOPE, Kind.FEE)
