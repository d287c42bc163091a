"""What a map needs to be measured by: its scale bar and the key of its circles, drawn at the map's own scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..placement.rows import Point, Rect, Rows
from ..style.fonts import text_format, text_width, wrapped
from ..style.palette import PAPER, TEXT
from ..themes.circles import STROKE
from ..themes.theme import CircleKey
from .markup import UNITS, element, text, type_size, units
from .outlines import SvgOutlines
from .page import BASELINE, line_height

_KILOMETRES = 100
_TICK = 1.2
_MARGIN = 1.0
_TITLE = 34.0
"""How wide a title may be, at least (millimetres)."""


@dataclass(frozen=True)
class MapKeys:
    """The keys of a map whose type has a size (points)."""

    outlines: SvgOutlines
    size: float

    @property
    def _line(self) -> float:
        return line_height(self.size)

    def scale_bar(self) -> tuple[str, Rect]:
        """Return the scale bar of the mainland at its lower left, and its box."""
        box, line = self.outlines.page.main_map, self._line
        length = 1000 * _KILOMETRES / self.outlines.metres_per_millimetre
        words = f"{_KILOMETRES} km"
        width = max(length, text_width(words, text_format(self.size)))
        x, y = box.x + _MARGIN + (width - length) / 2, box.bottom - _MARGIN
        path = f"M{units(x)} {units(y - _TICK)}V{units(y)}H{units(x + length)}V{units(y - _TICK)}"
        at = {"x": units(x + length / 2), "y": units(y - 0.6 - 0.2 * line), "font_size": type_size(self.size)}
        markup = element("path", d=path) + element("text", text(words), **at)
        return element("g", markup, class_="scale-bar"), Rect(box.x, y - line - 0.6, x + width, box.bottom)

    def circles(self, key: CircleKey, bar: Rect, land: Iterable[Rows], *, titled: bool) -> tuple[str, Rect]:
        """Return the key of the circles, in a corner where there is no land, and its box."""
        page, line = self.outlines.page, self._line
        style, bold = text_format(self.size), text_format(self.size, bold=True)
        diameters = [diameter * page.symbol_size for _, diameter in key.circles]
        largest = max(diameters, default=0.0)
        widest = max((text_width(words, style) for words, _ in key.circles), default=0.0)
        beside = largest + self.size * 0.55
        title = wrapped(key.title, bold, max(_TITLE, beside + widest)).split("\n") if titled else []
        # The words of small circles stand as close as lines of text.
        middles: list[float] = []
        for diameter in diameters:
            middles.append(max(largest - diameter, middles[-1] + line * 0.95 if middles else line / 2))
        nested = max(largest, middles[-1] + line / 2) if middles else 0.0
        dot_width = text_width(key.dot[0], style) + key.dot[1] * page.symbol_size + 1.5 if key.dot else 0.0
        width = max([beside + widest, dot_width, *(text_width(words, bold) for words in title)])
        height = len(title) * line + (0.8 if title else 0) + nested + (line + 0.8 if key.dot else 0)
        box = _corner(page.main_map.x, page.main_map.right, bar, width, height, list(land))
        parts, y = [], box.top
        for words in title:
            parts.append(self._words(words, box.left, y + line / 2, bold=True))
            y += line
        y += 0.8 if title else 0
        x, stroke = box.left, STROKE * page.symbol_size
        for diameter, middle, (words, _) in zip(diameters, middles, key.circles, strict=True):
            centre = (x + largest / 2, y + largest - diameter / 2)
            parts.append(circle(centre, diameter, stroke, PAPER, TEXT))
            start, bend = (centre[0], y + largest - diameter), (x + largest + self.size * 0.15, y + middle)
            end = x + beside - self.size * 0.08
            path = f"M{units(start[0])} {units(start[1])}L{units(bend[0])} {units(bend[1])}H{units(end)}"
            parts.append(element("path", d=path))
            parts.append(self._words(words, x + beside, y + middle))
        if key.dot:
            words, diameter = key.dot[0], key.dot[1] * page.symbol_size
            middle = y + nested + 0.8 + line / 2
            parts.append(circle((x + diameter / 2, middle), diameter, stroke, None, "currentColor"))
            parts.append(self._words(words, x + diameter + 1.5, middle))
        return element("g", "".join(parts), class_="circle-key"), box

    def _words(self, words: str, x: float, middle: float, *, bold: bool = False) -> str:
        y = middle + (BASELINE - 0.5) * self._line
        kind = "b" if bold else None
        return element("text", text(words), class_=kind, x=units(x), y=units(y), font_size=type_size(self.size))


def _corner(left: float, right: float, bar: Rect, width: float, height: float, land: list[Rows]) -> Rect:
    """Return where a box stands: above the scale bar, else in another corner of the map where there is no land."""
    room = _MARGIN
    places = [
        Rect(left + room, bar.top - room - height, left + room + width, bar.top - room),
        Rect(right - room - width, room, right - room, room + height),
        Rect(left + room, room, left + room + width, room + height),
        Rect(right - room - width, bar.bottom - room - height, right - room, bar.bottom - room),
    ]
    return next((place for place in places if not any(rows.meets(place.grown(room)) for rows in land)), places[0])


def circle(centre: Point, diameter: float, stroke: float, fill: str | None, colour: str) -> str:
    """Return a circle of an outer diameter (millimetres), open without a fill."""
    return element(
        "circle",
        cx=units(centre[0]),
        cy=units(centre[1]),
        r=(diameter - stroke) / 2 * UNITS,
        fill=fill or "none",
        stroke=colour,
        stroke_width=stroke * UNITS,
    )
