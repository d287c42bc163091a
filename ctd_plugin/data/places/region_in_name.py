"""The region that the name of a file or sheet suggests: a proposal, never a match."""

from __future__ import annotations

from collections.abc import Iterable

from ...text import words
from .region_match import identify, today_of

_LONGEST_NAME = 7
"""Words in the longest name of a region."""
_SHORTEST = 3
"""Letters of a name: shorter abbreviations are ordinary words too."""
_ORDINARY = ("reunion", "centre")
"""Names that are more often a meeting and a place, where they stand without an article or another word of the name."""
_SMALL = ("de", "du", "des", "d")


def region_in_name(names: Iterable[str]) -> str:
    """Return the code of the one region that the first name with any holds; "" where none does, or several in one."""
    for name in names:
        # “CamelCase” and figures part words in the names of files.
        pieces = words(name.rpartition(".")[0] or name)
        for length in range(min(_LONGEST_NAME, len(pieces)), 0, -1):
            parts = (" ".join(pieces[start : start + length]) for start in range(len(pieces) - length + 1))
            found = {today_of(code) for text in filter(_may_name, parts) if (code := identify(text))}
            if len(found) == 1:
                return found.pop()
            if found:
                return ""
    return ""


def _may_name(text: str) -> bool:
    plain = " ".join(word for word in text.split() if word not in _SMALL)
    return len(text) >= _SHORTEST and not text[0].isdigit() and plain not in _ORDINARY
