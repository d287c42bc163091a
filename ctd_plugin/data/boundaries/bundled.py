"""The bundled boundaries and populations of the regions, read with GDAL alone, which every QGIS has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..about import GEOMETRY
from ..paths import REGIONS


@dataclass(frozen=True)
class Outline:
    """The shape of a region in EPSG:4326 as well-known binary."""

    wkb: bytes


@dataclass(frozen=True)
class BundledRegions:
    """The outlines and populations by region code, and the source of the populations."""

    outlines: Mapping[str, Outline]
    populations: Mapping[str, int]
    source: str

    def join(self, records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return records, each with a `region_code`, with the region's outline under the key GEOMETRY."""
        return [{**record, GEOMETRY: self.outlines.get(record["region_code"])} for record in records]


def read_bundled_regions() -> BundledRegions:
    """Return the regions of the bundled boundaries."""
    # Slow to import, and not needed to read a survey.
    from osgeo import gdal, ogr

    outlines: dict[str, Outline] = {}
    populations: dict[str, int] = {}
    sources: dict[str, None] = {}
    with (
        gdal.ExceptionMgr(),
        ogr.ExceptionMgr(),
        gdal.OpenEx(str(REGIONS), gdal.OF_VECTOR, open_options=["IMMUTABLE=YES"]) as source,
    ):
        for feature in source.GetLayerByName("regions"):
            code = feature.GetField("region_code")
            outlines[code] = Outline(bytes(feature.GetGeometryRef().ExportToWkb(ogr.wkbNDR)))
            populations[code] = int(feature.GetField("population"))
            sources[feature.GetField("population_source")] = None
    return BundledRegions(outlines, populations, "; ".join(sources))
