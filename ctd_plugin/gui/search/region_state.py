"""What the catalogues of a region have given, and what they still could."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...catalogues.plan import Catalogue
from ...gis.catalogues.search import CatalogueState, SearchState


@dataclass(frozen=True)
class RegionState:
    """The catalogues of a region together: `received` records of `matched`, None where one of them does not say.

    `more` are the ids of those with a next page; `silent` are those without a whole answer, with their states.
    """

    received: int = 0
    matched: int | None = 0
    more: tuple[str, ...] = ()
    silent: tuple[tuple[Catalogue, CatalogueState], ...] = ()
    is_running: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.more and not self.silent


def region_states(catalogues: Iterable[Catalogue], states: Mapping[str, CatalogueState]) -> dict[str, RegionState]:
    """Return the state of each region by its code; `states` is by the ids of the catalogues."""
    by_region: dict[str, list[Catalogue]] = {}
    for catalogue in catalogues:
        by_region.setdefault(catalogue.region, []).append(catalogue)
    return {region: _together(own, states) for region, own in by_region.items()}


def _together(catalogues: Iterable[Catalogue], states: Mapping[str, CatalogueState]) -> RegionState:
    pairs = [(catalogue, states[catalogue.id]) for catalogue in catalogues]
    # What failed matches nothing that is known.
    counted = [state for _, state in pairs if state.received or state.matched or state.has_more]
    totals = [state.matched for state in counted]
    return RegionState(
        received=sum(state.received for state in counted),
        matched=None if None in totals else sum(total or 0 for total in totals),
        more=tuple(
            catalogue.id
            for catalogue, state in pairs
            if state.has_more and state.status in (SearchState.ANSWERED, SearchState.RUNNING)
        ),
        silent=tuple(
            (catalogue, state)
            for catalogue, state in pairs
            if state.status in (SearchState.FAILED, SearchState.CANCELLED)
        ),
        is_running=any(state.status in (SearchState.WAITING, SearchState.RUNNING) for _, state in pairs),
    )
