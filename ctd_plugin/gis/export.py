"""Exporting layouts as PDF, PNG or SVG, complete or not at all."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import Qgis, QgsFeedback, QgsLayoutExporter, QgsPrintLayout
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage, QImageWriter

from ..data.about import made_with
from ..errors import CtdError
from ..files import replacing, write_error
from ..i18n import language
from ..text import without_xml_faults, xml_text
from .background.progress import report_progress
from .layout.branding import NO_BRANDING, Branding
from .layout.layout import lay_out
from .layout.shown_themes import shown_themes_unread
from .map_project import scratch_project
from .options import DEFAULT_DPI, DEFAULT_THEME, ThemeId, check_format
from .project.datasource import DataSource
from .project.layers import load_layers
from .style.page_sizes import PAGES
from .themes import THEMES
from .themes.change import no_earlier_edition

_PNG_QUALITY = 65
"""What Qt takes for a level of compression: hardly less than the best in two thirds of the time."""


def export_map(
    source: DataSource,
    output: Path,
    *,
    theme: ThemeId = DEFAULT_THEME,
    page: str = "A4",
    map_language: str = "fr",
    title: str = "",
    branding: Branding = NO_BRANDING,
    dpi: int = DEFAULT_DPI,
    feedback: QgsFeedback | None = None,
) -> None:
    """Export a theme of a ctd.gpkg or shared schema in the format of `output`'s ending; `title` replaces the headline.

    Must run on the main thread. Raises CtdError where the file cannot be written or is of no known format, a logo
    cannot be drawn or the GeoPackage lacks what the theme draws, and Cancelled where `feedback` is cancelled: nothing
    is written then.
    """
    check_format(output)
    branding.check()
    with scratch_project() as project:
        with language(map_language):
            layers = load_layers(project, source)
        if not THEMES[theme].is_offered(layers):
            raise CtdError(no_earlier_edition())
        report_progress(feedback, 20)
        with language(map_language):
            layout = lay_out(project, layers, THEMES[theme], PAGES[page], title, branding)
        report_progress(feedback, 40)
        export_layout(layout, output, dpi, feedback)


def export_layout(
    layout: QgsPrintLayout, output: Path, dpi: int = DEFAULT_DPI, feedback: QgsFeedback | None = None
) -> None:
    """Export a layout, replacing `output` only once the new file is complete; a PNG is its first page.

    Raises CtdError.
    """
    check_format(output)
    with replacing(output) as fresh:
        if output.suffix.lower() == ".png":
            save_png(page_image(layout, dpi), fresh)
        elif output.suffix.lower() == ".svg":
            save_svg(layout, fresh, dpi)
        else:
            save_pdf(layout, fresh, dpi)
        report_progress(feedback, 100)


def page_image(layout: QgsPrintLayout, dpi: int) -> QImage:
    """Return the first page of a layout as an image with its project's title and author, null without memory for it."""
    context = layout.renderContext()
    own = context.dpi()
    with shown_themes_unread(layout):
        try:
            context.setDpi(dpi)
            image = QgsLayoutExporter(layout).renderPageToImage(0, QSize(), dpi)
        finally:
            context.setDpi(own)
    # A quarter less to compress; only a page of the user's own may be transparent.
    opaque = QImage(image.size(), QImage.Format.Format_Alpha8)
    opaque.fill(255)
    if image.convertToFormat(QImage.Format.Format_Alpha8) == opaque:
        image.reinterpretAsFormat(QImage.Format.Format_RGB32)
    about = layout.project().metadata()
    for key, text in (("Title", about.title()), ("Author", about.author()), ("Software", made_with())):
        if text:
            image.setText(key, text)
    return image


def save_png(image: QImage, path: Path) -> None:
    """Write an image, in any thread. Raises CtdError."""
    writer = QImageWriter(str(path), b"png")
    writer.setQuality(_PNG_QUALITY)
    if not writer.write(image):
        raise write_error(path, writer.errorString())


def save_pdf(layout: QgsPrintLayout, path: Path, dpi: int = DEFAULT_DPI) -> None:
    """Write a layout as a PDF of lines and text. Raises CtdError."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = dpi
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.exportMetadata = True
    exporter = QgsLayoutExporter(layout)
    with shown_themes_unread(layout):
        _check(exporter, exporter.exportToPdf(str(path), settings), path)


def save_svg(layout: QgsPrintLayout, path: Path, dpi: int = DEFAULT_DPI) -> None:
    """Write a layout as an SVG of lines and text, with the title and author of its project. Raises CtdError."""
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = dpi
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    # QGIS writes the title as it is, and no SVG at all where it has a "&".
    settings.exportMetadata = False
    exporter = QgsLayoutExporter(layout)
    with shown_themes_unread(layout):
        _check(exporter, exporter.exportToSvg(str(path), settings), path)
    about = layout.project().metadata()
    texts = {"title": about.title(), "desc": "\n".join(filter(None, (about.author(), made_with())))}

    def element(found: re.Match[str]) -> str:
        return f"<{found[1]}>{xml_text(texts[found[1]])}</{found[1]}>"

    # Qt writes any character of a label, and its own name as the title.
    content = without_xml_faults(path.read_bytes().decode())
    path.write_bytes(re.sub(r"<(title|desc)>[^<]*</\1>", element, content, count=len(texts)).encode())


def _check(exporter: QgsLayoutExporter, result: QgsLayoutExporter.ExportResult, path: Path) -> None:
    if result != QgsLayoutExporter.ExportResult.Success or not path.exists():
        raise write_error(path, exporter.errorMessage())
