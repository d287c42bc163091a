"""Make the ctd.gpkg that comes with the plugin from the survey, facts, platforms and boundaries beside it."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import GEOPACKAGE

# The same data make the same file; the date is that of the last change to the data, not of the last run.
MADE_ON = date(2026, 11, 26)


def main() -> None:
    """Write the file and fail if the data that come with the plugin have any problem."""
    report = build_geopackage(GEOPACKAGE, made_on=MADE_ON)
    if report.problems or report.unmatched_rows or report.duplicate_rows or report.regions_without_row:
        sys.exit(json.dumps(json.loads(report.to_json())["problems"], ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
