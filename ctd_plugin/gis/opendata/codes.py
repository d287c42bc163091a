"""The codes that fields of the open data may have, with their words in the language in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...data.columns import ANSWER_COLUMNS
from ...data.facts.fact import BUDGET, STAFF, Covers, covers_labels, indicator_names, payer_names, scope_labels
from ...data.survey.status import PRINTED_LABELS
from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..labels.changes import change_labels
from ..labels.fields import field_aliases
from ..labels.labels import status_labels, unit_names
from ..labels.platforms import (
    confidence_names,
    operator_names,
    platform_kind_names,
    platform_source_names,
    platform_status_names,
    protocol_names,
    technology_names,
)

LISTS = {
    *("funding_sources", "technologies", "other_technologies", "columns_changed"),
    *(f"payers_{what}" for what in ("before", "after", "gained", "lost")),
}
"""Fields whose values are several codes, separated by commas."""


def field_codes() -> dict[str, Mapping[str, str]]:
    """Return field, or table.field, → its codes and their words."""
    printed = {label: label for label in PRINTED_LABELS.values()}
    scopes, payers, statuses = _texts(scope_labels()), payer_names(), _texts(status_labels())
    columns = {column: field_aliases()[column] for column in ANSWER_COLUMNS}
    quoted = {column: title for column, title in columns.items() if column != "repondant"}
    return {
        "region_code": PRINTED_NAMES,
        "regions.status": statuses,
        **dict.fromkeys(("status_label", "statut"), printed),
        **dict.fromkeys(("status_before", "status_after"), statuses),
        "staff_scope": scopes,
        "staff_covers": _texts(covers_labels(STAFF)),
        "budget_scope": scopes,
        "budget_covers": _texts(covers_labels(BUDGET)),
        "funding_sources": payers,
        **{f"payers_{what}": payers for what in ("before", "after", "gained", "lost")},
        "technologies": _texts(technology_names()),
        "technology": _texts(technology_names()),
        "other_technologies": _texts(technology_names()),
        "indicator": indicator_names(),
        "unit": unit_names(),
        "scope": scopes,
        "covers": _covers(),
        "payer": payers,
        "column": quoted,
        "columns_changed": columns,
        "kind": _texts(platform_kind_names()),
        "operator": _texts(operator_names()),
        "platforms.status": _texts(platform_status_names()),
        "platforms.source": _texts(platform_source_names()),
        "protocol": _texts(protocol_names()),
        "confidence": _texts(confidence_names()),
        "change": {str(code): word for code, word in change_labels().items()},
        **{f"staff_scope_{when}": scopes for when in ("before", "after")},
        **{f"budget_scope_{when}": scopes for when in ("before", "after")},
        **{f"staff_covers_{when}": _texts(covers_labels(STAFF)) for when in ("before", "after")},
        **{f"budget_covers_{when}": _texts(covers_labels(BUDGET)) for when in ("before", "after")},
    }


def _covers() -> dict[str, str]:
    """Return what a figure covers → its name, for money and for staff where the two differ."""
    money, people = covers_labels(BUDGET), covers_labels(STAFF)
    both = tr("{money} (money) or {people} (staff)")
    return {
        code.value: money[code] if money[code] == people[code] else both.format(money=money[code], people=people[code])
        for code in Covers
    }


def _texts(words: Mapping[Any, str]) -> dict[str, str]:
    return {str(code): word for code, word in words.items()}
