"""Where a GeoPackage lies, as Windows writes it: SQLite's locks fail on a share, and then a copy is opened."""

from __future__ import annotations

import ctypes
import sys
from pathlib import PureWindowsPath
from types import SimpleNamespace

import pytest

from ctd_plugin.gis.editions.local_copy import is_on_network


class WindowsPath(PureWindowsPath):
    """A path that leads nowhere else."""

    def resolve(self):
        return self


@pytest.fixture(autouse=True)
def windows(monkeypatch):
    """A machine on which Z: is a folder of a server."""
    kinds = {"Z:\\": 4, "C:\\": 3, "\\\\?\\C:\\": 3}
    kernel = SimpleNamespace(GetDriveTypeW=lambda root: kinds[root])
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)


@pytest.mark.parametrize(
    "path",
    [
        r"\\serveur\partage\enquête.gpkg",
        "//serveur/partage/enquête.gpkg",
        r"\\wsl.localhost\Debian\home\zoé\ctd.gpkg",
        r"\\?\UNC\serveur\partage\ctd.gpkg",
        r"Z:\enquête.gpkg",
    ],
)
def test_a_share_is_another_machine_however_it_is_written(path):
    assert is_on_network(WindowsPath(path))


@pytest.mark.parametrize("path", [r"C:\enquête.gpkg", "C:/Users/Zoé/ctd.gpkg", r"\\?\C:\very\long\ctd.gpkg"])
def test_a_disk_of_this_machine_is_not(path):
    assert not is_on_network(WindowsPath(path))
