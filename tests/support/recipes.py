"""A recipe of an import with a choice of each kind."""

from __future__ import annotations

from dataclasses import replace

from ctd_plugin.data.facts.corrections import FigureEdit
from ctd_plugin.data.facts.fact import STAFF
from ctd_plugin.data.importing.recipe import Recipe
from ctd_plugin.data.survey.decisions import UNUSED, Decisions, RowChoice
from tests.support.figures import amount

FACT = replace(amount("53", 3, indicator=STAFF), quote="3 ETP")
RECIPE = Recipe(
    sheet="Enquête 2026",
    decisions=Decisions(
        columns={"Statut": "statut", "Remarque": UNUSED, "ETP": "staff_fte"},
        regions={"Brtagne": "53", "Total": UNUSED},
        rows={"94": RowChoice(6, "94 Corse")},
        statuses={"Lancé": "considering", "?": UNUSED},
        covers={"staff_fte": "operation_staff"},
    ),
    figures=(FigureEdit(FACT, replace(FACT, value="4", payer="region")), FigureEdit(FACT, None)),
)
