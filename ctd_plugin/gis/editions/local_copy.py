"""Copies of GeoPackages that must not be opened where they lie."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryFile

from qgis.PyQt.QtCore import QStorageInfo

from ...data.paths import GEOPACKAGE
from ...databases import standalone_file
from ...files import read_error
from ...i18n import tr
from ..user_profile import content_name, copy_by_content, working_copy

_PLUGIN = GEOPACKAGE.parents[2]
_SHARE = re.compile(r"\\\\(?![?.]\\)|\\\\\?\\UNC\\", re.IGNORECASE)
"""The drive of `\\\\server\\share`, also where it is written as a long path; `\\\\?\\C:` is one of this machine."""
_REMOTE_DRIVE = 4
"""DRIVE_REMOTE of Windows."""
_NETWORK_FILE_SYSTEMS = (
    "nfs",
    "cifs",
    "smb",
    "fuse.sshfs",
    "fuse.gvfs",
    "fuse.davfs",
    "9p",
    "afpfs",
    "webdav",
    "davfs",
)


def profile_copy(geopackage: Path) -> Path:
    """Return a copy of a GeoPackage in the user's profile, made when it is not there yet.

    Each content has a file of its own, as the bundled one has. CtdError where it cannot be made.
    """
    if geopackage.resolve() == GEOPACKAGE:
        return working_copy()
    try:
        with standalone_file(geopackage) as whole:
            return copy_by_content(whole, content_name(whole, geopackage.stem))
    except OSError as error:
        raise read_error(geopackage, error) from error


def reason_for_copy(geopackage: Path) -> str:
    """Return why a GeoPackage should be opened from a copy in the user's profile, "" where it need not be."""
    if geopackage.resolve().is_relative_to(_PLUGIN):
        return tr("upgrades replace the plugin’s folder, in which it lies")
    if is_on_network(geopackage):
        return tr("on a network share it could not be opened safely")
    if not os.access(geopackage, os.W_OK) or not _is_writable(geopackage.parent):
        return tr("the file or its folder is read-only")
    return ""


def is_on_network(path: Path) -> bool:
    """Whether a path leads to another machine."""
    resolved = path.resolve()
    if _SHARE.match(resolved.drive):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(resolved.anchor) == _REMOTE_DRIVE)
    kind = bytes(QStorageInfo(str(resolved.parent)).fileSystemType()).decode(errors="replace").lower()
    return kind.startswith(_NETWORK_FILE_SYSTEMS)


def _is_writable(folder: Path) -> bool:
    """Whether files can be made in a folder: SQLite makes some beside a database."""
    # Windows tells the permissions of a folder only to those who try.
    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
