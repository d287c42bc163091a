"""The map tip of a region: an HTML template whose every value is escaped."""

from __future__ import annotations

from collections.abc import Callable

from ...data.facts.fact import BUDGET, STAFF, Covers, Scope
from ...data.profile.figure import Figure
from ...dates import SURVEY_DAY, rewritten_day
from ...i18n import current_language, titled, tr
from ..expression_builder import html_escaped, literal, lookup, with_printed_name
from ..labels.labels import ABOUT, covered_text, no_own_budget, no_own_staff, status_labels
from ..style.palette import NO_ANSWER_FILL, OUTLINE, PAPER, STATUS_FILLS, TEXT, label_colour


def map_tip() -> str:
    """Return the map tip of the regions layer in the language in force."""
    statuses = {status.value: label for status, label in status_labels().items()}
    lines = [
        _line(tr("Staff"), '"staff_fte"', _figure(STAFF, "staff_fte", _staff, no_own_staff())),
        _line(tr("Yearly budget"), '"budget_eur"', _figure(BUDGET, "budget_eur", _euros, no_own_budget())),
        _line(tr("Main platform"), '"main_platform"', html_escaped(_shortened('"main_platform"', _LONGEST))),
    ]
    # As `survey_date` writes it.
    date = f"regexp_replace({_DATE}, {literal(SURVEY_DAY)}, {literal(rewritten_day())})"
    return _TEMPLATE.format(
        text=TEXT,
        paper=PAPER,
        border=OUTLINE,
        name=html_escaped(_shortened(with_printed_name("region_name"), _LONGEST)),
        fill=_by_status(lambda fill: fill),
        text_colour=_by_status(label_colour),
        status=lookup('"status"', statuses, tr("No answer")) + f" || {html_escaped(_carried('status'))}",
        date=html_escaped(f"{_shortened(date, _LONGEST_DATE)} || {_carried('ctd_date')}"),
        lines="".join(f"[% {line} %]" for line in lines),
    )


# QGIS without WebKit shows a tip as Qt's rich text, in a box of 256 by 192 pixels, without a background and without any
# box model: colours are those of cells, the border is what shows between them. Qt takes the width of the attribute,
# WebKit that of the style. The first line is one before the table, which Qt adds anyhow: as low as can be.
_LONGEST, _LONGEST_DATE = 60, 40
"""The letters that a name and a date may have: more would need a scroll bar, which a tip vanishes before."""
_DATE = "coalesce(\"ctd_date_text\", '')"
_TEMPLATE = (
    '<span style="font-size:1px">&nbsp;</span>'
    '<table width="100%" style="width:280px" cellspacing="1" cellpadding="7" bgcolor="{border}"><tr>'
    '<td bgcolor="{paper}" style="color:{text};font-size:12px;overflow-wrap:anywhere">'
    '<b style="font-size:14px">[% {name} %]</b>'
    '<table cellspacing="0" cellpadding="3" style="margin-top:4px"><tr>'
    '<td bgcolor="[% {fill} %]" style="color:[% {text_colour} %];font-size:12px">[% {status} %]</td>'
    '<td style="color:{text};font-size:12px">[% {date} %]</td></tr></table>'
    "{lines}</td></tr></table>"
)


def _line(title: str, field: str, value: str) -> str:
    """Return an expression that gives a titled line, or nothing where the field is empty."""
    start = literal('<div style="margin-top:4px">' + titled(title, "<b>"))
    return f"if({field} is null, '', {start} || {value} || '</b></div>')"


def _shortened(text: str, most: int) -> str:
    """Return an expression that gives at most so many letters of a text."""
    return f"if(length({text}) > {most}, left({text}, {most - 1}) || '…', {text})"


def _figure(indicator: str, field: str, written: Callable[[str], str], none: str) -> str:
    """Return an expression that gives a figure and what it covers, or the words of an explicit "none".

    `written` returns an expression that writes the number that another gives, with its unit.
    """
    name, unit = ("staff", "FTE") if indicator == STAFF else ("budget", "EUR/year")
    # A GeoPackage of an earlier version has no such fields: they are then NULL.
    most = f"attribute(@feature, '{field}_max')"
    covers, about = (f"attribute(@feature, '{name}_{what}')" for what in ("covers", "about"))
    counted = {
        f"{kind} {scope}": f" ({covered_text(Figure(1, None, scope, unit, covers=kind))})"
        for kind in Covers
        for scope in Scope
    }
    unsaid = literal(Covers.UNKNOWN)
    known = lookup(f"coalesce(nullif({covers}, ''), {unsaid}) || ' ' || \"{name}_scope\"", counted, "")
    value = f'"{field}"'
    number = f"if({most} is null, {written(value)}, {_range(value, most, written)})"
    text = f"if(coalesce({about}, false), {literal(ABOUT)}, '') || {number} || {known}"
    return f"if({value} = 0 and {most} is null, {literal(none)}, {text}) || {html_escaped(_carried(name))}"


def _carried(name: str) -> str:
    """Return an expression that writes the year from which a value was carried over, "" where it was not."""
    year = f"nullif(attribute(@feature, '{name}_carried'), '')"
    return f"coalesce('\u00a0(' || {year} || ')', '')"


def _range(low: str, high: str, written: Callable[[str], str]) -> str:
    """Return an expression that writes both ends; a unit that both have after the number stands once."""
    # The unit begins at a no-break space in French and at a space in English, or stands before the number.
    first, last = (f"regexp_replace({written(end)}, '^[0-9., \u202f]+', '')" for end in (low, high))
    bare = f"regexp_substr({written(low)}, '^([0-9.,\u202f]+)')"
    start = f"if({first} = {last} and {bare} <> '', {bare}, {written(low)})"
    return f"replace(replace({literal(tr('{low} to {high}'))}, '{{low}}', {start}), '{{high}}', {written(high)})"


def _staff(value: str) -> str:
    return _formatted(tr("{amount} FTE"), value, 2)


def _euros(value: str) -> str:
    """Return an expression that writes an amount as maps do: in euros, thousands or millions."""
    field = value
    millions = _formatted(tr("€{amount}M"), f"{field} / 1000000", 2)
    thousands = _formatted(tr("€{amount}k"), f"{field} / 1000", f"if({field} < 100000, 1, 0)")
    ones = _formatted(tr("€{amount}"), field, 0)
    return f"CASE WHEN {field} >= 1000000 THEN {millions} WHEN {field} >= 1000 THEN {thousands} ELSE {ones} END"


def _formatted(template: str, value: str, digits: int | str) -> str:
    # In the language of the map, which may not be that of QGIS.
    in_language = f"language:={literal(current_language())}"
    number = f"format_number({value}, {digits}, {in_language}, trim_trailing_zeroes:=true)"
    return f"replace({literal(template)}, '{{amount}}', {number})"


def _by_status(colour_of: Callable[[str], str]) -> str:
    """Return an expression for the colour that `colour_of` gives for the fill of a region's status."""
    colours = {status.value: colour_of(fill) for status, fill in STATUS_FILLS.items()}
    return lookup('"status"', colours, colour_of(NO_ANSWER_FILL))
