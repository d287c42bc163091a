"""What must be true of any page, whatever it shows: claims about what `page_measures` measured."""

from __future__ import annotations

from shapely import Point, box

from tests.support.page_measures import beyond, crossings, overlapping

LEAST_TYPE = {"A4": 7, "A3": 7 * 2**0.5, "16:9": 14}
"""Of all but the imprint of a slide."""
MARGIN = 5
TIGHT = 0.15
"""How much the descenders of a line of type may reach below its box."""
OUTSIDE = 0.3
"""How far (millimetres) a label in its region may stand over the border."""
BESIDE = 8
"""How near a label without a leader stands to its region, where no other is nearer."""


def assert_in_its_boxes(sheet):
    """Nothing leaves the page, nor a text its box."""
    printed = box(MARGIN, 2, sheet.size.width - MARGIN, sheet.size.height - 1.9)
    solids = {id_: beyond(at, printed) for id_, at in sheet.solids.items()}
    assert {id_: by for id_, by in solids.items() if by > 0} == {}
    overrun = {id_: beyond(text.ink, text.box) for id_, text in sheet.texts.items()}
    assert {id_: by for id_, by in overrun.items() if by > TIGHT * sheet.size.weight} == {}


def assert_apart(sheet):
    """Nothing covers anything else."""
    # The circles of a key are nested.
    apart = {id_: at for id_, at in sheet.solids.items() if not id_.startswith("circle ") or "words" in id_}
    assert list(overlapping(apart)) == []
    frames = [at.buffer(0.2) for id_, at in sheet.items.items() if id_.startswith("frame ")]
    for id_, at in apart.items():
        assert not any(at.overlaps(frame) for frame in frames), id_
        if sheet.main_map and id_ != "scale metropole":
            assert not at.buffer(-0.3).intersects(sheet.main_map), id_


def assert_readable(sheet):
    """Type is large enough for how far a page is read from."""
    least = LEAST_TYPE[sheet.size.id]
    small = {what: size for what, size in sheet.sizes.items() if size < least - 0.01 and what != "sources"}
    assert small == {}


def assert_labels_in_place(sheet):
    """A label stands in its region or is led to it, and covers nothing."""
    weight = sheet.size.weight
    for region, label in sheet.labels.items():
        assert sheet.main_map.buffer(0.1).contains(label.ink), region
        if beyond(label.ink, sheet.shapes[region]) <= OUTSIDE * weight:
            continue
        assert not any(label.ink.buffer(-0.3).intersects(shape) for shape in sheet.shapes.values()), region
        if region in sheet.leaders:
            start, end = (Point(at) for at in sheet.leaders[region].coords)
            assert label.box.distance(start) < 1.5 * weight, region
            assert sheet.shapes[region].buffer(0.3).contains(end), region
        else:
            assert min(sheet.shapes, key=lambda other: sheet.shapes[other].distance(label.box)) == region
            assert label.box.distance(sheet.shapes[region]) < BESIDE * weight, region
    assert list(crossings(sheet)) == []


def assert_symbols_in_place(sheet):
    """Symbols stand in their region."""
    for region, symbol in sheet.symbols.items():
        assert beyond(symbol, sheet.shapes[region]) <= OUTSIDE * sheet.size.weight, region


def assert_whole(sheet):
    """All of these."""
    assert_in_its_boxes(sheet)
    assert_apart(sheet)
    assert_readable(sheet)
    assert_labels_in_place(sheet)
    assert_symbols_in_place(sheet)
