"""Why PostgreSQL refuses, in our words.

QGIS passes on no SQLSTATE, only the message, which is in the language of the server or, on the way to it, of this
computer: it is known by its words in English and in French. The message itself goes to QGIS's log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...causes import log_detail
from ...i18n import tr

_WORDS = (
    ("lost", r"server closed|after reset|no connection to the server|terminating connection|SSL SYSCALL"),
    (
        "lost",
        r"connexion au serveur a été coupée|aucune connexion au serveur|arrêt (des|de la) connexions?|SYSCALL SSL",
    ),
    ("stopped", r"is (starting up|shutting down|in recovery)|bases? de données (se lance|s'arrête|est en cours)"),
    ("disk", r"no space left|disk full|could not extend file|espace disponible|n'a pas pu étendre|53100"),
    ("password", r"(password|peer|ident|scram)\S* authentication failed|no password supplied|authentification \S+"),
    ("password", r"authentification par mot de passe|aucun mot de passe"),
    ("admission", r"pg_hba"),
    ("clients", r"too many (connections|clients)|connection slots|trop de (connexions|clients)"),
    ("no_database", r'database "?[^"]*"? does not exist|base de données « [^»]* » n\'existe pas'),
    ("no_role", r"role .* does not exist|rôle « [^»]* » n'existe pas"),
    ("refused", r"connection refused|connexion refusée"),
    ("host", r"could not translate host|name or service not known|pas pu traduire le nom d'hôte"),
    ("slow", r"timeout expired|timed out|délai est dépassé|délai d'attente"),
    ("route", r"(no route|unreachable)|(aucun chemin d'accès|inaccessible)"),
    ("secure", r"\bSSL\b|certificat"),
    (
        "lock",
        r"lock timeout|could not obtain lock|deadlock|obtention des verrous|interblocage|pas pu obtenir un verrou",
    ),
    ("cancelled", r"canceling statement|annulation de la requête"),
    ("rights", r"permission denied|must be (the )?owner|droit refusé|doit être (le )?propriétaire"),
    ("read_only", r"read-only|lecture seule"),
    ("depends", r"other objects? depends?|d'autres objets (en )?dépendent"),
    ("memory", r"out of memory|mémoire épuisée|plus de mémoire"),
    ("encoding", r"no equivalent in encoding|byte sequence|pas d'équivalent dans l'encodage|séquence d'octets"),
    ("constraint", r"violates|rompt la contrainte|viole la contrainte"),
    ("exists", r"already exists|existe déjà"),
    ("missing", r"does not exist|n'existe pas"),
)
"""In the order in which they are looked for: a lost connection explains all others."""


def database_reason(message: str) -> str:
    """Return in words why a database refuses, and log what it says itself."""
    log_detail(message)
    found = next(_known(message), None)
    unknown = tr("see the QGIS log messages, tab CTD") if message else tr("reason not given")
    return database_causes()[found] if found else unknown


def is_lost(message: str) -> bool:
    """Whether a message says that the connection was lost."""
    return "lost" in _known(message)


def _known(message: str) -> Iterator[str]:
    plain = message.replace("\u00a0", " ").replace("’", "'")
    return (cause for cause, words in _WORDS if re.search(words, plain, re.IGNORECASE))


def database_causes() -> dict[str, str]:
    """Return cause → its words, to stand in parentheses in a sentence."""
    return {
        "lost": tr("the connection was lost"),
        "stopped": tr("the server is starting or stopping"),
        "disk": tr("no space left on the server’s disk"),
        "password": tr("user name or password refused"),
        "admission": tr("the server does not admit this user from this computer"),
        "clients": tr("too many connections to the server"),
        "no_database": tr("no database of this name"),
        "no_role": tr("no user of this name"),
        "refused": tr("connection refused"),
        "host": tr("unknown server name"),
        "slow": tr("no answer in time"),
        "route": tr("server not reachable"),
        "secure": tr("no secure connection"),
        "lock": tr("a table is in use by another session"),
        "cancelled": tr("the statement was cancelled"),
        "rights": tr("insufficient rights"),
        "read_only": tr("read-only database"),
        "depends": tr("other objects of the database depend on these tables"),
        "memory": tr("the server lacks memory"),
        "encoding": tr("characters that the database’s encoding does not have"),
        "constraint": tr("a constraint of the database refuses a row"),
        "exists": tr("an object of this name exists already"),
        "missing": tr("a table, schema or function is missing"),
    }
