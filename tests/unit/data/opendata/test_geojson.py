"""Regions as GeoJSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ctd_plugin.data.opendata.geojson import median_segment, write_geojson

CLOCKWISE = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
ANTICLOCKWISE = CLOCKWISE[::-1]


def written(tmp_path, polygons, **properties):
    write_geojson(tmp_path / "a.geojson", [("01", properties, polygons)])
    (feature,) = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]
    return feature


@pytest.mark.parametrize("outer", [CLOCKWISE, ANTICLOCKWISE])
@pytest.mark.parametrize("hole", [CLOCKWISE, ANTICLOCKWISE])
def test_outer_rings_run_anticlockwise_and_holes_clockwise(tmp_path, outer, hole):
    wide = [[9 * x, 9 * y] for x, y in outer]
    feature = written(tmp_path, [[wide, hole]])
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert feature["geometry"]["coordinates"] == [[[[9 * x, 9 * y] for x, y in ANTICLOCKWISE], CLOCKWISE]]


def test_positions_have_two_numbers_of_six_decimals(tmp_path):
    ring = [[0.12345678, 0, 5], [1, 0, 5], [1, 1, 5], [0.12345678, 0, 5]]
    assert written(tmp_path, [[ring]])["geometry"]["coordinates"][0][0][0] == [0.123457, 0]


def test_a_region_without_a_place_is_a_feature_all_the_same(tmp_path):
    feature = written(tmp_path, None, day=date(2025, 2, 24), budget=None, nom="Île <b>")
    assert feature["geometry"] is None
    assert feature["properties"] == {"day": "2025-02-24", "budget": None, "nom": "Île <b>"}
    assert feature["id"] == "01"


def test_the_usual_segment_is_measured_in_metres():
    assert median_segment([[[[[0, 60], [1, 60], [1, 60]]]]]) == pytest.approx(111_195 * 0.5 / 2, rel=1e-4)
    assert median_segment([]) is None
