"""What the open data say of an edition as a whole: title, abstract, sources, terms, period, files."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ...catalogues.http.urls import split_url
from ...data.about import SOURCE_SEPARATOR
from ...data.opendata.datapackage import DESCRIPTOR
from ...data.opendata.publication import Licence, NamedExtent, Publication, PublishedFile
from ...data.profile.edition_reader import EditionProfiles
from ...data.survey.interview_dates import interview_period
from ...errors import CtdError
from ...i18n import current_language, plural, tr
from ...text import EMAIL
from ..labels.labels import edition_name
from .tables import OpenTables

GEOJSON = "regions.geojson"
UNSTATED = "licence non précisée"
"""What the licences of an edition say of a survey that states none."""
_NO_ADDRESS = re.compile(r'[\s"<>\\^`{|}]')
"""Characters that no address has: programs would read it differently."""


def publication_of(
    edition: EditionProfiles,
    tables: OpenTables,
    boxes: tuple[NamedExtent, ...],
    resolution: float | None,
    organisation: str,
    contact: str,
    address: str,
    licence: Licence | None,
    today: date,
) -> Publication:
    """Return what is said of an edition, in the language in force."""
    # As in the table, where no names of persons are: they may stand in the name of a file or an edition.
    row = next(iter(tables.by_name["about"].rows), {})
    source_edition, sources, licences = (row.get(name) or "" for name in ("edition", "sources", "licences"))
    name = edition_name(source_edition)
    return Publication(
        title=tr("Regional data committees (CTD) in France: {edition}").format(edition=name),
        abstract=_abstract(edition, name),
        purpose=tr(
            "To follow the regional data committees (CTD), compare their means, and find each region’s data platforms."
        ),
        lineage=_lineage(sources),
        edition=name,
        source_edition=source_edition,
        made_on=row.get("made_on") or today,
        today=today,
        language=current_language(),
        organisation=organisation,
        contact=contact,
        address=address,
        licence=licence,
        sources=_parts(sources),
        terms=_terms(licences, licence),
        keywords=_keywords(is_open=licence is not None),
        boxes=boxes,
        resolution=resolution,
        period=_interviews(source_edition),
        files=_files(tables),
    )


def checked_contact(text: str) -> str:
    """Return an e-mail address, "" of none; CtdError where it is no address."""
    text = text.strip()
    if text and not EMAIL.fullmatch(text):
        raise CtdError(tr("“{text}” is not an e-mail address; correct the contact.").format(text=text))
    return text


def checked_address(text: str) -> str:
    """Return the web address of a folder, "" of none; CtdError where it is none, or would tell a password."""
    text = text.strip()
    if not text:
        return ""
    parts = None if _NO_ADDRESS.search(text) else split_url(text)
    if parts is None:
        message = tr("“{text}” is not a web address; it must begin with https:// or http://.")
        raise CtdError(message.format(text=text))
    if "@" in parts.netloc or "?" in text or "#" in text:
        raise CtdError(
            tr("The web address must be that of a folder, without user name, password, parameters or fragment.")
        )
    return text


def _abstract(edition: EditionProfiles, name: str) -> str:
    surveyed = sum(profile.surveyed for profile in edition.everywhere)
    answered = plural(
        surveyed,
        tr("{count} of {all} regions is in the survey."),
        tr("{count} of {all} regions are in the survey."),
    ).format(count=surveyed, all=len(edition.everywhere))
    return " ".join(
        [
            tr(
                "For each French region: the status of its regional data committee (CTD), its staff, budget, funding "
                "sources, data platforms and its answers to the survey."
            ),
            tr("Edition: {edition}.").format(edition=name),
            answered,
            tr("Each figure comes with the words of the answer that prove it; “no answer” is never zero."),
        ]
    )


def _lineage(sources: str) -> str:
    return " ".join(
        [
            tr("Sources: {sources}.").format(sources=sources),
            tr(
                "The answers are the survey’s words. Figures were read from them: the table “facts” quotes, for each, "
                "the answer and its column, and says what it covers and whether it is approximate or was calculated."
            ),
            tr("Answers carried over from an earlier edition keep its year."),
            tr("Respondents and names of persons are left out."),
        ]
    )


def _keywords(*, is_open: bool) -> tuple[str, ...]:
    words = (
        tr("regional data committee"),
        "CTD",
        tr("data governance"),
        tr("data infrastructure"),
        tr("regions"),
        "CNIG",
        tr("data platforms"),
    )
    # French portals take this word for an open licence.
    return (*words, tr("open data")) if is_open else words


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, text.split(SOURCE_SEPARATOR)) if part)


def _terms(licences: str, licence: Licence | None) -> tuple[str, ...]:
    """Return the terms of the sources; a licence of the whole takes the place of those that are not stated."""
    return tuple(part for part in _parts(licences) if not (licence and UNSTATED in part))


def _interviews(edition: str) -> tuple[date, date] | None:
    period = interview_period(edition)
    if period is None:
        return None
    last_day = monthrange(*period.last)[1]
    return date(*period.first, 1), date(*period.last, last_day)


def _files(tables: OpenTables) -> tuple[PublishedFile, ...]:
    return (
        PublishedFile(GEOJSON, tr("Regions with their boundaries"), "GeoJSON", "RFC 7946", "application/geo+json"),
        *(PublishedFile(table.file, table.title, "CSV", "RFC 4180", "text/csv") for table in tables.tables),
        PublishedFile(DESCRIPTOR, tr("Data package: schemas of all tables"), "JSON", "RFC 8259", "application/json"),
    )
