"""The survey's template: a spreadsheet with its columns, lists of regions and statuses, and notes on each column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

from ...errors import CtdError
from ...files import replacing
from ...i18n import LANGUAGES, language, tr
from ...regions import REGION_NAMES
from ..columns import ANSWER_COLUMNS, COLUMN_LABELS, SURVEY_COLUMNS
from ..editions.edition import masking, read_edition
from ..editions.edition_year import edition_year
from ..paths import SURVEY
from ..survey.personal_names import masked_cells
from ..survey.reader import Survey
from ..survey.status import PRINTED_LABELS
from ..tables.cells import LONGEST_CELL
from .marker import marker_sheet
from .ods import ods_file
from .sheets import ListPlace, TextSheet
from .xlsx import xlsx_file


class TemplateContent(StrEnum):
    """The content of a template: the bundled survey, or the names of the regions only."""

    BUNDLED = "bundled"
    EMPTY = "empty"


_WRITERS = {".xlsx": xlsx_file, ".ods": ods_file}
ENDINGS = tuple(_WRITERS)
_WIDTHS = {"region_code": 10, "region": 26, "statut": 26, "date_ctd": 18, "date_entretien": 14, "repondant": 22}


def write_template(
    path: Path, content: TemplateContent, code: str, personal: bool = False, edition: Path | None = None
) -> None:
    """Write a template as XLSX or ODS, by the suffix of `path`, in the language `code` ("fr" or "en").

    `edition` fills it, a survey or a ctd.gpkg; without one, `content` says whether the bundled survey does.
    Respondents and personal names are left out unless `personal`. Raises CtdError where the edition cannot be read or
    the file not written.
    """
    if edition is None and content is TemplateContent.EMPTY:
        write_rows(path, [{"region_code": region, "region": name} for region, name in REGION_NAMES.items()], code)
        return
    read = read_edition(edition or SURVEY)
    rows = template_rows(read.survey, personal)
    answers = {region: {column: row.get(column, "") for column in ANSWER_COLUMNS} for region, row in rows.items()}
    write_rows(path, rows.values(), code, [marker_sheet(edition_year(read), date.today(), answers)])


def write_rows(path: Path, rows: Iterable[Mapping[str, str]], code: str, more: Sequence[TextSheet] = ()) -> None:
    """Write a template with rows, each column → text, and `more` sheets.

    Raises CtdError also for texts longer than a cell can be.
    """
    rows = list(rows)
    with language(code):
        sheets = [_survey_sheet(rows, code), _notes_sheet(code), lists_sheet(), *more]
    write_sheets(path, rows, sheets, code)


def write_sheets(path: Path, rows: Iterable[Mapping[str, str]], sheets: Sequence[TextSheet], code: str) -> None:
    """Write the sheets of a template with these rows of texts, in the format of its suffix; raises CtdError."""
    check_ending(path)
    _check_lengths(rows, COLUMN_LABELS[code])
    with replacing(path) as beside:
        beside.write_bytes(_WRITERS[path.suffix.lower()](sheets))


def check_ending(path: Path) -> None:
    """Raise CtdError where a template has neither of its two suffixes."""
    if path.suffix.lower() not in _WRITERS:
        message = tr("{name} does not end in .xlsx or .ods; choose one of the two.")
        raise CtdError(message.format(name=path.name))


def template_rows(survey: Survey, personal: bool) -> dict[str, dict[str, str]]:
    """Return the texts of a survey by region, without respondents and names of persons unless `personal`."""
    mask = masking((survey,), personal)
    # Also where there is no name to mask.
    hidden = {} if personal else {"repondant": ""}
    return {code: {**masked_cells(row.cells, code, mask), **hidden} for code, row in sorted(survey.rows.items())}


def helper_sheets() -> frozenset[str]:
    """Return the names of a template's sheets that hold no answers, in each language."""
    names = set()
    for code in LANGUAGES:
        with language(code):
            names |= {tr("Instructions"), tr("Lists")}
    return frozenset(names)


def _check_lengths(rows: Iterable[Mapping[str, str]], labels: Mapping[str, str]) -> None:
    for row in rows:
        for column, text in row.items():
            if len(text) > LONGEST_CELL:
                message = tr("The cell “{column}” of {region} exceeds the limit of {most} characters per cell.")
                region = row.get("region", "")
                raise CtdError(message.format(column=labels[column], region=region, most=LONGEST_CELL))


def _survey_sheet(rows: list[Mapping[str, str]], code: str) -> TextSheet:
    labels = COLUMN_LABELS[code]
    return TextSheet(
        name=tr("Survey"),
        rows=[
            [labels[column] for column in SURVEY_COLUMNS],
            *([row.get(c, "") for c in SURVEY_COLUMNS] for row in rows),
        ],
        widths=[_WIDTHS.get(column, 40) for column in SURVEY_COLUMNS],
        lists={
            SURVEY_COLUMNS.index("region"): ListPlace(tr("Lists"), 0, len(REGION_NAMES)),
            SURVEY_COLUMNS.index("statut"): ListPlace(tr("Lists"), 1, len(PRINTED_LABELS)),
        },
    )


def _notes_sheet(code: str) -> TextSheet:
    labels, notes = COLUMN_LABELS[code], column_notes()
    return TextSheet(
        name=tr("Instructions"),
        rows=[
            [tr("Sheet column"), tr("Content")],
            *([labels[column], notes[column]] for column in SURVEY_COLUMNS),
            *([tr("Remarks"), note] for note in _advice()),
        ],
        widths=[34, 90],
    )


def lists_sheet(more: Mapping[str, Sequence[str]] | None = None) -> TextSheet:
    """Return the sheet with the values to choose from, and `more` of them by their heading."""
    lists = {
        tr("Regions of France"): list(REGION_NAMES.values()),
        tr("Statuses"): list(PRINTED_LABELS.values()),
        **(more or {}),
    }
    rows = zip_longest(*lists.values(), fillvalue="")
    return TextSheet(name=tr("Lists"), rows=[[*lists], *map(list, rows)], widths=[34] * len(lists))


def column_notes() -> dict[str, str]:
    """Return column of the survey → the note on what belongs there."""
    return {
        "region_code": tr("Insee code (2016), two characters: 01, not 1."),
        "region": tr("One of the 18 regions; one row per region."),
        "statut": tr("One of the four answers of the list."),
        "contexte": tr("Background to the status: history, strategies, who initiated it."),
        "date_ctd": tr("Date or planned date of the CTD, in plain words: 24/02/2025, “en 2026”."),
        "cadre": tr("Legal or contractual form: GIP, association, convention, charter, CPER, or none."),
        "objectifs": tr("What is expected of the CTD, decisions it should take."),
        "gouvernance": tr("Meetings and bodies: Copil, Cotech, commissions, groups and how often they meet."),
        "pilotage": tr("Who leads, chairs or provides the secretariat; coordination of the network."),
        "participants": tr("Members, signatories, colleges, membership terms."),
        "moyens": tr(
            "Staff and funding, with units: “3 ETP dont 2 Région”, “env 1 M€ / an”, “2 M€ sur 6 ans”; funding bodies."
        ),
        "outils": tr("Platforms and their technology."),
        "relations_cnig": tr("Participation in the CNIG and other national bodies."),
        "contact": tr("Addresses and named contact points."),
        "communication": tr("Websites, LinkedIn, promotion of the platform."),
        "cas_usage": tr("Use cases and flagship projects."),
        "difficultes": tr("Difficulties and challenges."),
        "perspectives": tr("Road map, next steps."),
        "ressources": tr("Reference documents and links."),
        "date_entretien": tr("Date of the interview, in plain words."),
        "repondant": tr("Respondents: personal data, shown on no map unless requested."),
    }


def _advice() -> list[str]:
    return [
        tr("Keep the headings; columns may be moved, left empty or removed, except region and status."),
        tr("Every cell is text: 01 stays 01, and a cell that starts with = is not a formula."),
        tr("A cell may contain several lines; do not merge cells."),
    ]
