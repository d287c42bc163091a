"""Checks of the fields of a platform file; each returns the value or raises ValueError with what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..i18n import tr

Rule = Callable[[object], object]
"""Returns the value in its own type, or raises ValueError with a description of what is expected."""


def check_text(value: object) -> str:
    """Return a text, which may be empty."""
    if isinstance(value, str):
        return value
    raise ValueError(tr("text"))


def check_name(value: object) -> str:
    """Return a text that is not empty."""
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError(tr("text, not empty"))


def check_slug(value: object) -> str:
    """Return an identifier of lower-case letters, digits and single hyphens."""
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        return value
    raise ValueError(tr("lower-case letters, digits and single hyphens"))


def check_url(value: object) -> str:
    """Return an absolute web URL."""
    if isinstance(value, str) and re.fullmatch(r"https?://[^\s/]\S*", value):
        return value
    raise ValueError(tr("an address that starts with http:// or https://"))


def check_optional_url(value: object) -> str:
    """Return an absolute web URL, or "" for none."""
    return "" if value == "" else check_url(value)


def check_list(value: object) -> list[object]:
    """Return a list."""
    if isinstance(value, list):
        return value
    raise ValueError(tr("a list"))


def one_of(values: Iterable[str]) -> Rule:
    """Return the rule for a field with one of these values."""
    known = {str(value): value for value in values}

    def rule(value: object) -> str:
        if isinstance(value, str) and value in known:
            return known[value]
        raise ValueError(tr("one of {values}").format(values=", ".join(known)))

    return rule


def list_of(values: Iterable[str]) -> Rule:
    """Return the rule for a field with a list of these values, which may be empty."""
    known = {str(value): value for value in values}

    def rule(value: object) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) and item in known for item in value):
            return tuple(known[item] for item in value)
        raise ValueError(tr("a list of values out of {values}").format(values=", ".join(known)))

    return rule
