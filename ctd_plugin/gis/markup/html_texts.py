"""Texts of a survey as HTML: escaped, each line a paragraph, their addresses as links."""

from __future__ import annotations

import re
from html import escape

from .addresses import MAILBOX, safe_address

_LINK = re.compile(
    r"https?://[^\s<>«»\"]+"
    rf"|(?<![\w.+-]){MAILBOX}"
    r"|(?<![\w.@/-])(?:[\w-]+\.)+(?:fr|org|com|eu|net)\b(?:/[^\s<>«»\"]*)?"
)
_CLOSING = ".,;:)"


class HtmlTexts:
    """Converts texts to HTML; only an address that a browser may open becomes a link."""

    def text(self, text: str) -> str:
        """Return a text as HTML on one line."""
        return escape(text)

    def link(self, address: str, text: str = "") -> str:
        """Return a link, or the text alone of an address that is not safe."""
        safe = safe_address(address)
        shown = self.text(text or address)
        return f'<a href="{escape(safe)}">{shown}</a>' if safe else shown

    def prose(self, text: str) -> str:
        """Return a cell of the survey: each line a paragraph, URLs and e-mail addresses as links."""
        lines = filter(None, map(str.strip, text.splitlines()))
        return "".join(f"<p>{self.line(line)}</p>" for line in lines)

    def line(self, line: str) -> str:
        """Return a line of such a cell, without the margins of a paragraph."""
        pieces, end = [], 0
        for match in _LINK.finditer(line):
            address = match[0].rstrip(_CLOSING)
            pieces += [self.text(line[end : match.start()]), self.link(address)]
            end = match.start() + len(address)
        return "".join(pieces) + self.text(line[end:])


def tag(name: str, content: str = "", /, **attributes: str | None) -> str:
    """Return an element: its content is HTML, its attributes are plain texts; those that are None are left out.

    `class_` and `for_` are attributes whose names are words of Python; `_` in a name stands for a hyphen.
    """
    names = (key.rstrip("_").replace("_", "-") for key in attributes)
    pairs = zip(names, attributes.values(), strict=True)
    written = "".join(f' {key}="{escape(value)}"' if value else f" {key}" for key, value in pairs if value is not None)
    return f"<{name}{written}>{content}</{name}>"
