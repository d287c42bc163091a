"""The clauses of a text and the items in each: a figure with the words that go with it, and how it stands to others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from .figure_lexer import Lexeme
from .figure_vocabulary import Kind, is_alarm
from .quantities import AmountKind, Figure, Node, is_kind, like, quantities

_SEPARATORS = (Kind.COMMA, Kind.AND, Kind.PLUS, Kind.SLASH, Kind.PART, Kind.SOIT, Kind.OR, Kind.DASH)
_CONTINUES = (Kind.PART, Kind.PLUS, Kind.SOIT, Kind.OPEN)
_UNITS = (Kind.FTE, Kind.PERSON, Kind.MONEY, Kind.TEAM)
_HAVE_NAMES = ("gip", "association", "syndicat", "syndicat mixte", "agence", "plateforme", "portail", "idg")
_ONE = ("un", "une")


@dataclass
class Item:
    """A stretch of a clause with at most one figure; `opener` is what parts it from the item before.

    `inside` is the item that a parenthesis was opened after, `label` what stands before a colon and is said of all
    that follows up to the next one.
    """

    opener: Kind | None = None
    nodes: list[Node] = field(default_factory=list)
    figure: Figure | None = None
    inside: Item | None = None
    is_in_parenthesis: bool = False
    is_part: bool = False
    label: Item | None = None

    def has(self, *kinds: Kind) -> bool:
        """Whether the item or its label holds a piece of those kinds."""
        return any(is_kind(node, *kinds) for node in self.all_nodes())

    def values(self, kind: Kind) -> tuple[object, ...]:
        """Return the different values of a kind in the item, or else in its label."""
        for nodes in (self.nodes, self.label.all_nodes() if self.label else ()):
            found = dict.fromkeys(node.value for node in nodes if isinstance(node, Lexeme) and node.kind is kind)
            if found:
                return tuple(found)
        return ()

    def words(self, *kinds: Kind) -> tuple[str, ...]:
        """Return the words of some kinds in the item, or else in its label."""
        for nodes in (self.nodes, self.label.all_nodes() if self.label else ()):
            found = [node.word for node in nodes if isinstance(node, Lexeme) and node.kind in kinds]
            if found:
                return tuple(found)
        return ()

    def all_nodes(self) -> Iterator[Node]:
        """Yield what is in the label, then what is in the item."""
        if self.label is not None:
            yield from self.label.all_nodes()
        yield from self.nodes


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


def clauses(text: str, pieces: Sequence[Lexeme]) -> list[Clause]:
    """Return the clauses of a text; a heading and a list under it, or a line that goes on, share what is in doubt."""
    found: list[Clause] = []
    heading: Clause | None = None
    for part in _parts(pieces):
        nodes = quantities(_with_implied_units(list(_named(text, part))))
        clause = Clause(_items(nodes), nodes)
        clause.doubt = _doubt(text, clause)
        is_heading = is_kind(nodes[-1], Kind.COLON) and not clause.figures
        if heading is not None and not clause.doubt and not _is_labelled(clause):
            clause.doubt = heading.doubt
        if is_heading:
            heading = clause
        found.append(clause)
    return found


def alarm(text: str, clause: Clause) -> str:
    """Return the word of a clause without figures that may take back the figures of others, "" without one."""
    for node in clause.nodes:
        if is_kind(node, Kind.UNKNOWN) and isinstance(node, Lexeme) and is_alarm(node.word):
            return text[node.start : node.end]
    return ""


def _is_labelled(clause: Clause) -> bool:
    return any(item.label is not None for item in clause.items)


def _parts(pieces: Sequence[Lexeme]) -> Iterator[list[Lexeme]]:
    part: list[Lexeme] = []
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        goes_on = piece.word == "\n" and following is not None and following.kind in _CONTINUES
        if piece.kind is not Kind.BREAK:
            part.append(piece)
        elif part and not goes_on:
            yield part
            part = []
    if part:
        yield part


def _named(text: str, pieces: Sequence[Lexeme]) -> Iterator[Lexeme]:
    """Yield the pieces with names and years as such: "GIP Arnia" changes nothing, "BP 25" tells the year."""
    before: Lexeme | None = None
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


def _with_implied_units(pieces: list[Lexeme]) -> list[Lexeme]:
    """Give the number after "ETP :", "équipe de" or "Budget (k€) :" the unit that stands before it."""
    unit: Lexeme | None = None
    found: list[Lexeme] = []
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
        elif piece.kind in (Kind.NUMBER, Kind.YEAR) and piece.word not in _ONE:
            end = place + 1
            while _goes_on(pieces, end):
                end += 2
            has_unit = end < len(pieces) and pieces[end].kind in (*_UNITS, Kind.PERCENT, Kind.FRACTION, Kind.TIMES)
            if unit is not None and is_open and not has_unit and (piece.kind is Kind.NUMBER or end == len(pieces)):
                found += [
                    replace(number, kind=Kind.NUMBER) if number is piece else number for number in pieces[place:end]
                ]
                kind = Kind.PERSON if unit.kind is Kind.TEAM else unit.kind
                found.append(Lexeme(kind, found[-1].end, found[-1].end, unit.value, unit.word))
                unit, is_open, place = None, False, end
                continue
            unit, is_open = None, False
        found.append(piece)
        place += 1
    return found


def _goes_on(pieces: Sequence[Lexeme], place: int) -> bool:
    """Whether a number before a place is the first of a range or of a sum."""
    return (
        place + 1 < len(pieces)
        and pieces[place].kind in (Kind.TO, Kind.DASH, Kind.PLUS)
        and pieces[place + 1].kind is Kind.NUMBER
    )


class _Walk:
    """Splits the pieces of a clause into items, left to right."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._current = Item()
        self._pending: list[Item] = []
        self._label: Item | None = None
        self._parents: list[Item | None] = []
        self._last: Item | None = None
        self._in_parts = False
        self._parts_at: list[bool] = []

    def _open(self, opener: Kind | None) -> None:
        """End the item that is being read and begin the next."""
        self._end()
        self._current = Item(opener=opener)

    def _end(self) -> None:
        item = self._current
        if item.figure is None:
            if item.nodes:
                self._pending.append(item)
            return
        self._settle_pending()
        item.inside = self._parents[-1] if self._parents else None
        item.is_in_parenthesis = bool(self._parents)
        item.is_part = self._in_parts or item.opener is Kind.PART
        item.label = self._label
        self.items.append(item)
        if not self._parents:
            self._last = item

    def _settle_pending(self) -> None:
        """Give stretches without a figure to the figure before them, else to the one that comes."""
        for item in self._pending:
            if self._last is not None:
                self._last.nodes += item.nodes
            else:
                self._current.nodes[:0] = item.nodes
        self._pending = []

    def take(self, node: Node) -> None:
        if isinstance(node, Figure):
            if self._current.figure is not None:
                self._open(None)
            self._current.nodes.append(node)
            self._current.figure = node
        elif node.kind is Kind.OPEN:
            self._open(Kind.OPEN)
            self._parents.append(self._last if not self._parents else self._parents[-1])
            self._parts_at.append(self._in_parts)
        elif node.kind is Kind.CLOSE:
            self._open(Kind.CLOSE)
            if self._parents:
                self._parents.pop()
                self._in_parts = self._parts_at.pop()
        elif node.kind in (Kind.COLON, Kind.EQUALS):
            self._colon(node.kind)
        elif node.kind in _SEPARATORS:
            self._open(node.kind)
            self._in_parts = (self._in_parts or node.kind is Kind.PART) and node.kind is not Kind.SOIT
        else:
            if node.kind is Kind.NUMBER and self._as_part(node):
                return
            self._current.nodes.append(node)

    def _as_part(self, number: Lexeme) -> bool:
        """Read a bare number in a list of parts in the unit of its total: "5 ETP dont 4,2 Région + 0,8 DREAL"."""
        is_listed = self._in_parts or self._current.opener is Kind.PART or bool(self._parents)
        total = self._parents[-1] if self._parents else self._last
        if number.word in _ONE or not is_listed or total is None or total.figure is None:
            return False
        if self._current.figure is not None or total.figure.kind is AmountKind.SHARE:
            return False
        self.take(like(number, total.figure))
        return True

    def _colon(self, kind: Kind) -> None:
        opener = self._current.opener
        if self._current.figure is not None:
            self._open(Kind.SOIT if kind is Kind.EQUALS else Kind.PART)
            self._in_parts = kind is Kind.COLON
            return
        self._end()
        label = Item(nodes=[node for item in self._pending for node in item.nodes])
        if label.nodes:
            self._label = label
        self._pending = []
        self._current = Item(opener=opener)

    def finish(self) -> list[Item]:
        self._end()
        if self._last is None and self.items:
            self._last = self.items[-1]
        if self._last is not None:
            for item in self._pending:
                self._last.nodes += item.nodes
        elif self._pending:
            self.items += self._pending
        return self.items


def _items(nodes: Iterable[Node]) -> list[Item]:
    walk = _Walk()
    for node in nodes:
        walk.take(node)
    return walk.finish()


_ALONE = (
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
)
"""What has a meaning only beside something else, and changes figures where that is missing."""


def _doubt(text: str, clause: Clause) -> str:
    """Return the first word that does not belong to the grammar where it stands."""
    parts = {item.figure.start for item in clause.figures if item.figure is not None}
    is_paid = False
    for place, node in enumerate(clause.nodes):
        if isinstance(node, Figure):
            continue
        is_paid = is_paid or node.kind is Kind.PAID
        is_read = node.kind is Kind.NUMBER and (node.word in _ONE or node.start in parts)
        if (
            (node.kind in _ALONE and not is_read)
            or (node.kind is Kind.DURING and not node.value)
            or (node.kind is Kind.OVER and node.value is None)
            or (node.kind in (Kind.DASH, Kind.PLUS) and place == 0)
            or (node.kind is Kind.BY and not _leads_to_payer(clause.nodes, place, is_paid))
        ):
            return text[node.start : node.end].strip() or node.word or "…"
    return ""


def _leads_to_payer(nodes: Sequence[Node], place: int, is_paid: bool) -> bool:
    """Whether "par" leads to who pays; "par Région" without a verb would be an amount for each."""
    by = nodes[place]
    following = next((node for node in islice(nodes, place + 1, None) if not is_kind(node, Kind.NEUTRAL)), None)
    is_named = is_paid or (isinstance(by, Lexeme) and by.word != "par")
    return is_named and is_kind(following, Kind.PAYER, Kind.SCOPE)
