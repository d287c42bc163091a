"""Which field of a boundary layer tells the region: of regions, or of finer units, which lie in one each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...errors import CtdError
from ...i18n import tr
from ..places.column_level import ColumnLevel, column_levels
from ..places.departments import COLLECTIVITIES, DEPARTMENTS, department_in, department_of
from ..places.headings import Level, heading_level, is_generic
from ..places.region_match import Match, MatchMethod, Refusal, identify, is_former, match_region, today_of
from ..places.similarity import LONGEST, plausible, rank

_SAMPLE = 500
_WITH_REGION = (Level.REGION, Level.FORMER_REGION, Level.DEPARTMENT, Level.COMMUNE, Level.CANTON)
"""Levels whose codes or names tell the region."""


@dataclass(frozen=True)
class RegionKey:
    """The field that tells the region, and what each feature's value says, in their order."""

    field: str
    level: Level
    regions: tuple[Match | Refusal, ...]


def find_region_key(
    columns: Mapping[str, Sequence[str]], file: str, field: str | None = None, levels: Collection[Level] = _WITH_REGION
) -> RegionKey:
    """Return the field by which most features lie in a region, at least half of them; or read the one given.

    Between equals a field whose heading names what it holds wins, then one with names: a running number looks like
    a code. CtdError where there is none, only numbers (SIREN) of EPCI, which do not tell the region, only codes that
    may be of regions or departments alike, or where the heading of the one given says another level than its values.
    """
    if field is not None and field not in columns:
        message = tr("{file} has no field “{field}”; its fields are: {fields}.")
        raise CtdError(message.format(file=file, field=field, fields=", ".join(columns)))
    tried = {name: _sample(values) for name, values in columns.items() if field in (None, name)}
    told = column_levels(columns)
    ranks = {(name, level): _rank(told[name], level, values) for name, values in tried.items() for level in levels}
    best = max(ranks, key=lambda pair: ranks[pair], default=None)
    if best is None or not ranks[best][0] or ranks[best][0] * 2 < len(tried[best[0]]):
        raise CtdError(_ambiguity_message([told[name] for name in tried], file) or _no_key_message(tried, file))
    name, level = best
    may_pad = _may_pad(name, level, tried[name])
    known = {value: _match(value, level, may_pad) for value in dict.fromkeys(columns[name])}
    return RegionKey(name, level, tuple(known[value] for value in columns[name]))


_COMMUNE = re.compile(r"(\d\d|2[AB])\d{3}")
_CANTON = re.compile(r"(97\d|\d\d|2[AB])-?\d\d")


def _sample(values: Sequence[str]) -> list[str]:
    """Return some of the values, from the whole length."""
    return list(values[:: max(1, len(values) // _SAMPLE)])


def _rank(told: ColumnLevel, level: Level, values: list[str]) -> tuple[int, bool, bool, int, bool]:
    field = told.heading
    may_pad = _may_pad(field, level, values)
    known = [value for value in values if value and _region(value, level, may_pad)]
    is_other = level is Level.FORMER_REGION and not any(is_former(identify(value) or "") for value in known)
    is_told = not told.is_doubtful and _as_region(level) in told.levels
    is_named = not any(value[:1].isdigit() for value in known)
    order = -list(Level).index(level)
    return len(known) if is_told and not is_other else 0, _is_headed(field, level), is_named, order, is_generic(field)


def _is_headed(field: str, level: Level) -> bool:
    return heading_level(field) in (level, _as_region(level))


def _as_region(level: Level) -> Level:
    return Level.REGION if level is Level.FORMER_REGION else level


def _may_pad(field: str, level: Level, values: list[str]) -> bool:
    """Whether a short number is a code that lost its zero.

    1001 is a commune that lost its zero (01001) among longer codes, and a canton of the Aube among its own.
    """
    if _is_headed(field, level):
        return True
    if level is Level.COMMUNE:
        return any(len(value) == 5 for value in values)
    return level is Level.DEPARTMENT and is_generic(field)


def _region(value: str, level: Level, may_pad: bool) -> str | None:
    """Return the code of the region that a value tells of without doubt, read as one of a level."""
    if level in (Level.REGION, Level.FORMER_REGION):
        region = identify(value)
        if region is None or (level is Level.REGION and is_former(region)):
            return None
        return today_of(region)
    if level is Level.EPCI:
        return None
    if level is Level.DEPARTMENT:
        department = department_of(value, may_pad=may_pad)
    else:
        is_canton = level is Level.CANTON
        code = re.sub(r"[.,]0+$", "", value.strip().upper())
        if may_pad and code.isdigit():
            code = code.zfill(4 if is_canton else 5)
        department = department_in(code) if (_CANTON if is_canton else _COMMUNE).fullmatch(code) else None
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
        return Refusal("", tr("A feature says nothing of its region and was left out; fill its key field."))
    likely: tuple[str, ...] = ()
    if value.startswith(COLLECTIVITIES):
        message = tr("“{value}” lies in an overseas collectivity, in none of the 18 regions, and was left out.")
    elif level is Level.CANTON:
        message = tr("“{value}” is not the INSEE code of a canton and was left out.")
    elif level is Level.COMMUNE:
        message = tr("“{value}” is not the INSEE code of a commune and was left out.")
    else:
        spellings = [(department.name, code) for code, department in DEPARTMENTS.items()]
        likely = tuple(DEPARTMENTS[code].name for code in plausible(rank(value[:LONGEST], spellings))[:3])
        message = tr("“{value}” is not a department and was left out.")
        if likely:
            message = tr("“{value}” is not a department and was left out; perhaps {names} was meant.")
    return Refusal(value, message.format(value=value, names=", ".join(likely)), likely)


def _ambiguity_message(columns: Sequence[ColumnLevel], file: str) -> str:
    """Return the sentence on a field that may be of two levels, or of which heading and values disagree, if any."""
    for told in columns:
        if told.is_doubtful:
            message = tr(
                "{file}: the field “{field}” may hold codes of {levels} ({example}); "
                "name it after its level (code_region, code_commune…), or add a field with their names."
            )
            return message.format(file=file, field=told.heading, levels=told.in_words(), example=told.candidates())
    for told in columns:
        if told.is_contradictory and told.content:
            message = tr("{file}: the field “{field}” is of {levels}; correct its name or its values.")
            return message.format(file=file, field=told.heading, levels=told.in_words())
    return ""


def _no_key_message(columns: Mapping[str, list[str]], file: str) -> str:
    for field, values in columns.items():
        sirens = sum(1 for value in values if re.fullmatch(r"2\d{8}", value.strip()))
        if sirens and sirens * 2 >= len(values):
            message = tr(
                "{file} draws EPCI by their SIREN number (field {field}), which does not tell the region; "
                "add a field with the code of the department or region."
            )
            return message.format(file=file, field=field)
    message = tr("{file} has no field with codes or names of regions; its fields are: {fields}.")
    return message.format(file=file, fields=", ".join(columns))
