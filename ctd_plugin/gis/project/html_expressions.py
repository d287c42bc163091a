"""Expressions for the places where QGIS shows HTML: map tips and forms."""

from __future__ import annotations

from ..expression_builder import literal


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
