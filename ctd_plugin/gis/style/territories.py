"""The territories that a map of France shows, each in the CRS its own administration uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureRequest,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)


@dataclass(frozen=True)
class Frame:
    """One map item of a layout: where it looks and in which CRS."""

    id: str
    region_codes: tuple[str, ...]
    crs_id: str
    bounds: tuple[float, float, float, float]

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        return QgsCoordinateReferenceSystem(self.crs_id)

    @property
    def extent(self) -> QgsRectangle:
        """Return the bounds (metres in `crs`)."""
        return QgsRectangle(*self.bounds)

    @property
    def view(self) -> QgsReferencedRectangle:
        """Return the extent with a margin, as a canvas shows it."""
        return QgsReferencedRectangle(self.extent.scaled(_VIEW_MARGIN), self.crs)


_VIEW_MARGIN = 1.04

METROPOLE = Frame(
    "metropole",
    ("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"),
    "EPSG:2154",
    (99_000, 6_046_000, 1_262_000, 7_111_000),
)

# Published extents rounded outwards to the kilometre; the column of insets follows the INSEE codes.
INSETS = (
    Frame("guadeloupe", ("01",), "EPSG:5490", (626_000, 1_749_000, 715_000, 1_829_000)),
    Frame("martinique", ("02",), "EPSG:5490", (690_000, 1_591_000, 737_000, 1_647_000)),
    Frame("guyane", ("03",), "EPSG:2972", (87_000, 229_000, 441_000, 641_000)),
    Frame("la_reunion", ("04",), "EPSG:2975", (313_000, 7_632_000, 381_000, 7_695_000)),
    Frame("mayotte", ("06",), "EPSG:4471", (499_000, 8_560_000, 533_000, 8_605_000)),
)

_NEAR = 2.0
"""How much larger than the mainland's a frame may become for regions that are drawn beside it."""


@dataclass(frozen=True)
class Frames:
    """The frames that a layer of regions fills: the mainland's, and the insets in whose place a region is drawn."""

    main: Frame
    insets: tuple[Frame, ...]

    @property
    def displaced(self) -> tuple[str, ...]:
        """Return the codes of the overseas regions that the layer draws beside the mainland."""
        return tuple(code for code in self.main.region_codes if code not in METROPOLE.region_codes)

    @property
    def undrawn(self) -> tuple[str, ...]:
        """Return the codes of the overseas regions that no frame shows."""
        shown = {code for frame in (self.main, *self.insets) for code in frame.region_codes}
        return tuple(code for inset in INSETS for code in inset.region_codes if code not in shown)

    def frame_of(self, code: str) -> Frame | None:
        """Return the frame that shows a region, None where none does."""
        return next((frame for frame in (self.main, *self.insets) if code in frame.region_codes), None)


def frames_of(regions: QgsVectorLayer) -> Frames:
    """Return the frames for a layer of regions, whatever its filter hides.

    Many layers draw the overseas regions beside the mainland: these are in its frame, which is as large as need be.
    """
    if regions.fields().indexOf("region_code") < 0:
        # Its owner took the codes away, and nobody knows which region is which.
        return Frames(METROPOLE, INSETS)
    boxes = _boxes(regions)
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
    return Frames(main, tuple(insets))


def _boxes(regions: QgsVectorLayer) -> Mapping[str, QgsRectangle]:
    """Return region code → extent, of the regions that have a shape."""
    whole = regions
    if regions.subsetString():
        whole = regions.clone()
        whole.setSubsetString("")
    request = QgsFeatureRequest().setSubsetOfAttributes(["region_code"], whole.fields())
    return {
        region["region_code"]: region.geometry().boundingBox()
        for region in whole.getFeatures(request)
        if region.hasGeometry() and not region.geometry().isEmpty()
    }


def _in_crs(regions: QgsVectorLayer, box: QgsRectangle, frame: Frame) -> QgsRectangle | None:
    """Return an extent in the CRS of a frame, None where that is not meant for it."""
    transform = QgsCoordinateTransform(regions.crs(), frame.crs, QgsCoordinateTransformContext())
    try:
        found = transform.transformBoundingBox(box)
    except QgsCsException:
        return None
    return found if found.isFinite() else None
