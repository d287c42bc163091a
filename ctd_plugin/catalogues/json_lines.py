"""On which line of a JSON text a value stands, so that an error about it can say so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

Key = str | int
"""The name of a member of an object, or the number of an item of a list from 0."""

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
