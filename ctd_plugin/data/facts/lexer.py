"""Splitting a text on staff and money into tokens: numbers, units, known phrases and punctuation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ...text import words
from .vocabulary import DOZENS, LONGEST_PHRASE, NUMBER_WORDS, Kind, vocabulary

MOST_CHARACTERS = 10_000
"""A cell of means has some hundreds; longer ones are cut before they are read."""

_THIN = " \u00a0\u202f\u2009"
_TOKEN = re.compile(
    rf"""
    (?P<date>\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})(?![\d.,/]))
  | (?P<span>(?<![\d.,])
      (?:(?:19|20)\d\d[ ]?[-–/][ ]?(?:(?:19|20)\d\d|\d\d)|[12]\d-[23]\d)(?!\d|[.,/]\d|[ ]?[kKM]?€|[ ]?ETP))
  | (?P<fraction>(?<![\d.,])\d{{1,2}}/\d{{1,2}}(?![\d.,/]))
  | (?P<number>\d{{1,3}}(?:[{_THIN}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)
  | (?P<money>(?:[kK]|M|Mds?|Mrds?)?[{_THIN}]?(?:€|EUR\b|[eE]uros?\b)
      |(?:[kK]|M)(?:EUR|[eE]uros?)\b|(?:(?<=\d)|(?<=\d[ ]))[kKM](?:E|F)?\b)
  | (?P<word>[^\W\d_][^\W_]*)
  | (?P<break>[\n;]|[.!…](?=\s|$))
  | (?P<mark>[+&,:=/()\[\]×*~≈%·•–—-])
  | (?P<space>\s+|…(?=\)))
  | (?P<other>.)
    """,
    re.VERBOSE,
)
_MARKS = {
    "+": Kind.PLUS,
    "&": Kind.AND,
    ",": Kind.COMMA,
    ":": Kind.COLON,
    "=": Kind.EQUALS,
    "/": Kind.SLASH,
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
    "×": Kind.TIMES,
    "*": Kind.TIMES,
    "~": Kind.ABOUT,
    "≈": Kind.ABOUT,
    "%": Kind.PERCENT,
    "·": Kind.BULLET,
    "•": Kind.BULLET,
}
_SCALES = {"k": 10**3, "K": 10**3, "M": 10**6, "Md": 10**9, "Mds": 10**9, "Mrd": 10**9, "Mrds": 10**9}
_SCALE_WORDS = {"millier": 10**3, "million": 10**6, "milliard": 10**9}
_ABBREVIATIONS = {"env", "ex", "fct", "fonct", "inv", "invest", "cf", "approx", "reg", "pers", "nb"}
# Words joined by a hyphen are two tokens, and so is a letter before an apostrophe.
_JOINTS = {"-", "'", "’", "‐", "‑"}


@dataclass(frozen=True)
class Token:
    """A token of the text from `start` to `end`; `value` is its number, code or factor, None where that is unclear."""

    kind: Kind
    start: int
    end: int
    value: Any = None
    word: str = ""


def tokenize(text: str, names: Iterable[str] = ()) -> list[Token]:
    """Return the tokens of a text; `names` are those of platforms."""
    phrases = _phrases(tuple(names))
    found: list[Token] = []
    run: list[Token] = []
    for token in _scan(text[:MOST_CHARACTERS]):
        if token.kind is Kind.UNKNOWN and token.word:
            run.append(token)
            continue
        found.extend(_with_phrases(text, run, phrases))
        run = []
        found.append(token)
    found.extend(_with_phrases(text, run, phrases))
    return list(_money_words(list(_number_words(found))))


_phrases = lru_cache(maxsize=8)(vocabulary)


def _scan(text: str) -> Iterator[Token]:
    is_line_start, word = True, ""
    for match in _TOKEN.finditer(text):
        form, raw = match.lastgroup or "", match.group()
        start, end = match.span()
        if form == "space" or (form in ("mark", "other") and _joins(text, start, raw)):
            continue
        if form == "word":
            # Folded, a word may be several or none.
            for part in words(raw) or [raw]:
                yield Token(Kind.UNKNOWN, start, end, None, part)
        elif form == "mark":
            yield Token(_mark(text, raw, start, is_line_start), start, end, None, raw)
        elif form != "break" or raw != "." or word not in _ABBREVIATIONS:
            yield Token(*_token_fields(form, raw, start, end))
        is_line_start = raw == "\n"
        word = raw.casefold() if form == "word" else ""


def _mark(text: str, mark: str, start: int, is_line_start: bool) -> Kind:
    before, after = text[start - 1 : start] if start else " ", text[start + 1 : start + 2]
    if mark in "-–—*" and is_line_start and after.isspace():
        return Kind.BULLET
    # A minus sign, or a hyphen that may be one; a decimal comma without digits before it.
    is_apart = before.isspace() or mark != ","
    if mark in "-–—," and after.isdigit() and not before.isdigit() and is_apart:
        return Kind.UNKNOWN
    return _MARKS.get(mark, Kind.DASH)


def _token_fields(form: str, raw: str, start: int, end: int) -> tuple[Kind, int, int, Any, str]:
    if form == "number":
        return Kind.YEAR if _is_year(raw) else Kind.NUMBER, start, end, _number(raw), raw
    kind, read = _FORMS.get(form, (Kind.UNKNOWN, _no_value))
    return kind, start, end, read(raw), "" if kind is Kind.UNKNOWN else raw


def _no_value(_raw: str) -> None:
    return None


def _fraction(raw: str) -> Decimal | None:
    over, under = (int(side) for side in raw.split("/"))
    return Decimal(over) / under if 0 < over < under else None


def _joins(text: str, start: int, mark: str) -> bool:
    """Whether a mark only joins or quotes words: a hyphen between letters, a quotation mark."""
    if mark in "\"«»“”'’" or mark == "_":
        return True
    return mark in _JOINTS and text[start - 1 : start].isalpha() and text[start + 1 : start + 2].isalpha()


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and 1990 <= int(digits) <= 2060


def _number(digits: str) -> Decimal | None:
    """Return the value of a number, None where its separators are contradictory; `in_unit` resolves single ones."""
    if len(digits) > 20:
        return None
    plain = re.sub(rf"[{_THIN}'’]", "", digits)
    marks = re.findall(r"[.,]", plain)
    if len(marks) > 1:
        groups = re.split(r"[.,]", plain)
        is_thousands = len(set(marks)) == 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
        return Decimal("".join(groups)) if is_thousands else None
    return Decimal(plain.replace(",", "."))


def in_unit(number: Token, factor: int | None) -> Decimal | None:
    """Return a number in posts (`factor` None) or in euros; None where it is ambiguous.

    Three digits after a single separator are thousands ("1.500 €"), decimals ("1,250 M€") or either ("1,500 €").
    """
    value: Decimal | None = number.value
    if value is None or not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number.word):
        return None if value is None else value * (factor or 1)
    if factor == 1 and "." in number.word:
        return value * 1000
    return value * factor if factor and factor >= 10**6 else None


def _span(raw: str) -> int | None:
    """Return the number of years in a span such as 2021-2027, both ends included; None where it is no such span."""
    first, last = (int(side) % 100 for side in re.split(r"\s?[-–/]\s?", raw))
    return last - first + 1 if 0 < last - first < 15 else None


def _money(raw: str) -> int | None:
    """Return the factor of a unit of money to euros, None for francs."""
    unit = re.sub(r"[\s\u00a0\u202f\u2009]", "", raw)
    scale = re.match(r"(?:Mrds?|Mds?|[kKM])?(?=€|E|F|e|$)", unit)
    letters = scale.group() if scale else ""
    if unit.endswith("F"):
        return None
    return _SCALES.get(letters, 1)


_FORMS: Mapping[str, tuple[Kind, Callable[[str], Any]]] = {
    "fraction": (Kind.FRACTION, _fraction),
    "money": (Kind.MONEY, _money),
    "span": (Kind.SPAN, _span),
    "break": (Kind.BREAK, _no_value),
}


def _with_phrases(text: str, run: list[Token], phrases: Mapping[tuple[str, ...], tuple[Kind, Any]]) -> Iterator[Token]:
    """Yield the tokens of a run of words by the vocabulary, the longest phrases first."""
    place = 0
    while place < len(run):
        for length in range(min(LONGEST_PHRASE, len(run) - place), 0, -1):
            parts = tuple(token.word for token in run[place : place + length])
            kind, value = phrases.get(parts, (Kind.UNKNOWN, None))
            if kind is Kind.NAME:
                last = run[place + length - 1]
                kind = Kind.NEUTRAL if text[last.start].isupper() else Kind.UNKNOWN
            if kind is not Kind.UNKNOWN:
                yield Token(kind, run[place].start, run[place + length - 1].end, value, " ".join(parts))
                break
        else:
            length, token = 1, run[place]
            dozen = DOZENS.get(token.word)
            yield replace(token, kind=Kind.NUMBER, value=Decimal(dozen)) if dozen else token
        place += length


def _number_words(found: list[Token]) -> Iterator[Token]:
    """Yield the tokens with successive number words as one: "vingt-cinq", "cinq cent mille"."""
    place = 0
    while place < len(found):
        end = place
        while end < len(found) and found[end].kind is Kind.NUMBER and found[end].word in NUMBER_WORDS:
            end += 1
        if end - place < 2:
            yield found[place]
            place += 1
            continue
        value = _value_of_words([int(token.value) for token in found[place:end]])
        written = " ".join(token.word for token in found[place:end])
        yield Token(Kind.NUMBER, found[place].start, found[end - 1].end, value, written)
        place = end


def _value_of_words(values: list[int]) -> Decimal | None:
    """Return the value of successive number words, None where they are no number ("deux trois")."""
    total, part = 0, 0
    for value in values:
        if value == 1000 and not total:
            total, part = (part or 1) * 1000, 0
        elif value == 100 and part < 10:
            part = (part or 1) * 100
        elif part % 100 == 4 and value == 20:
            part += 76
        elif (part % 100 == 0 and 0 < value < 100) or (part % 100 in _TENS and 0 < value < 20):
            part += value
        else:
            return None
    return Decimal(total + part)


_TENS = (20, 30, 40, 50, 60, 80)


def _money_words(found: list[Token]) -> Iterator[Token]:
    """Yield the tokens with "millions d'euros" as one unit."""
    place = 0
    while place < len(found):
        token = found[place]
        scale = _SCALE_WORDS.get(token.word.removesuffix("s")) if token.kind is Kind.UNKNOWN else None
        if scale is None:
            yield token
            place += 1
            continue
        end = place + 1
        while end < len(found) and found[end].kind is Kind.NEUTRAL and found[end].word in ("d", "de"):
            end += 1
        is_money = end < len(found) and found[end].kind is Kind.MONEY and found[end].value == 1
        last = found[end] if is_money else token
        yield Token(Kind.MONEY, token.start, last.end, scale)
        place = end + 1 if is_money else place + 1
