"""The guided tasks played in the real QGIS in one language: what was on the screen in each step, and the pictures."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.real_qgis import HERE, make_profile, run_qgis, virtual_screen
from tools.package import ROOT

LANGUAGES = ("fr", "en")
TASKS = ("map",)
TIMEOUT = 300


@dataclass(frozen=True)
class Played:
    """A task that was played: the texts seen in each step, in their order, and the names of its pictures."""

    seen: dict[str, list[str]]
    pictures: list[str]


def play(language: str, folder: Path, tasks: Sequence[str] = TASKS) -> dict[str, Played]:
    """Play tasks with a fresh profile in a folder, whose folder `pictures` has the pictures then."""
    make_profile(folder, language, f"[ctd]\nexport_folder={folder / 'files'}\n")
    more = {
        "CTD_E2E_TASKS": " ".join(tasks),
        "CTD_E2E_PYTHON": sys.executable,
        "CTD_E2E_ROOT": str(ROOT),
        "QT_FONT_DPI": "96",
    }
    with virtual_screen("1366x768") as display:
        run = run_qgis(folder, display, HERE / "guided" / "play.py", TIMEOUT, more)
    results = folder / "results.json"
    assert results.exists(), f"QGIS ended with {run.returncode} before the tasks did:\n{run.stderr[-4000:]}"
    seen = json.loads(results.read_text(encoding="utf-8"))
    assert "failure" not in seen, seen["failure"]
    assert "Traceback" not in run.stderr, run.stderr[-4000:]
    return {name: Played(**task) for name, task in seen["tasks"].items()}
