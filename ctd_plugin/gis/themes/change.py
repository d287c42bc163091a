"""Theme `change`: what changed in each region since an earlier edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from ...data.profile.figure import Figure
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
    shortest_statuses,
)
from ..labels.labels import figure_text
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..style.classes import Classes, FillClass, by_region
from ..style.palette import CHANGE_FILLS
from .theme import Drawing

# Marks figures that are shown side by side and not subtracted.
_NOT_SUBTRACTED = "*"
# Two differences that are no longer stand on one line.
_LONGEST_LINE = 18


def draw_changes(layers: CtdLayers) -> Drawing:
    """Return the drawing; CtdError where the layers are of one edition."""
    changes = edition_of(layers).changes
    if not changes:
        raise CtdError(no_earlier_edition())
    first = next(iter(changes.values()))
    texts = {code: text for code, change in changes.items() if (text := _text(change))}
    headline, short = _headlines(changes.values())
    subtraction = _mark_note(
        _NOT_SUBTRACTED,
        tr("{mark} not subtracted: the two editions count different things, or give a range."),
        texts.values(),
    )
    unanswered = _mark_note(UNKNOWN, tr("{mark} no answer."), texts.values())
    return Drawing(
        headline=headline,
        short_headline=short,
        subject=tr("Changes in the CTD"),
        legend_title=tr("Change of the status\n(number of regions)"),
        classes=change_classes(changes),
        texts=texts,
        texts_note=tr("Under the name of a region: status reached, difference in staff and in yearly budget."),
        findings=list(change_findings(changes.values())),
        notes=[*subtraction, *_notes(changes.values()), *unanswered],
        mark_notes=[*subtraction, *unanswered],
        dated=tr("from “{before}” to “{after}”").format(
            before=short_edition(first.edition_before), after=short_edition(first.edition_after)
        ),
        more_sources=[first.edition_before],
    )


def no_earlier_edition() -> str:
    """Return the sentence for a project that holds one edition."""
    return tr("These data cover one edition only: build the project with an earlier edition to map the changes.")


def change_classes(changes: Mapping[str, RegionChange]) -> Classes:
    """Return the five classes from new to gone; what cannot be compared has no answer."""
    labels = change_labels()
    fills = [FillClass(change.value, fill, labels[change]) for change, fill in CHANGE_FILLS.items()]
    return Classes(by_region({code: change.change for code, change in changes.items()}), fills, tr("Not comparable"))


def _headlines(changes: Collection[RegionChange]) -> tuple[str, str]:
    """Return the headline of a page and that of a slide."""
    if not any(change.has_changed() for change in changes):
        text = tr("Regional data committees: nothing has changed")
        return text, text
    counts = Counter(change.change for change in changes)
    gained, lost = counts[Change.GAINED], counts[Change.LOST]
    if not gained and not lost:
        text = tr("Regional data committees: no status has changed")
        return text, text
    if not gained or not lost:
        count = gained or lost
        long, short = _of_one_kind(count, forward=bool(gained))
        return long.format(count=count, total=len(changes)), short.format(count=count)
    long = plural(
        gained,
        tr("Regional data committees: {gained} region out of {total} a step forward, {lost} a step back"),
        tr("Regional data committees: {gained} regions out of {total} a step forward, {lost} a step back"),
    )
    short = plural(
        gained,
        tr("CTD: {gained} region a step forward, {lost} a step back"),
        tr("CTD: {gained} regions a step forward, {lost} a step back"),
    )
    return long.format(gained=gained, lost=lost, total=len(changes)), short.format(gained=gained, lost=lost)


def _of_one_kind(count: int, *, forward: bool) -> tuple[str, str]:
    """Return the headlines of a page and a slide for regions that all went the same way."""
    if forward:
        return (
            plural(
                count,
                tr("Regional data committees: {count} region out of {total} a step forward"),
                tr("Regional data committees: {count} regions out of {total} a step forward"),
            ),
            plural(count, tr("CTD: {count} region a step forward"), tr("CTD: {count} regions a step forward")),
        )
    return (
        plural(
            count,
            tr("Regional data committees: {count} region out of {total} a step back"),
            tr("Regional data committees: {count} regions out of {total} a step back"),
        ),
        plural(count, tr("CTD: {count} region a step back"), tr("CTD: {count} regions a step back")),
    )


def _text(change: RegionChange) -> str:
    """Return what stands under a name, on two lines where there is a status: that reached, and the differences."""
    lines = []
    reached = shortest_statuses().get(change.status_after or "", UNKNOWN)
    if change.change == Change.NEW:
        lines.append(reached)
    elif change.status_before != change.status_after and change.change != Change.CARRIED:
        lines.append(f"{ARROW}{reached}")
    figures = list(_figures(change))
    together = ", ".join(figures)
    return "\n".join([*lines, together] if figures and len(together) <= _LONGEST_LINE else [*lines, *figures])


def _figures(change: RegionChange) -> Iterator[str]:
    """Yield the differences; of figures that are not subtracted both, unless they read alike."""
    for name, (_, written) in measure_formats().items():
        before, after = change.figure(name, "before"), change.figure(name, "after")
        if before is None or after is None or after.carried_from:
            continue
        difference = after.minus(before)
        if difference:
            yield difference_text(difference, written)
        elif difference is None and (steps := _side_by_side(before, after, written)):
            yield steps + _NOT_SUBTRACTED


def _side_by_side(before: Figure, after: Figure, written: Callable[[float], str]) -> str:
    """Return "11 → 13 ETP" for two figures of one unit, which is written once; "" where both read alike."""
    first, last = figure_text(before, written), figure_text(after, written)
    (figure, *unit), (_, *other) = first.split(), last.split()
    return f"{figure if unit == other and len(unit) == 1 else first} {ARROW}{last}" if first != last else ""


def change_findings(changes: Collection[RegionChange]) -> Iterator[str]:
    """Yield what changed in staff and budgets, in payers and platforms, and in the answers."""
    for name, (title, _) in measure_formats().items():
        pairs = [(change.figure(name, "before"), change.figure(name, "after")) for change in changes]
        differences = [after.minus(before) for before, after in pairs if before and after]
        up, down = (sum(1 for each in differences if each and each * sign > 0) for sign in (1, -1))
        if up or down:
            compared = sum(1 for each in differences if each is not None)
            text = tr("{measure}: up in {up}, down in {down}, of {compared} that can be compared.")
            yield text.format(measure=title, up=up, down=down, compared=compared)
    yield from _gains(changes)
    reworded = [change.texts_changed for change in changes if change.texts_changed]
    if reworded:
        text = plural(
            len(reworded),
            tr("Answers reworded: {count}, in {regions} region."),
            tr("Answers reworded: {count}, in {regions} regions."),
        )
        yield text.format(count=sum(reworded), regions=len(reworded))


def _mark_note(mark: str, words: str, texts: Iterable[str]) -> list[str]:
    """Return the words on a mark where it is in any of the texts."""
    return [words.format(mark=mark)] if any(mark in text for text in texts) else []


def _notes(changes: Collection[RegionChange]) -> Iterator[str]:
    carried = sum(change.change == Change.CARRIED for change in changes)
    if carried:
        text = plural(
            carried,
            tr("{count} status is not renewed in the later edition: it is not compared."),
            tr("{count} statuses are not renewed in the later edition: they are not compared."),
        )
        yield text.format(count=carried)
    pairs = [
        (change.figure(name, "before"), change.figure(name, "after"))
        for change in changes
        for name in measure_formats()
        if change.is_in_both
    ]
    renewed = [(before, after) for before, after in pairs if not (after and after.carried_from)]
    redefined = sum(
        1
        for before, after in renewed
        if before and after and after.minus(before) is None and before.value == after.value
    )
    if redefined:
        text = plural(
            redefined,
            tr("{count} figure is the same and counts something else: it is no change."),
            tr("{count} figures are the same and count something else: they are no change."),
        )
        yield text.format(count=redefined)
    alone = sum((before is None) != (after is None) for before, after in renewed)
    if alone:
        text = plural(
            alone,
            tr("{count} figure is in one edition alone: no difference is shown."),
            tr("{count} figures are in one edition alone: no difference is shown."),
        )
        yield text.format(count=alone)


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
        yield tr("Platforms: not compared, as an edition does not list them.")


def _count(change: RegionChange, field: str) -> int:
    held: str = getattr(change, field) or ""
    return len(held.split("," if field.startswith("payers") else "; ")) if held else 0
