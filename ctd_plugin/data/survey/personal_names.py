"""Masking personal names in texts that are shown."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ...text import EMAIL, fold_word, words
from ..paths import PERSONAL_NAMES
from .email_addresses import is_functional
from .reader import SurveyRow
from .respondents import FIRST_NAMES, PARTICLES, PLACES, is_common, written_names

MASK = "[nom masqué]"
"""Replaces a personal name in the survey's French texts."""


@dataclass(frozen=True)
class PersonalName:
    """A person's name, first name first; bare initials are masked in the texts of `region_code` only.

    `is_common`: the surname is an ordinary word too, and masked only where a person is clearly meant.
    """

    region_code: str
    name: str
    is_common: bool = False


@dataclass(frozen=True)
class _Token:
    """A word of a text: its place, its folded form, and whether it begins with a capital."""

    start: int
    end: int
    plain: str
    is_capital: bool


@dataclass(frozen=True)
class NameMask:
    """Masks names in every order and spelling; without names it changes nothing."""

    names: tuple[PersonalName, ...] = ()

    def apply(self, text: str, region_code: str | None) -> str:
        """Return a text of a region (None: of any) with the names, and e-mail addresses made of them, masked."""
        if not self.names or not text:
            return text
        spans = sorted(self._spans(text, region_code))
        if not spans:
            return text
        parts, end = [], 0
        for start, stop in spans:
            if start >= end:
                parts += [text[end:start], MASK]
            end = max(end, stop)
        return "".join([*parts, text[end:]])

    def is_personal(self, address: str) -> bool:
        """Whether an e-mail address is that of a known person, or made of a first name or initial and another word."""
        local = address.split("@")[0]
        pieces = words(local)
        if "".join(pieces) in self._locals or any(piece in self._locals for piece in pieces):
            return True
        is_pair = len(pieces) >= 2 and (pieces[0] in FIRST_NAMES or pieces[-1] in FIRST_NAMES or len(pieces[0]) == 1)
        return is_pair and not is_functional(address)

    def _spans(self, text: str, region_code: str | None) -> Iterator[tuple[int, int]]:
        plain = text
        if "@" in text:
            yield from (address.span() for address in EMAIL.finditer(text) if self.is_personal(address[0]))
            # Names inside other addresses stay.
            plain = EMAIL.sub(lambda address: " " * len(address[0]), text)
        if not self._may_name_a_person(plain):
            return
        tokens = list(_tokens(plain))
        for index in range(len(tokens)):
            end = self._name_at(text, tokens, index, region_code)
            if end is not None:
                yield tokens[index].start, end

    def _may_name_a_person(self, text: str) -> bool:
        """Whether a text has the words of a name one after another: a quick test, which most texts fail."""
        found = [*filter(None, map(_plain, _TOKEN.findall(text)))]
        return any(
            found[index : index + len(spelling.plain)] == [*spelling.plain]
            for index, word in enumerate(found)
            for spelling in self._spellings.get(word, ())
        )

    def _name_at(self, text: str, tokens: Sequence[_Token], index: int, region_code: str | None) -> int | None:
        """Return the end of the longest name that begins at a token, None where none does."""
        best = None
        for spelling in self._spellings.get(tokens[index].plain, ()):
            part = tokens[index : index + len(spelling.plain)]
            is_elsewhere = spelling.region_code is not None and region_code not in (None, spelling.region_code)
            if is_elsewhere or not spelling.fits(text, part) or (best is not None and part[-1].end <= best):
                continue
            if len(spelling.plain) > 1 or spelling.stands_alone(text, tokens, index):
                best = part[-1].end
                if len(spelling.plain[-1]) == 1 and text[best : best + 1] == ".":
                    best += 1
        return best

    @cached_property
    def _spellings(self) -> Mapping[str, Sequence[_Spelling]]:
        """First word → the spellings that begin with it."""
        found: dict[str, list[_Spelling]] = {}
        for spelling in dict.fromkeys(spelling for name in self.names for spelling in _spellings(name)):
            found.setdefault(spelling.plain[0], []).append(spelling)
        return found

    @cached_property
    def _locals(self) -> frozenset[str]:
        """The parts before the @ of addresses made of the names."""
        return frozenset(local for name in self.names for local in _locals(name.name))


@dataclass(frozen=True)
class _Spelling:
    """A way to write a name: its folded words.

    `region_code` limits it to the texts of a region, `exact` is how it must be written, if at all; `is_common` where it
    is an ordinary word too.
    """

    plain: tuple[str, ...]
    region_code: str | None = None
    exact: str = ""
    is_common: bool = False

    def fits(self, text: str, tokens: Sequence[_Token]) -> bool:
        """Whether tokens are these words, adjacent, with initials in capitals."""
        if tuple(token.plain for token in tokens) != self.plain:
            return False
        if self.exact and text[tokens[0].start : tokens[0].end] != self.exact:
            return False
        if any(len(token.plain) == 1 and not token.is_capital for token in (tokens[0], tokens[-1])):
            return False
        return all(_BETWEEN.fullmatch(text, first.end, second.start) for first, second in pairwise(tokens))

    def stands_alone(self, text: str, tokens: Sequence[_Token], index: int) -> bool:
        """Whether a single word is the person: capitalised, and not a part of another name."""
        token = tokens[index]
        if self.exact:
            return True
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        gap = text[before.end : token.start] if before else "."
        following = text[token.end : after.start] if after else "."
        if not token.is_capital:
            return False
        follows = before.plain if before and not gap.strip(" .\u00a0\u202f") else ""
        if follows in _TITLES:
            return True
        if gap in _JOINTS or following in _JOINTS or follows in _BEFORE_PLACES:
            return False
        if not self.is_common:
            return True
        if token.plain in PLACES:
            return False
        in_capitals = text[token.start : token.end].isupper() and len(token.plain) > 2
        return follows in _BEFORE_PERSONS or (in_capitals and not text[: token.end].isupper())


_BETWEEN = re.compile(r"[\s.,’'\-–_]{1,4}")
_JOINTS = ("-", "–", "_")
_TITLES = {"m", "mm", "mme", "mmes", "mlle", "mr", "dr", "monsieur", "madame", "mademoiselle", "maitre"}
_BEFORE_PLACES = {"rue", "avenue", "place", "boulevard", "saint", "sainte", "port", "lycee", "quai", "square", "pont"}
_BEFORE_PERSONS = {"avec", "par", "chez", "contact", "contacter", "voir", "demander", "selon", "joindre", "cf"}
_TOKEN = re.compile(r"[^\W_]+")


def _plain(word: str) -> str:
    # A long table has a number in each row, and no two alike.
    return word if word.isascii() and word.isdigit() else fold_word(word)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        word = match[0]
        if plain := _plain(word):
            yield _Token(match.start(), match.end(), plain, word[0].isupper())


def _spellings(person: PersonalName) -> Iterator[_Spelling]:
    """Yield the spellings of a name: both orders, each of several first names, initials, the surname alone."""
    units = person.name.split()
    if len(units) < 2:
        yield _Spelling((fold_word(person.name),), person.region_code, person.name)
        return
    first, surname = tuple(words(units[0])), tuple(words(" ".join(units[1:])))
    if not first or not surname:
        return
    initials = tuple(word[0] for word in first)
    bare = tuple(word for word in surname if word not in PARTICLES) or surname
    firsts = dict.fromkeys((first, *((word,) for word in first), initials, ("".join(initials),), initials[:1]))
    # The parts of a double surname.
    parts = [(word,) for word in bare if len(word) > 3 and len(bare) > 1]
    surnames = dict.fromkeys((surname, bare, ("".join(surname),), *parts))
    for last in surnames:
        for before in firsts:
            yield _Spelling((*before, *last))
            yield _Spelling((*last, *before))
    # As written, because the surname may begin elsewhere.
    yield _Spelling((*first, *surname))
    for last in surnames:
        common = person.is_common or all(map(is_common, last))
        if len(last) > 1 and not common:
            yield _Spelling(last)
        elif len(last) == 1 and len(last[0]) > 2:
            yield _Spelling(last, is_common=common)


def _locals(name: str) -> Iterator[str]:
    units = name.split()
    if len(units) < 2:
        return
    first, surname = words(units[0]), words(" ".join(units[1:]))
    bare = [word for word in surname if word not in PARTICLES]
    for last in dict.fromkeys(("".join(surname), "".join(bare), *(word for word in bare if len(word) > 3))):
        if len(last) < 3:
            continue
        if last not in PLACES:
            yield last
        for before in dict.fromkeys(("".join(first), *first, "".join(word[0] for word in first), first[0][0])):
            yield f"{before}{last}"
            yield f"{last}{before}"


def masked_cells(cells: Mapping[str, str], code: str, mask: NameMask) -> dict[str, str]:
    """Return the texts of a region without names of persons; the same texts where the mask has none."""
    if not mask.names:
        return dict(cells)
    kept = {column: text for column, text in cells.items() if column != "repondant"}
    return {column: text if column == "region" else mask.apply(text, code) for column, text in kept.items()}


def read_personal_names() -> tuple[PersonalName, ...]:
    """Return the names listed for the bundled survey."""
    with PERSONAL_NAMES.open(encoding="utf-8", newline="") as stream:
        return tuple(PersonalName(record["region_code"], record["name"]) for record in csv.DictReader(stream))


def respondent_names(rows: Iterable[SurveyRow]) -> tuple[PersonalName, ...]:
    """Return the names in the respondent cells of a survey.

    A surname that other cells write in lower case is an ordinary word too (`is_common`).
    """
    rows = list(rows)
    found = [(row.region_code, name) for row in rows for name in written_names(row.cells.get("repondant", ""))]
    if not found:
        return ()
    texts = [text for row in rows for column, text in row.cells.items() if column not in ("repondant", "contact")]
    used = {
        fold_word(word)
        for text in texts
        for word in _TOKEN.findall(EMAIL.sub(" ", _URL.sub(" ", text)))
        if word.islower()
    }
    return tuple(
        PersonalName(code, name, all(word in used for word in words(name.split(maxsplit=1)[1]))) for code, name in found
    )


_URL = re.compile(r"https?://\S+|www\.\S+")
