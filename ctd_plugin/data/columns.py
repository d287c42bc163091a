"""The survey's columns and the headings that people give them."""

from __future__ import annotations

from .text import fold

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
"""In the order of the printed table."""

_OTHER_HEADINGS: dict[str, tuple[str, ...]] = {
    "region_code": (
        "code",
        "code_region",
        "code_reg",
        "cd_reg",
        "reg",
        "insee",
        "insee_reg",
        "insee_region",
        "code_insee",
        "code_insee_region",
        "code_insee_de_la_region",
        "code_officiel_region",
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
    "cas_usage": ("cas_d_usage", "cas_d_usages"),
    "contact": ("contacts",),
    "date_entretien": ("date_d_entretien", "date_de_l_entretien"),
    "repondant": ("repondants",),
}
_HEADINGS = {
    column: tuple(fold(heading) for heading in (column, *_OTHER_HEADINGS.get(column, ()))) for column in SURVEY_COLUMNS
}


def find_columns(header: tuple[str, ...]) -> dict[str, int]:
    """Return column → index in a header; the survey's own heading goes before others for the same column."""
    folded = [fold(heading) for heading in header]
    found = {
        column: next((folded.index(heading) for heading in headings if heading in folded), None)
        for column, headings in _HEADINGS.items()
    }
    return {column: index for column, index in found.items() if index is not None}
