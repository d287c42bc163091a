"""Theme `status_budget`: the status as fill, the budget as a white circle, and under it what the budget covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure
from ...data.profile.region_profile import RegionProfile
from ...data.survey.status import Status
from ...i18n import plural, tr
from ..labels.labels import answered_in, count_word, euros, figure_text, sentence_start, short_covers, with_year
from ..project.layers import CtdLayers
from ..regions.carried import carried_notes, figure_carried, old_statuses_note, status_carried, with_carried
from ..regions.comparison import by_kind
from ..regions.edition_cache import edition_of
from ..regions.headlines import headline_figures
from ..style.palette import NO_ANSWER_FILL, STATUS_FILLS
from .amount_words import amount_notes, budget_words
from .amounts import BUDGETS
from .circles import amount_circles, circle_diameters, circle_key
from .status import status_classes
from .theme import Drawing

_UNDER_WAY = (Status.ESTABLISHED, Status.PREFIGURATION)

_OLD_STATUS = "°"
"""Stands beside a new budget where the status was carried over."""


def draw_status_budget(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `status_budget` for the regions of layers."""
    return draw_statuses_and_budgets(edition_of(layers))


def draw_statuses_and_budgets(edition: EditionProfiles) -> Drawing:
    """Return the drawing of the statuses and budgets of an edition."""
    figures = headline_figures(edition, BUDGETS.indicator)
    texts = {one.code: text for one in edition.profiles if (text := _text(one, figures.get(one.code)))}
    fills = {one.code: STATUS_FILLS[one.status] if one.status else NO_ANSWER_FILL for one in edition.profiles}
    circles = circle_diameters(figures)
    stated = {code for code, figure in figures.items() if not figure.is_none}
    mixed = {one.code for one in edition.profiles if one.code in figures and _is_mixed(one, figures[one.code])}
    headline, short_headline = _headlines(edition.profiles, stated)
    return Drawing(
        headline=headline,
        short_headline=short_headline,
        subject=tr("CTD status and yearly budget by region"),
        legend_title=tr("Status of the CTD\n(number of regions)"),
        classes=status_classes(),
        texts=texts,
        over=[amount_circles(circles, fills)] if circles else [],
        symbols=circles,
        circle_key=circle_key(figures, budget_words().circles, euros),
        findings=with_carried(list(_findings(edition.profiles, figures, stated))[:3], edition, _carried),
        notes=[
            *amount_notes(edition, BUDGETS.indicator, classed=False),
            *carried_notes(edition, lambda one: "" if one.code in mixed else _carried(one)),
            *old_statuses_note(edition, _OLD_STATUS, mixed),
        ],
    )


def _carried(profile: RegionProfile) -> str:
    """Return the year from which the status of a region, or its budget, was carried over."""
    return status_carried(profile) or figure_carried(BUDGETS.indicator)(profile)


def _text(profile: RegionProfile, figure: Figure | None) -> str:
    """Return the budget of a region and below it what that covers, with the year of what was carried over."""
    if figure is None:
        return answered_in(year) if (year := status_carried(profile)) else ""
    # Below the amount: beside it, the year would not fit into an inset.
    amount = "" if figure.is_none else figure_text(replace(figure, carried_from=""), euros)
    words = tr("no budget") if figure.is_none else short_covers(figure)
    words = with_year(words, figure.carried_from)
    return "\n".join(filter(None, (amount, f"{words}\u00a0{_OLD_STATUS}" if _is_mixed(profile, figure) else words)))


def _is_mixed(profile: RegionProfile, figure: Figure) -> bool:
    """Whether a budget is new and the status beside it was carried over."""
    return bool(status_carried(profile)) and not figure.carried_from


def _headlines(profiles: Sequence[RegionProfile], stated: set[str]) -> tuple[str, str]:
    """Return how many of the regions with a CTD state a budget, in a headline and on a slide."""
    under_way = [one.code for one in profiles if one.status in _UNDER_WAY]
    if not under_way:
        count, total = len(stated), len(profiles)
        headline = plural(
            count,
            tr("Budgets without a CTD: {count} region out of {total} states one"),
            tr("Budgets without a CTD: {count} regions out of {total} state one"),
        )
        return headline.format(count=count, total=total), ""
    count, total = len(stated.intersection(under_way)), len(under_way)
    if not count:
        headline = tr("CTD and budgets: no budget stated in the regions with a CTD in place or being set up")
        return headline, tr("CTD and budgets: none stated where there is a CTD")
    headline = plural(
        count,
        tr("CTD and budgets: a budget in {count} of the {total} regions with a CTD in place or being set up"),
        tr("CTD and budgets: budgets in {count} of the {total} regions with a CTD in place or being set up"),
    )
    short = tr("CTD and budgets: stated for {count} CTDs out of {total}")
    return headline.format(count=count, total=total), short.format(count=count, total=total)


def _findings(profiles: Sequence[RegionProfile], figures: Mapping[str, Figure], stated: set[str]) -> Iterator[str]:
    """Yield the rule of comparing, how many budgets each status has, and who states that there is none."""
    if len(by_kind(figures)) > 1:
        yield tr("The words under an amount say what it covers: only compare amounts that cover the same.")
    statuses = {
        status: [one.code for one in profiles if one.status is status] for status in (*_UNDER_WAY, *_NOT_UNDER_WAY)
    }
    established, prefiguration = (statuses[status] for status in _UNDER_WAY)
    if stated.intersection((*established, *prefiguration)):
        # Each part only where there are such regions.
        parts = [
            text.format(count=len(stated.intersection(codes)), total=len(codes))
            for codes, text in (
                (established, tr("{count} out of {total} with a CTD in place")),
                (prefiguration, tr("{count} out of {total} with a CTD being set up")),
            )
            if codes
        ]
        yield tr("Regions that state a budget: {parts}.").format(parts=", ".join(parts))
    others = len(stated.intersection(code for status in _NOT_UNDER_WAY for code in statuses[status]))
    if others and (established or prefiguration):
        text = plural(
            others,
            tr("One region without a CTD states a budget for its data."),
            tr("{count} regions without a CTD state a budget for their data."),
        )
        yield sentence_start(text.format(count=count_word(others)))
    none = sum(figure.is_none for figure in figures.values())
    if none:
        yield sentence_start(plural(none, *budget_words().none).format(count=count_word(none)))


_NOT_UNDER_WAY = (Status.CONSIDERING, Status.NONE)
