"""The font of the maps, the best sans-serif that is installed, and the size of texts set in it."""

from __future__ import annotations

from functools import cache

from qgis.core import Qgis, QgsRenderContext, QgsTextFormat, QgsTextRenderer
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo, QFontMetricsF

from .palette import TEXT

# Arial and its metric twins come first: lines then break at the same places on Windows and on Linux.
PREFERRED_FAMILIES = (
    "Arial",
    "Liberation Sans",
    "Arimo",
    "Helvetica",
    "Open Sans",
    "Noto Sans",
    "DejaVu Sans",
)

# Qt rounds its letters to pixels, so that the same text is wider at one resolution than at another.
TOLERANCE = 1.03

SPECIMEN = "AÀÂÇÉÈÊËÎÏÔŒÙÛÜ aàâçéèêëîïôœùûü – — − ’ “ ” « » … · € ² ¹ ≈ → \u00a0 \u202f"
"""Every character a French map may need beyond ASCII, with the spaces that do not break."""


def map_font_family() -> str:
    """Return the first preferred family that is installed and has all French characters, or else most of them."""
    lacking = {}
    for family in filter(_is_installed, PREFERRED_FAMILIES):
        lacking[family] = len(_missing(family))
        if not lacking[family]:
            return family
    # Qt substitutes missing glyphs from other fonts.
    return min(lacking, key=lacking.__getitem__, default=QFont().defaultFamily())


def text_format(size: float, *, bold: bool = False, colour: str = TEXT, line_height: float = 1.1) -> QgsTextFormat:
    """Return a text format of `size` points in the map font."""
    font = QFont(map_font_family())
    font.setBold(bold)
    # Qt draws no ligatures in spaced text, so that a word such as "Réflexion" can be searched in a PDF; it counts
    # spacing in 64ths, and less than one is none.
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.02)
    text = QgsTextFormat()
    text.setFont(font)
    text.setForcedBold(bold)
    text.setSize(size)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(colour))
    text.setLineHeight(line_height)
    return text


def fitting_size(text: str, size: float, width: float, height: float, *, bold: bool = False, least: float = 6) -> float:
    """Return the largest size up to `size` points at which `text` fits a box (millimetres), at least `least`."""
    while size > least and not _fits(text, text_format(size, bold=bold), width, height):
        size -= 0.5
    return size


def text_width(text: str, style: QgsTextFormat) -> float:
    """Return the width (millimetres) of a text whose lines are not wrapped."""
    context = print_context()
    return QgsTextRenderer.textWidth(context, style, text.split("\n")) / context.scaleFactor() * TOLERANCE


def text_height(text: str, style: QgsTextFormat, width: float) -> float:
    """Return the height (millimetres) of a text whose lines are wrapped to a width (millimetres)."""
    context = print_context()
    lines = wrapped(text, style, width).split("\n")
    height = QgsTextRenderer.textHeight(context, style, lines, Qgis.TextLayoutMode.Rectangle)
    return height / context.scaleFactor() * TOLERANCE


def _fits(text: str, style: QgsTextFormat, width: float, height: float) -> bool:
    return text_height(text, style, width) <= height and text_width(wrapped(text, style, width), style) <= width


def wrapped(text: str, style: QgsTextFormat, width: float) -> str:
    """Return a text whose lines are broken at a width (millimetres)."""
    context = print_context()
    dots = width * context.scaleFactor() / TOLERANCE
    parts = [QgsTextRenderer.wrappedText(context, line, dots, style) for line in text.split("\n")]
    return "\n".join("\n".join(part) for part in parts)


def print_context() -> QgsRenderContext:
    """Return a render context in which text is measured as on a printed page."""
    context = QgsRenderContext()
    context.setScaleFactor(300 / 25.4)
    context.setFlag(Qgis.RenderContextFlag.ApplyScalingWorkaroundForTextRendering)
    return context


def _is_installed(family: str) -> bool:
    return QFontInfo(QFont(family)).family() == family


@cache
def _missing(family: str) -> str:
    """Return the characters of the specimen that a family lacks."""
    metrics = QFontMetricsF(QFont(family))
    return "".join(character for character in SPECIMEN if not metrics.inFontUcs4(ord(character)))
