"""Answers carried over from an earlier edition: the column `reprises` of a survey, "moyens : 2025 ; outils : 2025"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...text import one_line
from ..columns import SURVEY_COLUMNS, find_columns

NOT_CARRIED = ("region_code", "region", "repondant")
"""Columns that say for whom and by whom: these are never carried over."""


def carried_text(carried: Mapping[str, str]) -> str:
    """Return column → year of the earlier edition as the text of a cell, in the survey's order."""
    return "; ".join(f"{column}: {carried[column]}" for column in SURVEY_COLUMNS if column in carried)


def read_carried(text: str) -> tuple[dict[str, str], list[str]]:
    """Return column → year of the earlier edition from a cell, and the parts of it that name no column and year."""
    carried: dict[str, str] = {}
    unread = []
    for part in filter(None, map(one_line, re.split(r"[;\n]", text))):
        name, _, year = part.partition(":")
        column = next(iter(find_columns((name.strip(),))), "")
        # A colon in the year: two columns that no semicolon parts.
        if column in SURVEY_COLUMNS and column not in NOT_CARRIED and year.strip() and ":" not in year:
            carried[column] = year.strip()
        else:
            unread.append(part)
    return carried, unread
