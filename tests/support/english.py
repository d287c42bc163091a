"""English in what should be French: whole sentences, and the words in which systems and libraries report failures."""

from __future__ import annotations

import re

# None of these is a French word too.
_FUNCTION_WORDS = """the of with and is are from to this that by at it its be been was were has have had will would can
cannot could should not which who whose where when what their they these those than then into about between because
within without only each every any some more most less least other another all both also nor yet still while until
before after above below does did you your our he she them"""
"""None of these is a French word too, as "on", "or" and "for" are."""
_FAILURE_WORDS = """refused denied failed failure unable unexpected closed timeout timed unknown missing error errors
invalid found unreachable unavailable broken damaged locked malformed handshake forbidden unauthorized"""

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")
_NO_PROSE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b|\b\w+_\w+\b")
_RUN_END = re.compile(r"[.;:!?…|•·()\[\]\n\t]+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
_WINDOW = 8
"""Words in a row of which two must be function words."""
_FUNCTION, _FAILURE = (frozenset(_WORD.findall(words)) for words in (_FUNCTION_WORDS, _FAILURE_WORDS))


def english_passages(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """Return the runs of words that are English: those in quotation marks, addresses and `names` do not count."""
    plain = _NO_PROSE.sub(" ", _QUOTED.sub(" ", text))
    for name in names:
        plain = re.sub(rf"\b{re.escape(name)}\b", " ", plain)
    return [found for run in _RUN_END.split(plain) if (found := _english(_WORD.findall(run)))]


def failure_words(text: str) -> set[str]:
    """Return the English words for failures outside of quotation marks."""
    return {word for word in _WORD.findall(_QUOTED.sub(" ", text).lower()) if word in _FAILURE}


def _english(words: list[str]) -> str:
    for start in range(len(words)):
        window = words[start : start + _WINDOW]
        if window[0].lower() in _FUNCTION and sum(word.lower() in _FUNCTION for word in window) >= 2:
            return " ".join(words)
    return ""
