"""A ctd.gpkg of the bundled edition and of an earlier one, made from it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import SURVEY


def compared_with(folder: Path, name: str, earlier: Mapping[str, Mapping[str, str]]) -> Path:
    """Build it in a folder; the earlier edition, a file called `name`, lacks Corse and has the cells of `earlier`."""
    with SURVEY.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["region_code"] != "94"]
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | earlier.get(row["region_code"], {}) for row in rows)
    build_geopackage(folder / "ctd.gpkg", before=folder / name)
    return folder / "ctd.gpkg"
