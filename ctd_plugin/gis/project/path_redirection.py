"""Projects of another profile or machine: their working copy of an edition is read from this profile's.

A project that was saved without its data names the file in the profile of whoever saved it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from weakref import proxy

from qgis.core import QgsPathResolver, QgsProject

from ...errors import CtdError

_WORKING_COPY = re.compile(r"(?P<file>(?:.*/)?ctd/(?P<name>ctd-[0-9a-f]{8}\.gpkg))(?P<rest>\|.*)?", re.DOTALL)


def register() -> Callable[[], None]:
    """Redirect the paths of projects from now on; return the function that ends it."""
    # QGIS never lets go of what it is given: with the function, this module would stay after each unload.
    id_ = QgsPathResolver.setPathPreprocessor(proxy(redirected))
    return lambda: QgsPathResolver.removePathPreprocessor(id_)


def redirected(path: str) -> str:
    """Return the path in a project of a missing working copy as that of the same content in this profile.

    Any other path is returned as it is, and so is that of content that this profile does not have: QGIS then shows
    that the layer's file is missing.
    """
    match = _WORKING_COPY.fullmatch(path.replace("\\", "/"))
    if match is None or _exists(match["file"]):
        return path
    copy = _copy_here(match["name"])
    return path if copy is None else f"{copy.as_posix()}{match['rest'] or ''}"


def _exists(file: str) -> bool:
    # A relative path is relative to the project that is being opened. What is not a path here has no file here.
    with suppress(OSError, ValueError):
        return Path(QgsProject.instance().absolutePath(), file).is_file()
    return False


def _copy_here(name: str) -> Path | None:
    """Return this profile's working copy of that name, made where it is that of the bundled edition."""
    # Imported here: a start of QGIS registers the redirection, and opens no project of ours.
    from ..user_profile import bundled_name, profile_folder, working_copy

    copy = profile_folder() / name
    with suppress(OSError, CtdError):
        if not copy.is_file() and name == bundled_name():
            copy = working_copy()
        return copy if copy.is_file() else None
    return None
