"""The files that came back in a campaign, the answers in them, and the one survey that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ...regions import REGION_NAMES
from ..survey.personal_names import PersonalName

ABOUT_INTERVIEW = ("date_entretien", "repondant")
"""Columns on when and by whom a region answered: they differ from file to file, and are no conflict."""


class FileState(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    """At least one of its answers is in the survey."""
    REPLACED = "replaced"
    """Each of its answers gave way to that of another file."""
    UNCHANGED = "unchanged"
    """A template that came back as it was sent, or a table without a new answer."""
    EMPTY = "empty"
    """It has regions, but no answer."""
    COPY = "copy"
    """The same bytes as another file."""
    NO_REGION = "no_region"
    """It has answers, but does not say for which region."""
    UNREADABLE = "unreadable"


class DateSource(StrEnum):
    """What tells which of two files is newer, the first that all files of a region have before the next."""

    INTERVIEW = "interview"
    """The date of the interview that the file states."""
    TEMPLATE = "template"
    """The day on which its template was made."""
    DOCUMENT = "document"
    """When the file was last saved, by its own properties."""
    FILE = "file"
    """The date of the file on the disk."""


class Choice(StrEnum):
    """Why an answer was chosen among several; with the last two, somebody should look."""

    DECIDED = "decided"
    NEWER = "newer"
    SAME_DATE = "same_date"
    """Nothing tells which is newer."""
    COMPLETED = "completed"
    """The newest file leaves the cell empty, and an older one fills it."""


@dataclass(frozen=True)
class AnswerDates:
    """What dates the answers of a file, None where that is not known."""

    file: datetime
    interview: date | None = None
    template: date | None = None
    document: datetime | None = None

    @property
    def source(self) -> DateSource:
        """The source of `day`."""
        if self.interview:
            return DateSource.INTERVIEW
        return DateSource.DOCUMENT if self.document else DateSource.FILE

    @property
    def day(self) -> date:
        """The day of the answers: that of the interview, else that on which the document was saved."""
        return self.interview or (self.document or self.file).date()


@dataclass(frozen=True)
class ReturnedAnswers:
    """What one place of a file answers for one region; `row` counts from 1 below the header.

    `answers` are new ones by column: "" where a person removed an earlier answer. `confirmed` are columns of
    `answers` whose earlier answer was declared still valid, `unchanged` columns that still hold an earlier answer of
    which nobody says so.
    """

    id: str
    file: str
    sheet: str
    row: int
    region_code: str
    dates: AnswerDates
    answers: Mapping[str, str]
    confirmed: frozenset[str] = frozenset()
    unchanged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReturnedFile:
    """A file that came back; `name` is its path below the folder that was pointed at, `message` one sentence.

    `proposed_region` is the region that the name of a file without one suggests; it is never used unless decided.
    """

    name: str
    state: FileState
    message: str = ""
    answers: tuple[ReturnedAnswers, ...] = ()
    problems: tuple[str, ...] = ()
    proposed_region: str = ""

    @property
    def regions(self) -> tuple[str, ...]:
        """The codes of the regions for which the file has a row, each once."""
        return tuple(dict.fromkeys(one.region_code for one in self.answers))


@dataclass(frozen=True)
class Double:
    """A cell for which files have several answers; the first of `options` was chosen, the others follow by date.

    Each option is the `id` of ReturnedAnswers and its text. `told_by` is what tells that the chosen one is newer.
    """

    region_code: str
    column: str
    options: tuple[tuple[str, str], ...]
    choice: Choice
    told_by: DateSource | None = None

    @property
    def is_settled(self) -> bool:
        """Whether a date or a person settled it."""
        return self.choice in (Choice.DECIDED, Choice.NEWER)


@dataclass(frozen=True)
class CollectedRow:
    """The row of a region in the survey: its texts, the `id` of the answers each came from, and what is carried over.

    `carried` is column → year of the earlier edition that fills a cell which nobody answered. `unchanged` are the
    columns whose earlier answer came back without a word on whether it is still valid.
    """

    region_code: str
    cells: Mapping[str, str]
    sources: Mapping[str, str]
    carried: Mapping[str, str] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether anybody answered for the region."""
        return bool(self.sources)


@dataclass(frozen=True)
class CampaignDecisions:
    """What a person settled; keys and values that fit no file are ignored."""

    regions: Mapping[str, str] = field(default_factory=dict)
    """Name of a file without a region → the code of its region."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """Region code → the `id` of the answers that go before all others."""
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Region code and column → the `id` of the answers chosen for that cell."""


@dataclass(frozen=True)
class Collection:
    """What came back: the files, the survey's rows by region code, and what is to be looked at.

    `skipped` are lock files, temporary files and the like. `base` is the name of the edition that fills what nobody
    answered, "" without one. `names` are those of the respondents, to be masked where personal data are not wanted.
    """

    files: tuple[ReturnedFile, ...]
    rows: Mapping[str, CollectedRow]
    doubles: tuple[Double, ...]
    skipped: tuple[str, ...] = ()
    base: str = ""
    names: tuple[PersonalName, ...] = ()

    @property
    def answered(self) -> tuple[str, ...]:
        """The codes of the regions that answered."""
        return tuple(code for code in REGION_NAMES if code in self.rows and self.rows[code].is_answered)

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the regions that have not answered yet, those with carried answers only too."""
        return tuple(code for code in REGION_NAMES if code not in self.answered)

    @property
    def to_settle(self) -> tuple[Double, ...]:
        """The doubles at which somebody should look."""
        return tuple(double for double in self.doubles if not double.is_settled)

    @property
    def unreadable(self) -> tuple[ReturnedFile, ...]:
        """The files that could not be read."""
        return tuple(file for file in self.files if file.state is FileState.UNREADABLE)

    @property
    def without_region(self) -> tuple[ReturnedFile, ...]:
        """The files that do not say for which region they are."""
        return tuple(file for file in self.files if file.state is FileState.NO_REGION)

    @property
    def carried_count(self) -> int:
        """The number of cells that are carried over."""
        return sum(len(row.carried) for row in self.rows.values())

    def answers(self, answers_id: str) -> ReturnedAnswers | None:
        """Return the answers of an `id`, None for an unknown one."""
        return next((one for file in self.files for one in file.answers if one.id == answers_id), None)
