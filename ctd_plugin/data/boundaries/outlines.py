"""The generalised outlines of the regions, for pages of the whole country; without shapely, which may be missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from ..about import GEOMETRY
from ..package.tables import PackageTable, ShapeKind


class Shape(Protocol):
    """A geometry in EPSG:4326 that can be written."""

    @property
    def wkb(self) -> bytes:
        """The geometry as well-known binary."""


class BorderKind(StrEnum):
    """What a line of the outlines divides."""

    BORDER = "border"
    """Two regions."""
    COAST = "coast"
    """A region from the sea or from another country."""


class Border(NamedTuple):
    """A line of the outlines."""

    kind: BorderKind
    line: Shape


@dataclass(frozen=True)
class Outlines:
    """The generalised shapes by region code, and the lines between and around them."""

    shapes: Mapping[str, Shape]
    borders: Sequence[Border]


def outlines_tables(outlines: Outlines) -> list[PackageTable]:
    """Return the layers for pages of the whole country: generalised shapes, and the lines between and around them."""
    shapes = [{"region_code": code, GEOMETRY: shape} for code, shape in outlines.shapes.items()]
    borders = [{"kind": border.kind.value, GEOMETRY: border.line} for border in outlines.borders]
    return [
        PackageTable("outlines", {"region_code": str}, shapes, ShapeKind.POLYGONS),
        PackageTable("borders", {"kind": str}, borders, ShapeKind.LINES),
    ]
