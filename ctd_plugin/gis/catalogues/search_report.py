"""The data sets that a search found and the catalogues that failed, as `ctd:searchcatalogues` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ...catalogues.http.exchange import CatalogueError, FailureReason, failure_labels
from ...catalogues.http.urls import without_credentials
from ...catalogues.merging import FoundRecord
from ...catalogues.plan import Catalogue
from ...i18n import tr
from .search import CatalogueSearch, SearchState

COLUMNS = (
    "platform_id",
    "region_code",
    "record_id",
    "title",
    "abstract",
    "organisation",
    "modified",
    "link_kind",
    "url",
    "layer_name",
    "format",
    "licence",
    "landing_page",
)


def public_address(catalogue: Catalogue) -> str:
    """Return a catalogue's address without what a user's own list may hold of names and passwords."""
    parts, _ = without_credentials(urlsplit(catalogue.url))
    return parts.geturl()


def rows(found: FoundRecord, catalogue: Catalogue) -> Iterator[list[str]]:
    """Yield the rows of a data set in the order of COLUMNS: one a link, or one without."""
    record = found.record
    about = [catalogue.platform_id, found.region, record.id, record.title, record.abstract, record.organisation]
    for link in record.links or (None,):
        place = [link.kind.value, link.url, link.layer, link.format] if link else [""] * 4
        yield [*about, record.modified, *place, record.licence, record.landing_page]


def incomplete_catalogues(search: CatalogueSearch) -> Iterator[dict[str, object]]:
    """Yield an entry for each catalogue whose results are not complete; `trouble` is empty where it answered.

    None stands for what a catalogue does not say.
    """
    for identifier, state in search.states.items():
        catalogue = search.catalogues[identifier]
        not_fetched = None if state.matched is None else max(0, state.matched - state.received)
        reason: FailureReason | str = ""
        message = ""
        if state.status is SearchState.FAILED:
            reason = state.error.reason if isinstance(state.error, CatalogueError) else FailureReason.UNREADABLE
            message = str(state.error)
        elif state.status is not SearchState.ANSWERED:
            reason, message = FailureReason.CANCELLED, failure_labels()[FailureReason.CANCELLED]
        elif state.unread or not_fetched or state.has_more:
            message = tr("incomplete response")
        else:
            continue
        yield {
            "platform_id": catalogue.platform_id,
            "region_code": catalogue.region,
            "url": public_address(catalogue),
            "protocol": catalogue.protocol.value,
            "trouble": str(reason),
            "message": message,
            "seconds": round(state.seconds, 3),
            "records": state.records,
            "matched": state.matched,
            "unread": state.unread,
            "left_out": state.left_out,
            "elsewhere": state.elsewhere,
            "not_fetched": not_fetched,
        }
