"""The key figures of a region on its sheet: values, scopes and medians, and the quotes behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...data.profile.figure import Figure
from ...data.profile.ranking import Median, Medians, medians
from ...data.profile.region_profile import RegionProfile
from ...i18n import titled, tr
from ..labels.labels import figure_text, not_given, scope_text
from ..regions.sections import KeyFigure, proof_text, proofs
from ..style.palette import ACCENT, TEXT_MUTED
from .typesetting import SMALL, Paragraph, Run, paragraph


def figure_card(key: KeyFigure) -> Iterator[Paragraph]:
    """Yield the paragraphs of a key figure's card."""
    figure, written = key.figure, key.written
    yield paragraph(key.title, size=SMALL, bold=True, colour=TEXT_MUTED)
    if figure:
        yield paragraph(figure_text(figure, written), size=16, bold=True, colour=ACCENT, before=0.8)
        yield paragraph(titled(tr("Scope"), scope_text(figure)), size=SMALL, before=0.3)
    else:
        yield paragraph(not_given(), size=12, colour=TEXT_MUTED, before=1.8)
    yield from _compared(figure, medians(key.of_all), written)
    if figure and figure.fact:
        yield paragraph(proof_text(figure.fact, figure.is_derived), size=7.5, colour=TEXT_MUTED, before=1.6)


def _compared(figure: Figure | None, national: Medians | None, written: Callable[[float], str]) -> Iterator[Paragraph]:
    if national is None:
        yield paragraph(tr("No region gives this figure."), size=SMALL, before=1.6)
        return
    yield paragraph(tr("National median (regions that answer)"), size=SMALL, before=1.6)
    yield _median(tr("all scopes"), national.overall, written)
    if figure:
        same = national.of_scope[figure.scope]
        if same.count > 1:
            yield _median(tr("same scope"), same, written)
        else:
            yield paragraph(tr("same scope: no other region"), size=SMALL, before=0.2)


def _median(scope: str, median: Median, written: Callable[[float], str]) -> Paragraph:
    runs = (Run(titled(scope, "")), Run(written(median.value), bold=True), Run(f" ({median.count})"))
    return Paragraph(runs, size=SMALL, before=0.2)


def proof_paragraphs(profile: RegionProfile) -> Iterator[Paragraph]:
    """Yield every fact of a region with its quote."""
    for proof in proofs(profile):
        remark = f" {proof.remark}" if proof.remark else ""
        runs = (Run(proof.figure, bold=True), Run(f" – {proof.quote}"), Run(remark, colour=TEXT_MUTED))
        yield Paragraph(runs, size=SMALL, before=1)
