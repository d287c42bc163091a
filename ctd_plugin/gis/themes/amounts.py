"""Themes `budget` and `staff`: absolute figures as circles, figures per inhabitant as colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

from qgis.core import QgsMarkerSymbol, QgsSymbolLayer

from ...data.facts.fact import scope_labels
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure
from ...i18n import number, plural, tr
from ..expression_builder import lookup
from ..labels.labels import euros, figure_text, scope_text, staff
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..regions.headlines import Range, equal_classes, headline_figures, scopes_of, undrawn_figures
from ..style.classes import LABELS_VARIABLE, SYMBOL_GAP, SYMBOL_SIZE, Classes, FillClass, LabelText, above_labels
from ..style.palette import BUDGET_FILLS, SCOPE_MARKS, STAFF_FILLS
from .theme import Drawing, KeyEntry

# The diameter of the largest circle, in millimetres a point of the labels: 9 mm on an A4 page.
_LARGEST = 1.15
_SMALLEST = 0.18


@dataclass(frozen=True)
class AmountTheme:
    """The settings in which the two themes differ."""

    indicator: str
    field: str
    scope_field: str
    per_inhabitants: int
    fills: Sequence[str]
    written: Callable[[float], str]


BUDGET = AmountTheme("annual_budget", "budget_eur", "budget_scope", 1000, BUDGET_FILLS, euros)
STAFF = AmountTheme("staff_fte", "staff_fte", "staff_scope", 1_000_000, STAFF_FILLS, staff)


def draw_budget(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `budget` for the regions of layers."""
    return _draw(
        layers,
        BUDGET,
        headlines=(
            tr("Data budgets: {count} region out of {total} gives a figure"),
            tr("Data budgets: {count} regions out of {total} give a figure"),
        ),
        subject=tr("Yearly budgets stated by the regions of France"),
        legend_title=tr("€ a year per 1,000 inhabitants\n(number of regions)"),
        circles=tr("Yearly budget (area of the circle)"),
    )


def draw_staff(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `staff` for the regions of layers."""
    return _draw(
        layers,
        STAFF,
        headlines=(
            tr("Data teams: {count} region out of {total} gives a figure"),
            tr("Data teams: {count} regions out of {total} give a figure"),
        ),
        subject=tr("Staff stated by the regions of France"),
        legend_title=tr("FTE per million inhabitants\n(number of regions)"),
        circles=tr("Staff (area of the circle)"),
    )


def _draw(
    layers: CtdLayers,
    amount: AmountTheme,
    *,
    headlines: tuple[str, str],
    subject: str,
    legend_title: str,
    circles: str,
) -> Drawing:
    edition = edition_of(layers)
    figures = headline_figures(edition, amount.indicator)
    largest = max((figure.value for figure in figures.values()), default=1.0)
    short = {code: figure_text(figure, amount.written) for code, figure in figures.items()}
    texts = {code: f"{short[code]}\n{scope_text(figure)}" for code, figure in figures.items()}
    notes = [
        tr("Scopes differ between regions."),
        tr("Classes: thirds of the regions."),
    ]
    return Drawing(
        headline=plural(len(figures), *headlines).format(count=len(figures), total=layers.regions.featureCount()),
        subject=subject,
        legend_title=legend_title,
        classes=amount_classes(edition, amount, figures),
        texts=texts,
        short_texts=short,
        label_offset=f"if({_drawn(amount)}, {_diameter(amount, largest)} / 2 + {SYMBOL_GAP}, 0)",
        over=[_circles(amount, largest, LabelText(texts, short))] if figures else [],
        key=_key(amount, figures, largest, circles),
        notes=[*(notes if figures else []), *undrawn_figures(edition, amount.indicator)],
        uses_population=True,
    )


def amount_classes(edition: EditionProfiles, amount: AmountTheme, figures: dict[str, Figure]) -> Classes:
    """Return classes of the amount per inhabitant, by thirds of the regions that give a figure."""
    relative = f'("{amount.field}" * {amount.per_inhabitants}.0 / "population")'
    populations = {profile.code: profile.population for profile in edition.profiles}
    ranges = equal_classes(
        [
            figure.value * amount.per_inhabitants / population
            for code, figure in figures.items()
            if (population := populations[code])
        ]
    )
    # Compared with a margin: a figure must not leave its class by a rounding.
    cases = "".join(f" when {relative} <= {range_.high!r} * 1.000001 then '{i}'" for i, range_ in enumerate(ranges))
    labels = _range_labels(ranges)
    fills = [FillClass(str(i), amount.fills[i], label) for i, label in enumerate(labels)]
    expression = f"case{cases} end" if cases else "NULL"
    return Classes(expression, fills, tr("No figure given"))


def _range_labels(ranges: Sequence[Range]) -> list[str]:
    """Return "low to high" of each class, with as few decimals as keep all ends apart, and from zero."""
    values = {0.0, *(end for range_ in ranges for end in (range_.low, range_.high))}
    digits = next((d for d in (0, 1, 2) if len({number(value, d) for value in values}) == len(values)), 2)
    return [
        number(range_.low, digits)
        if range_.low == range_.high
        else tr("{low} to {high}").format(low=number(range_.low, digits), high=number(range_.high, digits))
        for range_ in ranges
    ]


def _drawn(amount: AmountTheme) -> str:
    return f'"{amount.field}" is not null and coalesce(@{LABELS_VARIABLE}, 1)'


def _diameter(amount: AmountTheme, largest: float) -> str:
    """Return an expression for the diameter (millimetres): the area is proportional to the figure."""
    return f'({SYMBOL_SIZE} * max({_SMALLEST}, {_LARGEST} * sqrt("{amount.field}" / {largest!r})))'


def _circles(amount: AmountTheme, largest: float, label: LabelText) -> QgsSymbolLayer:
    """Return circles whose area is the figure and whose fill its scope, above the label where there is one."""
    # Without a feature, as in the layer tree, the marker has no size and is not seen.
    marker = QgsMarkerSymbol.createSimple({"name": "circle", "outline_width": "0.35", "size": "0"})
    properties = {
        QgsSymbolLayer.Property.Size: _diameter(amount, largest),
        QgsSymbolLayer.Property.FillColor: _by_scope(amount, 0),
        QgsSymbolLayer.Property.StrokeColor: _by_scope(amount, 1),
    }
    return above_labels(marker, properties, label, drawn=f'coalesce("{amount.field}", 0) > 0')


def _by_scope(amount: AmountTheme, part: int) -> str:
    return lookup(f'"{amount.scope_field}"', {scope: marks[part] for scope, marks in SCOPE_MARKS.items()})


def _key(amount: AmountTheme, figures: dict[str, Figure], largest: float, title: str) -> list[KeyEntry]:
    """Return the circles' key: two sizes, then one line a scope that occurs."""
    if not figures:
        return []
    entries = [KeyEntry(title)]
    for value in _round_values(largest):
        diameter = max(_SMALLEST, _LARGEST * (value / largest) ** 0.5)
        entries.append(KeyEntry(amount.written(value), _marker("#FFFFFF", "#1A1A1A", diameter)))
    entries.append(KeyEntry(tr("What the figure counts:")))
    labels = scope_labels()
    entries.extend(KeyEntry(labels[scope], _marker(*SCOPE_MARKS[scope], 0.4)) for scope in scopes_of(figures))
    return entries


def _round_values(largest: float) -> tuple[float, float]:
    """Return a round value of at most half the largest, and a tenth of it."""
    power = 10 ** floor(log10(largest / 2))
    value = max(step * power for step in (1, 2, 5) if step * power <= largest / 2)
    return value, value / 10


def _marker(fill: str, stroke: str, diameter: float) -> Callable[[float], QgsMarkerSymbol]:
    """Return what makes a circle of `diameter` (millimetres a point of the labels)."""

    def make(label_size: float) -> QgsMarkerSymbol:
        return QgsMarkerSymbol.createSimple(
            {
                "name": "circle",
                "color": fill,
                "outline_color": stroke,
                "outline_width": "0.35",
                "size": str(diameter * label_size),
            }
        )

    return make
