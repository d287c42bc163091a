"""Exporting layouts as PDF, PNG or SVG, complete or not at all."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsFeedback, QgsLayoutExporter, QgsPrintLayout

from ..errors import CtdError
from ..files import replacing, write_error
from ..i18n import language
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
    """Export a layout, replacing `output` only once the new file is complete. Raises CtdError."""
    check_format(output)
    exporter = QgsLayoutExporter(layout)
    with replacing(output) as fresh, shown_themes_unread(layout):
        result = _WRITERS[output.suffix.lower()](exporter, str(fresh), dpi)
        if result != QgsLayoutExporter.ExportResult.Success or not fresh.exists():
            raise write_error(output, exporter.errorMessage())
        report_progress(feedback, 100)


def _write_pdf(exporter: QgsLayoutExporter, path: str, dpi: int) -> QgsLayoutExporter.ExportResult:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = dpi
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.exportMetadata = True
    return exporter.exportToPdf(path, settings)


def _write_svg(exporter: QgsLayoutExporter, path: str, dpi: int) -> QgsLayoutExporter.ExportResult:
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = dpi
    settings.forceVectorOutput = True
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    return exporter.exportToSvg(path, settings)


def _write_png(exporter: QgsLayoutExporter, path: str, dpi: int) -> QgsLayoutExporter.ExportResult:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    settings.generateWorldFile = False
    return exporter.exportToImage(path, settings)


_WRITERS = {".pdf": _write_pdf, ".svg": _write_svg, ".png": _write_png}
