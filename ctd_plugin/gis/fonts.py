"""The typeface of the maps: the best sans-serif among those the machine has."""

from __future__ import annotations

from math import ceil

from qgis.core import Qgis, QgsTextFormat
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

SPECIMEN = "AÀÂÇÉÈÊËÎÏÔŒÙÛÜ aàâçéèêëîïôœùûü – ’ « » € ²"
"""Every character a French map may need beyond ASCII."""


def map_font_family() -> str:
    """Return the first preferred family that is installed and has all French characters."""
    for family in PREFERRED_FAMILIES:
        if _is_installed(family) and _has_specimen(family):
            return family
    # Whatever Qt draws text with: it substitutes missing glyphs from other fonts.
    return QFont().defaultFamily()


def text_format(size: float, *, bold: bool = False, colour: str = TEXT, line_height: float = 1.0) -> QgsTextFormat:
    """Return a text format of `size` points in the map font."""
    font = QFont(map_font_family())
    font.setBold(bold)
    # Qt draws no ligatures in spaced text, so that a word such as "Réflexion" can be searched in a PDF.
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.01)
    text = QgsTextFormat()
    text.setFont(font)
    text.setForcedBold(bold)
    text.setSize(size)
    text.setSizeUnit(Qgis.RenderUnit.Points)
    text.setColor(QColor(colour))
    text.setLineHeight(line_height)
    return text


def fitting_size(text: str, size: float, width: float, height: float, *, bold: bool = False) -> float:
    """Return the largest size up to `size` points at which `text` fits a box (millimetres), at least 6."""
    while size > 6 and wrapped_lines(text, size, width, bold=bold) * size * 25.4 / 72 * 1.2 > height:
        size -= 0.5
    return size


def wrapped_lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """Return how many lines `text` takes at `size` points in a column (millimetres)."""
    font = QFont(map_font_family())
    font.setBold(bold)
    font.setPixelSize(100)
    metrics = QFontMetricsF(font)
    em = size * 25.4 / 72
    # Lines break at words, so a little of each line's width is lost.
    lengths = (metrics.horizontalAdvance(line) / 100 * em for line in text.split("\n"))
    return sum(max(1, ceil(length / width * 1.06 - 0.02)) for length in lengths)


def _is_installed(family: str) -> bool:
    return QFontInfo(QFont(family)).family() == family


def _has_specimen(family: str) -> bool:
    metrics = QFontMetricsF(QFont(family))
    return all(metrics.inFontUcs4(ord(character)) for character in SPECIMEN)
