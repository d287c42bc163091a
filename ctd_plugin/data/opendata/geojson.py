"""Writing regions as GeoJSON (RFC 7946): WGS 84, outer rings anticlockwise, six decimals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from statistics import median
from typing import Any

DECIMALS = 6
"""About a tenth of a metre, as the standard advises at most."""
_METRES_PER_DEGREE = 111_195

Ring = Sequence[Sequence[float]]
Polygons = Sequence[Sequence[Ring]]
"""The polygons of a region, each of an outer ring and its holes: positions of longitude and latitude."""


def write_geojson(path: Path, features: Iterable[tuple[str, Mapping[str, Any], Polygons | None]]) -> None:
    """Write features, each of an id, its properties and its polygons, None where it has no place."""
    collection = {"type": "FeatureCollection", "features": [_feature(*feature) for feature in features]}
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def median_segment(regions: Iterable[Polygons]) -> float | None:
    """Return the median length in metres of the segments of all rings, None without any."""
    lengths = [
        hypot((b[0] - a[0]) * cos(radians(a[1])), b[1] - a[1]) * _METRES_PER_DEGREE
        for polygons in regions
        for polygon in polygons
        for ring in polygon
        for a, b in pairwise(ring)
    ]
    return median(lengths) if lengths else None


def _feature(identifier: str, properties: Mapping[str, Any], polygons: Polygons | None) -> dict[str, Any]:
    geometry = None
    if polygons:
        coordinates = [_oriented(polygon) for polygon in polygons]
        geometry = {"type": "MultiPolygon", "coordinates": coordinates}
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in properties.items()}
    return {"type": "Feature", "id": identifier, "properties": values, "geometry": geometry}


def _oriented(polygon: Sequence[Ring]) -> list[list[list[float]]]:
    """Return a polygon's rings as the standard has them: the outer one anticlockwise, holes clockwise."""
    rings = [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y, *_ in ring] for ring in polygon]
    return [ring if (_area(ring) > 0) == (number == 0) else ring[::-1] for number, ring in enumerate(rings)]


def _area(ring: Ring) -> float:
    """Return the area in a ring, negative where it runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2
