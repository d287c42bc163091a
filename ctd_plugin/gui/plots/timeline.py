"""A line of time with a row for each date of a region's CTD; what is not certain to the day is a span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ...data.profile.timeline import Event, EventKind
from ...dates import short_date, survey_date
from ...gis.labels.labels import with_year
from ...gis.style.palette import TEXT
from ...i18n import titled, tr
from .plot import Plot, PlotLook, Spot, draw, line_height, text_width

_MARK = 5.0
_GAP = 5.0
_SHORTEST = 540
"""Days that the line covers at least: two dates of one week are near each other on it."""
_QUARTERS_UP_TO = 4
"""Years of which the quarters have ticks."""


def event_text(event: Event) -> str:
    """Return what a date is, and how the survey writes it."""
    return titled(_title(event), with_year(survey_date(event.written), event.carried_from))


def _title(event: Event) -> str:
    return tr("Interview") if event.kind is EventKind.INTERVIEW else tr("CTD")


def _in_short(event: Event) -> str:
    """Return a date in figures, or as it is written without a remark in parentheses."""
    text = short_date(event.first) if event.is_firm else survey_date(event.written.partition(" (")[0])
    return with_year(text, event.carried_from)


def timeline(events: Sequence[Event], look: PlotLook) -> Plot:
    """Return the line of time: a diamond for a day of the CTD, a circle for the interview, a bar for what is a span."""
    axis = _Axis(events, look)
    row = line_height(look.font) + 4

    def paint(painter: QPainter) -> None:
        axis.draw(painter, row * len(events) + 2)
        for number, event in enumerate(events):
            _draw_event(painter, look, event, (axis.x(event.first), axis.x(event.last)), row * (number + 0.5))

    spots = [Spot(QRectF(0, row * n, look.width, row), event_text(event)) for n, event in enumerate(events)]
    height = row * len(events) + 6 + line_height(look.small_font)
    return draw(look, height, paint, spots, " · ".join(map(event_text, events)))


class _Axis:
    """The years around some events; it covers a year and a half at least."""

    def __init__(self, events: Sequence[Event], look: PlotLook) -> None:
        first, last = min(event.first for event in events), max(event.last for event in events)
        around = timedelta(max(60, _SHORTEST - (last - first).days) // 2)
        self._start, self._end = first - around, last + around
        self._look = look

    def x(self, day: date) -> float:
        """Return where a day stands."""
        left, right = _MARK, self._look.width - _MARK
        return left + (right - left) * (day - self._start).days / (self._end - self._start).days

    def draw(self, painter: QPainter, y: float) -> None:
        """Draw the line at a height with a tick where each year and quarter begins, and the years under it."""
        look = self._look
        painter.setPen(QPen(look.faint, 1))
        painter.drawLine(QPointF(0, y), QPointF(look.width, y))
        years = range(self._start.year, self._end.year + 1)
        for year in years:
            for month in (1, 4, 7, 10) if len(years) <= _QUARTERS_UP_TO else (1,):
                if self._start <= (day := date(year, month, 1)) <= self._end:
                    painter.setPen(QPen(look.muted if month == 1 else look.faint, 1))
                    painter.drawLine(QPointF(self.x(day), y - (4 if month == 1 else 2)), QPointF(self.x(day), y + 3))
        painter.setFont(look.small_font)
        painter.setPen(look.muted)
        end = 0.0
        for year in years:
            low, high = self.x(max(self._start, date(year, 1, 1))), self.x(min(self._end, date(year, 12, 31)))
            width = text_width(look.small_font, str(year))
            start = (low + high - width) / 2
            if high - low > width and start > end:
                place = QRectF(start, y + 3, width + 1, line_height(look.small_font))
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft, str(year))
                end = start + width + _GAP


def _draw_event(painter: QPainter, look: PlotLook, event: Event, ends: tuple[float, float], y: float) -> None:
    first, last = ends
    is_interview = event.kind is EventKind.INTERVIEW
    painter.setPen(QPen(look.text, 1.2))
    painter.setBrush(look.paper if is_interview else look.own)
    if not event.is_firm:
        # Not certain: a bar as long as the time that is meant, with an open rim.
        painter.setPen(QPen(look.text, 1.2, Qt.PenStyle.DotLine))
        height = line_height(look.small_font)
        painter.drawRect(QRectF(first, y - height / 2, max(last - first, 2 * _MARK), height))
    elif is_interview:
        painter.drawEllipse(QPointF(first, y), _MARK, _MARK)
    else:
        corners = ((0, -_MARK - 1), (_MARK + 1, 0), (0, _MARK + 1), (-_MARK - 1, 0))
        painter.drawPolygon(QPolygonF([QPointF(first + dx, y + dy) for dx, dy in corners]))
    _write(painter, look, event, (first, last), y)


def _write(painter: QPainter, look: PlotLook, event: Event, ends: tuple[float, float], y: float) -> None:
    """Write what a mark is to its right, to its left or on it: where the words fit, else fewer and smaller ones."""
    left, right = ends[0] - _MARK - _GAP, ends[1] + _MARK + _GAP
    written = _in_short(event)
    whole = titled(_title(event), written)
    for font, words in ((look.font, whole), (look.small_font, whole), (look.small_font, written)):
        width = text_width(font, words) + 1
        starts = {
            right: width <= look.width - right,
            left - width: width <= left,
            (ends[0] + ends[1] - width) / 2: width <= ends[1] - ends[0] - _GAP and font != look.font,
        }
        start = next((start for start, fits in starts.items() if fits), None)
        if start is not None:
            break
    else:
        room = max(left, look.width - right)
        words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        start = right if room > left else left - text_width(font, words)
    painter.setFont(font)
    # On the amber of the bar, in the dark theme too.
    painter.setPen(QColor(TEXT) if ends[0] < start < ends[1] else look.text)
    painter.drawText(QPointF(start, y + _baseline(font)), words)


def _baseline(font: QFont) -> float:
    """Return how far under the middle of a line its letters stand."""
    metrics = QFontMetricsF(font)
    return (metrics.ascent() - metrics.descent()) / 2
