"""The state of one import: the table that was read, its user's decisions, and the survey that follows from them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from ...data.columns import names_of
from ...data.facts.corrections import FigureEdit, apply_edits, edits_between, unmatched_edits
from ...data.facts.fact import Fact
from ...data.importing.heading_words import suggested_columns
from ...data.importing.proposals import (
    Figures,
    choices_to_remember,
    proposed_columns,
    replayed_columns,
    table_mismatches,
)
from ...data.importing.recipe import Recipe
from ...data.survey.decisions import UNUSED, Decisions, RowChoice
from ...data.survey.reader import Survey
from ...data.tables.reader import Table
from ...settings import Settings, read_settings, write_settings
from ...text import fold

_MOST_REMEMBERED = 500

T = TypeVar("T")


@dataclass
class Session:
    """The state that the pages share; `recipe` is the one that the import replays.

    `table`, `survey` and `figures` are None until they are read; the pages after that use the `current_` properties.
    """

    name: str = ""
    folder: Path | None = None
    recipe: Recipe = field(default_factory=Recipe)
    table: Table | None = None
    columns: dict[str, str] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    rows: dict[str, RowChoice] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    covers: dict[str, str] = field(default_factory=dict)
    survey: Survey | None = None
    figures: Figures | None = None
    settled: list[Fact | None] = field(default_factory=list)
    """The figures as decided, parallel to `figures.numbers`; None where a number is no figure."""
    ignored: set[str] = field(default_factory=set)
    """The names of the columns that were left out by decision, for which nothing is suggested."""

    def set_table(self, table: Table) -> None:
        """Start again with a table: with the recipe's decisions, else with the columns known or remembered."""
        self.table = table
        remembered = remembered_columns(read_settings())
        self.columns = replayed_columns(table, self.recipe) if self.has_recipe else proposed_columns(table, remembered)
        names = zip(names_of(table.header), table.header, strict=True)
        self.ignored = (
            {name for name, target in self.recipe.decisions.columns.items() if target == UNUSED}
            if self.has_recipe
            else {name for name, heading in names if remembered.get(fold(heading)) == UNUSED}
        )
        self.regions = dict(self.recipe.decisions.regions)
        self.rows = dict(self.recipe.decisions.rows)
        self.statuses = dict(self.recipe.decisions.statuses)
        self.covers = dict(self.recipe.decisions.covers)
        self.survey, self.figures, self.settled = None, None, []

    def clear(self) -> None:
        """Free what was read."""
        self.table, self.survey, self.figures, self.settled = None, None, None, []

    def set_figures(self, figures: Figures) -> None:
        """Set the figures that were read, with the decisions made before about those that are still there."""
        edits = self.current_recipe().figures if self.figures else self.recipe.figures
        self.figures = figures
        self.settled = list(apply_edits(figures.numbers, edits))

    @property
    def current_table(self) -> Table:
        """Return the table, which was read."""
        return _read(self.table)

    @property
    def current_survey(self) -> Survey:
        """Return the survey, which was read."""
        return _read(self.survey)

    @property
    def current_figures(self) -> Figures:
        """Return the figures, which were read."""
        return _read(self.figures)

    def suggested_columns(self) -> dict[str, str]:
        """Return unused column → the column of the survey that it probably is."""
        return suggested_columns(self.current_table, self.columns, self.ignored)

    @property
    def header_row(self) -> int:
        """Return the row of the headings in a spreadsheet program, by which its rows are numbered."""
        return self.table.header_row if self.table is not None else 0

    def decisions(self) -> Decisions:
        """Return a copy of the decisions made so far."""
        used = {indicator: covers for indicator, covers in self.covers.items() if indicator in self.columns.values()}
        return Decisions(dict(self.columns), dict(self.regions), dict(self.rows), dict(self.statuses), used)

    def current_recipe(self) -> Recipe:
        """Return the recipe that repeats this import; edits of the replayed one that fit nothing here are kept."""
        unused = unmatched_edits(self.figures.numbers if self.figures else (), self.recipe.figures)
        sheet = self.table.sheet if self.table and len(self.table.sheets) > 1 else None
        return Recipe(sheet, self.decisions(), (*self.edits(), *unused))

    def edits(self) -> tuple[FigureEdit, ...]:
        """Return the user's changes to the figures that were read."""
        return edits_between(self.figures.numbers, self.settled) if self.figures else ()

    @property
    def has_recipe(self) -> bool:
        """Whether a recipe is replayed."""
        return self.recipe != Recipe()

    def table_mismatches(self) -> tuple[str, ...]:
        """Return what the recipe decided about sheet and columns that this table has not, or has besides."""
        return table_mismatches(self.recipe, self.table) if self.table is not None and self.has_recipe else ()


def _read(part: T | None) -> T:
    if part is None:
        raise RuntimeError("a page came before what it shows was read")
    return part


def remembered_columns(settings: Settings) -> dict[str, str]:
    """Return heading → column as the user chose it in earlier imports; nothing where the setting is damaged."""
    try:
        stored = json.loads(settings.import_columns or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in stored.items()} if isinstance(stored, dict) else {}


def remember_columns(session: Session) -> None:
    """Store the columns that the user chose; where there are too many, the oldest are dropped."""
    settings = read_settings()
    chosen = choices_to_remember(session.columns, session.current_table)
    kept = {**chosen, **{key: value for key, value in remembered_columns(settings).items() if key not in chosen}}
    text = json.dumps(dict(list(kept.items())[:_MOST_REMEMBERED]), ensure_ascii=False)
    write_settings(replace(settings, import_columns=text))
