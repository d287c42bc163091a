"""Labels and their places: inside where they fit, else in free space, and never on each other, whatever the shapes."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from ctd_plugin.gis.placement.free_space import FreeSpace
from ctd_plugin.gis.placement.placement import place_labels
from ctd_plugin.gis.placement.places import Block, LabelledShape
from ctd_plugin.gis.placement.rows import Rect, Rows, cross

FRAME = Rect(0, 0, 180, 165)


def square(x, y, size):
    return [[(x, y), (x + size, y), (x + size, y + size), (x, y + size)]]


def shape(rings, blocks, symbol=0.0, last_resorts=()):
    """Return the rings of a region, and the region to label."""
    xs, ys = zip(*rings[0], strict=True)
    centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return rings, LabelledShape(centre, blocks, blocks, last_resorts, symbol)


def block(width, height=6.0, words="label"):
    return Block(words, width, height)


def placed(shapes, frame, obstacles=(), scale=1):
    rings = {code: of_shape for code, (of_shape, _) in shapes.items()}
    labelled = {code: one for code, (_, one) in shapes.items()}
    return place_labels(labelled, FreeSpace.around(rings, frame, obstacles, scale))


def test_a_label_that_fits_stands_in_the_middle_without_a_leader():
    place = placed({"a": shape(square(60, 60, 30), [block(16)])}, FRAME)["a"]
    assert place.centre == pytest.approx((75, 75), abs=0.3)
    assert (place.leader, place.is_outside) == (None, False)


def test_the_first_way_of_writing_that_fits_with_room_is_taken():
    wide, narrow = block(27, 4, "on one line"), block(14, 8, "on two")
    assert placed({"a": shape(square(60, 60, 40), [wide, narrow])}, FRAME)["a"].block is wide
    assert placed({"a": shape(square(60, 60, 28.5), [wide, narrow])}, FRAME)["a"].block is narrow


def test_a_label_that_does_not_fit_stands_in_free_space_with_a_leader_into_its_region():
    shapes = {"a": shape(square(60, 60, 12), [block(25)]), "b": shape(square(40, 72, 60), [block(10)])}
    place = placed(shapes, FRAME)["a"]
    assert place.is_outside
    assert not any(Rows.of_rings(rings).meets(Rect.around(place.centre, 25, 6)) for rings, _ in shapes.values())
    start, end = place.leader
    assert Rows.of_rings(shapes["a"][0]).meets(Rect.around(end, 0.5, 0.5))
    assert Rect.around(place.centre, 25, 6).grown(1).nearest(start) == start


def test_a_symbol_stays_in_its_region_above_the_label_or_alone_where_that_does_not_fit():
    beside = placed({"a": shape(square(60, 60, 30), [block(16)], 8)}, FRAME)["a"]
    assert beside.symbol[1] + 4 < beside.centre[1] - 3
    alone = placed({"a": shape(square(60, 60, 12), [block(25)], 8), "b": shape(square(40, 72, 60), [block(4)])}, FRAME)
    place = alone["a"]
    assert place.symbol == pytest.approx((66, 66), abs=0.5)
    # The leader ends at the edge of the symbol.
    x, y = place.leader[1]
    assert ((x - place.symbol[0]) ** 2 + (y - place.symbol[1]) ** 2) ** 0.5 == pytest.approx(4, abs=0.01)


def test_in_a_wide_and_low_region_the_label_stands_beside_its_symbol():
    low = [[(60, 60), (90, 60), (90, 70), (60, 70)]]
    place = placed({"a": shape(low, [block(15)], 8)}, FRAME)["a"]
    assert not place.is_outside
    assert place.symbol[0] + 4 < place.centre[0] - 7.5


def test_an_island_needs_no_leader():
    place = placed({"a": shape(square(90, 80, 5), [block(12)])}, FRAME)["a"]
    assert place.is_outside
    assert place.leader is None


def test_labels_keep_clear_of_obstacles():
    free = placed({"a": shape(square(60, 60, 5), [block(20)])}, FRAME)["a"]
    taken = Rect.around(free.centre, 20, 6)
    moved = placed({"a": shape(square(60, 60, 5), [block(20)])}, FRAME, [taken])["a"]
    assert not Rect.around(moved.centre, 20, 6).overlaps(taken)


def test_where_there_is_no_room_at_all_a_shorter_label_is_written():
    everywhere = shape(square(0, 0, 180), [block(190), block(185)], last_resorts=[block(20, words="short")])
    assert placed({"a": everywhere}, FRAME)["a"].block.words == "short"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("scale", [1, 1.4])
def test_labels_symbols_and_leaders_keep_clear_of_each_other(seed, scale):
    """Cells of a grid as regions, with labels of any length: many of them do not fit."""
    chance = random.Random(seed)
    shapes = {}
    for row in range(3):
        for column in range(4):
            rings = square(40 + 22 * column, 35 + 22 * row, 22)
            blocks = [block(chance.uniform(8, 34), chance.uniform(3, 10)) for _ in range(2)]
            last = [block(6, 3)]
            shapes[f"{row}{column}"] = shape(rings, blocks, chance.choice([0, 0, 3, 9]), last)
    places = placed(shapes, FRAME, scale=scale)
    assert set(places) == set(shapes)
    boxes = []
    for code, place in places.items():
        if place.is_forced:
            continue
        boxes.append((code, Rect.around(place.centre, place.block.width, place.block.height)))
        if place.symbol:
            boxes.append((code, Rect.around(place.symbol, shapes[code][1].symbol, shapes[code][1].symbol)))
    for (_, first), (_, second) in combinations(boxes, 2):
        assert not first.overlaps(second)
    leaders = [(code, place.leader) for code, place in places.items() if place.leader]
    for (_, first), (_, second) in combinations(leaders, 2):
        assert not cross(first, second)
    for code, leader in leaders:
        assert not any(box.crosses(leader) for other, box in boxes if other != code)
    forced = sum(place.is_forced for place in places.values())
    assert forced <= 1
