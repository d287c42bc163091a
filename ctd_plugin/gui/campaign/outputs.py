"""What comes of a campaign: the survey as a file, its report, and the edition that is built of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path

from qgis.core import QgsFeedback

from ...catalogues.registry import all_platforms
from ...data.build import build_geopackage
from ...data.campaign.collection import Collection
from ...data.campaign.output import campaign_report, write, write_campaign_report
from ...data.columns import COLUMN_LABELS
from ...data.html_page import html_page, html_table
from ...data.importing.import_report import ImportReport, report_path, write_import_report
from ...data.importing.recipe import Recipe
from ...data.importing.replay import replay
from ...data.survey.reader import read_survey_table
from ...files import replacing
from ...i18n import current_language, number, tr
from ...regions import PRINTED_NAMES, names_listed
from ...settings import Settings
from .words import choice_names, file_day, state_names


@dataclass(frozen=True)
class BuiltEdition:
    """An edition that was built of a campaign's survey, and the report of reading that."""

    output: Path
    report: ImportReport


def campaign_report_path(survey: Path) -> Path:
    """Return the path of the report of a campaign's survey."""
    return survey.with_name(survey.stem + ".campaign.json")


def save_survey(collection: Collection, survey: Path, personal: bool) -> None:
    """Write the survey, and the report beside it."""
    report = campaign_report_path(survey)
    write_campaign_report(collection, report, personal)
    write(collection, survey, personal)


def build_edition(collection: Collection, output: Path, settings: Settings, feedback: QgsFeedback) -> BuiltEdition:
    """Write the survey beside the GeoPackage `output`, and build that; raises CtdError where one cannot be written."""
    survey = output.with_suffix(".csv")
    save_survey(collection, survey, settings.personal_data)
    platforms = tuple(all_platforms(settings.own_platforms))
    edition = replace(replay(survey, Recipe(), platforms), name=output.stem)
    report = build_geopackage(
        output,
        personal=settings.personal_data,
        platforms=settings.own_platforms,
        progress=feedback.setProgress,
        is_cancelled=feedback.isCanceled,
        imported=edition,
    )
    kept = ImportReport(edition.name, survey.name, date.today(), report, "", read_survey_table(survey).header_row)
    write_import_report(kept, report_path(output))
    return BuiltEdition(output, kept)


def summary(collection: Collection) -> str:
    """Return a sentence on what came back and what is to be done."""
    parts = [
        tr("{count} of {total} regions answered").format(
            count=number(len(collection.answered)), total=len(PRINTED_NAMES)
        ),
        tr("files: {count}").format(count=number(len(collection.files))),
    ]
    for count, text in (
        (len(collection.to_settle), tr("to settle: {count}")),
        (len(collection.unreadable), tr("unreadable: {count}")),
        (len(collection.without_region), tr("without a region: {count}")),
        (collection.carried_count, tr("answers carried over: {count}")),
        (len(collection.skipped), tr("temporary files skipped: {count}")),
    ):
        if count:
            parts.append(text.format(count=number(count)))
    return " · ".join(parts)


def is_clear(collection: Collection) -> bool:
    """Whether nothing is in doubt: no double to settle, no file that was not read."""
    in_doubt = collection.to_settle or collection.unreadable or collection.without_region
    return bool(collection.answered) and not in_doubt


def write_readable_report(collection: Collection, path: Path, personal: bool) -> None:
    """Write the report as a page of HTML, without names of persons unless `personal`; raises CtdError on failure."""
    # Of the report in JSON, in which names are masked.
    told = {file["file"]: file for file in campaign_report(collection, personal)["files"]}
    labels, states, choices = COLUMN_LABELS[current_language()], state_names(), choice_names()
    files = [
        (
            file.name,
            states[file.state],
            names_listed(file.regions),
            file_day(file),
            " ".join(filter(None, (told[file.name]["message"], *told[file.name]["problems"]))),
        )
        for file in collection.files
    ]
    doubles = [
        (
            PRINTED_NAMES[double.region_code],
            labels[double.column],
            choices[double.choice],
            *(_files_of(collection, double.options[:1]), _files_of(collection, double.options[1:])),
        )
        for double in collection.doubles
    ]
    missing = [(PRINTED_NAMES[code],) for code in collection.missing]
    carried = [
        (PRINTED_NAMES[code], ", ".join(f"{labels[column]} ({year})" for column, year in row.carried.items()))
        for code, row in collection.rows.items()
        if row.carried
    ]
    sections = [
        _section(tr("Returned files"), (tr("File"), tr("State"), tr("Regions"), tr("Date"), tr("Remark")), files),
        _section(
            tr("Cells with several answers"),
            (tr("Region"), tr("Question"), tr("Answer used"), tr("From"), tr("Others")),
            doubles,
        ),
        _section(tr("Regions that have not answered yet"), (tr("Region"),), missing),
        _section(tr("Answers carried over"), (tr("Region"), tr("Answers")), carried),
    ]
    page = html_page(tr("Report of the survey campaign"), summary(collection), "".join(sections))
    with replacing(path) as fresh:
        fresh.write_text(page, encoding="utf-8", newline="\n")


def _files_of(collection: Collection, options: tuple[tuple[str, str], ...]) -> str:
    found = [collection.answers(answers_id) for answers_id, _ in options]
    return ", ".join(one.file for one in found if one)


def _section(title: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    return f"<h2>{escape(title)}</h2>\n{html_table(title, headings, rows)}"
