"""The administrative level of the places in a column: by its heading, its values and the columns beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...i18n import tr
from ...regions import FORMER_REGIONS, REGION_NAMES
from .departments import DEPARTMENTS, OTHER_CODES, department_of, department_of_commune, without_decimals
from .headings import Level, heading_level, is_generic, level_label
from .region_match import identify, today_of
from .similarity import LONGEST

_SAMPLE = 500
_ENOUGH_REGIONS = 9
"""Distinct codes of regions, half of all: the probability that so many are departments' is 1 in 10^7."""
CLOSED_LEVELS = frozenset((Level.REGION, Level.DEPARTMENT))
"""Levels all of whose names are known: a name that is not in the list is of another level."""


@dataclass(frozen=True)
class ColumnLevel:
    """The possible levels of the places in a column; none where nothing is known, or heading and values disagree.

    `by_values` are the levels by the values alone, `by_heading` is that of the heading alone. `is_ambiguous` where
    several levels are possible, unless all values are the same place at each of them (Guadeloupe).
    """

    heading: str
    levels: frozenset[Level]
    by_values: frozenset[Level]
    by_heading: Level | None
    is_ambiguous: bool = False
    is_partial: bool = False
    """Whether the values are numbers within a department (canton 02), which identify no place alone."""
    example: str = ""
    """A value that may be of several levels, "" where none is."""

    @property
    def is_contradictory(self) -> bool:
        """Whether the heading names one level and the values are of another."""
        return not self.levels and self.by_heading is not None

    def levels_text(self) -> str:
        """Return the names of the levels, for a sentence."""
        if self.is_contradictory and self.by_heading is not None:
            message = tr("{headed} (from its heading) or {content} (from its values)")
            return message.format(headed=level_label(self.by_heading), content=_or(self.by_values))
        if self.is_ambiguous:
            return _or(self.by_values)
        return _or(self.levels) if self.levels else tr("unknown units")

    def candidates(self) -> str:
        """Return what the example may mean at each level: "01: Guadeloupe or Ain"."""
        code = self.example.zfill(2)
        if code not in DEPARTMENTS or today_of(code) not in REGION_NAMES:
            return self.example
        names = {"region": REGION_NAMES[today_of(code)], "department": DEPARTMENTS[code].name}
        places = tr("{region} or {department}").format(**names)
        return f"{self.example}: {places}"


def _or(levels: frozenset[Level]) -> str:
    return tr(" or ").join(level_label(level) for level in Level if level in levels)


def column_levels(columns: Mapping[str, Sequence[str]]) -> dict[str, ColumnLevel]:
    """Return the level of each column of a table or layer, by its heading.

    A column of names headed "nom" or the like is of the level of the codes that identify the rows.
    """
    levels = {heading: column_level(heading, values, columns) for heading, values in columns.items()}
    own = {
        level
        for heading, one in levels.items()
        if not (one.is_ambiguous or one.is_partial)
        and len(one.levels) == 1
        and any(map(str.isdigit, "".join(columns[heading][:1])))
        and _identifies_rows(columns[heading])
        for level in one.levels
    }
    if len(own) != 1 or own <= CLOSED_LEVELS:
        return levels
    # Names of communes and cantons may be those of departments too (Vienne); where they recur, they are departments'.
    return {
        heading: replace(one, levels=frozenset(own), is_ambiguous=False)
        if is_generic(heading) and (not one.levels or _identifies_rows(columns[heading]))
        else one
        for heading, one in levels.items()
    }


def _identifies_rows(values: Sequence[str]) -> bool:
    """Whether nearly every row has a different value."""
    sampled = sample(values)
    return len(set(sampled)) * 20 >= len(sampled) * 19 and "" not in sampled


def column_level(
    heading: str, values: Sequence[str], neighbours: Mapping[str, Sequence[str]] | None = None
) -> ColumnLevel:
    """Return the level of a column; `neighbours` are all columns of the same rows."""
    distinct = list(dict.fromkeys(filter(None, sample(values))))
    counts = Counter(level for value in distinct for level in possible_levels(value))
    most = max(counts.values(), default=0)
    fits = most * 2 >= len(distinct) and most > 0
    content = frozenset(level for level, count in counts.items() if fits and count * 4 >= 3 * most)
    named = heading_level(heading)
    is_sure = False
    if content >= CLOSED_LEVELS and not all(map(_is_one_place, distinct)):
        regional = sum(1 for value in distinct if Level.REGION in possible_levels(value))
        agreed = _level_by_neighbours(values, neighbours or {})
        if agreed is not None:
            content, is_sure = content - CLOSED_LEVELS | {agreed}, True
        elif regional >= _ENOUGH_REGIONS and regional * 10 >= len(distinct) * 9:
            content, is_sure = content - {Level.DEPARTMENT}, True
    if named in _NUMBERS_IN_DEPARTMENT and distinct and all(map(_NUMBERS_IN_DEPARTMENT[named].fullmatch, distinct)):
        return ColumnLevel(heading, frozenset((named,)), content, named, is_partial=True)
    levels = _agreed_levels(named, content, counts, distinct, is_sure)
    doubtful = len(levels) > 1 and not all(map(_is_one_place, distinct))
    example = (
        next((value for value in distinct if possible_levels(value) >= CLOSED_LEVELS), distinct[0]) if doubtful else ""
    )
    if doubtful:
        # One 35 among codes of regions and departments: a misprint, or departments after all.
        levels = frozenset(level for level in levels if counts[level] == most)
    return ColumnLevel(heading, levels, content, named, doubtful, example=example)


def _agreed_levels(
    named: Level | None, content: frozenset[Level], counts: Counter[Level], distinct: list[str], is_sure: bool
) -> frozenset[Level]:
    """Return the levels on which heading and values agree."""
    named = Level.REGION if named is Level.FORMER_REGION else named
    if named is None:
        return content
    if named in content or not content:
        return frozenset((named,))
    has_codes = sum(1 for value in distinct if re.search(r"\d", value)) * 2 > len(distinct)
    if named not in CLOSED_LEVELS and (not has_codes or named not in _WITH_PATTERN):
        # Names of communes may be those of departments too: Mayenne, Vienne.
        return frozenset((named,))
    others = len(distinct) - counts[named]
    if (others < 2 or counts[named] * 4 >= 3 * len(distinct)) and not is_sure:
        return frozenset((named,))
    return frozenset()


_NUMBERS_IN_DEPARTMENT = {
    Level.CANTON: re.compile(r"\d\d?"),
    Level.ARRONDISSEMENT: re.compile(r"\d"),
    Level.COMMUNE: re.compile(r"\d{3}"),
}
_WITH_PATTERN = frozenset((Level.COMMUNE, Level.CANTON, Level.EPCI, Level.ARRONDISSEMENT))


@lru_cache(maxsize=20_000)
def possible_levels(text: str) -> frozenset[Level]:
    """Return the levels of which a text may be a code or a name."""
    return frozenset(_possible(without_decimals(text.strip()))) if len(text) <= LONGEST else frozenset()


def _possible(text: str) -> Iterator[Level]:
    if not text:
        return
    code = text.upper()
    if re.fullmatch(r"0\d\d", code):
        yield Level.ARRONDISSEMENT
        code = code[1:]
    short = code.zfill(2) if code.isdigit() else code
    if short in REGION_NAMES or short in FORMER_REGIONS or identify(text) is not None:
        yield Level.REGION
    if short in DEPARTMENTS or short in OTHER_CODES or department_of(text) is not None:
        yield Level.DEPARTMENT
    if re.fullmatch(r"(?:\d\d|2[AB])\d|97\d\d", code) and code not in DEPARTMENTS:
        yield Level.ARRONDISSEMENT
    if re.fullmatch(r"(?:97\d|\d\d|2[AB])-?\d\d", code):
        yield Level.CANTON
    if re.fullmatch(r"(?:\d\d|2[AB])\d{3}|[1-9]\d{3}", code):
        yield Level.COMMUNE
    if re.fullmatch(r"2\d{8}", code):
        yield Level.EPCI


def _is_one_place(value: str) -> bool:
    """Whether a value means the same place as a region and as a department."""
    levels = possible_levels(value)
    if not levels >= CLOSED_LEVELS:
        return len(levels) < 2
    region, department = identify(value), department_of(value)
    return region is not None and department is not None and DEPARTMENTS[department].region_code == region


def _level_by_neighbours(values: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> Level | None:
    """Return the level at which the codes of a column agree with the names and codes in the others, or None."""
    votes: Counter[Level] = Counter()
    for others in neighbours.values():
        if others is values:
            continue
        rows = {(value, other) for value, other in zip(sample(values), sample(others), strict=True) if value and other}
        own = Counter(level for value, other in rows if value != other for level in _agreements(value, other))
        for level, count in own.items():
            if count * 2 > len(rows):
                votes[level] += count
    agreed = [level for level, count in votes.items() if count == max(votes.values())]
    return agreed[0] if len(agreed) == 1 else None


def _agreements(value: str, other: str) -> Iterator[Level]:
    region, department = identify(value), department_of(value)
    if not re.search(r"\d", other):
        if region is not None and identify(other) == region:
            yield Level.REGION
        if department is not None and department_of(other) == department:
            yield Level.DEPARTMENT
    elif (container := department_of_commune(other)) in DEPARTMENTS:
        if department == container:
            yield Level.DEPARTMENT
        if region == DEPARTMENTS[container].region_code:
            yield Level.REGION


def sample(values: Sequence[str]) -> Sequence[str]:
    """Return up to about a thousand values, spread evenly over a column."""
    return values[:: max(1, len(values) // _SAMPLE)]
