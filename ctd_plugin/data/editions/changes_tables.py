"""What changed since another edition, as tables of ctd.gpkg."""

from __future__ import annotations

from dataclasses import asdict

from ..package.tables import PackageTable, fields_of
from ..profile.region_change import CellChange, RegionChange
from .records import Comparison


def changes_tables(comparison: Comparison) -> list[PackageTable]:
    """Return what changed since another edition: a row a region, and a row a cell."""
    return [
        PackageTable("changes", fields_of(RegionChange), [asdict(region) for region in comparison.regions]),
        PackageTable("cell_changes", fields_of(CellChange), [asdict(cell) for cell in comparison.cells]),
    ]
