"""Which payers and platforms a region gained or lost between two editions, as far as the editions state it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ...text import fold, words
from ..about import BUNDLED_EDITION
from ..facts.extraction import READ_COLUMN
from ..facts.fact import Fact
from ..facts.vocabulary import PAYER_WORDS

if TYPE_CHECKING:
    from ...catalogues.registry import Platform
    from ..survey.reader import SurveyRow
    from .edition import Edition


def payer_changes(region_code: str, before: Edition, after: Edition) -> dict[str, str | None]:
    """Return the fields of payers of one region; one that an edition may name in words not read is in neither list."""
    named = [edition.profiles[region_code].payers for edition in (before, after)]
    gained = [p for p in named[1] if p not in named[0] and _omits(before, after, region_code, p)]
    lost = [p for p in named[0] if p not in named[1] and _omits(after, before, region_code, p)]
    row = after.survey.rows.get(region_code)
    if row and READ_COLUMN in row.carried:
        # Nobody renewed it.
        gained = lost = []
    lists = {"payers_before": named[0], "payers_after": named[1], "payers_gained": gained, "payers_lost": lost}
    return {name: ",".join(payers) or None for name, payers in lists.items()}


def _omits(edition: Edition, other: Edition, region_code: str, payer: str) -> bool:
    """Whether an edition certainly does not name a payer that the other names: it has another text there."""
    row, naming = edition.survey.rows.get(region_code), other.survey.rows.get(region_code)
    if row is None or naming is None:
        return False
    naming_facts = [fact for fact in other.profiles[region_code].facts if fact.payer == payer]
    columns = {fact.column for fact in naming_facts}
    if not all(row.cells.get(column, "").strip() for column in columns):
        return False
    if edition.name == BUNDLED_EDITION:
        # Its payers were listed by hand, so none is missing.
        return True
    # A payer that was entered by hand, without a word for it in the text, may be meant in the other text too.
    return all(_may_name(payer, _line(naming, fact)) for fact in naming_facts) and not any(
        _may_name(payer, row.cells.get(column, "")) for column in columns | {READ_COLUMN}
    )


def _line(row: SurveyRow, fact: Fact) -> str:
    """Return the line of a cell that a fact was read from."""
    return next((line for line in row.cells.get(fact.column, "").split("\n") if fact.quote in line), fact.quote)


def _may_name(payer: str, text: str) -> bool:
    """Whether a text has a word for a payer, also longer ("régional") or mistyped; of one without words it may."""
    names, found = PAYER_WORDS.get(payer), words(text)
    if names is None:
        return True
    longer = (word.startswith(name) for name in names for word in found)
    return any(longer) or any(get_close_matches(name, found, 1, 0.85) for name in names)


def platform_changes(region_code: str, before: Edition, after: Edition) -> dict[str, Any]:
    """Return the fields of data platforms in service of one region; None where an edition does not list them.

    What either edition says is no data platform is counted in neither: earlier files did not say it of any.
    """
    others = {p.id for one in (before, after) for p in one.profiles[region_code].platforms if not p.is_data}
    first, second = _listed(before, region_code, others), _listed(after, region_code, others)
    both = first is not None and second is not None
    return {
        "platforms_before": None if first is None else len(first),
        "platforms_after": None if second is None else len(second),
        "platforms_gained": _names(second or [], first or []) if both else None,
        "platforms_lost": _names(first or [], second or []) if both else None,
    }


def _listed(edition: Edition, region_code: str, others: set[str]) -> list[Platform] | None:
    if edition.platforms is None:
        return None
    return [platform for platform in edition.profiles[region_code].active_platforms if platform.id not in others]


def _names(platforms: list[Platform], others: list[Platform]) -> str | None:
    """Return the names of the platforms that are not among the others, under their id or their name."""
    ids, names = {other.id for other in others}, {fold(other.name) for other in others}
    return "; ".join(p.name for p in platforms if p.id not in ids and fold(p.name) not in names) or None
