"""The options of a map, apart from the drawing, which QGIS should not import at its start."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from ..errors import CtdError
from ..i18n import tr


class ThemeId(StrEnum):
    """The subjects of a map, as scripts and settings name them."""

    STATUS = "status"
    BUDGET = "budget"
    STAFF = "staff"
    FUNDING_SOURCES = "funding_sources"
    TECHNOLOGY = "technology"
    STATUS_BUDGET = "status_budget"
    CTD_DATE = "ctd_date"
    PLATFORM_HEALTH = "platform_health"
    CHANGE = "change"


DEFAULT_THEME = ThemeId.STATUS
PAGE_IDS = ("A4", "A3", "16:9")
FORMATS = (".pdf", ".png", ".svg")
DEFAULT_DPI = 300


def check_format(output: Path) -> None:
    """Raise CtdError unless the file's ending is one that a map can be written in."""
    if output.suffix.lower() not in FORMATS:
        raise CtdError(
            tr("“{name}” does not end in .pdf, .png or .svg; choose one of the three.").format(name=output.name)
        )
