"""Text broken into lines that can be placed one by one, so that an answer may flow from column to column.

Millimetres outside, dots of the PDF inside: letters are then as wide whatever the machine's screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any
from urllib.parse import quote

from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from ..style.fonts import text_format
from ..style.palette import ACCENT, TEXT

DPI = 1200
DOTS = DPI / 25.4
"""Dots of the PDF in a millimetre."""

POINT = 25.4 / 72

NAME, FIGURE, HEADING, BODY, SMALL, FOOT = 22.0, 16.0, 12.0, 9.0, 8.0, 7.0
"""The sizes of type, in points: the atlas has no others."""

GRID = 4.2
"""The distance of two lines of body text (mm): lines of both columns, and of facing pages, stand side by side."""
_LEADING = GRID / (BODY * POINT)
_SHORT_SECTION = 4
_BULLET = re.compile(r"[-–•] ")
_ADDRESS = re.compile(r"https?://[^\s<>«»\"]+")
# French puts a space before these signs and between a number and its unit, at which no line may break.
_NO_BREAK = re.compile(r" (?=[:;?!»%€])|(?<=«) |(?<=\d) (?=(?:[kM]€|ETP|€|%|M ))")


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph; with `href` it is a link."""

    text: str
    bold: bool = False
    colour: str = ""
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Text of `size` points with the room before it (mm); a heading is kept with what follows."""

    runs: tuple[Run, ...]
    size: float = BODY
    bold: bool = False
    colour: str = TEXT
    before: float = 0
    heading: bool = False
    centred: bool = False
    right: bool = False

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Line:
    """One line to place: its height and the room before it (mm), and whether the next must stay with it."""

    height: float
    before: float
    kept: bool
    indent: float
    size: float
    _line: QTextLine = field(repr=False)
    _layout: QTextLayout = field(repr=False)  # Owns the line.

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw the line with its top left corner at a place on the page (mm)."""
        baseline = (y + self.height * 0.5 + self.size * POINT * 0.36) * DOTS
        self._line.draw(painter, QPointF((x + self.indent) * DOTS, baseline - self._line.ascent()))


def paragraph(text: str, **style: Any) -> Paragraph:  # noqa: ANN401 – the fields of Paragraph
    """Return a paragraph of one run; `style` are the other fields of a Paragraph."""
    return Paragraph((Run(text),), **style)


def prose(text: str) -> Iterator[Paragraph]:
    """Yield a survey's cell as paragraphs, one a line, its web addresses as links."""
    for line in filter(None, map(str.strip, text.splitlines())):
        yield Paragraph(tuple(_with_links(line)))


def link(text: str, address: str) -> Run:
    """Return a link, or plain text where the address is not one of the web."""
    return Run(text, colour=ACCENT, href=address) if _ADDRESS.fullmatch(address) else Run(text)


def _with_links(line: str) -> Iterator[Run]:
    end = 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(".,;:)")
        yield Run(line[end : match.start()])
        yield link(address, address)
        end = match.start() + len(address)
    yield Run(line[end:])


@cache
def typeset(paragraph: Paragraph, width: float) -> Sequence[Line]:
    """Break a paragraph at a width (mm). Words longer than a line are broken anywhere, nothing is left out.

    What was broken is kept until `typeset.cache_clear()`: a sheet is tried in more than one place.
    """
    text = _NO_BREAK.sub("\u00a0", paragraph.text)
    layout = QTextLayout(text, _font(paragraph.size, paragraph.bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(_formats(paragraph)))
    bullet = _BULLET.match(text)
    hanging = text_width(replace(paragraph, runs=(Run(bullet[0]),))) if bullet else 0.0
    lines: list[tuple[QTextLine, float]] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        indent = hanging if lines else 0.0
        line.setLineWidth((width - indent) * DOTS)
        line.setPosition(QPointF(0, 0))
        if paragraph.centred or paragraph.right:
            indent = (width - line.naturalTextWidth() / DOTS) / (2 if paragraph.centred else 1)
        lines.append((line, indent))
    layout.endLayout()
    last = len(lines) - 1
    return tuple(
        Line(
            height=paragraph.size * POINT * _LEADING,
            before=0 if number else paragraph.before,
            # Neither a heading nor one line of a longer paragraph stands alone at the foot or the head of a column.
            kept=paragraph.heading or (last > 0 and number in (0, last - 1)),
            indent=indent,
            size=paragraph.size,
            _line=line,
            _layout=layout,
        )
        for number, (line, indent) in enumerate(lines)
    )


def typeset_all(paragraphs: Sequence[Paragraph], width: float) -> list[Line]:
    """Break paragraphs one after the other at a width (mm)."""
    return [line for each in paragraphs for line in typeset(each, width)]


def kept_together(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a section such that neither its heading and first line nor its last line stand alone."""
    ends = {0, 1, len(lines) - 2} if len(lines) > _SHORT_SECTION else set(range(len(lines) - 1))
    return [replace(line, kept=True) if number in ends else line for number, line in enumerate(lines)]


def total_height(lines: Sequence[Line]) -> float:
    """Return the height (mm) of lines set one below the other, without the room before the first."""
    return sum(line.height + (line.before if number else 0) for number, line in enumerate(lines))


def fill(lines: Sequence[Line], height: float) -> int:
    """Return how many of the lines fill a column of a height (mm): one at least, however low the column is."""
    used, count = 0.0, 0
    for count, line in enumerate(lines):
        used += line.height + (line.before if count else 0)
        if used > height + 1e-6:
            break
    else:
        return len(lines)
    unkept = count - len(list(takewhile(lambda line: line.kept, reversed(lines[:count]))))
    return unkept or count or 1


def _formats(paragraph: Paragraph) -> Iterator[QTextLayout.FormatRange]:
    start = 0
    for run in paragraph.runs:
        part = QTextLayout.FormatRange()
        # Qt counts in UTF-16, where a character beyond the basic plane counts twice.
        part.start, part.length = start, len(run.text.encode("utf-16-le")) // 2
        start += part.length
        style = QTextCharFormat()
        style.setForeground(QColor(run.colour or paragraph.colour))
        if run.bold:
            style.setFont(_font(paragraph.size, True))
        if run.href:
            # Qt writes the characters as they are, and a parenthesis would end the address in the PDF.
            style.setAnchor(True)
            style.setAnchorHref(quote(run.href, safe="%/:?#[]@!$&'*+,;=-._~"))
        part.format = style
        yield part


def text_width(paragraph: Paragraph) -> float:
    """Return the width (mm) of a paragraph of one line."""
    return QFontMetricsF(_font(paragraph.size, paragraph.bold)).horizontalAdvance(paragraph.text) / DOTS


@lru_cache
def _font(size: float, bold: bool) -> QFont:
    font = text_format(size, bold=bold).font()
    font.setPixelSize(round(size * DPI / 72))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
