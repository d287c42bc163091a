"""The territories that a map of France shows, each in the CRS its own administration uses."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle


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

FRAMES = (METROPOLE, *INSETS)
