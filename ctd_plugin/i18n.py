"""Translation: `tr()`, the current language, and how that language writes a number or a plural.

Maps have a language of their own, which may differ from that of QGIS, so a translation is looked up
in the catalogue of the current language (`language()`), not by a translator installed in the application.
Nothing here needs Qt until a language other than English is set, so `data` and `catalogues` may
use `tr`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.PyQt.QtCore import QTranslator

SOURCE_LANGUAGE = "en"
LANGUAGES = ("fr", "en")
SURVEY_LANGUAGE = "fr"
"""That of the survey: of maps, too, where QGIS has no language, as in a script with the locale "C"."""

_FOLDER = Path(__file__).resolve().parent.parent / "i18n"
_user_language = SOURCE_LANGUAGE
_qgis_map_language = SURVEY_LANGUAGE
_language: ContextVar[str | None] = ContextVar("ctd_language", default=None)


def set_user_language(locale: str) -> None:
    """Set the language of a QGIS locale ("fr", "fr_FR", "en_US"); English where there is no translation."""
    global _user_language, _qgis_map_language
    code = locale[:2].lower()
    _user_language = code if code in LANGUAGES else SOURCE_LANGUAGE
    _qgis_map_language = _user_language if len(code) == 2 else SURVEY_LANGUAGE


def map_language(chosen: str = "") -> str:
    """Return the language of maps and data: the one chosen, or QGIS's where none was."""
    return chosen if chosen in LANGUAGES else _qgis_map_language


def current_language() -> str:
    """Return the code of the current language."""
    return _language.get() or _user_language


@contextmanager
def language(code: str | None) -> Iterator[None]:
    """Set another language inside the block; None is the user's."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def tr(text: str) -> str:
    """Return `text` in the current language, or unchanged where its catalogue has no entry."""
    code = current_language()
    return text if code == SOURCE_LANGUAGE else _translated(code, text)


# Qt takes a few microseconds for each, and a page has hundreds.
@lru_cache(maxsize=5000)
def _translated(code: str, text: str) -> str:
    # As bytes: PyQt would encode a source string as ASCII, which has neither quotation marks nor dashes.
    translator, _ = _catalogue(code)
    return translator.translate("@default", text.encode()) or text


def titled(title: str, value: str) -> str:
    """Return "title: value" with the spacing of the current language."""
    return tr("{title}: {value}").format(title=title, value=value)


def plural(count: int, one: str, many: str) -> str:
    """Return the singular or the plural for a count; in French zero is singular."""
    singular = count <= 1 if current_language() == "fr" else count == 1
    return one if singular else many


def number(value: float, digits: int = 0) -> str:
    """Return a number with at most `digits` decimals, as the current language writes it."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\u202f").replace(".", ",") if current_language() == "fr" else text


@lru_cache
def _catalogue(code: str) -> tuple[QTranslator, bytes]:
    """Return a translator and the bytes it reads from.

    Qt would map the file into memory, and an upgrade could not replace it (Windows) or would garble every text.
    """
    from qgis.PyQt.QtCore import QTranslator

    content = (_FOLDER / f"ctd_{code}.qm").read_bytes()
    translator = QTranslator()
    translator.loadFromData(content)
    return translator, content
