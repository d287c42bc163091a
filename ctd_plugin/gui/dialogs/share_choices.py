"""What an edition can be shared as: for whom, in a sentence, and the fields that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...i18n import tr


class ShareAs(StrEnum):
    """What to share, as settings name it; in the order of the form."""

    PAGE = "page"
    SLIDES = "slides"
    DATA = "data"
    DATABASE = "database"
    FILE = "file"
    PROJECT = "project"
    PACK = "pack"


TO_TEAM = (ShareAs.DATABASE, ShareAs.FILE)
OF_EDITION = (ShareAs.PAGE, ShareAs.SLIDES, ShareAs.DATA)
"""What is written of the current edition for people who need no QGIS."""


@dataclass(frozen=True)
class ShareChoice:
    """A choice of the form: its object name and its name, what it is in a sentence, and the text of the button."""

    object_name: str
    name: str
    sentence: str
    button: str


def share_recipients() -> dict[str, list[ShareAs]]:
    """Return the headings of the form with what is for such people."""
    return {
        tr("For someone without QGIS"): [ShareAs.PAGE, ShareAs.SLIDES],
        tr("To publish"): [ShareAs.DATA],
        tr("For a team"): [ShareAs.DATABASE, ShareAs.FILE, ShareAs.PROJECT],
        tr("For a meeting"): [ShareAs.PACK],
    }


def share_choices() -> dict[ShareAs, ShareChoice]:
    """Return what can be chosen, in the user's language."""
    return {
        ShareAs.PAGE: ShareChoice(
            "ctdShareToPage",
            tr("Web page"),
            tr(
                "One file that any browser opens, even without a network: maps to explore, a portrait of each region "
                "with its quotes, and a search in the answers. To send by mail or to put on a website."
            ),
            tr("Export"),
        ),
        ShareAs.SLIDES: ShareChoice(
            "ctdShareToSlides",
            tr("Slides"),
            tr("A PDF to project: a map on each slide with its finding as the title, then sources and limits."),
            tr("Export"),
        ),
        ShareAs.DATA: ShareChoice(
            "ctdShareToData",
            tr("Open data"),
            tr(
                "CSV and GeoJSON files with their schemas and metadata (ISO 19139, DCAT-AP), ready for an open-data "
                "portal or a catalogue. They contain no personal data."
            ),
            tr("Export"),
        ),
        ShareAs.DATABASE: ShareChoice(
            "ctdShareToDatabase",
            tr("PostGIS database"),
            tr(
                "The layers, with a style for each theme, in a schema that colleagues open in QGIS or that a server "
                "publishes."
            ),
            tr("Share"),
        ),
        ShareAs.FILE: ShareChoice(
            "ctdShareToFile",
            tr("GeoPackage"),
            tr("The layers, with a style for each theme, in one file to send or to put on a shared drive."),
            tr("Share"),
        ),
        ShareAs.PROJECT: ShareChoice(
            "ctdShareToProject",
            tr("Project with its data"),
            tr("The open project and a copy of its data in one folder, which opens on another computer."),
            tr("Continue…"),
        ),
        ShareAs.PACK: ShareChoice(
            "ctdShareToPack",
            tr("Meeting pack"),
            tr("All maps, the atlas, the tables, the page, the slides and the data in one folder, with an index."),
            tr("Continue…"),
        ),
    }
