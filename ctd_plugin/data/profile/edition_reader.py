"""From the rows of an edition's tables to the profiles of its regions, wherever the rows were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from ...catalogues.registry import (
    Confidence,
    Endpoint,
    Operator,
    Platform,
    PlatformKind,
    PlatformSource,
    PlatformStatus,
    Protocol,
    Technology,
)
from ...errors import CtdError
from ...i18n import tr
from ...regions import REGION_NAMES
from ..columns import CARRIED, SURVEY_COLUMNS
from ..facts.fact import Fact
from ..survey.carried import read_carried
from ..survey.interview_dates import InterviewPeriod, interview_period
from ..survey.status import Status
from .figure import figure_of
from .region_change import CellChange, RegionChange
from .region_profile import RegionProfile
from .rows import TABLES, Row, Tables, read_rows

_Code = TypeVar("_Code", bound=StrEnum)

# Who was interviewed is not in every GeoPackage.
_COLUMNS_THERE = [column for column in SURVEY_COLUMNS if column != "repondant"]


class Misfit(NamedTuple):
    """A field that a table lacks, or a value that this version of the plugin does not know."""

    table: str
    field: str
    value: str = ""


@dataclass(frozen=True, eq=False)
class EditionProfiles:
    """One edition: the profiles of its layer of regions in code order.

    `undrawn` are regions that only other tables have. `misfits` are what could not be read: such fields are empty,
    and codes that are not known stay as they are written.
    """

    profiles: tuple[RegionProfile, ...]
    undrawn: tuple[RegionProfile, ...] = ()
    cell_changes: tuple[CellChange, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()

    @property
    def everywhere(self) -> list[RegionProfile]:
        """All profiles in code order, those of regions without a place on the map too."""
        return sorted((*self.profiles, *self.undrawn), key=lambda profile: profile.code)

    @cached_property
    def by_code(self) -> Mapping[str, RegionProfile]:
        """Region code → its profile, of the regions on the map."""
        return {profile.code: profile for profile in self.profiles}

    @cached_property
    def changes(self) -> Mapping[str, RegionChange]:
        """Region code → what changed since an earlier edition; empty where there is none."""
        return {profile.code: profile.change for profile in self.everywhere if profile.change}


def read_profiles(tables: Tables) -> EditionProfiles:
    """Return the profiles from the rows of an edition's tables.

    A table, field or code that is missing or not known is no error, but a misfit.
    """
    return _Reader(tables).read()


def read_geopackage(path: Path) -> EditionProfiles:
    """Return the profiles of a ctd.gpkg; raises CtdError where it cannot be read or lacks a table."""
    import sqlite3

    try:
        tables = read_rows(path)
    except (sqlite3.Error, OSError) as error:
        raise _unreadable(path, TABLES[0]) from error
    for name in TABLES:
        if name not in tables:
            raise _unreadable(path, name)
    return read_profiles(tables)


def _unreadable(path: Path, table: str) -> CtdError:
    message = tr("{path} has no readable layer “{layer}”: choose a GeoPackage created by this plugin.")
    return CtdError(message.format(path=path, layer=table))


@dataclass
class _Parts:
    """What tables other than `regions` have, by region code."""

    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    carried: dict[str, dict[str, str]] = field(default_factory=dict)
    facts: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    platforms: dict[str, list[Platform]] = field(default_factory=lambda: defaultdict(list))
    changes: dict[str, RegionChange] = field(default_factory=dict)
    interviews: InterviewPeriod | None = None

    @property
    def codes(self) -> set[str]:
        return {*self.cells, *self.facts, *self.platforms, *self.changes}

    def complete(self, profile: RegionProfile) -> RegionProfile:
        """Add what the other tables have to a profile from the layer of regions."""
        code = profile.code
        return replace(
            profile,
            surveyed=code in self.cells,
            cells=self.cells.get(code, {}),
            facts=tuple(self.facts.get(code, ())),
            platforms=tuple(self.platforms.get(code, ())),
            change=self.changes.get(code),
            interviews=self.interviews,
            carried=self.carried.get(code, {}),
        )


class _Reader:
    """Reads the tables once and collects the misfits."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._misfits: dict[Misfit, None] = {}

    def read(self) -> EditionProfiles:
        about = next(iter(self._rows("about")), {})
        parts = self._parts()
        parts.interviews = interview_period(_text(about.get("edition")))
        drawn = [parts.complete(region) for row in self._rows("regions") if (region := self._region(row)).code]
        drawn.sort(key=lambda profile: profile.code)
        others = sorted(parts.codes - {profile.code for profile in drawn})
        return EditionProfiles(
            profiles=tuple(drawn),
            undrawn=tuple(parts.complete(RegionProfile(code, REGION_NAMES.get(code, code))) for code in others),
            cell_changes=tuple(self._cell_changes()),
            about={name: _text(value) for name, value in about.items()},
            misfits=tuple(self._misfits),
        )

    def _rows(self, table: str) -> Sequence[Row]:
        return self._tables.get(table, ())

    def _parts(self) -> _Parts:
        parts = _Parts()
        for row in self._rows("survey"):
            code = region_code_of(row)
            parts.cells[code] = self._cells(row)
            parts.carried[code] = read_carried(_text(row.get(CARRIED)))[0]
        for fact in map(self._fact, self._rows("facts")):
            parts.facts[fact.region_code].append(fact)
        for platform in self._platforms():
            parts.platforms[platform.region].append(platform)
        for row in self._rows("changes"):
            values: dict[str, Any] = {each.name: row.get(each.name) for each in fields(RegionChange)}
            parts.changes[region_code_of(row)] = RegionChange(**values)
        return parts

    def _region(self, row: Row) -> RegionProfile:
        code = self._text_there("regions", row, "region_code")
        status = self._field("regions", row, "status")
        population = self._field("regions", row, "population")
        payers = self._field("regions", row, "funding_sources")
        return RegionProfile(
            code,
            self._text_there("regions", row, "region_name") or code,
            population=int(population) if isinstance(population, int | float) and population else None,
            status=self._known("regions", "status", status, Status),
            ctd_date=self._day(row.get("ctd_date")),
            ctd_date_text=_text(row.get("ctd_date_text")),
            contact=_text(row.get("contact")),
            payers=tuple(payer for part in _text(payers).split(",") if (payer := part.strip())),
        )

    def _cells(self, row: Row) -> dict[str, str]:
        for column in _COLUMNS_THERE:
            self._field("survey", row, column)
        return {column: _text(row[column]) for column in SURVEY_COLUMNS if column in row}

    def _fact(self, row: Row) -> Fact:
        values: dict[str, Any] = {}
        for each in fields(Fact):
            # A field that came with a later version has a default, and an earlier GeoPackage lacks it.
            if each.name in row or each.default is MISSING:
                value = self._field("facts", row, each.name)
                values[each.name] = bool(value) if each.type == "bool" else _text(value)
        fact = Fact(**values)
        if fact.value and figure_of(fact) is None and not _is_day(fact.value):
            self._add("facts", "value", fact.value)
        return fact

    def _platforms(self) -> Iterator[Platform]:
        endpoints = defaultdict(list)
        for row in self._rows("endpoints"):
            endpoint = Endpoint(
                self._code("endpoints", row, "protocol", Protocol),
                self._text_there("endpoints", row, "url"),
                self._code("endpoints", row, "confidence", Confidence),
                _text(self._field("endpoints", row, "evidence")),
                _text(row.get("evidence_fr")),
            )
            endpoints[_text(self._field("endpoints", row, "platform_id"))].append(endpoint)
        for row in self._rows("platforms"):
            platform_id = self._text_there("platforms", row, "platform_id")
            yield Platform(
                id=platform_id,
                region=_text(self._field("platforms", row, "region_code")),
                name=self._text_there("platforms", row, "name"),
                technology=self._code("platforms", row, "technology", Technology),
                operator=self._code("platforms", row, "operator", Operator),
                status=self._code("platforms", row, "status", PlatformStatus),
                homepage=_text(self._field("platforms", row, "homepage")),
                survey_quote=_text(self._field("platforms", row, "survey_quote")),
                source=self._code("platforms", row, "source", PlatformSource),
                endpoints=tuple(endpoints[platform_id]),
                # These came with a later version, and an earlier GeoPackage lacks them.
                kind=self._code("platforms", row, "kind", PlatformKind) if row.get("kind") else PlatformKind.DATA,
                other_technologies=tuple(self._technologies(row)),
                note=_text(row.get("note")),
                note_fr=_text(row.get("note_fr")),
            )

    def _technologies(self, row: Row) -> Iterator[Technology]:
        """Yield the codes of a list of technologies; one that is not known stays text."""
        for code in filter(None, _text(row.get("other_technologies")).split(",")):
            yield self._known("platforms", "other_technologies", code, Technology) or cast("Technology", code)

    def _cell_changes(self) -> Iterator[CellChange]:
        for row in self._rows("cell_changes"):
            yield CellChange(*(_text(row.get(each.name)) for each in fields(CellChange)))

    def _field(self, table: str, row: Row, name: str) -> object:
        if name not in row:
            self._add(table, name)
        return row.get(name)

    def _text_there(self, table: str, row: Row, name: str) -> str:
        """Return a text that every row must have."""
        value = self._field(table, row, name)
        if value is None:
            self._add(table, name)
        return _text(value)

    def _code(self, table: str, row: Row, name: str, kind: type[_Code]) -> _Code:
        """Return a code; one that is not known stays text, which is what codes are."""
        text = self._text_there(table, row, name)
        return self._known(table, name, text, kind) or cast("_Code", text)

    def _known(self, table: str, name: str, text: object, kind: type[_Code]) -> _Code | None:
        if not text:
            return None
        if text not in list(kind):
            self._add(table, name, str(text))
            return None
        return kind(str(text))

    def _day(self, value: object) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if _is_day(str(value)[:10]):
            return date.fromisoformat(str(value)[:10])
        self._add("regions", "ctd_date", str(value))
        return None

    def _add(self, table: str, name: str, value: str = "") -> None:
        self._misfits[Misfit(table, name, value)] = None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def region_code_of(row: Row) -> str:
    """Return the code of the region of a row, whatever another program has written there."""
    return _text(row.get("region_code"))


def _text(value: object) -> str:
    return "" if value is None else str(value)
