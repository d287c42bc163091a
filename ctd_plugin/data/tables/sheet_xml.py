"""Reading the XML of a spreadsheet piece by piece, without document types, entities or endless tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.parsers import expat

_MOST_TOKEN = 16_000_000
"""Bytes between two marks of the XML; the parser keeps them whole."""

Attributes = dict[str, str]


def parse(
    chunks: Iterator[bytes],
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> Iterator[None]:
    """Call back for each element, and pause after each chunk; ValueError or ExpatError where it is no plain XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    # Entities could make a small file swell to fill the memory; no spreadsheet declares any.
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
