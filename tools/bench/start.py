"""Print what the plugin adds to a start of QGIS, ÷ what MetaSearch, which comes with QGIS, adds to the same start.

The real QGIS with its own plugins, on a virtual screen; run it with the Python that has QGIS.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script finds only its own folder

from tools.package import PACKAGE, build_zip

RUNS = 7
SETTINGS = f"""\
[PythonPlugins]
{PACKAGE}=true
processing=true
MetaSearch=true

[app]
plugin_installer\\checkOnStart=false

[fonts]
downloadMissingFonts=false

[locale]
overrideFlag=true
userLocale=fr
"""
STARTUP = f"""
import time
import qgis.utils
from qgis.PyQt.QtCore import QTimer

start_plugin = qgis.utils.startPlugin
clock = qgis.utils.ctd_clock = []
timers = []

def time_soon():
    # Timers of no time are called in the order in which they were set.
    timers.append(QTimer())
    timers[-1].setSingleShot(True)
    timers[-1].timeout.connect(lambda: clock.append(time.perf_counter()))
    timers[-1].start(0)

def start(name):
    # Before and after what the plugin leaves for later.
    if name == "{PACKAGE}":
        time_soon()
    is_started = start_plugin(name)
    if name == "{PACKAGE}":
        time_soon()
    return is_started

qgis.utils.startPlugin = start
"""
SCENARIO = f"""
import json, os, re
import qgis.utils
from qgis.core import QgsApplication

assert QgsApplication.processingRegistry().algorithmById("ctd:exportmap")
profile = QgsApplication.profiler().asText("startup")
seconds = [float(re.search(name + r": ([\\d.]+)", profile)[1]) for name in ("{PACKAGE}", "MetaSearch")]
begun, ended = qgis.utils.ctd_clock
with open(os.environ["CTD_BENCH_RESULTS"], "w") as file:
    json.dump([*seconds, ended - begun], file)
os._exit(0)
"""


def main() -> None:
    """Print the ratio, then the seconds of the plugin, of its algorithms, which come afterwards, and of MetaSearch."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "profiles" / "first"
        (profile / "QGIS").mkdir(parents=True)
        (profile / "QGIS" / "QGIS3.ini").write_text(SETTINGS, encoding="utf-8")
        (folder / "startup.py").write_text(STARTUP, encoding="utf-8")
        (folder / "scenario.py").write_text(SCENARIO, encoding="utf-8")
        build_zip(folder / "plugin.zip")
        with ZipFile(folder / "plugin.zip") as archive:
            archive.extractall(profile / "python" / "plugins")
        subprocess.run(["/usr/bin/python3", "-m", "compileall", "-q", str(profile)], check=True)
        # The first start fills the caches of QGIS and of the machine.
        starts = [start(folder) for _ in range(RUNS + 1)][1:]
    ours, theirs, later = zip(*starts, strict=True)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(ratio, statistics.median(ours), statistics.median(later), statistics.median(theirs))


def start(folder: Path) -> list[float]:
    """Start QGIS once with the profile of a folder; return the seconds of plugin, MetaSearch and algorithms."""
    results = folder / "results.json"
    results.unlink(missing_ok=True)
    options = ["--profiles-path", folder, "--profile", "first", "--nologo", "--noversioncheck"]
    subprocess.run(
        ["xvfb-run", "-a", "/usr/bin/qgis", *options, "--code", folder / "scenario.py"],
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "LC_ALL": "C.UTF-8",
            "CTD_BENCH_RESULTS": str(results),
            "PYQGIS_STARTUP": str(folder / "startup.py"),
        },
        check=True,
        capture_output=True,
        timeout=120,
    )
    return json.loads(results.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
