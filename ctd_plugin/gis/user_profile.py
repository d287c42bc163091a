"""The plugin's folders in the user's profile, and the copy of the bundled GeoPackage there."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from qgis.core import QgsApplication

from ..data.paths import GEOPACKAGE
from ..files import make_folder, replacing


def profile_folder() -> Path:
    """Return the folder for the plugin's files in the user's profile, which may have to be made first."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "ctd"


def added_folder() -> Path:
    """Return the folder for the files of layers added from catalogues, which may have to be made first."""
    return profile_folder() / "added"


def working_copy() -> Path:
    """Return a copy of the bundled GeoPackage in the user's profile, made when it is not there yet.

    Each content has a file of its own: one that a project holds open is never replaced (Windows forbids it),
    and an upgrade of the plugin never changes the data under a saved project. CtdError where it cannot be made.
    """
    return copy_by_content(GEOPACKAGE, bundled_name())


def bundled_name() -> str:
    """Return the name of the working copy."""
    return content_name(GEOPACKAGE, "ctd")


def content_name(file: Path, stem: str) -> str:
    """Return the name for a copy of a file: it says what the copy held when it was made."""
    content = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
    return f"{stem}-{content[:8]}{file.suffix}"


def copy_by_content(file: Path, name: str) -> Path:
    """Return the copy of a file in the user's profile under its `content_name`, made when it is not there yet."""
    folder = profile_folder()
    copy = folder / name
    if not copy.exists():
        make_folder(folder)
        with replacing(copy) as fresh:
            shutil.copyfile(file, fresh)
    return copy
