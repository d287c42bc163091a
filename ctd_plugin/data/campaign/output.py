"""What a campaign gives: the survey as CSV or XLSX, and the report on each file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from ...errors import CtdError
from ...files import replacing
from ...i18n import tr
from ...regions import REGION_NAMES
from ..columns import CARRIED, SURVEY_COLUMNS
from ..report import check_report, write_json_report
from ..survey.carried import carried_text
from ..survey.personal_names import NameMask, masked_cells, read_personal_names
from ..template.sheets import TextSheet
from ..template.xlsx import xlsx_file
from .collect import check_any, survey_cells
from .collection import Collection, Double, ReturnedAnswers, ReturnedFile

REPORT_KEYS = frozenset(("files", "doubles", "regions_missing"))
_WIDTHS = {"region_code": 12, "region": 26, "statut": 26, "date_ctd": 18, "date_entretien": 14, "repondant": 22}


def write(collection: Collection, output: Path, personal: bool = False) -> None:
    """Write the survey as .csv or .xlsx, whole or not at all: the survey's columns, then `reprises`.

    Without `personal`, nobody is named in it: respondents are left out, and names in the texts are masked. Raises
    CtdError where there is no answer, or the file cannot be written.
    """
    check_output(output)
    check_any(collection)
    header = [*SURVEY_COLUMNS, CARRIED]
    rows = list(_rows(collection, personal))
    with replacing(output) as beside:
        if output.suffix.lower() == ".xlsx":
            widths = [_WIDTHS.get(column, 40) for column in header]
            beside.write_bytes(xlsx_file([TextSheet("survey", [header, *rows], widths)]))
        else:
            stream = StringIO(newline="")
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])
            beside.write_text(stream.getvalue(), encoding="utf-8", newline="")


def check_output(output: Path) -> None:
    """Raise CtdError where `output` is no .csv or .xlsx."""
    if output.suffix.lower() not in (".csv", ".xlsx"):
        message = tr("{name} does not end in .csv or .xlsx; choose one of the two.")
        raise CtdError(message.format(name=output.name))


def check_campaign_report(path: Path) -> None:
    """Raise CtdError where `path` is an existing file that is no report of a campaign."""
    check_report(path, REPORT_KEYS)


def write_campaign_report(collection: Collection, path: Path, personal: bool = False) -> None:
    """Write the report as JSON; raises CtdError where that fails or would replace a file that is no such report."""
    text = json.dumps(campaign_report(collection, personal), ensure_ascii=False, indent=2) + "\n"
    write_json_report(text, path, REPORT_KEYS)


def campaign_report(collection: Collection, personal: bool = False) -> dict[str, Any]:
    """Return the report as JSON writes it; without `personal`, names of persons are masked."""
    mask = _mask(collection, personal)
    return {
        "regions": len(REGION_NAMES),
        "files": [_file(file, collection, mask) for file in collection.files],
        "skipped": list(collection.skipped),
        "unreadable": [{"file": file.name, "message": file.message} for file in collection.unreadable],
        "without_region": [
            {"file": file.name, "message": file.message, "proposed_region": file.proposed_region or None}
            for file in collection.without_region
        ],
        "doubles": [_double(double, collection, mask) for double in collection.doubles],
        "regions_answered": list(collection.answered),
        "regions_missing": list(collection.missing),
        "not_renewed": {code: list(row.unchanged) for code, row in collection.rows.items() if row.unchanged},
        "base": collection.base or None,
        "carried_over": {code: dict(row.carried) for code, row in collection.rows.items() if row.carried},
    }


def _rows(collection: Collection, personal: bool) -> Iterator[list[str]]:
    mask = _mask(collection, personal)
    for code, row in collection.rows.items():
        if row.cells:
            cells = masked_cells(survey_cells(row), code, mask)
            yield [*(cells.get(column, "") for column in SURVEY_COLUMNS), carried_text(row.carried)]


def _mask(collection: Collection, personal: bool) -> NameMask:
    """Return the mask of all names that any of the files gives for a respondent."""
    return NameMask() if personal else NameMask((*read_personal_names(), *collection.names))


def _file(file: ReturnedFile, collection: Collection, mask: NameMask) -> dict[str, Any]:
    return {
        "file": file.name,
        "state": file.state.value,
        "message": mask.apply(file.message, None) or None,
        "regions": [_taken(one, collection) for one in file.answers],
        "problems": [mask.apply(problem, None) for problem in file.problems],
    }


def _taken(answers: ReturnedAnswers, collection: Collection) -> dict[str, Any]:
    row = collection.rows.get(answers.region_code)
    sources = row.sources if row else {}
    return {
        "region_code": answers.region_code,
        "region": REGION_NAMES[answers.region_code],
        "sheet": answers.sheet or None,
        "row": answers.row,
        "date": answers.dates.day.isoformat(),
        "dated_by": answers.dates.source.value,
        "taken": [column for column, source in sources.items() if source == answers.id],
        "not_taken": [column for column in answers.answers if sources.get(column) != answers.id],
        "still_valid": sorted(answers.confirmed),
        "emptied": sorted(column for column, text in answers.answers.items() if not text),
        "unchanged": sorted(answers.unchanged),
    }


def _double(double: Double, collection: Collection, mask: NameMask) -> dict[str, Any]:
    def option(answers_id: str, text: str) -> dict[str, Any]:
        answers = collection.answers(answers_id)
        return {
            "id": answers_id,
            "file": answers.file if answers else answers_id,
            "date": answers.dates.day.isoformat() if answers else None,
            "text": mask.apply(text, double.region_code),
        }

    chosen, *others = (option(*one) for one in double.options)
    return {
        "region_code": double.region_code,
        "column": double.column,
        "choice": double.choice.value,
        "told_by": double.told_by.value if double.told_by else None,
        "to_settle": not double.is_settled,
        "chosen": chosen,
        "others": others,
    }
