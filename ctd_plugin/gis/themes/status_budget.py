"""Theme `status_budget`: status and budget per inhabitant on one map, with a two-way legend."""

from __future__ import annotations

from collections.abc import Iterator

from ...data.survey.status import Status
from ...i18n import plural, tr
from ..labels.labels import euros, status_labels
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of, region_features
from ..regions.headlines import headline_figures, undrawn_figures
from ..style.classes import Classes, FillClass
from ..style.palette import STATUS_BUDGET_FILLS, STATUS_WITHOUT_BUDGET_FILLS
from .amounts import BUDGET, amount_classes
from .theme import Drawing, Matrix

# Rows from the top of the legend, most advanced first; regions without a CTD under way share one.
_ROWS = ((Status.ESTABLISHED,), (Status.PREFIGURATION,), (Status.NONE, Status.CONSIDERING))
_NO_BUDGET = "n"


def draw_status_budget(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `status_budget` for the regions of layers."""
    edition = edition_of(layers)
    figures = headline_figures(edition, BUDGET.indicator)
    budgets = amount_classes(edition, BUDGET, figures)
    columns = [_NO_BUDGET, *(fill.value for fill in budgets.classes)]
    classes = _two_way_classes(budgets)
    counts = classes.count(layers.regions, region_features(layers))
    texts = {code: euros(figure.value) for code, figure in figures.items()}
    ahead = sum(counts[fill.value] for fill in classes.classes if fill.value[0] in "01" and fill.value[1] != _NO_BUDGET)
    headline = plural(
        ahead,
        tr("CTD and budgets: {count} region with a CTD in place or being set up states a budget"),
        tr("CTD and budgets: {count} regions with a CTD in place or being set up state a budget"),
    )
    return Drawing(
        headline=headline.format(count=ahead),
        subject=tr("CTD status and yearly budget by region"),
        legend_title="",
        classes=classes,
        texts=texts,
        short_texts=texts,
        matrix=Matrix(
            title=tr("Status of the CTD × € a year per 1,000 inhabitants\n(number of regions)"),
            columns=[tr("No figure"), *(fill.label for fill in budgets.classes)],
            rows=list(_row_labels()),
            cells=[[f"{row}{column}" for column in columns] for row in range(len(_ROWS))],
        ),
        notes=[
            tr("Scopes differ between regions."),
            tr("Classes: thirds of the regions."),
            *undrawn_figures(edition, BUDGET.indicator),
        ],
        uses_population=True,
    )


def _row_labels() -> Iterator[str]:
    labels = status_labels()
    yield labels[Status.ESTABLISHED]
    yield labels[Status.PREFIGURATION]
    yield tr("No CTD, or under consideration")


def _two_way_classes(budgets: Classes) -> Classes:
    """Return a class a cell of the legend; a region without a status has no answer."""
    statuses = [", ".join(f"'{status.value}'" for status in row) for row in _ROWS]
    cases = "".join(f" when \"status\" in ({row}) then '{number}'" for number, row in enumerate(statuses))
    expression = f"case{cases} end || coalesce({budgets.expression}, '{_NO_BUDGET}')"
    fills = []
    no_figure = tr("no figure")
    for row, label in enumerate(_row_labels()):
        fills.append(
            FillClass(f"{row}{_NO_BUDGET}", STATUS_WITHOUT_BUDGET_FILLS[row], f"{label} – {no_figure}", hatched=True)
        )
        fills.extend(
            FillClass(f"{row}{budget.value}", STATUS_BUDGET_FILLS[row][int(budget.value)], f"{label} – {budget.label}")
            for budget in budgets.classes
        )
    return Classes(expression, fills, tr("No answer"))
