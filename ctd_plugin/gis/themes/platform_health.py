"""Theme `platform_health`: how many of each region's endpoints answered when they were last checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...catalogues.health import key_of
from ...i18n import plural, tr
from ..catalogues.health_store import day
from ..catalogues.known_health import known_health
from ..catalogues.own_platforms import with_own
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..style.classes import Classes, FillClass, by_region
from ..style.palette import HEALTH_FILLS, NO_ADDRESS_FILL
from .theme import Drawing

_ALL, _SOME, _NONE, _NO_ADDRESS = "all", "some", "none", "no_address"


@dataclass
class _Tally:
    """The endpoints of one region: how many there are, were checked and answered."""

    known: int = 0
    checked: int = 0
    alive: int = 0

    @property
    def value(self) -> str | None:
        """Return the region's class; None where nothing of it was checked."""
        if not self.known:
            return _NO_ADDRESS
        if not self.checked:
            return None
        if self.alive == self.checked:
            return _ALL
        return _SOME if self.alive else _NONE


def draw_health(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `platform_health` for the regions of layers."""
    tallies, days = _tallies(layers)
    alive, checked = (sum(getattr(t, name) for t in tallies.values()) for name in ("alive", "checked"))
    headline = plural(
        alive,
        tr("Data platforms: {alive} of {checked} services answers"),
        tr("Data platforms: {alive} of {checked} services answer"),
    )
    texts = {code: f"{tally.alive}/{tally.checked}" for code, tally in tallies.items() if tally.checked}
    return Drawing(
        headline=headline.format(alive=alive, checked=checked) if checked else tr("Data platforms: not checked"),
        subject=tr("Services of the data platforms in the regions of France"),
        legend_title=tr("Services that answer\n(number of regions)"),
        classes=_classes(tallies),
        texts=texts,
        texts_note=tr("Under the name of a region: services that responded, out of those checked."),
        notes=_notes(tallies),
        dated=_dated(days),
    )


def _tallies(layers: CtdLayers) -> tuple[dict[str, _Tally], list[date]]:
    """Return region code → its tally, and the days on which its endpoints were checked."""
    kept = known_health()
    tallies = {}
    days = []
    for profile in with_own(edition_of(layers)).profiles:
        tally = tallies[profile.code] = _Tally()
        # The user's own are checked with the others.
        for endpoint in (endpoint for platform in profile.platforms for endpoint in platform.endpoints):
            tally.known += 1
            health = kept.get(key_of(endpoint))
            if health is not None:
                tally.checked += 1
                tally.alive += health.is_alive
                days.append(health.day)
    return tallies, days


def _classes(tallies: dict[str, _Tally]) -> Classes:
    values = {code: value for code, tally in tallies.items() if (value := tally.value)}
    labels = {_ALL: tr("all answer"), _SOME: tr("some answer"), _NONE: tr("none answers")}
    fills = [FillClass(value, fill, labels[value]) for value, fill in zip(labels, HEALTH_FILLS, strict=True)]
    if _NO_ADDRESS in values.values():
        fills.append(FillClass(_NO_ADDRESS, NO_ADDRESS_FILL, tr("no known address")))
    return Classes(by_region(values), fills, tr("Not checked"))


def _notes(tallies: dict[str, _Tally]) -> list[str]:
    notes = [
        tr("Addresses from public sources, checked from one computer: results may differ elsewhere or another day.")
    ]
    left = sum(tally.known - tally.checked for tally in tallies.values() if tally.checked)
    if left:
        text = plural(
            left,
            tr("{count} service of these regions not checked, and not counted."),
            tr("{count} services of these regions not checked, and not counted."),
        )
        notes.append(text.format(count=left))
    return notes


def _dated(days: list[date]) -> str:
    if not days:
        return tr("not checked yet")
    first, last = min(days), max(days)
    if first == last:
        return tr("checked on {day}").format(day=day(last))
    return tr("checked from {first} to {last}").format(first=day(first), last=day(last))
