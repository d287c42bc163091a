"""Pieces of QGIS expressions, written from the data's texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from qgis.core import QgsExpression

K = TypeVar("K", bound=str)


def literal(text: str) -> str:
    """Return a text as a literal of an expression."""
    return QgsExpression.quotedString(text)


def lookup(key: str, texts: Mapping[K, str], otherwise: str | None = None) -> str:
    """Return an expression that looks `key`, an expression too, up in a table of texts.

    Where the table does not have it, its value is the text `otherwise`, or NULL.
    """
    if not texts:
        return "NULL" if otherwise is None else literal(otherwise)
    pairs = ", ".join(f"{literal(code)}, {literal(text)}" for code, text in texts.items())
    found = f"map_get(map({pairs}), {key})"
    return found if otherwise is None else f"coalesce({found}, {literal(otherwise)})"
