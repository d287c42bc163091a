"""What is known of the endpoints: the results that come with the plugin, and those of the user's own checks.

Of the same endpoint the newer one counts. QGIS's browser reads this when it is opened: no network here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ...catalogues.endpoint_checks import SAYS_NOTHING, SHIPPED_CHECKS, EndpointChecks, both, read_checks
from ...catalogues.health import Health, Key
from ...causes import log_detail
from ...errors import CtdError
from .health_store import stored_health, stored_state


def known_health() -> Mapping[Key, Health]:
    """Return the newest result of each endpoint, by the address that was asked: another address has none.

    It is the same object for as long as nothing new is known.
    """
    return _known(stored_state(), _shipped_state())


def shipped_checks() -> EndpointChecks:
    """Return the results that come with the plugin; none where nobody has run them, or the file is damaged."""
    return _shipped()[0]


def shipped_problem() -> str:
    """Return why the results that come with the plugin cannot be used, "" where they can."""
    return _shipped()[1]


def _shipped() -> tuple[EndpointChecks, str]:
    return _read(*_shipped_state())


def _shipped_state() -> tuple[Path, int, int]:
    try:
        state = SHIPPED_CHECKS.stat()
    except OSError:
        return SHIPPED_CHECKS, 0, 0
    return SHIPPED_CHECKS, state.st_mtime_ns, state.st_size


# A click of the panel asks for all this several times.
@lru_cache(maxsize=1)
def _known(*_states: object) -> dict[Key, Health]:
    shipped = shipped_checks().endpoints
    own = stored_health()
    for key in [key for key, health in own.items() if key in shipped and health.reason in SAYS_NOTHING]:
        # What kept the user's own check from reaching it says nothing about the endpoint.
        del own[key]
    return both(own, shipped)


@lru_cache(maxsize=1)
def _read(path: Path, *_state: int) -> tuple[EndpointChecks, str]:
    """Return the results in a file, which is read again only where `_state`, what identifies its content, differs."""
    try:
        return read_checks(path), ""
    except CtdError as error:
        log_detail(str(error))
        return EndpointChecks(), str(error)
