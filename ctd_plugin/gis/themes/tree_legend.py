"""What the legend of QGIS's layer tree needs beside the classes: the theme's title with its unit, and its key.

These are categories of the renderer that no region has, so that they go with each style, and into a project that is
opened without the plugin. They stand before and after the classes; the legends of the plugin's layouts leave them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsSymbol,
)

from ...i18n import tr
from ..style.palette import PAPER, TEXT
from .theme import CircleKey, Drawing

TITLE = "legend title"
"""The value of the first category, which is no region's."""
_CIRCLE = 3.4
"""The diameter of the circle of the key (millimetres): the tree has no room for those of the map."""
_TYPE = 6.0
"""The size of type that the symbols of a key are made for."""
_LONGEST = 30
"""Letters of a line: so many fit into the panel of layers as QGIS first shows it."""


def add_tree_legend(renderer: QgsCategorizedSymbolRenderer, drawing: Drawing) -> None:
    """Add the title and the key of a drawing to the renderer of its classes."""
    for number, (words, symbol) in enumerate(_key(drawing)):
        lines = fill(words, _LONGEST, break_on_hyphens=False)
        renderer.addCategory(QgsRendererCategory(f"legend key {number}", symbol, lines))
    renderer.addCategory(QgsRendererCategory(TITLE, _nothing(), _title(drawing)))
    renderer.moveCategory(len(renderer.categories()) - 1, 0)


def first_class(renderer: object) -> int:
    """Return how many categories of a renderer stand before the classes; a style of an earlier version has none."""
    categories = renderer.categories() if isinstance(renderer, QgsCategorizedSymbolRenderer) else []
    return 1 if categories and categories[0].value() == TITLE else 0


def _title(drawing: Drawing) -> str:
    """Return the title of the legend and, below it, its unit."""
    # On one map instead of small ones, the counts are those of the key.
    return "\n".join((tr("Technologies"), tr("(number of regions)"))) if drawing.panels else drawing.legend_title


def _key(drawing: Drawing) -> Iterator[tuple[str, QgsSymbol]]:
    """Yield what each symbol over the classes means, the words under the names, and the marks in them."""
    if drawing.circle_key is not None:
        yield from _circles(drawing.circle_key)
    for entry in drawing.key:
        yield entry.words, _nothing() if entry.symbol is None else _in_a_fill(entry.symbol(_TYPE))
    if drawing.texts and drawing.texts_note:
        yield drawing.texts_note.rstrip("."), _nothing()
    for note in drawing.mark_notes:
        yield note.rstrip("."), _nothing()


def _circles(key: CircleKey) -> Iterator[tuple[str, QgsSymbol]]:
    if key.circles:
        # Without their amounts, which are round ones and would be read as the lowest and highest of the regions.
        yield key.title, _in_a_fill(_circle(PAPER))
    if key.dot:
        yield key.dot[0], _in_a_fill(_circle("255,255,255,0"))


def _circle(fill: str) -> QgsMarkerSymbol:
    size = {"size": str(_CIRCLE), "outline_width": "0.25"}
    return QgsMarkerSymbol.createSimple({"name": "circle", "color": fill, "outline_color": TEXT, **size})


def _in_a_fill(marker: QgsMarkerSymbol) -> QgsFillSymbol:
    """Return a symbol for a layer of polygons that shows a marker alone."""
    middle = QgsCentroidFillSymbolLayer()
    middle.setSubSymbol(marker)
    return QgsFillSymbol([middle])


def _nothing() -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})
