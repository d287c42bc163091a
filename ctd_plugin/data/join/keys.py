"""Finding the field of a layer and the column of a table by which they are joined, by their values and headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...errors import CtdError
from ...i18n import tr
from ...text import unaccented
from ..columns import find_columns
from ..places.column_level import CLOSED_LEVELS, column_levels
from ..places.headings import Level, heading_level, is_key_heading
from .join_levels import JoinLevels, Pair
from .units import normalized_code

_SAMPLE = 2000


@dataclass(frozen=True)
class KeyPair:
    """The pairs by which a table is joined, by code, by name or both, and what distinguishes places of one name.

    `code_field` has the layer's codes, whether or not the table has any. `level` is that of both sides, None where it
    is unknown.
    """

    code: Pair | None
    name: Pair | None
    code_field: str | None
    department_field: str | None
    department_column: str | None
    common: int
    """Distinct codes or names, in a sample of rows, that both sides have."""
    level: Level | None


def count_key_headings(header: tuple[str, ...]) -> int:
    """Return how many headings of a table are known, as those of places or of the survey's answers."""
    return len({*find_columns(header), *(heading for heading in header if is_key_heading(heading))})


def find_key_pair(
    fields: Mapping[str, Sequence[str]], columns: Mapping[str, Sequence[str]], levels: JoinLevels | None = None
) -> KeyPair | None:
    """Return the keys with most values in common, None where there are none.

    A field or column chosen in `levels` is the only one of its side. Both must be of the same level, and the heading of
    one must announce codes or names of places, because other numbers agree by chance.
    """
    levels = levels or JoinLevels(column_levels(fields), column_levels(columns))
    ours = {levels.field: fields[levels.field]} if levels.field else fields
    theirs = {levels.column: columns[levels.column]} if levels.column else columns
    given = {levels.field, levels.column}
    pairs = {(field, column): _agreement(field, column, given) for field in ours for column in theirs}
    pairs = {pair: agreement for pair, agreement in pairs.items() if agreement and levels.are_compatible(pair)}
    eligible = {
        pair: agreement
        for pair, agreement in pairs.items()
        if all(
            heading in given or is_key_heading(heading) or _are_long(values)
            for heading, values in zip(pair, (ours[pair[0]], theirs[pair[1]]), strict=True)
        )
    }
    code, same_codes = _best(eligible, ours, theirs, _codes)
    name, same_names = _best(pairs, ours, theirs, _names)
    if code and name:
        is_finer = heading_level(name[1]) is not None or same_names > same_codes
        if _is_coarse(code, levels) and not _is_coarse(name, levels) and is_finer:
            # Codes of departments beside names of communes: the finer level is meant.
            code = None
        elif levels.common_level(code) is not (levels.common_level(name) or levels.common_level(code)):
            name = None
        elif same_names * 2 < min(same_codes, len(_distinct(_names(theirs[name[1]][:_SAMPLE])))):
            # Names of another level than the codes, such as the department beside the code of each commune.
            name = None
    if code is None and name is None:
        return None
    level = next((level for level in (levels.common_level(pair) for pair in (code, name) if pair) if level), None)
    return KeyPair(
        code,
        name,
        code[0] if code else _own_codes(ours),
        next((field for field in fields if heading_level(field) is Level.DEPARTMENT), None),
        next((column for column in columns if heading_level(column) is Level.DEPARTMENT), None),
        max(same_codes, same_names),
        level,
    )


def _is_coarse(pair: Pair, levels: JoinLevels) -> bool:
    """Whether a pair is of regions or departments, which contain other places."""
    return levels.common_level(pair) in CLOSED_LEVELS or any(
        heading_level(heading) in CLOSED_LEVELS for heading in pair
    )


def _are_long(values: Sequence[str]) -> bool:
    """Whether values are too long to be counts, which agree with codes of departments by chance."""
    first = [value for value in values[:_FIRST] if value]
    return sum(1 for value in first if len(value) > 3) * 2 > len(first)


def _own_codes(fields: Mapping[str, Sequence[str]]) -> str | None:
    """Return the field with the codes of a layer whose table has none: of each feature another."""
    return next(
        (
            field
            for field, values in fields.items()
            if is_key_heading(field) and len(set(values)) == len(values) == len(_distinct(_codes(values)))
        ),
        None,
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
    forms: Callable[[Sequence[str]], dict[str, str]],
) -> tuple[Pair | None, int]:
    """Return the pair with most values in common, and how many; where headings disagree, at least half of a column.

    Values are compared as they are written, and by their forms only where that finds less than half of a column, which
    may still be the best.
    """
    samples = {
        column: [value for value in columns[column][:_SAMPLE] if value] for column in {pair[1] for pair in pairs}
    }
    form_of = {column: forms(values) for column, values in samples.items()}
    theirs = {column: _distinct(known) for column, known in form_of.items()}
    written = {field: set(fields[field]) for field in {pair[0] for pair in pairs}}
    as_written = {
        (field, column): len({form for value, form in form_of[column].items() if value in written[field]})
        for field, column in pairs
        if theirs[column]
    }
    halves = [common for (_, column), common in as_written.items() if common * 2 >= len(theirs[column])]
    most = max(halves, default=0)
    ours: dict[str, set[str]] = {}
    ranks = {}
    for (field, column), common in as_written.items():
        agreement = pairs[field, column]
        if common * 2 < len(theirs[column]):
            if len(theirs[column]) < most:
                continue
            if field not in ours:
                ours[field] = _distinct(forms(list(written[field])))
            common = len(ours[field] & theirs[column])
        if common * 2 >= len(theirs[column]) or (agreement > 1 and ours[field]):
            ranks[field, column] = (common, agreement)
    best = max(ranks, key=lambda pair: ranks[pair], default=None)
    return best, ranks[best][0] if best else 0


def _agreement(field: str, column: str, given: set[str | None]) -> int:
    """Return how well two headings agree: 2 where both announce the same, 0 where neither announces places."""
    known = [heading for heading in (field, column) if heading in given or is_key_heading(heading)]
    if len(known) < 2:
        return len(known)
    levels = {heading_level(field), heading_level(column)}
    # A layer of communes calls their names "nom", and never those of the department.
    is_same = len(levels) == 1 or (None in levels and not levels & {Level.DEPARTMENT, Level.REGION})
    return 2 if is_same or {field, column} <= given else 1


def _distinct(forms: Mapping[str, str]) -> set[str]:
    return set(forms.values())


def _codes(values: Sequence[str]) -> dict[str, str]:
    """Return value → normalized code, empty unless any of the first looks like a code: a digit and no space."""
    if not any(_DIGIT.search(value) and " " not in value for value in values[:_FIRST]):
        return {}
    codes = {value: normalized_code(value) for value in set(values) if not value.isalpha()}
    return {value: code for value, code in codes.items() if code}


def _names(values: Sequence[str]) -> dict[str, str]:
    """Return value → folded value, of those without digits; all in one text, as there may be as many as communes."""
    if all(map(_DIGIT.search, filter(None, values[:_FIRST]))):
        return {}
    names = [value for value in set(values) if value and not _NO_NAME.search(value)]
    folded = re.sub(r"[^a-z\0]+", "", unaccented("\0".join(names))).split("\0") if names else []
    return {name: form for name, form in zip(names, folded, strict=True) if form}


_DIGIT, _NO_NAME = re.compile(r"\d"), re.compile(r"[\d\0]")
_FIRST = 100
