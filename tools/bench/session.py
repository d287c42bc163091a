"""Print what a user of the real QGIS waits for, ÷ what QGIS itself takes for the like in the same session.

On a virtual screen, with a fresh profile; run it with the Python that has QGIS. Ours and theirs come in turn, so that
whatever else the machine does slows down both. A line each: name, ratio, then wall and processor seconds of ours, the
best of all turns.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script finds only its own folder

from tests.e2e.real_qgis import make_profile, run_qgis, virtual_screen

SCENARIO = Path(__file__).resolve().with_name("session_scenario.py")


def main() -> None:
    with tempfile.TemporaryDirectory() as name, virtual_screen() as display:
        folder = Path(name)
        make_profile(folder, "fr")
        timeout = int(os.environ.get("CTD_BENCH_TIMEOUT", "300"))
        run = run_qgis(folder, display, SCENARIO, timeout, {"CTD_BENCH_FOLDER": str(folder)})
        if run.returncode != 0:
            sys.exit(f"QGIS ended with {run.returncode}: {run.stderr[-2000:]}")
        results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    if "failure" in results:
        sys.exit(results["failure"])
    for name, (ratio, wall, processor) in results.items():
        print(f"{name:55} {ratio:6.2f}   ({wall:.3f} s, {processor:.3f} s)")


if __name__ == "__main__":
    main()
