"""A page as a cartographer measures it: boxes, type, labels, circles and leaders, in millimetres and points."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import combinations, product

import numpy as np
from qgis.core import (
    QgsCoordinateTransform,
    QgsExpressionContextUtils,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemMarker,
    QgsLayoutItemPicture,
    QgsLayoutItemPolyline,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLegendStyle,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsProperty,
    QgsPropertyCollection,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSizeF, Qt
from qgis.PyQt.QtGui import QColor
from shapely import LineString, Point, STRtree, box, contains_xy, from_wkt, transform, unary_union

from ctd_plugin.gis.layout.layout import add_layout
from ctd_plugin.gis.style.fonts import TOLERANCE, text_format, text_width
from ctd_plugin.gis.style.region_labels import PLACES_VARIABLE
from ctd_plugin.gis.style.territories import territories_of
from ctd_plugin.gis.themes import THEMES, apply_theme
from tests.support.layout_items import text_size
from tests.support.tree_legend import class_categories

TOUCH = 0.3
"""How far boxes may overlap (millimetres) before a reader sees it."""
_DOTS = 3
"""Pixels a millimetre in which the grounds of labels are sampled."""
_PRINTED = 300 / 25.4
"""Pixels a millimetre in which labels are measured."""
_FEW = 0.03
"""The share of a label's pixels below which a colour is the edge of another."""


@dataclass(frozen=True)
class Text:
    """A label of the layout: its words, type, the box it was given and the box of its ink."""

    words: str
    size: float
    box: object
    ink: object
    height: float
    """What its lines need, however high its box is."""


@dataclass(frozen=True)
class MapLabel:
    """A label on the main map: its lines with their sizes, the box of all and the boxes of each as one shape."""

    lines: tuple[tuple[str, float], ...]
    box: object
    ink: object
    colour: str
    grounds: tuple[str, ...] = ()
    """The colours that lie under it, but those of a few pixels."""

    @property
    def words(self):
        return " ".join(line for line, _ in self.lines).replace("- ", "-")


@dataclass
class MeasuredPage:
    """What was drawn on a page; shapes of regions are as they are drawn, cut to nothing."""

    size: object
    drawing: object
    counts: dict
    scale: float = 0
    items: dict = field(default_factory=dict)
    """Id → box of every item."""
    texts: dict[str, Text] = field(default_factory=dict)
    solids: dict = field(default_factory=dict)
    """Id → box of what nothing else may cover: ink of texts, legend, scale bars, logos, swatches, markers."""
    maps: dict = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    """What → type size, of all that is written."""
    labels: dict[str, MapLabel] = field(default_factory=dict)
    shapes: dict = field(default_factory=dict)
    """Region code → its outline on the main map."""
    symbols: dict = field(default_factory=dict)
    """Region code → circle around the symbol above its label."""
    circles: dict[str, float] = field(default_factory=dict)
    """Region code → outer diameter of the circle that QGIS draws for its amount."""
    key_circles: dict[str, float] = field(default_factory=dict)
    """Words → outer diameter, of the circles of the key."""
    leaders: dict[str, LineString] = field(default_factory=dict)
    fills: dict[str, str] = field(default_factory=dict)
    """Region code → the fill of its class."""
    legend: list[str] = field(default_factory=list)

    @property
    def main_map(self):
        return self.maps.get("map metropole")

    def written(self):
        """Return all that is written on the page, one text a line."""
        return "\n".join(
            [*(text.words for text in self.texts.values()), *self.legend, *(one.words for one in self.labels.values())]
        )


def measured(project, layers, theme, page, title="", branding=None, with_grounds=True) -> MeasuredPage:
    """Lay out a page in the language in force, and return what is on it."""
    apply_theme(project, layers, THEMES[theme])
    extra = {"branding": branding} if branding else {}
    layout = add_layout(project, layers, THEMES[theme], page, title, **extra)
    drawing = THEMES[theme].drawing(layers)
    found = MeasuredPage(page, drawing, dict(drawing.classes.count(layers.regions)))
    measure_items(layout, found)
    item = layout.itemById("map metropole")
    if isinstance(item, QgsLayoutItemMap):
        _measure_map(item, layers, found, with_grounds)
    return found


def measure_items(layout, found):
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id():
            place = item.scenePos()
            at = box(place.x(), place.y(), place.x() + item.rect().width(), place.y() + item.rect().height())
            found.items[item.id()] = at
            _MEASURE[type(item)](item, item.id(), at, found)
    found.key_circles = {found.texts[words].words: size for words, size in found.key_circles.items()}


def _measure_text(item, id_, at, found):
    # A frame is an empty label.
    if item.currentText():
        found.texts[id_] = text = _text(item, at)
        found.sizes[id_], found.solids[id_] = text.size, text.ink


def _measure_legend(item, id_, at, found):
    style = item.style(QgsLegendStyle.Style.SymbolLabel).textFormat()
    found.sizes[id_], found.solids[id_] = style.size(), at
    (node,) = item.model().rootGroup().findLayers()
    found.legend = [str(row.data(0)) for row in item.model().layerLegendNodes(node)]


def _measure_scale_bar(item, id_, at, found):
    found.sizes[id_], found.solids[id_] = item.textFormat().size(), at


def _measure_marker(item, id_, at, found):
    found.solids[id_] = at
    if id_.startswith("circle ") or id_ == "open dot":
        circle = item.symbol().clone()
        words = "open dot words" if id_ == "open dot" else f"circle words {id_.split()[-1]}"
        found.key_circles[words] = circle.symbolLayer(0).size() + circle.symbolLayer(0).strokeWidth()


def _measure_picture(item, id_, at, found):
    if item.picturePath():
        found.solids[id_] = at


_MEASURE = {
    QgsLayoutItemLabel: _measure_text,
    QgsLayoutItemLegend: _measure_legend,
    QgsLayoutItemScaleBar: _measure_scale_bar,
    QgsLayoutItemMarker: _measure_marker,
    QgsLayoutItemPicture: _measure_picture,
    QgsLayoutItemShape: lambda _item, id_, at, found: found.solids.update({id_: at}),
    QgsLayoutItemMap: lambda _item, id_, at, found: found.maps.update({id_: at}),
    # A hairline or a leader of a key.
    QgsLayoutItemPolyline: lambda _item, _id, _at, _found: None,
}


def _text(item, at):
    needed = [text_size(item, dpi) for dpi in (96, 300)]
    width, height = max(size.width() for size in needed), max(size.height() for size in needed)
    left, top, right, _ = at.bounds
    if item.hAlign() == Qt.AlignmentFlag.AlignRight:
        left = right - width
    elif item.hAlign() == Qt.AlignmentFlag.AlignHCenter:
        left += (right - left - width) / 2
    ink = box(left, top, left + width, top + height)
    return Text(item.currentText(), item.textFormat().size(), at, ink, height)


def _measure_map(item, layers, found, with_grounds):
    found.scale = item.scale()
    dpi = _DOTS * 25.4
    size = QSizeF(item.rect().width() * _DOTS, item.rect().height() * _DOTS)
    settings = item.mapSettings(item.extent(), size, dpi, True)
    left, top, _, _ = found.main_map.bounds
    extent, per_mm = item.extent(), item.extent().width() / item.rect().width()

    def on_page(x, y):
        return left + (x - extent.xMinimum()) / per_mm, top + (extent.yMaximum() - y) / per_mm

    lonlat = QgsCoordinateTransform(layers.regions.crs(), item.crs(), item.layout().project())

    def placed(x, y):
        point = lonlat.transform(QgsPointXY(x, y))
        return on_page(point.x(), point.y())

    on_main = territories_of(layers.regions).main.region_codes
    found.shapes = {
        code: transform(shape, lambda points: np.array([placed(*point) for point in points]))
        for code, shape in _drawn_shapes(layers).items()
        if code in on_main
    }
    places = json.loads(str(QgsExpressionContextUtils.layoutItemScope(item).variable(PLACES_VARIABLE) or "{}"))
    for code, place in places.items():
        if "leader" in place:
            points = place["leader"]
            found.leaders[code] = LineString([placed(*points[:2]), placed(*points[2:])])
        if "symbol" in place:
            radius = found.drawing.symbols.get(code, 0) * found.size.symbol_size / 2
            found.symbols[code] = Point(placed(*place["symbol"])).buffer(radius)
    fill = found.drawing.classes.colours(lambda fill: fill)
    found.fills = {code: str(fill.valueAsString(context, "")[0]) for code, context in _contexts(layers, settings)}
    _measure_amounts(layers, settings, found)
    # In few dots, lines would be higher than they are printed.
    fine = QSizeF(item.rect().width() * _PRINTED, item.rect().height() * _PRINTED)
    _measure_labels(layers, item.mapSettings(item.extent(), fine, _PRINTED * 25.4, True), found, on_page)
    if with_grounds:
        _sample_grounds(settings, found, (left, top))


def _measure_labels(layers, settings, found, on_page):
    settings.setFlag(QgsMapSettings.Flag.SkipSymbolRendering)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    settings.setFlag(QgsMapSettings.Flag.SkipSymbolRendering, False)
    names = {feature.id(): feature["region_code"] for feature in layers.regions.getFeatures()}
    # What is of C++ dies with what holds it.
    labels = layers.regions.labeling().settings()
    properties = labels.dataDefinedProperties()
    parts = [QgsPalLayerSettings.Property.Color, QgsPalLayerSettings.Property.MultiLineAlignment]
    written = {
        code: [str(properties.property(part).valueAsString(context, "")[0]) for part in parts]
        for code, context in _contexts(layers, settings)
    }
    for label in job.takeLabelingResults().allLabels():
        code, corners = names[label.featureId], label.labelGeometry.boundingBox()
        left, top = on_page(corners.xMinimum(), corners.yMaximum())
        right, bottom = on_page(corners.xMaximum(), corners.yMinimum())
        colour, side = written[code]
        at, lines = box(left, top, right, bottom), _lines(label.labelText)
        found.labels[code] = MapLabel(tuple(line[:2] for line in lines), at, _ink(lines, at, side), colour)
        found.sizes |= {f"label {line}": points for line, points, _ in lines}


def _ink(lines, at, side):
    """Return the boxes of lines as one shape: at the side of the box to which they are aligned."""
    left, top, right, bottom = at.bounds
    step = (bottom - top) / sum(points for _, points, _ in lines)
    boxes = []
    for line, points, is_bold in lines:
        width = text_width(line, text_format(points, bold=is_bold)) / TOLERANCE
        start = {"Left": left, "Right": right - width}.get(side, (left + right - width) / 2)
        boxes.append(box(start, top, start + width, top + step * points))
        top += step * points
    return unary_union(boxes)


def _drawn_shapes(layers):
    """Return region code → its polygon as pages of the whole country draw it."""
    path = layers.regions.source().split("|")[0]
    drawn = {}
    for name in ("regions", "outlines"):
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if layer.isValid():
            drawn |= {
                feature["region_code"]: from_wkt(feature.geometry().asWkt(6))
                for feature in layer.getFeatures()
                if feature.hasGeometry() and not feature.geometry().isEmpty()
            }
    return drawn


def _lines(html):
    """Return the lines of a label: words, size and whether they are bold."""
    found = re.findall(r'<div style="font-size:([\d.]+)pt([^"]*)">(.*?)</div>', html)
    return [(unescape(line), float(points), "bold" in style) for points, style, line in found]


def _contexts(layers, settings):
    context = settings.expressionContext()
    context.appendScope(QgsExpressionContextUtils.layerScope(layers.regions))
    for feature in layers.regions.getFeatures():
        context.setFeature(feature)
        context.setFields(feature.fields())
        yield feature["region_code"], context


def _measure_amounts(layers, settings, found):
    """Evaluate size and stroke of the white circles as QGIS does when it draws them."""
    if not found.drawing.circle_key:
        return
    categories = class_categories(layers.regions)
    symbol = categories[0].symbol()
    for generator in symbol.symbolLayers():
        marker = generator.subSymbol()
        if not isinstance(marker, QgsMarkerSymbol) or not isinstance(marker.symbolLayer(0), QgsSimpleMarkerSymbolLayer):
            continue
        properties = QgsPropertyCollection(marker.symbolLayer(0).dataDefinedProperties())
        size, stroke = (
            QgsProperty(properties.property(part))
            for part in (QgsSymbolLayer.Property.Size, QgsSymbolLayer.Property.StrokeWidth)
        )
        for code, context in _contexts(layers, settings):
            if code in found.drawing.symbols:
                found.circles[code] = size.valueAsDouble(context, 0)[0] + stroke.valueAsDouble(context, 0)[0]


def _sample_grounds(settings, found, corner):
    """Note the colours of the map under the lines of each label, but for those of a few pixels."""
    bare = QgsMapSettings(settings)
    bare.setFlag(QgsMapSettings.Flag.DrawLabeling, False)
    bare.setBackgroundColor(QColor("#FFFFFF"))
    job = QgsMapRendererSequentialJob(bare)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    for code, label in found.labels.items():
        seen = Counter()
        for part in getattr(label.ink, "geoms", [label.ink]):
            left, top, right, bottom = (int((edge - corner[i % 2]) * _DOTS) for i, edge in enumerate(part.bounds))
            for x, y in product(range(left + 1, right), range(top + 1, bottom)):
                if contains_xy(label.ink, (x + 0.5) / _DOTS + corner[0], (y + 0.5) / _DOTS + corner[1]):
                    seen[image.pixelColor(x, y).name()] += 1
        least = sum(seen.values()) * _FEW
        found.labels[code] = replace(label, grounds=tuple(name for name, count in seen.items() if count > least))


def beyond(part, whole):
    """Return how far a part lies outside a shape (millimetres)."""
    rest = part.difference(whole)
    pieces = [] if rest.is_empty else getattr(rest, "geoms", [rest])
    return max((Point(at).distance(whole) for piece in pieces for at in piece.exterior.coords), default=0.0)


def overlapping(boxes) -> Iterator[tuple[str, str]]:
    """Yield the pairs of boxes that cover each other so that it is seen."""
    names, shrunk = list(boxes), [one.buffer(-TOUCH / 2, join_style="mitre") for one in boxes.values()]
    tree = STRtree(shrunk)
    for place, shape in enumerate(shrunk):
        for other in tree.query(shape, predicate="intersects"):
            if place < other:
                yield names[place], names[other]


def crossings(page) -> Iterator[tuple[str, str]]:
    """Yield what covers what on the main map: labels, symbols, leaders, the scale bar."""
    solid = {f"label {code}": label.ink.buffer(-0.3, join_style="mitre") for code, label in page.labels.items()}
    solid |= {f"symbol {code}": circle.buffer(-0.05) for code, circle in page.symbols.items()}
    solid |= {id_: at for id_, at in page.solids.items() if id_ == "scale metropole"}
    for (name, shape), (other, shape2) in combinations(solid.items(), 2):
        if shape.intersects(shape2):
            yield name, other
    for code, leader in page.leaders.items():
        own = {f"label {code}", f"symbol {code}"}
        yield from (
            (f"leader {code}", name) for name, shape in solid.items() if name not in own and leader.crosses(shape)
        )
    for (code, leader), (other, leader2) in combinations(page.leaders.items(), 2):
        if leader.crosses(leader2):
            yield f"leader {code}", f"leader {other}"
