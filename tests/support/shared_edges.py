"""The edges that two polygons have with the very same ends: what the maps draw as the border between two regions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise

import shapely
from shapely.geometry.base import BaseGeometry


def shared_edges(shapes: Mapping[str, BaseGeometry]) -> dict[tuple[str, str], BaseGeometry]:
    """Return the lines of the edges that each two shapes share, for those that share any."""
    edges = {code: _edges(shape) for code, shape in shapes.items()}
    return {
        (one, other): shapely.line_merge(shapely.multilinestrings(sorted(shared)))
        for one, other in combinations(edges, 2)
        if (shared := edges[one] & edges[other])
    }


def _edges(shape: BaseGeometry) -> set[tuple[tuple[float, float], ...]]:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return {tuple(sorted(edge)) for ring in rings for edge in pairwise((x, y) for x, y in ring.coords)}
