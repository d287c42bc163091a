"""The data package costs nothing at start-up, and says what is missing where libraries are missing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ctd_plugin.data import dependencies
from tests.support.paths import ROOT
from tests.support.plugin_modules import NAMES

BLOCK = """
import sys
for name in ("pandas", "geopandas", "shapely", "pyogrio", "osgeo", "numpy", "qgis"):
    sys.modules[name] = None
"""


HEAVY = ("data.boundaries.", "data.package.geopackage", "data.package.spreadsheet")


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", BLOCK + code], capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_pure_modules_need_neither_pandas_nor_gdal_nor_qgis():
    # What draws or writes shapes, and what is imported by nothing else.
    names = [name for name in sorted(NAMES) if name.startswith("data.") and not name.startswith(HEAVY)]
    imported = "".join(f"import ctd_plugin.{name}\n" for name in names)
    done = run(
        f"{imported}"
        "from ctd_plugin.data import paths\n"
        "from ctd_plugin.data.places import region_match\n"
        "from ctd_plugin.data.survey import reader\n"
        "assert len(reader.read_survey(paths.SURVEY).rows) == 18\n"
        "assert region_match.match_region('53', None).region_code == '53'\n"
    )
    assert done.returncode == 0, done.stderr


def test_boundaries_of_ones_own_without_geopandas_say_how_to_install_it(tmp_path):
    done = run(
        "from pathlib import Path\n"
        "from ctd_plugin.data.build import build_geopackage\n"
        "from ctd_plugin.errors import CtdError\n"
        "try:\n"
        f"    build_geopackage(Path({str(tmp_path / 'ctd.gpkg')!r}), boundaries=Path('a.gpkg'))\n"
        "except CtdError as error:\n"
        "    print(error)\n"
    )
    assert done.stdout.startswith("The Python library pandas is missing; install it: "), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("system", "release", "command"),
    [
        ("linux", {"ID": "debian"}, "sudo apt install python3-geopandas"),
        ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt install python3-geopandas"),
        ("linux", {"ID": "arch"}, "-m pip install geopandas"),
        ("win32", {}, "in the OSGeo4W installer, select the package python3-geopandas"),
        ("darwin", {}, "-m pip install geopandas"),
    ],
)
def test_the_way_to_install_is_that_of_the_system(monkeypatch, system, release, command):
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)
    monkeypatch.setitem(sys.modules, "geopandas", None)
    with pytest.raises(dependencies.CtdError, match=command):
        dependencies.require_libraries()


@pytest.mark.parametrize("program", ["bin/python3", "python"])
def test_on_macos_the_command_runs_python_and_no_second_qgis(monkeypatch, tmp_path, program):
    """There the executable of this Python is QGIS."""
    (tmp_path / program).parent.mkdir(exist_ok=True)
    (tmp_path / program).touch()
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("sys.executable", str(tmp_path / "QGIS"))
    monkeypatch.setitem(sys.modules, "geopandas", None)
    with pytest.raises(dependencies.CtdError, match=f'install it: "{tmp_path / program}" -m pip'):
        dependencies.require_libraries()


@pytest.mark.parametrize("error", [ValueError("numpy.dtype size changed"), ImportError("numpy.core.multiarray failed")])
def test_libraries_that_do_not_fit_one_another_are_told_in_a_sentence(monkeypatch, error):
    """As those that pip installed beside QGIS's own."""

    def fail(_library):
        raise error

    monkeypatch.setattr(dependencies.importlib, "import_module", fail)
    with pytest.raises(dependencies.CtdError, match="pandas cannot be loaded: it does not fit another one"):
        dependencies.require_libraries()
