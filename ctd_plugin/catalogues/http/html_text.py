"""Text in responses: plain text from HTML, limits of length, no lone surrogates.

All of it takes time linear in the length of the text, which is the server's choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ...text import one_line, truncated

LONGEST_LINE = 10_000
"""Characters of a name, a title, a date…: more than an address may have, so that none is cut into another."""
LONGEST_TEXT = 50_000
"""Characters of an abstract, or of whatever else may have several lines."""
LONGEST_MARKUP = 1_000_000
"""Characters that are read of a text with markup, which holds pictures at times."""

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


def bounded_line(text: str) -> str:
    """Return a text on one line, white space single, of at most LONGEST_LINE characters."""
    # Cut before it is split too: a list of a million words takes ten times the memory of the text.
    return truncated(one_line(truncated(text, 10 * LONGEST_LINE)), LONGEST_LINE)


def without_lone_surrogates(text: str) -> str:
    """Return a text whose surrogate pairs are joined, and whose lone surrogates are question marks.

    JSON may hold lone surrogates (an emoji cut in two); Qt strings and UTF-8 files cannot.
    """
    if not _SURROGATES.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return joined.encode("utf-8", "replace").decode("utf-8")


def plain_text(text: str) -> str:
    """Return the text of an HTML fragment: no tags, entities resolved, white space single, one line a paragraph.

    It has at most LONGEST_TEXT characters.
    """
    text = truncated(text, LONGEST_MARKUP)
    return truncated(_normalized("".join(_text_pieces(text)) if "<" in text or "&" in text else text), LONGEST_TEXT)


def _text_pieces(text: str) -> Iterator[str]:
    """Yield the text between tags, and a line break for each tag of a block element.

    Python's own HTMLParser takes quadratic time for `<a <a <a …` before 3.13.6.
    """
    position = 0
    tags = _TagFinder(text)
    while (start := text.find("<", position)) >= 0:
        yield _unescaped(text[position:start])
        position = tags.end(start)
        if not position:
            position = start + 1
            yield "<"
        elif match := _TAG_NAME.match(text, start + 1):
            name = match[1].lower()
            if name in _BLOCK_ELEMENTS:
                yield "\n"
            elif name in _SKIPPED_ELEMENTS and text[start + 1] != "/":
                closing = _SKIPPED_ELEMENTS[name].search(text, position)
                position = closing.start() if closing else len(text)
    yield _unescaped(text[position:])


class _TagFinder:
    """Finds the ends of tags in a text; a search that failed once is not repeated further on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def end(self, start: int) -> int:
        """Return the end of the tag or comment that begins at `start`; 0 where none does."""
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
        position = -1 if mark in self._missing else self._text.find(mark, start)
        if position < 0:
            self._missing.add(mark)
            return 0
        return position + len(mark)


def _unescaped(text: str) -> str:
    return unescape(_ENDLESS_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _normalized(text: str) -> str:
    lines = (" ".join(_CONTROLS.sub(" ", line).split()) for line in text.split("\n"))
    return without_lone_surrogates("\n".join(line for line in lines if line))
