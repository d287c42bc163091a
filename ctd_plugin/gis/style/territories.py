"""The territories that a map of France shows, each in the CRS its own administration uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)


@dataclass(frozen=True)
class Territory:
    """A part of France that a map of its own shows: its regions, its CRS and its extent there."""

    id: str
    region_codes: tuple[str, ...]
    crs_id: str
    bounds: tuple[float, float, float, float]

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """The reference system of the territory's administration."""
        return QgsCoordinateReferenceSystem(self.crs_id)

    @property
    def extent(self) -> QgsRectangle:
        """Return the bounds (metres in `crs`)."""
        return QgsRectangle(*self.bounds)

    @property
    def view(self) -> QgsReferencedRectangle:
        """Return the extent with a margin, for a canvas."""
        return QgsReferencedRectangle(self.extent.scaled(_VIEW_MARGIN), self.crs)


_VIEW_MARGIN = 1.04

METROPOLE = Territory(
    "metropole",
    ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"),
    "EPSG:2154",
    (99_000, 6_046_000, 1_262_000, 7_111_000),
)

# Published extents rounded outwards to the kilometre; the column of insets follows the Insee codes.
INSETS = (
    Territory("guadeloupe", ("01",), "EPSG:5490", (626_000, 1_749_000, 715_000, 1_829_000)),
    Territory("martinique", ("02",), "EPSG:5490", (690_000, 1_591_000, 737_000, 1_647_000)),
    Territory("guyane", ("03",), "EPSG:2972", (87_000, 229_000, 441_000, 641_000)),
    Territory("la_reunion", ("04",), "EPSG:2975", (313_000, 7_632_000, 381_000, 7_695_000)),
    Territory("mayotte", ("06",), "EPSG:4471", (499_000, 8_560_000, 533_000, 8_605_000)),
)

_NEAR = 2.0
"""How many times the mainland's extent a map may show for regions that are drawn beside it."""


@dataclass(frozen=True)
class DrawnTerritories:
    """The territories that a layer of regions has: the mainland, and the insets whose region it draws in place."""

    main: Territory
    insets: tuple[Territory, ...]

    @property
    def displaced(self) -> tuple[str, ...]:
        """Return the codes of the overseas regions that the layer draws beside the mainland."""
        return tuple(code for code in self.main.region_codes if code not in METROPOLE.region_codes)

    @property
    def undrawn(self) -> tuple[str, ...]:
        """Return the codes of the overseas regions that the layer does not draw."""
        shown = {code for territory in (self.main, *self.insets) for code in territory.region_codes}
        return tuple(code for inset in INSETS for code in inset.region_codes if code not in shown)

    def territory_of(self, code: str) -> Territory | None:
        """Return the territory that shows a region, None where none does."""
        return next((part for part in (self.main, *self.insets) if code in part.region_codes), None)


def territories_of(regions: QgsVectorLayer, features: Iterable[QgsFeature] | None = None) -> DrawnTerritories:
    """Return the territories that a layer of regions has, whatever its filter hides.

    `features` are those that the layer shows, read now unless given.
    Many layers draw the overseas regions beside the mainland: these are on its map, whose extent grows with them.
    """
    if regions.fields().indexOf("region_code") < 0:
        # The codes were deleted: which region is which is not known.
        return DrawnTerritories(METROPOLE, INSETS)
    boxes = _boxes(regions, features)
    insets = []
    main, extent = METROPOLE, METROPOLE.extent
    for inset in INSETS:
        (code,) = inset.region_codes
        box = _in_crs(regions, boxes[code], inset) if code in boxes else None
        if box is not None and box.intersects(inset.extent):
            insets.append(inset)
            continue
        box = _in_crs(regions, boxes[code], METROPOLE) if code in boxes else None
        if box is not None and METROPOLE.extent.scaled(_NEAR).contains(box):
            extent.combineExtentWith(box)
            bounds = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
            main = replace(main, region_codes=(*main.region_codes, code), bounds=bounds)
    return DrawnTerritories(main, tuple(insets))


def _boxes(regions: QgsVectorLayer, features: Iterable[QgsFeature] | None) -> Mapping[str, QgsRectangle]:
    """Return region code → extent, of the regions that have a shape."""
    whole = regions
    if regions.subsetString():
        whole, features = regions.clone(), None
        whole.setSubsetString("")
    request = QgsFeatureRequest().setSubsetOfAttributes(["region_code"], whole.fields())
    return {
        region["region_code"]: region.geometry().boundingBox()
        for region in (whole.getFeatures(request) if features is None else features)
        if region.hasGeometry() and not region.geometry().isEmpty()
    }


def _in_crs(regions: QgsVectorLayer, box: QgsRectangle, territory: Territory) -> QgsRectangle | None:
    """Return an extent of the layer in the CRS of a territory, None where it cannot be transformed."""
    transform = QgsCoordinateTransform(regions.crs(), territory.crs, QgsCoordinateTransformContext())
    try:
        extent = transform.transformBoundingBox(box)
    except QgsCsException:
        return None
    return extent if extent.isFinite() else None
