"""Joining a table to the units of a layer: which row belongs to which feature, and what became of every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import CtdError
from ...i18n import tr
from ...progress import Step
from ...regions import REGION_NAMES
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
    """For each feature the index of its row in the table, or None; `labels` has the place of each row used.

    In the report `region_code` is the code of a region, or of the unit at another level (its name, where the layer
    has no codes).
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
    step: Step = lambda percent: None,
) -> Join:
    """Join a table to a layer, whose fields are given as text; `files` are the names of the layer and the table.

    By regions, where these are what both have in common, else by the codes and names in the layer itself. CtdError
    where they have nothing in common, or a given field or column is not there.
    """
    check_key(key_field, tuple(fields), files[0])
    check_key(key_column, table.header, files[1])
    columns = {heading: table.column(index) for index, heading in enumerate(table.header) if heading}
    sides = JoinLevels(column_levels(fields), column_levels(columns), key_field, key_column)
    regions = _region_strategy(fields, table.header, columns, files[0], sides)
    step(5)
    link = find_key_pair(fields, columns, sides)
    step(15)
    if regions is not None and (link is None or _is_regional(regions, link)):
        way = regions
    elif link is None:
        raise CtdError(no_match_message(sides, files))
    else:
        way = _unit_strategy(fields, columns, link)
    return _report(way, table, files, sides, step)


def _is_regional(regions: _JoinStrategy, link: KeyPair) -> bool:
    """Whether regions are what both sides have most in common; of two levels alike, the finer is meant."""
    return regions.common > link.common or (regions.common == link.common and link.level in (Level.REGION, None))


@dataclass(frozen=True)
class _JoinStrategy:
    """A way to join: the place of each feature, by label, and how to find that of a row, by number in the table.

    `plain` has the place of each row whose code, and name if any, are written just as in the layer, else None.
    """

    places: Sequence[str | None]
    plain: Sequence[str | None]
    find: Callable[[int], tuple[str, UnitMatch | Match] | Refusal]
    headings: Mapping[Part, str]
    common: int
    level: Level | None
    closing: Callable[[], Iterator[Problem]] = lambda: iter(())


def _region_strategy(
    fields: Mapping[str, Sequence[str]],
    header: tuple[str, ...],
    columns: Mapping[str, Sequence[str]],
    file: str,
    sides: JoinLevels,
) -> _JoinStrategy | None:
    """Return the way by regions, where the layer's features lie in regions and the table's rows name some of them."""
    headings = _region_headings(header, sides)
    if not headings:
        return None
    try:
        key = find_region_key(fields, file, sides.field, (Level.REGION,))
    except CtdError:
        return None
    places = [match.region_code if isinstance(match, Match) else None for match in key.regions]
    drawn = set(places)

    def find(number: int) -> tuple[str, Match] | Refusal:
        cells = {part: columns[heading][number] for part, heading in headings.items()}
        match = match_region(cells.get("code"), cells.get("name"))
        if isinstance(match, Match) and match.region_code not in drawn:
            message = tr("{file} does not draw {region}.").format(file=file, region=REGION_NAMES[match.region_code])
            return Refusal(match.value, message)
        return (match.region_code, match) if isinstance(match, Match) else match

    def strangers() -> Iterator[Problem]:
        for number, match in enumerate(key.regions, start=1):
            if isinstance(match, Refusal):
                message = tr("{file}, feature {number}: {problem}")
                message = message.format(file=file, number=number, problem=match.message)
                yield Problem(0, key.field, fields[key.field][number - 1], message)

    values = {value for heading in headings.values() for value in columns[heading]}
    common = len({identify(value) for value in values} & drawn)
    nothing = [None] * len(next(iter(columns.values())))
    return _JoinStrategy(places, nothing, find, headings, common, Level.REGION, strangers)


def _region_headings(header: tuple[str, ...], sides: JoinLevels) -> dict[Part, str]:
    """Return the headings under which the codes and the names of regions stand."""
    known = find_columns(header)
    tried: dict[Part, str | None] = {
        "code": header[known["region_code"]] if "region_code" in known else None,
        "name": header[known["region"]] if "region" in known else None,
    }
    if sides.column is not None:
        tried = {"name": sides.column}
    return {part: heading for part, heading in tried.items() if heading and _names_regions(sides.columns[heading])}


def _names_regions(told: ColumnLevel) -> bool:
    """Whether values name regions, and nothing else that they might be."""
    return Level.REGION in told.levels and Level.REGION in told.content and not told.is_doubtful


def _unit_strategy(
    fields: Mapping[str, Sequence[str]], columns: Mapping[str, Sequence[str]], link: KeyPair
) -> _JoinStrategy:
    """Return the way by the codes and names of the layer's own features."""
    units = Units(
        fields[link.code_field] if link.code_field else (),
        fields[link.name[0]] if link.name else (),
        fields[link.department_field] if link.department_field else (),
    )
    count = len(next(iter(columns.values())))
    blank = [""] * count
    codes = columns[link.code[1]] if link.code else blank
    names = columns[link.name[1]] if link.name else blank
    departments = columns[link.department_column] if link.department_column else blank
    headings: dict[Part, str] = {}
    if link.code:
        headings["code"] = link.code[1]
    if link.name:
        headings["name"] = link.name[1]
    labels = units.labels()

    def find(number: int) -> tuple[str, UnitMatch] | Refusal:
        found = units.find(codes[number], names[number], departments[number])
        return (labels[found.unit], found) if isinstance(found, UnitMatch) else found

    def closing() -> Iterator[Problem]:
        if units.gave_up:
            message = tr("So many rows are not in the layer that similar names were not looked for in all of them.")
            yield Problem(0, headings.get("name", ""), "", message)

    places = [labels[unit] or None for unit in units.of_feature]
    plain = [None if unit is None else labels[unit] for unit in units.plain(codes, names)]
    return _JoinStrategy(places, plain, find, headings, link.common, link.level, closing)


def _report(way: _JoinStrategy, table: Table, files: tuple[str, str], sides: JoinLevels, step: Step) -> Join:
    problems = [*table.problems, *level_problems(way.level, sides, files)]
    matched, unmatched, duplicates = [], [], []
    used: dict[str, int] = {}
    for index, ((number, _), plain) in enumerate(zip(table.rows, way.plain, strict=True)):
        if index % 1000 == 0:
            step(15 + 80 * index / len(table.rows))
        if plain is not None and plain not in used:
            used[plain] = index
            matched.append(MatchedRow(number, plain, plain, MatchMethod.CODE))
            continue
        found = way.find(index)
        if isinstance(found, Refusal):
            unmatched.append(UnmatchedRow(number, found.value, found.suggestions))
            heading = way.headings.get("name") or way.headings.get("code", "")
            problems.append(Problem(number, heading, found.value, found.message))
            continue
        label, match = found
        problems += [_problem(number, remark, way) for remark in match.remarks]
        if label in used:
            duplicates.append(DuplicateRow(number, match.value, label))
        else:
            used[label] = index
            matched.append(MatchedRow(number, match.value, label, match.how))
    problems += way.closing()
    places = dict.fromkeys(place for place in way.places if place is not None)
    report = Report(
        survey_rows=len(table.rows),
        regions=len(places),
        matched=tuple(matched),
        unmatched_rows=tuple(unmatched),
        duplicate_rows=tuple(duplicates),
        regions_without_row=tuple(place for place in places if place not in used),
        problems=tuple(problems),
    )
    row_of = tuple(used.get(place) if place is not None else None for place in way.places)
    return Join(row_of, {index: label for label, index in used.items()}, report, way.level is Level.REGION)


def _problem(number: int, remark: Remark, way: _JoinStrategy) -> Problem:
    heading = way.headings.get(remark.part) or next(iter(way.headings.values()))
    return Problem(number, heading, remark.value, remark.message)
