"""Distinguishing e-mail addresses of functions, which may be shown, from those of persons."""

from __future__ import annotations

from ...regions import REGION_ALIASES, REGION_NAMES
from ...text import fold, words
from .respondents import FIRST_NAMES

_FUNCTION_WORDS = (
    "accueil admin administration adresse agence animation aide api association assistance bonjour bureau carto "
    "cartographie catalogue cellule comite communication com connaissance contact contacts coordination courrier "
    "crige crig ctd cnig data dataviz demande dg direction dpo dsi dsit dreal donnee donnees equipe formation foncier "
    "geo geodata geomatique geoplateforme geoportail geoservices gip hello help helpdesk idg ig info informations "
    "infos information innovation inspire laboratoire mail mairie metadonnees mission numerique observatoire "
    "observatoires opendata ouverture partenariat pilotage plateforme pole portail presidence prefecture projet "
    "projets referent region secretariat service services sig site support systeme team technique territoire "
    "territoires territorial transition usagers ville web webmaster webmestre "
)
_FUNCTIONS = frozenset(_FUNCTION_WORDS.split())
_STARTS = ("geo", "sig", "data", "opendata", "open", "carto", "contact", "crige", "info", "idg")
_REGIONS = frozenset(
    {word for name in REGION_NAMES.values() for word in words(name) if len(word) > 4}
    | {fold(name) for name in REGION_NAMES.values()}
    | {fold(alias) for aliases in REGION_ALIASES.values() for alias in aliases}
)


def is_functional(address: str) -> bool:
    """Whether an address is certainly that of a function: sig@, contact-data@, openig@openig.org."""
    local, _, domain = address.partition("@")
    pieces = words(local)
    if any(piece in FIRST_NAMES for piece in pieces):
        return False
    if len(fold(local)) == 1 or (fold(local) and fold(local) == fold(domain.split(".")[0])):
        return True
    known = [piece in _FUNCTIONS or piece in _REGIONS or piece in _SMALL or piece.isdigit() for piece in pieces]
    starts = any(piece.startswith(_STARTS) and len(piece) > 3 for piece in pieces)
    is_named = any(piece in _FUNCTIONS for piece in pieces) or starts
    return is_named and (all(known) or len(pieces) == 1 or (starts and sum(not one for one in known) <= 1))


_SMALL = frozenset(("de", "du", "des", "la", "le", "les", "et", "d", "l", "en", "a", "au"))
