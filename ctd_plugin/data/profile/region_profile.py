"""The profile of a region: all that one edition has on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ...catalogues.registry import Platform
from ...regions import printed_name
from ...text import one_line, truncated
from ..columns import SURVEY_COLUMNS
from ..facts.fact import BUDGET, STAFF, STATUS_REMARK, Fact
from ..survey.interview_dates import InterviewPeriod, interview_date
from ..survey.status import Status
from .figure import Figure, figure_of, headline_figure
from .region_change import RegionChange

# Shown in the header of a region, or not at all.
NOT_ANSWERS = {"region_code", "region", "statut", "date_ctd", "date_entretien", "repondant"}
_DATES = ("date_ctd", "date_entretien")
_LONGEST_DATE = 60


@dataclass(frozen=True)
class Answer:
    """A cell of the survey: its column, its text as written, and the year that it was carried over from, or ""."""

    column: str
    text: str
    carried_from: str = ""


@dataclass(frozen=True)
class RegionProfile:
    """One region; empty texts, None and () where the survey or the registry has nothing.

    `cells` are the survey's texts by column, `ctd_date_text` the date or horizon as maps write it, `payers` the codes
    of who pays. `platforms` are in the order of the registry, those out of service too. `change` is what changed since
    an earlier edition, None where the edition was compared with none. `interviews` is the period of the edition's
    interviews, None where it is not known. `carried` is column → year of the earlier edition that an answer was
    carried over from, as nobody renewed it: what shows the answer shows the year (`labels.carried_over`).
    """

    code: str
    name: str
    population: int | None = None
    surveyed: bool = False
    status: Status | None = None
    ctd_date: date | None = None
    ctd_date_text: str = ""
    contact: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    payers: tuple[str, ...] = ()
    platforms: tuple[Platform, ...] = ()
    facts: tuple[Fact, ...] = ()
    change: RegionChange | None = None
    interviews: InterviewPeriod | None = None
    carried: Mapping[str, str] = field(default_factory=dict)

    @property
    def printed_name(self) -> str:
        """The name as people read it, with the apostrophe of print."""
        return printed_name(self.name)

    @cached_property
    def staff(self) -> Figure | None:
        """The staff that maps draw, in FTE."""
        return headline_figure(self.facts, STAFF)

    @cached_property
    def budget(self) -> Figure | None:
        """The budget that maps draw, in euros a year."""
        return headline_figure(self.facts, BUDGET)

    @cached_property
    def budget_per_1000(self) -> Figure | None:
        """The budget for each 1,000 inhabitants."""
        return self.budget.per_1000(self.population) if self.budget and self.population else None

    @property
    def payers_carried(self) -> str:
        """The year of the earlier edition that all payers were carried over from, "" where any is named anew."""
        years = {fact.carried_from for fact in self.facts if fact.payer}
        return years.pop() if len(years) == 1 else ""

    @property
    def status_remark(self) -> Fact | None:
        """What the survey says about its own status of the region, such as that it was debated; maps footnote it."""
        return next((fact for fact in self.facts if fact.indicator == STATUS_REMARK), None)

    @property
    def data_platforms(self) -> list[Platform]:
        """The platforms of data, those out of service too, without the observatories, applications and services."""
        return [platform for platform in self.platforms if platform.is_data]

    @property
    def active_platforms(self) -> list[Platform]:
        """The data platforms in service, the main one first."""
        return [platform for platform in self.data_platforms if platform.is_active]

    @property
    def main_platform(self) -> Platform | None:
        """The first data platform in service."""
        return next(iter(self.active_platforms), None)

    @property
    def technologies(self) -> list[str]:
        """The codes of what the data platforms in service run on, each once."""
        return list(dict.fromkeys(code for platform in self.active_platforms for code in platform.technologies))

    @property
    def written_date(self) -> str:
        """The date of the CTD as the survey writes it, on one line."""
        return shortened(self._text("date_ctd"))

    @property
    def interview_date(self) -> str:
        """The date of the interview in words, with its year where that is certain; on one line."""
        return shortened(interview_date(self._text("date_entretien"), self.interview_period))

    @property
    def interview_period(self) -> InterviewPeriod | None:
        """The period that gives the year of the interview; None for a date that an earlier edition gives."""
        return None if self.carried_from("date_entretien") else self.interviews

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The cells with a text, in the survey's order; status and dates only where the header cannot show them."""
        shown = {column for column in SURVEY_COLUMNS if column not in NOT_ANSWERS}
        shown |= {column for column in _DATES if len(self._text(column)) > _LONGEST_DATE}
        if not self.status:
            shown.add("statut")
        texts = ((column, self._text(column)) for column in SURVEY_COLUMNS if column in shown)
        return tuple(Answer(column, text, self.carried_from(column)) for column, text in texts if text)

    def figure(self, indicator: str) -> Figure | None:
        """Return the figure of an indicator: the one that maps draw, or the only one."""
        facts = [fact for fact in self.facts if fact.indicator == indicator]
        chosen = [fact for fact in facts if fact.headline] or facts
        return figure_of(chosen[0]) if len(chosen) == 1 else None

    def indicator(self, name: str) -> float | None:
        """Return the number of an indicator's figure; of a range, its lower end."""
        figure = self.figure(name)
        return figure.value if figure else None

    def carried_from(self, column: str) -> str:
        """Return the year of the earlier edition that an answer was carried over from; "" where it is a new one."""
        return self.carried.get(column, "")

    def _text(self, column: str) -> str:
        return self.cells.get(column, "").strip()


def shortened(text: str) -> str:
    """Return a text for a place with room for one line: whole, or its start and an ellipsis."""
    return truncated(one_line(text), _LONGEST_DATE)
