"""Print what a user of the real QGIS waits for, ÷ what QGIS itself takes for the like in the same session.

On a virtual screen, with a fresh profile; run it with the Python that has QGIS. Ours and theirs come in turn, so that
whatever else the machine does slows down both. A line each: name, ratio, then wall and processor seconds of ours, the
best of all turns.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a script finds only its own folder

from tools.package import PACKAGE, build_zip

SETTINGS = f"""\
[PythonPlugins]
{PACKAGE}=true
processing=false
MetaSearch=false
db_manager=false
grassprovider=false

[app]
plugin_installer\\checkOnStart=false

[fonts]
downloadMissingFonts=false

[locale]
overrideFlag=true
userLocale=fr
"""
SCENARIO = Path(__file__).resolve().with_name("session_scenario.py")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "profiles" / "first"
        (profile / "QGIS").mkdir(parents=True)
        (profile / "QGIS" / "QGIS3.ini").write_text(SETTINGS, encoding="utf-8")
        (folder / "temporary").mkdir()
        build_zip(folder / "plugin.zip")
        with ZipFile(folder / "plugin.zip") as archive:
            archive.extractall(profile / "python" / "plugins")
        subprocess.run(["/usr/bin/python3", "-m", "compileall", "-q", str(profile)], check=True)
        options = ["--profiles-path", folder, "--profile", "first", "--nologo", "--noversioncheck"]
        subprocess.run(
            ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", "/usr/bin/qgis", *options, "--code", SCENARIO],
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(folder),
                "XDG_RUNTIME_DIR": str(folder),
                "TMPDIR": str(folder / "temporary"),
                "LC_ALL": "C.UTF-8",
                "QT_QPA_PLATFORM": "xcb",
                "CTD_BENCH_FOLDER": str(folder),
            },
            check=True,
            capture_output=True,
            timeout=int(os.environ.get("CTD_BENCH_TIMEOUT", "300")),
        )
        results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    if "failure" in results:
        sys.exit(results["failure"])
    for name, (ratio, wall, processor) in results.items():
        print(f"{name:55} {ratio:6.2f}   ({wall:.3f} s, {processor:.3f} s)")


if __name__ == "__main__":
    main()
