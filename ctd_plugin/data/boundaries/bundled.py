"""The bundled boundaries and populations of the regions, read with GDAL alone, which every QGIS has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..about import GEOMETRY
from ..paths import REGIONS
from .outlines import Shape


@dataclass(frozen=True)
class BundledShape:
    """A geometry in EPSG:4326 as well-known binary."""

    wkb: bytes


@dataclass(frozen=True)
class BundledRegions:
    """The shapes and populations by region code, the source of the populations, and the generalised outlines."""

    shapes: Mapping[str, Shape]
    populations: Mapping[str, int]
    source: str
    outlines: Mapping[str, Shape]

    def join(self, records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return records, each with a `region_code`, with the region's shape under the key GEOMETRY."""
        return [{**record, GEOMETRY: self.shapes.get(record["region_code"])} for record in records]


def read_bundled_regions() -> BundledRegions:
    """Return the regions of the bundled boundaries."""
    # Slow to import, and not needed to read a survey.
    from osgeo import gdal, ogr

    shapes: dict[str, Shape] = {}
    populations: dict[str, int] = {}
    sources: dict[str, None] = {}

    def shape_of(feature: ogr.Feature) -> Shape:
        return BundledShape(bytes(feature.GetGeometryRef().ExportToWkb(ogr.wkbNDR)))

    with (
        gdal.ExceptionMgr(),
        ogr.ExceptionMgr(),
        gdal.OpenEx(str(REGIONS), gdal.OF_VECTOR, open_options=["IMMUTABLE=YES"]) as source,
    ):
        for feature in source.GetLayerByName("regions"):
            code = feature.GetField("region_code")
            shapes[code] = shape_of(feature)
            populations[code] = int(feature.GetField("population"))
            sources[feature.GetField("population_source")] = None
        outlines = {feature.GetField("region_code"): shape_of(feature) for feature in source.GetLayerByName("outlines")}
    return BundledRegions(shapes, populations, "; ".join(sources), outlines)
