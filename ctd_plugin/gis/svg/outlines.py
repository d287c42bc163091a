"""The regions as SVG paths, each territory in its own reference system and in its place on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsGeometryCollection,
    QgsNotSupportedException,
    QgsVectorLayer,
)

from ..placement.map_labels import visual_centre
from ..placement.rows import Rows
from ..project.layers import CtdLayers
from ..project.outlines import Point, held_outlines, runs_of, shared_edges
from ..regions.edition_cache import region_features
from ..style.page_sizes import Box, PageSize
from ..style.territories import DrawnTerritories, Territory, territories_of
from .markup import UNITS, element, safe_id, units
from .page import WIDE, inset_area

Ring = list[tuple[int, int]]

BORDERS = "ctd-borders"
"""The id of the path of the borders between regions."""

_TOLERANCE = 0.25
"""What is simplified away on the page where an edition has no generalised outlines (millimetres)."""
_LEAST_AREA = 0.1
"""Of an islet that is drawn then (square millimetres)."""
_MARGIN = 0.8
"""Around the mainland (millimetres)."""


@dataclass(frozen=True)
class SvgOutlines:
    """The shapes of the regions on the page: defined once in a document, and used by each of its maps."""

    page: PageSize
    territories: DrawnTerritories
    metres_per_millimetre: float
    """Of the mainland."""
    rings: Mapping[str, Sequence[Ring]] = field(repr=False)
    """Region code → closed rings in units of the viewBox, of the regions that can be drawn."""

    @property
    def view_box(self) -> str:
        """The viewBox of a map with its insets."""
        return f"0 0 {round(self.page.width * UNITS)} {round(self.page.height * UNITS)}"

    def shape_id(self, code: str) -> str:
        """Return the id of a region's path."""
        return f"ctd-shape-{safe_id(code)}"

    def millimetres(self, code: str) -> list[list[Point]]:
        """Return the rings of a region on the page."""
        return [[(x / UNITS, y / UNITS) for x, y in ring] for ring in self.rings[code]]

    @cached_property
    def rows(self) -> Mapping[str, Rows]:
        """The regions cut into rows, in which labels are placed."""
        return {code: Rows.of_rings(self.millimetres(code)) for code in self.rings}

    @cached_property
    def in_insets(self) -> frozenset[str]:
        """The codes of the regions that have a map of their own."""
        return frozenset(code for inset in self.territories.insets for code in inset.region_codes)

    @cached_property
    def centres(self) -> Mapping[str, Point]:
        """Region code → its visual centre on the page."""
        return {code: visual_centre(self.millimetres(code)) for code in self.rings}

    def paths(self) -> str:
        """Return the definitions: a path a region, and one of the borders between them."""
        shapes = [
            element("path", id=self.shape_id(code), d=_path(rings, end="z"), fill_rule="evenodd")
            for code, rings in self.rings.items()
        ]
        return "".join([*shapes, element("path", id=BORDERS, d=_path(self._borders()), fill="none")])

    def _borders(self) -> Iterator[Sequence[Point]]:
        """Yield the lines between two regions, each as the first of the two has it."""
        left = shared_edges(self.rings)
        for rings in self.rings.values():
            for line in [line for ring in rings for line in runs_of(ring, left)]:
                left -= {tuple(sorted(edge)) for edge in pairwise(line)}
                yield line


def map_outlines(layers: CtdLayers) -> SvgOutlines:
    """Return the shapes of the regions of layers; a region without a shape that can be drawn is left out."""
    features = region_features(layers)
    territories = territories_of(layers.regions, features)
    page = WIDE if territories.insets else WIDE.without_insets()
    main = page.main_map
    inner = Box(main.x + _MARGIN, main.y + _MARGIN, main.width - 2 * _MARGIN, main.height - 2 * _MARGIN)
    boxes = [(territories.main, inner)]
    boxes += [(inset, inset_area(page, number)) for number, inset in enumerate(territories.insets)]
    generalised = held_outlines(layers.regions)
    shapes = {code: generalised.get(code) or shape for code, shape in _shapes(layers).items()}
    rings: dict[str, Sequence[Ring]] = {}
    for territory, box in boxes:
        own = {code: shape for code, shape in shapes.items() if _is_in(code, territory, territories)}
        scale = _scale(territory, box)
        projected = _projected(own, layers.regions, territory)
        if not projected.keys() <= generalised.keys():
            projected = _simplified(projected, scale)
        rings |= {code: _rings(shape, territory, box, scale) for code, shape in projected.items()}
    drawn = {code: rings[code] for code in shapes if rings.get(code)}
    return SvgOutlines(page, territories, _scale(territories.main, inner), drawn)


def _scale(territory: Territory, box: Box) -> float:
    """Return the metres of a territory in a millimetre of the page."""
    return max(territory.extent.width() / box.width, territory.extent.height() / box.height)


def _shapes(layers: CtdLayers) -> dict[str, QgsGeometry]:
    """Return region code → its polygons, of all features that have the code."""
    if layers.regions.fields().indexOf("region_code") < 0:
        return {}
    parts: dict[str, list[QgsGeometry]] = {}
    for feature in region_features(layers):
        shape = feature.geometry()
        if feature["region_code"] and shape.type() == Qgis.GeometryType.Polygon and not shape.isEmpty():
            parts.setdefault(str(feature["region_code"]), []).append(shape)
    return {code: own[0] if len(own) == 1 else QgsGeometry.unaryUnion(own) for code, own in parts.items()}


def _is_in(code: str, territory: Territory, territories: DrawnTerritories) -> bool:
    found = territories.territory_of(code)
    # What is no region of France is drawn where the map has it.
    return found == territory if found or code in territories.undrawn else territory == territories.main


def _projected(
    shapes: Mapping[str, QgsGeometry], regions: QgsVectorLayer, territory: Territory
) -> dict[str, QgsGeometry]:
    """Return those of some shapes that lie in a territory, in its reference system."""
    transform = QgsCoordinateTransform(regions.crs(), territory.crs, QgsCoordinateTransformContext())
    found = {}
    for code, shape in shapes.items():
        moved = QgsGeometry(shape)
        try:
            moved.transform(transform)
        except QgsCsException:
            continue
        if moved.boundingBox().isFinite() and moved.boundingBox().intersects(territory.extent):
            found[code] = moved
    return found


def _simplified(shapes: Mapping[str, QgsGeometry], scale: float) -> dict[str, QgsGeometry]:
    """Return shapes simplified for a page, neighbours along one common border, without islets."""
    together = QgsGeometryCollection()
    for shape in shapes.values():
        together.addGeometry(shape.constGet().clone())
    try:
        simple = QgsGeometry(together).simplifyCoverageVW(_TOLERANCE * scale, False).asGeometryCollection()
    except QgsNotSupportedException:
        # An old GEOS.
        simple = []
    if len(simple) != len(shapes):
        simple = [shape.simplify(_TOLERANCE * scale) for shape in shapes.values()]
    return {code: _without_islets(shape, scale) for code, shape in zip(shapes, simple, strict=True)}


def _without_islets(shape: QgsGeometry, scale: float) -> QgsGeometry:
    parts = sorted(shape.asGeometryCollection(), key=lambda part: -part.area())
    kept = [part for part in parts[1:] if part.area() >= _LEAST_AREA * scale**2]
    return QgsGeometry.collectGeometry([*parts[:1], *kept])


def _rings(shape: QgsGeometry, territory: Territory, box: Box, scale: float) -> list[Ring]:
    """Return the rings of a shape in whole units of the viewBox; none of them is a point or a line there."""
    extent = territory.extent
    left = box.x + (box.width - extent.width() / scale) / 2
    top = box.y + (box.height - extent.height() / scale) / 2
    rings = []
    for polygon in shape.asMultiPolygon() if shape.isMultipart() else [shape.asPolygon()]:
        for ring in polygon:
            points = (
                (units(left + (p.x() - extent.xMinimum()) / scale), units(top + (extent.yMaximum() - p.y()) / scale))
                for p in ring
            )
            kept = [point for point, _ in groupby(points)]
            if len(set(kept)) > 2:
                rings.append(kept)
    return rings


def _path(lines: Iterable[Sequence[tuple[float, float]]], end: str = "") -> str:
    """Return lines as the data of a path, each point by its distance from the one before."""
    parts = []
    for line in lines:
        steps = [(x2 - x, y2 - y) for (x, y), (x2, y2) in pairwise(line)]
        # The last step closes the line.
        steps = steps[:-1] if end else steps
        parts.append(f"M{_numbers([line[0]])}l{_numbers(steps)}{end}")
    return "".join(parts)


def _numbers(points: Iterable[tuple[float, float]]) -> str:
    """Return numbers apart by a space, which a minus needs not."""
    return " ".join(f"{number}" for point in points for number in point).replace(" -", "-")
