"""White circles whose area is an amount, and the key that explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt

from qgis.core import QgsMarkerSymbol, QgsSymbolLayer

from ...data.profile.figure import Figure
from ...i18n import tr
from ..expression_builder import lookup
from ..regions.comparison import round_between, round_down, round_up
from ..style.palette import PAPER, TEXT, label_colour
from ..style.region_labels import SYMBOL_SIZE, above_labels
from .theme import CircleKey

# The outer diameter of the largest circle, in millimetres a point of the labels: 9 mm on an A4 page.
_LARGEST = 1.15
# Below it, a white disc with its stroke cannot be seen: an open dot of this size stands for less than a circle can.
SMALLEST = 0.15
STROKE = 0.03
"""The width of a circle's stroke, in millimetres a point of the labels; it lies within the diameter."""
# Circles of a key nearer to each other than this cannot be told apart.
_APART = 0.12


def circle_diameters(figures: Mapping[str, Figure]) -> dict[str, float]:
    """Return region code → outer diameter of its circle, in millimetres a point of the labels.

    The area is proportional to the figure, of a range to its lower end; too little gets that of an open dot.
    """
    drawn = _drawn(figures)
    largest = max((figure.value for figure in drawn.values()), default=0.0)
    return {code: max(SMALLEST, _diameter(figure.value, largest)) for code, figure in drawn.items()}


def circle_colours(diameter: float, fill: str) -> tuple[str | None, str]:
    """Return the fill of a circle on a region of a fill, None for that of an open dot, and its stroke."""
    return (None, label_colour(fill)) if diameter <= SMALLEST else (PAPER, TEXT)


def amount_circles(diameters: Mapping[str, float], fills: Mapping[str, str]) -> QgsSymbolLayer:
    """Return white circles above the labels of the regions; an open dot has the colour of a label on its fill."""
    colours = {code: circle_colours(diameter, fills[code]) for code, diameter in diameters.items()}
    stroke = f"({SYMBOL_SIZE} * {STROKE})"
    sizes = {code: f"{diameter:.5f}" for code, diameter in diameters.items()}
    # Without a feature, as in a legend, no expression has a value: it has no size, and is not red as QGIS’s own.
    marker = QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": PAPER, "outline_color": TEXT, "outline_width": "0.25", "size": "0"}
    )
    properties = {
        QgsSymbolLayer.Property.Size: f"{SYMBOL_SIZE} * to_real({lookup(_CODE, sizes, '0')}) - {stroke}",
        QgsSymbolLayer.Property.StrokeWidth: stroke,
        QgsSymbolLayer.Property.FillColor: lookup(
            _CODE, {code: fill or _NO_FILL for code, (fill, _) in colours.items()}
        ),
        QgsSymbolLayer.Property.StrokeColor: lookup(_CODE, {code: rim for code, (_, rim) in colours.items()}),
    }
    codes = lookup(_CODE, dict.fromkeys(diameters, "1"))
    return above_labels(marker, properties, drawn=f"{codes} is not null")


_CODE = '"region_code"'
_NO_FILL = "255,255,255,0"


def circle_key(figures: Mapping[str, Figure], title: str, written: Callable[[float], str]) -> CircleKey | None:
    """Return nested circles of round amounts that span those on the map, and what an open dot stands for."""
    drawn = [figure.value for figure in _drawn(figures).values()]
    if not drawn:
        return None
    largest = max(drawn)
    if not largest:
        return CircleKey(title, (), (_below(_least(figures), written), SMALLEST))
    scaled = [value for value in drawn if _diameter(value, largest) > SMALLEST]
    dots = [value for value in drawn if _diameter(value, largest) <= SMALLEST]
    ends = [round_up(largest), *([round_down(min(scaled), 1)] if min(scaled) < largest else [])]
    # A round amount below the smallest may be one that no circle is drawn for.
    ends[1:] = [end if _diameter(end, largest) > SMALLEST else min(scaled) for end in ends[1:]]
    values = [ends[0], *_middle(ends, largest), *ends[1:]]
    circles: list[tuple[str, float]] = []
    for value in values:
        diameter = _diameter(value, largest)
        if not circles or circles[-1][1] - diameter > _APART:
            circles.append((written(value), diameter))
    limit = round_up(largest * (SMALLEST / _LARGEST) ** 2, 1)
    if dots and limit > min(scaled):
        limit = round_between(max(dots), min(scaled)) if max(dots) else min(scaled)
    return CircleKey(title, circles, (_below(limit, written), SMALLEST) if dots else None)


def _middle(ends: list[float], largest: float) -> list[float]:
    """Return a round amount whose circle is about in the middle of those of two ends."""
    if len(ends) < 2:
        return []
    middle = ((sqrt(ends[0]) + sqrt(ends[1])) / 2) ** 2
    return [round_between(middle / 1.5, middle * 1.5)]


def _below(limit: float, written: Callable[[float], str]) -> str:
    return tr("less than {amount}").format(amount=written(limit))


def _least(figures: Mapping[str, Figure]) -> float:
    """Return the lowest upper end of ranges that begin at zero."""
    return max(figure.value_max or 0.0 for figure in figures.values())


def _drawn(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {code: figure for code, figure in figures.items() if not figure.is_none}


def _diameter(value: float, largest: float) -> float:
    return _LARGEST * sqrt(max(0.0, value) / largest) if largest else 0.0
