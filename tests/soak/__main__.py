"""`make soak`: an hour's use of the real QGIS in half an hour, and what it has left behind."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.e2e import real_qgis
from tests.e2e.real_qgis import make_profile, run_qgis, virtual_screen
from tests.peers.ckan import write_platforms
from tests.soak.fault_catalogues import catalogues
from tests.soak.report import first_fault, table
from tools.package import ROOT

HERE = Path(__file__).parent
SEEN = ROOT / "build" / "soak"
TIMEOUT = 3 * 3600
UNFINISHED = -1
"""The exit code of a QGIS whose time was over."""
# What is not on this machine is asked of a proxy that is not there. Processing is on, as with most users.
SETTINGS = """\
[PythonPlugins]
processing=true

[ctd]
platforms_file={folder}/platforms.json
export_folder={folder}
catalogue_timeout=2

[proxy]
proxyEnabled=true
proxyType=HttpProxy
proxyHost=127.0.0.1
proxyPort=1
noProxyUrls=http://127.0.0.1
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full counts, such as 0.05")
    parser.add_argument("--phases", default="", help="names of phases, separated by commas; all by default")
    arguments = parser.parse_args()
    results = soak(arguments.scale, [name.strip() for name in arguments.phases.split(",") if name.strip()])
    print(table(results))
    fault = first_fault(results)
    if fault:
        print(fault, file=sys.stderr)
    return 1 if fault else 0


def soak(scale: float, phases: list[str]) -> dict:
    """Play the phases in the real QGIS, and return what it wrote of them; also as build/soak/results.json."""
    folder = Path(tempfile.mkdtemp(prefix="ctd-soak-"))
    try:
        with virtual_screen() as display, catalogues() as addresses:
            settings = SETTINGS.format(folder=folder)
            make_profile(folder, "fr", settings)
            write_platforms(folder / "platforms.json", addresses)
            environment = {
                "PYTHONPATH": os.pathsep.join((str(real_qgis.HERE), str(ROOT))),
                "CTD_SOAK_SCALE": str(scale),
                "CTD_SOAK_PHASES": "\n".join(phases),
            }
            run = _run(folder, display, environment)
        SEEN.mkdir(parents=True, exist_ok=True)
        for name in ("results.json", "failure.png"):
            (SEEN / name).unlink(missing_ok=True)
            if (folder / name).exists():
                shutil.copy(folder / name, SEEN)
        (SEEN / "stderr.txt").write_text(run.stderr, encoding="utf-8")
        failure = f"QGIS ended with {run.returncode}: {run.stderr[-2000:]}"
        if run.returncode == UNFINISHED:
            failure = f"it was not finished after {TIMEOUT / 3600:g} hours."
        if not (SEEN / "results.json").exists():
            return {"phases": [], "failure": failure}
        results = json.loads((SEEN / "results.json").read_text(encoding="utf-8"))
        if run.returncode == UNFINISHED:
            results.setdefault("failure", failure)
        return results | {"scale": scale, "exit_code": run.returncode, "stderr": run.stderr}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, display: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run QGIS to its end, or until the time is over: what the phases before have left is known then all the same."""
    try:
        return run_qgis(folder, display, HERE / "inside" / "session.py", TIMEOUT, environment)
    except subprocess.TimeoutExpired as ended:
        return subprocess.CompletedProcess(ended.cmd, UNFINISHED, "", (ended.stderr or b"").decode(errors="replace"))


if __name__ == "__main__":
    sys.exit(main())
