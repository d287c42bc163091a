"""Extents in degrees from GeoJSON and bounding boxes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..records import Extent
from .parser import ParseError, parse_json

_LONGEST_NUMBER = 40


def extent_from_geojson(value: object) -> Extent | None:
    """Return the extent of a GeoJSON object, or of its text; None where it has no coordinates in degrees.

    Parts that meet the antimeridian from both sides, as RFC 7946 cuts them, give one extent that crosses it.
    """
    if isinstance(value, str):
        try:
            value = parse_json(value.encode("utf-8", "replace"))
        except ParseError:
            return None
    return combined_extent([box for part in _coordinates(value) if (box := _extent_of_positions(part))])


def extent_from_bbox(value: object) -> Extent | None:
    """Return the extent of a GeoJSON `bbox`: west, south, east, north, or six numbers with heights; else None."""
    if not isinstance(value, list) or len(value) not in (4, 6):
        return None
    west, south, east, north = map(_degrees, (*value[:2], *value[len(value) // 2 :][:2]))
    if west is None or south is None or east is None or north is None:
        return None
    return _normalized_extent(west, south, east, north)


def extent_from_texts(sides: Sequence[str]) -> Extent | None:
    """Return the extent of west, south, east and north as texts; None where one is no number, or all are 0."""
    try:
        numbers = [float(side[:_LONGEST_NUMBER].replace(",", ".")) for side in sides]
    except ValueError:
        return None
    # Zeros are a form that was not filled in, or a layer whose server failed.
    return extent_from_bbox(numbers) if any(numbers) else None


def combined_extent(boxes: Sequence[Extent]) -> Extent | None:
    """Return the extent that holds all others; None where there are none.

    It crosses the antimeridian where some meet it from both sides and none crosses the meridian of Greenwich.
    """
    if len(boxes) < 2:
        return boxes[0] if boxes else None
    parts = [part for box in boxes for part in box.parts()]
    south, north = min(part.south for part in parts), max(part.north for part in parts)
    eastern = [part for part in parts if part.west >= 0]
    western = [part for part in parts if part.east <= 0]
    meets_antimeridian = any(part.east == 180 for part in eastern) and any(part.west == -180 for part in western)
    if meets_antimeridian and len(eastern) + len(western) == len(parts):
        return Extent(min(part.west for part in eastern), south, max(part.east for part in western), north)
    return Extent(min(part.west for part in parts), south, max(part.east for part in parts), north)


def bbox_text(extent: Extent) -> str:
    """Return an extent as a `bbox` parameter: west, south, east, north."""
    return ",".join(f"{number:.6f}" for number in (extent.west, extent.south, extent.east, extent.north))


def _coordinates(value: object) -> Iterator[object]:
    """Yield the coordinates of each geometry; of a multi-part one, those of each part."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += item
        elif isinstance(item, dict):
            kind, coordinates = item.get("type"), item.get("coordinates")
            if isinstance(kind, str) and kind.startswith("Multi") and isinstance(coordinates, list):
                yield from coordinates
            elif coordinates is not None:
                yield coordinates
            pending += [item.get(key) for key in ("geometry", "geometries", "features")]


def _positions(coordinates: object) -> Iterator[tuple[object, object]]:
    pending = [coordinates]
    while pending:
        item = pending.pop()
        if isinstance(item, list) and len(item) > 1 and not isinstance(item[0], list | dict):
            yield item[0], item[1]
        elif isinstance(item, list):
            pending += item


def _extent_of_positions(coordinates: object) -> Extent | None:
    longitudes, latitudes = [], []
    for x, y in _positions(coordinates):
        longitude, latitude = _degrees(x), _degrees(y)
        if longitude is None or latitude is None:
            return None
        longitudes.append(longitude)
        latitudes.append(latitude)
    if not longitudes:
        return None
    return _normalized_extent(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _degrees(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Compared first: an integer may be too large for a float.
    return float(value) if -360 <= value <= 360 else None


def _normalized_extent(west: float, south: float, east: float, north: float) -> Extent | None:
    # Coordinates of another reference system, metres above all.
    if not (-90 <= south <= north <= 90) or (east - west) > 360:
        return None
    if west < -180 or east > 180:
        # Some write an extent across the antimeridian as 170 to 190.
        west, east = (_within_180(west), _within_180(east)) if east - west < 360 else (-180.0, 180.0)
    return Extent(west, south, east, north)


def _within_180(longitude: float) -> float:
    return longitude - 360 * math.floor((longitude + 180) / 360)
