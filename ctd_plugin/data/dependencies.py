"""Optional Python libraries, which some installations of QGIS lack."""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from ..causes import log_detail
from ..errors import CtdError
from ..i18n import tr

LIBRARIES = ("pandas", "geopandas", "shapely")


def require_libraries(libraries: Sequence[str] = LIBRARIES) -> None:
    """Raise CtdError where a library is missing, with the command that installs it, or cannot be loaded."""
    for library in libraries:
        try:
            importlib.import_module(library)
        except ModuleNotFoundError as error:
            message = tr("The Python library {library} is missing; install it: {how}.")
            raise CtdError(message.format(library=library, how=_how_to_install())) from error
        # Made for another numpy than is found first, a library raises whatever it comes upon.
        except Exception as error:
            log_detail(error)
            message = tr(
                "The Python library {library} cannot be loaded: it does not fit another one, such as a numpy that was "
                "installed with pip. Uninstall that copy."
            )
            raise CtdError(message.format(library=library)) from error


def _how_to_install() -> str:
    if sys.platform == "win32":
        return tr("in the OSGeo4W installer, select the package python3-geopandas")
    if sys.platform == "linux" and _is_debian():
        return "sudo apt install python3-geopandas"
    return f'"{_interpreter()}" -m pip install geopandas'


def _interpreter() -> Path:
    """Return the program of Python: on macOS, `sys.executable` is QGIS, and Python is one of the programs beside it."""
    executable = Path(sys.executable)
    beside = [executable.parent / "bin" / "python3", executable.parent / "python"] if sys.platform == "darwin" else []
    return next((program for program in beside if program.is_file()), executable)


def _is_debian() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".split()
