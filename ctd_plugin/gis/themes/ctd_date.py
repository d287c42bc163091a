"""Theme `ctd_date`: when each CTD was or will be set up, exact dates apart from horizons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...data.survey.status import Status
from ...dates import period_text
from ...i18n import plural, tr
from ..project.layers import CtdLayers
from ..regions.carried import carried_notes, date_carried, with_carried
from ..regions.edition_cache import edition_of
from ..style.classes import Classes, FillClass
from ..style.palette import DATE_FILLS, HORIZON_FILL
from .status import aside_notes, dates_with_marks, drawn_dates, remark_notes, without_asides
from .theme import Drawing

_HORIZON = "horizon"


def draw_dates(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `ctd_date` for the regions of layers."""
    edition = edition_of(layers)
    dates, texts, remarks = drawn_dates(edition), dates_with_marks(edition), remark_notes(edition)
    headline = plural(
        len(dates),
        tr("CTD: a date or a deadline in {count} region out of {total}"),
        tr("CTD: a date or a deadline in {count} regions out of {total}"),
    )
    return Drawing(
        headline=headline.format(count=len(dates), total=layers.regions.featureCount()),
        subject=tr("Setting up of the CTDs, actual or planned"),
        legend_title=tr("Date of the CTD\n(number of regions)"),
        classes=date_classes(edition),
        texts=texts,
        slide_texts=without_asides(texts),
        slide_notes=aside_notes(edition),
        texts_note=tr("Under the name of a region: date or planned date of its CTD, as stated in the survey."),
        findings=with_carried(list(date_findings(edition.profiles)), edition, date_carried),
        notes=[*remarks, *carried_notes(edition, date_carried)],
        mark_notes=remarks,
    )


def date_findings(profiles: Sequence[RegionProfile]) -> Iterator[str]:
    """Yield what the dates of the regions on the map say: the firm ones, the horizons, and what a date may mean."""
    days = [one.ctd_date for one in profiles if one.ctd_date]
    if days:
        text = plural(len(days), tr("{count} firm date, {period}."), tr("{count} firm dates, {period}."))
        yield text.format(count=len(days), period=period_text(days))
    horizons = sum(1 for one in profiles if one.ctd_date_text and not one.ctd_date)
    if horizons:
        text = plural(
            horizons, tr("{count} CTD planned without a firm date."), tr("{count} CTDs planned without a firm date.")
        )
        yield text.format(count=horizons)
    early = [one for one in profiles if one.ctd_date and one.status is not Status.ESTABLISHED]
    if early:
        yield tr("A date may be that of a first meeting, before the CTD is in place ({regions}).").format(
            regions=", ".join(one.name for one in early)
        )


def date_classes(edition: EditionProfiles) -> Classes:
    """Return a class a half-year, or a year where those are too many, then one for horizons."""
    days = [profile.ctd_date for profile in edition.profiles if profile.ctd_date]
    halves = sorted({(day.year, 1 if day.month <= 6 else 2) for day in days})
    years = sorted({day.year for day in days})
    if len(halves) <= len(DATE_FILLS):
        period = "year(\"ctd_date\") || '-' || if(month(\"ctd_date\") <= 6, '1', '2')"
        labels = {f"{year}-{half}": _half_year(year, half) for year, half in halves}
    elif len(years) <= len(DATE_FILLS):
        period = 'to_string(year("ctd_date"))'
        labels = {str(year): str(year) for year in years}
    else:
        # One class a colour: the last two years that occur, and all before them.
        recent = years[1 - len(DATE_FILLS) :]
        period = f'if(year("ctd_date") < {recent[0]}, \'earlier\', to_string(year("ctd_date")))'
        labels = {"earlier": tr("before {year}").format(year=recent[0]), **{str(year): str(year) for year in recent}}
    expression = (
        f'case when "ctd_date" is not null then {period} '
        f"when coalesce(\"ctd_date_text\", '') <> '' then '{_HORIZON}' end"
    )
    fills = [FillClass(v, fill, label) for (v, label), fill in zip(labels.items(), DATE_FILLS, strict=False)]
    fills.append(FillClass(_HORIZON, HORIZON_FILL, tr("planned, no exact date")))
    return Classes(expression, fills, tr("No date"))


def _half_year(year: int, half: int) -> str:
    if half == 1:
        return tr("first half of {year}").format(year=year)
    return tr("second half of {year}").format(year=year)
