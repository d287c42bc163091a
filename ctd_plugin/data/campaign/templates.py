"""The templates of a campaign: one form for each region, filled with its answers of an earlier edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from ...errors import Cancelled, CtdError
from ...files import make_folder
from ...i18n import tr
from ...regions import REGION_NAMES
from ..editions.edition import Edition
from ..template.region_form import FormContent, form_name, write_form
from ..template.survey_template import template_rows
from .base import base_of
from .collection import FileState
from .returned_file import read_returned


def make_templates(
    folder: Path,
    edition: Edition | None,
    regions: Sequence[str] = tuple(REGION_NAMES),
    suffix: str = ".xlsx",
    code: str = "fr",
    personal: bool = False,
    progress: Callable[[float], object] = lambda percent: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    made_on: date | None = None,
) -> list[Path]:
    """Write one form for each region into a folder, which is made where it is missing, and return their paths.

    `edition` is the one whose answers fill the forms (None: empty forms), `suffix` is ".xlsx"
    or ".ods", `code` the language. Respondents and names of persons are left out unless `personal`; `made_on` is
    today unless given. A form that somebody has filled in is never replaced. Raises CtdError where a file cannot
    be written, Cancelled when `is_cancelled` returns True.
    """
    day = made_on or date.today()
    contents = _contents(edition, regions, personal)
    make_folder(folder)
    targets = {content.region_code: folder / form_name(content.region_code, suffix) for content in contents}
    for target in targets.values():
        _check_unfilled(target)
    for number, content in enumerate(contents):
        if is_cancelled():
            raise Cancelled(tr("Cancelled after {count} forms.").format(count=number))
        progress(100 * number / len(contents))
        write_form(targets[content.region_code], content, code, day)
    progress(100)
    return list(targets.values())


def _contents(edition: Edition | None, regions: Sequence[str], personal: bool) -> list[FormContent]:
    if edition is None:
        return [FormContent(code, {}) for code in regions]
    rows, base = template_rows(edition.survey, personal), base_of(edition)
    return [FormContent(code, rows.get(code, {}), base.year) for code in regions]


def _check_unfilled(target: Path) -> None:
    """Raise CtdError where a file is there that is no form, or one with answers in it."""
    if target.exists() and read_returned(target, target.name).state not in (FileState.UNCHANGED, FileState.EMPTY):
        message = tr("{file} already exists and is not an unfilled form: it was not replaced. Choose another folder.")
        raise CtdError(message.format(file=target))
