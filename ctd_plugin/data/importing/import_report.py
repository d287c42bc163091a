"""The report of an import as a person reads it: a list of remarks, kept as a file beside the GeoPackage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from ...dates import short_date
from ...errors import CtdError
from ...files import read_error, replacing
from ...i18n import current_language, number, titled, tr
from ...regions import PRINTED_NAMES
from ..columns import COLUMN_LABELS
from ..html_page import html_page, html_table
from ..package.flat_table import write_csv
from ..places.region_match import MatchMethod
from ..report import DuplicateRow, MatchedRow, Problem, Report, UnmatchedRow, check_report, write_json_report

ENDINGS = (".csv", ".html", ".json")
"""The kinds of files that a report can be saved as."""

_KEYS = frozenset(("survey_rows", "edition"))
_LARGEST = 200_000_000


class RemarkKind(StrEnum):
    """What a remark is about, in the order in which remarks are listed."""

    FILE = "file"
    NO_REGION = "no_region"
    DUPLICATE = "duplicate"
    CELL = "cell"
    NO_ROW = "no_row"


def remark_kinds() -> dict[RemarkKind, str]:
    """Return the kinds of remarks in words."""
    return {
        RemarkKind.FILE: tr("File and columns"),
        RemarkKind.NO_REGION: tr("Rows without a region"),
        RemarkKind.DUPLICATE: tr("Duplicate rows"),
        RemarkKind.CELL: tr("Rows and cells"),
        RemarkKind.NO_ROW: tr("Regions without a row"),
    }


@dataclass(frozen=True)
class ImportRemark:
    """A remark; `row` is the number that a spreadsheet program shows, 0 for none."""

    kind: RemarkKind
    row: int
    column: str
    value: str
    message: str

    def in_place(self) -> str:
        """Return the message with the row and column that it is about in front."""
        return Problem(self.row, self.column, self.value, self.message).in_place()


@dataclass(frozen=True)
class ImportReport:
    """What became of the rows of a file; `header_row` is the row of its headings in a spreadsheet program."""

    edition: str
    file: str
    made_on: date
    report: Report
    sheet: str = ""
    header_row: int = 0
    remarks: tuple[ImportRemark, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "remarks", tuple(_remarks(self.report, self.header_row)))

    def facts(self) -> str:
        """Return the sentences on the import as a whole."""
        report = self.report
        sheet = tr("sheet “{sheet}”").format(sheet=self.sheet)
        source = f"{self.file}, {sheet}" if self.sheet else self.file
        sentences = [
            titled(tr("Edition"), self.edition),
            titled(tr("Survey"), source),
            titled(tr("Imported on"), short_date(self.made_on)),
            tr("{matched} of {regions} regions have a row; rows read: {rows}; remarks: {count}.").format(
                matched=len(report.matched),
                regions=report.regions,
                rows=number(report.survey_rows),
                count=number(len(self.remarks)),
            ),
        ]
        return "\n".join(sentences)


def headings() -> tuple[str, ...]:
    """Return the headings of the list of remarks."""
    return tr("About"), tr("Row"), tr("Column"), tr("Value"), tr("Remark")


def remark_cells(remark: ImportRemark, kinds: Mapping[RemarkKind, str]) -> tuple[str, ...]:
    """Return a remark as the texts below the headings; `kinds` are the words of `remark_kinds`."""
    row = str(remark.row) if remark.row else ""
    return kinds[remark.kind], row, remark.column, remark.value, remark.message


def _rows(remarks: Iterable[ImportRemark]) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and each remark below them."""
    kinds = remark_kinds()
    yield headings()
    yield from (remark_cells(remark, kinds) for remark in remarks)


def remarks_text(remarks: Iterable[ImportRemark]) -> str:
    """Return remarks as lines of cells parted by tabs, which a spreadsheet program takes from the clipboard."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in _rows(remarks))


def report_path(output: Path) -> Path:
    """Return the path of the report of an output file."""
    return output.with_name(output.name + ".report.json")


def check_report_target(path: Path) -> None:
    """Raise CtdError where `path` is an existing file that is no report: it must not be replaced."""
    check_report(path, _KEYS)


def write_import_report(report: ImportReport, path: Path) -> None:
    """Write a report as JSON, CSV or HTML, by its ending; raises CtdError where that fails.

    JSON that is there is replaced only where it is a report too.
    """
    ending = path.suffix.lower()
    if ending == ".json":
        write_json_report(_json(report), path, _KEYS)
        return
    if ending not in ENDINGS:
        message = tr("“{name}” does not end in .csv, .html or .json; choose one of them.")
        raise CtdError(message.format(name=path.name))
    with replacing(path) as fresh:
        if ending == ".html":
            fresh.write_text(_html(report), encoding="utf-8", newline="\n")
        else:
            write_csv(fresh, _rows(report.remarks))


def read_import_report(path: Path) -> ImportReport:
    """Read the report that an import left as JSON; raises CtdError where the file is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(path.name)
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise read_error(path, error) from error
    except (ValueError, RecursionError) as error:
        raise CtdError(_no_report(path)) from error
    try:
        return _report(content)
    except (TypeError, AttributeError, LookupError, ValueError) as error:
        raise CtdError(_no_report(path)) from error


def _no_report(path: Path) -> str:
    message = tr("{file} is not the report of an import; choose the file that ends in .report.json.")
    return message.format(file=path.name)


def _remarks(report: Report, header_row: int) -> Iterator[ImportRemark]:
    """Yield the remarks kind by kind: each problem, each row that was left out for another, each region without."""
    unmatched = {row.row for row in report.unmatched_rows}
    for problem in report.problems:
        if not problem.row:
            yield _remark(RemarkKind.FILE, problem, 0)
    for kind in (RemarkKind.NO_REGION, RemarkKind.CELL):
        if kind is RemarkKind.CELL:
            yield from _duplicates(report, header_row)
        for problem in report.problems:
            if problem.row and (problem.row in unmatched) == (kind is RemarkKind.NO_REGION):
                yield _remark(kind, problem, header_row)
    for code in report.regions_without_row:
        name = PRINTED_NAMES.get(code, code)
        yield ImportRemark(RemarkKind.NO_ROW, 0, "", name, tr("{region} has no row.").format(region=name))


def _remark(kind: RemarkKind, problem: Problem, header_row: int) -> ImportRemark:
    column = COLUMN_LABELS[current_language()].get(problem.column, problem.column)
    return ImportRemark(kind, header_row + problem.row if problem.row else 0, column, problem.value, problem.message)


def _duplicates(report: Report, header_row: int) -> Iterator[ImportRemark]:
    used = {row.region_code: row.row for row in report.matched}
    for row in report.duplicate_rows:
        region = PRINTED_NAMES.get(row.region_code, row.region_code)
        message = tr("Duplicate of {region}; only row {first} is used.")
        message = message.format(region=region, first=header_row + used.get(row.region_code, 0))
        yield ImportRemark(RemarkKind.DUPLICATE, header_row + row.row, "", row.value, message)


def _json(report: ImportReport) -> str:
    """Return the JSON of a report: the keys of a building's report, and the file and sheet that its rows are of."""
    source = {name: getattr(report, name) for name in ("edition", "file", "sheet", "header_row")}
    source["made_on"] = report.made_on.isoformat()
    head = json.dumps(source, ensure_ascii=False, indent=2)
    # Not through a dictionary of the report, which may have tens of thousands of rows.
    return head.rstrip("\n}") + ",\n" + report.report.to_json().removeprefix("{\n")


def _report(content: Any) -> ImportReport:  # noqa: ANN401  whatever JSON holds
    report = Report(
        survey_rows=int(content["survey_rows"]),
        regions=int(content["regions"]),
        matched=tuple(
            MatchedRow(int(each["row"]), str(each["value"]), str(each["region_code"]), MatchMethod(each["how"]))
            for each in content["matched"]
        ),
        unmatched_rows=tuple(
            UnmatchedRow(int(each["row"]), str(each["value"]), tuple(map(str, each["suggestions"])))
            for each in content["unmatched_rows"]
        ),
        duplicate_rows=tuple(
            DuplicateRow(int(each["row"]), str(each["value"]), str(each["region_code"]))
            for each in content["duplicate_rows"]
        ),
        regions_without_row=tuple(map(str, content["regions_without_row"])),
        problems=tuple(
            Problem(int(each["row"]), str(each["column"]), str(each["value"]), str(each["message"]))
            for each in content["problems"]
        ),
    )
    return ImportReport(
        edition=str(content["edition"]),
        file=str(content["file"]),
        made_on=date.fromisoformat(content["made_on"]),
        report=report,
        sheet=str(content["sheet"]),
        header_row=int(content["header_row"]),
    )


def _html(report: ImportReport) -> str:
    first, *others = _rows(report.remarks)
    # The numbers of rows stand to the right.
    style = " td:nth-child(2) { text-align: right; }"
    title = titled(tr("Import report"), report.edition)
    return html_page(title, report.facts(), html_table(title, first, others), style)
