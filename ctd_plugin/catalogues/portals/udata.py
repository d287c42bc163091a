"""Reader of the data sets of udata, the software of data.gouv.fr."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..clients.record_pages import read_one
from ..http.bbox import extent_from_geojson
from ..http.exchange import Conversation, Request
from ..http.json_values import (
    as_date,
    as_list,
    as_object,
    as_plain_text,
    as_text,
    first_text,
    page_url,
    read_json_object,
)
from ..records import Link, Record
from ..services.link_types import distinct_links, links_from_url


def request_dataset(site: str, name: str) -> Conversation[Record]:
    """Request one data set by the name in its page's address, or its identifier."""
    response = yield Request(f"{site}/api/1/datasets/{quote(name, safe='')}/", accept="application/json")
    return read_one(read_json_object(response), lambda dataset: _read_dataset(dataset, site))


def _read_dataset(dataset: dict[str, Any], site: str) -> Record | None:
    name = first_text(dataset.get("id"), dataset.get("slug"))
    if not name:
        return None
    owner = as_object(dataset.get("owner"))
    contacts = map(as_object, as_list(dataset.get("contact_points")))
    landing_page = page_url(dataset.get("page"), site)
    return Record(
        id=name,
        title=as_text(dataset.get("title")) or name,
        abstract=as_plain_text(dataset.get("description")),
        organisation=first_text(as_object(dataset.get("organization")).get("name"), owner.get("last_name")),
        modified=first_text(*(as_date(dataset.get(key)) for key in ("last_update", "last_modified"))),
        licence=first_text(dataset.get("license")),
        extent=extent_from_geojson(as_object(dataset.get("spatial")).get("geom")),
        links=distinct_links(_links(dataset, landing_page)),
        landing_page=landing_page,
        contact=first_text(*(contact.get("email") for contact in contacts)),
    )


def _links(dataset: dict[str, Any], base: str) -> Iterator[Link]:
    for resource in map(as_object, as_list(dataset.get("resources"))):
        yield from links_from_url(
            first_text(resource.get("url"), resource.get("latest")),
            title=first_text(resource.get("title"), resource.get("description")),
            format=first_text(resource.get("format"), resource.get("mime")),
            base=base,
        )
