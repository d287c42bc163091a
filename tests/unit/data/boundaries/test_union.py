"""The union of units that share borders, and the messages on holes, overlaps and missing pieces."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from ctd_plugin.data.boundaries.checks import absence_problems, bundled_shapes, coverage_problems
from ctd_plugin.data.boundaries.crs import DEGREES, reference_system
from ctd_plugin.data.boundaries.geometry import checked
from ctd_plugin.data.boundaries.regroup import Features, regroup
from ctd_plugin.data.boundaries.union import unite
from ctd_plugin.errors import Cancelled
from ctd_plugin.regions import REGION_NAMES


def grid(columns, rows):
    return np.array([box(x, y, x + 1, y + 1) for x in range(columns) for y in range(rows)], dtype=object)


def messages(regions):
    return [problem.message for problem in regions.problems]


def regrouped(codes, shapes, **options):
    shapes = np.array([*shapes, None], dtype=object)[:-1]
    features = Features({"code_insee": codes}, checked([shapes]), reference_system(DEGREES), "units")
    return regroup(features, **options)


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (40, 30)])
def test_a_clean_coverage_becomes_its_outline(size):
    united = unite(grid(*size))
    assert united.fits
    assert united.shape.geom_type == "MultiPolygon"
    assert united.shape.equals(box(0, 0, *size))


def test_units_apart_stay_parts():
    united = unite(np.array([box(0, 0, 1, 1), box(5, 5, 6, 6)], dtype=object))
    assert len(united.shape.geoms) == 2
    assert united.fits


@pytest.mark.parametrize(
    "intruder",
    [
        box(3.5, 3.5, 4.5, 4.5),  # overlaps four
        box(3, 3, 4, 4),  # is there twice
        box(3.25, 3.25, 3.75, 3.75),  # lies inside another, where a coverage's union would leave a hole
        box(12, 2, 13, 9),  # shares a border whose vertices it lacks
    ],
)
def test_units_that_do_not_fit_are_united_all_the_same(intruder):
    shapes = np.append(grid(12, 12), intruder)
    united = unite(shapes)
    assert not united.fits
    assert united.shape.is_valid
    assert united.shape.equals(shapely.union_all(shapes))


def test_holes_islands_in_them_and_units_that_touch_at_a_corner_stay_as_they_are():
    frame = [box(x, y, x + 1, y + 1) for x in range(7) for y in range(7) if not (1 <= x <= 5 and 1 <= y <= 5)]
    island, corner = box(3, 3, 4, 4), box(7, 7, 8, 8)
    shapes = np.array([*frame, island, corner], dtype=object)
    united = unite(shapes)
    assert united.fits
    assert united.shape.is_valid
    assert united.shape.equals(shapely.union_all(shapes))
    assert sorted(len(part.interiors) for part in united.shape.geoms) == [0, 0, 1]


def test_repeated_places_parts_and_holes_of_units_are_no_borders():
    ring = [(0, 0), (2, 0), (2, 0), (2, 2), (0, 2), (0, 0)]
    holed = shapely.Polygon([(2, 0), (4, 0), (4, 2), (2, 2)], [[(2.5, 0.5), (3.5, 0.5), (3.5, 1.5), (2.5, 1.5)]])
    parts = MultiPolygon([box(2.5, 0.5, 3.5, 1.5), box(9, 9, 10, 10), box(-1.0, -0.0, 0, 2)])
    united = unite(np.array([shapely.Polygon(ring), holed, parts], dtype=object))
    assert united.fits
    assert united.shape.equals(MultiPolygon([box(-1, 0, 4, 2), box(9, 9, 10, 10)]))


@pytest.fixture
def lengths(monkeypatch):
    """How many edges each line has that is noded; no polygon is united in the general way, which takes long."""
    united_all, lengths = shapely.union_all, []

    def unite_lines(lines):
        assert set(shapely.get_type_id(lines)) == {shapely.GeometryType.LINESTRING}
        lengths.extend(shapely.get_num_coordinates(lines) - 1)
        return united_all(lines)

    monkeypatch.setattr(shapely, "union_all", unite_lines)
    return lengths


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (4, 6), (7, 5)])
def test_only_the_outline_of_a_grid_is_noded(size, lengths):
    """The middle of such a region is on the border of units, and tells nothing of how many cover it."""
    assert unite(grid(*size)).shape.equals(box(0, 0, *size))
    assert sum(lengths) == 2 * sum(size)


def test_rings_may_turn_either_way(lengths):
    shapes = grid(5, 4)
    shapes[::3] = shapely.reverse(shapes[::3])
    border = [(5, 4), (5, 3), (5, 2), (5, 1), (5, 0)]
    holed = shapely.Polygon([*border, (9, 0), (9, 4)], [[(6, 1), (8, 1), (8, 3), (6, 3)]])
    united = unite(np.array([*shapes, holed, box(6, 1, 8, 3)], dtype=object))
    assert united.fits
    assert united.shape.equals(box(0, 0, 9, 4))
    assert sum(lengths) == 5 + 4 + 5 + 3


def test_units_that_are_there_several_times_are_counted(lengths):
    united = unite(np.repeat(grid(3, 3), [1, 2, 1, 3, 1, 1, 2, 2, 1]))
    assert not united.fits
    assert united.shape.equals(box(0, 0, 3, 3))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=40
    )
)
def test_the_union_is_that_of_any_polygons(rectangles):
    shapes = np.array([box(x, y, x + w, y + h) for x, y, w, h in rectangles], dtype=object)
    united = unite(shapes).shape
    assert united.is_valid
    assert united.symmetric_difference(shapely.union_all(shapes)).area == pytest.approx(0, abs=1e-9)


def test_a_hole_is_reported_with_its_area_and_a_sliver_is_distinguished():
    bretagne = bundled_shapes()["53"]
    missing = box(-3.01, 48.0, -2.99, 48.02)
    sliver = box(-2.6, 48.0, -2.5, 48.0001)
    (problem,) = coverage_problems({"53": bretagne - missing - sliver}, "units")
    assert "units, Bretagne: holes between units: 2, of which slivers: 1; 3.4 km²" in (problem.message)
    assert "near 48.0100, -3.0000" in problem.message


def test_a_hole_that_another_region_or_country_fills_is_not_missing():
    # Valréas belongs to Provence inside Auvergne-Rhône-Alpes, Llívia to Spain inside Occitanie.
    assert list(coverage_problems(bundled_shapes(), "units")) == []
    without_provence = {code: shape for code, shape in bundled_shapes().items() if code != "93"}
    assert [problem.value for problem in coverage_problems(without_provence, "units")] == ["84"]


def test_a_region_of_which_units_are_missing_is_reported_with_its_share():
    (problem,) = coverage_problems({"94": bundled_shapes()["94"] & box(8, 42, 10, 43.5)}, "units")
    assert "the units of Corse cover" in problem.message
    assert problem.value == "94"


def test_missing_overseas_regions_are_reported_of_a_layer_of_the_whole_mainland():
    mainland = {code: shape for code, shape in bundled_shapes().items() if code > "10"}
    (problem,) = absence_problems(mainland, "units")
    assert (
        problem.message
        == "units covers the mainland only; missing: Guadeloupe, Martinique, Guyane, La Réunion, Mayotte."
    )
    assert list(absence_problems({"94": bundled_shapes()["94"]}, "units")) == []


def test_overlapping_units_are_reported():
    regions = regrouped(["2A001", "2A002"], [box(8.6, 41.6, 8.9, 42), box(8.8, 41.6, 9.2, 42)])
    assert "units: some borders overlap or do not meet inside Corse; the units were dissolved all the same." in (
        messages(regions)
    )
    assert [region.units for region in regions.drawn] == [2]


def test_invalid_units_are_repaired_and_reported_by_feature():
    bow_tie = shapely.Polygon([(8.6, 41.6), (8.9, 42), (8.9, 41.6), (8.6, 42)])
    regions = regrouped(["2A001", "2A002"], [bow_tie, box(8.9, 41.6, 9.2, 42)])
    assert all(region.shape.is_valid for region in regions.drawn)
    assert regions.problems[0].row == 1
    assert "units, Corse: the geometry was invalid (self-intersection at " in regions.problems[0].message


def test_regions_of_before_2016_are_merged_when_that_is_asked_for():
    shapes = [box(6, 48, 7, 49), box(7, 48, 8, 49)]
    crs = reference_system(DEGREES)
    features = Features({"nom": ["Lorraine", "Alsace"]}, checked([np.array(shapes, dtype=object)]), crs, "anciennes")
    regions = regroup(features, takes_former=True)
    (region,) = regions.drawn
    assert region.code == "44"
    assert region.shape.equals(MultiPolygon([box(6, 48, 8, 49)]))
    assert "2 features dissolved by the field" in messages(regions)[0]


def test_it_can_be_stopped():
    def stop(percent):
        if percent > 30:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        regrouped(["2A001", "29001"], [box(8.6, 41.6, 8.9, 42), box(-4, 48, -3, 49)], step=stop)


def test_every_region_has_a_published_outline():
    assert set(bundled_shapes()) == set(REGION_NAMES)


def test_shapes_that_come_in_batches_are_checked_in_their_order():
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    batches = [np.array(shapes, dtype=object) for shapes in ([box(0, 0, 1, 1), bow_tie], [None], [bow_tie])]
    given = checked(batches)
    assert given.shapes.tolist() == [box(0, 0, 1, 1), bow_tie, None, bow_tie]
    assert given.are_valid.tolist() == [True, False, False, False]


def test_no_batch_of_shapes_is_no_shape():
    given = checked([])
    assert (len(given.shapes), len(given.are_valid)) == (0, 0)
