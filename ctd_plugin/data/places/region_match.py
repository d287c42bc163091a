"""Recognising a region by its code, its name, another name in use, or a similar spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from ...i18n import tr
from ...regions import FORMER_REGIONS, NUTS, PRINTED_NAMES, REGION_ALIASES, REGION_NAMES, printed_name
from ...text import fold, words
from .departments import DEPARTMENTS, department_of
from .similarity import LONGEST, closest, name_key, plausible, rank
from .spellings import REGIONAL, former_name, is_missing_value, split_parts, variants


class MatchMethod(StrEnum):
    """How a region was recognised."""

    CODE = "code"
    NAME = "name"
    ALIAS = "alias"
    FUZZY = "fuzzy"


Part = Literal["code", "name"]


@dataclass(frozen=True)
class Remark:
    """A remark on one of the two cells of a row whose region was recognised."""

    part: Part
    value: str
    message: str


@dataclass(frozen=True)
class Match:
    """A region that was recognised, by the cell `value`."""

    region_code: str
    how: MatchMethod
    value: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A region that was not recognised: the reason, and up to three names that may have been meant."""

    value: str
    message: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Recognised:
    """The region that one cell names, by the code of today's region or of a former one."""

    code: str
    how: MatchMethod
    former: bool = False
    padded: bool = False


def match_region(code_value: str | None, name_value: str | None, *, fuzzy: bool = True) -> Match | Refusal:
    """Return the region that a code cell and a name cell mean; either may be empty, and they may be swapped.

    Regions before 2016 are refused, and so are cells that contradict each other. Without `fuzzy`, which takes most of
    the time, misspelt names are refused without suggestions.
    """
    cells: tuple[tuple[Part, str | None], ...] = (("code", code_value), ("name", name_value))
    values: dict[Part, str] = {part: value.strip() for part, value in cells if value and value.strip()}
    if not values:
        return Refusal("", tr("Region missing; give its name or its Insee code."))
    if not fuzzy and not any(map(_may_name_a_region, values.values())):
        # Most rows of a long table of other places.
        return _unknown(values.get("name") or values["code"], fuzzy=False)
    fuzzy = fuzzy and max(map(len, values.values())) <= LONGEST
    readings = {part: _recognise(value, fuzzy=fuzzy) for part, value in values.items()}
    known = {part: reading for part, reading in readings.items() if reading}
    if not known:
        return _unknown(values.get("name") or values["code"], fuzzy=fuzzy)
    if len({reading.code for reading in known.values()}) > 1:
        return _contradiction(values["code"], known["code"], values["name"], known["name"])
    part, reading = next(iter(known.items()))
    if len(values) > len(known) and not _is_compatible(values["name" if part == "code" else "code"], reading.code):
        return _disagreement(values["code"], values["name"], reading)
    if reading.former:
        return _former(values[part], reading)
    return Match(reading.code, reading.how, values[part], tuple(_remarks(values, readings)))


def identify(text: str) -> str | None:
    """Return the code of the region, of today or former, that a text names exactly; None where it names none."""
    reading = _recognise(text, fuzzy=False)
    return reading.code if reading else None


def today_of(code: str) -> str:
    """Return the code of today's region that contains a region, of today or former."""
    return FORMER_REGIONS[code].today if code in FORMER_REGIONS else code


def _recognise(text: str, *, fuzzy: bool = True) -> _Recognised | None:
    exact = _recognise_exactly(text)
    # Similarity means nothing where a text has a code or several parts.
    is_plain = exact is None and fuzzy and not re.search(r"[\d/()&+#|]", text)
    return _closest(text) if is_plain else exact


@lru_cache(maxsize=10_000)
def _recognise_exactly(text: str) -> _Recognised | None:
    """Return the region that a text names exactly; where it has several parts, all must agree."""
    plain = text.strip()
    if (plain.isdigit() and len(plain) > 3) or not _may_name_a_region(plain) or is_missing_value(plain):
        return None
    for spelling in variants(text, REGIONAL):
        reading = _recognise_one(spelling)
        if reading is not None:
            return reading
    parts = [part for part in split_parts(text) if fold(part) not in _IGNORED_PARTS]
    return _agreed(parts) if parts and parts != [text.strip()] else None


def _may_name_a_region(text: str) -> bool:
    """Whether a text may name a region: a quick test, which most texts fail."""
    found = words(text)
    return not _WORDS.isdisjoint(found) or any(map(_CODE.fullmatch, found)) or "".join(found) in _BY_NAME


def _recognise_one(text: str) -> _Recognised | None:
    """Return the region of a text that is a single code or name."""
    plain = text.strip()
    number = re.fullmatch(r"(?:R ?|0(?=\d\d))?(\d{1,2})(?:[.,]0+)?", plain, re.I)
    code = NUTS.get(plain.upper()) or (number[1].zfill(2) if number else None)
    if code is not None:
        if code in REGION_NAMES or code in FORMER_REGIONS:
            return _Recognised(code, MatchMethod.CODE, code in FORMER_REGIONS, padded=code != plain)
        return None
    key = name_key(plain)
    if (
        key.isalpha()
        and len(key) <= 3
        and not re.fullmatch(r"(?:(?i:r[ée]gion) )?(?:[A-Z]{2}|(?:[A-Za-z]\.?){3})", plain)
    ):
        # "N/A" and "na" are not Nouvelle-Aquitaine.
        key = ""
    if words(plain)[:1] == ["cr"] and name_key(plain[2:]) != "reunion":
        # CR is "conseil régional", but "CR de réunion" are minutes.
        key = name_key(plain[2:])
    return _BY_NAME.get(key)


def _agreed(parts: list[str]) -> _Recognised | None:
    """Return today's region that all parts name, by its code, its name, or that of a former region in it."""
    readings = []
    for part in parts:
        former = former_name(part)
        reading = next(filter(None, map(_recognise_one, variants(former or part, REGIONAL))), None)
        if reading is None or (former is not None and not (reading.former or reading.how is MatchMethod.ALIAS)):
            return None
        readings.append(reading)
    today = [reading for reading in readings if not reading.former]
    if not today or len({today_of(reading.code) for reading in readings}) > 1:
        return None
    return next((reading for reading in today if reading.how is not MatchMethod.CODE), today[0])


_IGNORED_PARTS = {"region", "conseilregional", "regionadministrative"}


def _spellings() -> Iterator[tuple[str, _Recognised]]:
    for code, former in FORMER_REGIONS.items():
        yield former.name, _Recognised(code, MatchMethod.NAME, former=True)
    for code, aliases in REGION_ALIASES.items():
        for alias in aliases:
            yield alias, _Recognised(code, MatchMethod.ALIAS)
    for code, name in REGION_NAMES.items():
        yield name, _Recognised(code, MatchMethod.NAME)


_BY_NAME = {name_key(spelling): reading for spelling, reading in _spellings()}
_CODE = re.compile(r"r?\d\d?|0\d\d")
_WORDS = frozenset(word for spelling, _ in _spellings() for word in (*words(spelling), name_key(spelling))) | {
    code.casefold() for code in NUTS
}
# Abbreviations are too short for similarity to mean anything.
_LONG = [(spelling, reading.code) for spelling, reading in _spellings() if len(name_key(spelling)) > 4]


def _closest(text: str) -> _Recognised | None:
    best = closest(text, rank(text, _LONG))
    return _Recognised(best.owner, MatchMethod.FUZZY, best.owner in FORMER_REGIONS) if best else None


def _name(reading: _Recognised) -> str:
    return FORMER_REGIONS[reading.code].name if reading.former else PRINTED_NAMES[reading.code]


def _unknown(value: str, *, fuzzy: bool) -> Refusal:
    likely = [REGION_NAMES[today_of(code)] for code in plausible(rank(value, _LONG))] if fuzzy else []
    if fuzzy and not likely:
        # Of several regions in one text, each may have been meant.
        named = filter(None, (_recognise_exactly(part) for part in split_parts(value[:LONGEST])))
        likely = [REGION_NAMES[today_of(reading.code)] for reading in named]
    suggestions = tuple(dict.fromkeys(likely))[:3]
    if suggestions:
        message = tr("“{value}” is not a region; did you mean {names}?").format(
            value=value, names=printed_name(", ".join(suggestions))
        )
    else:
        message = tr("“{value}” is not a region; use one of the 18 names or Insee codes.").format(value=value)
    return Refusal(value, message, suggestions)


def _former(value: str, reading: _Recognised) -> Refusal:
    today = REGION_NAMES[today_of(reading.code)]
    message = tr("“{value}” is the former region {former}, part of {today} since 2016; use {today}.")
    return Refusal(value, message.format(value=value, former=_name(reading), today=printed_name(today)), (today,))


def _contradiction(code_value: str, code: _Recognised, name_value: str, name: _Recognised) -> Refusal:
    message = tr("The code “{code}” is {code_region} but the name “{name}” is {name_region}; correct one of them.")
    suggestions = dict.fromkeys(REGION_NAMES[today_of(reading.code)] for reading in (code, name))
    return Refusal(
        f"{code_value} {name_value}",
        message.format(code=code_value, code_region=_name(code), name=name_value, name_region=_name(name)),
        tuple(suggestions),
    )


def _is_compatible(other: str, code: str) -> bool:
    """Whether an unrecognised cell does not contradict a region: it is empty, or contains the name of that region."""
    if is_missing_value(other) or not re.search(r"[^\W\d_]", other):
        department = department_of(other)
        return department is None or DEPARTMENTS[department].region_code == code
    text = words(other[:LONGEST])
    if {"hors", "sauf", "sans"} & set(text):
        return False
    named = [words(spelling) for spelling, reading in _spellings() if reading.code == code]
    own = {word for name in named for word in name}
    other_names = [words(spelling) for spelling, reading in _spellings() if today_of(reading.code) != code]
    other_names += [words(department.name) for department in DEPARTMENTS.values()]
    return any(_contains(text, name) for name in named) and not any(
        _contains(text, name) for name in other_names if not set(name) <= own
    )


def _contains(text: list[str], name: list[str]) -> bool:
    """Whether a text contains the words of a name in their order; abbreviations do not count."""
    is_long = len("".join(name)) > 3
    return is_long and any(text[start : start + len(name)] == name for start in range(len(text) - len(name) + 1))


def _disagreement(code: str, name: str, reading: _Recognised) -> Refusal:
    message = tr(
        "“{code}” and “{name}” are not the same region: only one of them is a region, {region}; correct the other."
    )
    region = _name(reading)
    text = message.format(code=code, name=name, region=region)
    return Refusal(f"{code} {name}", text, (REGION_NAMES[today_of(reading.code)],))


def _remarks(values: dict[Part, str], readings: dict[Part, _Recognised | None]) -> Iterator[Remark]:
    for part, value in values.items():
        reading = readings[part]
        if reading is None:
            message = tr("“{value}” is not a region and was ignored.").format(value=value)
        elif reading.padded:
            message = tr("The code “{value}” was read as {code} ({name}).").format(
                value=value, code=reading.code, name=_name(reading)
            )
        elif reading.how is MatchMethod.FUZZY:
            message = tr("“{value}” was read as {name}; correct the spelling.").format(value=value, name=_name(reading))
        else:
            continue
        yield Remark(part, value, message)
