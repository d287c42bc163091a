"""What is drawn over a fill: lines, dots or a cross, as data from which symbol layers and SVG patterns are made."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsCentroidFillSymbolLayer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPointPatternFillSymbolLayer,
    QgsProperty,
    QgsSymbolLayer,
)

WEIGHT_VARIABLE = "ctd_weight"
"""Set on a layout: what the weights of lines are multiplied by, as its page is larger than A4."""
WEIGHT = f"coalesce(@{WEIGHT_VARIABLE}, 1)"
"""An expression: the same, 1 on a screen."""


@dataclass(frozen=True)
class Lines:
    """Parallel lines, from so many millimetres to the next; the angle is in degrees, anticlockwise from level."""

    colour: str
    width: float
    distance: float
    angle: int = 0
    grows: bool = False
    """Whether they grow with the page."""

    def symbol_layer(self) -> QgsSymbolLayer:
        """Return the symbol layer that draws them."""
        lines = QgsLinePatternFillSymbolLayer()
        lines.setLineAngle(self.angle)
        lines.setDistance(self.distance)
        line = QgsLineSymbol.createSimple({"line_color": self.colour, "line_width": str(self.width)})
        if self.grows:
            _grow(line.symbolLayer(0), QgsSymbolLayer.Property.StrokeWidth, self.width)
        lines.setSubSymbol(line)
        if self.grows:
            _grow(lines, QgsSymbolLayer.Property.LineDistance, self.distance)
        return lines


@dataclass(frozen=True)
class Dots:
    """Dots in rows, each row half a step beside the one above; millimetres."""

    colour: str
    diameter: float
    distance: float

    def symbol_layer(self) -> QgsSymbolLayer:
        """Return the symbol layer that draws them."""
        dots = QgsPointPatternFillSymbolLayer()
        dots.setDistanceX(self.distance)
        dots.setDistanceY(self.distance)
        dots.setDisplacementX(self.distance / 2)
        dot = {"name": "circle", "color": self.colour, "outline_style": "no", "size": str(self.diameter)}
        dots.setSubSymbol(QgsMarkerSymbol.createSimple(dot))
        return dots


@dataclass(frozen=True)
class Cross:
    """A cross in the middle of the region, whose arms go from corner to corner of a square; millimetres."""

    colour: str
    width: float
    size: float

    def symbol_layer(self) -> QgsSymbolLayer:
        """Return the symbol layer that draws it."""
        cross = QgsMarkerSymbol.createSimple(
            {"name": "cross2", "outline_color": self.colour, "outline_width": str(self.width), "size": str(self.size)}
        )
        _grow(cross.symbolLayer(0), QgsSymbolLayer.Property.Size, self.size)
        _grow(cross.symbolLayer(0), QgsSymbolLayer.Property.StrokeWidth, self.width)
        return in_the_middle(cross)


Texture = Lines | Dots | Cross


def in_the_middle(marker: QgsMarkerSymbol) -> QgsCentroidFillSymbolLayer:
    """Return a symbol layer that draws a marker once in each region, on a point inside."""
    layer = QgsCentroidFillSymbolLayer()
    layer.setSubSymbol(marker)
    layer.setPointOnSurface(True)
    layer.setPointOnAllParts(False)
    return layer


def _grow(layer: QgsSymbolLayer, property_: QgsSymbolLayer.Property, size: float) -> None:
    """Let a size (millimetres) grow with the page."""
    layer.setDataDefinedProperty(property_, QgsProperty.fromExpression(f"{WEIGHT} * {size}"))
