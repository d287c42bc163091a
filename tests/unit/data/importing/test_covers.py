"""What the figures of a user's survey cover: read from the words, said of a whole column, corrected, kept."""

from __future__ import annotations

from dataclasses import replace

from ctd_plugin.data.facts.corrections import FigureEdit, apply_edits
from ctd_plugin.data.facts.fact import BUDGET, STAFF
from ctd_plugin.data.importing.proposals import proposed_columns, read_all_figures
from ctd_plugin.data.survey.decisions import Decisions
from ctd_plugin.data.survey.reader import survey_of
from ctd_plugin.data.tables.reader import Table, table_from_rows


def figures_of(source: Table, decisions: Decisions = Decisions()):  # noqa: B008
    return read_all_figures(source, survey_of(source, "a.csv", decisions), decisions, ())


def test_what_a_column_of_figures_covers_is_decided_once_for_all_its_cells():
    source = table_from_rows(
        ("region", "statut", "ETP", "Budget annuel (k€)"),
        [
            ("Corse", "CTD existant", "3", "300"),
            ("Bretagne", "CTD existant", "environ 4 ETP sur la plateforme", "2 M€ (GIP)"),
        ],
    )
    columns = proposed_columns(source, {})
    read = figures_of(source, Decisions(columns=columns)).facts
    assert [(fact.region_code, fact.indicator, fact.covers, fact.about) for fact in read] == [
        ("53", STAFF, "operation_staff", True),
        ("53", BUDGET, "whole_structure", False),
        ("94", STAFF, "unknown", False),
        ("94", BUDGET, "unknown", False),
    ]
    decided = figures_of(source, Decisions(columns=columns, covers={BUDGET: "operation"})).facts
    assert [fact.covers for fact in decided if fact.indicator == BUDGET] == ["operation", "operation"]
    assert [fact.covers for fact in decided if fact.indicator == STAFF] == ["operation_staff", "unknown"]


def test_what_a_figure_covers_is_read_anew_next_year_unless_a_person_said_it():
    header = ("region", "statut", "moyens")
    (staff,) = figures_of(table_from_rows(header, [("Corse", "CTD existant", "3 ETP")])).facts
    assert staff.covers == "unknown"
    corrected = FigureEdit(staff, replace(staff, value="4"))
    (next_year,) = figures_of(table_from_rows(header, [("Corse", "CTD existant", "plateforme : 3 ETP")])).facts
    (settled,) = apply_edits((next_year,), (corrected,))
    assert settled is not None
    assert (settled.value, settled.covers) == ("4", "operation_staff")
    said = FigureEdit(staff, replace(staff, covers="data_production", about=True))
    (settled,) = apply_edits((next_year,), (said,))
    assert settled is not None
    assert (settled.covers, settled.about) == ("data_production", True)
