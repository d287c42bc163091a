"""Regional boundaries from IGN's ADMIN EXPRESS, over the WFS of the Géoplateforme; fetched only on request."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from qgis.core import QgsFeedback

from ..errors import CtdError
from ..i18n import tr

if TYPE_CHECKING:
    from ..catalogues.http.exchange import Conversation

SERVICE = "https://data.geopf.fr/wfs/ows"
TYPE_NAMES = ("ADMINEXPRESS-COG-CARTO-PE.LATEST:region", "ADMINEXPRESS-COG-CARTO.LATEST:region")
"""Generalised for small scales (about 1 MB in all), and for large ones."""
SECONDS = 60
"""The service takes up to half of this."""


@dataclass(frozen=True)
class FetchedRegions:
    """A GeoPackage of regions in the user's profile, the day it was fetched, and the problems of its regions."""

    path: Path
    day: date
    warnings: tuple[str, ...] = ()


def latest_regions(type_name: str) -> FetchedRegions | None:
    """Return the regions fetched last, from the user's profile; None where there are none."""
    paths = {match[1]: path for path in _folder().glob(_file_name(type_name, "*")) if (match := _DAY.search(path.name))}
    return FetchedRegions(paths[max(paths)], date.fromisoformat(max(paths))) if paths else None


def fetch_regions(
    type_name: str, service: str = SERVICE, feedback: QgsFeedback | None = None, seconds: float = SECONDS
) -> FetchedRegions:
    """Fetch the regions from IGN into the user's profile, in a file a type name and day.

    CtdError where no response comes in time, or none with the regions; the files of before stay.
    """
    from ..data.boundaries.ign import write_ign_regions
    from ..files import make_folder
    from .network.client import run_exchanges

    (outcome,) = run_exchanges([_request_regions(service, type_name)], seconds, feedback)
    if outcome.value is None:
        message = tr(
            "IGN boundaries could not be downloaded: {reason}. Try again later, or use the bundled boundaries."
        )
        raise CtdError(message.format(reason=outcome.error)) from outcome.error
    day = date.today()
    path = _folder() / _file_name(type_name, day.isoformat())
    make_folder(path.parent)
    problems = write_ign_regions(outcome.value, type_name, day, path)
    return FetchedRegions(path, day, tuple(problem.message for problem in problems))


def _request_regions(service: str, type_name: str) -> Conversation[bytes]:
    from ..catalogues.http.exchange import Request, check_status, read_json

    query = {
        "SERVICE": "WFS",
        "VERSION": "2.0.0",
        "REQUEST": "GetFeature",
        "TYPENAMES": type_name,
        "SRSNAME": "EPSG:4326",
        "OUTPUTFORMAT": "application/json",
    }
    separator = "&" if "?" in service else "?"
    response = check_status((yield Request(f"{service}{separator}{urlencode(query)}")))
    # An exception report comes with status 200 too.
    read_json(response)
    return response.content


_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\.gpkg$")


def _folder() -> Path:
    from .user_profile import profile_folder

    return profile_folder() / "ign"


def _file_name(type_name: str, day: str) -> str:
    safe_name = re.sub(r"[^A-Za-z0-9]+", "-", type_name)
    return f"{safe_name}-{day}.gpkg"
