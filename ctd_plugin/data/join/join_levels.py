"""The two sides of a join, a layer and a table: whether they tell of the same level, and what to say where not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...i18n import tr
from ..places.column_level import CLOSED_LEVELS, ColumnLevel
from ..places.headings import Level, is_key_heading, level_label
from ..report import Problem

Pair = tuple[str, str]
"""A field of the layer and a column of the table."""

_COARSE_FIRST = (Level.COUNTRY, Level.REGION, Level.ACADEMY, Level.DEPARTMENT)


@dataclass(frozen=True)
class JoinLevels:
    """What each field of a layer and each column of a table tells of, and the ones that a person chose."""

    fields: Mapping[str, ColumnLevel]
    columns: Mapping[str, ColumnLevel]
    field: str | None = None
    column: str | None = None

    def meet(self, pair: Pair) -> bool:
        """Whether a field and a column may tell of the same level; a doubt is for a person, who chooses both."""
        ours, theirs = self.fields[pair[0]], self.columns[pair[1]]
        if any(told.is_contradictory or told.is_partial for told in (ours, theirs)):
            return False
        if (ours.is_doubtful or theirs.is_doubtful) and pair != (self.field, self.column):
            # 1001 is written alike as a canton and as a commune that lost its zero: what is the same on both sides.
            return ours.levels == theirs.levels and not ours.levels & CLOSED_LEVELS
        if ours.levels and theirs.levels:
            return bool(ours.levels & theirs.levels)
        # All regions and departments are known: what is none of them is not joined to them.
        known = ours if ours.levels else theirs
        return not known.levels or not known.content or not known.levels <= CLOSED_LEVELS

    def level(self, pair: Pair) -> Level | None:
        """Return the level at which a pair meets."""
        ours, theirs = self.fields[pair[0]].levels, self.columns[pair[1]].levels
        both = (ours & theirs) or ours or theirs
        return next(iter(both)) if len(both) == 1 else None

    def finest(self) -> tuple[ColumnLevel | None, ColumnLevel | None]:
        """Return what tells the finest level of either side, of the chosen or the known headings."""
        return _finest(self.fields, self.field), _finest(self.columns, self.column)


def _finest(told: Mapping[str, ColumnLevel], chosen: str | None) -> ColumnLevel | None:
    if chosen is not None:
        return told[chosen]
    known = [one for one in told.values() if (one.levels or one.is_contradictory) and is_key_heading(one.heading)]
    clear = [one for one in known if not one.is_doubtful and not one.is_contradictory] or known
    return max(clear, key=lambda one: min(map(_fineness, one.levels), default=-1), default=None)


def _fineness(level: Level) -> int:
    return _COARSE_FIRST.index(level) if level in _COARSE_FIRST else len(_COARSE_FIRST)


def no_match_message(sides: JoinLevels, files: tuple[str, str]) -> str:
    """Return why nothing is joined: what may be two levels, the levels of both sides, or what both have."""
    ours, theirs = sides.finest()
    for told, file in ((theirs, files[1]), (ours, files[0])):
        if told is not None and told.is_doubtful:
            message = tr(
                "{file}: “{heading}” may hold codes of {levels} ({example}); name it after its level "
                "(code_region, code_commune…), add the names beside it, or choose both the field and the column."
            )
            return message.format(file=file, heading=told.heading, levels=told.in_words(), example=told.candidates())
    for told, file in ((theirs, files[1]), (ours, files[0])):
        if told is not None and told.is_contradictory:
            message = tr("{file}: “{heading}” is of {levels}; correct its heading or its values, or choose another.")
            return message.format(file=file, heading=told.heading, levels=told.in_words())
    if ours is not None and theirs is not None and not ours.levels & theirs.levels and ours.levels and theirs.levels:
        message = tr(
            "{table} tells of {theirs} (column “{column}”) and {layer} of {ours} (field “{field}”), which are never "
            "taken for each other; choose a layer of the same level, or one with a field that tells it."
        )
        return message.format(
            table=files[1],
            theirs=theirs.in_words(),
            column=theirs.heading,
            layer=files[0],
            ours=ours.in_words(),
            field=ours.heading,
        )
    message = tr(
        "{table} and {layer} have no codes or names of places in common; choose the field and the column that "
        "tell the place. Fields: {fields}. Columns: {columns}."
    )
    fields, columns = ", ".join(sides.fields), ", ".join(sides.columns)
    return message.format(table=files[1], layer=files[0], fields=fields, columns=columns)


def level_problems(level: Level | None, sides: JoinLevels, files: tuple[str, str]) -> Iterator[Problem]:
    """Tell where the features are of a finer level than the one that is joined, or a choice settled a doubt."""
    ours = _finest(sides.fields, None)
    if level is None:
        return
    if (
        ours is not None
        and ours.levels
        and level not in ours.levels
        and min(map(_fineness, ours.levels)) > _fineness(level)
    ):
        message = tr("{table} tells of {level} and {layer} draws {ours}: each feature has the row of the one it is in.")
        message = message.format(table=files[1], level=level_label(level), layer=files[0], ours=ours.in_words())
        yield Problem(0, "", "", message)
    for told in (sides.fields.get(sides.field or ""), sides.columns.get(sides.column or "")):
        if told is not None and told.is_doubtful:
            message = tr("“{heading}” may hold codes of {levels}; it was read as codes of {level}, as chosen.")
            message = message.format(heading=told.heading, levels=told.in_words(), level=level_label(level))
            yield Problem(0, told.heading, "", message)
