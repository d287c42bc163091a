"""Untrusted text where Qt shows HTML: escaped, its addresses as links, and the words looked for marked."""

from __future__ import annotations

import re
import unicodedata
from html import escape

from qgis.PyQt.QtCore import QUrl

COMMAND = "ctd"
"""The scheme of the panel's own links."""

_LINK = re.compile(
    r"https?://[^\s<>«»\"]+"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@/-])(?:[\w-]+\.)+(?:fr|org|com|eu|net)\b(?:/[^\s<>«»\"]*)?"
)
_CLOSING = ".,;:)"
_SAME = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


def tooltip(*lines: str) -> str:
    """Return texts as a tooltip of a line each, which wraps; what looks like markup is shown as it is written."""
    return "".join(f"<div>{escape(line)}</div>" for line in lines if line)


def auto_text(text: str) -> str:
    """Return a text for where Qt guesses whether it is HTML: it will show every character, and take none for markup."""
    if "<" not in text and "&" not in text:
        return text
    return f"<div>{escape(text, quote=False)}</div>".replace("\n", "<br>")


class HtmlHighlighter:
    """Writes text as HTML and marks the words of a query in it, whatever accents and case.

    `found` holds the words met so far.
    """

    def __init__(self, query: str = "") -> None:
        self.words = tuple(filter(None, (_folded(word)[0].strip() for word in query.split())))
        self.found: set[str] = set()

    @property
    def found_all(self) -> bool:
        return self.found.issuperset(self.words)

    def text(self, text: str) -> str:
        """Return a text as HTML on one line."""
        pieces, end = [], 0
        for start, stop in self._hits(text):
            pieces += [escape(text[end:start]), f'<span class="hit">{escape(text[start:stop])}</span>']
            end = stop
        return "".join(pieces) + escape(text[end:])

    def link(self, address: str, text: str = "") -> str:
        """Return a link; what may be opened is decided when it is clicked.

        An address that reads as a command of the panel stays text.
        """
        shown = self.text(text or address)
        return shown if QUrl(address.strip()).scheme() == COMMAND else f'<a href="{escape(address)}">{shown}</a>'

    def prose(self, text: str) -> str:
        """Return a cell of the survey: its lines as lines, its addresses as links."""
        lines = filter(None, map(str.strip, text.splitlines()))
        return "".join(f"<p>{self._linked(line)}</p>" for line in lines)

    def _linked(self, line: str) -> str:
        pieces, end = [], 0
        for match in _LINK.finditer(line):
            address = match[0].rstrip(_CLOSING)
            pieces += [self.text(line[end : match.start()]), self.link(address)]
            end = match.start() + len(address)
        return "".join(pieces) + self.text(line[end:])

    def _hits(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand, in order and apart."""
        if not self.words:
            return []
        plain, places = _folded(text)
        spans = []
        for word in self.words:
            for match in re.finditer(re.escape(word), plain):
                self.found.add(word)
                spans.append((places[match.start()], places[match.end() - 1] + 1))
        merged: list[tuple[int, int]] = []
        for start, stop in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((start, stop))
        return merged


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without accents and capitals, and for each of its letters the place in the text."""
    letters, places = [], []
    for place, letter in enumerate(text.translate(_SAME)):
        for part in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(place)
    return "".join(letters), places
