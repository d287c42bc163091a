"""Regions that were fetched from IGN, kept in a GeoPackage which tells what was asked for and when."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ..errors import CtdError
from ..i18n import tr
from ..regions import REGION_NAMES
from .boundaries import read_boundaries
from .contents import GEOMETRY, MADE_WITH, Table
from .geopackage import write_geopackage
from .outlines import displaced
from .report import Problem

LICENCE = "Licence Ouverte 2.0"
_REGIONS = {"region_code": str, "region_name": str, "source": str, "fetched_on": date}
_ABOUT = {"sources": str, "licences": str, "made_on": date, "made_with": str}


def keep_regions(geojson: bytes, type_name: str, day: date, path: Path) -> tuple[Problem, ...]:
    """Write the regions of a WFS answer to a GeoPackage, whole or not at all, and return what was odd.

    CtdError where the answer has no regions, or draws them elsewhere: the axes of its coordinates are swapped.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        answer = Path(folder) / f"{type_name.replace(':', '-')}.geojson"
        answer.write_bytes(geojson)
        boundaries = read_boundaries(answer)
        frame = boundaries.frame.sort_values("region_code")
        for problem in displaced(frame, answer.name):
            raise CtdError(problem.message)
    source = f"IGN – {type_name}"
    rows = [
        {
            "region_code": code,
            "region_name": REGION_NAMES[code],
            "source": source,
            "fetched_on": day,
            GEOMETRY: shape,
        }
        for code, shape in zip(frame.region_code, frame.geometry, strict=True)
    ]
    about = {"sources": source, "licences": LICENCE, "made_on": day, "made_with": MADE_WITH}
    tables = [Table("regions", _REGIONS, rows, spatial=True), Table("about", _ABOUT, [about])]
    write_geopackage(path, tables, day, before_each=lambda: None)
    return (*boundaries.problems, *_missing(frame.region_code, source))


def _missing(codes: Iterable[str], source: str) -> list[Problem]:
    drawn = set(codes)
    missing = [name for code, name in REGION_NAMES.items() if code not in drawn]
    if not missing:
        return []
    message = tr("{file} has no boundary for {region}, which cannot be drawn; add it to the layer.")
    return [Problem(0, "region_code", "", message.format(file=source, region=", ".join(missing)))]
