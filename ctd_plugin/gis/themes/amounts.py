"""Themes `budget` and `staff`: a fill says what a figure covers, a white circle how much it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...data.facts.fact import BUDGET, STAFF, Covers, covers_labels
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure
from ...i18n import number, tr
from ...regions import PRINTED_NAMES
from ..expression_builder import lookup
from ..labels.labels import answered_in, euros, figure_text, not_given, short_covers_name, staff
from ..project.layers import CtdLayers
from ..regions.carried import carried_notes, figure_carried, with_carried
from ..regions.comparison import Bounds, by_kind, gap_classes, kind_of
from ..regions.edition_cache import edition_of
from ..regions.headlines import headline_figures
from ..style.classes import Classes, FillClass
from ..style.palette import BUDGET_FILLS, COVERS_FILLS, COVERS_PATTERNS, NO_OWN_FILL, STAFF_FILLS
from ..style.textures import Dots, Lines
from .amount_words import (
    AmountWords,
    amount_findings,
    amount_notes,
    amount_subject,
    budget_words,
    headlines,
    staff_words,
)
from .circles import amount_circles, circle_diameters, circle_key
from .theme import Drawing, GroupedLegend, LegendBar, LegendGroup

NO_OWN = "no_own"
"""The class of the regions that state that they have no budget or staff of their own."""


@dataclass(frozen=True)
class AmountTheme:
    """The settings in which the two themes differ."""

    indicator: str
    per_inhabitants: int
    fills: Sequence[str]
    """Those of classes per inhabitant, for a map on which all figures cover the same."""
    written: Callable[[float], str]
    relative: Callable[[float], str]
    """Writes an amount per inhabitant, in a sentence."""
    listed: Callable[[float], str]
    """Writes it in the legend, below its unit."""
    words: Callable[[], AmountWords]


def _relative_euros(value: float) -> str:
    return tr("€{amount}").format(amount=number(value, _digits(value)))


def _relative_posts(value: float) -> str:
    return number(value, _digits(value))


def _relative_staff(value: float) -> str:
    return tr("{amount} FTE").format(amount=_relative_posts(value))


def _digits(value: float) -> int:
    """Return as many decimals as an amount per inhabitant, of roughly known figures, deserves."""
    return 0 if value >= 10 else 1 if value >= 1 else 2 if value >= 0.1 else 3


BUDGETS = AmountTheme(BUDGET, 1000, BUDGET_FILLS, euros, _relative_euros, _relative_euros, budget_words)
TEAMS = AmountTheme(STAFF, 1_000_000, STAFF_FILLS, staff, _relative_staff, _relative_posts, staff_words)


def draw_budget(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `budget` for the regions of layers."""
    return draw_amounts(edition_of(layers), BUDGETS)


def draw_staff(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `staff` for the regions of layers."""
    return draw_amounts(edition_of(layers), TEAMS)


def draw_amounts(edition: EditionProfiles, amount: AmountTheme) -> Drawing:
    """Return the drawing of the figures of an indicator, of which only those that cover the same are compared."""
    words = amount.words()
    figures = headline_figures(edition, amount.indicator)
    relative = relative_figures(edition, figures, amount.per_inhabitants)
    bounds = _bounds(figures, relative)
    classes = _Classing(amount, words, figures, relative, bounds)
    headline, short_headline = headlines(edition, amount.indicator, figures, words, amount.written)
    # Who states that there is none has a fill of their own, which the legend names.
    texts = {code: figure_text(figure, amount.written) for code, figure in figures.items() if not figure.is_none}
    texts |= {code: answered_in(one.carried_from) for code, one in figures.items() if one.is_none and one.carried_from}
    circles, carried = circle_diameters(figures), figure_carried(amount.indicator)
    return Drawing(
        headline=headline,
        short_headline=short_headline,
        subject=amount_subject(figures, len(edition.profiles), words),
        legend_title=words.legend_title,
        classes=classes.classes(),
        texts=texts,
        over=[amount_circles(circles, classes.fills())] if circles else [],
        symbols=circles,
        grouped_legend=classes.legend(has_no_answer=len(figures) < len(edition.profiles)),
        circle_key=circle_key(figures, words.circles, amount.written),
        findings=with_carried(
            amount_findings(edition, amount.indicator, figures, relative, words, amount.relative), edition, carried
        ),
        notes=[
            *amount_notes(edition, amount.indicator, classed=bounds is not None),
            *carried_notes(edition, carried),
        ],
        uses_population=True,
    )


def relative_figures(edition: EditionProfiles, figures: Mapping[str, Figure], per: int) -> dict[str, Figure]:
    """Return the figures for so many inhabitants, of the regions whose population is known; "none" is no amount."""
    populations = {profile.code: profile.population for profile in edition.profiles}
    return {
        code: replace(
            figure,
            value=figure.value * per / population,
            value_max=None if figure.value_max is None else figure.value_max * per / population,
        )
        for code, figure in figures.items()
        if (population := populations[code]) and not figure.is_none
    }


def _bounds(figures: Mapping[str, Figure], relative: Mapping[str, Figure]) -> Bounds | None:
    """Return classes per inhabitant where all figures cover the same, None elsewhere.

    A colour says one thing on a map: what a figure covers, and only where that is the same everywhere, how much it is.
    """
    kinds = by_kind(figures)
    if len(kinds) != 1 or Covers.UNKNOWN in kinds or len(relative) < sum(map(len, kinds.values())):
        return None
    return gap_classes([figure.value for figure in relative.values()])


@dataclass(frozen=True)
class _Classing:
    """The classes of a map and the groups of its legend, which are the same."""

    amount: AmountTheme
    words: AmountWords
    figures: Mapping[str, Figure]
    relative: Mapping[str, Figure]
    bounds: Bounds | None

    def classes(self) -> Classes:
        """Return a class for each group of figures, and one of those who state that they have none."""
        fills = [self._fill(value, title) for value, title, _ in self._groups()]
        if self._without():
            fills.append(FillClass(NO_OWN, NO_OWN_FILL, self.words.own_none()))
        return Classes(lookup('"region_code"', self._values()), fills, not_given())

    def fills(self) -> dict[str, str]:
        """Return region code → the fill under its circle."""
        fills = {fill.value: fill.fill for fill in self.classes().classes}
        return {code: fills[value] for code, value in self._values().items()}

    def legend(self, *, has_no_answer: bool) -> GroupedLegend:
        """Return the groups of the legend, with bars of the amounts per inhabitant."""
        axis = max((figure.value for figure in self.relative.values()), default=0.0) if self.bounds else 0.0
        groups = [
            LegendGroup([value], title, self._bars(codes), axis if len(codes) > 1 else 0, self._short_title(value))
            for value, title, codes in self._groups()
        ]
        if self._without():
            groups.append(LegendGroup([NO_OWN], self.words.own_none(), short_title=self.words.own_none(short=True)))
        if has_no_answer:
            groups.append(LegendGroup([""], not_given()))
        title = self.words.classes_title if self.bounds else self.words.legend_title
        return GroupedLegend(title, self.words.unit if self.relative else "", groups)

    def _groups(self) -> Iterator[tuple[str, str, list[str]]]:
        """Yield the value of each class of figures, its title and the regions in it."""
        kinds = by_kind(self.figures)
        if self.bounds:
            for place, ends in enumerate(self.bounds.ranges):
                codes = [code for code, one in self.relative.items() if self.bounds.place(one.value) == place]
                yield str(place), _range_label(ends, self.bounds), codes
            return
        labels = covers_labels(self.amount.indicator)
        for covers, of_kind in kinds.items():
            yield covers.value, labels[covers], list(of_kind)

    def _short_title(self, value: str) -> str:
        return "" if self.bounds else short_covers_name(value)

    def _values(self) -> dict[str, str]:
        """Return region code → the value of its class."""
        values = {code: value for value, _, codes in self._groups() for code in codes}
        return values | dict.fromkeys(self._without(), NO_OWN)

    def _without(self) -> list[str]:
        return [code for code, figure in self.figures.items() if figure.is_none]

    def _fill(self, value: str, title: str) -> FillClass:
        if self.bounds:
            return FillClass(value, self.amount.fills[int(value)], title)
        covers = Covers(value)
        if covers in COVERS_PATTERNS:
            fill, colour = COVERS_PATTERNS[covers]
            is_dotted = covers is Covers.UNKNOWN
            return FillClass(value, fill, title, Dots(colour, 0.7, 1.7) if is_dotted else Lines(colour, 0.5, 1.5))
        return FillClass(value, COVERS_FILLS[covers], title)

    def _bars(self, codes: Sequence[str]) -> list[LegendBar]:
        """Return the bars of a group, the longest first; a region without a population has none."""
        ordered = sorted(codes, key=lambda code: -self.relative[code].value if code in self.relative else 0)
        return [self._bar(code) for code in ordered]

    def _bar(self, code: str) -> LegendBar:
        name, figure = PRINTED_NAMES.get(code, code), self.relative.get(code)
        if figure is None:
            return LegendBar(name, 0, not_given())
        # Those of which nobody knows what they cover are not compared with each other either.
        length = 0 if kind_of(figure) is Covers.UNKNOWN else figure.value
        return LegendBar(name, length, figure_text(figure, self.amount.listed))


def _range_label(ends: tuple[float, float], bounds: Bounds) -> str:
    """Return "low to high" with as few decimals as keep all bounds of the classes apart."""
    low, high = ends
    digits = next((d for d in range(8) if len({number(end, d) for end in bounds.ends}) == len(bounds.ends)), 8)
    return tr("{low} to {high}").format(low=number(low, digits), high=number(high, digits))
