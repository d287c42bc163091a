"""The labels of a layout's map: written, measured, placed, and handed to the style of the regions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from qgis.core import (
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsPointXY,
)

from ...regions import PRINTED_NAMES
from ..labels.labels import SHORT_NAMES
from ..project.layers import CtdLayers
from ..project.outlines import held_outlines
from ..regions.edition_cache import region_features
from ..style.page_sizes import Box, PageSize
from ..style.region_labels import ALIGNMENT, AT, LEADER, PLACES_VARIABLE, SYMBOL, WORDS
from ..themes.theme import Drawing
from .free_space import FreeSpace
from .label_blocks import Value, label_blocks, name_lines, narrow, value_of, value_ways
from .page_map import PageMap
from .placement import place_labels
from .places import Block, LabelledShape, Place
from .rows import Point, Rect

Rings = tuple[tuple[Point, ...], ...]

# Degrees: what a page of the whole country does not show, where an edition has no outlines of its own.
_DETAIL = 0.01
_MARGIN = 0.6
"""Between a label and the edge of the map (millimetres)."""


def place_on_map(
    item: QgsLayoutItemMap, box: Box, layers: CtdLayers, drawing: Drawing, page: PageSize, obstacles: Sequence[Box]
) -> dict[str, Place]:
    """Place the labels of a layout's map, and return where they stand on the page."""
    page_map = PageMap.of(item, box, layers.regions)
    visible = Rect(box.x, box.y, box.right, box.bottom)
    rings = _visible_rings(layers, page_map, visible)
    taken = tuple(Rect(one.x, one.y, one.right, one.bottom).grown(page.weight) for one in obstacles)
    space, centres = _page_space(tuple(rings.items()), visible.grown(-_MARGIN), taken, page.weight)
    shapes = {code: labelled_shape(code, centre, drawing, page) for code, centre in centres.items()}
    places = place_labels(shapes, space)
    written = {code: _written(place, page_map) for code, place in places.items()}
    QgsExpressionContextUtils.setLayoutItemVariable(item, PLACES_VARIABLE, json.dumps(written))
    return places


@lru_cache(maxsize=4)
def _page_space(
    rings: tuple[tuple[str, Rings], ...], frame: Rect, obstacles: tuple[Rect, ...], scale: float
) -> tuple[FreeSpace, dict[str, Point]]:
    """Return the space around the shapes of a page and the visual centre of each, which all themes on it share."""
    return FreeSpace.around(dict(rings), frame, obstacles, scale), {code: visual_centre(of) for code, of in rings}


def _visible_rings(layers: CtdLayers, page_map: PageMap, visible: Rect) -> dict[str, Rings]:
    """Return region code → the rings of its polygons that a page shows, of all that it shows."""
    outlines = held_outlines(layers.regions)
    shapes = {}
    for feature in region_features(layers):
        code = feature["region_code"]
        shape = outlines.get(code) or feature.geometry().simplify(_DETAIL)
        if shape.isNull() or shape.isEmpty():
            continue
        rings = tuple(tuple(ring) for ring in page_map.rings(shape) if _may_be_seen(ring, visible))
        if rings:
            shapes[code] = rings
    return shapes


def labelled_shape(
    code: str, centre: Point, drawing: Drawing, page: PageSize, *, is_narrow: bool = False
) -> LabelledShape:
    """Return a region on a page with the ways of writing its label; `is_narrow` is free space beside the map."""
    value = value_of(drawing.texts.get(code, ""))
    symbol = drawing.symbols.get(code, 0) * page.symbol_size
    name = PRINTED_NAMES.get(code, code)
    names = [(SHORT_NAMES[code],)] if code in SHORT_NAMES else name_lines(name, 10)[:1]

    def blocks(names: Sequence[tuple[str, ...]], *values: Value) -> list[Block]:
        return label_blocks(names, values, page, value_first=bool(symbol))

    # Words below a value, then the value are given up for a place.
    shorter = dict.fromkeys([value, *([narrow(value)] if page.compact else []), Value(value.bold), Value()])
    beside = value_ways(value) if is_narrow or page.compact else [value]
    return LabelledShape(
        centre,
        inside=blocks(name_lines(name, 10), *value_ways(value)),
        outside=blocks(name_lines(name, 17)[:2], *beside)[: 2 * len(beside)],
        last_resorts=[block for one in shorter for block in blocks(names, *value_ways(one))],
        spare=blocks(names, Value(value.bold), Value())[:2] if page.compact and value.plain else (),
        symbol=symbol,
    )


def _may_be_seen(ring: Sequence[Point], box: Rect) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return box.overlaps(Rect(min(xs), min(ys), max(xs), max(ys)))


def visual_centre(rings: Sequence[Sequence[Point]]) -> Point:
    """Return the centroid of the largest polygon where it lies well inside, else the point furthest from the border."""
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    shape = QgsGeometry.fromPolygonXY([[QgsPointXY(x, y) for x, y in largest]])
    border = QgsGeometry.fromPolylineXY([QgsPointXY(x, y) for x, y in largest])
    centroid = shape.centroid()
    pole, distance = shape.poleOfInaccessibility(0.5)
    inside = shape.contains(centroid) and centroid.distance(border) > 0.4 * (distance or 0)
    point = (centroid if inside else pole).asPoint()
    return point.x(), point.y()


def _area(ring: Sequence[Point]) -> float:
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _written(place: Place, page_map: PageMap) -> Mapping[str, object]:
    written: dict[str, object] = {WORDS: place.block.words, AT: page_map.degrees(place.centre)}
    if place.symbol:
        written[SYMBOL] = page_map.degrees(place.symbol)
    if place.is_outside:
        written[ALIGNMENT] = alignment(place)
    if place.leader:
        written[LEADER] = page_map.degrees(*place.leader)
    return written


def alignment(place: Place) -> str:
    """Return the side of a label at which its leader begins."""
    if not place.leader:
        return "Center"
    box, (x, _) = place.box, place.leader[0]
    if x <= box.left:
        return "Left"
    return "Right" if x >= box.right else "Center"
