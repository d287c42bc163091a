"""The outlines of an edition, read into its project for the styles of the regions (see `style/outlines.py`)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from qgis.core import Qgis, QgsExpressionContextUtils, QgsGeometry, QgsProject, QgsVectorLayer

from ..style.outlines import BORDERS_VARIABLE, NOTHING_HELD, OUTLINES_VARIABLE

OUTLINES = "outlines"
"""The table of outlines; a GeoPackage of an earlier version has none."""

# Eleven metres: a tenth of a millimetre on the largest of the maps is more.
_DECIMALS = 4

Point = tuple[float, float]
Rings = Sequence[Sequence[Point]]


def hold_outlines(project: QgsProject, regions: QgsVectorLayer, layer: QgsVectorLayer | None, *, shared: bool) -> None:
    """Put the outlines of a layer into the variables of a project; where there is none, remove what it held.

    In a project `shared` with other editions, outlines that are not the same become variables of the layer of regions.
    """
    shapes = {feature["region_code"]: feature.geometry() for feature in layer.getFeatures()} if layer else {}
    shapes = {code: shape for code, shape in shapes.items() if shape.type() == Qgis.GeometryType.Polygon}
    if not shapes and not shared:
        drop_outlines(project)
        return
    borders = _borders({code: list(_rings(shape)) for code, shape in shapes.items()})
    polygons = {code: shape.asWkt(_DECIMALS) for code, shape in shapes.items()}
    texts = {OUTLINES_VARIABLE: json.dumps(polygons), BORDERS_VARIABLE: json.dumps(borders)}
    held = project.customVariables()
    for name, text in texts.items():
        if not shared:
            QgsExpressionContextUtils.setProjectVariable(project, name, text)
        elif held.get(name, NOTHING_HELD) != text:
            QgsExpressionContextUtils.setLayerVariable(regions, name, text)


def drop_outlines(project: QgsProject) -> None:
    """Remove the outlines from a project."""
    for name in (OUTLINES_VARIABLE, BORDERS_VARIABLE):
        QgsExpressionContextUtils.removeProjectVariable(project, name)


def held_outlines(regions: QgsVectorLayer) -> dict[str, QgsGeometry]:
    """Return region code → generalised polygon, as the project of a layer of regions holds them for it."""
    return {code: QgsGeometry.fromWkt(text) for code, text in _held(regions, OUTLINES_VARIABLE).items()}


def held_for(regions: QgsVectorLayer, codes: Sequence[str]) -> dict[str, str]:
    """Return the variables that hold outlines, with those of some regions alone; none where these have no outlines."""
    held = {name: _held(regions, name) for name in (OUTLINES_VARIABLE, BORDERS_VARIABLE)}
    if not all(code in texts for texts in held.values() for code in codes):
        return {}
    return {name: json.dumps({code: texts[code] for code in codes}) for name, texts in held.items()}


def _held(regions: QgsVectorLayer, variable: str) -> Mapping[str, str]:
    """Return region code → WKT, as a variable of the layer of regions or else of its project holds it."""
    of_project = QgsExpressionContextUtils.projectScope(regions.project())
    of_layer = QgsExpressionContextUtils.layerScope(regions)
    scope = of_layer if of_layer.hasVariable(variable) else of_project
    return _read(scope.variable(variable) or NOTHING_HELD)


@lru_cache(maxsize=4)
def _read(held: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(held)
    return found


def _rings(shape: QgsGeometry) -> Iterator[list[Point]]:
    for polygon in shape.asMultiPolygon() if shape.isMultipart() else [shape.asPolygon()]:
        for ring in polygon:
            yield [(point.x(), point.y()) for point in ring]


def _borders(rings: Mapping[str, Rings]) -> dict[str, str]:
    """Return region code → WKT of the lines that its rings share with those of others, edge by edge."""
    shared = shared_edges(rings)
    return {
        code: _wkt([line for ring in of_region for line in runs_of(ring, shared)]) for code, of_region in rings.items()
    }


def shared_edges(rings: Mapping[str, Rings]) -> set[tuple[Point, ...]]:
    """Return the edges, each with its ends in order, that the closed rings of more than one region have."""
    owners: dict[tuple[Point, ...], str] = {}
    shared = set()
    for code, of_region in rings.items():
        for ring in of_region:
            for edge in pairwise(ring):
                ends = tuple(sorted(edge))
                if owners.setdefault(ends, code) != code:
                    shared.add(ends)
    return shared


def runs_of(ring: Sequence[Point], edges: Collection[tuple[Point, ...]]) -> Iterator[list[Point]]:
    """Yield the runs of a ring's edges that are among some edges, whose ends are in order."""
    run: list[Point] = []
    for start, end in pairwise(ring):
        if tuple(sorted((start, end))) in edges:
            run = [*run, end] if run else [start, end]
        elif run:
            yield run
            run = []
    if run:
        yield run


def _wkt(lines: list[list[Point]]) -> str:
    parts = (", ".join(f"{x:.{_DECIMALS}f} {y:.{_DECIMALS}f}" for x, y in line) for line in lines)
    return f"MULTILINESTRING ({', '.join(f'({part})' for part in parts)})" if lines else ""
