"""Pieces of QGIS expressions: texts of the data, and what map tips and forms show as HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TypeVar

from qgis.core import QgsExpression

K = TypeVar("K", bound=str)

# Qt reads no JSON in which one stands unescaped.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def literal(text: str) -> str:
    """Return a text as a literal of an expression."""
    return QgsExpression.quotedString(text)


def lookup(key: str, texts: Mapping[K, str], otherwise: str | None = None) -> str:
    """Return an expression that looks `key`, an expression too, up in a table of texts.

    Where the table does not have it, its value is the text `otherwise`, or NULL.
    """
    if not texts:
        return "NULL" if otherwise is None else literal(otherwise)
    # One literal, and no function in a function where there is an operator: for each map and each legend QGIS copies an
    # expression with all its parts, and the arguments of a function twice.
    table = _HALF_CHARACTER.sub(_escaped, json.dumps(texts, ensure_ascii=False))
    found = f"json_to_map({literal(table)})[{key}]"
    return found if otherwise is None else f"coalesce({found}, {literal(otherwise)})"


def _escaped(half: re.Match[str]) -> str:
    return f"\\u{ord(half[0]):04x}"


def with_printed_name(field: str) -> str:
    """Return an expression that gives the name of a region with the apostrophe of print, as `printed_name` does."""
    apostrophes = ", ".join(map(literal, "'’"))
    return f'replace("{field}", {apostrophes})'


def html_escaped(expression: str) -> str:
    """Return an expression that gives the text of another one, escaped for HTML.

    The ampersand comes first, or the entities made for the others would be escaped again.
    """
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        expression = f"replace({expression}, {literal(character)}, {literal(entity)})"
    return expression


def safe_url(field: str) -> str:
    """Return an expression that gives the field's URL where a browser may open it, else ''.

    Only http and https may, without a user name; a host without a scheme, such as "craig.fr", gets https.
    """
    text = f"trim(coalesce({field}, ''))"
    whole = f"regexp_match({text}, '^[hH][tT][tT][pP][sS]?://[^\\\\s/?#@\\\\\\\\]+([/?#]\\\\S*)?$')"
    host = f"regexp_match({text}, '^[A-Za-z0-9][A-Za-z0-9.-]*\\\\.[A-Za-z]{{2,}}(/\\\\S*)?$')"
    return f"CASE WHEN {whole} THEN {text} WHEN {host} THEN 'https://' || {text} ELSE '' END"
