"""Optional Python libraries, which some installations of QGIS lack."""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Sequence

from ..errors import CtdError
from ..i18n import tr

LIBRARIES = ("pandas", "geopandas", "shapely")


def require_libraries(libraries: Sequence[str] = LIBRARIES) -> None:
    """Raise CtdError, with the command that installs them, where one of the libraries is missing."""
    for library in libraries:
        try:
            importlib.import_module(library)
        except ImportError as error:
            message = tr("The Python library {library} is missing; install it: {how}.")
            raise CtdError(message.format(library=library, how=_how_to_install())) from error


def _how_to_install() -> str:
    if sys.platform == "win32":
        return tr("in the OSGeo4W installer, select the package python3-geopandas")
    if sys.platform == "linux" and _is_debian():
        return "sudo apt install python3-geopandas"
    return f'"{sys.executable}" -m pip install geopandas'


def _is_debian() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
