"""The status that a cell probably means, though it names none: « préfig. », « à l'étude », « pas encore »."""

from __future__ import annotations

import re

from ...text import words
from ..survey.status import Status, read_status

_MOST_WORDS = 10
"""A longer text is a story, which a person should read."""

_CLAUSES = re.compile(r"[,;:()\[\]/|\n]|\.\s|\s[–—-]\s|\bmais\b|\bbut\b", re.IGNORECASE)

_NONE, _CONSIDERING, _PREFIGURATION, _ESTABLISHED = Status

_STEMS = {
    "etud": _CONSIDERING,
    "reflex": _CONSIDERING,
    "reflech": _CONSIDERING,
    "envisag": _CONSIDERING,
    "discussion": _CONSIDERING,
    "exploratoire": _CONSIDERING,
    "consider": _CONSIDERING,
    "prefig": _PREFIGURATION,
}
"""How words begin that tell the status."""

_WORDS: dict[str, Status | str] = {
    **dict.fromkeys(("study", "discussed"), _CONSIDERING),
    # Not "existait".
    **dict.fromkeys(("exist", "existant", "existante", "existe", "existing", "exists"), _ESTABLISHED),
    **dict.fromkeys(("cree", "creee", "installe", "installee", "actif", "active", "operationnel"), "running"),
    **dict.fromkeys(("operationnelle", "effectif", "effective", "etabli", "operational", "created"), "running"),
    "established": "running",
}
""""running" affirms that there is one; denied, it may still be about to begin, or have ended."""

_PHRASES: dict[str, Status | str] = {
    r"mise en place|mise en oeuvre": "made",
    r"mis en place|en place|in place": _ESTABLISHED,
    r"en fonctionnement|en service|en activite|up and running": "running",
    r"(?:en )?cours|in progress|under way": "coming",
    r"en (?:creation|construction|constitution|montage|preparation|emergence|projet|installation)": "coming",
    r"in preparation|being set up|being created|under construction": "coming",
}
"""What several words tell together; the first that fits is taken out of the text."""

_COMING = {"prevu", "prevue", "projet", "planifie", "planifiee", "programme", "programmee", "prochain", "prochaine"} | {
    *("prochainement", "bientot", "imminent", "imminente", "planned", "upcoming", "soon")
}
"""Of what is not there yet, but decided."""

_MADE = {"creation", "installation", "lancement", "constitution", "montage", "construction", "preparation"} | {
    *("structuration", "elaboration", "lance", "lancee", "amorce", "amorcee", "initie", "initiee")
}
"""Of a making, which may lie in the past or the future: it takes another word to tell."""

_NO = {"non", "pas", "aucun", "aucune", "neant", "inexistant", "inexistante", "rien", "sans", "no", "none", "not"}
_NOT_YET = {"encore", "yet"}
_YES = {"oui", "yes"}

_FIRST = 2023
"""The year in which regional data committees were first recommended."""
_KNOWN = {"connu", "connue", "identifie", "identifiee", "known"}
_NEUTRAL = _KNOWN | set(
    words(
        """
        le la les l un une de du des d en a au aux et est il y n ne ce c sur par pour the of for is an it
        ctd comite comites territorial territoriaux donnee donnees regional region statut status data committee
        demarche demarches engage engagee phase stade etat mission avance avancee debutee
        actuellement jour moment instant debut fin courant depuis deja bien ici horizon date annee mi
        semestre trimestre printemps ete automne hiver under there already now as since currently being
        janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
        """
    )
)
"""Words that neither tell a status nor cast doubt on it; a number is another."""


def suggested_status(text: str) -> Status | None:
    """Return the status that a cell probably means, for its user to accept; None where it may mean several.

    A word that is not known casts doubt, as do a question mark and clauses that contradict each other.
    """
    if "?" in text:
        return None
    known = read_status(text)
    if known is not None:
        return known
    if len(words(text)) > _MOST_WORDS:
        return None
    clauses = [_clause(clause) for clause in _CLAUSES.split(text) if words(clause)]
    if not clauses or None in clauses:
        return None
    told = set(clauses) - {"nothing"}
    # "oui, à l'étude" and "pas de CTD, réflexion engagée": the other clause says what is there.
    if _NONE in told and told & {"yes", _ESTABLISHED}:
        return None
    for vague in ("yes", _NONE):
        if len(told) > 1:
            told -= {vague}
    if told == {"yes"}:
        return _ESTABLISHED
    return next(iter(told)) if len(told) == 1 else None  # type: ignore[return-value]


def _clause(text: str) -> Status | str | None:
    """Return the status that a clause tells, "yes", "nothing" where it tells none, or None where it is doubtful."""
    line = " ".join(words(text))
    told: set[Status | str] = set()
    for phrase, meaning in _PHRASES.items():
        line, count = re.subn(rf"\b(?:{phrase})\b", " ", line)
        if count:
            told.add(meaning)
    found = set(line.split())
    told |= {meaning for meaning in map(_meaning, found) if meaning is not None}
    if _is_doubtful(found, told):
        return None
    if found & _NO:
        return _denied(told, is_not_yet=bool(found & _NOT_YET))
    return None if found & _NOT_YET else _affirmed(told)


def _is_doubtful(found: set[str], told: set[Status | str]) -> bool:
    """Whether a clause of these words, which tell this, should be read by a person."""
    known = _NO | _NOT_YET | _NEUTRAL
    if any(word not in known and not word.isdigit() and _meaning(word) is None for word in found):
        return True
    years = [int(word) for word in found if word.isdigit() and len(word) == 4]
    if "coming" in told and min(years, default=_FIRST) < _FIRST:
        # Planned long ago.
        return True
    # "non connu" is said of the answer, "pas de démarche connue" of the region.
    return bool(found & _NO and found & _KNOWN and not found & {"ctd", "demarche"})


def _meaning(word: str) -> Status | str | None:
    for meaning, group in (("coming", _COMING), ("made", _MADE), ("yes", _YES)):
        if word in group:
            return meaning
    stem = next((meaning for stem, meaning in _STEMS.items() if word.startswith(stem)), None)
    return _WORDS.get(word, stem)


def _denied(told: set[Status | str], *, is_not_yet: bool) -> Status | None:
    """Return what a clause with a negation tells: of what is not there *yet*, something may be under way."""
    if is_not_yet and told - {_CONSIDERING}:
        return None
    # "pas en préfiguration", "pas lancé" and "non actif" leave open what there is instead.
    return None if told & {_PREFIGURATION, "yes", "made", "running"} else _NONE


def _affirmed(told: set[Status | str]) -> Status | str | None:
    statuses = {meaning for meaning in told if isinstance(meaning, Status)}
    if "running" in told:
        statuses.add(_ESTABLISHED)
    if len(statuses) > 1:
        return None
    if statuses:
        (status,) = statuses
        # "réflexion en cours", "création envisagée", but not "existant prévu".
        return None if status is _ESTABLISHED and told & {"coming", "made"} else status
    if "coming" in told:
        return _PREFIGURATION
    if "made" in told:
        return None
    return "yes" if "yes" in told else "nothing"
