"""The lines of values in a JSON text, for error messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

Key = str | int
"""The name of an object's member, or the index of a list's item."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_decode = json.JSONDecoder().raw_decode
_SPACE = re.compile(r"\s*")


def line_of_value(text: str, keys: Iterable[Key]) -> int:
    """Return the line, from 1, of the value at the path `keys` of a valid JSON text, or of the last one on the way.

    The line of an object's member is that of its name.
    """
    value = position = _skip_space(text, 0)
    for key in keys:
        members = _members(text, value)
        if key not in members:
            break
        position, value = members[key]
    return text.count("\n", 0, position) + 1


def line_of_lone_surrogate(text: str, content: object) -> int | None:
    """Return the line of the first string of a JSON text with a lone surrogate (an emoji cut in two), else None.

    `content` is the parsed text. JSON may escape lone surrogates, but UTF-8 files and Qt strings cannot have them.
    """
    if "\\ud" not in text.lower():
        return None
    pending: list[tuple[tuple[Key, ...], object]] = [((), content)]
    while pending:
        keys, value = pending.pop()
        if isinstance(value, str) and _SURROGATE.search(value):
            return line_of_value(text, keys)
        if isinstance(value, dict):
            for key in value:
                if _SURROGATE.search(key):
                    return line_of_value(text, (*keys, key))
            pending.extend(((*keys, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            pending.extend(((*keys, index), item) for index, item in reversed([*enumerate(value)]))
    return None


def _members(text: str, start: int) -> dict[Key, tuple[int, int]]:
    """Return the positions of each member of the object or list at `start`: of its name and of its value."""
    members: dict[Key, tuple[int, int]] = {}
    if text[start] not in "{[":
        return members
    position = _skip_space(text, start + 1)
    while text[position] not in "}]":
        key: Key = len(members)
        value = position
        if text[start] == "{":
            key, colon = _decode(text, position)
            value = _skip_space(text, _skip_space(text, colon) + 1)
        members[key] = position, value
        position = _skip_space(text, _decode(text, value)[1])
        if text[position] == ",":
            position = _skip_space(text, position + 1)
    return members


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
