"""Variants of how people write a place: with its code, a former name, an institution, or in another word order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...text import fold, words
from .similarity import LONGEST

_MISSING_VALUES = frozenset(
    map(fold, ("#N/A", "#NA", "N/A", "NaN", "nd", "n.d.", "null", "none", "nil", "néant", "sans objet", "inconnu"))
)
Institutions = tuple[tuple[str, ...], ...]
REGIONAL: Institutions = (("conseil", "regional"),)
DEPARTMENTAL: Institutions = (("conseil", "departemental"), ("conseil", "general"), ("departement",))
LOCAL: Institutions = (*DEPARTMENTAL, ("ville",), ("commune",), ("mairie",))
"""Words that may precede the name of a place of a level."""
_FORMER = ("ex", "ancien", "anciennement", "ancienne", "anciennes")
_CODE = r"(?:R ?)?\d{1,9}|2[AB]\d{0,3}"
_CODE_FIRST = re.compile(rf"({_CODE})(?:\s*[-–—:.]\s*|\s+)(\D.*)", re.I | re.S)
_CODE_LAST = re.compile(rf"(.*\D)(?:\s*[-–—:]\s*|\s+)({_CODE})", re.I | re.S)
_BRACKETED = re.compile(r"([^()]*[^()\s])\s*\(([^()]+)\)")
_SEPARATOR = re.compile(r"\s*[/|]\s*|\s+[-–—]\s+|\s*[:;]\s+")


def is_missing_value(text: str) -> bool:
    """Whether a cell stands for a missing value: a spreadsheet's error, "n/a", a dash."""
    plain = text.strip()
    is_short_code = plain.isalpha() and plain.isupper() and len(plain) == 2
    return plain.startswith("#") or not words(plain) or (fold(plain) in _MISSING_VALUES and not is_short_code)


def variants(text: str, institutions: Institutions) -> Iterator[str]:
    """Yield a text, and the plain form of "NOM & NOM", "Nom (Haute)" and "Conseil régional de Nom"."""
    yield text
    if len(text) > LONGEST:
        return
    if "&" in text or "+" in text:
        yield re.sub(r"\s*[&+]\s*", " et ", text)
        yield re.sub(r"\s*[&+]\s*", "-", text)
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed and not re.search(r"\d", bracketed[2]):
        yield f"{bracketed[2]} {bracketed[1]}"
    yield from _without_institution(text, institutions)


def _without_institution(text: str, institutions: Institutions) -> Iterator[str]:
    """Yield the rest of a text after "Conseil régional de", "Département de", "Ville de"."""
    parts = words(text)
    for institution in institutions:
        if tuple(parts[: len(institution)]) == institution and len(parts) > len(institution):
            yield " ".join(parts[len(institution) :])


def split_parts(text: str) -> list[str]:
    """Return the parts of a text that name a place several times: its code, another name, a former one."""
    plain = text.strip()
    if len(plain) > LONGEST:
        return [plain]
    bracketed = _BRACKETED.fullmatch(plain)
    pieces = [bracketed[1], bracketed[2]] if bracketed else [plain]
    pieces = [part for piece in pieces for part in _SEPARATOR.split(piece) if part.strip()]
    parts: list[str] = []
    for piece in pieces:
        led, followed = _CODE_FIRST.fullmatch(piece.strip()), _CODE_LAST.fullmatch(piece.strip())
        parts.extend(led.groups() if led else followed.groups() if followed else (piece,))
    return [part.strip() for part in parts]


def former_name(text: str) -> str | None:
    """Return the name in "ex-Alsace" or "anciennement Alsace", None for other texts."""
    parts = words(text)
    return " ".join(parts[1:]) if len(parts) > 1 and parts[0] in _FORMER else None
