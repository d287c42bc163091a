"""The box in degrees of what catalogues write as GeoJSON."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.catalogues.http.bbox import extent_from_bbox, extent_from_geojson
from ctd_plugin.catalogues.records import Extent

BRITTANY = Extent(-5.2, 47.2, -1.0, 48.9)


def square(west: float, south: float, east: float, north: float) -> list:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


POLYGON = {"type": "Polygon", "coordinates": square(-5.2, 47.2, -1.0, 48.9)}
FIJI = {"type": "MultiPolygon", "coordinates": [square(177, -19, 180, -16), square(-180, -20, -178, -17)]}


@pytest.mark.parametrize(
    "value",
    [
        POLYGON,
        json.dumps(POLYGON),
        {"type": "Feature", "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}, None, 3]},
        {"type": "GeometryCollection", "geometries": [POLYGON, {"type": "Point", "coordinates": [-2, 48, 120.5]}]},
        {"type": "MultiPolygon", "coordinates": [square(-5.2, 47.2, -3, 48), square(-3, 48, -1.0, 48.9)]},
        {"type": "MultiPoint", "coordinates": [[-5.2, 48.9], [-1.0, 47.2]]},
    ],
)
def test_each_kind_of_geojson_has_its_box(value: object) -> None:
    assert extent_from_geojson(value) == BRITTANY


def test_a_point_is_a_box_without_width() -> None:
    assert extent_from_geojson({"type": "Point", "coordinates": [2.35, 48.85]}) == Extent(2.35, 48.85, 2.35, 48.85)


@pytest.mark.parametrize(
    "value",
    [FIJI, {"type": "Polygon", "coordinates": square(177, -20, 182, -16)}, {"geometries": [FIJI, None]}],
)
def test_a_geometry_on_both_sides_of_the_antimeridian_gives_a_box_across_it(value: object) -> None:
    assert extent_from_geojson(value) == Extent(177, -20, -178, -16)


@pytest.mark.parametrize("whole", [square(-180, -90, 180, 90), square(-20, -90, 20, 90)])
def test_a_geometry_all_around_the_world_does_not_cross_the_antimeridian(whole: list) -> None:
    world = {"type": "MultiPolygon", "coordinates": [whole, *FIJI["coordinates"]]}
    assert extent_from_geojson(world) == Extent(-180, -90, 180, 90)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "Bretagne",
        "[" * 100_000,
        7,
        [],
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": None},
        {"type": "MultiPolygon", "coordinates": {"a": 1}},
        {"type": "Point", "coordinates": ["2", "48"]},
        {"type": "Point", "coordinates": [True, 48]},
        {"type": "Point", "coordinates": [10**400, 48]},
        {"type": "Point", "coordinates": [float("nan"), 48]},
        {"type": "Polygon", "coordinates": square(145_000, 6_800_000, 380_000, 6_900_000)},
    ],
)
def test_what_has_no_place_in_degrees_has_no_box(value: object) -> None:
    """Wrong types and null; coordinates in metres too, which would show a record in the wrong place."""
    assert extent_from_geojson(value) is None


def test_a_bbox_of_four_or_six_numbers_is_read() -> None:
    assert extent_from_bbox([-5.2, 47.2, -1.0, 48.9]) == BRITTANY
    assert extent_from_bbox([-5.2, 47.2, 0, -1.0, 48.9, 100]) == BRITTANY
    assert extent_from_bbox([177, -20, -178, -16]) == Extent(177, -20, -178, -16)


@pytest.mark.parametrize("value", [None, [1, 2, 3], [-5.2, None, -1, 48], ["-5", "47", "-1", "48"], [0, 50, 1, 40]])
def test_what_is_no_bbox_has_no_box(value: object) -> None:
    assert extent_from_bbox(value) is None
