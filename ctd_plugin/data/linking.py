"""Which field of a layer and which column of a table say the same: found by what stands in them and above them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import CtdError
from ..i18n import tr
from .columns import find_columns
from .levels import Level, headed_level, is_key_heading
from .units import code_form

_SAMPLE = 2000
Pair = tuple[str, str]
"""A field of the layer and a column of the table."""


@dataclass(frozen=True)
class Link:
    """The pairs by which a table is joined: by code, by name, or both; and what tells places of one name apart."""

    code: Pair | None
    name: Pair | None
    department_field: str | None
    department_column: str | None
    common: int
    """Distinct codes or names, of a sample of rows, that both sides have."""


def count_key_headings(header: tuple[str, ...]) -> int:
    """Return how many headings of a table are known, of places and of the survey's answers."""
    return len({*find_columns(header), *(heading for heading in header if is_key_heading(heading))})


def find_link(
    fields: Mapping[str, Sequence[str]],
    columns: Mapping[str, Sequence[str]],
    key_field: str | None = None,
    key_column: str | None = None,
) -> Link | None:
    """Return the link with most in common, or None; a given field or column is the only one of its side.

    Of each pair one side's heading must say that it holds codes or names of places: other numbers agree by chance.
    """
    ours = {key_field: fields[key_field]} if key_field else fields
    theirs = {key_column: columns[key_column]} if key_column else columns
    given = {key_field, key_column}
    pairs = {(field, column): _agreement(field, column, given) for field in ours for column in theirs}
    pairs = {pair: agreement for pair, agreement in pairs.items() if agreement}
    code, same_codes = _best(pairs, ours, theirs, _codes)
    if code:
        # The name of a department beside each commune is not the commune's.
        count = len(set(ours[code[0]]))
        pairs = {pair: agreement for pair, agreement in pairs.items() if len(set(ours[pair[0]])) * 2 >= count}
    name, same_names = _best(pairs, ours, theirs, _names)
    if code is None and name is None:
        return None
    return Link(
        code,
        name,
        next((field for field in fields if headed_level(field) is Level.DEPARTMENT), None),
        next((column for column in columns if headed_level(column) is Level.DEPARTMENT), None),
        max(same_codes, same_names),
    )


def check_key(name: str | None, names: Sequence[str], file: str) -> None:
    """Raise CtdError where a field or column was asked for that is not there."""
    if name is not None and name not in names:
        message = tr("{file} has no field or column “{name}”; it has: {names}.")
        raise CtdError(message.format(file=file, name=name, names=", ".join(names)))


def _best(
    pairs: Mapping[Pair, int],
    fields: Mapping[str, Sequence[str]],
    columns: Mapping[str, Sequence[str]],
    forms: Callable[[Sequence[str]], set[str]],
) -> tuple[Pair | None, int]:
    """Return the pair with most values in common, and how many; where headings disagree, at least half of a column."""
    theirs = {column: forms(columns[column][:_SAMPLE]) for column in {column for _, column in pairs}}
    ours = {field: forms(fields[field]) for field in {field for field, column in pairs if theirs[column]}}
    pairs = {pair: agreement for pair, agreement in pairs.items() if pair[0] in ours}
    ranks = {}
    for (field, column), agreement in pairs.items():
        common = len(ours[field] & theirs[column])
        if ours[field] and theirs[column] and (agreement > 1 or common * 2 >= len(theirs[column])):
            ranks[field, column] = (common, agreement)
    best = max(ranks, key=lambda pair: ranks[pair], default=None)
    return best, ranks[best][0] if best else 0


def _agreement(field: str, column: str, given: set[str | None]) -> int:
    """Return how well two headings agree: 2 where both say that they hold the same, 0 where neither says anything."""
    known = [heading for heading in (field, column) if heading in given or is_key_heading(heading)]
    if len(known) < 2:
        return len(known)
    return 2 if headed_level(field) is headed_level(column) or {field, column} <= given else 1


def _codes(values: Sequence[str]) -> set[str]:
    """Return the forms of the values with a digit, where any of the first has one."""
    if not any(map(_DIGIT.search, values[:_FIRST])):
        return set()
    return {code_form(value) for value in set(values) if not value.isalpha()} - {""}


def _names(values: Sequence[str]) -> set[str]:
    """Return the values without digits, folded: all at once, as there may be as many as communes."""
    if all(map(_DIGIT.search, filter(None, values[:_FIRST]))):
        return set()
    names = "\n".join(value for value in set(values) if value and not _DIGIT.search(value))
    plain = unicodedata.normalize("NFKD", names.casefold())
    return set(re.sub(r"[^a-z\n]+", "", plain).split("\n")) - {""}


_DIGIT = re.compile(r"\d")
_FIRST = 100
