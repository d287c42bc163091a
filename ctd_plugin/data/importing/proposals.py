"""What each step of an import proposes, and the edition that results from the user's decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...catalogues.registry import Platform
from ...i18n import tr
from ...regions import PRINTED_NAMES, REGION_NAMES
from ...text import fold, listed, one_line
from ..columns import find_columns, names_of
from ..editions.edition import Edition
from ..facts.columns import FIGURE_COLUMNS, column_facts, figure_column
from ..facts.corrections import UNITS, apply_edits, edit_words, edits_between, unmatched_edits
from ..facts.extraction import READ_COLUMN, read_figures, reread_facts
from ..facts.fact import UNREAD, Fact, quoted_facts, read_bundled
from ..facts.left_out import left_out
from ..places.column_level import ColumnLevel, column_levels
from ..places.headings import Level
from ..places.region_match import identify
from ..report import Problem
from ..survey.decisions import UNUSED, Decisions, decided_columns, written_region
from ..survey.reader import Survey
from ..survey.status import read_status
from ..tables.reader import Table
from .recipe import Recipe

_SAMPLE = 1000
"""Rows by whose texts a column is recognised."""


@dataclass(frozen=True)
class Figures:
    """The figures of a survey before the user edits them, and the numbers taken for no figure, sorted by region."""

    facts: tuple[Fact, ...]
    unread: tuple[Fact, ...]
    problems: tuple[Problem, ...]

    @property
    def numbers(self) -> tuple[Fact, ...]:
        """All numbers that the user may edit."""
        return (*self.facts, *self.unread)


def proposed_columns(table: Table, remembered: Mapping[str, str]) -> dict[str, str]:
    """Return name of a column → column of the survey, indicator of a figure or UNUSED, for every column of a table.

    `remembered` maps folded headings to what the user chose for them before. Where no heading is known for the region
    or the status, the column whose texts name regions or statuses is proposed.
    """
    header = table.header
    names = names_of(header)
    proposed: dict[str, str] = {}
    for name, heading in zip(names, header, strict=True):
        target = remembered.get(fold(heading)) if fold(heading) else None
        if target is not None and (target == UNUSED or target not in proposed.values()):
            proposed[name] = target
    levels = column_levels({name: table.column(index) for index, name in enumerate(names)})
    for column, index in find_columns(header).items():
        if (
            names[index] not in proposed
            and column not in proposed.values()
            and _fits_column(column, levels[names[index]])
        ):
            proposed[names[index]] = column
    for name, heading in zip(names, header, strict=True):
        indicator = figure_column(heading) if name not in proposed else None
        if indicator and indicator not in proposed.values():
            proposed[name] = indicator
    if not {"region_code", "region"} & set(proposed.values()):
        _propose_by_content("region", lambda text: not text.isdigit() and identify(text) is not None, table, proposed)
        _propose_code(levels, proposed)
    if "statut" not in proposed.values():
        _propose_by_content("statut", lambda text: read_status(text) is not None, table, proposed)
    return {name: proposed.get(name, UNUSED) for name in names}


def _propose_by_content(column: str, is_known: Callable[[str], bool], table: Table, proposed: dict[str, str]) -> None:
    """Propose the first free column of whose distinct texts at least half pass a test."""
    for index, name in enumerate(names_of(table.header)):
        texts = {cells[index] for _, cells in table.rows[:_SAMPLE]} - {""} if name not in proposed else set()
        if texts and sum(map(is_known, texts)) * 2 >= len(texts):
            proposed[name] = column
            return


def _fits_column(column: str, level: ColumnLevel) -> bool:
    """Whether a column recognised by its heading may be used: one for the region must not be of another level."""
    return column not in ("region_code", "region") or not level.by_values or Level.REGION in level.levels


def _propose_code(levels: Mapping[str, ColumnLevel], proposed: dict[str, str]) -> None:
    """Propose the first column headed as codes of regions, where none has their names."""
    if "region" in proposed.values():
        return
    for name, level in levels.items():
        if name not in proposed and level.by_heading is Level.REGION and Level.REGION in level.levels & level.by_values:
            proposed[name] = "region_code"
            return


def replayed_columns(table: Table, recipe: Recipe) -> dict[str, str]:
    """Return the columns as `proposed_columns` does, but as decided by a recipe where it knows them.

    What the user chose in other imports does not count: a recipe gives the same result everywhere.
    """
    proposed = proposed_columns(table, {})
    decided = {name: target for name, target in recipe.decisions.columns.items() if name in proposed}
    taken = set(decided.values())
    return {name: decided.get(name, UNUSED if target in taken else target) for name, target in proposed.items()}


def choices_to_remember(columns: Mapping[str, str], table: Table) -> dict[str, str]:
    """Return folded heading → column for the choices that `proposed_columns` would not have made by itself."""
    defaults = proposed_columns(table, {})
    return {
        fold(heading): columns[name]
        for name, heading in zip(names_of(table.header), table.header, strict=True)
        if fold(heading) and name in columns and columns[name] != defaults[name]
    }


def read_all_figures(table: Table, survey: Survey, decisions: Decisions, platforms: tuple[Platform, ...]) -> Figures:
    """Return the figures in a survey's texts and in its columns of figures; known, checked facts are kept."""
    known, lost = quoted_facts(read_bundled(), survey.rows)
    facts, _ = reread_facts(known, lost, survey.rows, platforms)
    columns = decided_columns(table.header, decisions)
    headings = {
        indicator: one_line(table.header[columns[indicator]]) for indicator in FIGURE_COLUMNS if indicator in columns
    }
    checked = {fact.region_code for fact in facts if fact in known and fact.column == READ_COLUMN and fact.value}
    unread: list[Fact] = []
    for code, row in survey.rows.items():
        own, doubtful = column_facts(row, headings, platforms, decisions.covers)
        # A column for a figure is preferred to a sentence.
        in_columns = {fact.indicator for fact in own}
        facts = tuple(
            replace(fact, headline=False) if fact.region_code == code and fact.indicator in in_columns else fact
            for fact in facts
        )
        facts = (*facts, *own)
        numbers = () if code in checked else read_figures(row, platforms)[1]
        unread.extend((*doubtful, *numbers))
    return Figures(_by_region(facts), _by_region(unread), lost)


def _by_region(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    order = list(REGION_NAMES)
    return tuple(sorted(facts, key=lambda fact: order.index(fact.region_code)))


def is_editable(fact: Fact) -> bool:
    """Whether a fact is a number that the user may edit: dates and payers without a figure are not."""
    return fact.indicator in (*UNITS, UNREAD)


def decided_edition(
    name: str, survey: Survey, figures: Figures, recipe: Recipe, mismatches: tuple[str, ...], folder: Path = Path()
) -> Edition:
    """Return the edition that results from the decisions of a recipe, which are listed in its problems.

    `mismatches` are the sentences of `recipe_mismatches`, `folder` is that of the survey's file.
    """
    problems = [*figures.problems]
    settled = apply_edits(figures.numbers, recipe.figures)
    changed = edits_between(figures.numbers, settled)
    if changed:
        message = tr("Figures changed by hand: {figures}.").format(figures=", ".join(map(edit_words, changed)))
        problems.append(Problem(0, READ_COLUMN, "", message))
    for read, wanted in zip(figures.numbers, settled, strict=True):
        if read.indicator == UNREAD and wanted is None:
            message = tr("{region}: “{text}” was not read as a figure.")
            message = message.format(region=PRINTED_NAMES[read.region_code], text=read.quote)
            problems.append(Problem(survey.rows[read.region_code].row, read.column, read.quote, message))
    problems.extend(Problem(0, "", "", sentence) for sentence in mismatches)
    facts = tuple(fact for fact in settled if fact is not None)
    doubtful = [read for read, wanted in zip(figures.numbers, settled, strict=True) if wanted is None]
    left = left_out(survey.unread, doubtful, facts)
    return Edition(folder / name, name, None, survey, facts, tuple(problems), left_out=left)


def recipe_mismatches(recipe: Recipe, table: Table, survey: Survey, figures: Figures) -> tuple[str, ...]:
    """Return sentences on the decisions of a recipe that do not apply to a survey."""
    if recipe == Recipe():
        return ()
    return (
        *table_mismatches(recipe, table),
        *row_mismatches(recipe, table, survey),
        *figure_mismatches(recipe, figures),
    )


def table_mismatches(recipe: Recipe, table: Table) -> tuple[str, ...]:
    """Return sentences on the sheet and the columns of a recipe that a table lacks, and on columns that are new."""
    names = names_of(table.header)
    decided = recipe.decisions.columns
    gone = [name for name, target in decided.items() if name not in names and target != UNUSED]
    new = [name for name in names if name not in decided]
    sentences = []
    if recipe.sheet is not None and recipe.sheet not in table.sheets:
        sentences.append(tr("Recipe: sheet missing from this file: {sheet}.").format(sheet=_quoted([recipe.sheet])))
    if gone:
        sentences.append(tr("Recipe: columns missing from this file: {columns}.").format(columns=_quoted(gone)))
    if new:
        sentences.append(tr("Columns unknown to the recipe: {columns}.").format(columns=_quoted(new)))
    return tuple(sentences)


def row_mismatches(recipe: Recipe, table: Table, survey: Survey) -> Iterator[str]:
    """Yield sentences on the decisions on regions, rows and statuses that do not apply to a table."""
    decisions = recipe.decisions
    columns = decided_columns(table.header, decisions)
    code, name = columns.get("region_code"), columns.get("region")

    def written(values: tuple[str, ...]) -> str:
        return written_region(*(None if place is None else values[place] for place in (code, name)))

    present = {written(values) for _, values in table.rows} if decisions.regions else set()
    gone = [value for value in decisions.regions if value not in present]
    if gone:
        yield tr("Recipe: region choices match no row: {values}.").format(values=_quoted(gone))
    used = {row.region_code: row.row for row in survey.report.matched}
    moved = [PRINTED_NAMES[region] for region, row in decisions.rows.items() if used.get(region) != row.row]
    if moved:
        yield tr("Recipe: row choices no longer apply: {regions}.").format(regions=_quoted(moved))
    present_statuses = {one_line(row.cells["statut"]) for row in survey.rows.values()}
    missing = [value for value in decisions.statuses if value not in present_statuses]
    if missing:
        yield tr("Recipe: statuses missing from this file: {values}.").format(values=_quoted(missing))


def figure_mismatches(recipe: Recipe, figures: Figures) -> Iterator[str]:
    """Yield a sentence where edited figures of a recipe are not in the survey."""
    lost = unmatched_edits(figures.numbers, recipe.figures)
    if lost:
        words = _quoted([f"{PRINTED_NAMES[edit.read.region_code]} {edit_words(edit)}" for edit in lost])
        yield tr("Recipe: figure corrections no longer apply: {figures}.").format(figures=words)


def _quoted(values: Iterable[str]) -> str:
    """Return the first values in quotation marks, and how many more there are."""
    return listed([f"“{one_line(value)[:60]}”" for value in values], most=8, length=62)
