"""What the assistant knows so far: the table that was read, the person's decisions, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...data.facts.corrections import FigureEdit, apply_edits, edits_between, unmatched_edits
from ...data.facts.fact import Fact
from ...data.importing.proposals import (
    Figures,
    choices_to_remember,
    proposed_columns,
    replayed_columns,
    table_mismatches,
)
from ...data.importing.recipe import Recipe
from ...data.survey.decisions import Decisions, RowChoice
from ...data.survey.reader import Survey
from ...data.tables.reader import Table
from ...settings import Settings, read_settings, write_settings

_MOST_REMEMBERED = 500


@dataclass
class Session:
    """One run of the assistant; `recipe` is the one that it replays."""

    read: Callable[[], Table] | None = None
    name: str = ""
    folder: Path | None = None
    recipe: Recipe = field(default_factory=Recipe)
    table: Table | None = None
    columns: dict[str, str] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    rows: dict[str, RowChoice] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    survey: Survey | None = None
    figures: Figures | None = None
    settled: list[Fact | None] = field(default_factory=list)
    """Side by side with the figures' numbers: each as it is wanted, None where it is no figure."""

    def take_table(self, table: Table) -> None:
        """Begin anew with a table: as the recipe decides, or else with the columns that are known or remembered."""
        self.table = table
        self.columns = (
            replayed_columns(table, self.recipe)
            if self.replays
            else proposed_columns(table, remembered_columns(read_settings()))
        )
        self.regions = dict(self.recipe.decisions.regions)
        self.rows = dict(self.recipe.decisions.rows)
        self.statuses = dict(self.recipe.decisions.statuses)
        self.survey, self.figures, self.settled = None, None, []

    def forget(self) -> None:
        """Let go of what was read."""
        self.table, self.survey, self.figures, self.settled = None, None, None, []

    def take_figures(self, figures: Figures) -> None:
        """Take what was read; what was decided before about a figure that is still there stays so."""
        edits = self.current_recipe().figures if self.figures else self.recipe.figures
        self.figures = figures
        self.settled = list(apply_edits(figures.numbers, edits))

    def decisions(self) -> Decisions:
        return Decisions(dict(self.columns), dict(self.regions), dict(self.rows), dict(self.statuses))

    def current_recipe(self) -> Recipe:
        """Return the recipe that repeats this run, edits that fit nothing this time included."""
        unused = unmatched_edits(self.figures.numbers if self.figures else (), self.recipe.figures)
        sheet = self.table.sheet if self.table and len(self.table.sheets) > 1 else None
        return Recipe(sheet, self.decisions(), (*self.edits(), *unused))

    def edits(self) -> tuple[FigureEdit, ...]:
        """Return what a person changed in the figures that were read."""
        return edits_between(self.figures.numbers, self.settled) if self.figures else ()

    @property
    def replays(self) -> bool:
        """Whether there is a recipe that decides anything."""
        return self.recipe != Recipe()

    def unfit_table(self) -> tuple[str, ...]:
        """Return what the recipe decided about sheet and columns that this table has not, or has besides."""
        return table_mismatches(self.recipe, self.table) if self.table is not None and self.replays else ()


def remembered_columns(settings: Settings) -> dict[str, str]:
    """Return heading → column as a person chose it in earlier runs; what cannot be read is forgotten."""
    try:
        stored = json.loads(settings.import_columns or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in stored.items()} if isinstance(stored, dict) else {}


def remember_columns(session: Session) -> None:
    """Keep the columns that a person chose, the latest first where there are too many."""
    settings = read_settings()
    chosen = choices_to_remember(session.columns, session.table)
    kept = {**chosen, **{key: value for key, value in remembered_columns(settings).items() if key not in chosen}}
    text = json.dumps(dict(list(kept.items())[:_MOST_REMEMBERED]), ensure_ascii=False)
    write_settings(replace(settings, import_columns=text))
