"""The tables of an edition as open data: those of ctd.gpkg with descriptions and rules, and without personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from ...catalogues.health import key_of
from ...catalogues.registry import Platform
from ...data.opendata.described import DescribedField, DescribedTable, ParentKey
from ...data.opendata.personal_data import ADDRESS_MASK, PHONE_MASK, PublicTexts
from ...data.package.region_attributes import attributes_of
from ...data.package.tables import (
    PackageTable,
    endpoints_table,
    facts_table,
    fields_of,
    platforms_table,
    regions_table,
    survey_table,
)
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_change import CellChange, RegionChange
from ...data.survey.personal_names import MASK, NameMask, read_personal_names, respondent_names
from ...data.survey.reader import SurveyRow
from ..catalogues.known_health import known_health
from ..labels.fields import field_aliases
from .codes import LISTS, field_codes
from .descriptions import field_descriptions, field_titles, table_texts

_KEYS: dict[str, tuple[str, ...]] = {
    "regions": ("region_code",),
    "survey": ("region_code",),
    "platforms": ("platform_id",),
    "endpoints": ("platform_id", "protocol", "url"),
    "changes": ("region_code",),
    "cell_changes": ("region_code", "column"),
}
_REQUIRED = {
    "regions": ("region_name", "platform_count", "surveyed"),
    "facts": ("region_code", "indicator", "about", "headline", "column", "quote"),
    "platforms": ("region_code", "name", "kind", "technology", "operator", "status", "source"),
    "endpoints": ("confidence",),
    "about": ("edition", "made_on"),
    "changes": ("change", "edition_before", "edition_after"),
}
_OF_REGIONS = ("survey", "facts", "platforms", "changes", "cell_changes")
_PARENTS = {
    **dict.fromkeys(_OF_REGIONS, ParentKey(("region_code",), "regions")),
    "endpoints": ParentKey(("platform_id",), "platforms"),
}
_NOT_NEGATIVE = {
    *("population", "staff_fte", "staff_fte_max", "budget_eur", "budget_eur_max", "budget_per_1000", "platform_count"),
    *("value_max", "texts_changed", "platforms_before", "platforms_after"),
    *(f"{name}_{when}" for name in ("staff", "staff_max", "budget", "budget_max") for when in ("before", "after")),
}
_PATTERNS = {"facts.value": r"^(\d+(\.\d+)?|\d{4}-\d{2}-\d{2})$"}
_NUMBERS = {"facts.value_max": float}
"""Fields that ctd.gpkg has as text."""
_ADDRESSES = ("main_url", "homepage", "url")
_VERBATIM = {"region_code", "region_name", "platform_id", *_ADDRESSES}
"""Text fields in which no name of a person can stand."""


@dataclass(frozen=True)
class OpenTables:
    """The tables to publish, and what was masked or left out of them.

    `private_addresses` counts web addresses with a name and password or a person's e-mail address in them.
    """

    tables: tuple[DescribedTable, ...]
    texts: PublicTexts
    private_addresses: int

    @property
    def names_masked(self) -> int:
        """How often a name of a person is masked in the answers."""
        survey = next(table for table in self.tables if table.name == "survey")
        return sum(str(value).count(MASK) for row in survey.rows for value in row.values())

    @property
    def by_name(self) -> dict[str, DescribedTable]:
        """Table name → table."""
        return {table.name: table for table in self.tables}


def open_tables(edition: EditionProfiles) -> OpenTables:
    """Return the tables of an edition in the language in force."""
    texts = PublicTexts(_known_names(edition))
    profiles = edition.everywhere
    platforms = [platform for profile in profiles for platform in profile.platforms]
    nobody, no_rows = NameMask(), dict[str, SurveyRow]()
    tables = [
        regions_table([asdict(attributes_of(profile)) for profile in profiles]),
        survey_table(profiles, personal=False),
        facts_table((fact for profile in profiles for fact in profile.facts), nobody, no_rows),
        platforms_table(platforms, nobody),
        _endpoints(platforms),
        _about(edition.about),
    ]
    if edition.changes:
        changes = [asdict(change) for change in edition.changes.values()]
        tables.append(PackageTable("changes", fields_of(RegionChange), changes))
        changed = sorted(edition.cell_changes, key=lambda cell: cell.region_code)
        shown = [asdict(cell) for cell in changed if cell.column != "repondant"]
        tables.append(PackageTable("cell_changes", fields_of(CellChange), shown))
    private = 0
    described = []
    for table in tables:
        rows, dropped = _public_rows(table, texts)
        private += dropped
        described.append(_described(replace(table, rows=rows)))
    return OpenTables(tuple(described), texts, private)


def _endpoints(platforms: Sequence[Platform]) -> PackageTable:
    """Return the endpoints, with the days of their last check and answer where any was checked."""
    table, checked = endpoints_table(platforms), known_health()
    found = [checked.get(key_of(endpoint)) for platform in platforms for endpoint in platform.endpoints]
    if not any(found):
        return table
    rows = [
        {**row, "checked_on": health.day if health else None, "answered_on": health.last_answer if health else None}
        for row, health in zip(table.rows, found, strict=True)
    ]
    return PackageTable(table.name, {**table.fields, "checked_on": date, "answered_on": date}, rows)


def _known_names(edition: EditionProfiles) -> NameMask:
    """Return the mask of the names listed for the bundled survey, and of the respondents where the edition has them."""
    rows = [
        SurveyRow(number, one.code, one.status, one.ctd_date, one.cells, one.carried)
        for number, one in enumerate(edition.everywhere, start=1)
    ]
    return NameMask((*read_personal_names(), *respondent_names(rows)))


def _about(about: Mapping[str, str]) -> PackageTable:
    """Return the one row of sources, if there is one, without the number that the layer gives it."""
    fields = {name: date if name == "made_on" else str for name in about if name != "fid"}
    row: dict[str, Any] = {name: about[name] for name in fields}
    row["made_on"] = date.fromisoformat(about["made_on"][:10]) if about.get("made_on") else None
    return PackageTable("about", {**fields, "made_on": date}, [row] if any(row.values()) else [])


def _public_rows(table: PackageTable, texts: PublicTexts) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of a table without personal data, and how many web addresses were left out.

    A service whose address is left out is no row any more.
    """
    rows, dropped = [], 0
    for row in table.rows:
        code = row.get("region_code")
        public = {}
        for name, kind in table.fields.items():
            value = row.get(name)
            if name in _ADDRESSES and value and texts.is_private(value):
                value, dropped = None, dropped + 1
            elif kind is str and value and name not in _VERBATIM:
                column = str(row.get("column") or name) if name in ("text_before", "text_after", "quote") else name
                value = texts.masked(str(value), code, column)
            if table.name == "regions" and name == "contact":
                value = _contact(value)
            public[name] = _number(value) if f"{table.name}.{name}" in _NUMBERS else value
        if "url" not in table.fields or public["url"]:
            rows.append(public)
    return rows, dropped


def _contact(text: str | None) -> str | None:
    """Return the contact of a region without the addresses that were masked, None where nothing else is left."""
    parts = (text or "").split(", ")
    return ", ".join(part for part in parts if part not in (MASK, ADDRESS_MASK, PHONE_MASK)) or None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _described(table: PackageTable) -> DescribedTable:
    title, description = table_texts()[table.name]
    return DescribedTable(
        table.name,
        title,
        description,
        list(_fields(table)),
        table.rows,
        _KEYS.get(table.name, ()),
        _PARENTS.get(table.name),
    )


def _fields(table: PackageTable) -> Iterable[DescribedField]:
    aliases, titles, descriptions, codes = field_aliases(), field_titles(), field_descriptions(), field_codes()
    required: Sequence[str] = (*_KEYS.get(table.name, ()), *_REQUIRED.get(table.name, ()))
    for name, kind in table.fields.items():
        whole = f"{table.name}.{name}"
        words = codes.get(whole) or codes.get(name, {})
        if name == "region_code" and table.name != "regions":
            # Their names stand in the table of regions.
            words = {code: code for code in words}
        yield DescribedField(
            name,
            _NUMBERS.get(whole, kind),
            titles.get(whole) or aliases.get(name) or name,
            descriptions.get(whole) or descriptions.get(name, ""),
            words,
            is_list=name in LISTS,
            is_required=name in required,
            pattern=_PATTERNS.get(whole, ""),
            minimum=0 if name in _NOT_NEGATIVE else None,
        )
