"""Incremental parsing of the XML of spreadsheets, without document types, entities or endless tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.parsers import expat

_MOST_TOKEN = 16_000_000
"""Bytes of a tag or other token, which the parser buffers."""

Attributes = dict[str, str]


def parse(
    chunks: Iterator[bytes],
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> Iterator[None]:
    """Parse XML with callbacks for tags and text, yielding after each chunk.

    Raises ValueError or ExpatError where it is malformed or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    # Its entities could expand to fill the memory; no spreadsheet declares any.
    parser.StartDoctypeDeclHandler = _refuse
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _MOST_TOKEN:
            raise ValueError("no end of a tag")
        yield
    parser.Parse(b"", True)
    yield


def _refuse(*_: object) -> None:
    raise ValueError("document type")
