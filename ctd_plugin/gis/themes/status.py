"""Theme `status`: where each region stands, with the date or horizon of its CTD."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...data.facts.fact import note_of
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...data.survey.status import Status
from ...dates import period_text, survey_date
from ...i18n import plural, titled, tr
from ...regions import PRINTED_NAMES
from ...text import one_line, truncated
from ..labels.labels import answered_in, status_labels, with_year
from ..project.layers import CtdLayers
from ..regions.carried import carried_notes, date_carried, status_carried, with_carried
from ..regions.edition_cache import edition_of, region_features
from ..style.classes import Classes, FillClass
from ..style.palette import STATUS_FILLS
from .theme import Drawing

_ASIDE = re.compile(r" \((?!\d{4}\))[^()]*\)")
_MARK = "*"
_LONGEST = 200
"""The characters of a date that a note quotes."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def status_classes() -> Classes:
    """Return the four answers in the survey's order."""
    fills = [FillClass(status.value, STATUS_FILLS[status], label) for status, label in status_labels().items()]
    return Classes('"status"', fills, tr("No answer"))


def draw_status(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `status` for the regions of layers."""
    classes, edition = status_classes(), edition_of(layers)
    counts = classes.count(layers.regions, region_features(layers))
    established = counts[Status.ESTABLISHED.value]
    headline = plural(
        established,
        tr("Regional data committees: in place in {count} region out of {total}"),
        tr("Regional data committees: in place in {count} regions out of {total}"),
    ).format(count=established, total=sum(counts.values()))
    texts, remarks = with_carried_status(dates_with_marks(edition), edition), remark_notes(edition)
    return Drawing(
        headline=headline,
        subject=tr("Status of the CTD in the regions of France"),
        legend_title=tr("Status of the CTD\n(number of regions)"),
        classes=classes,
        texts=texts,
        slide_texts=without_asides(texts),
        slide_notes=aside_notes(edition),
        texts_note=tr("Under the name of a region: date or planned date of its CTD, as stated in the survey."),
        findings=with_carried(list(status_findings(edition.profiles)), edition, status_carried),
        notes=[*remarks, *carried_notes(edition, status_carried), *without_interview(edition)],
        mark_notes=remarks,
    )


def status_findings(profiles: Sequence[RegionProfile]) -> Iterator[str]:
    """Yield what the statuses of the regions on the map say: committees in place, being set up, and none."""
    by_status = {status: [one for one in profiles if one.status is status] for status in Status}
    yield from _in_place(by_status[Status.ESTABLISHED])
    yield from _being_set_up(by_status[Status.PREFIGURATION], first=not by_status[Status.ESTABLISHED])
    considering = len(by_status[Status.CONSIDERING])
    without = considering + len(by_status[Status.NONE])
    if without:
        start = plural(without, tr("{count} region without a CTD"), tr("{count} regions without a CTD"))
        end = plural(considering, tr("{count} is considering one"), tr("{count} are considering one"))
        words = tr("{regions}: {considering}.") if considering else tr("{regions}, and none considers one.")
        yield words.format(regions=start.format(count=without), considering=end.format(count=considering))
    silent = sum(1 for one in profiles if one.status is None)
    if silent:
        words = plural(silent, tr("{count} region has no status."), tr("{count} regions have no status."))
        yield words.format(count=silent)


def _in_place(established: Sequence[RegionProfile]) -> Iterator[str]:
    days = [one.ctd_date for one in established if one.ctd_date]
    if not days:
        return
    # Those without a date are in the headline's count and in no period.
    text = plural(len(days), tr("{count} CTD set up {period}."), tr("{count} CTDs set up {period}."))
    yield text.format(count=len(days), period=period_text(days))


def _being_set_up(regions: Sequence[RegionProfile], *, first: bool) -> Iterator[str]:
    if not regions:
        return
    count, undated = len(regions), sum(1 for one in regions if one.ctd_date is None)
    if first:
        start = plural(count, tr("{count} CTD being set up"), tr("{count} CTDs being set up"))
    else:
        start = plural(count, tr("{count} more CTD being set up"), tr("{count} more CTDs being set up"))
    start = start.format(count=count)
    if undated == count:
        yield tr("{committees}, without a firm date.").format(committees=start)
    elif undated:
        yield tr("{committees}, {undated} of them without a firm date.").format(committees=start, undated=undated)
    else:
        yield tr("{committees}, with a firm date.").format(committees=start)


def drawn_dates(edition: EditionProfiles) -> dict[str, str]:
    """Return region code → date as drawn: an exact date, or what the survey writes, which may be an earlier one."""
    return {profile.code: _date_text(profile) for profile in edition.profiles if profile.ctd_date_text}


def _date_text(profile: RegionProfile) -> str:
    return with_year(survey_date(profile.ctd_date_text), date_carried(profile))


def with_carried_status(texts: dict[str, str], edition: EditionProfiles) -> dict[str, str]:
    """Return the texts under the names, with the year of each status that was carried over."""
    years = {one.code: answered_in(year) for one in edition.profiles if (year := status_carried(one))}
    said = {code: year for code, year in years.items() if year not in texts.get(code, "")}
    return texts | {code: f"{texts[code]}\u00a0{year}" if texts.get(code) else year for code, year in said.items()}


def without_asides(texts: dict[str, str]) -> dict[str, str]:
    """Return dates with a mark for what the survey adds in parentheses; the year of one carried over stays."""
    return {code: _ASIDE.sub(_MARK, text) for code, text in texts.items()}


def aside_notes(edition: EditionProfiles) -> list[str]:
    """Return the sentence that quotes the dates which `without_asides` shortens; nothing without any."""
    quote = tr("{region}, “{words}”")
    dates = [
        quote.format(region=one.printed_name, words=truncated(one_line(one.ctd_date_text), _LONGEST))
        for one in edition.profiles
        if _ASIDE.search(one.ctd_date_text)
    ]
    words = titled(tr("Dates in the words of the survey"), tr("; ").join(dates))
    return [f"{_MARK}\u00a0{words}."] if dates else []


def dates_with_marks(edition: EditionProfiles) -> dict[str, str]:
    """Return the drawn dates, with the mark of the region's remark where it has one, which `remark_notes` explain."""
    dates = drawn_dates(edition)
    for mark, code, _ in _remarks(edition):
        dates[code] = dates.get(code, "") + mark
    return dates


def remark_notes(edition: EditionProfiles) -> list[str]:
    """Return a footnote a region whose status the survey remarks on, such as a committee whose existence it doubts."""
    # A remark is a sentence, which no colon precedes.
    return [f"{mark}\u00a0{PRINTED_NAMES.get(code, code)}. {text}" for mark, code, text in _remarks(edition)]


def _remarks(edition: EditionProfiles) -> list[tuple[str, str, str]]:
    """Return mark, region code and words of the remarks on a status, of the regions on the map."""
    remarks = [(profile.code, fact) for profile in edition.profiles if (fact := profile.status_remark)]
    return [
        (str(number).translate(_RAISED), code, note_of(fact) or one_line(fact.quote))
        for number, (code, fact) in enumerate(remarks, 1)
    ]


def without_interview(edition: EditionProfiles) -> list[str]:
    """Return the sentence that names the regions whose status rests on no interview; nothing without any."""
    silent = [one.code for one in edition.everywhere if one.surveyed and not one.cells.get("date_entretien")]
    if not silent:
        return []
    regions = ", ".join(PRINTED_NAMES.get(code, code) for code in silent)
    return [tr("Status without an interview: {regions}.").format(regions=regions)]
