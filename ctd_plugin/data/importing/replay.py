"""Applying a recipe to a survey's file, with the same result as the import assistant without changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...catalogues.registry import Platform
from ...errors import CtdError
from ..editions.edition import Edition
from ..survey.reader import read_survey_table, survey_of
from ..tables.reader import Table
from .proposals import decided_edition, read_all_figures, recipe_mismatches, replayed_columns
from .recipe import Recipe


def replay(path: Path, recipe: Recipe, platforms: tuple[Platform, ...]) -> Edition:
    """Return the edition in a file as a recipe decides; decisions that do not apply are in its problems.

    Raises CtdError where the file is no readable table or has no column for the region or the status.
    """
    table = read_replayed_table(path, recipe)
    decisions = replace(recipe.decisions, columns=replayed_columns(table, recipe))
    survey = survey_of(table, path.name, decisions)
    figures = read_all_figures(table, survey, decisions, platforms)
    return decided_edition(
        path.name, survey, figures, recipe, recipe_mismatches(recipe, table, survey, figures), path.parent
    )


def read_replayed_table(path: Path, recipe: Recipe) -> Table:
    """Read the sheet of a recipe from a file; where it is missing, the one most like a survey."""
    if recipe.sheet is not None:
        try:
            return read_survey_table(path, recipe.sheet)
        except CtdError:
            # `recipe_mismatches` reports it; other errors of the file are raised by the second reading.
            pass
    return read_survey_table(path)
