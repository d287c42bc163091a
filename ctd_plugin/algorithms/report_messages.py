"""What algorithms ask for and tell in the same words: files of editions, and what became of their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..i18n import tr
from ..regions import REGION_NAMES

if TYPE_CHECKING:
    from ..data.report import Report

_MOST = 100


def edition_filter() -> str:
    """Return the filter of a file dialog that asks for an edition: a survey or a GeoPackage of one."""
    return tr("Surveys and results") + " (*.csv *.txt *.tsv *.xlsx *.xlsm *.ods *.xls *.gpkg)"


def warn(messages: Sequence[str], feedback: QgsProcessingFeedback) -> None:
    """Push messages as warnings; of very many, the first, and how many there are besides."""
    for message in messages[:_MOST]:
        feedback.pushWarning(message)
    if len(messages) > _MOST:
        feedback.pushWarning(tr("{count} more warnings are not shown here.").format(count=len(messages) - _MOST))


def push_report(report: Report, feedback: QgsProcessingFeedback) -> None:
    """Warn of everything that was not read or not used; nothing is left out in silence."""
    warn(sentences(report), feedback)
    feedback.pushInfo(
        tr("{matched} of {rows} survey rows matched to a region.").format(
            matched=len(report.matched), rows=report.survey_rows
        )
    )


def sentences(report: Report, names: Mapping[str, str] = REGION_NAMES) -> list[str]:
    """Return a sentence for everything that was not read or not used; `names` are those of the codes in the report."""
    told = [problem.in_place() for problem in report.problems]
    used = {row.region_code: row.row for row in report.matched}
    for row in report.duplicate_rows:
        message = tr("Row {row}: “{value}” is a second row of {region}; only row {first} is used.")
        region = names.get(row.region_code, row.region_code)
        told.append(message.format(row=row.row, value=row.value, region=region, first=used[row.region_code]))
    return told
