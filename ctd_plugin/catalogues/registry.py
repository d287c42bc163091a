"""The registry of the regions' data platforms, and of their endpoints in public sources."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..causes import reason_of
from ..errors import CtdError
from ..i18n import tr
from ..json_positions import Key, line_of_lone_surrogate, line_of_value
from ..regions import REGION_NAMES
from .field_rules import (
    Rule,
    check_list,
    check_name,
    check_optional_url,
    check_slug,
    check_text,
    check_url,
    list_of,
    one_of,
)

BUNDLED_PLATFORMS = Path(__file__).resolve().parents[2] / "resources" / "data" / "platforms.json"
QUOTED_LENGTH = 60
"""Characters of a wrong value that an error message quotes."""
_LARGEST_FILE = 20_000_000


class Technology(StrEnum):
    """The software family that a platform runs on."""

    GEORCHESTRA = "georchestra"
    PRODIGE = "prodige"
    ONEGEO = "onegeo"
    OPENDATASOFT = "opendatasoft"
    CKAN = "ckan"
    DATA4CITIZEN = "data4citizen"
    DATAFAIR = "datafair"
    ARCGIS = "arcgis"
    GEONETWORK = "geonetwork"
    OTHER = "other"


class Operator(StrEnum):
    """Who runs a platform."""

    REGION = "region"
    ETAT = "etat"
    PARTENARIAT = "partenariat"
    GIP = "gip"
    ASSOCIATION = "association"
    AUTRE = "autre"


class PlatformStatus(StrEnum):
    """Whether a platform is in use, still to come, or retired: stopped, merged into another or no longer kept up."""

    ACTIVE = "active"
    RETIRED = "retired"
    PLANNED = "planned"


class PlatformKind(StrEnum):
    """What a platform is for; only data platforms are counted, and shown on maps."""

    DATA = "data"
    """Data are found and fetched there: an IDG, an open-data portal, a catalogue."""
    OBSERVATORY = "observatory"
    """Figures and charts about the territory, or views of it in 3D."""
    APPLICATION = "application"
    """A tool for the public, such as a journey planner."""
    SERVICE = "service"
    """A service beside a platform: base maps, a bare map server, routines for those who enter data."""


class PlatformSource(StrEnum):
    """Who says that a platform exists: the survey, or public sources where the survey is silent."""

    SURVEY = "survey"
    PUBLIC = "public"


class Protocol(StrEnum):
    """The protocol or API of an endpoint."""

    CSW = "csw"
    OPENDATASOFT = "opendatasoft"
    CKAN = "ckan"
    OGCAPI_RECORDS = "ogcapi-records"
    GEONETWORK = "geonetwork"
    ONEGEO = "onegeo"
    DATA4CITIZEN = "data4citizen"
    DCAT = "dcat"
    WMS = "wms"
    WFS = "wfs"
    OGCAPI_FEATURES = "ogcapi-features"
    IDG_PROJECT = "idg-project"


class Confidence(StrEnum):
    """How well public sources support an endpoint; even a high confidence does not mean that it was called."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Endpoint:
    """A service of a platform; `evidence` is the public source of its URL, in English, `evidence_fr` in French."""

    protocol: Protocol
    url: str
    confidence: Confidence
    evidence: str
    evidence_fr: str = ""

    def evidence_in(self, language: str) -> str:
        """Return the evidence in a language (`fr` or `en`), or the other one where only that was written."""
        return (self.evidence_fr or self.evidence) if language == "fr" else (self.evidence or self.evidence_fr)


@dataclass(frozen=True)
class Platform:
    """A platform of a region; `survey_quote` and `homepage` are "" where there is none.

    `other_technologies` are what it runs beside its main one. `note` says in English what one must know of it,
    `note_fr` in French. One that `is_own` comes from the user's own list.
    """

    id: str
    region: str
    name: str
    technology: Technology
    operator: Operator
    status: PlatformStatus
    homepage: str
    survey_quote: str
    source: PlatformSource
    endpoints: tuple[Endpoint, ...]
    kind: PlatformKind = PlatformKind.DATA
    other_technologies: tuple[Technology, ...] = ()
    note: str = ""
    note_fr: str = ""
    is_own: bool = False

    @property
    def technologies(self) -> tuple[Technology, ...]:
        """All that it runs on, the main one first."""
        return (self.technology, *self.other_technologies)

    @property
    def is_data(self) -> bool:
        """Whether it is a data platform."""
        return self.kind is PlatformKind.DATA

    @property
    def is_active(self) -> bool:
        """Whether it is in service."""
        return self.status is PlatformStatus.ACTIVE

    def note_in(self, language: str) -> str:
        """Return the note in a language (`fr` or `en`), or the other one where only that was written."""
        return (self.note_fr or self.note) if language == "fr" else (self.note or self.note_fr)


def read_platforms(path: Path = BUNDLED_PLATFORMS) -> tuple[Platform, ...]:
    """Return the platforms of a file shaped like `platforms.json`, in its order.

    In a region the first active data platform is the main one. The rules are those of `platforms.schema.json`, here too
    because QGIS's Python has no JSON Schema validator.

    Raises CtdError, with file, line, entry and field, where the file is missing, is not JSON, or breaks a rule.
    """
    text = _read_text(path)
    platforms: list[Platform] = []
    first_entry: dict[str, int] = {}
    for number, entry in enumerate(_parse_entries(text, path), start=1):
        location = _Location(path, text, (number - 1,), _entry_name(number, entry))
        platform = _read_platform(entry, location)
        if platform.id in first_entry:
            message = tr("{place}: the id “{id}” is already used by entry {first}; choose another.")
            first = first_entry[platform.id]
            raise CtdError(message.format(place=location.of("id"), id=_quoted(platform.id), first=first))
        first_entry[platform.id] = number
        platforms.append(platform)
    return tuple(platforms)


def all_platforms(own: Path | None) -> tuple[Platform, ...]:
    """Return the bundled platforms with those of the user's own file, which replace any of the same id.

    Raises CtdError as `read_platforms` does.
    """
    return with_own_platforms(read_platforms(), read_platforms(own) if own else ())


def with_own_platforms(platforms: Iterable[Platform], own: Iterable[Platform]) -> tuple[Platform, ...]:
    """Return platforms with the user's own, marked as such: one of the same id in place of it, others at the end."""
    marked = (replace(platform, is_own=True) for platform in own)
    return tuple({platform.id: platform for platform in (*platforms, *marked)}.values())


@dataclass(frozen=True)
class _Location:
    """The location of a value in a platform file: its path of keys, and its name for error messages."""

    path: Path
    text: str
    keys: tuple[Key, ...]
    name: str

    def of(self, field: str = "") -> str:
        """Return the location for an error message, with the line of a field of the value where it has that field."""
        line = line_of_value(self.text, (*self.keys, field))
        return tr("{path}, line {line}, {name}").format(path=self.path, line=line, name=self.name)


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise CtdError(tr("The platform file {path} is too large; choose another.").format(path=path))
        # Notepad and Excel write a byte order mark, which json refuses.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CtdError(tr("The platform file {path} does not exist; choose another.").format(path=path)) from error
    except OSError as error:
        message = tr("The platform file {path} cannot be read ({reason}); check its access rights.")
        raise CtdError(message.format(path=path, reason=reason_of(error))) from error
    except UnicodeDecodeError as error:
        raise CtdError(
            tr("The platform file {path} is not encoded in UTF-8; save it again as UTF-8.").format(path=path)
        ) from error


def _parse_entries(text: str, path: Path) -> list[object]:
    try:
        entries = json.loads(text)
    except RecursionError:
        # Nested too deep for a list of platforms.
        entries = None
    except json.JSONDecodeError as error:
        message = tr("The platform file {path} is not valid JSON; correct line {line}, column {column}.")
        raise CtdError(message.format(path=path, line=error.lineno, column=error.colno)) from error
    except ValueError as error:
        message = tr("The platform file {path} contains a number with thousands of digits; correct it.")
        raise CtdError(message.format(path=path)) from error
    if line := line_of_lone_surrogate(text, entries):
        message = tr("The platform file {path} contains an incomplete character at line {line}; correct this text.")
        raise CtdError(message.format(path=path, line=line))
    if not isinstance(entries, list):
        raise CtdError(
            tr("The platform file {path} must contain a list of platforms, between [ and ].").format(path=path)
        )
    return entries


def _entry_name(number: int, entry: object) -> str:
    entry_id = entry.get("id") if isinstance(entry, dict) else None
    if isinstance(entry_id, str) and entry_id:
        return tr("entry {number} ({id})").format(number=number, id=_quoted(entry_id))
    return tr("entry {number}").format(number=number)


def _read_platform(entry: object, location: _Location) -> Platform:
    fields = _check_fields(entry, PLATFORM_RULES, PLATFORM_OPTIONS, location)
    endpoints = []
    for number, item in enumerate(fields.pop("endpoints"), start=1):
        name = tr("{entry}, endpoint {number}").format(entry=location.name, number=number)
        item_location = replace(location, keys=(*location.keys, "endpoints", number - 1), name=name)
        endpoints.append(Endpoint(**_check_fields(item, ENDPOINT_RULES, ENDPOINT_OPTIONS, item_location)))
    return Platform(**fields, endpoints=tuple(endpoints))


def _check_fields(
    entry: object, needed: dict[str, Rule], optional: dict[str, Rule], location: _Location
) -> dict[str, Any]:
    rules = needed | optional
    if not isinstance(entry, dict):
        message = tr("{place}: expected an object with the fields {fields}.")
        raise CtdError(message.format(place=location.of(), fields=", ".join(rules)))
    for field in needed:
        if field not in entry:
            raise CtdError(
                tr("{place}: the field “{field}” is missing; add it.").format(place=location.of(), field=field)
            )
    for field in entry:
        if field not in rules:
            message = tr("{place}: the field “{field}” is unknown; the fields are {fields}.")
            raise CtdError(message.format(place=location.of(field), field=_quoted(field), fields=", ".join(rules)))
    return {field: _check_value(entry[field], rule, location, field) for field, rule in rules.items() if field in entry}


def _check_value(value: object, rule: Rule, location: _Location, field: str) -> object:
    try:
        return rule(value)
    except ValueError as expected:
        shown = _quoted(json.dumps(value, ensure_ascii=False))
        message = tr("{place}: the field “{field}” is {value}; expected {expected}.")
        raise CtdError(
            message.format(place=location.of(field), field=field, value=shown, expected=expected)
        ) from expected


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED_LENGTH else text[:QUOTED_LENGTH] + "…"


ENDPOINT_RULES: dict[str, Rule] = {
    "protocol": one_of(Protocol),
    "url": check_url,
    "confidence": one_of(Confidence),
    "evidence": check_text,
}
ENDPOINT_OPTIONS: dict[str, Rule] = {"evidence_fr": check_text}
PLATFORM_RULES: dict[str, Rule] = {
    "id": check_slug,
    "region": one_of(REGION_NAMES),
    "name": check_name,
    "technology": one_of(Technology),
    "operator": one_of(Operator),
    "status": one_of(PlatformStatus),
    "homepage": check_optional_url,
    "survey_quote": check_text,
    "source": one_of(PlatformSource),
    "endpoints": check_list,
}
PLATFORM_OPTIONS: dict[str, Rule] = {
    "kind": one_of(PlatformKind),
    "other_technologies": list_of(Technology),
    "note": check_text,
    "note_fr": check_text,
}
"""Fields that a file may leave out: a platform is a data platform where nothing else is said."""
