"""Names of places as people write them: the same name, or a close spelling of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...text import words

_ARTICLES = {"region", "de", "d", "du", "des", "la", "le", "les", "l"}
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "s": "sur", "hte": "haute", "nlle": "nouvelle"}

_CLOSEST, _AHEAD = 0.87, 0.06
PLAUSIBLE = 0.6
"""From which likeness on a person may have meant a name."""
LONGEST = 100
"""Characters of a text beyond which a likeness means nothing, and costs its length."""


def name_key(text: str) -> str:
    """Glue the words of a name, without "Région", "La", "L'" … in front or, as in "Réunion (La)", behind.

    "St-Denis" and "Chalon s/Saône" are as good as written out.
    """
    parts = words(text)
    while parts and parts[0] in _ARTICLES:
        parts.pop(0)
    while parts and parts[-1] in _ARTICLES:
        parts.pop()
    return "".join(_ABBREVIATIONS.get(part, part) for part in parts)


@dataclass(frozen=True)
class Similarity:
    """How like a text is to the spelling of a place, from 0 to 1; `owner` is the place's code."""

    ratio: float
    spelling: str
    owner: str


def rank(text: str, spellings: Iterable[tuple[str, str]]) -> list[Similarity]:
    """Rank (spelling, owner) by likeness to a text, best first, with the best spelling of each owner."""
    matcher = SequenceMatcher(autojunk=False, b=name_key(text))
    best: dict[str, Similarity] = {}
    for spelling, owner in spellings:
        matcher.set_seq1(name_key(spelling))
        ratio = matcher.ratio()
        if owner not in best or ratio > best[owner].ratio:
            best[owner] = Similarity(ratio, spelling, owner)
    return sorted(best.values(), key=lambda likeness: -likeness.ratio)


def closest(text: str, ranked: list[Similarity]) -> Similarity | None:
    """Return the one place of a ranking whose spelling is close to the text and far from every other's."""
    first, second = (*ranked, *_NO_MATCH)[:2]
    if first.ratio < _CLOSEST or first.ratio - second.ratio < _AHEAD or not _words_alike(text, first.spelling):
        return None
    return first


_NO_MATCH = (Similarity(0, "", ""), Similarity(0, "", ""))


def plausible(ranked: list[Similarity]) -> list[str]:
    """Return the owners of a ranking that a person may have meant, best first."""
    return [likeness.owner for likeness in ranked if likeness.ratio >= PLAUSIBLE]


def _words_alike(text: str, spelling: str) -> bool:
    """Whether each word resembles its counterpart: "Grand Ouest" is close to "Grand Est" as a whole only."""
    ours, theirs = words(text), words(spelling)
    if len(ours) != len(theirs):
        return True
    return all(SequenceMatcher(None, a, b).ratio() >= 0.8 for a, b in zip(ours, theirs, strict=True))


def similarity(text: str, spelling: str) -> float:
    """Return how like two names are, from 0 to 1."""
    return SequenceMatcher(None, name_key(text[:LONGEST]), name_key(spelling[:LONGEST])).ratio()


def long_words(text: str) -> list[str]:
    """Return the words of a name that mean something by themselves."""
    return [word for word in words(text[:LONGEST]) if len(word) > 3 and word not in _STOP_WORDS]


_STOP_WORDS = {"saint", "sainte", "communaute", "communes", "agglomeration", "metropole", "haute", "region", "pays"}
