"""JSON and XML parsers whose memory and time are linear in the size of the content.

Content that would take too much memory is refused before it is parsed, by counting its objects and elements.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Collection, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ...errors import CtdError
from ...i18n import tr
from .html_text import without_lone_surrogates

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FREE_MEMORY = 100_000_000
_MEMORY_FACTOR = 10
"""What parsed content may take in memory: so many bytes, and so many times its own size."""
MOST_ELEMENTS = 2_000_000
"""Elements of an XML document that is filtered by name; each costs a call of Python."""
_MOST_ATTRIBUTES = 1000
"""Attributes of one element: libxml2 compares each with all others."""
_LONGEST_DOCTYPE = 100_000
_MOST_NESTED = 200
"""Levels of nesting in JSON, which recursive functions read and write."""
_NO_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"?+|[^"\[\]{}]++', re.DOTALL)
_LONGEST_NUMBER = 100
"""Digits; Python refuses those with thousands, and no identifier has more."""
_CHUNK = 1 << 16

# Memory of the parts of parsed content, in bytes: measured with libxml2 2.9 and CPython 3.13.
_NODE, _ATTRIBUTE = 130, 240
_OBJECT, _LIST, _STRING, _ITEM = 190, 64, 30, 8


class ParseError(ValueError):
    """Content that is not JSON or XML."""


class EntityError(ParseError):
    """XML that declares entities."""


class MemoryLimitError(ParseError):
    """Content that would take too much memory once parsed."""


def parse_json(content: bytes) -> Any:  # noqa: ANN401  whatever JSON holds
    """Return the value of a JSON document; raise ParseError where it is none.

    Strings have no lone surrogates. Numbers that Python cannot hold (NaN, infinities, thousands of digits) are None.
    """
    counts = [content.count(mark) for mark in (b"{", b"[", b'"', b",")]
    _check_memory(sum(map(int.__mul__, counts, (_OBJECT, _LIST, _STRING, _ITEM))), content)
    try:
        text = without_lone_surrogates(content.decode(json.detect_encoding(content), "surrogatepass"))
        if _nesting_depth(text) > _MOST_NESTED:
            raise ParseError
        value = _load_json(text)
        if "\\ud" in text or "\\uD" in text:
            # Surrogates that were written as escapes are in the strings only now.
            value = _load_json(without_lone_surrogates(json.dumps(value, ensure_ascii=False)))
    except (ValueError, RecursionError) as error:
        raise ParseError from error
    return value


def _nesting_depth(text: str) -> int:
    """Return the deepest nesting of lists and objects."""
    steps = (1 if mark in "[{" else -1 for mark in _NO_BRACKETS.sub("", text))
    return max(accumulate(steps), default=0)


def _load_json(text: str) -> Any:  # noqa: ANN401
    return json.loads(text, parse_int=_integer, parse_float=_float, parse_constant=lambda _: None)


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else None


def _float(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def parse_xml(content: bytes, names: Collection[str] = ()) -> Element:
    """Return the root of an XML document, without comments and processing instructions.

    Nothing outside is read: no DTD, no entity, no network. With `names`, elements of other tags are left out with all
    that they hold. Raises ParseError where it is no XML, declares entities, or would take too much memory.
    """
    content, has_dtd = _strip_doctype(_strip_declaration(_as_utf8(content)))
    elements = content.count(b"<") - content.count(b"</")
    attributes = min(content.count(b"="), (content.count(b'"') + content.count(b"'")) // 2)
    if attributes > _MOST_ATTRIBUTES and any(tag[1] is not None for tag in _TAG.finditer(content)):
        raise MemoryLimitError
    if names:
        if elements > MOST_ELEMENTS:
            raise MemoryLimitError
    else:
        texts = content.count(b">") - content.count(b"><")
        # An entity that a DTD might declare is a node of its own; without a DTD it is an error.
        references = content.count(b"&") if has_dtd else 0
        _check_memory(_NODE * (elements + texts + references) + _ATTRIBUTE * attributes, content)
    etree = _etree()
    options = {
        "encoding": "utf-8",
        "resolve_entities": False,
        "load_dtd": False,
        "no_network": True,
        "huge_tree": False,
        "remove_comments": True,
        "remove_pis": True,
        "collect_ids": False,
    }
    try:
        if not names:
            root = etree.fromstring(content, etree.XMLParser(**options))
        else:
            # A parser target gets `&amp;` as it is, unless entities are resolved; without a DTD there are no others.
            content = content.replace(_EXTERNAL_DTD, b"", 1) if has_dtd else content
            options["resolve_entities"] = True
            parser = etree.XMLParser(target=_FilteringTarget(etree.TreeBuilder(), frozenset(names)), **options)
            for start in range(0, len(content), _CHUNK):
                parser.feed(content[start : start + _CHUNK])
            root = parser.close()
    # An assertion is how lxml's builder says that no element came.
    except (etree.XMLSyntaxError, AssertionError, LookupError) as error:
        raise ParseError from error
    if root is None:
        raise ParseError
    return root


class _FilteringTarget:
    """A parser target that passes on to a tree builder only elements of the given names."""

    def __init__(self, builder: Any, names: frozenset[str]) -> None:  # noqa: ANN401
        self._builder = builder
        self._names = names
        self._skipped_depth = 0
        self._memory = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipped_depth or name not in self._names:
            self._skipped_depth += 1
            return
        self._memory += 2 * _NODE + _ATTRIBUTE * len(attributes)
        if self._memory > _FREE_MEMORY:
            raise MemoryLimitError
        self._builder.start(name, attributes)

    def end(self, name: str) -> None:
        if self._skipped_depth:
            self._skipped_depth -= 1
        else:
            self._builder.end(name)

    def data(self, text: str) -> None:
        if not self._skipped_depth:
            self._builder.data(text)

    def close(self) -> object:
        return self._builder.close()


def _check_memory(needed: int, content: bytes) -> None:
    if needed > _FREE_MEMORY + _MEMORY_FACTOR * len(content):
        raise MemoryLimitError


# A comment or section that is not closed goes on to the end: nothing is scanned twice.
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    rb"""|<[^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+){0,%d}+(["'])?+""" % _MOST_ATTRIBUTES,
    re.DOTALL,
)
_ENCODING_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_KNOWN_ENCODINGS = re.compile(r"iso8859-\d+|cp125\d|koi8-.|mac-roman|gb(k|2312|18030)|big5|shift_jis|euc_..")


def _as_utf8(content: bytes) -> bytes:
    """Return XML in UTF-8, so that searches in its bytes find what the parser will see."""
    encoding = next((name for mark, name in _ENCODING_SIGNATURES if content.startswith(mark)), "")
    if not encoding and (declared := _DECLARED.match(content[:500])):
        try:
            encoding = codecs.lookup(declared[1].decode()).name
        except LookupError as error:
            raise ParseError from error
        # Some declare UTF-16 and write UTF-8, of which ASCII is a part.
        if encoding == "ascii" or encoding.startswith(("utf-8", "utf-16", "utf-32")):
            encoding = "utf-8"
        elif not _KNOWN_ENCODINGS.fullmatch(encoding):
            raise ParseError
    if encoding in ("", "utf-8"):
        return content
    return content.decode(encoding, "replace").encode("utf-8", "replace")


def _strip_declaration(content: bytes) -> bytes:
    """Return XML in UTF-8 without its declaration, whose encoding may be another."""
    content = content.removeprefix(codecs.BOM_UTF8)
    return content[_index_after(content, b"?>", 0) :] if re.match(rb"<\?xml\s", content) else content


_EXTERNAL_DTD = b'<!DOCTYPE answer SYSTEM "unread">'
_MISC = re.compile(rb"\s*+(?:<!--|<\?|<!DOCTYPE)")
_DOCTYPE_MARKS = re.compile(rb"""<!--|<\?|["'\[\]<>%]""")
_CLOSING = {b"<!--": b"-->", b"<?": b"?>", b'"': b'"', b"'": b"'"}


def _strip_doctype(content: bytes) -> tuple[bytes, bool]:
    """Return XML without its DOCTYPE, and whether this names an external DTD.

    Declarations of elements, as WMS 1.1.1 has them, are not needed; those of attributes could make a small document
    large, like those of entities, which are refused.
    """
    position = 0
    while (match := _MISC.match(content, position)) and not match[0].endswith(b"DOCTYPE"):
        mark = match[0].lstrip()
        position = _index_after(content, _CLOSING[mark], match.end())
    if not match:
        return content, False
    start, position, depth, is_external = match.end() - len(b"<!DOCTYPE"), match.end(), 0, False
    while depth >= 0:
        found = _DOCTYPE_MARKS.search(content, position, start + _LONGEST_DOCTYPE)
        if not found:
            raise ParseError
        mark, position = found[0], found.end()
        if mark in _CLOSING:
            is_external = is_external or (depth == 0 and mark in b"\"'")
            position = _index_after(content, _CLOSING[mark], position)
        elif mark == b"%" or content.startswith(b"<!ENTITY", found.start()):
            raise EntityError
        else:
            depth += 1 if mark in (b"<", b"[") else -1
    # With an external DTD a reference to an entity that it may declare is no error.
    return content[:start] + (_EXTERNAL_DTD if is_external else b"") + content[position:], is_external


def _index_after(content: bytes, mark: bytes, start: int) -> int:
    position = content.find(mark, start)
    if position < 0:
        raise ParseError
    return position + len(mark)


def _etree() -> Any:  # noqa: ANN401  the module, slow to import and missing on some systems
    try:
        from lxml import etree
    except ImportError as error:
        raise CtdError(
            tr("The Python library lxml, needed to read XML, is missing; on Debian: sudo apt install python3-lxml.")
        ) from error
    return etree
