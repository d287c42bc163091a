"""The key figures of a region on its sheet: values, what they cover and their rank, and the quotes behind them."""

from __future__ import annotations

from collections.abc import Iterator

from ...data.profile.region_profile import RegionProfile
from ..labels.labels import covered_text, figure_text
from ..regions.sections import KeyFigure, proofs, rank_texts
from ..style.palette import ACCENT, TEXT_MUTED
from .typesetting import FIGURE, HEADING, SMALL, Paragraph, Run, paragraph


def figure_card(key: KeyFigure) -> Iterator[Paragraph]:
    """Yield the paragraphs of a key figure's card."""
    figure = key.figure
    yield paragraph(key.title, size=SMALL, bold=True, colour=TEXT_MUTED)
    if figure is None:
        yield paragraph(key.not_given, size=HEADING, colour=TEXT_MUTED, before=0.8)
        return
    # Words, such as those of a region that has no budget of its own, take more room than a number.
    size = HEADING if figure.is_none else FIGURE
    yield paragraph(figure_text(figure, key.written), size=size, bold=True, colour=ACCENT, before=0.8)
    for text in filter(None, (covered_text(figure), *rank_texts(key))):
        yield paragraph(text[:1].upper() + text[1:], size=SMALL, before=0.3)


def proof_paragraphs(profile: RegionProfile, gap: float) -> Iterator[Paragraph]:
    """Yield the figures and payers of a region, each quote once, with some room (mm) between them."""
    for proof in proofs(profile):
        remark = f" {proof.remark}" if proof.remark else ""
        runs = (Run(proof.figure, bold=True), Run(f" – {proof.quote}"), Run(remark, colour=TEXT_MUTED))
        yield Paragraph(runs, size=SMALL, before=gap)
