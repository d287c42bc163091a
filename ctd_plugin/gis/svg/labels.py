"""The labels of a map and the symbols above them, in the region where they fit, else beside it with a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...regions import PRINTED_NAMES
from ..placement.inset_heading import INSET_PADDING, inset_heading
from ..placement.map_labels import alignment, labelled_shape
from ..placement.placement import place_labels
from ..placement.places import Block, LabelledShape, Place, WrittenLine
from ..placement.rows import Point, Rect
from ..style.classes import FillClass
from ..style.palette import TEXT, label_colour
from ..style.territories import Territory
from ..themes.circles import STROKE, circle_colours
from ..themes.technology_symbols import Square
from ..themes.theme import Drawing
from .markup import UNITS, element, text, units
from .outlines import SvgOutlines
from .page import heading_line
from .patterns import fill_of

_MILLIMETRES = 25.4 / 72
"""Of a point."""
_BASELINE = 0.81
"""Where the letters of a line stand, from its top."""
_MARGIN = 0.6
"""Between a label and the edge of the map."""
# Millimetres: the side of a square of the map of technologies, from one to the next, how many stand in a row.
_SIDE, _STEP, _IN_A_ROW = 6.6, 7.1, 3
_ABOVE_SQUARES = 0.7
_LETTERS = 3.65


@dataclass(frozen=True)
class MapLabels:
    """The labels of one map: the class of each region that is drawn, and the squares of the map of technologies."""

    outlines: SvgOutlines
    drawing: Drawing
    fills: Mapping[str, FillClass | None]
    squares: Mapping[str, Sequence[Square]]

    def markup(self, obstacles: Sequence[Rect] = ()) -> str:
        """Return the labels, symbols and leaders of the mainland, and the circles and squares of the insets."""
        page, territories = self.outlines.page, self.outlines.territories
        insets = {code for inset in territories.insets for code in inset.region_codes}
        shapes = {code: self._shape(code) for code in self.outlines.rings if code not in insets}
        box = page.main_map
        frame = Rect(box.x, box.y, box.right, box.bottom).grown(-_MARGIN)
        places = place_labels(shapes, frame, obstacles, rows=self.outlines.rows)
        parts = [self._leader(code, place) for code, place in places.items() if place.leader]
        parts += [self._label(code, place) for code, place in places.items()]
        parts += [self._in_inset(code) for code in self.outlines.rings if code in insets]
        return "".join(parts)

    def headings(self) -> str:
        """Return the frames of the insets, with names and values."""
        page = self.outlines.page
        insets = self.outlines.territories.insets
        return "".join(self._heading(inset, number) for number, inset in enumerate(insets)) if page else ""

    def _shape(self, code: str) -> LabelledShape:
        shape = labelled_shape(code, self.outlines.millimetres(code), self.drawing, self.outlines.page)
        row = self.squares.get(code, ())
        if not row:
            return shape
        return replace(
            shape,
            inside=[_with_squares(block, row) for block in shape.inside],
            outside=[_with_squares(block, row) for block in shape.outside],
            last_resorts=[_with_squares(block, row) for block in shape.last_resorts],
        )

    def _label(self, code: str, place: Place) -> str:
        block, (x, y) = place.block, place.centre
        side = alignment(place) if place.is_outside else "Center"
        anchor = {"Left": "start", "Right": "end"}.get(side)
        across = {"Left": -block.width / 2, "Right": block.width / 2}.get(side, 0.0)
        top, lines = y - block.height / 2, []
        for line, (_, height) in zip(block.written, block.lines, strict=False):
            lines.append(_line(line, x + across, top + _BASELINE * height))
            top += height
        colour, _ = fill_of(self.fills.get(code))
        words = element(
            "text",
            "".join(lines),
            fill=TEXT if place.is_outside else label_colour(colour),
            text_anchor=anchor,
            font_size=units(block.written[0].size * _MILLIMETRES),
        )
        row = self.squares.get(code, ())
        if row:
            words += _squares(row, (x, top + _ABOVE_SQUARES))
        if place.symbol:
            words += self._circle(code, place.symbol)
        return element("g", words, class_="label outside" if place.is_outside else "label", data_code=code)

    def _leader(self, code: str, place: Place) -> str:
        assert place.leader
        (x, y), (x2, y2) = place.leader
        ends = {"x1": units(x), "y1": units(y), "x2": units(x2), "y2": units(y2)}
        dot = "" if place.symbol else element("circle", cx=units(x2), cy=units(y2), r=units(0.6))
        lines = element("line", class_="halo", **ends) + element("line", **ends) + dot
        return element("g", lines, class_="leader", data_code=code)

    def _in_inset(self, code: str) -> str:
        if code not in self.drawing.symbols:
            return ""
        shape = labelled_shape(code, self.outlines.millimetres(code), self.drawing, self.outlines.page)
        return element("g", self._circle(code, shape.centre), class_="label", data_code=code)

    def _circle(self, code: str, centre: Point) -> str:
        size = self.outlines.page.symbol_size
        diameter = self.drawing.symbols[code]
        colour, _ = fill_of(self.fills.get(code))
        return circle(centre, diameter * size, STROKE * size, *circle_colours(diameter, colour))

    def _heading(self, inset: Territory, number: int) -> str:
        page = self.outlines.page
        box, line = page.inset(number), heading_line(page)
        (code,) = inset.region_codes
        frame = element(
            "rect",
            class_="frame",
            x=units(box.x),
            y=units(box.y),
            width=units(box.width),
            height=units(box.height),
        )
        written, top = [], box.y + 0.7
        for words in inset_heading(inset, self.drawing, page):
            parts = "".join(
                element(
                    "tspan",
                    text(word.text + (" " if word is not words[-1] else "")),
                    class_="b" if word.is_bold else None,
                    font_size=units(word.size * _MILLIMETRES),
                )
                for word in words
            )
            at = {"x": units(box.x + INSET_PADDING), "y": units(top + _BASELINE * line)}
            written.append(element("text", parts, **at))
            top += line
        squares = self.squares.get(code, ())
        if squares:
            middle = box.x + INSET_PADDING + _width(squares) / 2
            written.append(_squares(squares, (middle, box.y + 0.7 + line)))
        return element("g", frame + "".join(written), class_="inset", data_code=code)


def circle(centre: Point, diameter: float, stroke: float, fill: str | None, colour: str) -> str:
    """Return a circle of an outer diameter (millimetres), open without a fill."""
    return element(
        "circle",
        class_="circle",
        cx=units(centre[0]),
        cy=units(centre[1]),
        r=(diameter - stroke) / 2 * UNITS,
        fill=fill or "none",
        stroke=colour,
        stroke_width=stroke * UNITS,
    )


def _line(line: WrittenLine, x: float, y: float) -> str:
    kind = "b" if line.is_bold else "i" if line.is_italic else None
    return element(
        "tspan", text(line.text), class_=kind, x=units(x), y=units(y), font_size=units(line.size * _MILLIMETRES)
    )


def _with_squares(block: Block, row: Sequence[Square]) -> Block:
    """Return a way of writing a label with squares below the words."""
    width, height = _width(row), _height(row) + _ABOVE_SQUARES
    lines = [*block.lines, (width, height)]
    return replace(block, width=max(block.width, width), height=block.height + height, lines=lines)


def _width(row: Sequence[Square]) -> float:
    return (min(len(row), _IN_A_ROW) - 1) * _STEP + _SIDE


def _height(row: Sequence[Square]) -> float:
    return (len(row) - 1) // _IN_A_ROW * _STEP + _SIDE


def _squares(row: Sequence[Square], top: Point) -> str:
    """Return squares side by side, in rows that are centred below a point."""
    pieces = []
    for number, square in enumerate(row):
        line, place = divmod(number, _IN_A_ROW)
        in_line = min(len(row) - line * _IN_A_ROW, _IN_A_ROW)
        x = top[0] - ((in_line - 1) * _STEP + _SIDE) / 2 + place * _STEP
        pieces.append(square_at(square, (x, top[1] + line * _STEP)))
    return "".join(pieces)


def square_at(square: Square, corner: Point) -> str:
    """Return a square of the map of technologies; its border lies within."""
    fill, border, letters = square.colours
    x, y = corner
    box = element(
        "rect",
        x=units(x + 0.3),
        y=units(y + 0.3),
        width=units(_SIDE - 0.6),
        height=units(_SIDE - 0.6),
        fill=fill,
        stroke=border,
        stroke_width=units(0.6),
    )
    words = element(
        "text",
        text(square.letters),
        class_="b",
        x=units(x + _SIDE / 2),
        y=units(y + _SIDE / 2 + 0.36 * _LETTERS),
        fill=letters,
        font_size=units(_LETTERS),
        text_anchor="middle",
    )
    return box + words


def name_of(code: str) -> str:
    """Return the name of a region as people read it."""
    return PRINTED_NAMES.get(code, code)
