"""The key figures of a region in the panel, each beside those of the regions that it compares with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape

from ...data.profile.figure import Figure
from ...data.profile.region_profile import RegionProfile
from ...data.profile.timeline import EventKind, events_of
from ...gis.labels.labels import covered_text, figure_text
from ...gis.regions.sections import KeyFigure, comparable_regions, key_figures, payers, population, rank_texts
from ...i18n import number, titled, tr
from ..common.html import COMMAND, HtmlHighlighter
from ..plots.dot_strip import Dot, dot_strip
from ..plots.plot import Plot, PlotLook
from ..plots.timeline import timeline
from .region_page import PLOT

COMPARE, REGION = f"{COMMAND}:compare/", f"{COMMAND}:region/"
"""The commands that list the regions of a comparison, and that show a region of them."""

TIMELINE = "timeline"


def region_plots(profile: RegionProfile, profiles: Sequence[RegionProfile], look: PlotLook) -> dict[str, Plot]:
    """Return the plots of a region by key: a strip for each figure that compares with others, and its dates."""
    plots = {}
    for place, key in enumerate(key_figures(profile, profiles)):
        if alike := comparable_regions(key, profiles):
            dots = [_dot(key, one, figure, is_own=one.code == profile.code) for one, figure in alike]
            plots[figure_key(place)] = dot_strip(dots, key.written, look)
    events = events_of(profile)
    if any(event.kind is EventKind.CTD for event in events):
        plots[TIMELINE] = timeline(events, look)
    return plots


def figure_key(place: int) -> str:
    """Return the key of a key figure by its place among them."""
    return f"figure{place}"


def figures_html(
    html: HtmlHighlighter,
    profile: RegionProfile,
    profiles: Sequence[RegionProfile],
    compared: Collection[str],
    plots: Mapping[str, Plot],
) -> str:
    """Return the figures with their ranks and plots; of those in `compared`, the regions that they compare with."""
    pieces = []
    for place, key in enumerate(key_figures(profile, profiles)):
        pieces += [f"<p>{line}</p>" for line in _figure(html, key)]
        pieces += _comparison(html, key, profiles, figure_key(place), compared, plots)
    pieces += [f"<p>{html.text(titled(*describe(profile)))}</p>" for describe in (population, payers)]
    return "".join(pieces)


def command(target: str, text: str) -> str:
    """Return a link that runs a command of the page."""
    return f'<a href="{escape(target)}">{escape(text)}</a>'


def plot_html(key: str, plot: Plot) -> str:
    """Return the place of a plot on the page."""
    picture = f'<img src="{PLOT}{escape(key)}" width="{plot.width}" height="{plot.height}" alt="{escape(plot.text)}">'
    return f'<p style="margin:3px 0 3px 0">{picture}</p>'


def _figure(html: HtmlHighlighter, key: KeyFigure) -> Iterator[str]:
    figure, title = key.figure, html.text(titled(key.title, ""))
    if figure is None:
        yield f"{title}{html.text(key.not_given)}"
        return
    covered = covered_text(figure)
    text, counted = html.text(figure_text(figure, key.written)), html.text(f" ({covered})" if covered else "")
    yield f"{title}<b>{text}</b>{counted}"


def _comparison(
    html: HtmlHighlighter,
    key: KeyFigure,
    profiles: Sequence[RegionProfile],
    name: str,
    compared: Collection[str],
    plots: Mapping[str, Plot],
) -> Iterator[str]:
    """Yield the rank of a figure, its plot, and on request each region with its figure."""
    texts = rank_texts(key)
    if not texts:
        return
    rank, *rest = texts
    arrow = "▾" if name in compared else "▸"
    head = f'<a href="{COMPARE}{name}">{arrow} {html.text(rank)}</a>'
    yield f'<p class="small">{", ".join([head, *map(html.text, rest)])}</p>'
    if name in plots:
        yield plot_html(name, plots[name])
    if name not in compared:
        return
    alike = comparable_regions(key, profiles)
    ranks: dict[float, int] = {}
    for place, (one, figure) in enumerate(alike, start=1):
        # The highest come first; equal ones share a rank.
        ranks.setdefault(figure.value, place)
        written = html.text(titled(one.printed_name, figure_text(figure, key.written)))
        is_own = figure is key.figure
        entry = f"<b>{written}</b>" if is_own else f'<a href="{REGION}{escape(one.code)}">{written}</a>'
        yield f'<p class="small" style="margin-left:12px">{number(ranks[figure.value])}. {entry}</p>'
    if any(figure.is_approximate or figure.value_max is not None for _, figure in alike):
        note = tr("Hollow dot: approximate figure; line: range, placed by its lower end.")
        yield f'<p class="small" style="margin-left:12px">{html.text(note)}</p>'


def _dot(key: KeyFigure, profile: RegionProfile, figure: Figure, *, is_own: bool) -> Dot:
    words = figure_text(figure, key.written)
    return Dot(profile.printed_name, words, figure.value, figure.value_max, figure.is_approximate, is_own)
