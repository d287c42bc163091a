"""Generalised outlines of any layer of regions: whole, valid, and with one border between neighbours."""

from __future__ import annotations

import pytest
import shapely
from shapely import MultiPolygon, Polygon, box
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from ctd_plugin.data.boundaries import generalise as module
from ctd_plugin.data.boundaries.checks import bundled_shapes
from ctd_plugin.data.boundaries.generalise import generalise
from ctd_plugin.data.boundaries.outlines import outlines_table
from tests.support.shared_edges import shared_edges

# A coast that goes in and out every 300 m between two regions of the mainland.
TEETH = [(2 + 0.003 * (i % 2), 47 + i / 300) for i in range(301)]
WEST, EAST = Polygon([(1, 47), *TEETH, (1, 48)]), Polygon([(3, 47), *TEETH, (3, 48)])
ISLET, ISLAND = box(0.5, 47.5, 0.52, 47.51), box(0.5, 47, 0.6, 47.1)


def outlines_of(**shapes: BaseGeometry) -> dict[str, BaseGeometry]:
    outlines = generalise({name.removeprefix("r"): shape for name, shape in shapes.items()})
    assert outlines
    return outlines


def test_neighbours_are_simplified_along_one_border():
    outlines = outlines_of(r52=WEST, r53=EAST)
    border = shared_edges(outlines)["52", "53"]
    assert border.length == pytest.approx(1, rel=0.01)
    assert shapely.get_num_coordinates(border) < 20
    assert border.equals(outlines["52"].boundary.intersection(outlines["53"].boundary))
    assert shapely.coverage_is_valid(list(outlines.values()))


def test_an_islet_too_small_to_print_is_dropped_and_an_island_stays():
    outlines = outlines_of(r52=MultiPolygon([WEST, ISLET, ISLAND]), r53=EAST)
    assert len(shapely.get_parts(outlines["52"])) == 2


def test_a_region_of_islets_keeps_its_largest():
    islets = MultiPolygon([ISLET, translate(ISLET, 0.1), box(0.8, 47.5, 0.83, 47.51)])
    outlines = outlines_of(r52=islets, r53=EAST)
    assert outlines["52"].intersects(box(0.8, 47.5, 0.83, 47.51))
    assert len(shapely.get_parts(outlines["52"])) == 1


def test_a_small_part_inside_another_region_leaves_no_hole():
    enclave = box(2.5, 47.5, 2.52, 47.51)
    outlines = outlines_of(r52=MultiPolygon([WEST, enclave]), r53=EAST - enclave)
    assert len(shapely.get_parts(outlines["52"])) == 2
    assert not shapely.union_all(list(outlines.values())).interiors


def test_borders_that_overlap_a_little_become_one():
    outlines = outlines_of(r52=WEST, r53=translate(EAST, -0.001))
    assert shapely.coverage_is_valid(list(outlines.values()))
    assert shared_edges(outlines)["52", "53"].length == pytest.approx(1, rel=0.05)


def test_a_narrow_gap_between_two_regions_is_closed():
    outlines = outlines_of(r52=WEST, r53=EAST - Polygon([(2, 47.3), (2.01, 47.5), (2, 47.7)]))
    assert isinstance(shapely.union_all(list(outlines.values())), Polygon)
    assert not shapely.union_all(list(outlines.values())).interiors


def test_an_overseas_region_is_simplified_for_its_own_scale():
    before, after = bundled_shapes()["04"], outlines_of(r04=bundled_shapes()["04"])["04"]
    assert 80 < shapely.get_num_coordinates(after) < shapely.get_num_coordinates(before)
    assert after.area == pytest.approx(before.area, rel=0.01)


def test_a_region_drawn_elsewhere_still_has_an_outline():
    moved = translate(bundled_shapes()["01"], 60, 25)
    assert outlines_of(r01=moved)["01"].area == pytest.approx(moved.area, rel=0.02)


def test_without_a_shapely_that_can_there_are_no_outlines(monkeypatch):
    monkeypatch.setattr(module.shapely, "geos_version", (3, 11, 4))
    assert generalise({"53": EAST}) is None


def test_the_table_has_a_shape_in_each_row():
    table = outlines_table(outlines_of(r52=WEST, r53=EAST))
    assert [row["region_code"] for row in table.rows] == ["52", "53"]
    assert all(row["geometry"].wkb for row in table.rows)
