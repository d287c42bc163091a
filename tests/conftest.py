"""What all tests share: names that a line has room for, whatever they are given."""

from __future__ import annotations

import pytest

_LONGEST = 80


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Return the beginning of a long text or of long bytes, which may be megabytes; None leaves it to pytest."""
    if isinstance(val, str | bytes) and len(val) > _LONGEST:
        return f"{val[:_LONGEST]!r}… of {len(val)}"
    return None
