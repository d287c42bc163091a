"""A strip of dots: the figure of one region among those of the regions whose figures cover the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QPainter, QPen

from ...i18n import titled, tr
from .plot import Plot, PlotLook, Spot, draw, line_height, text_width

_RADIUS = 4.5
_GAP = 6.0
_REACH = 9.0
"""How far from its middle a dot answers the pointer."""


@dataclass(frozen=True)
class Dot:
    """One region: its name, its figure in words, the number, and the upper end where it is a range."""

    name: str
    words: str
    value: float
    value_max: float | None = None
    is_approximate: bool = False
    is_own: bool = False

    @property
    def text(self) -> str:
        """Name and figure in words."""
        return titled(self.name, self.words)


def dot_strip(dots: Sequence[Dot], written: Callable[[float], str], look: PlotLook) -> Plot:
    """Return the strip from zero to the highest figure; dots that would cover each other are stacked.

    A hollow dot is an approximate figure, a line leads from the lower to the upper end of a range.
    """
    most = max(max(dot.value_max or dot.value for dot in dots), 1e-9)
    left, right = 2 * _RADIUS, look.width - 2 * _RADIUS

    def x_of(value: float) -> float:
        return left + (right - left) * max(0.0, value) / most

    # The region's own dot comes last, on top of those that it would cover.
    ordered = sorted(dots, key=lambda dot: (dot.is_own, dot.value, dot.name))
    levels = _levels([(x_of(dot.value), x_of(dot.value_max or dot.value)) for dot in ordered])
    top = line_height(look.font)
    axis = top + 2 * _RADIUS * (max(levels) + 1) + 3
    places = [
        QPointF(x_of(dot.value), axis - 2 - _RADIUS - 2 * _RADIUS * level)
        for dot, level in zip(ordered, levels, strict=True)
    ]
    middle = median(dot.value for dot in dots)

    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(look.faint, 1))
        painter.drawLine(QPointF(left, axis), QPointF(right, axis))
        painter.setPen(QPen(look.muted, 1))
        for value in (0.0, middle, most):
            painter.drawLine(QPointF(x_of(value), axis - 3), QPointF(x_of(value), axis + 3))
        _write_axis(painter, look, axis + 4, x_of(middle), written(most))
        for dot, place in zip(ordered, places, strict=True):
            _draw_dot(painter, look, dot, place, x_of(dot.value_max) if dot.value_max is not None else None)
            if dot.is_own:
                _write_figure(painter, look, dot.words, place)

    spots = [Spot(_around(place), dot.text) for dot, place in zip(ordered, places, strict=True)]
    height = axis + 4 + line_height(look.small_font)
    return draw(look, height, paint, spots, " · ".join(dot.text for dot in sorted(ordered, key=lambda dot: -dot.value)))


def _levels(extents: Sequence[tuple[float, float]]) -> list[int]:
    """Return the row of each dot: the lowest in which it touches none; the last is above all that it touches."""
    levels: list[int] = []
    for number, (first, last) in enumerate(extents):
        below = [
            level
            for level, (other_first, other_last) in zip(levels, extents, strict=False)
            if first - other_last < 2 * _RADIUS and other_first - last < 2 * _RADIUS
        ]
        is_last = number == len(extents) - 1
        free = (level for level in range(len(below) + 1) if level not in below)
        levels.append(max(below, default=-1) + 1 if is_last else next(free))
    return levels


def _draw_dot(painter: QPainter, look: PlotLook, dot: Dot, place: QPointF, end: float | None) -> None:
    colour, rim = (look.own, look.text) if dot.is_own else (look.other, look.other)
    if end is not None:
        painter.setPen(QPen(rim, 2))
        painter.drawLine(place, QPointF(end, place.y()))
        painter.drawLine(QPointF(end, place.y() - 3), QPointF(end, place.y() + 3))
    painter.setPen(QPen(rim, 1.5))
    painter.setBrush(colour)
    painter.drawEllipse(place, _RADIUS - 0.75, _RADIUS - 0.75)
    if dot.is_approximate:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.paper)
        hole = _RADIUS - (2.8 if dot.is_own else 1.5)
        painter.drawEllipse(place, hole, hole)


def _write_figure(painter: QPainter, look: PlotLook, words: str, place: QPointF) -> None:
    """Write the region's figure over its dot, in the top row, as near as the edges allow."""
    font = look.font
    painter.setFont(font)
    painter.setPen(look.text)
    width = text_width(font, words)
    start = min(max(0.0, place.x() - width / 2), look.width - width)
    bottom = line_height(font)
    painter.drawText(QRectF(start, 0, width + 1, bottom), Qt.AlignmentFlag.AlignLeft, words)
    if place.y() - _RADIUS - bottom > _RADIUS:
        painter.setPen(QPen(look.muted, 1))
        painter.drawLine(QPointF(place.x(), bottom), QPointF(place.x(), place.y() - _RADIUS))


def _write_axis(painter: QPainter, look: PlotLook, top: float, middle: float, most: str) -> None:
    """Write the ends of the axis, and the median between them where there is room."""
    font, word = look.small_font, tr("median")
    painter.setFont(font)
    painter.setPen(look.muted)
    whole = QRectF(0, top, look.width, line_height(font))
    zero = text_width(font, "0")
    painter.drawText(whole.translated(2 * _RADIUS - zero / 2, 0), Qt.AlignmentFlag.AlignLeft, "0")
    painter.drawText(whole, Qt.AlignmentFlag.AlignRight, most)
    width = text_width(font, word)
    start = middle - width / 2
    if 2 * _RADIUS + zero + _GAP < start < look.width - text_width(font, most) - width - _GAP:
        painter.drawText(QRectF(start, top, width + 1, whole.height()), Qt.AlignmentFlag.AlignLeft, word)


def _around(place: QPointF) -> QRectF:
    return QRectF(place.x() - _REACH, place.y() - _REACH, 2 * _REACH, 2 * _REACH)
