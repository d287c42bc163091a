"""From the files that came back in a campaign to one row for each region."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...errors import Cancelled, CtdError
from ...files import read_error
from ...i18n import tr
from ...regions import REGION_NAMES
from ..columns import ANSWER_COLUMNS
from ..survey.carried import NOT_CARRIED
from ..survey.personal_names import PersonalName, respondent_names
from ..survey.reader import SurveyRow
from .base import BaseEdition
from .collection import (
    ABOUT_INTERVIEW,
    CampaignDecisions,
    CollectedRow,
    Collection,
    Double,
    FileState,
    ReturnedAnswers,
    ReturnedFile,
)
from .folder import campaign_files
from .returned_file import has_answers, read_returned
from .settling import settle

UNSETTLED = CampaignDecisions()


def collect(
    paths: Iterable[Path],
    base: BaseEdition | None = None,
    decisions: CampaignDecisions = UNSETTLED,
    progress: Callable[[float], object] = lambda percent: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    leave_out: Iterable[Path] = (),
) -> Collection:
    """Read the files in folders, sub-folders and lists, and return one row for each region that they answer for.

    `base` is an earlier edition that fills what nobody answered, and no file that came back; each such cell is marked
    with its year. `decisions` settle doubles and files without a region; `leave_out` are files that are none of the
    campaign's. The order of the paths changes nothing. Raises CtdError where a folder cannot be
    read, Cancelled when `is_cancelled` returns True; a file that cannot be read is in the collection.
    """
    excluded = [*leave_out, *([base.file] if base else [])]
    files, skipped = campaign_files(paths, excluded)
    read: list[ReturnedFile] = []
    contents: dict[str, str] = {}
    for number, (name, path) in enumerate(files.items()):
        if is_cancelled():
            raise Cancelled(tr("Cancelled; nothing was written."))
        progress(100 * number / len(files))
        read.append(_read(path, name, contents, base, decisions.regions.get(name, "")))
    progress(100)
    return _collection(read, skipped, base, decisions)


def resettled(collection: Collection, decisions: CampaignDecisions, base: BaseEdition | None = None) -> Collection:
    """Return a collection settled by other decisions on its doubles, without reading its files again.

    Decisions on files without a region need `collect`. `base` is the earlier edition where it fills what is missing.
    """
    return _collection(collection.files, collection.skipped, base, decisions)


def _read(path: Path, name: str, contents: dict[str, str], base: BaseEdition | None, region: str) -> ReturnedFile:
    try:
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        return ReturnedFile(name, FileState.UNREADABLE, str(read_error(Path(path.name), error)))
    first = contents.setdefault(content, name)
    if first != name:
        return ReturnedFile(name, FileState.COPY, tr("Same content as {file}.").format(file=first))
    return read_returned(path, name, base, region)


def _collection(
    files: Sequence[ReturnedFile], skipped: tuple[str, ...], base: BaseEdition | None, decisions: CampaignDecisions
) -> Collection:
    answers: dict[str, list[ReturnedAnswers]] = {}
    for one in (one for file in files for one in file.answers):
        answers.setdefault(one.region_code, []).append(one)
    rows: dict[str, CollectedRow] = {}
    doubles: list[Double] = []
    for code in REGION_NAMES:
        found = answers.get(code, [])
        row, own = settle(code, [one for one in found if has_answers(one)], decisions)
        kept = {column for one in found for column in one.unchanged} - row.sources.keys()
        row = replace(row, unchanged=tuple(column for column in ANSWER_COLUMNS if column in kept))
        row = _completed(row, base) if base else row
        doubles += own
        if row.cells or row.unchanged:
            rows[code] = row
    used = {source for row in rows.values() for source in row.sources.values()}
    states = tuple(_with_state(file, used) for file in files)
    name = base.name if base else ""
    return Collection(states, rows, tuple(doubles), skipped, name, _respondents(files, base))


def _respondents(files: Sequence[ReturnedFile], base: BaseEdition | None) -> tuple[PersonalName, ...]:
    answers = [SurveyRow(one.row, one.region_code, None, None, one.answers) for file in files for one in file.answers]
    return respondent_names((*answers, *(base.rows.values() if base else ())))


def _with_state(file: ReturnedFile, used: set[str]) -> ReturnedFile:
    """Return a file with its state: taken where any of its answers is, else replaced by newer ones."""
    if file.state not in (FileState.TAKEN, FileState.REPLACED):
        return file
    is_used = any(one.id in used for one in file.answers)
    message = "" if is_used else tr("Each of its answers was replaced by that of another file.")
    return replace(file, state=FileState.TAKEN if is_used else FileState.REPLACED, message=message)


def _completed(row: CollectedRow, base: BaseEdition) -> CollectedRow:
    """Return a row with the earlier edition's answers where nobody answered, each with its year."""
    code = row.region_code
    cells, carried = dict(row.cells), {}
    for column in ANSWER_COLUMNS:
        # Where somebody answered, the interview was another one.
        is_of_another = column in NOT_CARRIED or (column in ABOUT_INTERVIEW and row.is_answered)
        # An answer that a person removed is in the sources, and stays empty.
        if column in row.sources or is_of_another:
            continue
        text = base.interview(code) if column == "date_entretien" else base.text(code, column)
        if text:
            cells[column], carried[column] = text, base.year_of(code, column)
    return replace(row, cells=cells, carried=carried)


def survey_cells(row: CollectedRow) -> Mapping[str, str]:
    """Return the texts of a row with the code and the name of its region."""
    return {"region_code": row.region_code, "region": REGION_NAMES[row.region_code], **row.cells}


def check_any(collection: Collection) -> None:
    """Raise CtdError where there is no answer to write."""
    if not any(row.cells for row in collection.rows.values()):
        message = tr("None of the {count} files has an answer; nothing was written.")
        raise CtdError(message.format(count=len(collection.files)))
