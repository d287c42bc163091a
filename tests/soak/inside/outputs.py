"""Runs inside the real QGIS: maps, pages, slides, tables and packs written; a few of each."""

from __future__ import annotations

import processing
from playing import FOLDER

from tests.soak.inside.steps import Phase, Steps, load_map, new_project, turns

FORMATS = ("pdf", "png", "svg")
THEMES = ("status", "budget", "staff", "funding_sources", "technology", "status_budget", "ctd_date")


def begin() -> Steps:
    yield from new_project()
    yield from load_map()


def export_map(number: int) -> Steps:
    target = FOLDER / f"carte {number % 5}.{FORMATS[number % len(FORMATS)]}"
    run("ctd:exportmap", {"THEME": THEMES[number % len(THEMES)], "OUTPUT": str(target), "DPI": 96})
    yield from turns()


def rest() -> Steps:
    """Write the same maps before all is counted: something is kept of the last few."""
    for number in range(len(THEMES)):
        yield from export_map(number)


def write_all(number: int) -> Steps:
    """Write the page, the slides, the atlas, the open data and the template; then the pack."""
    place = FOLDER / f"sorties {number % 2}"
    for folder in (place, place / "données", place / "dossier"):
        folder.mkdir(exist_ok=True)
    run("ctd:exportweb", {"OUTPUT": str(place / "page.html")})
    yield from turns()
    run("ctd:exportslides", {"OUTPUT": str(place / "diapositives.pdf")})
    yield from turns()
    run("ctd:exportatlas", {"OUTPUT": str(place / "atlas.pdf")})
    yield from turns()
    run("ctd:exportdata", {"OUTPUT_FOLDER": str(place / "données")})
    yield from turns()
    run("ctd:exporttemplate", {"OUTPUT": str(place / "modèle.xlsx")})
    yield from turns()
    run("ctd:share", {"OUTPUT": str(place / "partage.gpkg"), "PROJECT": str(place / "partage.qgz")})
    yield from turns()
    run("ctd:exportpack", {"OUTPUT_FOLDER": str(place / "dossier")})
    yield from turns()


def run(algorithm: str, values: dict[str, object]) -> None:
    for name, value in processing.run(algorithm, values).items():
        assert value, name


PHASES = [
    Phase("maps", 60, export_map, len(THEMES) * len(FORMATS), begin, rest, new_project),
    Phase("everything written", 6, write_all, 2, begin, end=new_project),
]
