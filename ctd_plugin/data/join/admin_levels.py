"""Finding the field of a boundary layer by which each feature, a region or a finer unit, is in a region."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...errors import CtdError
from ...i18n import tr
from ...regions import FORMER_REGIONS
from ..places.column_level import ColumnLevel, column_levels, sample
from ..places.departments import (
    COLLECTIVITIES,
    COMMUNE_CODE,
    DEPARTMENTS,
    department_in,
    department_of,
    without_decimals,
)
from ..places.headings import Level, heading_level, is_generic
from ..places.region_match import Match, MatchMethod, Refusal, identify, match_region, today_of
from ..places.similarity import LONGEST, plausible, rank

_WITH_REGION = (Level.REGION, Level.FORMER_REGION, Level.DEPARTMENT, Level.COMMUNE, Level.CANTON)
"""Levels whose codes or names identify the region."""


@dataclass(frozen=True)
class RegionKey:
    """The field by which features are in regions, and the region of each feature, in their order."""

    field: str
    level: Level
    regions: tuple[Match | Refusal, ...]


def find_region_key(
    columns: Mapping[str, Sequence[str]], file: str, field: str | None = None, levels: Collection[Level] = _WITH_REGION
) -> RegionKey:
    """Return the field that gives the region of most features, at least half, and the region of each feature.

    `columns` are the texts of the layer's fields, `field` is the only one to try, `levels` those to read it as. Of
    equal fields, one whose heading names its level is preferred, then one with names: running numbers look like codes.
    Raises CtdError where there is none, only SIREN numbers of EPCI, only codes that may be of regions or departments,
    or where heading and values of the field disagree.
    """
    if field is not None and field not in columns:
        message = tr("{file} has no field “{field}”; its fields are: {fields}.")
        raise CtdError(message.format(file=file, field=field, fields=", ".join(columns)))
    tried = {name: list(sample(values)) for name, values in columns.items() if field in (None, name)}
    by_column = column_levels(columns)
    ranks = {(name, level): _rank(by_column[name], level, values) for name, values in tried.items() for level in levels}
    best = max(ranks, key=lambda pair: ranks[pair], default=None)
    if best is None or not ranks[best][0] or ranks[best][0] * 2 < len(tried[best[0]]):
        raise CtdError(_ambiguity_message([by_column[name] for name in tried], file) or _no_key_message(tried, file))
    name, level = best
    may_pad = _may_pad(name, level, tried[name])
    known = {value: _match(value, level, may_pad) for value in dict.fromkeys(columns[name])}
    return RegionKey(name, level, tuple(known[value] for value in columns[name]))


_CANTON = re.compile(r"(97\d|\d\d|2[AB])-?\d\d")


def _rank(column: ColumnLevel, level: Level, values: list[str]) -> tuple[int, bool, bool, int, bool]:
    if column.is_ambiguous or _as_region(level) not in column.levels:
        return 0, False, False, 0, False
    field = column.heading
    may_pad = _may_pad(field, level, values)
    known = [value for value in values if value and _region(value, level, may_pad)]
    is_other = level is Level.FORMER_REGION and not any(identify(value) in FORMER_REGIONS for value in known)
    is_named = not any(value[:1].isdigit() for value in known)
    order = -list(Level).index(level)
    return (
        0 if is_other else len(known),
        _is_headed(field, level),
        is_named,
        order,
        is_generic(field),
    )


def _is_headed(field: str, level: Level) -> bool:
    return heading_level(field) in (level, _as_region(level))


def _as_region(level: Level) -> Level:
    return Level.REGION if level is Level.FORMER_REGION else level


def _may_pad(field: str, level: Level, values: list[str]) -> bool:
    """Whether a short number is a code without its leading zero: 1001 is the commune 01001 among longer codes."""
    if _is_headed(field, level):
        return True
    if level is Level.COMMUNE:
        return any(len(value) == 5 for value in values)
    return level is Level.DEPARTMENT and is_generic(field)


def _region(value: str, level: Level, may_pad: bool) -> str | None:
    """Return the code of the region of a value of a level, None where it is none."""
    if level in (Level.REGION, Level.FORMER_REGION):
        region = identify(value)
        if region is None or (level is Level.REGION and region in FORMER_REGIONS):
            return None
        return today_of(region)
    if level is Level.EPCI:
        return None
    if level is Level.DEPARTMENT:
        department = department_of(value, may_pad=may_pad)
    else:
        is_canton = level is Level.CANTON
        code = without_decimals(value.strip().upper())
        if may_pad and code.isdigit():
            code = code.zfill(4 if is_canton else 5)
        department = department_in(code) if (_CANTON if is_canton else COMMUNE_CODE).fullmatch(code) else None
    return DEPARTMENTS[department].region_code if department in DEPARTMENTS else None


def _match(value: str, level: Level, may_pad: bool) -> Match | Refusal:
    if level is Level.REGION:
        return match_region(value, None)
    region = _region(value, level, may_pad)
    if region is not None:
        return Match(region, MatchMethod.CODE if value[:1].isdigit() else MatchMethod.NAME, value)
    if level is Level.FORMER_REGION:
        return match_region(value, None)
    return _refusal(value, level)


def _refusal(value: str, level: Level) -> Refusal:
    if not value.strip():
        return Refusal("", tr("A feature without a region was ignored; fill in its key field."))
    likely: tuple[str, ...] = ()
    if value.startswith(COLLECTIVITIES):
        message = tr("“{value}” is in an overseas collectivity, outside the 18 regions, and was ignored.")
    elif level is Level.CANTON:
        message = tr("“{value}” is not the Insee code of a canton and was ignored.")
    elif level is Level.COMMUNE:
        message = tr("“{value}” is not the Insee code of a commune and was ignored.")
    else:
        spellings = [(department.name, code) for code, department in DEPARTMENTS.items()]
        likely = tuple(DEPARTMENTS[code].name for code in plausible(rank(value[:LONGEST], spellings))[:3])
        message = tr("“{value}” is not a department and was ignored.")
        if likely:
            message = tr("“{value}” is not a department and was ignored; did you mean {names}?")
    return Refusal(value, message.format(value=value, names=", ".join(likely)), likely)


def _ambiguity_message(columns: Sequence[ColumnLevel], file: str) -> str:
    """Return the sentence on a field that is ambiguous or contradictory, "" where none is."""
    for column in columns:
        if column.is_ambiguous:
            message = tr(
                "{file}: the field “{field}” may contain codes of {levels} ({example}); name it after its level "
                "(code_region, code_commune…), or add a field with the names."
            )
            return message.format(
                file=file, field=column.heading, levels=column.levels_text(), example=column.candidates()
            )
    for column in columns:
        if column.is_contradictory and column.by_values:
            message = tr("{file}: the field “{field}” refers to {levels}; correct its name or its values.")
            return message.format(file=file, field=column.heading, levels=column.levels_text())
    return ""


def _no_key_message(columns: Mapping[str, list[str]], file: str) -> str:
    for field, values in columns.items():
        sirens = sum(1 for value in values if re.fullmatch(r"2\d{8}", value.strip()))
        if sirens and sirens * 2 >= len(values):
            message = tr(
                "{file} identifies EPCI by SIREN number (field {field}), which does not give the region; add a "
                "field with the code of the department or region."
            )
            return message.format(file=file, field=field)
    message = tr("{file} has no field with codes or names of regions; its fields are: {fields}.")
    return message.format(file=file, fields=", ".join(columns))
