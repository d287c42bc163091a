"""Elements of parsed XML by local names, whatever their namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .html_text import LONGEST_MARKUP, bounded_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """Return the children of an element that have one of these local names."""
    return (child for child in element if local_name(child) in names)


def element_text(element: Element) -> str:
    """Return the text before an element's first child, on one line."""
    return bounded_line(element.text or "")


def child_text(element: Element, name: str) -> str:
    """Return the text of the first child of this local name, on one line; "" where there is none."""
    return next((element_text(child) for child in children(element, name)), "")


def text_content(element: Element, separator: str = "") -> str:
    """Return the text of an element and its descendants, of little more than LONGEST_MARKUP characters."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length > LONGEST_MARKUP:
            break
    return separator.join(pieces)
