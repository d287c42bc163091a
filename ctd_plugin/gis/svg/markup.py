"""Markup: elements whose texts are escaped, and short numbers."""

from __future__ import annotations

import re
from html import escape

from ..markup.html_texts import tag

UNITS = 16
"""Of a viewBox in a millimetre of the page that a map is laid out on."""


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Return an element with markup as its content.

    Attributes are named as those of `tag`; those that are None or "" are left out.
    """
    given = {key: _written(value) for key, value in attributes.items() if value is not None and value != ""}
    written = tag(name, content, **given)
    return written if content or name not in _EMPTY else written.removesuffix(f"></{name}>") + "/>"


_EMPTY = {"circle", "line", "path", "rect", "use"}


def text(words: str) -> str:
    """Return plain text as the content of an element."""
    return escape(words)


def units(millimetres: float) -> int:
    """Return a length in whole units of the viewBox."""
    return round(millimetres * UNITS)


def type_size(points: float) -> int:
    """Return a size of type in whole units of the viewBox."""
    return units(points * 25.4 / 72)


def safe_id(part: str) -> str:
    """Return a text as a part of an id: letters, digits and hyphens as they are, anything else by its number."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}", part)


def region_anchor(code: str) -> str:
    """Return the id that a region's portrait has on a page, where the maps link to."""
    return f"region-{safe_id(code)}"


def _written(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
