"""Aliases of the layers' fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ...data.columns import CARRIED, COLUMN_LABELS
from ...i18n import current_language, tr
from .changes import change_aliases


def field_aliases() -> Mapping[str, str]:
    """Return field → alias, in the language in force."""
    return _aliases(current_language())


@cache
def _aliases(language: str) -> Mapping[str, str]:
    return {
        **COLUMN_LABELS[language],
        "region_name": tr("Region"),
        "region": tr("Region (survey text)"),
        "population": tr("Municipal population"),
        "status": tr("Status"),
        "status_label": tr("CTD status"),
        "statut": tr("CTD status (survey text)"),
        "ctd_date": tr("Date of the CTD"),
        "ctd_date_text": tr("Date or planned date (survey text)"),
        "staff_fte": tr("Staff (FTE)"),
        "staff_scope": tr("Scope of the staff figure"),
        "staff_covers": tr("What the staff figure counts"),
        "staff_fte_max": tr("Staff, upper end of the range (FTE)"),
        "staff_about": tr("Staff figure approximate or calculated"),
        "budget_eur": tr("Yearly budget (€)"),
        "budget_scope": tr("Scope of the budget"),
        "budget_covers": tr("What the budget covers"),
        "budget_eur_max": tr("Yearly budget, upper end of the range (€)"),
        "budget_about": tr("Budget approximate or calculated"),
        "budget_per_1000": tr("Yearly budget per 1,000 inhabitants (€)"),
        "funding_sources": tr("Funding sources"),
        "technologies": tr("Technologies of the platforms"),
        "platform_count": tr("Number of platforms in service"),
        "main_platform": tr("Main platform"),
        "main_url": tr("Address of the main platform"),
        "surveyed": tr("In the survey"),
        "status_carried": tr("Status carried over from"),
        "ctd_date_carried": tr("Date carried over from"),
        "staff_carried": tr("Staff figure carried over from"),
        "budget_carried": tr("Budget carried over from"),
        "carried_from": tr("Carried over from"),
        CARRIED: tr("Answers carried over, with their year"),
        "date_ctd": tr("CTD date (survey text)"),
        "relations_cnig": tr("Participation in the CNIG"),
        "ressources": tr("Resources"),
        "date_entretien": tr("Date of the interview"),
        "indicator": tr("Indicator"),
        "value": tr("Value"),
        "value_max": tr("Highest value"),
        "unit": tr("Unit"),
        "scope": tr("Scope"),
        "covers": tr("What the figure covers"),
        "about": tr("Approximate or calculated"),
        "payer": tr("Payer"),
        "headline": tr("Shown on the maps"),
        "column": tr("Survey column"),
        "quote": tr("Quote"),
        "note": tr("Note"),
        "note_fr": tr("Note"),
        "platform_id": tr("Platform (code)"),
        "name": tr("Name"),
        "kind": tr("Type"),
        "technology": tr("Technology"),
        "other_technologies": tr("Other technologies"),
        "operator": tr("Operator"),
        "platform_status": tr("Status of the platform"),
        "homepage": tr("Website"),
        "survey_quote": tr("Quote of the survey"),
        "source": tr("Source"),
        "protocol": tr("Protocol"),
        "url": tr("Address"),
        "confidence": tr("Confidence"),
        "evidence": tr("Evidence"),
        "evidence_fr": tr("Evidence"),
        "edition": tr("Edition of the survey"),
        "sources": tr("Sources"),
        "licences": tr("Licences"),
        "made_on": tr("Created on"),
        "made_with": tr("Created with"),
        **change_aliases(),
    }
