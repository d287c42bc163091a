"""Combining numbers with their units: "entre 2 et 3 ETP", "un agent à 80 %", "25 % du temps", "200-300 k€"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from .lexer import Token, in_unit
from .vocabulary import DOZENS, Kind


class AmountKind(StrEnum):
    """What an amount counts: posts (FTE), euros, or per cent of a funding."""

    STAFF = "staff"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, from `start` to `end` of a text; `value` is None where it is ambiguous.

    `factor` converts a bare number of the same unit to euros; `is_persons` where people are counted, not posts.
    """

    kind: AmountKind
    value: Decimal | None
    start: int
    end: int
    value_max: Decimal | None = None
    factor: int | None = None
    is_persons: bool = False
    is_approximate: bool = False
    role: str = ""


Node = Token | Quantity
_SPLIT = ((Kind.NUMBER,), (Kind.DASH, Kind.SLASH), (Kind.NUMBER,))
_RANGE_MARKS = (Kind.TO, Kind.DASH, Kind.OR)
_MOST_LEADING = 3
"""Words before a number of years: "sur les"."""
_ARTICLES = ("d", "de", "du", "des", "l", "un", "une", "son", "leur", "second", "seconde")


def quantities(tokens: Sequence[Token]) -> list[Node]:
    """Return the tokens of a clause, those of numbers with units combined to quantities, those of time to periods."""
    nodes: list[Node] = []
    place = 0
    reader = _QuantityReader(tokens)
    while place < len(tokens):
        read: tuple[Node, int] | None = reader.split(place) or reader.period(place) or reader.figure(place)
        node, place = read or (tokens[place], place + 1)
        nodes.append(node)
    return _shared_units(nodes)


def in_unit_of(number: Token, figure: Quantity) -> Quantity:
    """Return a bare number as a quantity of the same unit as `figure`."""
    value = in_unit(number, figure.factor)
    return replace(figure, value=value, value_max=None, start=number.start, end=number.end, is_approximate=False)


def _shared_units(nodes: list[Node]) -> list[Node]:
    """Return the nodes with the unit given to bare numbers before a plus: "0,5 + 0,5 ETP"."""
    for place in range(len(nodes) - 3, -1, -1):
        number, plus, figure = nodes[place : place + 3]
        is_sum = is_kind(number, Kind.NUMBER) and is_kind(plus, Kind.PLUS)
        if (
            is_sum
            and isinstance(number, Token)
            and isinstance(figure, Quantity)
            and figure.kind is not AmountKind.SHARE
        ):
            nodes[place] = in_unit_of(number, figure)
    return nodes


def is_kind(node: Node | None, *kinds: Kind) -> bool:
    """Whether a node is a token of one of the kinds."""
    return isinstance(node, Token) and node.kind in kinds


class _QuantityReader:
    """Reads a quantity or period at a place of a clause; its methods return that and the place after it, or None."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def _at(self, place: int, *kinds: Kind) -> Token | None:
        token = self._tokens[place] if 0 <= place < len(self._tokens) else None
        return token if token is not None and token.kind in kinds else None

    def _after_articles(self, place: int) -> int:
        while (token := self._at(place, Kind.NEUTRAL, Kind.NUMBER)) and token.word in _ARTICLES:
            place += 1
        return place

    def split(self, place: int) -> tuple[Token, int] | None:
        """Read two shares of a whole: "60/40", "50-50"."""
        first, mark, last = (self._at(at, *kinds) for at, kinds in enumerate(_SPLIT, start=place))
        if fraction := self._at(place, Kind.FRACTION):
            sides = fraction.word.split("/") if "/" in fraction.word else []
            end = place + 1
        else:
            sides = [first.word, last.word] if first and mark and last else []
            end = place + 3
        is_whole = len(sides) == 2 and all(side.isdigit() for side in sides) and sum(map(int, sides)) == 100
        if not is_whole or self._at(end, Kind.FTE, Kind.PERSON, Kind.MONEY, Kind.PERCENT):
            return None
        shares = tuple(Decimal(side) for side in sides)
        return Token(Kind.SPLIT, self._tokens[place].start, self._tokens[end - 1].end, shares), end

    def period(self, place: int) -> tuple[Token, int] | None:
        """Read "/ an", "sur 6 ans", "2021-2027" or "de 2021 à 2027"."""
        start = self._tokens[place].start
        if self._at(place, Kind.SLASH) and (unit := self._at(place + 1, Kind.YEARS)):
            return Token(Kind.PERIOD, start, unit.end, unit.value), place + 2
        begin = place
        while begin - place < _MOST_LEADING and self._at(begin, Kind.DURING, Kind.NEUTRAL):
            begin += 1
        is_led = begin > place
        if (
            (count := self._at(begin, Kind.NUMBER))
            and (unit := self._at(begin + 1, Kind.YEARS))
            and (is_led or self._at(begin - 1, Kind.OPEN))
        ):
            years = count.value if unit.value == 1 and count.value and count.value == int(count.value) else None
            return Token(Kind.OVER, start, unit.end, int(years) if years else None), begin + 2
        if span := self._at(begin, Kind.SPAN):
            return Token(Kind.OVER, start, span.end, span.value), begin + 1
        if self._at(begin, Kind.FROM):
            begin += 1
        first, last = self._at(begin, Kind.YEAR), self._at(begin + 2, Kind.YEAR)
        if first and last and self._at(begin + 1, Kind.TO, Kind.AND, Kind.DASH):
            years = int(last.value) - int(first.value) + 1
            return Token(Kind.OVER, start, last.end, years if 1 < years < 15 else None), begin + 3
        return None

    def figure(self, place: int) -> tuple[Quantity, int] | None:
        """Read a number or a range, with its unit and modifiers."""
        start, begin = self._tokens[place].start, place
        about = bool(self._at(begin, Kind.ABOUT))
        while self._at(begin, Kind.ABOUT):
            begin += 1
        opener = self._at(begin, Kind.FROM) or (self._at(begin, Kind.NEUTRAL) if self._is_de_range(begin) else None)
        begin += bool(opener)
        if self._at(begin, Kind.ABOUT):
            about, begin = True, begin + 1
        if not self._at(begin, Kind.NUMBER, Kind.FRACTION):
            return None
        ends, begin = self._ends(begin, opener is not None and opener.kind is Kind.FROM)
        read = self._with_unit(ends, begin)
        if read is None:
            return None
        figure, begin = read
        if self._at(begin, Kind.ABOUT):
            about, begin = True, begin + 1
        about = about or ends[0].word in DOZENS
        return replace(figure, start=start, is_approximate=about), begin

    def _is_de_range(self, place: int) -> bool:
        token = self._at(place, Kind.NEUTRAL)
        return bool(
            token
            and token.word == "de"
            and self._at(place + 1, Kind.NUMBER)
            and self._at(place + 2, Kind.TO)
            and self._at(place + 3, Kind.NUMBER)
        )

    def _ends(self, place: int, is_between: bool) -> tuple[list[Token], int]:
        """Return the number at a place, or both ends of a range."""
        low, mark, high = (*self._tokens[place : place + 3], None, None)[:3]
        kinds = (*_RANGE_MARKS, Kind.AND) if is_between else _RANGE_MARKS
        if not (low and mark and high and mark.kind in kinds):
            return [self._tokens[place]], place + 1
        if low.kind is high.kind is Kind.NUMBER and (
            mark.kind is not Kind.OR or (low.value is not None and high.value == low.value + 1)
        ):
            return [low, high], place + 3
        return [low], place + 1

    def _with_unit(self, ends: list[Token], place: int) -> tuple[Quantity, int] | None:
        if ends[0].kind is Kind.FRACTION:
            return self._fraction(ends[0].value, place, ends[0])
        if self._at(place, Kind.TIMES):
            return self._product(ends, place + 1)
        if fraction := self._at(place, Kind.FRACTION):
            # "deux tiers", "trois quarts", "un demi".
            value = ends[0].value * fraction.value if ends[0].value and fraction.value else None
            return self._fraction(value if value is not None and value < 1 else None, place + 1, ends[0])
        if self._at(place, Kind.TO) and (time := self._at(place + 1, Kind.HALF_TIME, Kind.FTE)):
            whole = self._figure(AmountKind.STAFF, ends, time)
            return (self._scaled(whole, Decimal("0.5"), time.end) if time.kind is Kind.HALF_TIME else whole), place + 2
        unit_place = place
        if ends[0].word in DOZENS:
            unit_place = self._after_articles(place)
        unit = self._at(unit_place, Kind.FTE, Kind.PERSON, Kind.MONEY, Kind.PERCENT, Kind.HALF_TIME)
        if unit is None or (unit.kind is Kind.MONEY and unit.value == 1 and ends[0].word in ("un", "une")):
            return None
        place = unit_place + 1
        if unit.kind is Kind.PERCENT:
            return self._percent(ends, place)
        if unit.kind is Kind.MONEY:
            return self._figure(AmountKind.MONEY, ends, unit, factor=unit.value), place
        if unit.kind is Kind.HALF_TIME:
            return self._scaled(self._figure(AmountKind.STAFF, ends, unit), Decimal("0.5"), unit.end), place
        return self._staff(ends, unit, place)

    def _product(self, ends: list[Token], place: int) -> tuple[Quantity, int] | None:
        """Read "2 x 0,5 ETP"; a product of money has no value, because it may be an amount for each."""
        factor = self._at(place, Kind.NUMBER, Kind.FRACTION)
        read = self._with_unit([factor], place + 1) if factor else None
        if read is None:
            return None
        figure, times = read[0], ends[0].value
        is_read = len(ends) == 1 and times is not None and figure.value is not None
        value = figure.value * times if figure.value is not None and is_read else None
        return replace(figure, value=value if figure.kind is AmountKind.STAFF else None), read[1]

    def _figure(
        self,
        kind: AmountKind,
        ends: list[Token],
        unit: Token,
        *,
        factor: int | None = None,
        is_persons: bool = False,
    ) -> Quantity:
        low, high = in_unit(ends[0], factor), in_unit(ends[-1], factor)
        if low is not None and high is not None and high < low:
            low = None
        if kind is AmountKind.MONEY and factor is None:
            low = None
        most = high if len(ends) > 1 else None
        value = low if high is not None else None
        return Quantity(
            kind,
            value,
            ends[0].start,
            unit.end,
            most,
            factor,
            is_persons,
            role=unit.word if is_persons else "",
        )

    def _scaled(self, figure: Quantity, by: Decimal, end: int) -> Quantity:
        value = figure.value * by if figure.value is not None else None
        most = figure.value_max * by if figure.value_max is not None else None
        return replace(figure, value=value, value_max=most, end=end, is_persons=False)

    def _staff(self, ends: list[Token], unit: Token, place: int) -> tuple[Quantity, int]:
        figure = self._figure(AmountKind.STAFF, ends, unit, is_persons=unit.kind is Kind.PERSON)
        half = self._at(place + 1, Kind.FRACTION)
        if self._at(place, Kind.AND) and half and half.word in ("demi", "demie") and figure.value is not None:
            return replace(figure, value=figure.value + Decimal("0.5"), end=half.end), place + 2
        if not figure.is_persons:
            return figure, place
        second = self._at(place, Kind.PERSON)
        role_end = place + 1 if second else place
        if not self._at(role_end, Kind.TO):
            return figure, place
        if full := self._at(role_end + 1, Kind.FTE):
            return replace(figure, is_persons=False, end=full.end), role_end + 2
        if half_time := self._at(role_end + 1, Kind.HALF_TIME):
            return self._scaled(figure, Decimal("0.5"), half_time.end), role_end + 2
        share, percent = self._at(role_end + 1, Kind.NUMBER), self._at(role_end + 2, Kind.PERCENT)
        if share and percent and share.value is not None and 0 < share.value <= 100:
            end = self._of_time(role_end + 3)[0]
            end += bool(self._at(end, Kind.EACH))
            return self._scaled(figure, share.value / 100, percent.end), end
        return figure, place

    def _percent(self, ends: list[Token], place: int) -> tuple[Quantity, int]:
        """Read per cent of working time or of a funding."""
        unit = self._tokens[place - 1]
        figure = self._figure(AmountKind.SHARE, ends, unit)
        after, is_time = self._of_time(place)
        if is_time:
            figure = replace(figure, kind=AmountKind.STAFF)
            return self._scaled(figure, Decimal("0.01"), self._tokens[after - 1].end), after
        return figure, place

    def _fraction(self, value: Decimal | None, place: int, first: Token) -> tuple[Quantity, int]:
        """Read a half or three quarters, of a post or of a funding."""
        end = self._tokens[place - 1].end
        after, is_time = self._of_time(place, is_fraction=True)
        if is_time:
            return Quantity(AmountKind.STAFF, value, first.start, self._tokens[after - 1].end), after
        return Quantity(AmountKind.SHARE, value * 100 if value is not None else None, first.start, end), place

    def _of_time(self, place: int, *, is_fraction: bool = False) -> tuple[int, bool]:
        """Return the place after "du temps d'un agent" or "d'un ETP" behind a share, and whether it is there."""
        begin = self._after_articles(place)
        unit = self._at(begin, Kind.TIME, Kind.FTE, Kind.PERSON)
        if unit is not None and unit.kind is Kind.PERSON:
            of_one = any(self._tokens[at].word in ("un", "une") for at in range(place, begin))
            return (begin + 1, True) if of_one else (place, False)
        if unit is None or (unit.kind is Kind.FTE and not is_fraction and not self._is_of_one(place, begin)):
            return place, False
        end = begin + 1
        owner = self._after_articles(end)
        # Of one person only: the number of several is unknown.
        if owner > end and self._at(owner, Kind.PERSON) and self._tokens[owner - 1].word in ("un", "une", "l"):
            end = owner + 1
        return end, True

    def _is_of_one(self, place: int, begin: int) -> bool:
        return begin == place or self._tokens[begin - 1].word in ("un", "d", "de")
