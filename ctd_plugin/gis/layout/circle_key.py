"""The key of a layout's circles: nested, the largest around the others, with a line from each to its amount."""

from __future__ import annotations

from qgis.core import QgsMarkerSymbol

from ..style.fonts import text_format, text_height, text_width, wrapped
from ..style.page_sizes import Box
from ..style.palette import PAPER, TEXT, TEXT_MUTED
from ..themes.circles import STROKE
from ..themes.theme import CircleKey
from .blocks import ColumnBlock, gap, stacked, text_block
from .items import LayoutSheet

_LEAD, _SHORT_LEAD = 0.55, 0.36
"""From the largest circle to the words, millimetres a point of the type; the second on a slide."""
_MOST_LINES = 3
"""Of a title beside its circles."""


def circle_key_block(sheet: LayoutSheet, key: CircleKey, scale: float) -> ColumnBlock:
    """Return the key in a type that is scaled; the circles are as large as on the map."""
    page = sheet.page
    width, size = (
        page.side_column.width,
        max(page.note_size, page.name_size * scale),
    )
    beside = _beside(sheet, key, size) if page.compact and key.circles else None
    if beside:
        blocks = [beside]
    else:
        blocks = [text_block(sheet, "circles title", key.title, width, size, bold=True), gap(size * 0.1)]
        if key.circles:
            blocks.append(_nested(sheet, key, size))
    if key.dot:
        blocks += [gap(size * 0.1), _dot(sheet, *key.dot, size)]
    return stacked(blocks)


def _beside(sheet: LayoutSheet, key: CircleKey, size: float) -> ColumnBlock | None:
    """Return the title with the circles at its right, where it has room: large type has little below it."""
    style, bold = text_format(size), text_format(size, bold=True)
    largest = max(diameter for _, diameter in key.circles) * sheet.page.symbol_size
    circles = _nested(sheet, key, size)
    needed = largest + size * _SHORT_LEAD + max(text_width(words, style) for words, _ in key.circles)
    room = sheet.page.side_column.width - needed - size * 0.2
    # What explains the circles in parentheses has lines of its own.
    words = key.title if text_width(key.title, bold) <= room else wrapped(key.title.replace(" (", "\n("), bold, room)
    if text_width(words, bold) > room or words.count("\n") >= _MOST_LINES:
        return None
    title = text_block(sheet, "circles title", words, room, size, bold=True)
    height = max(title.height, circles.height)

    def draw(x: float, y: float) -> None:
        title.draw(x, y + (height - title.height) / 2)
        circles.draw(x + sheet.page.side_column.width - needed, y + (height - circles.height) / 2)

    return ColumnBlock(height, draw)


def _nested(sheet: LayoutSheet, key: CircleKey, size: float) -> ColumnBlock:
    page = sheet.page
    diameters = [diameter * page.symbol_size for _, diameter in key.circles]
    largest = max(diameters)
    line = text_height("Ég", text_format(size), 50)
    # The words of small circles stand as close as lines of text.
    tops = [largest - diameter for diameter in diameters]
    middles: list[float] = []
    for top in tops:
        middles.append(max(top, middles[-1] + line * 0.95 if middles else line / 2))
    height = max(largest, middles[-1] + line / 2)

    def draw(x: float, y: float) -> None:
        for number, ((words, _), diameter) in enumerate(zip(key.circles, diameters, strict=True)):
            middle = y + largest - diameter / 2
            box = Box(x + (largest - diameter) / 2, middle - diameter / 2, diameter, diameter)
            sheet.marker(f"circle {number}", _circle(diameter, page.symbol_size, PAPER), box)
            at = x + largest + size * (_SHORT_LEAD if page.compact else _LEAD)
            start = (x + largest / 2, y + tops[number])
            bend = (x + largest + size * 0.15, y + middles[number])
            sheet.line(f"circle line {number}", start, bend, TEXT_MUTED, 0.15)
            sheet.line(f"circle end {number}", bend, (at - size * 0.08, bend[1]), TEXT_MUTED, 0.15)
            text = Box(at, y + middles[number] - line / 2, text_width(words, text_format(size)) + 1, line)
            sheet.label(f"circle words {number}", words, text, size=size)

    return ColumnBlock(height, draw)


def _dot(sheet: LayoutSheet, words: str, diameter: float, size: float) -> ColumnBlock:
    page = sheet.page
    across = diameter * page.symbol_size
    width = page.side_column.width - across - size * 0.3
    line = text_height(words, text_format(size), width)

    def draw(x: float, y: float) -> None:
        sheet.marker("open dot", _circle(across, page.symbol_size, "255,255,255,0"), Box(x, y, across, line))
        sheet.label("open dot words", words, Box(x + across + size * 0.3, y, width, line), size=size)

    return ColumnBlock(line, draw)


def _circle(diameter: float, symbol_size: float, fill: str) -> QgsMarkerSymbol:
    """Return a circle of an outer diameter, as the map draws it."""
    stroke = STROKE * symbol_size
    return QgsMarkerSymbol.createSimple(
        {
            "name": "circle",
            "color": fill,
            "outline_color": TEXT,
            "outline_width": str(stroke),
            "size": str(diameter - stroke),
        }
    )
