"""Texts of a survey in the few lines that a label has room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

LINE_LENGTH = 19
"""About how many characters a line has."""
LINES = 2

_ELLIPSIS = "…"


def short_lines(text: str, length: int = LINE_LENGTH, most: int = LINES) -> tuple[str, ...]:
    """Return a text broken by words into a few lines, with an ellipsis where there is more."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(_broken(line.split(" "), length))
    if len(lines) <= most and all(len(line) <= length + 1 for line in lines):
        return tuple(lines)
    kept = [line if len(line) <= length + 1 else line[: length - 1].rstrip() + _ELLIPSIS for line in lines[:most]]
    if len(lines) > most and not kept[-1].endswith(_ELLIPSIS):
        kept[-1] = kept[-1][: length - 1].rstrip(" ,;:") + _ELLIPSIS
    return tuple(kept)


def _broken(words: Sequence[str], length: int) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and len(longer) > length:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
