"""The guided tasks played in the real QGIS in one language: what was on the screen in each step, and the pictures."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.real_qgis import HERE, make_profile, run_qgis, virtual_screen
from tests.peers.ckan import holding, package, spatial, write_platforms
from tests.peers.faults import JSON, Reply, Responder, serving
from tools.package import ROOT

LANGUAGES = ("fr", "en")
TASKS = ("map", "pack", "region", "search", "survey", "campaign", "compare", "share")
TIMEOUT = 900
PORTAL = "http://catalogue.example.org"
"""The address of a portal that only the proxy of the tests knows."""

_WORDS = {
    "fr": ("Captages d’eau potable", "Réseau d’eau potable", "Zonages d’assainissement", "captage"),
    "en": ("Drinking water wells", "Drinking water network", "Sanitation zones", "well"),
}


@dataclass(frozen=True)
class Played:
    """A task that was played: the texts seen in each step, in their order, and the names of its pictures."""

    seen: dict[str, list[str]]
    pictures: list[str]


def play(language: str, folder: Path, tasks: Sequence[str] = TASKS) -> dict[str, Played]:
    """Play tasks with a fresh profile in a folder, whose folder `pictures` has the pictures then."""
    platforms = write_platforms(folder / "platforms.json", {"breton": ("53", f"{PORTAL}/ckan/")}, f"{PORTAL}/")
    more = {
        "CTD_E2E_LANGUAGE": language,
        "CTD_E2E_PLATFORMS": str(platforms),
        "CTD_E2E_TASKS": " ".join(tasks),
        "CTD_E2E_PYTHON": sys.executable,
        "CTD_E2E_ROOT": str(ROOT),
        "QT_FONT_DPI": "96",
    }
    with virtual_screen("1366x768") as display, serving({}) as catalogue:
        catalogue.replies.update(_catalogue(language))
        make_profile(folder, language, _settings(folder, catalogue.address))
        run = run_qgis(folder, display, HERE / "guided" / "play.py", TIMEOUT, more)
    results = folder / "results.json"
    assert results.exists(), f"QGIS ended with {run.returncode} before the tasks did:\n{run.stderr[-4000:]}"
    seen = json.loads(results.read_text(encoding="utf-8"))
    assert "failure" not in seen, seen["failure"]
    assert "Traceback" not in run.stderr, run.stderr[-4000:]
    return {name: Played(**task) for name, task in seen["tasks"].items()}


def _settings(folder: Path, proxy: str) -> str:
    """Return settings with which all that QGIS asks for goes to a server of the test, under whatever address."""
    host, port = proxy.removeprefix("http://").split(":")
    lines = ["[ctd]", f"export_folder={folder / 'files'}", "[proxy]", "proxyEnabled=true", "proxyType=HttpProxy"]
    return "\n".join([*lines, f"proxyHost={host}", f"proxyPort={port}", ""])


def _catalogue(language: str) -> dict[str, Responder]:
    """Return the replies of a portal with three data sets on water in Bretagne, one of them as features."""
    *titles, kind = _WORDS[language]
    well = {"type": "Feature", "properties": {"type": kind}, "geometry": {"type": "Point", "coordinates": [-3, 48.2]}}
    body = json.dumps({"type": "FeatureCollection", "features": [well]}).encode()
    packages = [
        package(
            f"eau-{number}",
            title,
            ("GeoJSON", f"{PORTAL}/eau-{number}.geojson"),
            ("CSV", f"{PORTAL}/eau-{number}.csv"),
            extras=spatial(-5.2, 47.2, -1.0, 48.9),
            metadata_modified="2026-09-01T00:00:00",
            license_title="Licence Ouverte 2.0",
        )
        for number, title in enumerate(titles)
    ]
    files = {f"/eau-{number}.geojson": Reply(body, content_type=JSON) for number in range(len(titles))}
    return {"/ckan/": holding(packages), **files}
