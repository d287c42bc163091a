"""What small plots share: how they look, the picture, and the places on it that say something under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette
from qgis.PyQt.QtWidgets import QWidget

from ...gis.style.palette import HIGHLIGHT

_WIDEST = 460
_SMALL = 0.85


@dataclass(frozen=True)
class PlotLook:
    """The font and colours of a widget, the width of a plot in its units, and the screen's pixels for each of them."""

    font: QFont
    text: QColor
    paper: QColor
    width: int
    ratio: float = 1.0

    @property
    def own(self) -> QColor:
        """The colour of the region shown, as on the map."""
        return QColor(HIGHLIGHT)

    @property
    def muted(self) -> QColor:
        """The colour of words that stand back; they can still be read."""
        return _between(self.text, self.paper, 0.3)

    @property
    def other(self) -> QColor:
        """The colour of marks of other regions."""
        return _between(self.text, self.paper, 0.45)

    @property
    def faint(self) -> QColor:
        """The colour of lines that only guide the eye."""
        return _between(self.text, self.paper, 0.7)

    @property
    def small_font(self) -> QFont:
        """The font of an axis."""
        font = QFont(self.font)
        font.setPointSizeF(max(7.0, self.font.pointSizeF() * _SMALL))
        return font


def look_of(widget: QWidget, width: int) -> PlotLook:
    """Return the look of a widget's texts for plots of at most this width."""
    palette, roles, active = widget.palette(), QPalette.ColorRole, QPalette.ColorGroup.Active
    text, paper = palette.color(active, roles.Text), palette.color(active, roles.Base)
    return PlotLook(widget.font(), text, paper, max(80, min(width, _WIDEST)), widget.devicePixelRatioF())


@dataclass(frozen=True)
class Spot:
    """A place on a plot, and the words that it says under the pointer."""

    area: QRectF
    text: str


@dataclass(frozen=True)
class Plot:
    """A picture with its size in a widget's units; `text` says the same in words."""

    image: QImage
    width: int
    height: int
    spots: tuple[Spot, ...]
    text: str

    def text_at(self, point: QPointF) -> str:
        """Return the words of what is nearest to a point on the plot, "" where nothing is."""
        near = [spot for spot in self.spots if spot.area.contains(point)]
        nearest = min(near, key=lambda spot: _squared(spot.area.center() - point), default=None)
        return nearest.text if nearest else ""


def draw(look: PlotLook, height: float, paint: Callable[[QPainter], None], spots: Sequence[Spot], text: str) -> Plot:
    """Return the plot that `paint` draws on a transparent picture."""
    rows = ceil(height)
    image = QImage(ceil(look.width * look.ratio), ceil(rows * look.ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(look.ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    paint(painter)
    painter.end()
    return Plot(image, look.width, rows, tuple(spots), text)


def text_width(font: QFont, text: str) -> float:
    """Return how wide a text of one line is."""
    return QFontMetricsF(font).horizontalAdvance(text)


def line_height(font: QFont) -> float:
    """Return how high a line of text is."""
    return QFontMetricsF(font).height()


def _between(first: QColor, second: QColor, share: float) -> QColor:
    """Return the mixture of two colours with this share of the second."""
    parts = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def _squared(point: QPointF) -> float:
    return float(point.x() ** 2 + point.y() ** 2)
