"""Figures of regions in words, in the language in force."""

from __future__ import annotations

from collections.abc import Callable

from ...data.facts.fact import scope_name
from ...data.profile.figure import Figure
from ...i18n import number, tr


def figure_text(figure: Figure, written: Callable[[float], str]) -> str:
    """Return a figure with its unit, or both ends of a range; `written` writes a number with its unit."""
    if figure.value_max is None:
        return written(figure.value)
    return tr("{low} to {high}").format(low=number(figure.value, 2), high=written(figure.value_max))


def scope_text(figure: Figure | None) -> str:
    """Return what a figure counts, "" of none."""
    return scope_name(figure.scope) if figure else ""


def exact_euros(value: float) -> str:
    """Return a small amount of euros, such as "55,5 €"."""
    return tr("€{amount}").format(amount=number(value, 1 if value < 100 else 0))
