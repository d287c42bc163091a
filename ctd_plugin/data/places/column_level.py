"""Which level of places a column tells of: by its heading, its content and what stands beside it, all together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...i18n import tr
from ...regions import FORMER_REGIONS, NUTS, REGION_ALIASES, REGION_NAMES
from ...text import words
from .departments import DEPARTMENTS, OTHER_CODES, department_in, department_of
from .headings import Level, heading_level, is_generic, level_label
from .region_match import identify, today_of
from .similarity import LONGEST, name_key

_SAMPLE = 500
_SURE = 9
"""Distinct codes of regions, half of all: so many are no departments' by chance (1 in 10^7)."""
CLOSED_LEVELS = frozenset((Level.REGION, Level.DEPARTMENT))
"""Levels all of whose names are known here: what is not in the list is of another level."""


@dataclass(frozen=True)
class ColumnLevel:
    """What a column tells of. `levels` is empty where nothing is known, and where heading and content disagree.

    Of several levels, it is any of them and nothing says which, but for values (Guadeloupe) that are the same place
    at both: `is_doubtful`. `content` has what the values alone may be, `headed` what the heading says.
    """

    heading: str
    levels: frozenset[Level]
    content: frozenset[Level]
    headed: Level | None
    is_doubtful: bool = False
    is_partial: bool = False
    """Whether these are numbers inside a department: canton 02 of each, which is no code of a place."""
    example: str = ""

    @property
    def is_contradictory(self) -> bool:
        """Whether the heading names one level and the values are another's."""
        return not self.levels and self.headed is not None

    def in_words(self) -> str:
        """Return the levels in words."""
        if self.is_contradictory and self.headed is not None:
            message = tr("{headed} by its heading, {content} by its values")
            return message.format(headed=level_label(self.headed), content=_or(self.content))
        if self.is_doubtful:
            return _or(self.content)
        return _or(self.levels) if self.levels else tr("nothing known")

    def candidates(self) -> str:
        """Return what the first value may mean at each level: 01: region Guadeloupe, department Ain."""
        code = self.example.zfill(2)
        if code not in DEPARTMENTS or today_of(code) not in REGION_NAMES:
            return self.example
        names = {"region": REGION_NAMES[today_of(code)], "department": DEPARTMENTS[code].name}
        places = tr("{region} or {department}").format(**names)
        return f"{self.example}: {places}"


def _or(levels: frozenset[Level]) -> str:
    return tr(" or ").join(level_label(level) for level in Level if level in levels)


def column_levels(columns: Mapping[str, Sequence[str]]) -> dict[str, ColumnLevel]:
    """Return what each column of a table or layer tells of: names under "nom" are those of what the rows are."""
    all_told = {heading: column_level(heading, values, columns) for heading, values in columns.items()}
    own = {
        level
        for heading, one in all_told.items()
        if not (one.is_doubtful or one.is_partial)
        and len(one.levels) == 1
        and any(map(str.isdigit, "".join(columns[heading][:1])))
        and _identifies_rows(columns[heading])
        for level in one.levels
    }
    if len(own) != 1 or own <= CLOSED_LEVELS:
        return all_told
    # Names of communes and cantons may well be those of departments (Vienne); told again and again, they are theirs.
    return {
        heading: replace(one, levels=frozenset(own), is_doubtful=False)
        if is_generic(heading) and (not one.levels or _identifies_rows(columns[heading]))
        else one
        for heading, one in all_told.items()
    }


def _identifies_rows(values: Sequence[str]) -> bool:
    """Whether nearly every row has a value of its own, as the rows of a level have."""
    sample = _sample(values)
    return len(set(sample)) * 20 >= len(sample) * 19 and "" not in sample


def column_level(heading: str, values: Sequence[str], beside: Mapping[str, Sequence[str]] | None = None) -> ColumnLevel:
    """Return what a column tells of; `beside` are the columns of the same rows."""
    distinct = list(dict.fromkeys(filter(None, _sample(values))))
    counts = Counter(level for value in distinct for level in possible_levels(value))
    most = max(counts.values(), default=0)
    fits = most * 2 >= len(distinct) and most > 0
    content = frozenset(level for level, count in counts.items() if fits and count * 4 >= 3 * most)
    headed = heading_level(heading)
    is_sure = False
    if content >= CLOSED_LEVELS and not all(map(_is_one_place, distinct)):
        regional = sum(1 for value in distinct if Level.REGION in possible_levels(value))
        agreed = _level_by_neighbours(values, beside or {})
        if agreed is not None:
            content, is_sure = content - CLOSED_LEVELS | {agreed}, True
        elif regional >= _SURE and regional * 10 >= len(distinct) * 9:
            content, is_sure = content - {Level.DEPARTMENT}, True
    if headed in _NUMBERS_IN_DEPARTMENT and distinct and all(map(_NUMBERS_IN_DEPARTMENT[headed].fullmatch, distinct)):
        return ColumnLevel(heading, frozenset((headed,)), content, headed, is_partial=True)
    levels = _agreed_levels(headed, content, counts, distinct, is_sure)
    doubtful = len(levels) > 1 and not all(map(_is_one_place, distinct))
    example = (
        next((value for value in distinct if possible_levels(value) >= CLOSED_LEVELS), distinct[0]) if doubtful else ""
    )
    if doubtful:
        # A single 35 among codes that regions have too: a misprint of theirs or departments, but no regions for sure.
        levels = frozenset(level for level in levels if counts[level] == most)
    return ColumnLevel(heading, levels, content, headed, doubtful, example=example)


def _agreed_levels(
    headed: Level | None,
    content: frozenset[Level],
    counts: Counter[Level],
    distinct: list[str],
    is_sure: bool,
) -> frozenset[Level]:
    """Return the levels that heading and content agree on."""
    headed = Level.REGION if headed is Level.FORMER_REGION else headed
    if headed is None:
        return content
    if headed in content or not content:
        return frozenset((headed,))
    has_codes = sum(1 for value in distinct if re.search(r"\d", value)) * 2 > len(distinct)
    if headed not in CLOSED_LEVELS and (not has_codes or headed not in _WITH_PATTERN):
        # Names of communes may well be those of departments: Mayenne, Vienne.
        return frozenset((headed,))
    others = len(distinct) - counts[headed]
    if (others < 2 or counts[headed] * 4 >= 3 * len(distinct)) and not is_sure:
        return frozenset((headed,))
    return frozenset()


_NUMBERS_IN_DEPARTMENT = {
    Level.CANTON: re.compile(r"\d\d?"),
    Level.ARRONDISSEMENT: re.compile(r"\d"),
    Level.COMMUNE: re.compile(r"\d{3}"),
}
_WITH_PATTERN = frozenset((Level.COMMUNE, Level.CANTON, Level.EPCI, Level.ARRONDISSEMENT))


@lru_cache(maxsize=20_000)
def possible_levels(text: str) -> frozenset[Level]:
    """Return the levels of which a text may be a code or a name, as it stands."""
    return frozenset(_possible(re.sub(r"[.,]0+$", "", text.strip()))) if len(text) <= LONGEST else frozenset()


def _may_name_a_place(text: str) -> bool:
    """Whether a word of a text is in the name of any region or department, or short enough for a code of one."""
    return any(word in _PLACE_WORDS or (len(word) <= 4 and not word.isalpha()) for word in words(text))


_PLACE_WORDS = frozenset(
    word
    for name in (
        *REGION_NAMES.values(),
        *(alias for aliases in REGION_ALIASES.values() for alias in aliases),
        *(former.name for former in FORMER_REGIONS.values()),
        *(department.name for department in DEPARTMENTS.values()),
        *NUTS,
    )
    for word in (*words(name), name_key(name))
    if len(word) > 2 or name.isupper()
)


def _possible(text: str) -> Iterator[Level]:
    if not text:
        return
    code = text.upper()
    if re.fullmatch(r"0\d\d", code):
        yield Level.ARRONDISSEMENT
        code = code[1:]
    short = code.zfill(2) if code.isdigit() else code
    may_be_known = not (code.isdigit() and len(code) > 3) and _may_name_a_place(text)
    if short in REGION_NAMES or short in FORMER_REGIONS or (may_be_known and identify(text) is not None):
        yield Level.REGION
    if short in DEPARTMENTS or short in OTHER_CODES or (may_be_known and department_of(text) is not None):
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


def _level_by_neighbours(values: Sequence[str], beside: Mapping[str, Sequence[str]]) -> Level | None:
    """Return the level at which the codes of a column are those of the names and codes beside them, or None."""
    votes: Counter[Level] = Counter()
    for others in beside.values():
        if others is values:
            continue
        rows = {
            (value, other) for value, other in zip(_sample(values), _sample(others), strict=True) if value and other
        }
        own: Counter[Level] = Counter()
        for value, other in rows:
            if value != other:
                own.update(_agreements(value, other))
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
    elif re.fullmatch(r"(?:\d\d|2[AB])\d{3}", other) and department_in(other) in DEPARTMENTS:
        if department == department_in(other):
            yield Level.DEPARTMENT
        if region == DEPARTMENTS[department_in(other)].region_code:
            yield Level.REGION


def _sample(values: Sequence[str]) -> Sequence[str]:
    """Return some of the values, from the whole length."""
    return values[:: max(1, len(values) // _SAMPLE)]
