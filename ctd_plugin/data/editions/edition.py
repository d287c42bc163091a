"""An edition of the survey to compare with another: read from a survey file or from a ctd.gpkg made of one before."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from ...catalogues.registry import Platform, all_platforms
from ...databases import is_database
from ...errors import CtdError
from ...i18n import tr
from ...regions import REGION_NAMES
from ..about import BUNDLED_EDITION, MADE_WITH
from ..facts.extraction import READ_COLUMN, read_figures, reread_facts
from ..facts.fact import Fact, quoted_facts, read_bundled, read_facts
from ..facts.left_out import left_out
from ..paths import SURVEY
from ..places.region_match import MatchMethod
from ..profile.edition_reader import EditionProfiles, Misfit, read_profiles, region_code_of
from ..profile.figure import figure_of
from ..profile.from_survey import survey_profile
from ..profile.region_profile import RegionProfile
from ..profile.rows import Row, read_rows
from ..report import MatchedRow, Problem, Report, UnmatchedRow
from ..survey.masked_report import masked_problem, masked_report
from ..survey.personal_names import NameMask, read_personal_names, respondent_names
from ..survey.reader import Survey, SurveyRow, read_survey
from ..survey.status import read_status

_TABLES = {"about", "survey", "regions", "facts", "platforms"}


@dataclass(frozen=True)
class Edition:
    """One edition: its name, the day on which a ctd.gpkg of it was made, its rows by region and its figures.

    `problems` are those of the figures; those of the rows are in the survey's report. `platforms` are all that the
    edition lists, None for a survey, which mentions platforms but does not list them.
    """

    file: Path
    name: str
    made_on: date | None
    survey: Survey
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    platforms: tuple[Platform, ...] | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Field of table `about` → the columns and figures that were left out of what maps show."""

    @property
    def columns(self) -> frozenset[str]:
        """The survey's columns that this edition has."""
        return frozenset(column for row in self.survey.rows.values() for column in row.cells)

    @cached_property
    def profiles(self) -> Mapping[str, RegionProfile]:
        """Region code → its profile, for all regions; names of persons are not hidden."""
        rows, listed, mask = self.survey.rows, self.platforms or (), NameMask()
        return {
            code: survey_profile(code, None, rows.get(code), self.facts, listed, mask, personal=True)
            for code in REGION_NAMES
        }


def read_edition(path: Path, platforms: tuple[Platform, ...] | None = None) -> Edition:
    """Read a survey (CSV, XLSX, XLS, ODS) or a ctd.gpkg; the bundled survey is recognised by its path.

    CtdError where the file is neither. the names of `platforms` give a figure its scope.
    """
    if is_database(path):
        return _from_geopackage(path)
    survey = read_survey(path)
    is_bundled = path.resolve() == SURVEY
    registry = all_platforms(None) if platforms is None else platforms
    facts, problems = survey_facts(survey, registry, is_bundled)
    if is_bundled:
        return Edition(path, BUNDLED_EDITION, None, survey, facts, problems, all_platforms(None))
    return Edition(path, path.name, None, survey, facts, problems)


def survey_facts(
    survey: Survey, platforms: tuple[Platform, ...], is_bundled: bool
) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """Return the figures of a survey, known or read anew, and problems that list the lost and the unchecked ones."""
    facts, lost = quoted_facts(read_bundled(), survey.rows)
    if is_bundled:
        return facts, ()
    facts, found = reread_facts(facts, lost, survey.rows, platforms)
    return facts, (*lost, *found)


def figures_left_out(survey: Survey, facts: tuple[Fact, ...], platforms: tuple[Platform, ...]) -> dict[str, str]:
    """Return what table `about` says of the figures that were left out of a survey which nobody has reviewed."""
    known = set(read_facts())
    checked = {fact.region_code for fact in facts if fact in known and fact.column == READ_COLUMN and fact.value}
    rows = (row for code, row in survey.rows.items() if code not in checked)
    doubtful = (number for row in rows for number in read_figures(row, platforms)[1])
    return left_out(survey.unread, doubtful, facts)


def masking(surveys: tuple[Survey, ...], personal: bool) -> NameMask:
    """Return the mask of the names in the surveys, an empty one where `personal` data is wanted."""
    if personal:
        return NameMask()
    respondents = (name for survey in surveys for name in respondent_names(survey.rows.values()))
    return NameMask((*read_personal_names(), *respondents))


def masked_edition(edition: Edition, mask: NameMask) -> Edition:
    """Return an edition with names masked in its report and problems; its rows stay as they were read."""
    survey = replace(edition.survey, report=masked_report(edition.survey.report, mask))
    return replace(edition, survey=survey, problems=tuple(masked_problem(one, mask) for one in edition.problems))


def _from_geopackage(path: Path) -> Edition:
    try:
        tables = read_rows(path)
        read = read_profiles(tables)
        day = read.about.get("made_on", "")[:10]
        made_on = date.fromisoformat(day) if day else None
    except (sqlite3.Error, OSError, ValueError) as error:
        raise _not_ours(path) from error
    is_ours = tables.keys() >= _TABLES and read.about.get("made_with", "").startswith(MADE_WITH)
    facts = [fact for profile in read.everywhere if profile.surveyed for fact in profile.facts]
    if not is_ours or any(map(_is_needed, read.misfits)) or not all(map(_is_sound, facts)):
        raise _not_ours(path)
    return Edition(
        path,
        read.about.get("edition") or path.name,
        made_on,
        _survey(tables["survey"], read),
        tuple(fact for fact in facts if fact.region_code in REGION_NAMES),
        (),
        tuple(platform for profile in read.everywhere for platform in profile.platforms),
    )


def _not_ours(path: Path) -> CtdError:
    message = tr("{file} is not a survey GeoPackage; choose a survey or a ctd.gpkg created by this plugin.")
    return CtdError(message.format(file=path.name))


def _is_needed(misfit: Misfit) -> bool:
    """Whether a comparison needs what could not be read: status and date of a region, or a field of its facts."""
    of_region = misfit.table == "regions" and misfit.field in ("region_code", "status", "ctd_date")
    return of_region or (misfit.table == "facts" and not misfit.value)


def _is_sound(fact: Fact) -> bool:
    """Whether the number of a fact that maps draw can be calculated with."""
    return not fact.headline or figure_of(fact) is not None


def _survey(rows: Sequence[Row], read: EditionProfiles) -> Survey:
    """Return the survey that a GeoPackage was made from, as far as it contains it."""
    matched: dict[str, SurveyRow] = {}
    unmatched = []
    profiles = {profile.code: profile for profile in read.everywhere}
    for number, row in enumerate(rows, start=1):
        code = region_code_of(row)
        profile = profiles[code]
        if code in REGION_NAMES:
            status = profile.status if code in read.by_code else read_status(profile.cells.get("statut", ""))
            matched[code] = SurveyRow(number, code, status, profile.ctd_date, profile.cells, profile.carried)
        else:
            unmatched.append(UnmatchedRow(number, code or str(row.get("region") or ""), ()))
    report = Report(
        survey_rows=len(rows),
        regions=len(REGION_NAMES),
        matched=tuple(MatchedRow(row.row, code, code, MatchMethod.CODE) for code, row in matched.items()),
        unmatched_rows=tuple(unmatched),
        duplicate_rows=(),
        regions_without_row=tuple(code for code in REGION_NAMES if code not in matched),
        problems=(),
    )
    return Survey(matched, report)
