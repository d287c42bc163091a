"""Keeping personal names out of what is shown, unless the user asks for them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .matching import identify
from .paths import PERSONAL_NAMES
from .survey import SurveyRow

MASK = "[nom masqué]"
"""Stands in the survey's French texts where a personal name was."""

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class PersonalName:
    """A person as the survey writes them; initials mean that person in one region's texts only."""

    region_code: str
    name: str


@dataclass(frozen=True)
class NameMask:
    """Masks the names it knows; without names it changes nothing."""

    names: tuple[PersonalName, ...] = ()

    def apply(self, text: str, region_code: str) -> str:
        """Return a text of one region with names, and e-mail addresses made of them, masked."""
        names = [name.name for name in self.names if " " in name.name or name.region_code == region_code]
        if not names:
            return text
        surnames = {name.split()[-1].casefold() for name in names if " " in name}

        def mask_address(match: re.Match[str]) -> str:
            parts = re.split(r"[._+-]", match[0].split("@")[0].casefold())
            return MASK if surnames & set(parts) else match[0]

        return _pattern(names).sub(MASK, EMAIL.sub(mask_address, text))


def read_personal_names(path: Path = PERSONAL_NAMES) -> tuple[PersonalName, ...]:
    """Return the names that were found by reading the bundled survey."""
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(PersonalName(record["region_code"], record["name"]) for record in csv.DictReader(stream))


def respondents(rows: Iterable[SurveyRow]) -> tuple[PersonalName, ...]:
    """Return the names found in the survey's respondent cells."""
    return tuple(
        PersonalName(row.region_code, name)
        for row in rows
        for piece in re.split(r"[,;:/()\n]|\bet\b", row.cells.get("repondant", ""))
        for name in _names(piece)
        if not identify(name)
    )


_WORD = r"[^\W\d_][\w'’-]*"
_PARTICLES = {"de", "du", "des", "le", "la", "di", "van", "von"}
# What stands beside a name in a respondent's cell; masked with it, half of the survey would be.
_NOT_NAMES = {"Région", "Region", "Etat", "État", "Conseil", "Direction", "Service", "DREAL"}


def _names(text: str) -> Iterator[str]:
    """Yield runs of capitalised words, pairs inside them, and the run with its first word as an initial."""
    run: list[str] = []
    for word in [*re.findall(_WORD, text), ""]:
        is_acronym = word.isupper() and len(word) <= 4
        is_name = word[:1].isupper() and not is_acronym and word not in _NOT_NAMES
        if is_name or (run and word in _PARTICLES):
            run.append(word)
        else:
            while run and run[-1] in _PARTICLES:
                run.pop()
            if len(run) > 1:
                yield from (" ".join(run), " ".join([run[0][0], *run[1:]]))
                yield from (f"{first} {second}" for first, second in pairwise(run))
            run = []


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Match any of the names, longest first, whatever white space; initials alone in capitals only."""
    spelled = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spelling, spelled))})(?!\w)")


def _spelling(name: str) -> str:
    words = r"\.?\s+".join(re.escape(word) for word in name.split())
    return f"(?i:{words})" if " " in name else words
