"""Text from catalogues: HTML made plain, and words made comparable."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

_BREAKING = {"p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "title"}
_UNREAD = {"script", "style"}


def plain_text(text: str) -> str:
    """Return a text without markup: tags dropped, entities resolved, white space single, a line each paragraph."""
    if "<" not in text and "&" not in text:
        return _tidy(text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return _tidy("".join(reader.parts))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped = ""

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._skipped = tag
        elif tag in _BREAKING:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._skipped = ""
        elif tag in _BREAKING:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(data)


def _tidy(text: str) -> str:
    lines = (" ".join(re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def folded(text: str) -> str:
    """Return a text as it is compared: without case or accents, ligatures spelled out, one kind of apostrophe."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return plain.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
