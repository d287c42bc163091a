"""What is wrong with a measured page: what leaves it, overruns its box, covers something else or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from shapely import Point, box

from tests.support.page_measures import MeasuredPage, beyond, crossings, overlapping

LEAST_TYPE = {"A4": 7, "A3": 7 * 2**0.5, "16:9": 18}
"""Of all but the imprint of a slide."""
LEAST_IMPRINT = 7
MARGIN = 5
TIGHT = 0.15
"""How much the descenders of a line of type may reach below its box."""
OUTSIDE = 0.3
"""How far (millimetres) a label in its region may stand over the border."""
BESIDE = 8
"""How near a label without a leader stands to its region, where no other is nearer."""
OVER_OTHERS = 0.05
"""The share of a circle that may lie over other regions than its own."""


def faults(sheet: MeasuredPage) -> list[str]:
    """Return all that is wrong with a page."""
    return [
        *overruns(sheet),
        *collisions(sheet),
        *(f"{a} over {b}" for a, b in crossings(sheet)),
        *small_type(sheet),
        *misplaced_labels(sheet),
        *misplaced_symbols(sheet),
    ]


def overruns(sheet: MeasuredPage) -> Iterator[str]:
    """Yield what leaves the printed part of the page, and texts that their boxes do not hold."""
    # What is projected needs no margin for a printer.
    below = 2 if sheet.size.compact else 3
    printed = box(MARGIN, 2, sheet.size.width - MARGIN, sheet.size.height - below)
    for id_, at in sheet.solids.items():
        if by := beyond(at, printed):
            yield f"{id_} leaves the page by {by:.2f} mm"
    for id_, text in sheet.texts.items():
        if (by := beyond(text.ink, text.box)) > TIGHT * sheet.size.weight:
            yield f"{id_} leaves its box by {by:.2f} mm"


def collisions(sheet: MeasuredPage) -> Iterator[str]:
    """Yield what covers something else, crosses the frame of an inset or lies on the main map."""
    # The circles of a key are nested.
    apart = {id_: at for id_, at in sheet.solids.items() if not id_.startswith("circle ") or "words" in id_}
    yield from (f"{first} over {second}" for first, second in overlapping(apart))
    frames = {name: at.buffer(0.2) for name, at in sheet.items.items() if name.startswith("frame ")}
    for id_, at in apart.items():
        yield from (f"{id_} over {name}" for name, frame in frames.items() if at.overlaps(frame))
        if sheet.main_map and id_ != "scale metropole" and at.buffer(-0.3).intersects(sheet.main_map):
            yield f"{id_} over the main map"


def small_type(sheet: MeasuredPage) -> Iterator[str]:
    """Yield what is set smaller than it can be read from where a page is read."""
    page = sheet.size.id
    imprint = LEAST_IMPRINT * (1 if page == "16:9" else sheet.size.weight)
    for what, size in sheet.sizes.items():
        if size < (imprint if what == "sources" else LEAST_TYPE[page] - 0.01):
            yield f"{what} in {size:.1f} pt"


def misplaced_labels(sheet: MeasuredPage) -> Iterator[str]:
    """Yield labels that neither stand in their region nor are led to it nor beside it alone."""
    weight = sheet.size.weight
    for region, label in sheet.labels.items():
        shape = sheet.shapes[region]
        if not sheet.main_map.buffer(0.1).contains(label.ink):
            yield f"label {region} leaves the map"
        if beyond(label.ink, shape) <= OUTSIDE * weight:
            continue
        if any(label.ink.buffer(-0.3).intersects(other) for other in sheet.shapes.values()):
            yield f"label {region} over a border"
        if region in sheet.leaders:
            start, end = (Point(at) for at in sheet.leaders[region].coords)
            if label.box.distance(start) > 2 * weight or not shape.buffer(0.3).contains(end):
                yield f"leader {region} does not lead from its label to its region"
        else:
            nearest = min(sheet.shapes, key=lambda other: sheet.shapes[other].distance(label.box))
            if nearest != region or label.box.distance(shape) > BESIDE * weight:
                yield f"label {region} stands outside without a leader"


def misplaced_symbols(sheet: MeasuredPage) -> Iterator[str]:
    """Yield symbols that do not stand in their region, but for the coast that a large one may reach over."""
    for region, symbol in sheet.symbols.items():
        others = sum(shape.intersection(symbol).area for other, shape in sheet.shapes.items() if other != region)
        if not sheet.shapes[region].contains(symbol.centroid) or others > OVER_OTHERS * symbol.area:
            yield f"symbol {region} outside"
