"""The libraries that some installations of QGIS lack."""

from __future__ import annotations

import importlib
import importlib.util
import platform
import sys

from ..errors import CtdError
from ..i18n import tr

LIBRARIES = ("pandas", "geopandas", "shapely")


def missing_libraries() -> str:
    """Return the sentence that `require_libraries` would raise, "" where nothing is missing; nothing is imported."""
    for library in LIBRARIES:
        is_known = library in sys.modules
        if (sys.modules[library] is None) if is_known else (importlib.util.find_spec(library) is None):
            return _sentence(library)
    return ""


def require_libraries() -> None:
    """Raise CtdError with the command that installs them where pandas, geopandas or shapely are missing."""
    for library in LIBRARIES:
        try:
            importlib.import_module(library)
        except ImportError as error:
            raise CtdError(_sentence(library)) from error


def _sentence(library: str) -> str:
    message = tr("The Python library {library} is missing; install it: {how}.")
    return message.format(library=library, how=_how_to_install())


def _how_to_install() -> str:
    if sys.platform == "win32":
        return tr("in the OSGeo4W setup, choose the package python3-geopandas")
    if sys.platform == "linux" and _is_debian():
        return "sudo apt install python3-geopandas"
    return f'"{sys.executable}" -m pip install geopandas'


def _is_debian() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
