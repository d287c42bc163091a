"""The real QGIS on a virtual screen: a fresh profile with the plugin from its zip, and a script that plays in it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from tools.package import PACKAGE, build_zip

HERE = Path(__file__).parent
PROFILE = "first"

# A QGIS that downloads nothing. Its own plugins are off: their imports would hide this one's.
_SETTINGS = """\
[PythonPlugins]
processing=false
MetaSearch=false
db_manager=false
grassprovider=false

[locale]
overrideFlag=true
userLocale={language}

[app]
plugin_installer\\checkOnStart=false

[fonts]
downloadMissingFonts=false
"""


@contextmanager
def virtual_screen(size: str = "1600x1000") -> Iterator[str]:
    """Start a virtual screen, on a number that the X server itself finds free, and yield its name."""
    reader, writer = os.pipe()
    options = ["-screen", "0", f"{size}x24", "-dpi", "96", "-nolisten", "tcp"]
    command = ["Xvfb", "-displayfd", str(writer), *options]
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


def make_profile(folder: Path, language: str, settings: str = "", installed: bool = True) -> Path:
    """Make the profile of a user with this language and these settings in a folder; return where it lies.

    The plugin is in it, unless it is not to be `installed`; its zip lies in the folder.
    """
    profile = folder / "profiles" / PROFILE
    (profile / "QGIS").mkdir(parents=True)
    enabled = f"[PythonPlugins]\n{PACKAGE}=true\n" if installed else ""
    text = f"{_SETTINGS.format(language=language)}\n{enabled}\n{settings}"
    (profile / "QGIS" / "QGIS3.ini").write_text(text, encoding="utf-8")
    for name in ("runtime", "temporary"):
        (folder / name).mkdir(mode=0o700)
    build_zip(folder / "plugin.zip")
    if not installed:
        return profile
    with ZipFile(folder / "plugin.zip") as archive:
        archive.extractall(profile / "python" / "plugins")
    # As any start after the first finds it; QGIS itself compiles it when it is installed and loaded.
    plugins = str(profile / "python" / "plugins")
    subprocess.run(["/usr/bin/python3", "-m", "compileall", "-q", plugins], check=True)
    return profile


def run_qgis(
    folder: Path, display: str, script: Path, timeout: int, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Let QGIS play a script of this folder's with the profile in `folder`, and `more` in its environment."""
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
            "PYQGIS_STARTUP": str(HERE / "keep_messages.py"),
            "CTD_E2E_FOLDER": str(folder),
            # The script's own modules.
            "PYTHONPATH": str(HERE),
            **(more or {}),
        },
        capture_output=True,
        text=True,
        timeout=timeout,
    )
