"""Aliases of the layers' fields."""

from __future__ import annotations

from ...data.columns import COLUMN_LABELS
from ...i18n import current_language, tr
from .changes import change_aliases


def field_aliases() -> dict[str, str]:
    """Return field → alias, in the language in force."""
    return {
        **COLUMN_LABELS[current_language()],
        "region_name": tr("Region"),
        "region": tr("Region as written in the survey"),
        "population": tr("Municipal population"),
        "status": tr("Status"),
        "status_label": tr("CTD status"),
        "statut": tr("CTD status as written in the survey"),
        "ctd_date": tr("Date of the CTD"),
        "ctd_date_text": tr("Date or horizon as written"),
        "staff_fte": tr("Staff (FTE)"),
        "staff_scope": tr("Scope of the staff figure"),
        "budget_eur": tr("Yearly budget (€)"),
        "budget_scope": tr("Scope of the budget"),
        "budget_per_1000": tr("Yearly budget per 1,000 inhabitants (€)"),
        "funding_sources": tr("Who pays"),
        "technologies": tr("Technologies of the platforms"),
        "platform_count": tr("Number of active platforms"),
        "main_platform": tr("Main platform"),
        "main_url": tr("Address of the main platform"),
        "surveyed": tr("In the survey"),
        "date_ctd": tr("Date of the CTD as written"),
        "relations_cnig": tr("Part taken in the CNIG"),
        "ressources": tr("Resources"),
        "date_entretien": tr("Date of the interview"),
        "indicator": tr("Indicator"),
        "value": tr("Value"),
        "value_max": tr("Highest value"),
        "unit": tr("Unit"),
        "scope": tr("Scope"),
        "payer": tr("Payer"),
        "headline": tr("Drawn on the maps"),
        "column": tr("Survey column"),
        "quote": tr("Quote"),
        "note": tr("Note"),
        "note_fr": tr("Note"),
        "platform_id": tr("Platform (code)"),
        "name": tr("Name"),
        "technology": tr("Technology"),
        "operator": tr("Operator"),
        "platform_status": tr("Status of the platform"),
        "homepage": tr("Web site"),
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
        "made_on": tr("Made on"),
        "made_with": tr("Made with"),
        **change_aliases(),
    }
