"""The hidden sheet by which a template that comes back is recognised, whatever its name and what saved it.

It holds a hash of each answer that the template was filled with: an answer with the same hash came back unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..editions.compare import text_key
from ..tables.reader import Table
from .sheets import TextSheet

MARKER_SHEET = "ctd-modele"
_KIND, _VERSION = "ctd-template", "1"
_HASH_LENGTH = 16


@dataclass(frozen=True)
class TemplateMarker:
    """What a template says of itself: the day on which it was made, and its answers' hashes.

    `hashes` are by region code and column.
    """

    made_on: date | None
    hashes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def prefilled(self, region_code: str) -> Mapping[str, str]:
        """Return column → hash of the earlier answer for a region; of a template for one region, that one's."""
        if len(self.hashes) == 1:
            return next(iter(self.hashes.values()))
        return self.hashes.get(region_code, {})


def answer_hash(text: str) -> str:
    """Return the hash of an answer; white space and typography, which programs change by themselves, do not count."""
    # The letter keeps programs from taking it for a number.
    return "h" + hashlib.sha256(text_key(text).encode("utf-8", "replace")).hexdigest()[:_HASH_LENGTH]


def marker_sheet(edition: str, made_on: date, rows: Mapping[str, Mapping[str, str]]) -> TextSheet:
    """Return the hidden sheet of a template; `rows` are the answers it is filled with, by region code and column."""
    hashes = [
        [code, column, answer_hash(text)]
        for code, cells in rows.items()
        for column, text in cells.items()
        # Blanks are read back as no answer, which would count as one that a person removed.
        if text.strip()
    ]
    regions = [[code, "", ""] for code in rows]
    lines = [[_KIND, _VERSION, edition], ["made_on", made_on.isoformat(), ""], *regions, *hashes]
    return TextSheet(MARKER_SHEET, lines, widths=[14, 14, 24], hidden=True)


def read_marker(table: Table) -> TemplateMarker | None:
    """Return the marker in a table read from the hidden sheet, None where it is none, or of a later version."""
    header = (*table.header, "", "")
    if header[0] != _KIND or header[1] != _VERSION:
        return None
    made_on = None
    hashes: dict[str, dict[str, str]] = {}
    for _, cells in table.rows:
        key, value, proof = (*cells, "", "", "")[:3]
        if key == "made_on":
            made_on = _day(value)
        elif value:
            hashes.setdefault(key.zfill(2), {})[value] = proof
        elif key:
            hashes.setdefault(key.zfill(2), {})
    return TemplateMarker(made_on, hashes)


def _day(text: str) -> date | None:
    for written in (text, "-".join(reversed(text.split("/")))):
        try:
            return date.fromisoformat(written)
        except ValueError:
            continue
    return None
