"""What French and English typography ask of a sentence: each fault with the regular expression that finds it."""

from __future__ import annotations

import re

UNITS = "€|k€|M€|%|ETP|habitants|mm|km|km²|ko|Mo|s|min"
"""What stands after a number, as regular expression."""

FRENCH_FAULTS = {
    "a straight quotation mark": r"""['"“”]""",
    "three dots": r"\.\.\.",
    "a full stop after an ellipsis": r"…\.",
    "no narrow no-break space before it": r"[^\u202f][;?!]",
    "no no-break space before a colon": r"[^\u00a0]:(?=\s|$)",
    "no no-break space inside guillemets": r"«(?!\u00a0)|(?<!\u00a0)»",
    "a space at which a number and its unit may part": rf"[\d}}] (?:{UNITS})(?![\w€’])",
    "a space at which a number may part": r"\d[ \u00a0]\d{3}\b",
    "a capital without its accent": r"\b(?:A|Ca|Etats?|Ecart|Echelle|Edition|Etape|Equipe|Evolution|Iles?)\b(?!-)",
    "a hyphen for a dash": r" - ",
    "two spaces": r"\s\s",
    "Insee in capitals": r"\bINSEE\b",
}
ENGLISH_FAULTS = {
    "a straight quotation mark": r"""['"]""",
    "three dots": r"\.\.\.",
    "a full stop after an ellipsis": r"…\.",
    "a space before punctuation": r"\s[;?!:](?=\s|$)",
    "guillemets": "[«»]",
    "a currency after its number": r"[\d}] ?[kM]?€(?![^“]*”)",
    "a hyphen for a dash": r" - ",
    "two spaces": r"\s\s",
    "Insee in capitals": r"\bINSEE\b",
}


_FIXED = (
    (re.compile(r" (?=[;!?])"), "\u202f"),
    (re.compile(r" (?=:(?:\s|$)|»)|(?<=«) "), "\u00a0"),
    (re.compile(rf"(?<=\d) (?=(?:{UNITS})(?![\w€’]))|(?<=≈) "), "\u00a0"),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), "\u202f"),
)
"""The spaces of French at which no line may end, and what sets each."""


def fixed_spaces(text: str) -> str:
    """Return a French text, typed with plain spaces, with the no-break ones that its typography asks for."""
    for space, fixed in _FIXED:
        text = space.sub(fixed, text)
    return text


def faults(text: str, kinds: dict[str, str]) -> list[str]:
    """Return the faults of these kinds that a text has."""
    return [kind for kind, pattern in kinds.items() if re.search(pattern, text)]
