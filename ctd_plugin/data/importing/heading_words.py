"""The column of the survey that a heading probably means, though it is none of the known ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from ...text import fold, unaccented, words
from ..columns import COLUMN_LABELS, names_of
from ..survey.decisions import UNUSED
from ..tables.reader import Table
from .status_words import suggested_status

_SAMPLE = 1000
"""Rows by whose texts a column is recognised."""
_YES_NO = {"oui", "non", "yes", "no"}
_CLOSE = 0.86
"""How alike a heading and a known one must be to be the same with a typing error."""

_STEMS: dict[str, tuple[str, ...]] = {
    "statut": ("statut", "status", "avancement", "maturit"),
    "contexte": ("context",),
    "cadre": ("jurid", "contractuel"),
    "objectifs": ("objectif", "objective"),
    "gouvernance": ("gouvern", "governance", "comitolog"),
    "pilotage": ("pilot", "steering"),
    "participants": ("particip", "membre", "member"),
    "moyens": ("moyen", "humain", "financ", "budget", "staff"),
    "outils": ("outil", "plateforme", "tool", "platform"),
    "relations_cnig": ("cnig",),
    "contact": ("contact", "courriel", "email"),
    "communication": ("communic",),
    "cas_usage": ("usage", "usecase"),
    "difficultes": ("difficult", "frein", "obstacle"),
    "perspectives": ("perspectiv", "outlook", "roadmap"),
    "ressources": ("documentaire", "bibliograph"),
    "date_entretien": ("entretien", "interview"),
    "repondant": ("repond", "interlocuteur", "respond"),
}
"""How words begin that tell a column; a heading with words of two columns tells none."""

_OTHERS = {"nombre", "nb", "number", "cout", "cost", "nom", "noms", "prenom", "name", "names"}
"""Words of a count, a price or a person beside the word of a column."""


def suggested_columns(table: Table, columns: Mapping[str, str], decided: Collection[str] = ()) -> dict[str, str]:
    """Return name of an unused column → the free column of the survey that its heading probably means.

    `columns` are those that are mapped; the names in `decided` were left out on purpose. A column without any text
    means nothing, nor do two headings of which each may be the same column.
    """
    taken = set(columns.values())
    found: dict[str, list[str]] = {}
    for place, name in enumerate(names_of(table.header)):
        target = _target(table.header[place]) if columns[name] == UNUSED and name not in decided else None
        if target and target not in taken and any(table.column(place)):
            found.setdefault(target, []).append(name)
    suggested = {names[0]: target for target, names in found.items() if len(names) == 1}
    if "statut" not in (*taken, *found):
        suggested |= _status_by_content(table, columns, (*decided, *suggested))
    return suggested


def _status_by_content(table: Table, columns: Mapping[str, str], others: Collection[str]) -> dict[str, str]:
    """Return the first unused column whose texts mostly mean statuses; yes and no alone may mean anything."""
    for place, name in enumerate(names_of(table.header)):
        texts = set(table.column(place)[:_SAMPLE]) - {""} if columns[name] == UNUSED and name not in others else set()
        told = [text for text in texts if suggested_status(text) is not None]
        if len(told) * 2 >= len(texts) > 0 and any(fold(text) not in _YES_NO for text in told):
            return {name: "statut"}
    return {}


def _target(heading: str) -> str | None:
    """Return the column that a heading means by its words, or else by its likeness with a label."""
    spelled = words(heading)
    if _OTHERS.intersection(spelled):
        return None
    told = {target for word in spelled for target, stems in _STEMS.items() if word.startswith(stems)}
    if len(told) == 1:
        return told.pop()
    labels = {fold(label): column for names in COLUMN_LABELS.values() for column, label in names.items()}
    close = get_close_matches(fold(unaccented(heading)), labels, n=1, cutoff=_CLOSE) if not told else []
    return labels[close[0]] if close else None
