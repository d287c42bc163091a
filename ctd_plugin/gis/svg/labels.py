"""The labels of a map and the symbols above them, in the region where they fit, else beside it with a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..placement.free_space import FreeSpace
from ..placement.inset_heading import INSET_PADDING, inset_heading
from ..placement.map_labels import alignment, labelled_shape
from ..placement.placement import place_labels
from ..placement.places import LabelledShape, Place, WrittenLine
from ..placement.rows import Point, Rect
from ..style.classes import FillClass
from ..style.page_sizes import PageSize
from ..style.palette import label_colour
from ..style.territories import Territory
from ..themes.circles import STROKE, circle_colours
from ..themes.technology_symbols import Square
from ..themes.theme import Drawing
from .map_keys import circle
from .markup import element, region_anchor, text, type_size, units
from .outlines import SvgOutlines
from .page import BASELINE, SQUARES_ABOVE, heading_line
from .patterns import fill_of
from .squares import squares_below, squares_from, width_of, with_squares

_MARGIN = 0.6
"""Between a label and the edge of the map (millimetres)."""

Squares = Mapping[str, Sequence[Square]]


@dataclass(frozen=True)
class LabelPlacer:
    """Places the labels of all maps of a page; maps that have the same labels have them in the same places."""

    outlines: SvgOutlines
    _placed: dict[object, dict[str, Place]] = field(default_factory=dict)

    def places(self, drawing: Drawing, page: PageSize, squares: Squares, obstacles: Sequence[Rect]) -> dict[str, Place]:
        """Return region code → place, of the regions that are in no inset."""
        written = tuple(sorted(drawing.texts.items())), tuple(sorted(drawing.symbols.items())), bool(squares)
        key = page.id, written, tuple(obstacles)
        if key not in self._placed:
            box = page.main_map
            shapes = {
                code: self._shape(code, drawing, page, squares)
                for code in self.outlines.rings
                if code not in self.outlines.in_insets
            }
            frame = Rect(box.x, box.y, box.right, box.bottom).grown(-_MARGIN)
            space = FreeSpace({code: self.outlines.rows[code] for code in shapes}, frame, obstacles)
            self._placed[key] = place_labels(shapes, space)
        return self._placed[key]

    def _shape(self, code: str, drawing: Drawing, page: PageSize, squares: Squares) -> LabelledShape:
        shape = labelled_shape(code, self.outlines.centres[code], drawing, page, is_narrow=True)
        row = squares.get(code, ())
        if not row:
            return shape
        return replace(
            shape,
            inside=[with_squares(block, row) for block in shape.inside],
            outside=[with_squares(block, row) for block in shape.outside],
            last_resorts=[with_squares(block, row) for block in shape.last_resorts],
        )


@dataclass(frozen=True)
class MapLabels:
    """The labels of one map in one size of type: the class of each region, and its squares where it has some."""

    placer: LabelPlacer
    drawing: Drawing
    page: PageSize
    fills: Mapping[str, FillClass | None]
    squares: Squares

    def markup(self, obstacles: Sequence[Rect] = ()) -> str:
        """Return the headings of the insets, and the labels, symbols and leaders of the map."""
        outlines = self.placer.outlines
        places = self.placer.places(self.drawing, self.page, self.squares, obstacles)
        parts = [self._heading(inset, number) for number, inset in enumerate(outlines.territories.insets)]
        parts += [
            _leader(code, place.leader, ends_in_dot=not place.symbol) for code, place in places.items() if place.leader
        ]
        parts += [self._label(code, place) for code, place in places.items()]
        parts += [self._in_inset(code) for code in outlines.rings if code in outlines.in_insets]
        return "".join(parts)

    def _label(self, code: str, place: Place) -> str:
        block, (x, y) = place.block, place.centre
        side = alignment(place) if place.is_outside else "Center"
        anchor = {"Left": "start", "Right": "end"}.get(side)
        across = {"Left": -block.width / 2, "Right": block.width / 2}.get(side, 0.0)
        top, lines = y - block.height / 2, []
        for line, (_, height) in zip(block.written, block.lines, strict=False):
            lines.append(_line(line, x + across, top + BASELINE * height))
            top += height
        colour, _ = fill_of(self.fills.get(code))
        own = None if place.is_outside else label_colour(colour)
        words = element("text", "".join(lines), fill=own, text_anchor=anchor, font_size=type_size(self.page.name_size))
        row = self.squares.get(code, ())
        if row:
            shift = {"Left": -1, "Right": 1}.get(side, 0) * (block.width - width_of(row)) / 2
            words += squares_below(row, (x + shift, top + SQUARES_ABOVE))
        if place.symbol:
            words += self._circle(code, place.symbol)
        if place.is_outside:
            return _outside(code, words)
        return element("g", words, class_="label", data_code=code)

    def _in_inset(self, code: str) -> str:
        if code not in self.drawing.symbols:
            return ""
        return element("g", self._circle(code, self.placer.outlines.centres[code]), class_="label", data_code=code)

    def _circle(self, code: str, centre: Point) -> str:
        size, diameter = self.page.symbol_size, self.drawing.symbols[code]
        colour, _ = fill_of(self.fills.get(code))
        return circle(centre, diameter * size, STROKE * size, *circle_colours(diameter, colour))

    def _heading(self, inset: Territory, number: int) -> str:
        box, line = self.page.inset(number), heading_line(self.page)
        (code,) = inset.region_codes
        written, top = [], box.y + 0.7
        for words in inset_heading(inset, self.drawing, self.page, most=3):
            parts = "".join(
                element(
                    "tspan",
                    text(word.text if word is words[-1] else f"{word.text} "),
                    class_="b" if word.is_bold else None,
                    font_size=type_size(word.size),
                )
                for word in words
            )
            at = {"x": units(box.x + INSET_PADDING), "y": units(top + BASELINE * line)}
            written.append(element("text", parts, text_anchor="start", **at))
            top += line
        row = self.squares.get(code, ())
        if row:
            corner, room = (box.x + INSET_PADDING, box.y + 0.7 + line + SQUARES_ABOVE), box.width - 2 * INSET_PADDING
            written.append(squares_from(row, corner, room))
        return _outside(code, "".join(written))


def _leader(code: str, ends: tuple[Point, Point], *, ends_in_dot: bool) -> str:
    (x, y), (x2, y2) = ends
    line = f"M{units(x)} {units(y)}L{units(x2)} {units(y2)}"
    dot = element("circle", cx=units(x2), cy=units(y2), r=units(0.6)) if ends_in_dot else ""
    lines = element("path", class_="halo", d=line) + element("path", d=line)
    return element("g", lines + dot, class_="leader", data_code=code)


def _outside(code: str, words: str) -> str:
    """Return a label beside its region, which may be clicked as the region is; keys and screen readers go to that."""
    return element("a", words, class_="label outside", data_code=code, href=f"#{region_anchor(code)}", tabindex=-1)


def _line(line: WrittenLine, x: float, y: float) -> str:
    kind = "b" if line.is_bold else "i" if line.is_italic else None
    return element("tspan", text(line.text), class_=kind, x=units(x), y=units(y), font_size=type_size(line.size))
