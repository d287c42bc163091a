"""How a theme draws the regions layer: its classes with their fills, and its labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLabelPlacementSettings,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointPatternFillSymbolLayer,
    QgsProperty,
    QgsRendererCategory,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from ..expression_builder import lookup
from ..labels.labels import SHORT_NAMES
from .fonts import text_format
from .palette import NO_ANSWER_FILL, NO_ANSWER_HATCH, OUTLINE, label_colour

# Set on a layout or on one of its maps, read by the labels and symbols.
LABEL_SIZE_VARIABLE = "ctd_label_size"
LABELS_VARIABLE = "ctd_labels"
LABEL_TEXTS_VARIABLE = "ctd_label_texts"
SHORT_NAMES_VARIABLE = "ctd_short_names"

_DEFAULT_LABEL_SIZE = 8
LABEL_SIZE = f"coalesce(@{LABEL_SIZE_VARIABLE}, {_DEFAULT_LABEL_SIZE})"
"""An expression: the type size of the labels in points."""

SLIDE_SYMBOLS = 0.75
"""How much smaller symbols are on a slide, where the type leaves them little room."""

SYMBOL_SIZE = f"({LABEL_SIZE} * if(coalesce(@{SHORT_NAMES_VARIABLE}, 0), {SLIDE_SYMBOLS}, 1))"
"""An expression: what symbols are scaled to."""

SYMBOL_GAP = f"{LABEL_SIZE} * 0.08"
"""An expression: the millimetres between a symbol and the label under it."""


@dataclass(frozen=True)
class FillPattern:
    """Level lines or dots over a fill: a class of its own where no other colour can be told apart."""

    colour: str
    is_dotted: bool = False

    def symbol_layer(self) -> QgsSymbolLayer:
        """Return the symbol layer that is drawn over the fill."""
        if self.is_dotted:
            dots = QgsPointPatternFillSymbolLayer()
            dots.setDistanceX(1.7)
            dots.setDistanceY(1.7)
            dots.setDisplacementX(0.85)
            dot = {"name": "circle", "color": self.colour, "outline_style": "no", "size": "0.7"}
            dots.setSubSymbol(QgsMarkerSymbol.createSimple(dot))
            return dots
        lines = QgsLinePatternFillSymbolLayer()
        lines.setLineAngle(0)
        lines.setDistance(1.5)
        lines.setSubSymbol(QgsLineSymbol.createSimple({"line_color": self.colour, "line_width": "0.5"}))
        return lines


@dataclass(frozen=True)
class FillClass:
    """A class of regions: the value that its expression gives, its fill ("#RRGGBB") and its label."""

    value: str
    fill: str
    label: str
    hatched: bool = False
    pattern: FillPattern | None = None

    def symbol(self) -> QgsFillSymbol:
        """Return the symbol that fills a region of this class."""
        symbol = hatched_fill(self.fill) if self.hatched else _fill(self.fill)
        if self.pattern:
            symbol.appendSymbolLayer(self.pattern.symbol_layer())
        return symbol


@dataclass(frozen=True)
class Classes:
    """All classes of a theme in order; a region whose expression gives another value or none has no answer."""

    expression: str
    classes: Sequence[FillClass]
    no_answer: str

    def count(self, layer: QgsVectorLayer, features: Iterable[QgsFeature] | None = None) -> Counter[str | None]:
        """Return how many regions each class has, by its value; None counts those without an answer.

        `features` are the layer's, read now unless given.
        """
        known = {fill.value for fill in self.classes}
        expression = QgsExpression(self.expression)
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        expression.prepare(context)
        counts: Counter[str | None] = Counter()
        for feature in layer.getFeatures() if features is None else features:
            context.setFeature(feature)
            value = expression.evaluate(context)
            counts[value if value in known else None] += 1
        return counts

    def renderer(
        self,
        layer: QgsVectorLayer,
        over: Sequence[QgsSymbolLayer] = (),
        features: Iterable[QgsFeature] | None = None,
    ) -> QgsCategorizedSymbolRenderer:
        """Return one category a class with its count, and last the hatched one of no answer.

        The symbol layers `over` are drawn above the fills of all regions.
        """
        counts = self.count(layer, features)
        categories = [
            QgsRendererCategory(fill.value, fill.symbol(), f"{fill.label} ({counts[fill.value]})")
            for fill in self.classes
        ]
        categories.append(QgsRendererCategory("", hatched_fill(), f"{self.no_answer} ({counts[None]})"))
        renderer = QgsCategorizedSymbolRenderer(self.expression, categories)
        for index, category in enumerate(categories):
            symbol = category.symbol().clone()
            for extra in over:
                clone = extra.clone()
                clone.setRenderingPass(1)
                symbol.appendSymbolLayer(clone)
            renderer.updateCategorySymbol(index, symbol)
        renderer.setUsingSymbolLevels(bool(over))
        return renderer

    def colours(self, colour_of: Callable[[str], str]) -> QgsProperty:
        """Return a data-defined property: the colour that `colour_of` gives for the fill of a region."""
        pairs = {fill.value: colour_of(fill.fill) for fill in self.classes}
        return QgsProperty.fromExpression(lookup(self.expression, pairs, colour_of(NO_ANSWER_FILL)))


def by_region(texts: Mapping[str, str]) -> str:
    """Return an expression that gives each region its text, by region code; NULL where it has none."""
    return lookup('"region_code"', texts)


# Break after a hyphen, but keep "Île-de-" and "Hauts-de-" whole.
_WRAPPED_NAME = f"""
replace(regexp_replace("region_name", '-(?!de-)', '-\\n'), if({LABEL_SIZE} < 12,
map('Pays de la', 'Pays de\\nla', 'Provence-\\nAlpes-', 'Provence-Alpes-'), map('Pays de la', 'Pays de\\nla')))
"""

# The centroid, where it lies well inside the region, looks centred; elsewhere the point furthest from the border.
LABEL_POINT = """
with_variable('pole', pole_of_inaccessibility(@geometry, 0.05),
with_variable('centre', centroid(@geometry),
with_variable('border', boundary(@geometry),
if(within(@centre, @geometry) and distance(@centre, @border) > 0.2 * distance(@pole, @border), @centre, @pole))))
"""


def hatched_fill(fill: str = NO_ANSWER_FILL) -> QgsFillSymbol:
    """Return a hatched fill; on white it is that of regions without an answer, never taken for a value."""
    symbol = _fill(fill)
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(45)
    hatch.setDistance(1.6)
    hatch.setSubSymbol(QgsLineSymbol.createSimple({"line_color": NO_ANSWER_HATCH, "line_width": "0.25"}))
    symbol.appendSymbolLayer(hatch)
    return symbol


@dataclass(frozen=True)
class LabelText:
    """What stands in a region: its name, and its text below; on a slide the short name and the short text."""

    texts: Mapping[str, str]
    short_texts: Mapping[str, str]

    @property
    def expression(self) -> str:
        """The QGIS expression of the label's text."""
        short = f"coalesce({by_region(SHORT_NAMES)}, {_WRAPPED_NAME})"
        name = f"if(coalesce(@{SHORT_NAMES_VARIABLE}, 0), {short}, {_WRAPPED_NAME})"
        text = f"if(coalesce(@{SHORT_NAMES_VARIABLE}, 0), {by_region(self.short_texts)}, {by_region(self.texts)})"
        return f"{name} || coalesce('\\n' || if(coalesce(@{LABEL_TEXTS_VARIABLE}, 1), {text}, NULL), '')"

    @property
    def height(self) -> str:
        """Return an expression for the height of the label in millimetres."""
        return f"(array_length(string_to_array({self.expression}, '\\n')) * {LABEL_SIZE} * {_LINE})"


def above_labels(
    marker: QgsMarkerSymbol, properties: Mapping[QgsSymbolLayer.Property, str], label: LabelText, drawn: str
) -> QgsSymbolLayer:
    """Return a marker above the label of each region, where there is one, if the expression `drawn` is true.

    `properties` are expressions for its symbol layer.
    """
    # The marker and the label under it are centred on the label point together.
    up = f"if(coalesce(@{LABELS_VARIABLE}, 1), -{label.height} / 2, 0)"
    for property_, expression in {**properties, QgsSymbolLayer.Property.Offset: f"array(0, {up})"}.items():
        marker.symbolLayer(0).setDataDefinedProperty(property_, QgsProperty.fromExpression(expression))
    place = {"geometryModifier": LABEL_POINT}
    generator = cast(QgsGeometryGeneratorSymbolLayer, QgsGeometryGeneratorSymbolLayer.create(place))
    generator.setSymbolType(Qgis.SymbolType.Marker)
    generator.setSubSymbol(marker)
    generator.setDataDefinedProperty(QgsSymbolLayer.Property.LayerEnabled, QgsProperty.fromExpression(drawn))
    return generator


# Millimetres between two lines, a point of type.
_LINE = 0.95 * 25.4 / 72


def region_labeling(classes: Classes, label: LabelText, below: str = "0") -> QgsVectorLayerSimpleLabeling:
    """Return the labels of the regions.

    `below` is an expression: the millimetres between the label point and the middle of the label.
    """
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = label.expression
    # A halo of the region's own colour keeps a name whole where it crosses a border.
    style = text_format(_DEFAULT_LABEL_SIZE, line_height=0.95)
    halo = style.buffer()
    halo.setEnabled(True)
    halo.setSize(0.5)
    style.setBuffer(halo)
    settings.setFormat(style)
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.centroidInside = True
    settings.centroidWhole = True
    settings.geometryGenerator = LABEL_POINT
    settings.geometryGeneratorEnabled = True
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.pointSettings().setQuadrant(Qgis.LabelQuadrantPosition.Over)
    placement = QgsLabelPlacementSettings()
    placement.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.setPlacementSettings(placement)

    properties = settings.dataDefinedProperties()
    properties.setProperty(
        QgsPalLayerSettings.Property.Size,
        QgsProperty.fromExpression(LABEL_SIZE),
    )
    properties.setProperty(
        QgsPalLayerSettings.Property.Show, QgsProperty.fromExpression(f"coalesce(@{LABELS_VARIABLE}, true)")
    )
    properties.setProperty(QgsPalLayerSettings.Property.Color, classes.colours(label_colour))
    properties.setProperty(QgsPalLayerSettings.Property.BufferColor, classes.colours(lambda fill: fill))
    offset = QgsProperty.fromExpression(f"array(0, {below})")
    properties.setProperty(QgsPalLayerSettings.Property.OffsetXY, offset)
    settings.setDataDefinedProperties(properties)
    return QgsVectorLayerSimpleLabeling(settings)


def _fill(colour: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple(
        {"color": colour, "outline_color": OUTLINE, "outline_width": "0.2", "joinstyle": "round"}
    )
