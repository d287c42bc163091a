"""Theme `change`: what changed in each region since an earlier edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from ...data.profile.region_change import Change, RegionChange
from ...errors import CtdError
from ...i18n import plural, tr
from ..labels.changes import (
    ARROW,
    UNKNOWN,
    change_labels,
    difference_text,
    gain_titles,
    measure_formats,
    short_edition,
    short_statuses,
    shortest_statuses,
    status_change_text,
)
from ..labels.labels import figure_text
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..style.classes import Classes, FillClass, by_region
from ..style.palette import CHANGE_FILLS
from .theme import Drawing

# Longer steps are broken before their arrow, as regions are not wide.
_LONGEST_LINE = 13
# Marks figures that are shown side by side and not subtracted.
_NOT_SUBTRACTED = "*"


def draw_changes(layers: CtdLayers) -> Drawing:
    """Return the drawing; CtdError where the layers are of one edition."""
    changes = edition_of(layers).changes
    if not changes:
        raise CtdError(no_earlier_edition())
    first = next(iter(changes.values()))
    texts = {code: text for code, change in changes.items() if (text := "\n".join(_lines(change)))}
    return Drawing(
        headline=_headline(changes.values()),
        subject=tr("Changes in the CTD"),
        legend_title=tr("Change of the status\n(number of regions)"),
        classes=change_classes(changes),
        texts=texts,
        short_texts={code: text for code, change in changes.items() if (text := _short(change))},
        texts_note=_note(texts.values()),
        short_texts_note=tr("Under a name: status reached; where it is the same, the difference in staff and budget."),
        notes=list(_notes(changes.values())),
        dated=tr("from “{before}” to “{after}”").format(
            before=short_edition(first.edition_before), after=short_edition(first.edition_after)
        ),
        more_sources=[first.edition_before],
    )


def no_earlier_edition() -> str:
    """Return the sentence for a project that holds one edition."""
    return tr(
        "These data are of one edition: build the project with an earlier one (“Earlier edition”) to see what changed."
    )


def change_classes(changes: Mapping[str, RegionChange]) -> Classes:
    """Return the five classes from new to gone; what cannot be compared has no answer."""
    labels = change_labels()
    fills = [FillClass(change.value, fill, labels[change]) for change, fill in CHANGE_FILLS.items()]
    return Classes(by_region({code: change.change for code, change in changes.items()}), fills, tr("Not comparable"))


def _headline(changes: Collection[RegionChange]) -> str:
    if not any(change.has_changed() for change in changes):
        return tr("Regional data committees: nothing has changed")
    counts = Counter(change.change for change in changes)
    gained, lost = counts[Change.GAINED], counts[Change.LOST]
    if not gained and not lost:
        return tr("Regional data committees: no status gained or lost")
    headline = plural(
        gained,
        tr("Regional data committees: status gained in {gained} region out of {total}, lost in {lost}"),
        tr("Regional data committees: status gained in {gained} regions out of {total}, lost in {lost}"),
    )
    return headline.format(gained=gained, lost=lost, total=len(changes))


def _note(texts: Iterable[str]) -> str:
    note = tr("Under a name: change of the status, then the difference in staff and in yearly budget.")
    if any(UNKNOWN in text for text in texts):
        note += "\n" + tr("{mark} no answer.").format(mark=UNKNOWN)
    return note


def _lines(change: RegionChange) -> Iterator[str]:
    words = short_statuses()
    line = status_change_text(change, words)
    if line:
        yield line if len(line) <= _LONGEST_LINE else status_change_text(change, words, break_="\n")
    yield from _figures(change)


def _short(change: RegionChange) -> str:
    """Return what a slide has room for: the status reached, else the figures."""
    reached = shortest_statuses().get(change.status_after or "")
    if change.change == Change.NEW:
        return reached or ""
    if change.change in (Change.GAINED, Change.LOST):
        return f"{ARROW}{reached}"
    return "\n".join(_figures(change))


def _figures(change: RegionChange) -> Iterator[str]:
    for name, (_, written) in measure_formats().items():
        before, after = change.figure(name, "before"), change.figure(name, "after")
        if before is None or after is None:
            continue
        difference = after.minus(before)
        if difference is None:
            yield _side_by_side(figure_text(before, written), figure_text(after, written)) + _NOT_SUBTRACTED
        elif difference:
            yield difference_text(difference, written)


def _side_by_side(before: str, after: str) -> str:
    """Return "11 → 13 ETP" for two figures of one unit, which is written once."""
    (figure, *unit), (_, *other) = before.split(), after.split()
    return f"{figure if unit == other and len(unit) == 1 else before} {ARROW}{after}"


def _notes(changes: Collection[RegionChange]) -> Iterator[str]:
    yield tr("Differences only where both editions count the same.")
    pairs = [
        (change.figure(name, "before"), change.figure(name, "after"))
        for change in changes
        for name in measure_formats()
        if change.is_in_both
    ]
    if any(before and after and after.minus(before) is None for before, after in pairs):
        yield tr("{mark} not subtracted: another scope, or a range.").format(mark=_NOT_SUBTRACTED)
    alone = sum((before is None) != (after is None) for before, after in pairs)
    if alone:
        text = plural(
            alone,
            tr("{count} figure is in one edition alone: no difference is drawn."),
            tr("{count} figures are in one edition alone: no difference is drawn."),
        )
        yield text.format(count=alone)
    yield from _gains(changes)
    reworded = [change.texts_changed for change in changes if change.texts_changed]
    if reworded:
        text = plural(
            len(reworded),
            tr("Answers reworded: {count}, in {regions} region."),
            tr("Answers reworded: {count}, in {regions} regions."),
        )
        yield text.format(count=sum(reworded), regions=len(reworded))


def _gains(changes: Collection[RegionChange]) -> Iterator[str]:
    """Yield how many payers and platforms came and went, and what of them was not compared, in a few words."""
    counts = {field: sum(_count(change, field) for change in changes) for field in gain_titles()}
    doubtful = sum(len(change.payers_in_doubt) for change in changes)
    if counts["payers_gained"] or counts["payers_lost"] or doubtful:
        text = tr("Payers: +{payers_gained}, −{payers_lost}, in doubt {doubtful}.")
        yield text.format(**counts, doubtful=doubtful)
    if counts["platforms_gained"] or counts["platforms_lost"]:
        yield tr("Platforms in service: +{platforms_gained}, −{platforms_lost}.").format(**counts)
    if not all(change.has_platforms for change in changes):
        yield tr("Platforms: not compared.")


def _count(change: RegionChange, field: str) -> int:
    held: str = getattr(change, field) or ""
    return len(held.split("," if field.startswith("payers") else "; ")) if held else 0
