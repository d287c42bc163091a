"""Texts of a survey in the few lines that a label has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_LENGTH = 19
"""About how many characters a line has."""
_LINES = 2

_ELLIPSIS = "…"


def short_lines(text: str) -> tuple[str, ...]:
    """Return a text broken by words into a few lines, with an ellipsis where there is more."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(_broken(line.split(" ")))
    if len(lines) <= _LINES and all(len(line) <= _LENGTH + 1 for line in lines):
        return tuple(lines)
    kept = [line if len(line) <= _LENGTH + 1 else line[: _LENGTH - 1].rstrip() + _ELLIPSIS for line in lines[:_LINES]]
    if len(lines) > _LINES and not kept[-1].endswith(_ELLIPSIS):
        kept[-1] = kept[-1][: _LENGTH - 1].rstrip(" ,;:") + _ELLIPSIS
    return tuple(kept)


def _broken(words: Sequence[str]) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and len(longer) > _LENGTH:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
