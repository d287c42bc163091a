"""How records, links and catalogues are written in the search tab; all of it as HTML whose texts are escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from ...catalogues.merging import FoundRecord
from ...catalogues.records import Link, LinkKind, Record
from ...gis.catalogues.search import CatalogueSearch, CatalogueState, SearchState
from ...i18n import number, plural, tr
from ...text import one_line, truncated

SEPARATOR = "\u00a0· "
"""Between two pieces of a line, which breaks after it and not before."""

_TITLE_LENGTH = 100
_NAME_LENGTH = 80
_ABSTRACT_LENGTH = 600
_WORDS_LENGTH = 60


def kind_name(link: Link) -> str:
    """Return what a link leads to, as people of the field write it."""
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
    return short(record.title, _TITLE_LENGTH) or tr("(no title)")


def record_html(found: FoundRecord, names: Mapping[str, str], since: datetime | None) -> str:
    """Return a record's entry: title, who and when, kinds of link; `names` are those of the catalogues."""
    record = found.record
    about = [short(record.organisation, _NAME_LENGTH), day(record.modified)]
    about += [names[identifier] for identifier in found.catalogues if identifier in names]
    lines = [f"<b>{escape(record_title(record))}</b>", _joined(about)]
    lines.append(_joined(dict.fromkeys(kind_name(link) for link in record.links)) or escape(tr("no link")))
    if since is not None:
        lines.append(f"<i>{escape(remembered(since))}</i>")
    return "<br>".join(line for line in lines if line)


def link_html(link: Link, record: Record) -> str:
    """Return a link's entry: what it is, its name where it has one of its own, and the server that gives it."""
    notes = [urlsplit(link.url).hostname or ""]
    if link.is_intranet:
        notes.append(tr("answers inside the State’s network only"))
    if link.credentials_removed:
        notes.append(tr("a user name and password were removed from the address"))
    name = short(link.layer if link.title in ("", record.title) else link.title, _TITLE_LENGTH)
    head = f"<b>{escape(kind_name(link))}</b>"
    return f"{head} {escape(name)}<br>{_joined(notes)}" if name else f"{head} {_joined(notes)}"


def record_hint(record: Record) -> str:
    """Return a tooltip: the title where its entry cuts it, the abstract and the licence."""
    title = " ".join(record.title.split())
    texts = ["" if title == record_title(record) else title, short(record.abstract, _ABSTRACT_LENGTH)]
    if record.licence:
        texts.append(tr("Licence: {licence}").format(licence=short(record.licence, _TITLE_LENGTH)))
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def state_text(state: CatalogueState) -> str:
    """Return what became of a catalogue, in the words of a sentence about it."""
    if state.standing is SearchState.WAITING:
        said = tr("waiting")
    elif state.standing is SearchState.ASKED:
        said = tr("asked…")
    elif state.standing is SearchState.CANCELLED:
        said = tr("cancelled")
    elif state.standing is SearchState.FAILED:
        said = str(state.error)
    else:
        said = _answered(state)
    if state.standing is not SearchState.ANSWERED and state.records:
        said += SEPARATOR + _answered(state)
    if state.unread:
        unread = plural(state.unread, tr("{count} record unreadable"), tr("{count} records unreadable"))
        said += SEPARATOR + unread.format(count=number(state.unread))
    return said


def _answered(state: CatalogueState) -> str:
    if not state.records and not state.matched:
        return tr("answered, nothing found")
    if state.matched is None:
        text = plural(state.records, tr("answered {count} record"), tr("answered {count} records"))
        return text.format(count=number(state.records))
    return tr("answered {count} of {matched}").format(count=number(state.records), matched=number(state.matched))


def outcome(search: CatalogueSearch | None, count: int, shown: int) -> str:
    """Return what has come of a search, or what to do: `count` data sets, of which `shown` have the links wanted."""
    if search is None:
        return tr("Type words and press Enter: the regions’ catalogues are asked all at once. Nothing is sent before.")
    if not count:
        return _nothing_yet(search)
    if not shown:
        text = plural(
            count,
            tr("The {count} data set found has no link of this kind: show all kinds."),
            tr("None of the {count} data sets found has a link of this kind: show all kinds."),
        )
        return text.format(count=number(count))
    text = plural(count, tr("{count} data set"), tr("{count} data sets")).format(count=number(count))
    if shown < count:
        text += SEPARATOR + tr("{count} with such links").format(count=number(shown))
    if not search.is_under_way and not any(state.records for state in search.states.values()):
        text += SEPARATOR + tr("no catalogue answers, these are from earlier searches")
    return text


def _nothing_yet(search: CatalogueSearch) -> str:
    words = short(search.words, _WORDS_LENGTH)
    standings = [state.standing for state in search.states.values()]
    if search.is_under_way:
        return tr("Asking for “{words}”…").format(words=words)
    if SearchState.ANSWERED in standings:
        return tr("Nothing found for “{words}”: try fewer or other words, or more regions.").format(words=words)
    if SearchState.CANCELLED in standings:
        return tr("The search was cancelled before a catalogue answered.")
    return tr("No catalogue answers: check the network, or read below why.")


def remembered(since: datetime) -> str:
    """Return the note on what an earlier search gave."""
    return tr("from {date}, kept from an earlier search").format(date=since.strftime("%d/%m/%Y"))


def day(date: str) -> str:
    """Return the day of an ISO date as it is written in France; other texts as they are."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", date)
    return f"{match[3]}/{match[2]}/{match[1]}" if match else short(date, _NAME_LENGTH)


def short(text: str, length: int) -> str:
    """Return a text on one line, cut where it is longer."""
    return truncated(one_line(text), length)


def _joined(texts: Iterable[str]) -> str:
    return SEPARATOR.join(escape(text) for text in texts if text)
