"""Splitting a clause into items: each a figure with its words, and its relation to the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .lexer import Token
from .quantities import AmountKind, Node, Quantity, in_unit_of, is_kind
from .vocabulary import Kind

_SEPARATORS = (Kind.COMMA, Kind.AND, Kind.PLUS, Kind.SLASH, Kind.PART, Kind.RESTATES, Kind.OR, Kind.DASH)
ARTICLES = ("un", "une")
"""Number words that are articles where no unit follows."""


@dataclass
class Item:
    """A part of a clause with at most one figure; `opener` is the separator before it.

    `inside` is the item before the parenthesis that contains this one; `label` is the text before a colon, which
    applies to all items up to the next colon.
    """

    opener: Kind | None = None
    nodes: list[Node] = field(default_factory=list)
    figure: Quantity | None = None
    inside: Item | None = None
    is_in_parenthesis: bool = False
    is_part: bool = False
    label: Item | None = None

    def has(self, *kinds: Kind) -> bool:
        """Whether the item or its label contains a token of one of the kinds."""
        return any(is_kind(node, *kinds) for node in self.all_nodes())

    def values(self, kind: Kind) -> tuple[object, ...]:
        """Return the distinct values of tokens of a kind in the item, or else in its label."""
        for nodes in (self.nodes, self.label.all_nodes() if self.label else ()):
            found = dict.fromkeys(node.value for node in nodes if isinstance(node, Token) and node.kind is kind)
            if found:
                return tuple(found)
        return ()

    def words(self, *kinds: Kind) -> tuple[str, ...]:
        """Return the words of tokens of the kinds in the item, or else in its label."""
        for nodes in (self.nodes, self.label.all_nodes() if self.label else ()):
            found = [node.word for node in nodes if isinstance(node, Token) and node.kind in kinds]
            if found:
                return tuple(found)
        return ()

    def all_nodes(self) -> Iterator[Node]:
        """Yield the nodes of the label, then those of the item."""
        if self.label is not None:
            yield from self.label.all_nodes()
        yield from self.nodes


def items_of(nodes: Sequence[Node]) -> list[Item]:
    """Return the items of a clause; parts without a figure belong to an item with one, if there is any."""
    return _ItemSplitter(nodes).run()


@dataclass
class _Parenthesis:
    """An open parenthesis, after a figure (`parent`) or after words that are its label: "DREAL (1 ETP)"."""

    parent: Item | None
    is_labelled: bool
    in_parts: bool
    label: Item | None
    items_before: int


class _ItemSplitter:
    """Splits the nodes of a clause into items, left to right."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self.items: list[Item] = []
        self._current = Item()
        self._pending: list[Item] = []
        self._label: Item | None = None
        self._open: list[_Parenthesis] = []
        self._last: Item | None = None
        self._in_parts = False

    def run(self) -> list[Item]:
        for place, node in enumerate(self._nodes):
            self._add(place, node)
        self._end()
        holder = self._last or (self.items[-1] if self.items else None)
        if holder is None:
            return self._pending
        for item in self._pending:
            holder.nodes += item.nodes
        return self.items

    def _begin(self, opener: Kind | None) -> None:
        """End the current item and begin the next."""
        self._end()
        self._current = Item(opener=opener)

    def _end(self) -> None:
        item = self._current
        if item.figure is None:
            if item.nodes:
                self._pending.append(item)
            return
        self._attach_pending()
        around = self._around()
        item.inside = around.parent if around else None
        item.is_in_parenthesis = around is not None
        item.is_part = self._in_parts or item.opener is Kind.PART
        item.label = self._label
        self.items.append(item)
        if around is None:
            self._last = item

    def _around(self) -> _Parenthesis | None:
        return next((one for one in reversed(self._open) if not one.is_labelled), None)

    def _attach_pending(self) -> None:
        """Add parts without a figure to the item before them, else to the next."""
        for item in self._pending:
            if self._last is not None:
                self._last.nodes += item.nodes
            else:
                self._current.nodes[:0] = item.nodes
        self._pending = []

    def _add(self, place: int, node: Node) -> None:
        if isinstance(node, Token) and node.kind is Kind.NUMBER:
            node = self._with_unit(place, node)
        if isinstance(node, Quantity):
            if self._current.figure is not None:
                self._begin_beside(self._current.figure, node)
            self._current.nodes.append(node)
            self._current.figure = node
        elif node.kind is Kind.OPEN:
            self._open_parenthesis()
        elif node.kind is Kind.CLOSE:
            self._close_parenthesis()
        elif node.kind in (Kind.COLON, Kind.EQUALS):
            self._colon(node.kind)
        elif node.kind in _SEPARATORS:
            self._begin(node.kind)
            self._in_parts = (self._in_parts or node.kind is Kind.PART) and node.kind is not Kind.RESTATES
        else:
            self._current.nodes.append(node)

    def _begin_beside(self, figure: Quantity, other: Quantity) -> None:
        """Begin an item at a second figure, with the words that lead to it: "3 ETP, budget de 1 M€"."""
        nodes = self._current.nodes
        at = max((at for at, node in enumerate(nodes) if is_kind(node, Kind.BUDGET, Kind.TEAM)), default=-1)
        after_figure = nodes.index(figure) + 1
        leading = nodes[at:] if at >= after_figure else []
        del nodes[len(nodes) - len(leading) :]
        between = nodes[after_figure:]
        # "6 agents pour 5 ETP" states the same team twice.
        is_same_team = figure.is_persons and not other.is_persons and other.kind is figure.kind
        is_restatement = is_same_team and bool(between) and all(is_kind(node, Kind.DURING) for node in between)
        self._begin(Kind.RESTATES if is_restatement else None)
        self._current.nodes = leading

    def _open_parenthesis(self) -> None:
        current = self._current
        is_labelled = current.figure is None and current.has(Kind.PAYER, Kind.SCOPE, Kind.TEAM)
        around = self._around()
        label = self._label
        if is_labelled:
            self._label, self._current = Item(nodes=current.nodes, label=label), Item(opener=current.opener)
        else:
            self._begin(Kind.OPEN)
        parent = around.parent if around else self._last
        self._open.append(_Parenthesis(parent, is_labelled, self._in_parts, label, len(self.items)))

    def _close_parenthesis(self) -> None:
        self._begin(Kind.CLOSE)
        if not self._open:
            return
        closed = self._open.pop()
        if closed.is_labelled:
            if len(self.items) == closed.items_before and self._label is not None:
                self._pending.insert(0, Item(nodes=self._label.nodes))
            self._label = closed.label
        self._in_parts = closed.in_parts

    def _with_unit(self, place: int, number: Token) -> Node:
        """Return a bare number in the unit of the figure that it is a part of or continues."""
        around = self._around()
        other = around.parent if around else self._last
        if number.word in ARTICLES or self._current.figure is not None or other is None or other.figure is None:
            return number
        is_listed = self._in_parts or self._current.opener is Kind.PART or around is not None
        if other.figure.kind is AmountKind.SHARE or not (is_listed or self._continues(place, other)):
            return number
        return in_unit_of(number, other.figure)

    def _continues(self, place: int, other: Item) -> bool:
        """Whether a number is the posts of one more payer: "2 ETP Région + 1 DREAL"."""
        if other.figure is None or other.figure.kind is not AmountKind.STAFF or not other.values(Kind.PAYER):
            return False
        is_listed = self._label is not None and self._label.has(Kind.FTE)
        following = self._nodes[place + 1 : place + 4]
        payer = next((at for at, node in enumerate(following) if is_kind(node, Kind.PAYER)), None)
        if payer is None or not all(is_kind(node, Kind.NEUTRAL, Kind.TO, Kind.DURING) for node in following[:payer]):
            return False
        opener = self._current.opener
        is_led = payer > 0 or is_listed
        return opener is Kind.PLUS or (is_led and opener in (Kind.AND, Kind.COMMA, Kind.SLASH))

    def _colon(self, kind: Kind) -> None:
        opener = self._current.opener
        if self._current.figure is not None:
            self._begin(Kind.RESTATES if kind is Kind.EQUALS else Kind.PART)
            self._in_parts = kind is Kind.COLON
            return
        self._end()
        label = Item(nodes=[node for item in self._pending for node in item.nodes])
        if label.nodes:
            self._label = label
        self._pending = []
        self._current = Item(opener=opener)
