"""Links, landing pages and dates of metadata records in XML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..http.html_text import bounded_line, plain_text
from ..records import Link, LinkKind
from ..services.link_types import link_from_url


class Resource(NamedTuple):
    """An online resource of a record; `media_type` is "" where it is not stated."""

    protocol: str
    address: str
    name: str
    description: str
    media_type: str = ""


def read_link(resource: Resource, base: str) -> Link | None:
    """Return the link of an online resource; None where it has no web URL."""
    name = bounded_line(plain_text(resource.name))
    title = bounded_line(plain_text(resource.description).partition("\n")[0]) or name
    protocol, media_type = bounded_line(resource.protocol), bounded_line(resource.media_type)
    # A single word is no relative URL, but the name of a record or a remark.
    start = base if "/" in resource.address else ""
    return link_from_url(resource.address, protocol=protocol, name=name, title=title, format=media_type, base=start)


def landing_page(found: Iterable[tuple[str, Link]]) -> str:
    """Return the URL of a record's own page, else of its first page; `found` are pairs of protocol and link."""
    pages = [(protocol.lower(), link.url) for protocol, link in found if link.kind is LinkKind.PAGE]
    own = [url for protocol, url in pages if "metadata" in protocol]
    return next(iter([*own, *(url for protocol, url in pages if not protocol.startswith("ogc"))]), "")


def iso_date(text: str) -> str:
    """Return the ISO day, month or year that a text begins with, else the first 30 characters of the text."""
    match = re.match(r"\d{4}(-\d\d(-\d\d)?)?(?![\d-])", text)
    return match[0] if match else text[:30]
