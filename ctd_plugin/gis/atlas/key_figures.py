"""The figures of a portrait as text: values, scopes, medians and the quotes behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...data.facts.fact import Fact, Scope, indicator_names, is_calculated, payer_names, scope_labels
from ...i18n import current_language, number, titled, tr
from ..labels.fields import field_aliases
from ..labels.labels import euros, not_given, staff
from ..regions.medians import Median, Medians
from ..regions.profile import Amount, Portrait
from ..style.palette import ACCENT, TEXT_MUTED
from .typesetting import Paragraph, Run, paragraph

_SMALL = 8.0


@dataclass(frozen=True)
class NationalMedians:
    """The medians of the three key figures; None where no region gives the figure."""

    staff: Medians | None
    budget: Medians | None
    budget_per_1000: Medians | None


def euros_exact(value: float) -> str:
    """Return a small amount of euros, such as "55,5 €"."""
    return tr("€{amount}").format(amount=number(value, 1 if value < 100 else 0))


def amount_text(amount: Amount, written: Callable[[float], str]) -> str:
    """Return a figure with its unit, or both ends of a range."""
    if amount.value_max is None:
        return written(amount.value)
    return tr("{low} to {high}").format(low=number(amount.value, 2), high=written(amount.value_max))


def scope_text(amount: Amount | None) -> str:
    return scope_labels()[amount.scope] if amount else ""


def key_figures(portrait: Portrait, national: NationalMedians) -> list[list[Paragraph]]:
    """Return the three key figures of a region, each as the paragraphs of its card."""
    return [
        list(_card(title, amount, medians, written))
        for title, amount, medians, written in (
            (tr("Staff"), portrait.staff, national.staff, staff),
            (tr("Yearly budget"), portrait.budget, national.budget, euros),
            (
                tr("Yearly budget per 1,000 inhabitants"),
                portrait.budget_per_1000,
                national.budget_per_1000,
                euros_exact,
            ),
        )
    ]


def _card(
    title: str, amount: Amount | None, medians: Medians | None, written: Callable[[float], str]
) -> Iterator[Paragraph]:
    yield paragraph(title, size=_SMALL, bold=True, colour=TEXT_MUTED)
    if amount:
        yield paragraph(amount_text(amount, written), size=16, bold=True, colour=ACCENT, before=0.8)
        yield paragraph(titled(tr("Scope"), scope_text(amount)), size=_SMALL, before=0.3)
    else:
        yield paragraph(not_given(), size=12, colour=TEXT_MUTED, before=1.8)
    yield from _compared(amount, medians, written)
    if amount:
        yield paragraph(_proof(amount.fact, amount.derived), size=7.5, colour=TEXT_MUTED, before=1.6)


def _compared(amount: Amount | None, medians: Medians | None, written: Callable[[float], str]) -> Iterator[Paragraph]:
    if medians is None:
        yield paragraph(tr("No region gives this figure."), size=_SMALL, before=1.6)
        return
    yield paragraph(tr("National median (regions that answer)"), size=_SMALL, before=1.6)
    yield _median(tr("all scopes"), medians.overall, written)
    if amount:
        same = medians.of_scope[amount.scope]
        if same.count > 1:
            yield _median(tr("same scope"), same, written)
        else:
            yield paragraph(tr("same scope: no other region"), size=_SMALL, before=0.2)


def _median(scope: str, median: Median, written: Callable[[float], str]) -> Paragraph:
    runs = (Run(titled(scope, "")), Run(written(median.value), bold=True), Run(f" ({median.count})"))
    return Paragraph(runs, size=_SMALL, before=0.2)


def _proof(fact: Fact, derived: bool) -> str:
    """Return the quote of a fact and the column that it stands in, and whether the figure was derived from it."""
    quote = " ".join(fact.quote.split())
    column = field_aliases().get(fact.column, fact.column)
    if derived:
        return tr("“{quote}” ({column}; calculated)").format(quote=quote, column=column)
    return tr("“{quote}” ({column})").format(quote=quote, column=column)


def proofs(portrait: Portrait) -> Iterator[Paragraph]:
    """Yield every fact of a region with its quote; the remarks on them are in English alone."""
    for fact in portrait.facts:
        head = titled(_subject(fact), _value(fact))
        remark = f" {fact.note}" if fact.note and current_language() == "en" else ""
        runs = (Run(head, bold=True), Run(f" – {_proof(fact, is_calculated(fact))}"), Run(remark, colour=TEXT_MUTED))
        yield Paragraph(runs, size=_SMALL, before=1)


def _subject(fact: Fact) -> str:
    details = [scope_labels()[Scope(fact.scope)] if fact.scope else ""]
    if fact.value:
        details.append(payer_names().get(fact.payer, fact.payer))
    name = indicator_names().get(fact.indicator, fact.indicator)
    name = name[:1].upper() + name[1:]
    listed = ", ".join(filter(None, details))
    return f"{name} ({listed})" if listed else name


def _value(fact: Fact) -> str:
    if not fact.value:
        return payer_names().get(fact.payer, fact.payer)
    if fact.unit == "date":
        year, month, day = fact.value.split("-")
        return tr("{year}-{month}-{day}").format(year=year, month=month, day=day)
    value = _written(float(fact.value), fact)
    if fact.value_max:
        return tr("{low} to {high}").format(
            low=number(float(fact.value), 3), high=_written(float(fact.value_max), fact)
        )
    return value


def _written(value: float, fact: Fact) -> str:
    match fact.unit:
        case "FTE":
            return staff(value)
        case "EUR/year" | "EUR":
            return euros(value)
        case "percent":
            return tr("{share}%").format(share=number(value))
        case _:
            return number(value)
