"""The texts of records, links and catalogues in the search tab; as HTML where a name says so, with texts escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from ...catalogues.clients import filters_extent
from ...catalogues.http.exchange import CatalogueError
from ...catalogues.merging import FoundRecord
from ...catalogues.plan import Catalogue
from ...catalogues.records import Link, LinkKind, Record
from ...dates import short_date
from ...gis.catalogues.search import CatalogueSearch, CatalogueState, SearchState
from ...i18n import number, plural, titled, tr
from ...text import listed, one_line, truncated
from .region_state import RegionState

SEPARATOR = "\u00a0· "
"""Between two pieces of a line, which breaks after it and not before."""

_TITLE_LENGTH = 100
_NAME_LENGTH = 80
_WORDS_LENGTH = 60
_UNAUTHORIZED = "401"


def kind_name(link: Link) -> str:
    """Return the kind of a link, such as "WFS"."""
    if link.kind is LinkKind.FILE:
        return link.format.upper() or tr("file")
    return {
        LinkKind.WMS: "WMS",
        LinkKind.WFS: "WFS",
        LinkKind.WMTS: "WMTS",
        LinkKind.TMS: "TMS",
        LinkKind.OGCAPI_FEATURES: "OGC API",
        LinkKind.ARCGIS: "ArcGIS",
        LinkKind.GEOJSON: "GeoJSON",
        LinkKind.PAGE: tr("page"),
    }[link.kind]


def record_title(record: Record) -> str:
    """Return a record's title on one line, cut where it is long."""
    return short(record.title, _TITLE_LENGTH) or tr("(no title)")


def record_html(
    found: FoundRecord, names: Mapping[str, str], since: datetime | None, *, within_extent: bool = False
) -> str:
    """Return a record's entry: title, who and when, kinds of link; `names` are those of the catalogues."""
    record = found.record
    about = [short(record.organisation, _NAME_LENGTH), day(record.modified)]
    about += [names[identifier] for identifier in found.catalogues if identifier in names]
    lines = [f"<b>{escape(record_title(record))}</b>", _joined(about)]
    lines.append(_joined(dict.fromkeys(kind_name(link) for link in record.links)) or escape(tr("no link")))
    if within_extent and record.extent is None:
        note = tr("extent unknown")
        lines[-1] += SEPARATOR + f"<i>{escape(note)}</i>"
    if since is not None:
        note = tr("from {date}, cached from an earlier search").format(date=short_date(since))
        lines.append(f"<i>{escape(note)}</i>")
    return "<br>".join(line for line in lines if line)


def link_html(link: Link, record: Record) -> str:
    """Return a link's entry: what it is, its name where it has one of its own, and the server that gives it."""
    notes = [urlsplit(link.url).hostname or "", *link_notes(link)]
    name = link_name(link, record, _TITLE_LENGTH)
    head = f"<b>{escape(kind_name(link))}</b>"
    return f"{head} {escape(name)}<br>{_joined(notes)}" if name else f"{head} {_joined(notes)}"


def link_name(link: Link, record: Record, length: int) -> str:
    """Return the name of a link on one line: its title where that is not the record's, else its layer."""
    return short(link.layer if link.title in ("", record.title) else link.title, length)


def link_notes(link: Link) -> list[str]:
    """Return what to know before a link is used."""
    notes = []
    if link.is_intranet:
        notes.append(tr("available only on the State’s internal network"))
    if link.credentials_removed:
        notes.append(tr("user name and password removed from the address"))
    return notes


def more_text(state: RegionState) -> tuple[str, str]:
    """Return how many records of a region have come, and the command for more of them."""
    counts = {"count": number(state.received), "total": number(state.matched or 0)}
    text = tr("{count} received") if state.matched is None else tr("{count} of {total}")
    return text.format(**counts), tr("searching…") if state.is_running else tr("load more")


def silent_text(catalogue: Catalogue, state: CatalogueState) -> tuple[str, str]:
    """Return why a catalogue gave no whole answer, and the command for another attempt."""
    command = tr("choose an authentication…") if wants_authentication(state) else tr("try again")
    return titled(short(catalogue.name, _NAME_LENGTH), state_text(state)), command


def wants_authentication(state: CatalogueState) -> bool:
    """Whether a catalogue asks who is there; one that only forbids may do so to everybody."""
    return isinstance(state.error, CatalogueError) and state.error.detail == _UNAUTHORIZED


def state_text(state: CatalogueState) -> str:
    """Return the state of a catalogue as the end of a sentence that begins with its name."""
    if state.status is SearchState.WAITING:
        text = tr("waiting")
    elif state.status is SearchState.RUNNING:
        text = tr("searching…")
    elif state.status is SearchState.CANCELLED:
        text = tr("cancelled")
    elif state.status is SearchState.FAILED:
        text = str(state.error)
    else:
        text = _answered(state)
    if state.status is not SearchState.ANSWERED and state.records:
        text += SEPARATOR + _answered(state)
    for count in _omission_counts(state.elsewhere, state.left_out, state.unread):
        text += SEPARATOR + count
    return text


def _answered(state: CatalogueState) -> str:
    if not state.records and not state.matched:
        return tr("no results")
    if state.matched is None:
        text = plural(state.records, tr("{count} record received"), tr("{count} records received"))
        return text.format(count=number(state.records))
    return tr("{count} of {matched} records received").format(
        count=number(state.records), matched=number(state.matched)
    )


def search_message(search: CatalogueSearch | None, count: int, shown: int) -> str:
    """Return the result of a search, or what to do: `count` data sets, `shown` with the kinds of link wanted."""
    if search is None:
        return tr(
            "Enter words and press Enter: all regional catalogues are searched at once. No request is sent before."
        )
    lines = [_found_text(search, count, shown) if count else _empty_message(search), *_omissions(search)]
    return "\n".join(lines)


def _found_text(search: CatalogueSearch, count: int, shown: int) -> str:
    if not shown:
        text = plural(
            count,
            tr("{count} dataset found, without a link of this type: show all types."),
            tr("{count} datasets found, without a link of this type: show all types."),
        )
        return text.format(count=number(count))
    if search.words:
        text = plural(count, tr("{count} dataset"), tr("{count} datasets"))
    else:
        text = plural(count, tr("{count} dataset, newest first"), tr("{count} datasets, newest first"))
    text = text.format(count=number(count))
    if shown < count:
        text += SEPARATOR + tr("{count} with links of this type").format(count=number(shown))
    if not search.is_running and not any(state.records for state in search.states.values()):
        text += SEPARATOR + tr("no catalogue answers; results from earlier searches")
    return text


def _empty_message(search: CatalogueSearch) -> str:
    words = short(search.words, _WORDS_LENGTH)
    statuses = [state.status for state in search.states.values()]
    if search.is_running:
        text = tr("Searching for “{words}”…") if words else tr("Looking for the newest datasets…")
        return text.format(words=words)
    if SearchState.ANSWERED in statuses:
        text = tr("No results for “{words}”: try fewer or other words, or more regions.")
        return text.format(words=words) if words else tr("No datasets here: choose more regions or another extent.")
    if SearchState.CANCELLED in statuses:
        return tr("Search cancelled before any response.")
    return tr("No catalogue answers: check the network. The list gives the reasons.")


def _omissions(search: CatalogueSearch) -> Iterator[str]:
    """Yield what catalogues sent that is not listed, and which of them could not search within the extent."""
    states = search.states.values()
    counts = _omission_counts(
        sum(state.elsewhere for state in states),
        sum(state.left_out for state in states),
        sum(state.unread for state in states),
    )
    if counts:
        yield titled(tr("Left out"), SEPARATOR.join(counts))
    names = [catalogue.name for catalogue in search.catalogues.values() if cannot_filter_extent(catalogue)]
    if names:
        text = tr("Not searched by extent: {names} (datasets of unknown extent included)")
        yield text.format(names=listed(names, most=3))


def _omission_counts(elsewhere: int, left_out: int, unread: int) -> list[str]:
    """Return how many records are not listed for each reason."""
    pairs = (
        (elsewhere, tr("{count} outside the extent"), tr("{count} outside the extent")),
        (left_out, tr("{count} record without data"), tr("{count} records without data")),
        (unread, tr("{count} record unreadable"), tr("{count} records unreadable")),
    )
    return [plural(count, one, many).format(count=number(count)) for count, one, many in pairs if count]


def cannot_filter_extent(catalogue: Catalogue) -> bool:
    """Whether a catalogue is searched within an extent and cannot be asked for it."""
    return catalogue.extent is not None and not filters_extent(catalogue.protocol, catalogue.url)


def day(date: str) -> str:
    """Return the day of an ISO date or time as the current language writes it; other texts as they are."""
    try:
        return short_date(datetime.fromisoformat(date[:10]))
    except ValueError:
        return short(date, _NAME_LENGTH)


def short(text: str, length: int) -> str:
    """Return a text on one line, cut where it is longer."""
    return truncated(one_line(text), length)


def _joined(texts: Iterable[str]) -> str:
    return SEPARATOR.join(escape(text) for text in texts if text)
