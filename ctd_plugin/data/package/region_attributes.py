"""The fields of layer `regions`: a region's profile reduced to one value for each field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..profile.region_profile import RegionProfile
from ..survey.status import PRINTED_LABELS


@dataclass(frozen=True)
class RegionAttributes:
    """The fields of layer `regions` in their order; None is "no answer", or no upper end of a range.

    Money is euros a year, staff ETP.
    """

    region_code: str
    region_name: str
    population: int | None
    status: str | None
    status_label: str | None
    ctd_date: date | None
    ctd_date_text: str | None
    staff_fte: float | None
    staff_fte_max: float | None
    staff_scope: str | None
    staff_covers: str | None
    staff_about: bool | None
    budget_eur: float | None
    budget_eur_max: float | None
    budget_scope: str | None
    budget_covers: str | None
    budget_about: bool | None
    budget_per_1000: float | None
    funding_sources: str | None
    technologies: str | None
    platform_count: int
    main_platform: str | None
    main_url: str | None
    contact: str | None
    surveyed: bool
    status_carried: str | None
    ctd_date_carried: str | None
    staff_carried: str | None
    budget_carried: str | None


CARRIED_FIELDS = ("status_carried", "ctd_date_carried", "staff_carried", "budget_carried")
"""The year of the earlier edition that a value was carried over from; only an edition with such values has them."""


def attributes_of(profile: RegionProfile) -> RegionAttributes:
    """Return the fields of layer `regions` for a region."""
    staff, budget, per_1000 = profile.staff, profile.budget, profile.budget_per_1000
    main = profile.main_platform
    return RegionAttributes(
        region_code=profile.code,
        region_name=profile.name,
        population=profile.population,
        status=profile.status.value if profile.status else None,
        status_label=PRINTED_LABELS[profile.status] if profile.status else None,
        ctd_date=profile.ctd_date,
        ctd_date_text=profile.ctd_date_text or None,
        staff_fte=staff.value if staff else None,
        staff_fte_max=staff.value_max if staff else None,
        staff_scope=staff.scope if staff else None,
        staff_covers=staff.covers if staff else None,
        staff_about=staff.is_approximate if staff else None,
        budget_eur=budget.value if budget else None,
        budget_eur_max=budget.value_max if budget else None,
        budget_scope=budget.scope if budget else None,
        budget_covers=budget.covers if budget else None,
        budget_about=budget.is_approximate if budget else None,
        budget_per_1000=round(per_1000.value, 2) if per_1000 else None,
        funding_sources=",".join(profile.payers) or None,
        technologies=",".join(profile.technologies) or None,
        platform_count=len(profile.active_platforms),
        main_platform=main.name if main else None,
        main_url=main.homepage or None if main else None,
        contact=profile.contact or None,
        surveyed=profile.surveyed,
        status_carried=profile.carried.get("statut") if profile.status else None,
        ctd_date_carried=profile.carried.get("date_ctd"),
        staff_carried=(staff.carried_from or None) if staff else None,
        budget_carried=(budget.carried_from or None) if budget else None,
    )
