"""Labels for what changed between two editions, in the language in force."""

from __future__ import annotations

from collections.abc import Callable

from ...data.about import BUNDLED_EDITION
from ...data.facts.fact import payers_text
from ...data.profile.region_change import Change, RegionChange
from ...data.survey.status import Status
from ...i18n import tr
from .labels import edition_name, euros, staff

ARROW = "→\u00a0"
"""Stands between before and after; a line may break before it."""
UNKNOWN = "–"
"""Stands for a status that an edition lacks."""

_LONGEST_NAME = 34


def change_labels() -> dict[str, str]:
    """Return the labels of the changes, in the order of the map's classes; the last three are no classes."""
    return {
        Change.NEW: tr("New answer"),
        Change.GAINED: tr("Step forward"),
        Change.SAME: tr("Same status"),
        Change.LOST: tr("Step back"),
        Change.GONE: tr("Answer withdrawn"),
        Change.CARRIED: tr("Not renewed"),
        Change.NO_STATUS: tr("No status to compare"),
        Change.NO_ROW: tr("In neither edition"),
    }


def short_statuses() -> dict[str, str]:
    """Return the statuses in a word or two, for where there is little room."""
    return {
        Status.NONE: tr("None"),
        Status.CONSIDERING: tr("Considered"),
        Status.PREFIGURATION: tr("Being set up"),
        Status.ESTABLISHED: tr("In place"),
    }


def shortest_statuses() -> dict[str, str]:
    """Return the same for a slide."""
    return short_statuses() | {Status.PREFIGURATION: tr("Set-up")}


def status_change_text(change: RegionChange, labels: dict[str, str]) -> str:
    """Return "before → after" in the given status labels, "after" alone of a new answer, "" of the same status."""
    if change.status_before == change.status_after or change.change == Change.CARRIED:
        return ""
    before, after = (labels.get(status or "", UNKNOWN) for status in (change.status_before, change.status_after))
    return after if change.change == Change.NEW else f"{before} {ARROW}{after}"


def difference_text(difference: float, written: Callable[[float], str]) -> str:
    """Return a difference with its sign, such as "+2,5 ETP", as `written` formats it."""
    return ("+" if difference > 0 else "−") + written(abs(difference))


def measure_formats() -> dict[str, tuple[str, Callable[[float], str]]]:
    """Return figure → its name, and the function that formats a value of it."""
    return {"staff": (tr("Staff"), staff), "budget": (tr("Yearly budget"), euros)}


def gain_titles() -> dict[str, str]:
    """Return field → its name, of the fields of payers and platforms gained and lost."""
    return {
        "payers_gained": tr("Payers newly named"),
        "payers_lost": tr("Payers no longer named"),
        "platforms_gained": tr("Platforms newly in service"),
        "platforms_lost": tr("Platforms no longer in service"),
    }


def payers_or_platforms(change: RegionChange, field: str) -> str:
    """Return the payers or platforms in such a field, as a sentence lists them."""
    held: str = getattr(change, field) or ""
    return payers_text(held.split(",")) if field.startswith("payers") else held


def short_edition(name: str) -> str:
    """Return an edition's name for a line that holds two; a long file name is elided in the middle."""
    if name == BUNDLED_EDITION or len(name) <= _LONGEST_NAME:
        return edition_name(name)
    half = _LONGEST_NAME // 2
    return f"{name[:half]}…{name[-half:]}"


def change_aliases() -> dict[str, str]:
    """Return field → alias of the tables `changes` and `cell_changes`."""
    return {
        "change": tr("Change"),
        "status_before": tr("CTD status before"),
        "status_after": tr("CTD status after"),
        "ctd_date_before": tr("Date or planned date before"),
        "ctd_date_after": tr("Date or planned date after"),
        "staff_before": tr("Staff before (FTE)"),
        "staff_max_before": tr("Staff before, upper end"),
        "staff_scope_before": tr("Scope of the staff before"),
        "staff_after": tr("Staff after (FTE)"),
        "staff_max_after": tr("Staff after, upper end"),
        "staff_scope_after": tr("Scope of the staff after"),
        "staff_change": tr("Difference in staff (FTE)"),
        "budget_before": tr("Yearly budget before (€)"),
        "budget_max_before": tr("Yearly budget before, upper end"),
        "budget_scope_before": tr("Scope of the budget before"),
        "budget_after": tr("Yearly budget after (€)"),
        "budget_max_after": tr("Yearly budget after, upper end"),
        "budget_scope_after": tr("Scope of the budget after"),
        "budget_change": tr("Difference in yearly budget (€)"),
        "payers_before": tr("Payers before"),
        "payers_after": tr("Payers after"),
        "platforms_before": tr("Number of platforms before"),
        "platforms_after": tr("Number of platforms after"),
        **gain_titles(),
        "texts_changed": tr("Number of texts changed"),
        "columns_changed": tr("Texts changed"),
        "edition_before": tr("Edition before"),
        "edition_after": tr("Edition after"),
        "staff_covers_before": tr("What the staff covers before"),
        "staff_covers_after": tr("What the staff covers after"),
        "budget_covers_before": tr("What the budget covers before"),
        "budget_covers_after": tr("What the budget covers after"),
        "staff_about_before": tr("Staff before is approximate"),
        "staff_about_after": tr("Staff after is approximate"),
        "budget_about_before": tr("Budget before is approximate"),
        "budget_about_after": tr("Budget after is approximate"),
        "status_carried_after": tr("Status after carried over from"),
        "staff_carried_after": tr("Staff after carried over from"),
        "budget_carried_after": tr("Budget after carried over from"),
        "text_before": tr("Text before"),
        "text_after": tr("Text after"),
    }
