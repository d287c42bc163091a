"""The atlas composed and written, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMarginsF
from qgis.PyQt.QtGui import QPageSize, QPainter, QPdfWriter

from ...data.about import MADE_WITH
from ...dates import short_date
from ...files import replacing
from ...i18n import language, tr
from ..background.progress import report_progress
from ..map_project import edition_in_project
from ..project.datasource import DataSource
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..style.palette import TEXT_MUTED
from .arrangement import all_sheets, facing, front_and_back
from .changes_page import changes_page
from .cover import cover
from .locator_maps import LocatorMaps
from .page import BOTTOM, CONTENT_WIDTH, MARGIN, TOP, AtlasPage
from .summary import summary
from .typesetting import DPI, FOOT, SMALL, paragraph, typeset

_CORNER = 40.0
_LEAST_ROWS = 4
"""The number of regions from which a table of them says more than the sheets behind it."""


def export_atlas(
    edition: DataSource | CtdLayers,
    output: Path,
    *,
    codes: Sequence[str] = (),
    atlas_language: str = "fr",
    feedback: QgsFeedback | None = None,
) -> None:
    """Write a cover, tables of four regions or more, and the sheets of the regions of some codes, or of all, as a PDF.

    What changed since an earlier edition is in it where the GeoPackage was made of two.

    Must run on the main thread. Raises CtdError where the file cannot be written, and Cancelled where
    `feedback` is cancelled: nothing is written then.
    """
    with edition_in_project(edition, atlas_language) as layers, replacing(output) as fresh:
        with language(atlas_language):
            try:
                pages = _compose(layers, codes, lambda percent: report_progress(feedback, percent * 0.8))
                content = _pdf(
                    pages,
                    edition_of(layers).about.get("sources", ""),
                    lambda percent: report_progress(feedback, 80 + percent * 0.2),
                )
            finally:
                typeset.cache_clear()
        fresh.write_bytes(content)


def _compose(layers: CtdLayers, codes: Sequence[str], report_progress: Callable[[float], None]) -> list[AtlasPage]:
    edition = edition_of(layers)
    chosen = [profile for profile in edition.profiles if profile.code in codes or not codes]
    maps = LocatorMaps(layers)
    sheets = all_sheets(chosen, edition.profiles, maps, report_progress)
    opening = [cover(layers, edition, maps, chosen)]
    has_tables = len(chosen) >= _LEAST_ROWS
    if has_tables:
        # Its page numbers do not change how long it is.
        opening.append(summary(chosen, {}))
    if has_tables and edition.changes:
        opening.append(changes_page(edition, chosen))
    front, back = front_and_back(opening, sheets)
    number = 1 + sum(len(section.pages) for section in front)
    begins, ordered = {}, facing(sheets, number)
    for each in ordered:
        begins.update({code: number + page for code, page in each.pages.items()})
        number += each.count
    if has_tables:
        numbered, blank = summary(chosen, begins), opening[1]
        front, back = ([numbered if each is blank else each for each in sections] for sections in (front, back))
    return [page for each in (*front, *(one.section for one in ordered), *back) for page in each.pages]


def _pdf(pages: Sequence[AtlasPage], sources: str, report_progress: Callable[[float], None]) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(tr("Regional data committees (CTD)"))
    writer.setCreator(MADE_WITH)
    painter = QPainter(writer)
    try:
        for number, page in enumerate(pages, start=1):
            if number > 1:
                writer.newPage()
            _margins(page, sources, number, len(pages))
            page.draw(painter)
            report_progress(100 * number / len(pages))
    finally:
        painter.end()
    return bytes(buffer.data())


def _margins(page: AtlasPage, sources: str, number: int, count: int) -> None:
    """Write the head of a continued sheet and the foot of every page."""
    if page.continued and page.region:
        words = tr("{region} (continued)").format(region=page.region)
        (head,) = typeset(paragraph(words, size=SMALL, colour=TEXT_MUTED), CONTENT_WIDTH)
        page.line(head, MARGIN, TOP - 8)
    top = BOTTOM + 5
    page.rule(MARGIN, top, CONTENT_WIDTH)
    today = short_date(date.today())
    foot = "\n".join(
        (
            tr("Sources: {sources}").format(sources=sources),
            tr("Made with CTD Governance Map, {date}.").format(date=today),
        )
    )
    y = top + 1.5
    for text in foot.splitlines():
        y = page.lines(typeset(paragraph(text, size=FOOT, colour=TEXT_MUTED), CONTENT_WIDTH - _CORNER - 2), MARGIN, y)
    place = tr("page {number} of {count}").format(number=number, count=count)
    y = top + 1.5
    for text in filter(None, (page.region, place)):
        lines = typeset(paragraph(text, size=FOOT, colour=TEXT_MUTED, right=True), _CORNER)
        y = page.lines(lines, MARGIN + CONTENT_WIDTH - _CORNER, y)
