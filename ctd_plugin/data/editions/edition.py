"""An edition of the survey to set beside another: read from a survey file or from a ctd.gpkg made of one before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ...catalogues.registry import Platform, PlatformStatus, all_platforms
from ...databases import is_database, reading
from ...errors import CtdError
from ...i18n import tr
from ...regions import REGION_NAMES
from ..about import BUNDLED_EDITION, MADE_WITH
from ..columns import SURVEY_COLUMNS
from ..facts.extraction import reread_facts
from ..facts.fact import Fact, quoted_facts, read_facts, read_payers
from ..paths import SURVEY
from ..places.region_match import MatchMethod
from ..report import MatchedRow, Problem, Report, UnmatchedRow
from ..survey.masked_report import masked_problem, masked_report
from ..survey.personal_names import NameMask, PersonalName, read_personal_names, respondent_names
from ..survey.reader import Survey, SurveyRow, read_survey
from ..survey.status import Status, read_status

_TABLES = {"about", "survey", "regions", "facts", "platforms"}
# No views: those of a file that somebody damaged or made may have no end.
_TABLES_THERE = "SELECT name FROM sqlite_master WHERE type = 'table'"


class ListedPlatform(NamedTuple):
    """A platform in service, as an edition lists it."""

    region_code: str
    id: str
    name: str


@dataclass(frozen=True)
class Edition:
    """One edition: its name, the day on which a ctd.gpkg of it was made, its rows by region and its figures.

    `problems` tells what was read from the figures; what became of the rows is in the survey's report. `platforms` are
    those in service, None of a survey: it tells of platforms, but does not list them.
    """

    file: Path
    name: str
    made_on: date | None
    survey: Survey
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    platforms: tuple[ListedPlatform, ...] | None = None

    @property
    def columns(self) -> frozenset[str]:
        """Return the survey's columns that this edition has."""
        return frozenset(column for row in self.survey.rows.values() for column in row.cells)


def read_edition(path: Path, platforms: tuple[Platform, ...] | None = None) -> Edition:
    """Read a survey (CSV, XLSX, XLS, ODS) or a ctd.gpkg; the bundled survey is known by its path.

    CtdError where the file is neither. `platforms` are those whose names tell a figure's scope.
    """
    if is_database(path):
        return _from_geopackage(path)
    survey = read_survey(path)
    is_bundled = path.resolve() == SURVEY
    registry = all_platforms(None) if platforms is None else platforms
    facts, problems = survey_facts(survey, registry, is_bundled)
    if is_bundled:
        return Edition(path, BUNDLED_EDITION, None, survey, facts, problems, in_service(all_platforms(None)))
    return Edition(path, path.name, None, survey, facts, problems)


def in_service(platforms: Iterable[Platform]) -> tuple[ListedPlatform, ...]:
    """Return how an edition lists the platforms that go with it."""
    return tuple(ListedPlatform(p.region, p.id, p.name) for p in platforms if p.status is PlatformStatus.ACTIVE)


def survey_facts(
    survey: Survey, platforms: tuple[Platform, ...], is_bundled: bool
) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """Return the figures of a survey, known or read anew, and problems that list the lost and the unchecked ones."""
    facts, lost = quoted_facts((*read_facts(), *read_payers()), survey.rows)
    if is_bundled:
        return facts, ()
    facts, found = reread_facts(facts, lost, survey.rows, platforms)
    return facts, (*lost, *found)


def masking(surveys: tuple[Survey, ...], personal: bool) -> NameMask:
    """Return the mask of the names that the surveys tell of, none where `personal` data is wanted."""
    if personal:
        return NameMask()
    names: list[PersonalName] = list(read_personal_names())
    for survey in surveys:
        names.extend(respondent_names(survey.rows.values()))
    return NameMask(tuple(names))


def masked_edition(edition: Edition, mask: NameMask) -> Edition:
    """Return an edition with names masked in its report and problems; its rows stay as they were read."""
    survey = replace(edition.survey, report=masked_report(edition.survey.report, mask))
    return replace(edition, survey=survey, problems=tuple(masked_problem(one, mask) for one in edition.problems))


def _from_geopackage(path: Path) -> Edition:
    try:
        with reading(path) as database:
            database.row_factory = sqlite3.Row
            if not {name for (name,) in database.execute(_TABLES_THERE)} >= _TABLES:
                raise _not_ours(path)
            about = database.execute("SELECT edition, made_on, made_with FROM about").fetchone()
            if about is None or not str(about["made_with"]).startswith(MADE_WITH):
                raise _not_ours(path)
            rows = database.execute(
                "SELECT survey.*, regions.status AS read_status, regions.ctd_date AS read_date, "
                "regions.region_code IS NOT NULL AS is_drawn "
                "FROM survey LEFT JOIN regions ON regions.region_code = survey.region_code ORDER BY survey.fid"
            ).fetchall()
            facts = database.execute("SELECT * FROM facts ORDER BY fid").fetchall()
            survey = _survey([dict(row) for row in rows])
            known = tuple(_fact(dict(row)) for row in facts if row["region_code"] in survey.rows)
            listed = database.execute(
                "SELECT region_code, platform_id, name FROM platforms WHERE status = ? ORDER BY fid",
                (PlatformStatus.ACTIVE.value,),
            )
            platforms = tuple(ListedPlatform(*(str(text or "") for text in row)) for row in listed)
            name = str(about["edition"] or path.name)
            return Edition(path, name, _day(about["made_on"]), survey, known, (), platforms)
    except (sqlite3.Error, OSError, IndexError, KeyError, ValueError) as error:
        raise _not_ours(path) from error


def _not_ours(path: Path) -> CtdError:
    message = tr("{file} is no GeoPackage of a survey; choose a survey or a ctd.gpkg that this plugin made.")
    return CtdError(message.format(file=path.name))


def _survey(records: list[dict[str, Any]]) -> Survey:
    rows: dict[str, SurveyRow] = {}
    unmatched = []
    for number, record in enumerate(records, start=1):
        code = str(record["region_code"] or "")
        cells = {column: str(record[column] or "") for column in SURVEY_COLUMNS if column in record}
        if code in REGION_NAMES:
            rows[code] = SurveyRow(number, code, _status(record, cells), _day(record["read_date"]), cells)
        else:
            unmatched.append(UnmatchedRow(number, code or cells.get("region", ""), ()))
    report = Report(
        survey_rows=len(records),
        regions=len(REGION_NAMES),
        matched=tuple(MatchedRow(row.row, code, code, MatchMethod.CODE) for code, row in rows.items()),
        unmatched_rows=tuple(unmatched),
        duplicate_rows=(),
        regions_without_row=tuple(code for code in REGION_NAMES if code not in rows),
        problems=(),
    )
    return Survey(rows, report)


def _status(record: Mapping[str, Any], cells: Mapping[str, str]) -> Status | None:
    if record["is_drawn"]:
        return Status(record["read_status"]) if record["read_status"] else None
    return read_status(cells.get("statut", ""))


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None


def _fact(record: Mapping[str, Any]) -> Fact:
    texts = {field.name: str(record[field.name] or "") for field in fields(Fact) if field.name != "headline"}
    if record["headline"]:
        float(texts["value"])  # ValueError, before anybody calculates with it.
    return Fact(**texts, headline=bool(record["headline"]))
