"""The options of a map, apart from the drawing, which QGIS should not import at its start."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from ..errors import CtdError
from ..i18n import tr


class ThemeId(StrEnum):
    """The subjects of a map, as scripts and settings name them; models store their number: new ones come last."""

    STATUS = "status"
    BUDGET = "budget"
    STAFF = "staff"
    FUNDING_SOURCES = "funding_sources"
    TECHNOLOGY = "technology"
    STATUS_BUDGET = "status_budget"
    CTD_DATE = "ctd_date"
    PLATFORM_HEALTH = "platform_health"
    CHANGE = "change"


def theme_name(theme: ThemeId) -> str:
    """Return a theme as people read it, in the language in force; that of the project's style and layout too."""
    return {
        ThemeId.STATUS: tr("status"),
        ThemeId.BUDGET: tr("budget"),
        ThemeId.STAFF: tr("staff"),
        ThemeId.FUNDING_SOURCES: tr("funding sources"),
        ThemeId.TECHNOLOGY: tr("technologies"),
        ThemeId.STATUS_BUDGET: tr("status and budget"),
        ThemeId.CTD_DATE: tr("dates"),
        ThemeId.PLATFORM_HEALTH: tr("check of the platforms"),
        ThemeId.CHANGE: tr("changes"),
    }[theme]


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
