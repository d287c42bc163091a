"""Full-text search in the answers of the regions, without regard to accents and case."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ..regions import FORMER_REGIONS
from ..text import fold
from .places.region_match import identify

Span = tuple[int, int]
"""Where a word starts and ends in a text."""

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
# A quotation mark that is not closed yet is one that is being typed.
_TERM = re.compile(r'"(?P<a>[^"]*)(?P<a_end>"?)|«(?P<b>[^»]*)(?P<b_end>»?)|“(?P<c>[^”]*)(?P<c_end>”?)|[^\s"«“]+')
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_SNIPPET = 140


class Group(StrEnum):
    """The kind of a passage; the order of the members is the order of the hits."""

    REGION = "region"
    PLATFORM = "platform"
    PAYER = "payer"
    ANSWER = "answer"


@dataclass(frozen=True)
class Passage:
    """A text about a region: the field that it comes from, its title, and words that find it too and are not shown."""

    code: str
    group: Group
    field: str
    section: str
    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snippet:
    """A piece of a text on one line, and where the words that were looked for stand in it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Hit:
    """A passage in which all words occur; `spans` are their places in its text, none where its name was meant."""

    passage: Passage
    spans: tuple[Span, ...] = ()

    def snippet(self, lead: int = 45) -> Snippet:
        """Return the surroundings of the first word found, cut between words, about `lead` characters before it."""
        text = self.passage.text
        start = self.spans[0][0] - lead if self.spans else 0
        start = _next_word(text, start, self.spans[0][0]) if start > 0 else 0
        end = len(text) if len(text) - start <= _SNIPPET else _word_before(text, start + _SNIPPET)
        head, tail = "… " if start else "", " …" if end < len(text) else ""
        shift = len(head) - start
        # Character for character, so that the places stay right.
        line = re.sub(r"\s", " ", text[start:end])
        inside = (span for span in self.spans if start <= span[0] and span[1] <= end)
        return Snippet(head + line + tail, tuple((a + shift, b + shift) for a, b in inside))


class AnswerIndex:
    """A searchable list of passages; it holds all that it needs, so any thread may search it."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._entries = [_Entry(passage) for passage in passages]

    def search(self, query: str, groups: Collection[Group] = tuple(Group)) -> list[Hit]:
        """Return the passages in which every word of a query begins a word, and every "quoted phrase" occurs.

        Words may also name the passage's region, as in "bretagne feder". Whole words come before beginnings.
        """
        terms = _terms(query)
        if not terms:
            return []
        meant = _region_meant(query)
        named: dict[str, set[_Term]] = {}
        for entry in self._entries:
            if entry.passage.group is Group.REGION:
                found = {term for term in terms if entry.find(term)}
                named.setdefault(entry.passage.code, set()).update(found)

        ranked: list[tuple[int, bool, int, Hit]] = []
        order = list(Group)
        for number, entry in enumerate(self._entries):
            passage = entry.passage
            if passage.group not in groups:
                continue
            places = [entry.find(term) for term in terms]
            is_meant = passage.group is Group.REGION and passage.code == meant
            allowed = named.get(passage.code, set())
            complete = all(found or term in allowed for term, found in zip(terms, places, strict=True))
            if is_meant or (any(places) and complete):
                spans = sorted({place.span for found in places for place in found if place.span})
                whole = is_meant or all(any(p.whole for p in found) for found in places if found)
                ranked.append((order.index(passage.group), not whole, number, Hit(passage, tuple(spans))))
        ranked.sort(key=lambda rank: rank[:3])
        return [hit for *_, hit in ranked]


@dataclass(frozen=True)
class _Term:
    """Words that must follow one another; the last one may be only begun."""

    words: tuple[str, ...]
    begun: bool


@dataclass(frozen=True)
class _Place:
    span: Span | None
    whole: bool


class _Entry:
    """A passage as folded words with their places; an empty word keeps phrases from running on into other names."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        placed = [(_folded(word[0]), word.span()) for word in _WORD.finditer(passage.text)]
        self._words = [word for word, _ in placed]
        self._spans: list[Span | None] = [span for _, span in placed]
        for name in passage.also:
            self._words += ["", *_split(name)]
        self._spans += [None] * (len(self._words) - len(self._spans))

    def find(self, term: _Term) -> list[_Place]:
        *before, last = term.words
        return [
            _Place(self._span(end - len(before), end), word == last)
            for end, word in enumerate(self._words)
            if (word.startswith(last) if term.begun else word == last)
            and end >= len(before)
            and self._words[end - len(before) : end] == before
        ]

    def _span(self, first: int, last: int) -> Span | None:
        start, end = self._spans[first], self._spans[last]
        return (start[0], end[1]) if start and end else None


def _terms(query: str) -> list[_Term]:
    terms = []
    for match in _TERM.finditer(query):
        quoted = next((match[name] for name in "abc" if match[name] is not None), None)
        closed = any(match[f"{name}_end"] for name in "abc")
        words = _split(match[0] if quoted is None else quoted)
        if words:
            terms.append(_Term(tuple(words), begun=not closed))
    return terms


def _split(text: str) -> list[str]:
    return [folded for word in _WORD.findall(text) if (folded := _folded(word))]


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word.translate(_LIGATURES))


def _region_meant(query: str) -> str | None:
    code = identify(query)
    return FORMER_REGIONS[code].today if code in FORMER_REGIONS else code


def _next_word(text: str, position: int, end: int) -> int:
    """Return where the first word after a position begins, where one does before the end."""
    match = re.compile(r"\s(?=\S)").search(text, position, end)
    return match.end() if match else position


def _word_before(text: str, position: int) -> int:
    return next((end for end in range(position, position - 20, -1) if text[end].isspace()), position)
