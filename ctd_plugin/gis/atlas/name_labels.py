"""Names of regions on the cover's map: where they fit into the shape, on as many lines as that takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

from ..labels.labels import SHORT_NAMES
from .typesetting import FOOT, paragraph, text_width, total_height, typeset_all

_ROOM = 0.5
"""The room (mm) left around a name."""
_STEPS = 9
_MOST_LINES = 3
_BREAKS = re.compile(r"(?<=-)|(?<= )")


@dataclass(frozen=True)
class NameLabel:
    """Lines of text, their width and height (mm), and where their middle is, in the units of the map."""

    lines: Sequence[str]
    width: float
    height: float
    centre: QgsPointXY


def place_name(shape: QgsGeometry, scale: float, code: str, name: str) -> NameLabel:
    """Return the name of a region where it fits into its shape, else its short name; `scale` is mm in a map unit.

    Where neither fits, the short name stands in the middle.
    """
    engine = QgsGeometry.createGeometryEngine(shape.constGet())
    engine.prepareGeometry()
    centres = list(_centres(shape))
    labels = [_measured(lines, centres[0]) for lines in _arranged(name, SHORT_NAMES.get(code, name))]
    for label in labels:
        half_width, half_height = ((side / 2 + _ROOM) / scale for side in (label.width, label.height))
        for centre in centres:
            x, y = centre.x(), centre.y()
            box = QgsRectangle(x - half_width, y - half_height, x + half_width, y + half_height)
            # Named: what `constGet` returns is of the geometry, which would be gone.
            room = QgsGeometry.fromRect(box)
            if engine.contains(room.constGet()):
                return NameLabel(label.lines, label.width, label.height, centre)
    return labels[-1]


def _measured(lines: Sequence[str], centre: QgsPointXY) -> NameLabel:
    paragraphs = [paragraph(line, size=FOOT) for line in lines]
    width = max(map(text_width, paragraphs)) + 0.2
    return NameLabel(lines, width, total_height(typeset_all(paragraphs, width)), centre)


def _arranged(name: str, short: str) -> Iterator[Sequence[str]]:
    """Yield a name on one, two and three lines, of which each is as short as can be, then the short name."""
    parts = _BREAKS.split(name)
    for count in range(1, min(_MOST_LINES, len(parts)) + 1):
        yield min(_split(parts, count), key=lambda lines: max(map(len, lines)))
    yield (short,)


def _split(parts: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    """Yield every way to set the parts of a name on a number of lines."""
    if count == 1:
        yield ("".join(parts).strip(),)
        return
    for end in range(1, len(parts) - count + 2):
        for rest in _split(parts[end:], count - 1):
            yield ("".join(parts[:end]).strip(), *rest)


def _centres(shape: QgsGeometry) -> Iterator[QgsPointXY]:
    """Yield the places that a name may have, the roomiest first, then those nearest to it."""
    box = shape.boundingBox()
    pole = shape.poleOfInaccessibility(max(box.width(), box.height()) / 100)[0].asPoint()
    grid = [
        QgsPointXY(box.xMinimum() + box.width() * column / _STEPS, box.yMinimum() + box.height() * row / _STEPS)
        for column in range(1, _STEPS)
        for row in range(1, _STEPS)
    ]
    yield pole
    yield from sorted(grid, key=pole.sqrDist)
