"""Fills as SVG: plain colours, and patterns that a document defines once."""

from __future__ import annotations

from collections.abc import Iterable

from ..style.classes import FillClass
from ..style.palette import NO_ANSWER_FILL
from ..style.region_symbols import HATCH
from ..style.textures import Cross, Dots, Lines, Texture
from .markup import UNITS, element

CROSS = "ctd-cross"
"""The id of the cross that stands in a region, about its own middle."""


COARSER = 2.5
"""How much coarser textures, crosses and lines are on a small map."""


def fill_of(fill: FillClass | None) -> tuple[str, Texture | None]:
    """Return the colour of a class and what is over it; those of no answer for None."""
    return (fill.fill, fill.texture) if fill else (NO_ANSWER_FILL, HATCH)


def paint(fill: FillClass | None, *, small: bool = False) -> str:
    """Return what the attribute `fill` of a region of a class is; on a small map its texture is coarser."""
    colour, texture = fill_of(fill)
    return f"url(#{_id(colour, texture, small)})" if isinstance(texture, Lines | Dots) else colour


def definitions(fills: Iterable[FillClass | None]) -> str:
    """Return the patterns of some classes and of no answer, each once, and the cross where one has it."""
    found = dict.fromkeys(map(fill_of, [None, *fills]))
    patterns = "".join(
        _pattern(colour, texture, small) for colour, texture in found if texture for small in (False, True)
    )
    crosses = dict.fromkeys(texture for _, texture in found if isinstance(texture, Cross))
    return patterns + "".join(map(_cross, crosses))


def _id(colour: str, texture: Lines | Dots, small: bool) -> str:
    kind = f"lines{texture.angle}" if isinstance(texture, Lines) else "dots"
    return f"ctd-{kind}-{colour[1:]}-{texture.colour[1:]}{'-small' if small else ''}".lower()


def _pattern(colour: str, texture: Texture, small: bool) -> str:
    if isinstance(texture, Cross):
        return ""
    scale = UNITS * (COARSER if small else 1)
    step = texture.distance * scale
    if isinstance(texture, Lines):
        width, height, turn = step, step, f"rotate({-texture.angle})" if texture.angle else None
        over = element("rect", y=(step - texture.width * scale) / 2, width=step, height=texture.width * scale)
    else:
        # Every second row stands half a step beside.
        width, height, turn, radius = step, 2 * step, None, texture.diameter / 2 * scale
        places = [(step / 2, step / 2), (0.0, step * 1.5), (step, step * 1.5)]
        over = "".join(element("circle", cx=x, cy=y, r=radius) for x, y in places)
    ground = element("rect", width=width, height=height, fill=colour)
    return element(
        "pattern",
        ground + element("g", over, fill=texture.colour),
        id=_id(colour, texture, small),
        width=width,
        height=height,
        patternUnits="userSpaceOnUse",
        patternTransform=turn,
    )


def _cross(cross: Cross) -> str:
    half = round(cross.size / 2 * UNITS)
    return element(
        "path",
        id=CROSS,
        d=f"M{-half}-{half}L{half} {half}M{half}-{half}L{-half} {half}",
        fill="none",
        stroke=cross.colour,
        stroke_width=cross.width * UNITS,
    )
