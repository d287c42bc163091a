"""On which line of a JSON text a value stands, so that an error about it can say so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

Key = str | int
"""The name of a member of an object, or the number of an item of a list from 0."""

_HALF = re.compile("[\ud800-\udfff]")
_decode = json.JSONDecoder().raw_decode
_SPACE = re.compile(r"\s*")


def line_of(text: str, keys: Iterable[Key]) -> int:
    """Return the line, from 1, of the value that the keys lead to in a valid JSON text, or of the last one on the way.

    The line of an object's member is that of its name.
    """
    value = place = _past_space(text, 0)
    for key in keys:
        members = _members(text, value)
        if key not in members:
            break
        place, value = members[key]
    return text.count("\n", 0, place) + 1


def line_of_half_character(text: str, content: object) -> int | None:
    """Return the line of the first text of a read JSON that holds half of a character (an emoji cut in two), or None.

    JSON may spell such halves out, but no file and no Qt text can hold them.
    """
    if "\\ud" not in text.lower():
        return None
    waiting: list[tuple[tuple[Key, ...], object]] = [((), content)]
    while waiting:
        keys, value = waiting.pop()
        if isinstance(value, str) and _HALF.search(value):
            return line_of(text, keys)
        if isinstance(value, dict):
            for key in value:
                if _HALF.search(key):
                    return line_of(text, (*keys, key))
            waiting.extend(((*keys, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend(((*keys, place), item) for place, item in reversed([*enumerate(value)]))
    return None


def _members(text: str, start: int) -> dict[Key, tuple[int, int]]:
    """Return where each member of the object or list at `start` stands: its name and its value."""
    members: dict[Key, tuple[int, int]] = {}
    if text[start] not in "{[":
        return members
    place = _past_space(text, start + 1)
    while text[place] not in "}]":
        key: Key = len(members)
        value = place
        if text[start] == "{":
            key, colon = _decode(text, place)
            value = _past_space(text, _past_space(text, colon) + 1)
        members[key] = place, value
        place = _past_space(text, _decode(text, value)[1])
        if text[place] == ",":
            place = _past_space(text, place + 1)
    return members


def _past_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place
