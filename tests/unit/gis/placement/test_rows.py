"""Shapes in rows: where boxes fit, held against the corners of the boxes."""

from __future__ import annotations

import random
from math import cos, pi, sin

import pytest

from ctd_plugin.gis.placement.rows import ROW, Rect, Rows, cross, middle_of, nearest, without

SQUARE = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)]
HOLE = [(18.0, 18.0), (22.0, 18.0), (22.0, 22.0), (18.0, 22.0)]


def star(seed):
    """Return a shape with many bays, such as a region has."""
    chance = random.Random(seed)
    ring = []
    for step in range(60):
        radius = chance.uniform(13, 17)
        ring.append((50 + radius * cos(step * pi / 30), 50 + radius * sin(step * pi / 30)))
    return ring


def holds(ring, point):
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def test_a_box_fits_where_its_square_has_room():
    found = Rows.of_rings([SQUARE]).inside(6, 4)
    ys = [middle_of(row, 4) for row in found]
    assert (min(ys), max(ys)) == (12, 28)
    assert set(found.values()) == {((13, 27),)}


def test_a_box_larger_than_the_shape_fits_nowhere():
    rows = Rows.of_rings([SQUARE])
    assert rows.inside(21, 2) == {}
    assert rows.inside(2, 21) == {}
    assert Rows.of_rings([]).inside(1, 1) == {}


def test_a_hole_is_no_room():
    found = Rows.of_rings([SQUARE, HOLE]).inside(6, 4)
    for row, intervals in found.items():
        if 16 < middle_of(row, 4) < 24:
            assert all(high <= 15 or low >= 25 for low, high in intervals)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("size", [(4, 2), (7, 5.2), (9.3, 3.1)])
def test_every_corner_of_a_box_that_fits_lies_in_the_shape(seed, size):
    ring = star(seed)
    width, height = size
    for row, intervals in Rows.of_rings([ring]).inside(width + 2 * ROW, height + 2 * ROW).items():
        for centre in (x for low, high in intervals for x in (low, (low + high) / 2, high)):
            # A bay thinner than a row is not seen.
            box = Rect.around((centre, middle_of(row, height + 2 * ROW)), width - ROW, height - ROW)
            for corner in ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom)):
                assert holds(ring, corner)


def test_the_nearest_place_is_that_of_the_row_and_interval_nearest_to_a_point():
    assert nearest({20: ((0, 5), (8, 12)), 40: ((0, 30),)}, (7.6, 10.4), 0.5) == (8, 10.25)
    assert nearest({}, (0, 0), 1) is None


def test_a_row_without_intervals_that_overlap():
    assert without(((0, 10),), [(2, 4), (3, 6), (9, 12)]) == ((0, 2), (6, 9))
    assert without(((0, 10),), [(-1, 11)]) == ()


def test_segments_and_boxes_cross_where_they_share_more_than_an_end():
    assert cross(((0, 0), (4, 4)), ((0, 4), (4, 0)))
    assert not cross(((0, 0), (4, 4)), ((5, 0), (9, 4)))
    box = Rect(2, 2, 6, 4)
    assert box.crosses(((0, 0), (8, 6)))
    assert box.crosses(((0, 3), (8, 3)))
    assert not box.crosses(((0, 1), (8, 1)))
    assert not box.crosses(((0, 0), (1.9, 9)))
    assert not box.crosses(((0, 5), (3, 9)))
