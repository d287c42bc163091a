"""How similar the names of places are, whatever articles, abbreviations and accents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ...text import words

_ARTICLES = {"region", "de", "d", "du", "des", "la", "le", "les", "l"}
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "s": "sur", "hte": "haute", "nlle": "nouvelle"}

_LEAST_RATIO, _LEAST_LEAD = 0.87, 0.06
PLAUSIBLE = 0.6
"""The similarity from which on a name may have been meant."""
LONGEST = 100
"""Characters beyond which a text is no name, and comparing it would take long."""


def name_key(text: str) -> str:
    """Return the words of a name joined, without "Région", "La", "L'"… at its start and end: "Réunion (La)".

    Abbreviations are written out: "St-Denis", "Chalon s/Saône".
    """
    parts = words(text)
    while parts and parts[0] in _ARTICLES:
        parts.pop(0)
    while parts and parts[-1] in _ARTICLES:
        parts.pop()
    return "".join(_ABBREVIATIONS.get(part, part) for part in parts)


@dataclass(frozen=True)
class Similarity:
    """The similarity of a text, from 0 to 1, to the spelling of a place; `owner` is the code of the place."""

    ratio: float
    spelling: str
    owner: str


def rank(text: str, spellings: Iterable[tuple[str, str]]) -> list[Similarity]:
    """Rank (spelling, owner) pairs by similarity to a text, best first, with the best spelling of each owner.

    Of one that cannot have been meant, the similarity is 0.
    """
    matcher = SequenceMatcher(autojunk=False, b=name_key(text))
    best: dict[str, Similarity] = {}
    for spelling, owner in spellings:
        matcher.set_seq1(_known_key(spelling))
        # By lengths, then by letters, it is at most that: nearly all are too far for the slow comparison.
        is_near = matcher.real_quick_ratio() >= PLAUSIBLE and matcher.quick_ratio() >= PLAUSIBLE
        ratio = matcher.ratio() if is_near else 0.0
        if owner not in best or ratio > best[owner].ratio:
            best[owner] = Similarity(ratio, spelling, owner)
    return sorted(best.values(), key=lambda each: -each.ratio)


@lru_cache(maxsize=1000)
def _known_key(spelling: str) -> str:
    return name_key(spelling)


def closest(text: str, ranked: list[Similarity]) -> Similarity | None:
    """Return the first of a ranking where it is very similar to the text and clearly better than the second."""
    first, second = (*ranked, *_NO_MATCH)[:2]
    if first.ratio < _LEAST_RATIO or first.ratio - second.ratio < _LEAST_LEAD or not _words_alike(text, first.spelling):
        return None
    return first


_NO_MATCH = (Similarity(0, "", ""), Similarity(0, "", ""))


def plausible(ranked: list[Similarity]) -> list[str]:
    """Return the owners in a ranking that may have been meant, best first."""
    return [each.owner for each in ranked if each.ratio >= PLAUSIBLE]


def _words_alike(text: str, spelling: str) -> bool:
    """Whether each word is similar to its counterpart: "Grand Ouest" resembles "Grand Est" as a whole only."""
    ours, theirs = words(text), words(spelling)
    if len(ours) != len(theirs):
        return True
    return all(SequenceMatcher(None, a, b).ratio() >= 0.8 for a, b in zip(ours, theirs, strict=True))


def similarity(text: str, spelling: str) -> float:
    """Return the similarity of two names, from 0 to 1."""
    return SequenceMatcher(None, name_key(text[:LONGEST]), name_key(spelling[:LONGEST])).ratio()


def long_words(text: str) -> list[str]:
    """Return the distinctive words of a name: long ones that few other places have."""
    return [word for word in words(text[:LONGEST]) if len(word) > 3 and word not in _STOP_WORDS]


_STOP_WORDS = {"saint", "sainte", "communaute", "communes", "agglomeration", "metropole", "haute", "region", "pays"}
