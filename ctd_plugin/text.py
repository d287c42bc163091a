"""Comparing and shortening texts: folding of accents, case and punctuation, lists and values in sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from .i18n import tr

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
"""An e-mail address; begins at the start of a word and is bounded, so that it is linear on any text."""

_WORD = re.compile("[a-z0-9]+")
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""The accents of Latin letters, once these are parted from them."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may have."""


def unaccented(text: str) -> str:
    """Return a text in lower case without accents, ligatures as two letters, apostrophes straight."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    if plain.isascii():
        return plain
    # Of other scripts: a long text has few different ones.
    for mark in filter(unicodedata.combining, set(plain)):
        plain = plain.replace(mark, "")
    # Unicode does not part these ligatures: Œuilly, Nœux-les-Mines.
    return plain.replace("œ", "oe").replace("æ", "ae").replace("’", "'")


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case without accents: letters a to z and digits."""
    return _WORD.findall(unaccented(text))


def fold(text: str) -> str:
    """Return the words of a text joined, the form in which spellings are compared."""
    return "".join(words(text))


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Return `fold` of a single word, remembered because texts repeat their words."""
    return fold(word)


def one_line(text: str) -> str:
    """Return a text with all white space (line breaks, non-breaking spaces) as single spaces."""
    return " ".join(text.split())


def truncated(text: str, length: int) -> str:
    """Return a text of at most `length` characters, the last of them an ellipsis where it was longer."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def listed(names: Sequence[str], most: int = 12, length: int = 40) -> str:
    """Return the first names, each of at most `length` characters, and how many more there are, for a sentence."""
    shown = ", ".join(name if len(name) <= length else name[: length - 1] + "…" for name in map(one_line, names[:most]))
    more = len(names) - most
    return shown if more <= 0 else tr("{values} and {count} more").format(values=shown, count=more)


def cell_text(value: object) -> str:
    """Return the value of a field as text: "53" for 53.0, "" for None."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def xml_text(text: str) -> str:
    """Return a text as XML has it: escaped, without the characters that no XML may have."""
    return escape(without_xml_faults(text))


def without_xml_faults(text: str) -> str:
    """Return a text, or a whole document, without the characters that no XML may have."""
    return _NO_XML.sub("", text)
