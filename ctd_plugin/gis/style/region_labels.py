"""The labels of the regions and the symbols above them, on a screen and as a layout places them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from qgis.core import (
    Qgis,
    QgsGeometryGeneratorSymbolLayer,
    QgsLabelPlacementSettings,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsSimpleLineSymbolLayer,
    QgsSymbolLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..expression_builder import html_escaped, lookup, with_printed_name
from ..labels.lines import short_lines
from .classes import Classes, by_region
from .fonts import text_format
from .outlines import AREA
from .palette import PAPER, TEXT, label_colour
from .region_symbols import ABOVE, ON_MAPS
from .textures import WEIGHT

# Set on a layout or on one of its maps, read by the labels and symbols.
LABEL_SIZE_VARIABLE = "ctd_label_size"
SYMBOL_SIZE_VARIABLE = "ctd_symbol_size"
LABELS_VARIABLE = "ctd_labels"
PLACES_VARIABLE = "ctd_places"
"""On a layout's map: JSON of region code → where its label, symbol and leader stand, in the CRS of the regions."""

_DEFAULT_SIZE = 8
LABEL_SIZE = f"coalesce(@{LABEL_SIZE_VARIABLE}, {_DEFAULT_SIZE})"
"""An expression: the type size of the names in points."""

SYMBOL_SIZE = f"coalesce(@{SYMBOL_SIZE_VARIABLE}, {_DEFAULT_SIZE})"
"""An expression: what symbols are scaled to."""

# The words of a label, and the keys of a place.
WORDS, AT, SYMBOL, LEADER, ALIGNMENT = "words", "at", "symbol", "leader", "alignment"

# These and the next are written with as few functions in functions as can be: see `expression_builder.lookup`.
_PLACE = f"json_to_map(coalesce(@{PLACES_VARIABLE}, '{{}}'))[\"region_code\"]"
_ARE_PLACED = f"(@{PLACES_VARIABLE} is not null)"
_IS_SHOWN = f"(coalesce(@{LABELS_VARIABLE}, true) and (not {_ARE_PLACED} or {_PLACE} is not null))"
_VALUE_SHARE = 9.5 / 8


# The centroid, where it lies well inside the region, looks centred; elsewhere the point furthest from the border. That
# of the outline that is drawn takes a tenth of the time, and is the same to a few metres.
LABEL_POINT = f"""
with_variable('pole', pole_of_inaccessibility({AREA}, 0.05),
case when within(centroid(@geometry), @geometry)
and distance(centroid(@geometry), boundary(@geometry)) > 0.2 * distance(@pole, boundary(@geometry))
then centroid(@geometry) else @pole end)
"""

# Break after a hyphen, but keep "Île-de-" and "Hauts-de-" whole.
_NAME = with_printed_name("region_name")
_WRAPPED_NAME = f"""replace(regexp_replace({_NAME}, '-(?!de-)', '-\\n'), 'Pays de la', 'Pays de\\nla')"""


NAME_HEIGHT = f"(array_length(string_to_array({_WRAPPED_NAME}, '\\n')) * {LABEL_SIZE} * {0.95 * 25.4 / 72:.4f})"
"""An expression: the height of a name on a screen, in millimetres."""

_RAISED = f"({NAME_HEIGHT} * 0.6 + {LABEL_SIZE} * {_VALUE_SHARE * 0.6 * 25.4 / 72:.4f})"
"""An expression: half the height of the lines of a name and a value, by which a symbol on a screen stands above the
label point, so that this is amid the symbol and its words."""


def _with_place(key: str, drawn: str, otherwise: str) -> str:
    """Return an expression that knows the numbers of a place as @at, or another one where it has none.

    QGIS evaluates all arguments of `coalesce`, and a label point takes long to find.
    """
    return f"with_variable('at', {_PLACE}['{key}'], case when @at is null then {otherwise} else {drawn} end)"


def _point(first: int = 0) -> str:
    """Return an expression for a point of a place."""
    return f"make_point(@at[{first}], @at[{first + 1}])"


@dataclass(frozen=True)
class LabelText:
    """What stands in a region on a screen: its name, and its text below; on a layout, as the layout wrote it."""

    texts: Mapping[str, str]

    @property
    def expression(self) -> str:
        """The QGIS expression of the label's HTML."""
        name = self._lines(_WRAPPED_NAME, LABEL_SIZE, "normal")
        text = self._lines(by_region(self.texts), f"{LABEL_SIZE} * {_VALUE_SHARE}", "bold")
        # A line of its own, were it empty, would push the name up.
        return f"coalesce({_PLACE}['{WORDS}'], {name} || coalesce({text}, ''))"

    def _lines(self, text: str, size: str, weight: str) -> str:
        start = f"'<div style=\"font-weight:{weight};font-size:' || ({size}) || 'pt\">'"
        return f"{start} || replace({html_escaped(text)}, '\\n', '</div>' || {start}) || '</div>'"


def above_labels(
    marker: QgsMarkerSymbol, properties: Mapping[QgsSymbolLayer.Property, str], drawn: str
) -> QgsSymbolLayer:
    """Return a marker above the label of each region, where there is one, if the expression `drawn` is true.

    `properties` are expressions for its symbol layer.
    """
    for property_, expression in properties.items():
        marker.symbolLayer(0).setDataDefinedProperty(property_, QgsProperty.fromExpression(expression))
    raised = QgsProperty.fromExpression(f"array(0, if({_IS_SHOWN} and not {_ARE_PLACED}, -{_RAISED}, 0))")
    marker.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.Offset, raised)
    place = {"geometryModifier": _with_place(SYMBOL, _point(), LABEL_POINT)}
    generator = cast(QgsGeometryGeneratorSymbolLayer, QgsGeometryGeneratorSymbolLayer.create(place))
    generator.setSymbolType(Qgis.SymbolType.Marker)
    generator.setSubSymbol(marker)
    generator.setDataDefinedProperty(QgsSymbolLayer.Property.LayerEnabled, QgsProperty.fromExpression(drawn))
    return generator


def leaders() -> QgsSymbolLayer:
    """Return the lines from labels that stand outside their region, with a dot at their end."""
    strokes: list[QgsSymbolLayer] = []
    for colour, width in ((PAPER, 0.75), (TEXT, 0.25)):
        stroke = QgsSimpleLineSymbolLayer(QColor(colour), width)
        stroke.setPenCapStyle(Qt.PenCapStyle.RoundCap)
        weight = QgsProperty.fromExpression(f"{width} * {WEIGHT}")
        stroke.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, weight)
        for property_, expression in ON_MAPS.items():
            stroke.setDataDefinedProperty(property_, QgsProperty.fromExpression(expression))
        strokes.append(stroke)
    strokes.append(_end_dot())
    line = QgsLineSymbol(strokes)
    path = {"geometryModifier": _with_place(LEADER, f"make_line({_point()}, {_point(2)})", "NULL")}
    generator = cast(QgsGeometryGeneratorSymbolLayer, QgsGeometryGeneratorSymbolLayer.create(path))
    generator.setSymbolType(Qgis.SymbolType.Line)
    generator.setSubSymbol(line)
    generator.setRenderingPass(ABOVE)
    drawn = QgsProperty.fromExpression(f"coalesce(map_exist({_PLACE}, '{LEADER}'), false)")
    generator.setDataDefinedProperty(QgsSymbolLayer.Property.LayerEnabled, drawn)
    return generator


def _end_dot() -> QgsSymbolLayer:
    """Return the dot at the end of a leader that does not end at a symbol."""
    dot = QgsMarkerSymbol.createSimple({"name": "circle", "color": TEXT, "outline_color": PAPER})
    for property_, width in ((QgsSymbolLayer.Property.Size, 1.1), (QgsSymbolLayer.Property.StrokeWidth, 0.25)):
        dot.symbolLayer(0).setDataDefinedProperty(
            property_, QgsProperty.fromExpression(f"if(@geometry is null, 0, {width} * {WEIGHT})")
        )
    layer = QgsMarkerLineSymbolLayer(False)
    layer.setPlacements(Qgis.MarkerLinePlacement.LastVertex)
    layer.setSubSymbol(dot)
    has_none = QgsProperty.fromExpression(f"not coalesce(map_exist({_PLACE}, '{SYMBOL}'), false)")
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.LayerEnabled, has_none)
    return layer


def region_labeling(
    classes: Classes, texts: Mapping[str, str], symbols: Mapping[str, float]
) -> QgsVectorLayerSimpleLabeling:
    """Return the labels of the regions; `symbols` are the diameters of those above them, millimetres a point."""
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = LabelText({code: "\n".join(short_lines(text)) for code, text in texts.items()}).expression
    style = text_format(_DEFAULT_SIZE, line_height=1.0)
    style.setAllowHtmlFormatting(True)
    # On a screen, a halo of the region's own colour keeps a name whole where it crosses a border.
    halo = style.buffer()
    halo.setEnabled(True)
    halo.setSize(0.5)
    style.setBuffer(halo)
    settings.setFormat(style)
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.centroidInside = True
    settings.centroidWhole = True
    # Without a point there is no label, and QGIS asks for the point before it asks whether to show one.
    settings.geometryGenerator = f"case when {_IS_SHOWN} then {_with_place(AT, _point(), LABEL_POINT)} end"
    settings.geometryGeneratorEnabled = True
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.pointSettings().setQuadrant(Qgis.LabelQuadrantPosition.Over)
    # The whole country would be one, whose shapes QGIS would mend at each drawing.
    settings.obstacleSettings().setIsObstacle(False)
    placement = QgsLabelPlacementSettings()
    placement.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.setPlacementSettings(placement)

    below = lookup('"region_code"', {code: f"{diameter / 2:.5f}" for code, diameter in symbols.items()})
    is_below = f"(not {_ARE_PLACED} and {below} is not null)"
    is_outside = f"coalesce(map_exist({_PLACE}, '{ALIGNMENT}'), false)"
    properties = settings.dataDefinedProperties()
    for property_, expression in (
        (QgsPalLayerSettings.Property.Size, LABEL_SIZE),
        (QgsPalLayerSettings.Property.Show, _IS_SHOWN),
        (QgsPalLayerSettings.Property.BufferDraw, f"not {_ARE_PLACED}"),
        (QgsPalLayerSettings.Property.Color, f"if({is_outside}, '{TEXT}', {_colours(classes)})"),
        (QgsPalLayerSettings.Property.MultiLineAlignment, f"coalesce({_PLACE}['{ALIGNMENT}'], 'Center')"),
        # Under its symbol, which on a screen stands above the label point; else over the point.
        (QgsPalLayerSettings.Property.OffsetQuad, f"if({is_below}, 7, 4)"),
        (
            QgsPalLayerSettings.Property.OffsetXY,
            f"if({is_below}, array(0, {SYMBOL_SIZE} * (to_real({below}) + 0.08) - {_RAISED}), array(0, 0))",
        ),
    ):
        properties.setProperty(property_, QgsProperty.fromExpression(expression))
    properties.setProperty(QgsPalLayerSettings.Property.BufferColor, classes.colours(lambda fill: fill))
    settings.setDataDefinedProperties(properties)
    return QgsVectorLayerSimpleLabeling(settings)


def _colours(classes: Classes) -> str:
    return classes.colours(label_colour).expressionString()
