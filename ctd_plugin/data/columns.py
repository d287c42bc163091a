"""The columns of the survey and the headings by which they are recognised."""

from __future__ import annotations

from ..text import fold, one_line

SURVEY_COLUMNS = (
    "region_code",
    "region",
    "statut",
    "contexte",
    "date_ctd",
    "cadre",
    "objectifs",
    "gouvernance",
    "pilotage",
    "participants",
    "moyens",
    "outils",
    "relations_cnig",
    "contact",
    "communication",
    "cas_usage",
    "difficultes",
    "perspectives",
    "ressources",
    "date_entretien",
    "repondant",
)
"""The columns in the order of the printed table."""
ANSWER_COLUMNS = tuple(column for column in SURVEY_COLUMNS if column not in ("region_code", "region"))
"""The columns that a region fills in."""

PERSONAL_COLUMNS = ("repondant",)
"""The columns that name persons."""

CARRIED = "reprises"
"""A further column: the answers carried over from an earlier edition, each with its year (`survey.carried`)."""
_CARRIED_HEADINGS = ("reprises", "reponsesreprises", "carriedover")
_STILL_VALID = ("toujoursvalable", "toujoursvalables", "stillvalid")

COLUMN_LABELS: dict[str, dict[str, str]] = {
    "fr": {
        "region_code": "Code Insee de la région",
        "region": "Région",
        "statut": "Statut du CTD",
        "contexte": "Contexte",
        "date_ctd": "Date du CTD",
        "cadre": "Cadre juridique ou contractuel",
        "objectifs": "Objectifs",
        "gouvernance": "Gouvernance",
        "pilotage": "Pilotage",
        "participants": "Participants",
        "moyens": "Moyens humains et financiers",
        "outils": "Outils et plateformes",
        "relations_cnig": "Relations avec le CNIG",
        "contact": "Contact",
        "communication": "Communication",
        "cas_usage": "Cas d’usage",
        "difficultes": "Difficultés et enjeux",
        "perspectives": "Perspectives",
        "ressources": "Ressources documentaires",
        "date_entretien": "Date de l’entretien",
        "repondant": "Répondant",
    },
    "en": {
        "region_code": "Insee code of the region",
        "region": "Region",
        "statut": "CTD status",
        "contexte": "Context",
        "date_ctd": "CTD date",
        "cadre": "Legal or contractual form",
        "objectifs": "Objectives",
        "gouvernance": "Governance",
        "pilotage": "Steering",
        "participants": "Participants",
        "moyens": "Staff and money",
        "outils": "Tools and platforms",
        "relations_cnig": "Relations with the CNIG",
        "contact": "Contact",
        "communication": "Communication",
        "cas_usage": "Use cases",
        "difficultes": "Difficulties and stakes",
        "perspectives": "Outlook",
        "ressources": "Reference documents",
        "date_entretien": "Interview date",
        "repondant": "Respondent",
    },
}
"""Language → column → the heading written into templates; readers recognise both languages."""

_OTHER_HEADINGS: dict[str, tuple[str, ...]] = {
    "region_code": (
        "code_region",
        "code_reg",
        "cd_reg",
        "reg",
        "insee_reg",
        "insee_region",
        "code_insee_region",
        "code_insee_de_la_region",
        "code_officiel_region",
        # The less specific last: of the codes of a department and of its region, the region's is meant.
        "code_insee",
        "insee",
        "code",
    ),
    "region": (
        "regions",
        "nom_region",
        "nom_reg",
        "nom_de_la_region",
        "nom_officiel_region",
        "region_name",
        "libelle_region",
        "libelle",
        "nom",
        "name",
        "territoire",
    ),
    "statut": ("status", "statut_ctd", "statut_du_ctd", "ctd_status", "demarche", "demarche_ctd"),
    "date_ctd": ("date_du_ctd", "ctd_date"),
    "cas_usage": ("cas_d_usages", "usages"),
    "contexte": ("contexte_local", "background"),
    "cadre": ("cadre_juridique", "forme_juridique", "legal_form", "framework"),
    "objectifs": ("objectif", "attentes", "aims", "goals"),
    "gouvernance": ("comitologie", "instances", "bodies"),
    "pilotage": ("pilotes", "animation", "leadership"),
    "participants": ("membres", "adherents", "members"),
    "moyens": ("moyen", "ressources_humaines_et_financieres", "moyens_et_budget", "means", "resources_and_budget"),
    "outils": ("outil", "plateforme", "plateformes", "tools", "platform", "platforms"),
    "relations_cnig": ("relation_cnig", "cnig", "lien_cnig", "liens_cnig", "relations_avec_cnig"),
    "contact": ("contacts",),
    "difficultes": ("difficulte", "freins", "enjeux", "difficulties"),
    "perspectives": ("perspective", "suites", "feuille_de_route", "next_steps", "roadmap"),
    "ressources": ("ressource", "documents", "documentation", "liens", "references"),
    "date_entretien": ("date_d_entretien", "entretien", "interview"),
    "repondant": ("repondants", "repondant_s", "personne_interrogee", "interlocuteur", "respondents"),
}


def _known_headings(column: str) -> tuple[str, ...]:
    labels = (names[column] for names in COLUMN_LABELS.values())
    # Without duplicates: several synonyms fold to the same.
    return tuple(dict.fromkeys(map(fold, (column, *labels, *_OTHER_HEADINGS.get(column, ())))))


_HEADINGS = {column: _known_headings(column) for column in SURVEY_COLUMNS}
_ALL_HEADINGS = frozenset((*_CARRIED_HEADINGS, *(heading for known in _HEADINGS.values() for heading in known)))


def names_of(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return a unique name for each column: its heading, numbered where that is empty or used before."""
    names: list[str] = []
    # Besides the list, because a table may have thousands of columns.
    used: set[str] = set()
    for place, heading in enumerate(map(one_line, header), start=1):
        names.append(f"{heading} ({place})".strip() if not heading or heading in used else heading)
        used.add(names[-1])
    return tuple(names)


def find_columns(header: tuple[str, ...]) -> dict[str, int]:
    """Return column of the survey → index in a header; of several headings for one, the survey's own is preferred."""
    folded = [fold(heading) for heading in header]
    if _ALL_HEADINGS.isdisjoint(folded):
        # So are most lines of a table, each of which may be its header.
        return {}
    found = {
        column: next((folded.index(heading) for heading in headings if heading in folded), None)
        for column, headings in _HEADINGS.items()
    }
    carried = next((index for index, heading in enumerate(folded) if heading in _CARRIED_HEADINGS), None)
    return {column: index for column, index in {**found, CARRIED: carried}.items() if index is not None}


def is_still_valid_heading(heading: str) -> bool:
    """Whether a column says of which answers of an earlier edition somebody says that they are still valid."""
    return fold(heading) in _STILL_VALID
