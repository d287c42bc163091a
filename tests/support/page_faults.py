"""What is wrong with a measured page: what leaves it, overruns its box, covers something else or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from shapely import box

from tests.support.page_measures import MeasuredPage, beyond, crossings, overlapping

LEAST_TYPE = {"A4": 7, "A3": 7 * 2**0.5, "16:9": 14}
"""Of all but the imprint of a slide."""
LEAST_IMPRINT = 7
MARGIN = 5
TIGHT = 0.15
"""How much the descenders of a line of type may reach below its box."""


def faults(sheet: MeasuredPage) -> list[str]:
    """Return all that is wrong with a page."""
    return [*overruns(sheet), *collisions(sheet), *(f"{a} over {b}" for a, b in crossings(sheet)), *small_type(sheet)]


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
