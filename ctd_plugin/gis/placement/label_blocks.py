"""The ways of writing a region's name and its value in a label or an inset, broken into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import combinations

from qgis.core import Qgis, QgsTextDocument, QgsTextDocumentMetrics, QgsTextRenderer

from ..labels.lines import short_lines
from ..style.fonts import TOLERANCE, print_context, text_format
from ..style.page_sizes import PageSize
from .places import Block, WrittenLine


@dataclass(frozen=True)
class Value:
    """What stands beside a region's name: an amount or a date in bold, then words."""

    bold: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


def value_of(text: str) -> Value:
    """Return a text in at most two lines; what has no number in it is no value to be set in bold."""
    lines = short_lines(text)
    if not any(character.isdigit() for character in "".join(lines[:1])):
        return Value(plain=lines)
    # Words that a text puts on a line of their own explain the value.
    parts = len(short_lines(text.split("\n")[0]))
    return Value(lines[:parts], lines[parts:])


def value_ways(value: Value) -> list[Value]:
    """Return a value as it is and, where its words stand on one line that can be broken, in two even lines."""
    two = _even(value.plain[0], 2) if len(value.plain) == 1 else ()
    return [value, Value(value.bold, two)] if two else [value]


def narrow(value: Value) -> Value:
    """Return a value with a line for each of its words, where these are few: large type has more height than width."""
    words = tuple(" ".join(value.plain).split())
    return Value(value.bold, words) if len(words) <= _MOST_NARROW else value


def name_lines(name: str, most_on_one: int) -> list[tuple[str, ...]]:
    """Return the ways of breaking a name into lines, the best first; one line has so many characters at most."""
    whole, two, three = (name,), _even(name, 2), _even(name, 3)
    ways = [whole, two, three] if len(name) <= most_on_one else [two, whole, three]
    return list(dict.fromkeys(way for way in ways if way))


def _even(name: str, count: int) -> tuple[str, ...]:
    """Return a name in so many lines as even as can be, broken after hyphens if it has any; empty where it cannot."""
    places = [match.end() for match in re.finditer("-", name)] or [match.end() for match in re.finditer(" ", name)]
    ways = [
        tuple(name[start:end].strip() for start, end in zip((0, *cuts), (*cuts, len(name)), strict=True))
        for cuts in combinations(places, count - 1)
    ]
    return min(ways, key=lambda way: (max(map(len, way)), -len(way[0])), default=())


def label_blocks(
    names: Sequence[tuple[str, ...]], values: Sequence[Value], page: PageSize, *, value_first: bool
) -> list[Block]:
    """Return a block for each way of writing a name and a value, which stands first under a symbol.

    Last, in smaller type, come the same again.
    """
    smaller = page.name_size * (1 - page.least_label)
    # QGIS draws a label in whole dots, rounded down.
    more = _PART_OF_DOT if page.compact else 0
    return [
        _block(name, value, page.name_size + more - less, page.value_size + more - less, value_first)
        for less in (0, smaller)
        for value in values
        for name in names
    ]


_MOST_NARROW = 3
"""The lines that a value in a narrow label has at most."""
_PART_OF_DOT = 0.05
"""Points: what keeps a size from being rounded under itself."""


# A pack in two languages has some two thousand.
@lru_cache(maxsize=4096)
def _block(name: tuple[str, ...], value: Value, size: float, bold_size: float, value_first: bool) -> Block:
    names = [WrittenLine(line, size) for line in name]
    # Words are set apart from the name that they belong to.
    values = [WrittenLine(line, bold_size, is_bold=True) for line in value.bold]
    values += [WrittenLine(line, size, is_italic=True) for line in value.plain]
    lines = [*values, *names] if value_first else [*names, *values]
    divisions = [_division(line) for line in lines]
    words = "".join(divisions)
    width, height = _size(words, size)
    # Each line on its own may be wider where a region is.
    widths = [_size(line, size)[0] for line in divisions]
    share = height / sum(line.size for line in lines)
    sizes = [(min(own, width), line.size * share) for own, line in zip(widths, lines, strict=True)]
    return Block(words, width, height, sizes, lines)


def _division(line: WrittenLine) -> str:
    css = ";font-weight:bold" if line.is_bold else ";font-style:italic" if line.is_italic else ""
    return f'<div style="font-size:{line.size:g}pt{css}">{escape(line.text)}</div>'


def _size(words: str, size: float) -> tuple[float, float]:
    """Return the width and height (millimetres) of the words as QGIS sets them in a label."""
    style, context = text_format(size, line_height=LINE_HEIGHT), print_context()
    style.setAllowHtmlFormatting(True)
    document = QgsTextDocument.fromTextAndFormat([words], style)
    metrics = QgsTextDocumentMetrics.calculateMetrics(
        document, style, context, QgsTextRenderer.calculateScaleFactorForFormat(context, style)
    )
    box = metrics.documentSize(Qgis.TextLayoutMode.Labeling, Qgis.TextOrientation.Horizontal)
    return box.width() / context.scaleFactor() * TOLERANCE, box.height() / context.scaleFactor()


LINE_HEIGHT = 1.0
"""Of labels, in lines of the type."""
