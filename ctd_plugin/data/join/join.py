"""Joining a table to a layer: the row of each feature, and the report on every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import CtdError
from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..columns import find_columns
from ..places.column_level import ColumnLevel, column_levels
from ..places.headings import Level
from ..places.region_match import Match, MatchMethod, Part, Refusal, Remark, identify, match_region
from ..report import DuplicateRow, MatchedRow, Problem, Report, UnmatchedRow
from ..tables.reader import Table
from .admin_levels import find_region_key
from .join_levels import JoinLevels, level_problems, no_match_message
from .keys import KeyPair, check_key, find_key_pair
from .units import UnitMatch, Units


@dataclass(frozen=True)
class Join:
    """The result of a join: the index of the row of each feature, None where it has none.

    `labels` has the place of each used row by its index. In the report, `region_code` is the code of a region, or of
    the unit at another level (its name where the layer has no codes).
    """

    row_of: tuple[int | None, ...]
    labels: Mapping[int, str]
    report: Report
    is_regional: bool


def join(
    fields: Mapping[str, Sequence[str]],
    table: Table,
    files: tuple[str, str],
    key_field: str | None = None,
    key_column: str | None = None,
    step: Callable[[float], None] = lambda percent: None,
) -> Join:
    """Join a table to a layer, by regions where these are what both have in common, else by codes and names.

    `fields` are the layer's fields as text, `files` the names of the layer and of the table in messages; `key_field`
    and `key_column` are chosen by the user; `step` is called with per cent, and may raise to stop. Raises CtdError
    where layer and table have nothing in common, or a chosen field or column does not exist.
    """
    check_key(key_field, tuple(fields), files[0])
    check_key(key_column, table.header, files[1])
    columns = {heading: table.column(index) for index, heading in enumerate(table.header) if heading}
    levels = JoinLevels(column_levels(fields), column_levels(columns), key_field, key_column)
    regions = _region_strategy(fields, table.header, columns, files[0], levels)
    step(5)
    pair = find_key_pair(fields, columns, levels)
    step(15)
    if regions is not None and (pair is None or _is_regional(regions, pair)):
        strategy = regions
    elif pair is None:
        raise CtdError(no_match_message(levels, files))
    else:
        strategy = _unit_strategy(fields, columns, pair)
    return _report(strategy, table, files, levels, step)


def _is_regional(regions: _JoinStrategy, pair: KeyPair) -> bool:
    """Whether layer and table have most in common at the level of regions; of equal levels, the finer is meant."""
    return regions.common > pair.common or (regions.common == pair.common and pair.level in (Level.REGION, None))


@dataclass(frozen=True)
class _JoinStrategy:
    """A strategy to join: `places` has the label of each feature's place, `find` returns that of a row by its index.

    `exact` has the label of each row whose code, and name if any, are written exactly as in the layer, else None.
    `headings` are those of the columns used, `common` counts the places in both, `final_problems` are known at the end.
    """

    places: Sequence[str | None]
    exact: Sequence[str | None]
    find: Callable[[int], tuple[str, UnitMatch | Match] | Refusal]
    headings: Mapping[Part, str]
    common: int
    level: Level | None
    final_problems: Callable[[], Iterator[Problem]] = lambda: iter(())


def _region_strategy(
    fields: Mapping[str, Sequence[str]],
    header: tuple[str, ...],
    columns: Mapping[str, Sequence[str]],
    file: str,
    levels: JoinLevels,
) -> _JoinStrategy | None:
    """Return the strategy by regions, None unless features are in regions and rows name some of these."""
    headings = _region_headings(header, levels)
    if not headings:
        return None
    try:
        key = find_region_key(fields, file, levels.field, (Level.REGION,))
    except CtdError:
        return None
    places = [match.region_code if isinstance(match, Match) else None for match in key.regions]
    drawn = set(places)

    def find(number: int) -> tuple[str, Match] | Refusal:
        cells = {part: columns[heading][number] for part, heading in headings.items()}
        match = match_region(cells.get("code"), cells.get("name"))
        if isinstance(match, Match) and match.region_code not in drawn:
            message = tr("{file} does not contain {region}.").format(file=file, region=PRINTED_NAMES[match.region_code])
            return Refusal(match.value, message)
        return (match.region_code, match) if isinstance(match, Match) else match

    def feature_problems() -> Iterator[Problem]:
        for number, match in enumerate(key.regions, start=1):
            if isinstance(match, Refusal):
                message = tr("{file}, feature {number}: {problem}")
                message = message.format(file=file, number=number, problem=match.message)
                yield Problem(0, key.field, fields[key.field][number - 1], message)

    values = {value for heading in headings.values() for value in columns[heading]}
    common = len({identify(value) for value in values} & drawn)
    nothing = [None] * len(next(iter(columns.values())))
    return _JoinStrategy(places, nothing, find, headings, common, Level.REGION, feature_problems)


def _region_headings(header: tuple[str, ...], levels: JoinLevels) -> dict[Part, str]:
    """Return the headings of the columns with the codes and the names of regions."""
    known = find_columns(header)
    tried: dict[Part, str | None] = {
        "code": header[known["region_code"]] if "region_code" in known else None,
        "name": header[known["region"]] if "region" in known else None,
    }
    if levels.column is not None:
        tried = {"name": levels.column}
    return {part: heading for part, heading in tried.items() if heading and _names_regions(levels.columns[heading])}


def _names_regions(level: ColumnLevel) -> bool:
    """Whether a column certainly holds regions."""
    return Level.REGION in level.levels and Level.REGION in level.by_values and not level.is_ambiguous


def _unit_strategy(
    fields: Mapping[str, Sequence[str]], columns: Mapping[str, Sequence[str]], pair: KeyPair
) -> _JoinStrategy:
    """Return the strategy by the codes and names of the layer's features."""
    units = Units(
        fields[pair.code_field] if pair.code_field else (),
        fields[pair.name[0]] if pair.name else (),
        fields[pair.department_field] if pair.department_field else (),
    )
    count = len(next(iter(columns.values())))
    blank = [""] * count
    codes = columns[pair.code[1]] if pair.code else blank
    names = columns[pair.name[1]] if pair.name else blank
    departments = columns[pair.department_column] if pair.department_column else blank
    headings: dict[Part, str] = {}
    if pair.code:
        headings["code"] = pair.code[1]
    if pair.name:
        headings["name"] = pair.name[1]
    labels = units.labels()

    def find(number: int) -> tuple[str, UnitMatch] | Refusal:
        found = units.find(codes[number], names[number], departments[number])
        return (labels[found.unit], found) if isinstance(found, UnitMatch) else found

    def final_problems() -> Iterator[Problem]:
        if units.guesses_exhausted:
            message = tr("Too many unmatched rows: similar names were not searched for all of them.")
            yield Problem(0, headings.get("name", ""), "", message)

    places = [labels[unit] or None for unit in units.of_feature]
    exact = [None if unit is None else labels[unit] for unit in units.find_exact(codes, names)]
    return _JoinStrategy(places, exact, find, headings, pair.common, pair.level, final_problems)


def _report(
    strategy: _JoinStrategy, table: Table, files: tuple[str, str], levels: JoinLevels, step: Callable[[float], None]
) -> Join:
    problems = [*table.problems, *level_problems(strategy.level, levels, files)]
    matched, unmatched, duplicates = [], [], []
    used: dict[str, int] = {}
    for index, (number, exact) in enumerate(zip(table.numbers(), strategy.exact, strict=True)):
        if index % 1000 == 0:
            step(15 + 80 * index / len(table.rows))
        if exact is not None and exact not in used:
            used[exact] = index
            matched.append(MatchedRow(number, exact, exact, MatchMethod.CODE))
            continue
        found = strategy.find(index)
        if isinstance(found, Refusal):
            unmatched.append(UnmatchedRow(number, found.value, found.suggestions))
            heading = strategy.headings.get("name") or strategy.headings.get("code", "")
            problems.append(Problem(number, heading, found.value, found.message))
            continue
        label, match = found
        problems += [_problem(number, remark, strategy) for remark in match.remarks]
        if label in used:
            duplicates.append(DuplicateRow(number, match.value, label))
        else:
            used[label] = index
            matched.append(MatchedRow(number, match.value, label, match.how))
    problems += strategy.final_problems()
    places = dict.fromkeys(place for place in strategy.places if place is not None)
    report = Report(
        survey_rows=len(table.rows),
        regions=len(places),
        matched=tuple(matched),
        unmatched_rows=tuple(unmatched),
        duplicate_rows=tuple(duplicates),
        regions_without_row=tuple(place for place in places if place not in used),
        problems=tuple(problems),
    )
    row_of = tuple(used.get(place) if place is not None else None for place in strategy.places)
    return Join(row_of, {index: label for label, index in used.items()}, report, strategy.level is Level.REGION)


def _problem(number: int, remark: Remark, strategy: _JoinStrategy) -> Problem:
    heading = strategy.headings.get(remark.part) or next(iter(strategy.headings.values()))
    return Problem(number, heading, remark.value, remark.message)
