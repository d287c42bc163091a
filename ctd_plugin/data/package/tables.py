"""The tables of ctd.gpkg: their fields, in order, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from ...catalogues.registry import Platform
from ..about import BUNDLED_BOUNDARIES, BUNDLED_EDITION, MADE_WITH, SOURCE_SEPARATOR
from ..columns import CARRIED
from ..facts.fact import Fact
from ..profile.from_survey import carried_fact, masked_fact, masked_platform, survey_columns
from ..profile.region_change import CellChange, RegionChange
from ..profile.region_profile import RegionProfile
from ..survey.carried import carried_text
from ..survey.personal_names import NameMask
from ..survey.reader import SurveyRow
from .region_attributes import CARRIED_FIELDS, RegionAttributes

if TYPE_CHECKING:
    from ..editions.compare import Comparison


@dataclass(frozen=True)
class PackageTable:
    """A table to write: fields and their Python types in order, one mapping a row; None and "" are NULL.

    With `has_shapes`, rows carry a multipolygon in EPSG:4326, or None, under GEOMETRY.
    """

    name: str
    fields: Mapping[str, type]
    rows: Sequence[Mapping[str, Any]]
    has_shapes: bool = False


def regions_table(rows: Sequence[Mapping[str, Any]]) -> PackageTable:
    """Return the layer of regions; `rows` have the fields of RegionAttributes and GEOMETRY."""
    fields = fields_of(RegionAttributes)
    if not any(row.get(name) for row in rows for name in CARRIED_FIELDS):
        fields = {name: kind for name, kind in fields.items() if name not in CARRIED_FIELDS}
    return PackageTable("regions", fields, rows, has_shapes=True)


def survey_table(profiles: Iterable[RegionProfile], personal: bool) -> PackageTable:
    """Return the survey's texts, one row a region that it has; respondents only when `personal`.

    An edition with answers that were carried over has one more column, which lists them.
    """
    surveyed = [profile for profile in profiles if profile.surveyed]
    columns = survey_columns(personal)
    if any(profile.carried for profile in surveyed):
        columns.append(CARRIED)
    rows = [{**profile.cells, CARRIED: carried_text(profile.carried)} for profile in surveyed]
    return PackageTable("survey", dict.fromkeys(columns, str), rows)


def facts_table(facts: Iterable[Fact], mask: NameMask, rows: Mapping[str, SurveyRow]) -> PackageTable:
    """Return the facts with their quotes; `rows` are those of the survey, by which some were carried over."""
    fields, written = fields_of(Fact), []
    for fact in facts:
        row = rows.get(fact.region_code)
        written.append(asdict(carried_fact(masked_fact(fact, mask), row.carried if row else {})))
    if not any(fact["carried_from"] for fact in written):
        del fields["carried_from"]
    return PackageTable("facts", fields, written)


_PLATFORM_FIELDS = (
    "platform_id",
    "region_code",
    "name",
    "kind",
    "technology",
    "other_technologies",
    "operator",
    "status",
    "homepage",
    "survey_quote",
    "source",
    "note",
    "note_fr",
)


def platforms_table(platforms: Iterable[Platform], mask: NameMask) -> PackageTable:
    """Return the platforms, without their endpoints."""
    rows = [
        {
            **asdict(masked_platform(platform, mask)),
            "platform_id": platform.id,
            "region_code": platform.region,
            "other_technologies": ",".join(platform.other_technologies),
        }
        for platform in platforms
    ]
    return PackageTable("platforms", dict.fromkeys(_PLATFORM_FIELDS, str), rows)


def endpoints_table(platforms: Iterable[Platform]) -> PackageTable:
    """Return the endpoints of all platforms."""
    rows = [
        {
            "platform_id": platform.id,
            **asdict(endpoint),
            # Each language has a column, and one that was written in a single language stands in both.
            "evidence": endpoint.evidence_in("en"),
            "evidence_fr": endpoint.evidence_in("fr"),
        }
        for platform in platforms
        for endpoint in platform.endpoints
    ]
    fields = ("platform_id", "protocol", "url", "confidence", "evidence", "evidence_fr")
    return PackageTable("endpoints", dict.fromkeys(fields, str), rows)


def about_table(
    edition: str, boundaries: Path | None, populations: str, made_on: date, left_out: Mapping[str, str] | None = None
) -> PackageTable:
    """Return the one row of sources and licences; `boundaries` None are the bundled ones.

    `left_out` are more fields, of which only an edition that lacks figures has any.
    """
    drawn = boundaries.name if boundaries else BUNDLED_BOUNDARIES
    licences = (
        ("Enquête : licence non précisée, citer le CNIG et l’édition", edition == BUNDLED_EDITION),
        ("Limites : Licence Ouverte 2.0", boundaries is None),
        ("Populations : Licence Ouverte", True),
    )
    about = {
        "edition": edition,
        "sources": SOURCE_SEPARATOR.join((edition, drawn, populations)),
        "licences": " · ".join(licence for licence, used in licences if used),
        "made_on": made_on,
        "made_with": MADE_WITH,
        **(left_out or {}),
    }
    return PackageTable("about", {**dict.fromkeys(about, str), "made_on": date}, [about])


def changes_tables(comparison: Comparison) -> list[PackageTable]:
    """Return what changed since another edition: a row a region, and a row a cell."""
    return [
        PackageTable("changes", fields_of(RegionChange), [asdict(region) for region in comparison.regions]),
        PackageTable("cell_changes", fields_of(CellChange), [asdict(cell) for cell in comparison.cells]),
    ]


def fields_of(record: type) -> dict[str, type]:
    """Return the fields of a dataclass with their types, "or None" set aside."""
    hints = get_type_hints(record)
    return {
        name: next((kind for kind in get_args(hint) if kind is not type(None)), hint) for name, hint in hints.items()
    }
