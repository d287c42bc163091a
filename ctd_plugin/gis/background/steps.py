"""Work in steps that keep the main thread for a moment each: generators whose value is what the work makes."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")


def whole(steps: Generator[object, None, T]) -> T:
    """Take all steps at once and return what they make."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: T = end.value
            return made
