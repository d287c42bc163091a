"""The real QGIS on a virtual screen: the plugin from its zip, a profile of its own, and a script that plays in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from tools.package import PACKAGE, build_zip

PROFILE = "first"
# A QGIS that downloads nothing, in French.
_SETTINGS = """\
[PythonPlugins]
{plugins}

[locale]
overrideFlag=true
userLocale=fr

[app]
plugin_installer\\checkOnStart=false

[fonts]
downloadMissingFonts=false
"""
_PLUGINS = ("processing", "MetaSearch", "db_manager", "grassprovider")


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Start a virtual screen on a number that the X server itself finds free, and yield its name."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writer,), stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def make_profile(folder: Path, settings: str = "", plugins: tuple[str, ...] = ()) -> Path:
    """Make a profile with the plugin as its zip has it, and these plugins of QGIS; return the profile's folder."""
    profile = folder / "profiles" / PROFILE
    (profile / "QGIS").mkdir(parents=True)
    switches = {PACKAGE: True, **{name: name in plugins for name in _PLUGINS}}
    switched = "\n".join(f"{name}={str(is_on).lower()}" for name, is_on in switches.items())
    (profile / "QGIS" / "QGIS3.ini").write_text(f"{_SETTINGS.format(plugins=switched)}\n{settings}", encoding="utf-8")
    build_zip(folder / "plugin.zip")
    with ZipFile(folder / "plugin.zip") as archive:
        archive.extractall(profile / "python" / "plugins")
    # As any start after the first finds it; QGIS itself compiles it when it is installed and loaded.
    subprocess.run(["/usr/bin/python3", "-m", "compileall", "-q", str(profile / "python" / "plugins")], check=True)
    for name in ("runtime", "temporary"):
        (folder / name).mkdir(mode=0o700)
    return profile


def run_qgis(
    folder: Path, display: str, script: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Let QGIS run a script with the profile in a folder, until it ends."""
    options = ["--profiles-path", folder, "--profile", PROFILE, "--nologo", "--noversioncheck"]
    return subprocess.run(
        ["/usr/bin/qgis", *options, "--code", script],
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            # Else the whole profile lies in the temporary folder, and QGIS marks the layers as temporary.
            "TMPDIR": str(folder / "temporary"),
            "LC_ALL": "C.UTF-8",
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=timeout,
    )
