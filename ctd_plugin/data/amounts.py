"""Staff, money and shares in a French text, read as a person would: "env 1 M€ / an", "5 ETP dont 4,2 Région"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from .text import words


class AmountKind(StrEnum):
    """What an amount counts: posts (ETP), euros, or per cent of a funding."""

    STAFF = "staff"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True)
class Amount:
    """One figure of a text; `quote` is the stretch that it was read from, verbatim.

    `value_max` is the upper end of a range. `per_year` is None where the text does not say whether euros are a
    year's; `years` is the length of a programme. `is_part` marks a part of a total told before it, `terms` the
    figures that were added up to a total that the text leaves to its reader.
    """

    kind: AmountKind
    value: Decimal
    quote: str
    value_max: Decimal | None = None
    per_year: bool | None = None
    years: int | None = None
    payer: str = ""
    is_approximate: bool = False
    is_part: bool = False
    terms: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Stray:
    """A number that is no amount; `quote` is the stretch around it that tells what it counts, verbatim."""

    value: Decimal
    quote: str


@dataclass(frozen=True)
class Reading:
    """The amounts of a text, in its order, and the numbers in it that are none, which a person may want to see."""

    amounts: tuple[Amount, ...]
    unread: tuple[Stray, ...]


def read_amounts(text: str) -> Reading:
    """Return what a text tells of staff, money and shares; dates and years are neither amounts nor unread."""
    found: list[_Token] = []
    unread = []
    tokens = [*_tokens(text)]
    for place, token in enumerate(tokens):
        token = _in_context(token, found, text)
        if token.kind is None:
            after = tokens[place - 1].match.end() if place else 0
            unread.append(Stray(token.low, _phrase(token, text, after, _next_start(tokens, place, text))))
        else:
            found.append(token)
    amounts = [_amount(token, text, _next_start(found, index, text)) for index, token in enumerate(found)]
    return Reading((*amounts, *_totals(found, amounts, text)), tuple(unread))


_SPACE = "[ \u00a0\u202f]"
_NUMBER = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_STAFF = r"(?:ETPT?|FTE)\b|[ée]quivalents?[ -]temps[ -]pleins?|agents?\b|postes?\b|personnes?\b|salari[ée]s?\b"
_MONEY = r"(?:(?:M|Mio|millions?|k|K|milliers?)\s*(?:d['’]\s*)?)?(?:€|euros?\b|EUR\b)|M(?=\s*(?:[(,;.]|$))"
_TIME = r"%\s*(?:du|de|d['’]un|d['’])?\s*(?:temps|ETPT?|poste|agent|[ée]quivalent)"
_TOKEN = re.compile(
    rf"(?P<about>\b(?:env(?:iron|\.)?|about|pr[èe]s de|autour de|plus de)\s*|[~≈]\s*)?"
    rf"(?<![\w.,/-])(?P<low>{_NUMBER})"
    rf"(?:{_SPACE}*(?:à|a|-|–|et){_SPACE}*(?P<high>{_NUMBER})(?=\s*(?:{_STAFF}|{_MONEY}|%)))?"
    rf"\s*(?:(?P<time>{_TIME})|(?P<staff>{_STAFF})|(?P<money>{_MONEY})|(?P<share>%))?",
    re.IGNORECASE,
)
# Case tells mega from milli, and M€ from a word's last letter.
_FACTORS = {"M": Decimal(10**6), "k": Decimal(10**3), "K": Decimal(10**3)}
_SKIPPED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b(?:19|20)\d\d\b|\b\d\d-\d\d\b|\d+/\d+|\b\d+ ans?\b")
_TEAM = re.compile(r"(?:[ée]quipe|effectifs?)(?: de)?\s*:?\s*$", re.IGNORECASE)
_PERIOD = re.compile(r"\s*(?:(/|par|chaque|tous les)\s*(?:an\b|année|ans\b)|annuels?|sur\s+(\d+)\s+ans)", re.IGNORECASE)
_YEARLY_BEFORE = re.compile(r"(annuel|par an|chaque année)[^\d\n]*$", re.IGNORECASE)
_SPAN_AFTER = re.compile(r"[^\d\n.;]*?\b(?:sur|pour|de)?\s*(?:20)?(\d\d)\s*[-–à]\s*(?:20)?(\d\d)\b")
PAYER_WORDS = {
    "etat": {"etat", "dreal", "deal", "ddt", "sgar", "dgtm", "prefecture"},
    "region": {"region", "ctg", "collectivite"},
    "europe": {"feder", "europe", "ue"},
    "cper": {"cper"},
    "fnadt": {"fnadt"},
    "ecolab": {"ecolab"},
    "adherents": {"adherents", "adherent", "adhesion", "adhesions", "cotisations"},
    "departements": {"departement", "departements"},
    "sdis": {"sdis"},
}
"""Payer → the words that name it, without accents."""


@dataclass(frozen=True)
class _Token:
    """A number of the text, with its unit where it has one; `factor` turns it into posts, euros or per cent."""

    match: re.Match[str]
    kind: AmountKind | None
    factor: Decimal
    is_part: bool = False

    @property
    def low(self) -> Decimal:
        return _number(self.match["low"]) * self.factor

    @property
    def high(self) -> Decimal | None:
        return _number(self.match["high"]) * self.factor if self.match["high"] else None


def _tokens(text: str) -> Iterator[_Token]:
    skipped = [match.span() for match in _SKIPPED.finditer(text)]
    end = 0
    for match in _TOKEN.finditer(text):
        start = match.start("low")
        has_unit = match["time"] or match["staff"] or match["money"] or match["share"]
        in_skipped = any(a <= start < b for a, b in skipped)
        if start < end or (in_skipped and not (has_unit and match["high"])):
            continue
        kind, factor = _unit(match)
        yield _Token(match, kind, factor)
        end = match.end()
        while period := _PERIOD.match(text, end):
            end = period.end()


# What parts a number's own words from others, and how far they are looked for.
_BREAK = re.compile(r"[\n;()]|[.,:](?=\s)|\bet\b")
_AHEAD, _BEHIND = 30, 50


def _phrase(token: _Token, text: str, after: int, until: int) -> str:
    """Return a number with the words around it, of one line and between its two neighbours."""
    start, end = token.match.span("low")
    ahead = _BREAK.split(text[max(after, start - _AHEAD) : start])[-1]
    behind = _BREAK.split(text[end : min(until, end + _BEHIND)])[0]
    # A word that the reach may have cut in two is left out.
    if len(ahead) == _AHEAD:
        ahead = ahead.partition(" ")[2]
    if len(behind) == _BEHIND:
        behind = behind.rpartition(" ")[0]
    return (ahead + text[start:end] + behind).strip()


def _unit(match: re.Match[str]) -> tuple[AmountKind | None, Decimal]:
    if match["time"]:
        return AmountKind.STAFF, Decimal("0.01")
    if match["staff"]:
        return AmountKind.STAFF, Decimal(1)
    if match["money"]:
        unit = match["money"].lstrip()
        if unit.lower().startswith("mill"):
            return AmountKind.MONEY, Decimal(10**3 if unit.lower().startswith("millier") else 10**6)
        return AmountKind.MONEY, _FACTORS.get(unit[0], Decimal(1))
    if match["share"]:
        return AmountKind.SHARE, Decimal(1)
    return None, Decimal(1)


def _in_context(token: _Token, before: list[_Token], text: str) -> _Token:
    """Return the token as the words around it tell: a part of a total, or of a team without a unit."""
    start = token.match.start("low")
    if token.kind is None and _TEAM.search(text[:start]):
        return replace(token, kind=AmountKind.STAFF)
    total = next((other for other in reversed(before) if not other.is_part), None)
    if total is None or not _is_inside(text[total.match.end() : start]):
        return token
    if token.kind is None:
        return replace(token, kind=total.kind, factor=total.factor, is_part=True)
    return replace(token, is_part=token.kind is total.kind)


def _is_inside(between: str) -> bool:
    """Whether what stands between a total and a number opens a list of its parts that goes on to the number."""
    opened = re.search(r"\bdont\b|\((?![^)]*\))", between, re.IGNORECASE)
    if opened is None:
        return False
    # A new line closes the list unless it begins with the word that opens one.
    return not re.search(r"\n|[.;]\s", between[opened.end() :])


def _next_start(found: list[_Token], index: int, text: str) -> int:
    return found[index + 1].match.start() if index + 1 < len(found) else len(text)


def _amount(token: _Token, text: str, until: int) -> Amount:
    match, end = token.match, token.match.end()
    per_year: bool | None = None
    years = None
    if token.kind is AmountKind.MONEY:
        while period := _PERIOD.match(text, end):
            end = period.end()
            if period[2]:
                years = int(period[2])
            else:
                per_year = True
        span = _SPAN_AFTER.match(text, end)
        if span and years is None and int(span[2]) > int(span[1]):
            years = int(span[2]) - int(span[1]) + 1
        if years and per_year is None:
            per_year = False
        if per_year is None and _YEARLY_BEFORE.search(text[: match.start()].rsplit("\n", 1)[-1]):
            per_year = True
    quote = text[match.start() : end].strip()
    payer = _payer(text, match, end, until) if token.kind is not None else ""
    return Amount(
        kind=token.kind or AmountKind.STAFF,
        value=token.low.normalize(),
        value_max=token.high.normalize() if token.high is not None else None,
        quote=quote,
        per_year=per_year,
        years=years,
        payer=payer,
        is_approximate=bool(match["about"]),
        is_part=token.is_part,
    )


def _payer(text: str, match: re.Match[str], end: int, until: int) -> str:
    """Return who pays by the words after an amount, else by those that lead to it."""
    after = re.split(r"[,;+\n).]|\bet\b", text[end:until], maxsplit=1)[0]
    line = text[: match.start()].rsplit("\n", 1)[-1]
    before = re.split(r"[,;+(:.)]|\bet\b", line)[-1]
    for stretch in (after, before):
        for word in words(stretch):
            for payer, names in PAYER_WORDS.items():
                if word in names:
                    return payer
    return ""


def _totals(found: list[_Token], amounts: list[Amount], text: str) -> Iterator[Amount]:
    """Yield the sums that a text leaves to its reader: posts with nothing but words and a plus between them."""
    run: list[int] = []
    for index, token in enumerate(found):
        joined = run and re.fullmatch(r"[^\d;.]*\+\s*", text[found[index - 1].match.end() : token.match.start()])
        counts = token.kind is AmountKind.STAFF and not token.is_part and token.high is None
        if not (joined and counts):
            yield from _total(run, found, amounts, text)
            run = []
        if counts:
            run.append(index)
    yield from _total(run, found, amounts, text)


def _total(run: list[int], found: list[_Token], amounts: list[Amount], text: str) -> Iterator[Amount]:
    if len(run) > 1:
        terms = tuple(amounts[index].value for index in run)
        quote = text[found[run[0]].match.start() : found[run[-1]].match.end()].strip()
        yield Amount(AmountKind.STAFF, sum(terms, Decimal(0)), quote, terms=terms)


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"\s", "", text).replace(",", "."))
