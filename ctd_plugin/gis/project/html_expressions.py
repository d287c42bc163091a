"""Pieces of expressions that write HTML."""

from __future__ import annotations

from collections.abc import Mapping


def quoted(value: str) -> str:
    """Return a text as a literal of an expression."""
    written = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{written}'"


def choice(field: str, choices: Mapping[str, str], otherwise: str) -> str:
    """Return an expression that gives the text that belongs to a code."""
    pairs = ", ".join(f"{quoted(key)}, {quoted(value)}" for key, value in choices.items())
    return f"coalesce(map_get(map({pairs}), {field}), {quoted(otherwise)})"


def escaped(expression: str) -> str:
    """Return the expression with the characters that mean something in HTML replaced.

    The ampersand comes first, or the entities made for the others would be escaped again.
    """
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        expression = f"replace({expression}, {quoted(character)}, {quoted(entity)})"
    return expression


def web_address(field: str) -> str:
    """Return an expression that gives the field's address where a browser may open it, else ''.

    Only http and https may, without a user name; a host without a scheme, such as "craig.fr", gets https.
    """
    text = f"trim(coalesce({field}, ''))"
    whole = f"regexp_match({text}, '^[hH][tT][tT][pP][sS]?://[^\\\\s/?#@\\\\\\\\]+([/?#]\\\\S*)?$')"
    host = f"regexp_match({text}, '^[A-Za-z0-9][A-Za-z0-9.-]*\\\\.[A-Za-z]{{2,}}(/\\\\S*)?$')"
    return f"CASE WHEN {whole} THEN {text} WHEN {host} THEN 'https://' || {text} ELSE '' END"
