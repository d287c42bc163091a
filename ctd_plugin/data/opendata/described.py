"""Tables as a data package describes them: their fields, the words for their codes, and the rules for their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LIST_SEPARATOR = ","
"""Between the codes of a value that is a list."""


@dataclass(frozen=True)
class DescribedField:
    """A field: its name and Python type, what people call it, what it holds, and the rules for its values.

    `codes` are the values that it may have → their words; where it `is_list`, a value is several of them.
    """

    name: str
    kind: type
    title: str
    description: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    is_list: bool = False
    is_required: bool = False
    pattern: str = ""
    minimum: float | None = None

    @property
    def rules(self) -> dict[str, Any]:
        """The constraints of Table Schema for the field's values."""
        rules: dict[str, Any] = {}
        if self.is_required:
            rules["required"] = True
        if self.codes and self.is_list:
            code = "|".join(map(re.escape, self.codes))
            rules["pattern"] = f"^({code})({LIST_SEPARATOR}({code}))*$"
        elif self.codes:
            rules["enum"] = list(self.codes)
        elif self.pattern:
            rules["pattern"] = self.pattern
        if self.minimum is not None:
            rules["minimum"] = self.minimum
        return rules


@dataclass(frozen=True)
class ParentKey:
    """The fields of a table that are the key of a row in another one."""

    fields: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class DescribedTable:
    """A table to publish: its rows are mappings of all its fields, in which None is "no answer"."""

    name: str
    title: str
    description: str
    fields: Sequence[DescribedField]
    rows: Sequence[Mapping[str, Any]]
    key: tuple[str, ...] = ()
    parent: ParentKey | None = None

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


@dataclass(frozen=True)
class Breach:
    """A rule that a table does not keep and that its schema leaves out: the field, and values that break it."""

    table: str
    field: str
    values: tuple[str, ...]


_MOST_VALUES = 5
"""Of a rule that is not kept, shown as examples."""


def breaches(table: DescribedTable, tables: Mapping[str, DescribedTable]) -> Iterator[Breach]:
    """Yield the rules of a table's fields, key and parent that its rows do not keep; `tables` are all by name."""
    for one in table.fields:
        values = [row.get(one.name) for row in table.rows]
        broken = [_shown(value) for value in values if not all(_keeps(value, *rule) for rule in one.rules.items())]
        if broken:
            yield Breach(table.name, one.name, _examples(broken))
    if table.key:
        keys = [_key(row, table.key) for row in table.rows]
        twice = [key for key in keys if keys.count(key) > 1 or not all(key)]
        if twice:
            yield Breach(table.name, LIST_SEPARATOR.join(table.key), _examples(map(" / ".join, twice)))
    if table.parent and table.rows:
        parent = tables[table.parent.table]
        there = {_key(row, parent.key) for row in parent.rows}
        orphans = [key for row in table.rows if (key := _key(row, table.parent.fields)) not in there]
        if orphans:
            yield Breach(table.name, f"→ {parent.name}", _examples(map(" / ".join, orphans)))


def _keeps(value: object, rule: str, wanted: Any) -> bool:  # noqa: ANN401
    """Whether a value keeps a rule; one that is missing breaks only that it is required."""
    if value in (None, ""):
        return rule != "required"
    match rule:
        case "enum":
            return value in wanted
        case "pattern":
            return re.fullmatch(wanted, str(value)) is not None
        case "minimum":
            return not isinstance(value, int | float) or value >= wanted
        case _:
            return True


def _key(row: Mapping[str, Any], fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(_shown(row.get(name)) for name in fields)


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _examples(values: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(dict.fromkeys(values))[:_MOST_VALUES]
