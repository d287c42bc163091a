"""The administrative levels of the layer and the table of a join, and the sentences where they do not match."""

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
    """The level of each field of the layer and of each column of the table; `field`, `column`: the user's choice."""

    fields: Mapping[str, ColumnLevel]
    columns: Mapping[str, ColumnLevel]
    field: str | None = None
    column: str | None = None

    def are_compatible(self, pair: Pair) -> bool:
        """Whether a field and a column may be of the same level; ambiguous ones only where the user chose both."""
        ours, theirs = self.fields[pair[0]], self.columns[pair[1]]
        if any(column.is_contradictory or column.is_partial for column in (ours, theirs)):
            return False
        if (ours.is_ambiguous or theirs.is_ambiguous) and pair != (self.field, self.column):
            # 1001 may be a canton, or a commune without its zero, but is the same on both sides.
            return ours.levels == theirs.levels and not ours.levels & CLOSED_LEVELS
        if ours.levels and theirs.levels:
            return bool(ours.levels & theirs.levels)
        # All regions and departments are known: other values are not joined to them.
        known = ours if ours.levels else theirs
        return not known.levels or not known.by_values or not known.levels <= CLOSED_LEVELS

    def common_level(self, pair: Pair) -> Level | None:
        """Return the level of a field and a column, None where it is not unique."""
        ours, theirs = self.fields[pair[0]].levels, self.columns[pair[1]].levels
        both = (ours & theirs) or ours or theirs
        return next(iter(both)) if len(both) == 1 else None


def _finest(columns: Mapping[str, ColumnLevel], chosen: str | None) -> ColumnLevel | None:
    """Return the chosen column, or else that of the finest level."""
    if chosen is not None:
        return columns[chosen]
    known = [one for one in columns.values() if (one.levels or one.is_contradictory) and is_key_heading(one.heading)]
    clear = [one for one in known if not one.is_ambiguous and not one.is_contradictory] or known
    return max(clear, key=lambda one: min(map(_fineness, one.levels), default=-1), default=None)


def _fineness(level: Level) -> int:
    return _COARSE_FIRST.index(level) if level in _COARSE_FIRST else len(_COARSE_FIRST)


def no_match_message(levels: JoinLevels, files: tuple[str, str]) -> str:
    """Return why layer and table cannot be joined: an ambiguous or contradictory column, or different levels."""
    ours, theirs = _finest(levels.fields, levels.field), _finest(levels.columns, levels.column)
    for column, file in ((theirs, files[1]), (ours, files[0])):
        if column is not None and column.is_ambiguous:
            message = tr(
                "{file}: “{heading}” may contain codes of {levels} ({example}); name it after its level "
                "(code_region, code_commune…), add the names beside it, or choose both the field and the column."
            )
            return message.format(
                file=file, heading=column.heading, levels=column.levels_text(), example=column.candidates()
            )
    for column, file in ((theirs, files[1]), (ours, files[0])):
        if column is not None and column.is_contradictory:
            message = tr(
                "{file}: “{heading}” refers to {levels}; correct its heading or its values, or choose another."
            )
            return message.format(file=file, heading=column.heading, levels=column.levels_text())
    if ours is not None and theirs is not None and not ours.levels & theirs.levels and ours.levels and theirs.levels:
        message = tr(
            "{table} lists {theirs} (column “{column}”) and {layer} contains {ours} (field “{field}”), which "
            "cannot be joined; choose a layer of the same level, or one with a field for it."
        )
        return message.format(
            table=files[1],
            theirs=theirs.levels_text(),
            column=theirs.heading,
            layer=files[0],
            ours=ours.levels_text(),
            field=ours.heading,
        )
    message = tr(
        "{table} and {layer} have no codes or place names in common; choose the join field and column. Fields: "
        "{fields}. Columns: {columns}."
    )
    fields, columns = ", ".join(levels.fields), ", ".join(levels.columns)
    return message.format(table=files[1], layer=files[0], fields=fields, columns=columns)


def level_problems(level: Level | None, levels: JoinLevels, files: tuple[str, str]) -> Iterator[Problem]:
    """Yield problems where the features are finer than the level joined, or an ambiguity was resolved by the user."""
    ours = _finest(levels.fields, None)
    if level is None:
        return
    if (
        ours is not None
        and ours.levels
        and level not in ours.levels
        and min(map(_fineness, ours.levels)) > _fineness(level)
    ):
        message = tr(
            "{table} lists {level} and {layer} contains {ours}: each feature gets the row of the unit it belongs to."
        )
        message = message.format(table=files[1], level=level_label(level), layer=files[0], ours=ours.levels_text())
        yield Problem(0, "", "", message)
    for column in (levels.fields.get(levels.field or ""), levels.columns.get(levels.column or "")):
        if column is not None and column.is_ambiguous:
            message = tr("“{heading}” may contain codes of {levels}; read as codes of {level}, as chosen.")
            message = message.format(heading=column.heading, levels=column.levels_text(), level=level_label(level))
            yield Problem(0, column.heading, "", message)
