"""Pages of the atlas: their content is kept until all pages are there, so that each can show their number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPainterPath, QPen

from ..style.page_sizes import Box
from ..style.palette import NO_ANSWER_FILL, NO_ANSWER_HATCH, OUTLINE, RULE
from .typesetting import DOTS, Line

WIDTH = 210.0
MARGIN = TOP = 18.0
BOTTOM = 272.0
CONTENT_WIDTH = WIDTH - 2 * MARGIN
"""A4 portrait, and its width between the margins (mm)."""

_HATCH = 1.6


@dataclass
class AtlasPage:
    """One page; places and sizes are in millimetres from its top left corner."""

    region: str = ""
    """The region in the page's head and foot, or the first and the last; empty on the pages before the sheets."""
    continued: bool = False
    y: float = TOP
    """How far down the page is filled."""
    _drawn: list[Callable[[QPainter], None]] = field(default_factory=list)

    def draw(self, painter: QPainter) -> None:
        """Draw the page with all that was set on it."""
        for draw in self._drawn:
            draw(painter)

    def line(self, line: Line, x: float, y: float) -> None:
        """Set one line with its top left corner at a place."""
        self._drawn.append(lambda painter: line.draw(painter, x, y))

    def lines(self, lines: Sequence[Line], x: float, y: float) -> float:
        """Set lines one below the other and return where they end."""
        for number, line in enumerate(lines):
            y += line.before if number else 0
            self.line(line, x, y)
            y += line.height
        return y

    def rule(self, x: float, y: float, width: float, colour: str = RULE, thickness: float = 0.2) -> None:
        """Set a horizontal line."""

        def draw(painter: QPainter) -> None:
            painter.setPen(_pen(colour, thickness))
            painter.drawLine(QPointF(x * DOTS, y * DOTS), QPointF((x + width) * DOTS, y * DOTS))

        self._drawn.append(draw)

    def area(self, path: QPainterPath, fill: str | None, outline: str = OUTLINE, thickness: float = 0.2) -> None:
        """Fill a path, whose coordinates are dots; without a fill it is hatched, as regions without an answer are."""
        self._drawn.append(lambda painter: _draw_area(painter, path, fill, _pen(outline, thickness)))

    def chip(self, box: Box, fill: str | None) -> None:
        """Set a box with round corners; without a fill it is hatched."""
        path = QPainterPath()
        path.addRoundedRect(
            QRectF(box.x * DOTS, box.y * DOTS, box.width * DOTS, box.height * DOTS), 0.8 * DOTS, 0.8 * DOTS
        )
        self.area(path, fill)


def _draw_area(painter: QPainter, path: QPainterPath, fill: str | None, pen: QPen) -> None:
    painter.fillPath(path, QColor(fill or NO_ANSWER_FILL))
    if fill is None:
        _hatch(painter, path)
    painter.strokePath(path, pen)


def _hatch(painter: QPainter, path: QPainterPath) -> None:
    """Hatch by lines cut off at the path: Qt's own hatching would be as fine as the printer's dots."""
    painter.save()
    painter.setClipPath(path)
    painter.setPen(_pen(NO_ANSWER_HATCH, 0.2))
    box, step = path.boundingRect(), _HATCH * DOTS
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += step
    painter.restore()


def _pen(colour: str, thickness: float) -> QPen:
    pen = QPen(QColor(colour), thickness * DOTS)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
