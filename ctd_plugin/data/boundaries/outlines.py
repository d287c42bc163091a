"""The generalised outlines of the regions, for pages of the whole country; without shapely, which may be missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..about import GEOMETRY
from ..package.tables import PackageTable


class Shape(Protocol):
    """A geometry in EPSG:4326 that can be written."""

    @property
    def wkb(self) -> bytes:
        """The geometry as well-known binary."""


def outlines_table(outlines: Mapping[str, Shape]) -> PackageTable:
    """Return the layer for pages of the whole country: generalised shapes by region code."""
    rows = [{"region_code": code, GEOMETRY: shape} for code, shape in outlines.items()]
    return PackageTable("outlines", {"region_code": str}, rows, has_shapes=True)
