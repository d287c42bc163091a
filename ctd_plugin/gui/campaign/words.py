"""The words of a campaign: states of files, dates, addresses, and the mail that goes with the templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...data.campaign.collection import Choice, DateSource, FileState, ReturnedAnswers, ReturnedFile
from ...data.survey.reader import SurveyRow
from ...dates import short_date
from ...i18n import language, tr
from ...text import EMAIL


def state_names() -> dict[FileState, str]:
    """Return what became of a file, in words."""
    return {
        FileState.TAKEN: tr("taken"),
        FileState.REPLACED: tr("replaced by another file"),
        FileState.UNCHANGED: tr("unchanged"),
        FileState.EMPTY: tr("no answer"),
        FileState.COPY: tr("copy"),
        FileState.NO_REGION: tr("without a region"),
        FileState.UNREADABLE: tr("unreadable"),
    }


def date_source_names() -> dict[DateSource, str]:
    """Return what dates an answer, in words."""
    return {
        DateSource.INTERVIEW: tr("interview"),
        DateSource.TEMPLATE: tr("form"),
        DateSource.DOCUMENT: tr("document"),
        DateSource.FILE: tr("file"),
    }


def choice_names() -> dict[Choice, str]:
    """Return why an answer was chosen among several, in words."""
    return {
        Choice.DECIDED: tr("Chosen by you"),
        Choice.NEWER: tr("The newer answer"),
        Choice.SAME_DATE: tr("To settle: same date"),
        Choice.COMPLETED: tr("To check: from an older file"),
    }


def day_of(answers: ReturnedAnswers) -> str:
    """Return the day of some answers, and what tells it."""
    return f"{short_date(answers.dates.day)} ({date_source_names()[answers.dates.source]})"


def file_day(file: ReturnedFile) -> str:
    """Return the day of the newest answers in a file, "" for one without answers."""
    newest = max(file.answers, key=lambda one: one.dates.day, default=None)
    return day_of(newest) if newest else ""


def contacts_of(rows: Mapping[str, SurveyRow]) -> dict[str, tuple[str, ...]]:
    """Return region code → the e-mail addresses in its answer on contacts."""
    return {code: tuple(dict.fromkeys(EMAIL.findall(row.cells.get("contact", "")))) for code, row in rows.items()}


def mail_text(code: str, year: str, *, is_filled: bool) -> str:
    """Return the text of a mail that goes with the templates, in the language `code`."""
    with language(code):
        subject = tr("Subject: Survey {year} on regional data committees (CTD)").format(year=year)
        lines = [tr("Hello,"), ""]
        if is_filled:
            text = tr(
                "Attached is the form of your region, filled in with your answers to the last survey. Please correct "
                "what has changed, and choose “yes” in the column “Still valid?” for what has not: an answer left as "
                "it is, without “yes”, counts as not renewed."
            )
            lines.append(text)
        else:
            lines.append(tr("Attached is the form of your region. A cell may contain several lines, or stay empty."))
        lines += [
            "",
            tr("Please return the file, under any name, as XLSX or ODS, by [date]."),
            "",
            tr("Kind regards,"),
        ]
        return "\n".join([subject, "", *lines])


def this_year() -> str:
    """Return the year of a campaign that begins today."""
    return str(date.today().year)


def addresses(contacts: Mapping[str, tuple[str, ...]], code: str) -> str:
    """Return the addresses of a region's contacts as a mail program takes them."""
    return ", ".join(contacts.get(code, ()))
