"""Text from catalogues: bounded, made plain where it is HTML, and made comparable.

Whatever is done here takes time that grows with the text and no faster: a server decides what it sends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

LONGEST_LINE = 10_000
"""Characters of a name, a title, a date…: more than an address may have, so that none is cut into another."""
LONGEST_TEXT = 50_000
"""Characters of an abstract, or of whatever else may have several lines."""
LONGEST_MARKUP = 1_000_000
"""Characters that are read of a text with markup, which holds pictures at times."""
ELLIPSIS = "…"
"""Ends a text of which the rest is left out."""

_BLOCK_ELEMENTS = {"p", "br", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "title"}
_TAG_NAME = re.compile(r"/?([a-zA-Z][^\s/>]{0,20})")
# A greater-than sign in an attribute's quotes ends no tag.
_REST_OF_TAG = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
_SKIPPED_ELEMENTS = {
    "script": re.compile(r"</script\b", re.IGNORECASE),
    "style": re.compile(r"</style\b", re.IGNORECASE),
}
# Python refuses to read numbers of thousands of digits.
_ENDLESS_NUMBER = re.compile(r"&#[0-9]{20,}+;?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def truncated(text: str, most: int) -> str:
    """Return a text of at most so many characters; one that is cut says so by its last."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def one_line(text: str) -> str:
    """Return a text on one line, white space single, of at most LONGEST_LINE characters."""
    # Cut before it is split too: a list of a million words takes ten times the memory of the text.
    return truncated(" ".join(truncated(text, 10 * LONGEST_LINE).split()), LONGEST_LINE)


def without_lone_surrogates(text: str) -> str:
    """Return a text without halves of characters: those of a pair are joined, a question mark stands for others.

    JSON may hold such halves (emoji cut in two), which no Qt text and no file can.
    """
    if not _SURROGATES.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return joined.encode("utf-8", "replace").decode("utf-8")


def plain_text(text: str) -> str:
    """Return a text without markup: tags dropped, entities resolved, white space single, a line each paragraph.

    It has at most LONGEST_TEXT characters.
    """
    text = truncated(text, LONGEST_MARKUP)
    return truncated(_tidy("".join(_text_pieces(text)) if "<" in text or "&" in text else text), LONGEST_TEXT)


def _text_pieces(text: str) -> Iterator[str]:
    """Yield what stands between the tags, and a line break for each tag that makes one.

    Not with Python's own HTMLParser, whose time grows with the square of `<a <a <a …` before 3.13.6.
    """
    place = 0
    tags = _TagFinder(text)
    while (start := text.find("<", place)) >= 0:
        yield _unescaped(text[place:start])
        place = tags.end(start)
        if not place:
            place = start + 1
            yield "<"
        elif name := _TAG_NAME.match(text, start + 1):
            word = name[1].lower()
            if word in _BLOCK_ELEMENTS:
                yield "\n"
            elif word in _SKIPPED_ELEMENTS and text[start + 1] != "/":
                closing = _SKIPPED_ELEMENTS[word].search(text, place)
                place = closing.start() if closing else len(text)
    yield _unescaped(text[place:])


class _TagFinder:
    """Where the tags of a text end; an end that was looked for in vain is not looked for again further on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def end(self, start: int) -> int:
        """Return where a tag or comment ends that would begin at `start`; 0 where none does."""
        following = self._text[start + 1 : start + 4]
        if following == "!--":
            return self._find("-->", start + 4)
        if following[:1] in ("!", "?") or following[:1].isalpha():
            return self._end_of_tag(start)
        return self._end_of_tag(start) if following[:1] == "/" and following[1:2].isalpha() else 0

    def _end_of_tag(self, start: int) -> int:
        if "quotes" not in self._missing:
            if match := _REST_OF_TAG.match(self._text, start + 1):
                return match.end()
            self._missing.add("quotes")
        return self._find(">", start)

    def _find(self, mark: str, start: int) -> int:
        place = -1 if mark in self._missing else self._text.find(mark, start)
        if place < 0:
            self._missing.add(mark)
            return 0
        return place + len(mark)


def _unescaped(text: str) -> str:
    return unescape(_ENDLESS_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _tidy(text: str) -> str:
    lines = (" ".join(_CONTROLS.sub(" ", line).split()) for line in text.split("\n"))
    return without_lone_surrogates("\n".join(line for line in lines if line))


def unaccented(text: str) -> str:
    """Return a text as it is compared: without case or accents, ligatures spelled out, one kind of apostrophe."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return plain.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
