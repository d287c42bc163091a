"""The classes of a theme and their fills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFillSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from ..expression_builder import lookup
from .palette import NO_ANSWER_FILL
from .region_symbols import ABOVE, no_answer_symbol, region_symbol, swatch_symbol
from .textures import Texture


@dataclass(frozen=True)
class FillClass:
    """A class of regions: the value that its expression gives, its fill ("#RRGGBB") and its label."""

    value: str
    fill: str
    label: str
    texture: Texture | None = None
    """Over the fill: a class of its own where no other colour can be told apart."""

    def symbol(self) -> QgsFillSymbol:
        """Return the symbol that fills a region of this class."""
        return region_symbol(self.fill, self.over())

    def swatch(self) -> QgsFillSymbol:
        """Return the symbol that shows the class in a key."""
        return swatch_symbol(self.fill, self.over())

    def over(self) -> list[QgsSymbolLayer]:
        """Return the symbol layers over the fill."""
        return [self.texture.symbol_layer()] if self.texture else []


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
        return Counter(value for _, value in self.values(layer, features))

    def values(
        self,
        layer: QgsVectorLayer,
        features: Iterable[QgsFeature] | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> Iterator[tuple[QgsFeature, str | None]]:
        """Yield each region with the value of its class, None without an answer; `variables` are a map's own."""
        known = {fill.value for fill in self.classes}
        expression = QgsExpression(self.expression)
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.appendScope(scope := QgsExpressionContextScope())
        for name, value in (variables or {}).items():
            scope.setVariable(name, value)
        expression.prepare(context)
        for feature in layer.getFeatures() if features is None else features:
            context.setFeature(feature)
            value = expression.evaluate(context)
            yield feature, value if value in known else None

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
        categories.append(QgsRendererCategory("", no_answer_symbol(), f"{self.no_answer} ({counts[None]})"))
        renderer = QgsCategorizedSymbolRenderer(self.expression, categories)
        for index, category in enumerate(categories):
            symbol = category.symbol().clone()
            for extra in over:
                clone = extra.clone()
                clone.setRenderingPass(ABOVE)
                symbol.appendSymbolLayer(clone)
            renderer.updateCategorySymbol(index, symbol)
        renderer.setUsingSymbolLevels(True)
        return renderer

    def of_small_maps(self) -> Classes:
        """Return the classes with nothing that small maps do not draw, for a page that is exported."""
        return self

    def colours(self, colour_of: Callable[[str], str]) -> QgsProperty:
        """Return a data-defined property: the colour that `colour_of` gives for the fill of a region."""
        pairs = {fill.value: colour_of(fill.fill) for fill in self.classes}
        return QgsProperty.fromExpression(lookup(self.expression, pairs, colour_of(NO_ANSWER_FILL)))


def by_region(texts: Mapping[str, str]) -> str:
    """Return an expression that gives each region its text, by region code; NULL where it has none."""
    return lookup('"region_code"', texts)
