"""What the map knows of each region: survey, facts and platforms brought down to one value a field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...catalogues.registry import Platform, PlatformStatus
from ...regions import REGION_NAMES
from ...text import EMAIL
from ..facts.fact import BUDGET, STAFF, Fact, headline, named_payers
from ..survey.email_addresses import is_functional
from ..survey.personal_names import NameMask
from ..survey.reader import SurveyRow
from ..survey.status import PRINTED_LABELS


@dataclass(frozen=True)
class RegionAttributes:
    """The fields of layer `regions` in their order; None is "no answer". Money is euros a year, staff ETP."""

    region_code: str
    region_name: str
    population: int | None
    status: str | None
    status_label: str | None
    ctd_date: date | None
    ctd_date_text: str | None
    staff_fte: float | None
    staff_scope: str | None
    budget_eur: float | None
    budget_scope: str | None
    budget_per_1000: float | None
    funding_sources: str | None
    technologies: str | None
    platform_count: int
    main_platform: str | None
    main_url: str | None
    contact: str | None
    surveyed: bool


def region_attributes(
    region_code: str,
    population: int | None,
    row: SurveyRow | None,
    facts: Iterable[Fact],
    platforms: Iterable[Platform],
    mask: NameMask,
) -> RegionAttributes:
    """Return the values of one region; facts and platforms of other regions are passed over."""
    facts = [fact for fact in facts if fact.region_code == region_code]
    active = [p for p in platforms if p.region == region_code and p.status is PlatformStatus.ACTIVE]
    staff, budget = headline(facts, STAFF), headline(facts, BUDGET)
    euros = float(budget.value) if budget else None
    status = row.status if row else None
    return RegionAttributes(
        region_code=region_code,
        region_name=REGION_NAMES[region_code],
        population=population,
        status=status.value if status else None,
        status_label=PRINTED_LABELS[status] if status else None,
        ctd_date=row.ctd_date if row else None,
        ctd_date_text=mask.apply(row.cells.get("date_ctd", ""), region_code) or None if row else None,
        staff_fte=float(staff.value) if staff else None,
        staff_scope=staff.scope if staff else None,
        budget_eur=euros,
        budget_scope=budget.scope if budget else None,
        budget_per_1000=round(euros * 1000 / population, 2) if euros is not None and population else None,
        funding_sources=",".join(named_payers(facts)) or None,
        technologies=",".join(dict.fromkeys(platform.technology for platform in active)) or None,
        platform_count=len(active),
        main_platform=active[0].name if active else None,
        main_url=active[0].homepage or None if active else None,
        contact=_contact(row, mask) if row else None,
        surveyed=row is not None,
    )


_LOCAL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@")
"""What begins like an address, though it may end early: dupont@brz."""


def _contact(row: SurveyRow, mask: NameMask) -> str | None:
    """Return the e-mail addresses of the contact cell, or what it says where it gives none.

    With names to hide, a person's address is no contact, nor is one of which nobody can tell.
    """
    cell = row.cells.get("contact", "")
    addresses = list(dict.fromkeys(EMAIL.findall(cell)))
    if mask.names and any(not is_functional(local) for local in _LOCAL.findall(cell)) and not addresses:
        return None
    if addresses and mask.names:
        addresses = [address for address in addresses if is_functional(address) and not mask.is_personal(address)]
        return ", ".join(addresses) or None
    return ", ".join(addresses) or mask.apply(cell, row.region_code) or None
