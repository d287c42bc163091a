"""The rows of a survey's regions: which row is which region's, and which are duplicates or no region's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...i18n import tr
from ...regions import PRINTED_NAMES, REGION_NAMES
from ..places.column_level import ColumnLevel, column_level
from ..places.headings import Level
from ..places.region_match import Match, MatchMethod, Part, Refusal, Remark, match_region
from ..report import DuplicateRow, Problem, UnmatchedRow
from ..tables.reader import MOST_REPORTED, Table
from .decisions import UNUSED, Decisions, written_region

# A survey of 18 regions never has more. Of larger tables, not every row is compared with similar names or listed.
_MOST_COMPARED = 200
_MOST_REMEMBERED = 10_000
_MOST_LISTED = 50_000


@dataclass(frozen=True)
class RegionRow:
    """A row whose region was recognised."""

    row: int
    written: str
    values: tuple[str, ...]
    match: Match


def find_region_rows(
    table: Table, columns: dict[str, int], decisions: Decisions
) -> tuple[dict[str, RegionRow], list[DuplicateRow], list[UnmatchedRow], list[Problem]]:
    """Return the row of each region (the one decided, else the first), its other rows, rows of none, and problems."""
    has_codes, other_level, other_levels = _region_columns(columns, table)
    places = [columns.get("region_code"), columns.get("region")]
    matcher = _Matcher(decisions, other_level, has_codes=has_codes)
    candidates: dict[str, RegionRow] = {}
    duplicates: list[DuplicateRow] = []
    unmatched: list[UnmatchedRow] = []
    problems: list[Problem] = []
    for other in other_levels:
        message = tr("The column “{column}” refers to {levels}, not to regions.")
        problems.append(Problem(0, other.heading, "", message.format(column=other.heading, levels=other.levels_text())))
    refused = others = unreported = 0
    for number, values in table.rows:
        written, match = matcher.match(tuple(None if place is None else values[place] for place in places))
        if isinstance(match, Refusal):
            refused += 1
            if refused <= _MOST_LISTED:
                unmatched.append(UnmatchedRow(number, match.value, match.suggestions))
            if refused <= MOST_REPORTED:
                problems.extend(_region_problems(match, number, columns, table))
            continue
        candidate = RegionRow(number, written, values, match)
        first = candidates.setdefault(match.region_code, candidate)
        if first is not candidate:
            others += 1
            if _is_decided(candidate, decisions) and not _is_decided(first, decisions):
                candidates[match.region_code], candidate = candidate, first
            if others <= _MOST_LISTED:
                duplicates.append(DuplicateRow(candidate.row, candidate.match.value, match.region_code))
        if others <= MOST_REPORTED or candidates[match.region_code].row == number:
            problems.extend(_region_problems(match, number, columns, table))
        else:
            unreported += len(match.remarks)
    problems.extend(_limit_problems(matcher.compared, refused, others, unreported))
    return candidates, duplicates, unmatched, problems


def _is_decided(candidate: RegionRow, decisions: Decisions) -> bool:
    choice = decisions.rows.get(candidate.match.region_code)
    return choice is not None and (candidate.row, candidate.written) == (choice.row, choice.written)


def _limit_problems(compared: int, refused: int, others: int, unreported: int) -> Iterator[Problem]:
    """Yield a problem for each limit that was exceeded."""
    if compared > _MOST_COMPARED:
        message = tr("Only the first {count} names were matched approximately; the others had to be exact.")
        yield Problem(0, "", "", message.format(count=_MOST_COMPARED))
    if refused > MOST_REPORTED:
        message = tr("{count} rows match no region; only the first {told} are listed.")
        yield Problem(0, "", "", message.format(count=refused, told=MOST_REPORTED))
    if unreported:
        message = tr("{count} more similar remarks are not listed.")
        yield Problem(0, "", "", message.format(count=unreported))
    unlisted = max(0, refused - _MOST_LISTED) + max(0, others - _MOST_LISTED)
    if unlisted:
        message = tr("{count} rows without a region, or duplicating one, are too many to be listed.")
        yield Problem(0, "", "", message.format(count=unlisted))


def _region_columns(columns: dict[str, int], table: Table) -> tuple[bool, ColumnLevel | None, list[ColumnLevel]]:
    """Return whether codes can be used, the level of the rows where that is not regions, and all other levels found.

    Codes of departments beside names of regions are those of their seats, but names of departments are the rows' own.
    """
    texts = {str(place): table.column(place) for place in range(len(table.header))}
    levels = {
        column: column_level(table.header[columns[column]], texts[str(columns[column])], texts)
        for column in ("region_code", "region")
        if column in columns
    }
    others = {column: one for column, one in levels.items() if one.by_values and Level.REGION not in one.levels}
    name = levels.get("region")
    is_by_name = name is not None and Level.REGION in name.levels & name.by_values
    if "region_code" in others and is_by_name:
        return False, None, [*others.values()]
    return "region_code" in columns, others.get("region") or others.get("region_code"), [*others.values()]


def _refuse_other_level(written: str, match: Match | Refusal, other_level: ColumnLevel) -> Match | Refusal:
    """Refuse the region of a row of another level, which has its code or name by chance."""
    if isinstance(match, Refusal):
        return match
    message = tr("“{value}” is listed among {levels} (column “{column}”) and is not read as {region}.")
    region = PRINTED_NAMES[match.region_code]
    message = message.format(value=written, levels=other_level.levels_text(), column=other_level.heading, region=region)
    return Refusal(written, message, (REGION_NAMES[match.region_code],))


class _Matcher:
    """Matches rows to regions and remembers the results; `compared` counts the different texts."""

    def __init__(self, decisions: Decisions, other_level: ColumnLevel | None, *, has_codes: bool) -> None:
        self.compared = 0
        self._has_codes = has_codes
        self._decisions = decisions
        self._other_level = other_level
        self._known: dict[tuple[str | None, ...], tuple[str, Match | Refusal]] = {}

    def match(self, key: tuple[str | None, ...]) -> tuple[str, Match | Refusal]:
        """Return how a row writes its region, and the match; `key` has its code cell and its name cell."""
        found = self._known.get(key)
        if found is None:
            written = written_region(*key)
            match = self._match(key, written)
            if self._other_level and written not in self._decisions.regions:
                match = _refuse_other_level(written, match, self._other_level)
            found = written, match
            self.compared += 1
            if len(self._known) < _MOST_REMEMBERED:
                self._known[key] = found
        return found

    def _match(self, key: tuple[str | None, ...], written: str) -> Match | Refusal:
        code = self._decisions.regions.get(written)
        if code is None:
            code_cell = key[0] if self._has_codes else None
            return match_region(code_cell, key[1], fuzzy=self.compared < _MOST_COMPARED)
        if code == UNUSED:
            return Refusal(written, tr("“{value}” was ignored, as chosen.").format(value=written))
        message = tr("“{value}” was read as {name}, as chosen.").format(value=written, name=PRINTED_NAMES[code])
        return Match(code, MatchMethod.ALIAS, written, (Remark("name" if key[1] else "code", written, message),))


def _region_problems(match: Match | Refusal, number: int, columns: dict[str, int], table: Table) -> Iterator[Problem]:
    headings: dict[Part, str] = {
        "code": heading_of("region_code", columns, table),
        "name": heading_of("region", columns, table),
    }
    if isinstance(match, Refusal):
        yield Problem(number, headings["name"] or headings["code"], match.value, match.message)
        return
    for remark in match.remarks:
        yield Problem(number, headings[remark.part], remark.value, remark.message)


def heading_of(column: str, columns: dict[str, int], table: Table) -> str:
    """Return how a table heads a column of the survey, "" where it has none."""
    return table.header[columns[column]] if column in columns else ""
