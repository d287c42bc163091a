"""The tables of the page: the regions at a glance, which can be sorted, and what changed since an earlier edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ...data.profile.figure import Figure
from ...data.profile.region_change import Change, RegionChange
from ...data.profile.region_profile import RegionProfile, shortened
from ...data.survey.status import Status
from ...dates import survey_date
from ...i18n import number, tr
from ..labels.changes import change_labels, measure_formats, short_statuses
from ..labels.labels import (
    covered_text,
    edition_name,
    euros,
    exact_euros,
    figure_text,
    not_given,
    staff,
    status_label,
    with_year,
)
from ..labels.platforms import technology_names
from ..markup.html_texts import tag
from ..regions.change_texts import (
    ChangeLine,
    Weight,
    change_notes,
    figure_lines,
    payer_lines,
    platform_lines,
    status_text,
)
from ..regions.sections import PER_1000, payers
from ..svg.markup import region_anchor
from .portrait import dated, figure_anchor, status_class

_WEIGHT_CLASSES = {Weight.VALUE: None, Weight.NEWS: "news", Weight.MISSING: "missing", Weight.REMARK: "muted"}


@dataclass(frozen=True)
class _Cell:
    """A cell: its HTML, and what its column is sorted by, None where the survey does not give it."""

    html: str
    key: str | float | None
    is_number: bool = False

    def written(self) -> str:
        """Return the element."""
        key = None if self.key is None else f"{self.key}"
        return tag("td", self.html, class_="number" if self.is_number else None, data_key=key)


def regions_table(profiles: Sequence[RegionProfile]) -> str:
    """Return a row for each region, with links to the quotes of its figures."""
    heads = (
        _sorted_head(tr("Region")),
        _sorted_head(tr("CTD status"), by_number=True),
        _sorted_head(tr("Date of the CTD")),
        _sorted_head(tr("Staff"), is_number=True),
        _sorted_head(tr("Yearly budget"), is_number=True),
        _sorted_head(tr("Yearly budget per 1,000 inhabitants"), is_number=True),
        _sorted_head(tr("Payers named")),
        _sorted_head(tr("Technologies")),
        _sorted_head(tr("Data platforms in service"), is_number=True),
    )
    note = tr("Below a figure: what it covers. Only figures that cover the same may be compared.")
    quotes = tr("Each figure leads to its quote.")
    rows = "\n".join(map(_row, profiles))
    return tag("p", escape(f"{note} {quotes}"), class_="muted") + _scrolling(
        f"<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n{rows}\n</tbody>",
        tr("The regions at a glance"),
        class_="sortable",
    )


def changes_table(profiles: Sequence[RegionProfile]) -> str:
    """Return a row for each region of two editions, and how it is to be read; one at least has changes."""
    changes = [profile.change for profile in profiles if profile.change]
    before, after = (edition_name(name) for name in (changes[0].edition_before, changes[0].edition_after))
    headings = (
        tr("Region"),
        tr("CTD status"),
        *(title for title, _ in measure_formats().values()),
        tr("Payers"),
        tr("Platforms"),
        tr("Texts"),
    )
    heads = "".join(tag("th", escape(heading), scope="col") for heading in headings)
    lead = tag("p", escape(tr("From “{before}” to “{after}”.").format(before=before, after=after)))
    rows = "\n".join(_change_row(profile, profile.change) for profile in profiles if profile.change)
    table = _scrolling(f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>", tr("What has changed"))
    return lead + table + tag("p", escape(" ".join(change_notes(changes))), class_="muted")


def _sorted_head(title: str, *, is_number: bool = False, by_number: bool = False) -> str:
    """Return the heading of a column of numbers or of texts, which may be sorted by numbers too."""
    kind = "number" if is_number or by_number else "text"
    return tag("th", escape(title), scope="col", class_="number" if is_number else None, data_sort=kind)


def _scrolling(content: str, name: str, **attributes: str | None) -> str:
    """Return a table that is moved sideways, also by keyboard, where the window is narrower."""
    table = tag("table", content, **attributes)
    return tag("div", table, class_="scrolling", role="region", aria_label=name, tabindex="0")


def _row(profile: RegionProfile) -> str:
    code, date = profile.code, profile.ctd_date_text
    link = tag("a", escape(profile.printed_name), href=f"#{region_anchor(code)}")
    swatch = tag("span", class_=f"swatch {status_class(profile)}", aria_hidden="true")
    status = status_label(profile.status, profile.carried_from("statut"))
    # What is no exact date comes after those that are.
    day = profile.ctd_date.isoformat() if profile.ctd_date else f"9999 {date}"
    names = {str(technology): name for technology, name in technology_names().items()}
    technologies = ", ".join(names.get(one, one) for one in profile.technologies)
    in_service, has_none = len(profile.active_platforms), bool(profile.budget and profile.budget.is_none)
    cells = (
        _Cell(_keyed(swatch, escape(status)), profile.status and list(Status).index(profile.status)),
        _Cell(dated(with_year(survey_date(shortened(date)), profile.carried_from("date_ctd")), profile), day)
        if date
        else _missing(),
        _figure(profile.staff, staff, figure_anchor(code, "staff")),
        _figure(profile.budget, euros, figure_anchor(code, "budget")),
        # Of a region that states that it has none, there is nothing to divide.
        _figure(profile.budget_per_1000, exact_euros, figure_anchor(code, "budget" if has_none else PER_1000)),
        _text(payers(profile)[1] if profile.payers else ""),
        _text(technologies),
        _Cell(number(in_service), in_service, is_number=True),
    )
    head = tag("th", link, scope="row", data_key=profile.printed_name)
    return tag("tr", head + "".join(cell.written() for cell in cells), data_code=code)


def _text(text: str) -> _Cell:
    return _Cell(escape(text), text) if text else _missing()


def _missing(*, is_number: bool = False) -> _Cell:
    return _Cell(tag("span", escape(not_given()), class_="missing"), None, is_number)


def _figure(figure: Figure | None, written: Callable[[float], str], anchor: str) -> _Cell:
    if figure is None:
        return _missing(is_number=True)
    text = tag("a", escape(figure_text(figure, written, short=True)), href=f"#{anchor}")
    covered = covered_text(figure)
    below = tag("span", escape(covered), class_="covers") if covered else ""
    return _Cell(text + below, figure.value, is_number=True)


def _change_row(profile: RegionProfile, change: RegionChange) -> str:
    link = tag("a", escape(profile.printed_name), href=f"#{region_anchor(profile.code)}-changes")
    kind = change.change if change.change in list(Change) else "missing"
    label = change_labels().get(change.change, change.change)
    swatch = tag("span", class_=f"swatch change-{kind}", aria_hidden="true")
    words = escape(status_text(change, short_statuses()))
    status = _keyed(swatch, words) + tag("span", escape(label), class_="covers")
    cells = [
        status,
        *(_lines(figure_lines(change, name, written)) for name, (_, written) in measure_formats().items()),
        _lines(payer_lines(change)),
        _lines(platform_lines(change)),
        "" if change.texts_changed is None else number(change.texts_changed),
    ]
    return tag("tr", tag("th", link, scope="row") + "".join(tag("td", cell) for cell in cells))


def _keyed(swatch: str, words: str) -> str:
    """Return words whose lines all begin beside their swatch."""
    return tag("span", swatch + tag("span", words), class_="keyed")


def _lines(lines: Iterable[ChangeLine]) -> str:
    return "".join(_line_spans(lines))


def _line_spans(lines: Iterable[ChangeLine]) -> Iterator[str]:
    for line in lines:
        yield tag("span", escape(line.text), class_=" ".join(filter(None, ("line", _WEIGHT_CLASSES[line.weight]))))
