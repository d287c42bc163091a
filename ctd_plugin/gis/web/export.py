"""The page written, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeedback

from ...errors import CtdError
from ...files import replacing
from ...i18n import language, tr
from ..background.progress import report_progress
from ..layout.branding import NO_BRANDING, Branding
from ..map_project import edition_in_project
from ..project.datasource import DataSource
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..svg.theme_map import svg_definitions, web_themes
from .page import PageContent, page_html
from .statement import NO_STATEMENT, AccessibilityStatement


def export_page(
    edition: DataSource | CtdLayers,
    output: Path,
    *,
    map_language: str = "fr",
    branding: Branding = NO_BRANDING,
    accessibility: AccessibilityStatement = NO_STATEMENT,
    feedback: QgsFeedback | None = None,
) -> None:
    """Write the page of an edition: its maps, the portraits of its regions, and what changed where it knows that.

    Must run on the main thread. Raises CtdError where the file cannot be written or does not end in .html, a logo
    cannot be drawn or the statement's address cannot be opened, and Cancelled where `feedback` is cancelled: nothing
    is written then.
    """
    check_page_name(output)
    branding.check()
    accessibility.check()
    with edition_in_project(edition, map_language) as layers, replacing(output) as fresh:
        report_progress(feedback, 20)
        with language(map_language):
            themes, definitions = web_themes(layers), svg_definitions(layers)
            report_progress(feedback, 60)
            page = page_html(PageContent(edition_of(layers), themes, definitions, branding, accessibility))
        report_progress(feedback, 90)
        # As servers and spreadsheets send them, texts may hold halves of characters.
        fresh.write_bytes(page.encode("utf-8", errors="replace"))
        report_progress(feedback, 100)


def check_page_name(output: Path) -> None:
    """Raise CtdError unless browsers take the file for a page by its ending."""
    if output.suffix.lower() not in (".html", ".htm"):
        raise CtdError(tr("“{name}” does not end in .html; choose a name that does.").format(name=output.name))
