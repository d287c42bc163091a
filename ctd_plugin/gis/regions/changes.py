"""What changed since an earlier edition, read from the layers of a project that holds two."""

from __future__ import annotations

from dataclasses import fields

from qgis.core import NULL

from ...data.editions.records import RegionChange
from ..project.layers import CHANGES, CtdLayers


def read_changes(layers: CtdLayers) -> dict[str, RegionChange]:
    """Return region code → its change, in code order; empty where the layers are of one edition."""
    if CHANGES not in layers.tables:
        return {}
    names = [field.name for field in fields(RegionChange)]
    rows = sorted(layers.tables[CHANGES].getFeatures(), key=lambda row: str(row["region_code"]))
    return {row["region_code"]: RegionChange(**{name: _value(row[name]) for name in names}) for row in rows}


def _value(value: object) -> object:
    return None if value == NULL else value
