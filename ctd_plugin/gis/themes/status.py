"""Theme `status`: where each region stands, with the date or horizon of its CTD."""

from __future__ import annotations

import re
from datetime import date

from ...data.survey.status import Status
from ...i18n import plural, tr
from ...regions import REGION_NAMES
from ..labels.labels import status_labels
from ..project.layers import CtdLayers
from ..style.classes import Classes, FillClass
from ..style.palette import STATUS_FILLS
from .theme import Drawing


def status_classes() -> Classes:
    """Return the four answers in the survey's order."""
    fills = [FillClass(status.value, STATUS_FILLS[status], label) for status, label in status_labels().items()]
    return Classes('"status"', fills, tr("No answer"))


def draw_status(layers: CtdLayers) -> Drawing:
    classes = status_classes()
    counts = classes.count(layers.regions)
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
        texts=drawn_dates(layers),
        texts_title=tr("Dates and horizons written in the survey:"),
        texts_note=tr("Under a name: date or horizon of the CTD, as written in the survey."),
        notes=_without_interview(layers),
    )


def drawn_dates(layers: CtdLayers) -> dict[str, str]:
    """Return region code → date as drawn: exact dates in their order, then horizons, without their remarks."""
    dated = [f for f in layers.regions.getFeatures() if f["ctd_date_text"]]
    dated.sort(key=lambda f: f["ctd_date"].toPyDate() if f["ctd_date"] else date.max)
    return {f["region_code"]: without_remark(f["ctd_date_text"]) for f in dated}


def without_remark(text: str) -> str:
    """Return "printemps 2026" for "printemps 2026 (optimiste)"."""
    return re.sub(r"\s*\(.*\)", "", text).strip()


def _without_interview(layers: CtdLayers) -> list[str]:
    codes = {row["region_code"] for row in layers.tables["survey"].getFeatures() if not row["date_entretien"]}
    if not codes:
        return []
    regions = ", ".join(REGION_NAMES[code] for code in sorted(codes))
    return [tr("Status without an interview: {regions}.").format(regions=regions)]
