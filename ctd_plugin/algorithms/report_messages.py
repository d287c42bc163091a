"""Messages for the log of an algorithm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..i18n import tr
from ..regions import PRINTED_NAMES

if TYPE_CHECKING:
    from ..data.report import Report

_MAX_WARNINGS = 100


def warn(messages: Sequence[str], feedback: QgsProcessingFeedback) -> None:
    """Push messages as warnings: at most the first hundred, then the number of the others."""
    for message in messages[:_MAX_WARNINGS]:
        feedback.pushWarning(message)
    if len(messages) > _MAX_WARNINGS:
        feedback.pushWarning(tr("{count} more warnings; see the report.").format(count=len(messages) - _MAX_WARNINGS))


def push_report(report: Report, feedback: QgsProcessingFeedback) -> None:
    """Push a warning for everything that was not read or not used, then the number of rows matched."""
    warn(sentences(report), feedback)
    feedback.pushInfo(
        tr("{matched} of {rows} survey rows matched to a region.").format(
            matched=len(report.matched), rows=report.survey_rows
        )
    )


def sentences(report: Report, names: Mapping[str, str] = PRINTED_NAMES) -> list[str]:
    """Return a sentence for everything that was not read or not used.

    `names` gives the name of each region code in the report; a code without a name stands for itself.
    """
    messages = [problem.in_place() for problem in report.problems]
    used = {row.region_code: row.row for row in report.matched}
    for row in report.duplicate_rows:
        message = tr("Row {row}: “{value}” duplicates {region}; only row {first} is used.")
        region = names.get(row.region_code, row.region_code)
        messages.append(message.format(row=row.row, value=row.value, region=region, first=used[row.region_code]))
    return messages
