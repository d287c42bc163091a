"""Which field of a boundary layer tells the region: of regions, or of finer units, which lie in one each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..errors import CtdError
from ..i18n import tr
from .columns import find_columns
from .departments import COLLECTIVITIES, DEPARTMENTS, OTHER_CODES
from .matching import How, Match, Refusal, identify, is_former, match_region, today_of
from .names import LONGEST, alike, name_key, rank
from .text import fold


class Level(StrEnum):
    """What a field names; in this order of preference where several read equally well."""

    REGION = "region"
    FORMER_REGION = "former_region"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    CANTON = "canton"
    EPCI = "epci"


_HEADINGS: dict[Level, str] = {
    Level.DEPARTMENT: "departement departements dep dept dpt code_dep code_dept code_departement insee_dep insee_dept "
    "insee_departement code_insee_departement code_insee_du_departement num_dep nom_dep nom_dept nom_departement "
    "nom_officiel_departement libelle_departement departement_code",
    Level.COMMUNE: "commune communes com code_com code_commune insee_com insee_commune depcom codgeo code_geo cog "
    "code_insee_commune code_insee_de_la_commune commune_code nom_com nom_commune nom_officiel_commune libelle_commune",
    Level.CANTON: "canton cantons code_canton insee_can insee_canton num_canton canton_code",
    Level.EPCI: "epci code_epci siren_epci epci_siren siren code_siren num_siren nom_epci "
    "libelle_epci nom_officiel_epci",
}
_GENERIC = "code code_insee insee nom name libelle nom_officiel territoire cleabs"
_LEVELS = {fold(heading): level for level, headings in _HEADINGS.items() for heading in headings.split()}
_GENERIC_FOLDED = {fold(heading) for heading in _GENERIC.split()}
# They look like the codes of communes, and lie in the right department but for a few hundred.
_POSTAL = {"codepostal", "codespostaux", "cp", "postalcode", "postcode", "zip"}
_SAMPLE = 500


@dataclass(frozen=True)
class Key:
    """The field that tells the region, and what each feature's value says, in their order."""

    field: str
    level: Level
    regions: tuple[Match | Refusal, ...]


def find_key(
    columns: Mapping[str, Sequence[str]], file: str, field: str | None = None, levels: Collection[Level] = tuple(Level)
) -> Key:
    """Return the field by which most features lie in a region, at least half of them; or read the one given.

    Between equals a field whose heading names what it holds wins, then one with names: a running number looks like
    a code. CtdError where there is none, or only numbers (SIREN) of EPCI, which do not tell the region.
    """
    if field is not None and field not in columns:
        message = tr("{file} has no field “{field}”; its fields are: {fields}.")
        raise CtdError(message.format(file=file, field=field, fields=", ".join(columns)))
    tried = {name: _sample(values) for name, values in columns.items() if field in (None, name)}
    ranks = {(name, level): _rank(name, level, values) for name, values in tried.items() for level in levels}
    best = max(ranks, key=lambda pair: ranks[pair], default=None)
    if best is None or not ranks[best][0] or ranks[best][0] * 2 < len(tried[best[0]]):
        raise CtdError(_no_key(tried, file))
    name, level = best
    may_pad = _may_pad(name, level, tried[name])
    known = {value: _match(value, level, may_pad) for value in dict.fromkeys(columns[name])}
    return Key(name, level, tuple(known[value] for value in columns[name]))


def department_of(text: str, *, may_pad: bool = True) -> str | None:
    """Return the code of the department that a text names, by code or name."""
    code = text.strip().upper().removeprefix("FR-")
    number = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?", code)
    if number:
        code = number[1].zfill(2) if may_pad else number[1]
    code = OTHER_CODES.get(code, code)
    return code if code in DEPARTMENTS else _DEPARTMENT_NAMES.get(name_key(text))


def department_in(code: str) -> str:
    """Return the code of the department with which the INSEE code of a commune or canton begins."""
    start = code[:3] if code.startswith(("97", "98")) else code[:2]
    return OTHER_CODES.get(start, start)


_DEPARTMENT_NAMES = {name_key(department.name): code for code, department in DEPARTMENTS.items()}
_COMMUNE = re.compile(r"(\d\d|2[AB])\d{3}")
_CANTON = re.compile(r"(97\d|\d\d|2[AB])-?\d\d")


def _sample(values: Sequence[str]) -> list[str]:
    """Return some of the values, from the whole length."""
    return list(values[:: max(1, len(values) // _SAMPLE)])


def _rank(field: str, level: Level, values: list[str]) -> tuple[int, bool, bool, int, bool]:
    may_pad = _may_pad(field, level, values)
    known = [value for value in values if value and _region(value, level, may_pad)]
    is_other = level is Level.FORMER_REGION and not any(is_former(identify(value) or "") for value in known)
    count = 0 if is_other or fold(field) in _POSTAL else len(known)
    is_named = not any(value[:1].isdigit() for value in known)
    return count, _is_headed(field, level), is_named, -list(Level).index(level), fold(field) in _GENERIC_FOLDED


def headed_level(heading: str) -> Level | None:
    """Return the level that a heading names; None for one that says "code" or "name" only, or nothing known."""
    folded = fold(heading)
    if folded in _LEVELS or folded in _GENERIC_FOLDED:
        return _LEVELS.get(folded)
    return Level.REGION if {"region", "region_code"} & find_columns((heading,)).keys() else None


def is_key_heading(heading: str) -> bool:
    """Whether a heading says that codes or names of places stand below it."""
    return fold(heading) in _GENERIC_FOLDED or headed_level(heading) is not None


def _is_headed(field: str, level: Level) -> bool:
    return headed_level(field) is (Level.REGION if level is Level.FORMER_REGION else level)


def _may_pad(field: str, level: Level, values: list[str]) -> bool:
    """Whether a short number is a code that lost its zero.

    1001 is a commune that lost its zero (01001) among longer codes, and a canton of the Aube among its own.
    """
    if _is_headed(field, level):
        return True
    if level is Level.COMMUNE:
        return any(len(value) == 5 for value in values)
    return level is Level.DEPARTMENT and fold(field) in _GENERIC_FOLDED


def _region(value: str, level: Level, may_pad: bool) -> str | None:
    """Return the code of the region that a value tells of without doubt, read as one of a level."""
    if level in (Level.REGION, Level.FORMER_REGION):
        region = identify(value)
        if region is None or (level is Level.REGION and is_former(region)):
            return None
        return today_of(region)
    if level is Level.EPCI:
        return None
    if level is Level.DEPARTMENT:
        department = department_of(value, may_pad=may_pad)
    else:
        is_canton = level is Level.CANTON
        code = re.sub(r"[.,]0+$", "", value.strip().upper())
        if may_pad and code.isdigit():
            code = code.zfill(4 if is_canton else 5)
        department = department_in(code) if (_CANTON if is_canton else _COMMUNE).fullmatch(code) else None
    return DEPARTMENTS[department].region_code if department in DEPARTMENTS else None


def _match(value: str, level: Level, may_pad: bool) -> Match | Refusal:
    if level is Level.REGION:
        return match_region(value, None)
    region = _region(value, level, may_pad)
    if region is not None:
        return Match(region, How.CODE if value[:1].isdigit() else How.NAME, value)
    if level is Level.FORMER_REGION:
        return match_region(value, None)
    return _refusal(value, level)


def _refusal(value: str, level: Level) -> Refusal:
    if not value.strip():
        return Refusal("", tr("A feature says nothing of its region and was left out; fill its key field."))
    likely: tuple[str, ...] = ()
    if value.startswith(COLLECTIVITIES):
        message = tr("“{value}” lies in an overseas collectivity, in none of the 18 regions, and was left out.")
    elif level is Level.CANTON:
        message = tr("“{value}” is not the INSEE code of a canton and was left out.")
    elif level is Level.COMMUNE:
        message = tr("“{value}” is not the INSEE code of a commune and was left out.")
    else:
        spellings = [(department.name, code) for code, department in DEPARTMENTS.items()]
        likely = tuple(DEPARTMENTS[code].name for code in alike(rank(value[:LONGEST], spellings))[:3])
        message = tr("“{value}” is not a department and was left out.")
        if likely:
            message = tr("“{value}” is not a department and was left out; perhaps {names} was meant.")
    return Refusal(value, message.format(value=value, names=", ".join(likely)), likely)


def _no_key(columns: Mapping[str, list[str]], file: str) -> str:
    for field, values in columns.items():
        sirens = sum(1 for value in values if re.fullmatch(r"2\d{8}", value.strip()))
        if sirens and sirens * 2 >= len(values):
            message = tr(
                "{file} draws EPCI by their SIREN number (field {field}), which does not tell the region; "
                "add a field with the code of the department or region."
            )
            return message.format(file=file, field=field)
    message = tr("{file} has no field with codes or names of regions; its fields are: {fields}.")
    return message.format(file=file, fields=", ".join(columns))
