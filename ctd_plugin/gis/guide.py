"""The pages of the offline guide, one folder a language."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl

from ..i18n import SOURCE_LANGUAGE, current_language

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "help"


def guide_page(page: str, language: str) -> Path:
    """Return the file of a page in a language, in English where that language has no guide."""
    path = FOLDER / language / f"{page}.html"
    return path if path.is_file() else FOLDER / SOURCE_LANGUAGE / f"{page}.html"


def guide_address(page: str, anchor: str) -> str:
    """Return the address of a page in QGIS's language, at an anchor of it, for what opens addresses."""
    url = QUrl.fromLocalFile(str(guide_page(page, current_language())))
    url.setFragment(anchor)
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
