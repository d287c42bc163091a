"""Untrusted text where Qt shows HTML: escaped, its URLs as links, and the words of a query marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

from qgis.PyQt.QtCore import QUrl

from ...gis.markup.html_texts import HtmlTexts

COMMAND = "ctd"
"""The URL scheme of the panel's own links."""

_SAME = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


def tooltip(*lines: str) -> str:
    """Return plain texts as a tooltip of a line each, which wraps."""
    return "".join(f"<div>{escape(line)}</div>" for line in lines if line)


def auto_text(text: str) -> str:
    """Return a plain text for a widget that guesses whether its text is HTML (Qt.AutoText)."""
    if "<" not in text and "&" not in text:
        return text
    return f"<div>{escape(text, quote=False)}</div>".replace("\n", "<br>")


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a plain text as HTML with the spans marked (start, end; in order): class "hit" of the style sheet."""
    parts, done = [], 0
    for start, end in spans:
        if start >= done:
            parts += [escape(text[done:start]), '<span class="hit">', escape(text[start:end]), "</span>"]
            done = end
    return "".join([*parts, escape(text[done:])])


class HtmlHighlighter(HtmlTexts):
    """Converts text to HTML and marks the words of a query in it, whatever accents and case.

    `found` holds the words that occurred so far.
    """

    def __init__(self, query: str = "") -> None:
        self.words = tuple(filter(None, (_folded(word)[0].strip() for word in query.split())))
        self.found: set[str] = set()

    def text(self, text: str) -> str:
        """Return a text as HTML on one line."""
        return marked(text, self._hits(text))

    def link(self, address: str, text: str = "") -> str:
        """Return a link; whether it may be opened is decided when it is clicked.

        A URL with the scheme of the panel's own links stays text.
        """
        shown = self.text(text or address)
        return shown if QUrl(address.strip()).scheme() == COMMAND else f'<a href="{escape(address)}">{shown}</a>'

    def _hits(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the words in a text, in order, without overlaps."""
        if not self.words:
            return []
        folded, offsets = _folded(text)
        spans = []
        for word in self.words:
            for match in re.finditer(re.escape(word), folded):
                self.found.add(word)
                spans.append((offsets[match.start()], offsets[match.end() - 1] + 1))
        merged: list[tuple[int, int]] = []
        for start, stop in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((start, stop))
        return merged


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without accents and capitals, and the offset of each of its letters in the text."""
    letters, offsets = [], []
    for offset, letter in enumerate(text.translate(_SAME)):
        for part in unicodedata.normalize("NFKD", letter.casefold()):
            if not unicodedata.combining(part):
                letters.append(part)
                offsets.append(offset)
    return "".join(letters), offsets
