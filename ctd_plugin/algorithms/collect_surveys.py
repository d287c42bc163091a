"""`ctd:collectsurveys`: the files that came back in a campaign → one survey, and a report on each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
)

from ..i18n import plural, tr
from ..regions import PRINTED_NAMES, names_listed
from ..settings import read_settings
from .base import OUTPUT, CtdAlgorithm, Outputs, Values, edition_filter
from .report_messages import warn

if TYPE_CHECKING:
    from ..data.campaign.collection import Collection

INPUT, BASE, REPORT = "INPUT", "BASE", "REPORT"


class CollectSurveys(CtdAlgorithm):
    """Reads returned templates and tables, whatever their names, and writes one survey."""

    group_id = "data"
    runs_in_thread = True

    icon_name = "campaign"

    def name(self) -> str:
        return "collectsurveys"

    def displayName(self) -> str:
        return tr("Collect the files of a survey campaign")

    def shortHelpString(self) -> str:
        return tr(
            "Reads the forms and tables that the regions returned (XLSX, ODS, CSV or XLS, under any name, in "
            "sub-folders too) and writes one survey, ready to be imported. Input: a folder, or files.\n"
            "Each cell takes the newest answer: by the date of the interview, the date of the form, the date on "
            "which the document was saved, then the date of the file. A form’s answer that was left as it was "
            "counts only where “still valid” is filled in.\n"
            "Earlier edition: fills what nobody answered; the column “reprises” marks each such answer with its year. "
            "Without it, nothing is carried over.\n"
            "The report (JSON) lists for each file what was taken, cells with several answers, unreadable files, "
            "files without a region, and regions that have not answered. Respondents and names of persons are left "
            "out of both unless personal data are kept in the plugin’s options."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                INPUT, tr("Returned files, or their folder"), QgsProcessing.SourceType.TypeFile
            )
        )
        base = QgsProcessingParameterFile(
            BASE, tr("Earlier edition for what nobody answered (survey or ctd.gpkg; empty: none)"), optional=True
        )
        base.setFileFilter(edition_filter())
        self.addParameter(base)
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("Survey"), "CSV (*.csv);;XLSX (*.xlsx)"))
        self.addParameter(QgsProcessingParameterFileDestination(REPORT, tr("Report"), "JSON (*.json)", optional=True))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..data.campaign.base import read_base
        from ..data.campaign.collect import check_any, collect
        from ..data.campaign.output import check_campaign_report, check_output, write, write_campaign_report
        from ..gis.background.progress import report_progress

        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        report = self.parameterAsFileOutput(parameters, REPORT, context)
        base = self.parameterAsFile(parameters, BASE, context)
        check_output(output)
        if report:
            check_campaign_report(Path(report))
        personal = read_settings().personal_data
        collection = collect(
            list(_paths(self.parameterAsFileList(parameters, INPUT, context))),
            read_base(Path(base)) if base else None,
            progress=lambda percent: report_progress(feedback, percent),
            is_cancelled=feedback.isCanceled,
            leave_out=[output, *([Path(report)] if report else [])],
        )
        warn(list(_sentences(collection)), feedback)
        feedback.pushInfo(_summary(collection))
        if report:
            write_campaign_report(collection, Path(report), personal)
        check_any(collection)
        write(collection, output, personal)
        return {OUTPUT: str(output), **({REPORT: report} if report else {})}


def _paths(files: Iterable[str]) -> Iterator[Path]:
    """Yield the paths of a list, an entry of which may be a list itself, as people type it: "a.xlsx;b.ods"."""
    for file in files:
        if Path(file).exists() or ";" not in file:
            yield Path(file)
        else:
            yield from (Path(part.strip()) for part in file.split(";") if part.strip())


def _sentences(collection: Collection) -> Iterator[str]:
    """Yield a sentence for all that somebody should look at."""
    from ..data.campaign.collection import FileState
    from ..data.columns import COLUMN_LABELS
    from ..i18n import current_language

    for file in collection.files:
        if file.state is not FileState.TAKEN:
            yield f"{file.name} – {file.message}"
        yield from (f"{file.name} – {problem}" for problem in file.problems)
    labels = COLUMN_LABELS[current_language()]
    for double in collection.to_settle:
        first, *others = (name for name, _ in double.options)
        text = tr("{region}, {column}: several answers, “{file}” was taken; the others: {others}.")
        if not others:
            text = tr("{region}, {column}: empty in the newest file, completed from “{file}”.")
        region, column = PRINTED_NAMES[double.region_code], labels[double.column]
        yield text.format(region=region, column=column, file=first, others=", ".join(others))


def _summary(collection: Collection) -> str:
    count = len(collection.answered)
    text = plural(
        count, tr("{count} region answered, out of {total}."), tr("{count} regions answered, out of {total}.")
    )
    sentences = [text.format(count=count, total=len(PRINTED_NAMES))]
    if collection.missing:
        sentences.append(tr("Not yet: {regions}.").format(regions=names_listed(collection.missing)))
    if collection.carried_count:
        text = tr("Answers carried over: {count}.")
        sentences.append(text.format(count=collection.carried_count))
    if collection.skipped:
        text = tr("Lock and temporary files skipped: {count}.")
        sentences.append(text.format(count=len(collection.skipped)))
    return " ".join(sentences)
