"""The earlier edition of a campaign: its answers, and the year of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..columns import ANSWER_COLUMNS
from ..editions.compare import text_key
from ..editions.edition import Edition, read_edition
from ..editions.edition_year import edition_year
from ..survey.interview_dates import certain_day, interview_period
from ..survey.reader import SurveyRow
from .collection import ABOUT_INTERVIEW


@dataclass(frozen=True)
class BaseEdition:
    """An earlier edition; `year` is how its answers are marked, but for those that it carried over itself."""

    file: Path
    name: str
    year: str
    rows: Mapping[str, SurveyRow]

    def text(self, code: str, column: str) -> str:
        """Return the answer of a region, "" where there is none."""
        row = self.rows.get(code)
        return row.cells.get(column, "").strip() if row else ""

    def year_of(self, code: str, column: str) -> str:
        """Return the year by which an answer is marked: the edition's, or the one that it was carried over from."""
        row = self.rows.get(code)
        return (row.carried.get(column) if row else None) or self.year

    def interview(self, code: str) -> str:
        """Return the date of a region's interview with its year where that is certain, else as written."""
        written = self.text(code, "date_entretien")
        day = certain_day(written, interview_period(self.name))
        return f"{day.day:02}/{day.month:02}/{day.year}" if day else written

    def is_same_row(self, code: str, cells: Mapping[str, str]) -> bool:
        """Whether a row has no answer that differs from the earlier one."""
        asked = [column for column in ANSWER_COLUMNS if column not in ABOUT_INTERVIEW]
        return code in self.rows and all(
            text_key(cells[column]) == text_key(self.text(code, column)) for column in asked if cells.get(column)
        )


def read_base(path: Path) -> BaseEdition:
    """Read the earlier edition from a survey or a ctd.gpkg; raises CtdError as `read_edition`."""
    return base_of(read_edition(path))


def base_of(edition: Edition) -> BaseEdition:
    """Return an edition as the earlier one of a campaign."""
    return BaseEdition(edition.file, edition.name, edition_year(edition), edition.survey.rows)
