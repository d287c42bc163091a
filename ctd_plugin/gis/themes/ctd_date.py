"""Theme `ctd_date`: when each CTD was or will be set up, exact dates apart from horizons."""

from __future__ import annotations

from ...data.profile.edition_reader import EditionProfiles
from ...i18n import plural, tr
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..style.classes import Classes, FillClass
from ..style.palette import DATE_FILLS, HORIZON_FILL
from .status import drawn_dates
from .theme import Drawing

_HORIZON = "horizon"


def draw_dates(layers: CtdLayers) -> Drawing:
    """Return the drawing of theme `ctd_date` for the regions of layers."""
    edition = edition_of(layers)
    dates = drawn_dates(edition)
    headline = plural(
        len(dates),
        tr("Regional data committees: a date or horizon in {count} region out of {total}"),
        tr("Regional data committees: a date or horizon in {count} regions out of {total}"),
    )
    return Drawing(
        headline=headline.format(count=len(dates), total=layers.regions.featureCount()),
        subject=tr("When the CTD were or will be set up"),
        legend_title=tr("Date of the CTD\n(number of regions)"),
        classes=date_classes(edition),
        texts=dates,
        texts_title=tr("Dates and horizons written in the survey:"),
        texts_note=tr("Under a name: date or horizon of the CTD, as written in the survey."),
        notes=[tr("A date may be that of a first meeting before the CTD is in place: see the map of statuses.")],
    )


def date_classes(edition: EditionProfiles) -> Classes:
    """Return a class a half-year, or a year where those are too many, then one for horizons."""
    days = [profile.ctd_date for profile in edition.profiles if profile.ctd_date]
    halves = sorted({(day.year, 1 if day.month <= 6 else 2) for day in days})
    if len(halves) <= len(DATE_FILLS):
        period = "year(\"ctd_date\") || '-' || if(month(\"ctd_date\") <= 6, '1', '2')"
        labels = {f"{year}-{half}": _half_year(year, half) for year, half in halves}
    else:
        period = 'to_string(year("ctd_date"))'
        labels = {str(year): str(year) for year in sorted({day.year for day in days})}
    expression = (
        f'case when "ctd_date" is not null then {period} '
        f"when coalesce(\"ctd_date_text\", '') <> '' then '{_HORIZON}' end"
    )
    # More years than colours: the last colour stands for all that are left.
    fills = [
        FillClass(v, DATE_FILLS[min(i, len(DATE_FILLS) - 1)], label) for i, (v, label) in enumerate(labels.items())
    ]
    fills.append(FillClass(_HORIZON, HORIZON_FILL, tr("horizon, no exact date")))
    return Classes(expression, fills, tr("No date"))


def _half_year(year: int, half: int) -> str:
    if half == 1:
        return tr("first half of {year}").format(year=year)
    return tr("second half of {year}").format(year=year)
