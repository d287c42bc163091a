"""Theme `status`: where each region stands, with the date or horizon of its CTD."""

from __future__ import annotations

import re
from datetime import date

from ...data.profile.edition_reader import EditionProfiles
from ...data.survey.status import Status
from ...i18n import plural, tr
from ...regions import REGION_NAMES
from ..labels.labels import status_labels
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of, region_features
from ..style.classes import Classes, FillClass
from ..style.palette import STATUS_FILLS
from .theme import Drawing


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
    )
    return Drawing(
        headline=headline.format(count=established, total=sum(counts.values())),
        subject=tr("Status of the CTD in the regions of France"),
        legend_title=tr("Status of the CTD\n(number of regions)"),
        classes=classes,
        texts=drawn_dates(edition),
        texts_title=tr("Dates and horizons written in the survey:"),
        texts_note=tr("Under a name: date or horizon of the CTD, as written in the survey."),
        notes=_without_interview(edition),
    )


def drawn_dates(edition: EditionProfiles) -> dict[str, str]:
    """Return region code → date as drawn: exact dates in their order, then horizons, without their remarks."""
    dated = [profile for profile in edition.profiles if profile.ctd_date_text]
    dated.sort(key=lambda profile: profile.ctd_date or date.max)
    return {profile.code: without_remark(profile.ctd_date_text) for profile in dated}


def without_remark(text: str) -> str:
    """Return "printemps 2026" for "printemps 2026 (optimiste)"."""
    return re.sub(r"\s*\(.*\)", "", text).strip()


def _without_interview(edition: EditionProfiles) -> list[str]:
    silent = [one.code for one in edition.everywhere if one.surveyed and not one.cells.get("date_entretien")]
    if not silent:
        return []
    regions = ", ".join(REGION_NAMES.get(code, code) for code in silent)
    return [tr("Status without an interview: {regions}.").format(regions=regions)]
