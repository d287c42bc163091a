"""The deck composed and written, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qgis.core import QgsFeedback

from ...errors import CtdError
from ...files import replacing
from ...i18n import language, tr
from ..background.progress import report_progress
from ..labels.changes import short_edition
from ..labels.labels import edition_title
from ..layout.branding import NO_BRANDING, Branding
from ..layout.items import LayoutSheet
from ..layout.layout import lay_out_slide
from ..map_project import edition_in_project
from ..options import ThemeId
from ..project.datasource import DataSource
from ..project.layers import CtdLayers
from ..themes import THEMES, draw_regions
from ..themes.change import no_earlier_edition
from ..themes.theme import Drawing
from .cover import cover
from .deck_pdf import DeckPdf
from .limits import Limits
from .slide import PAGE, add_foot
from .written import WrittenSlide


def export_slides(
    edition: DataSource | CtdLayers,
    output: Path,
    *,
    themes: Sequence[ThemeId] | None = None,
    map_language: str = "fr",
    branding: Branding = NO_BRANDING,
    feedback: QgsFeedback | None = None,
) -> None:
    """Write a cover, a slide for each theme, or each that the edition has, and the sources and limits as a PDF.

    Layers that are given keep the style of the last theme. Must run on the main thread. Raises CtdError where the file
    cannot be written, a logo cannot be drawn or the GeoPackage lacks what a theme draws, and Cancelled where `feedback`
    is cancelled: nothing is written then.
    """
    branding.check()
    with edition_in_project(edition, map_language) as layers, replacing(output) as fresh:
        chosen = _chosen(layers, themes)
        with language(map_language):
            pdf = DeckPdf(tr("Regional data committees (CTD)"))
            try:
                for number, sheet in enumerate(deck(layers, chosen, branding), start=1):
                    pdf.add(sheet.layout)
                    report_progress(feedback, min(99.0, 100 * number / (len(chosen) + 2)))
                author = branding.organisation or edition_title(layers.about("edition"))
                content = pdf.content(author, map_language)
            finally:
                pdf.close()
        fresh.write_bytes(content)
        report_progress(feedback, 100)


def _chosen(layers: CtdLayers, themes: Sequence[ThemeId] | None) -> list[ThemeId]:
    if themes is None:
        return [theme.id for theme in THEMES.values() if theme.of_survey and theme.is_offered(layers)]
    if any(not THEMES[theme].is_offered(layers) for theme in themes):
        raise CtdError(no_earlier_edition())
    return list(dict.fromkeys(themes))


def deck(layers: CtdLayers, themes: Sequence[ThemeId], branding: Branding) -> Iterator[LayoutSheet]:
    """Yield the slides, each to be drawn before the next, which changes the style of the regions."""
    project = layers.regions.project()
    draw_regions(layers, THEMES[ThemeId.STATUS].drawing(layers))
    layers.regions.setLabelsEnabled(False)
    yield cover(project, layers, branding)
    # A layout that was kept would follow each change of the style.
    written: dict[int, WrittenSlide] = {}
    last = len(themes) + 2
    for number, theme in enumerate(themes, start=2):
        slide = lay_out_slide(project, layers, THEMES[theme], PAGE)
        add_foot(slide.sheet, number, _sources(layers, slide.drawing), last)
        written[number] = WrittenSlide.of(slide)
        yield slide.sheet
    for number, sheet in enumerate(Limits(layers, written, branding).lay_out(project), start=last):
        add_foot(sheet, number)
        yield sheet


def _sources(layers: CtdLayers, drawing: Drawing) -> list[str]:
    """Return what a map was made from; one that compares editions names both."""
    return [drawing.dated] if drawing.dated else [short_edition(layers.about("edition")), *drawing.more_sources]
