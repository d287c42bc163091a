"""The paths of the bundled data files."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "resources" / "data"

SURVEY = DATA / "survey.csv"
FACTS = DATA / "facts.csv"
FUNDING = DATA / "payers.csv"
REMARKS = DATA / "remarks.csv"
PERSONAL_NAMES = DATA / "personal_names.csv"
REGIONS = DATA / "regions.gpkg"
POPULATIONS = DATA / "populations.csv"
GEOPACKAGE = DATA / "ctd.gpkg"
