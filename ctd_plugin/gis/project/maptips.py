"""The map tip of a region: an HTML template whose every value is escaped."""

from __future__ import annotations

from collections.abc import Callable

from ...data.facts.fact import scope_labels
from ...i18n import current_language, titled, tr
from ..expression_builder import html_escaped, literal, lookup
from ..labels.labels import status_labels
from ..style.palette import NO_ANSWER_FILL, NO_ANSWER_HATCH, PAPER, STATUS_FILLS, TEXT, label_colour


def map_tip() -> str:
    """Return the map tip of the regions layer in the language in force."""
    statuses = {status.value: label for status, label in status_labels().items()}
    # In the language of the map, which may not be that of QGIS.
    in_language = f"language:={literal(current_language())}"
    fte = f"format_number(\"staff_fte\", 2, {in_language}, trim_trailing_zeroes:=true) || ' ' || " + literal(tr("FTE"))
    euros = f"format_number(\"budget_eur\", 0, {in_language}) || ' €'"
    return _TEMPLATE.format(
        text=TEXT,
        paper=PAPER,
        hatch=NO_ANSWER_HATCH,
        name=html_escaped('"region_name"'),
        fill=_by_status(lambda fill: fill),
        text_colour=_by_status(label_colour),
        status=lookup('"status"', statuses, tr("No answer")),
        date=html_escaped("coalesce(\"ctd_date_text\", '')"),
        staff=_line(tr("Staff"), '"staff_fte"', fte, '"staff_scope"'),
        budget=_line(tr("Yearly budget"), '"budget_eur"', euros, '"budget_scope"'),
        platform=_line(tr("Main platform"), '"main_platform"', html_escaped('"main_platform"')),
    )


_TEMPLATE = (
    '<div style="font-family:sans-serif;color:{text};background:{paper};padding:6px;width:280px">'
    '<div style="font-size:13pt;font-weight:bold">[% {name} %]</div>'
    '<div style="margin-top:4px"><span style="padding:2px 6px;border:1px solid {hatch};'
    'background:[% {fill} %];color:[% {text_colour} %]">[% {status} %]</span> [% {date} %]</div>'
    "[% {staff} %][% {budget} %][% {platform} %]</div>"
)


def _line(title: str, field: str, value: str, scope: str | None = None) -> str:
    """Return an expression that gives a titled line, or nothing where the field is empty."""
    if scope is not None:
        scopes = lookup(scope, {scope.value: label for scope, label in scope_labels().items()}, "")
        value += f" || ' (' || {scopes} || ')'"
    start = literal('<div style="margin-top:3px">' + titled(title, "<b>"))
    return f"if({field} is null, '', {start} || {value} || '</b></div>')"


def _by_status(colour_of: Callable[[str], str]) -> str:
    """Return an expression for the colour that `colour_of` gives for the fill of a region's status."""
    colours = {status.value: colour_of(fill) for status, fill in STATUS_FILLS.items()}
    return lookup('"status"', colours, colour_of(NO_ANSWER_FILL))
