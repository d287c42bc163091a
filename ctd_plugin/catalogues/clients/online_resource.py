"""What records of metadata have in common, whatever they are written in: links, pages and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..http.html_text import bounded_line, plain_text
from ..records import Link, LinkKind
from ..services.link_types import link_from_url


class Resource(NamedTuple):
    """An address in a record, and what is said of it; `form` is a media type."""

    protocol: str
    address: str
    name: str
    description: str
    form: str = ""


def read_link(resource: Resource, base: str) -> Link | None:
    """Return the link that an online resource is; None where it leads nowhere."""
    name = bounded_line(plain_text(resource.name))
    title = bounded_line(plain_text(resource.description).partition("\n")[0]) or name
    protocol, form = bounded_line(resource.protocol), bounded_line(resource.form)
    # A word alone is no relative address, but the name of a record or a remark.
    start = base if "/" in resource.address else ""
    return link_from_url(resource.address, protocol=protocol, name=name, title=title, format=form, base=start)


def landing_page(found: Iterable[tuple[str, Link]]) -> str:
    """Return the page that a record names as its own, else its first page; each link comes with its protocol."""
    pages = [(protocol.lower(), link.url) for protocol, link in found if link.kind is LinkKind.PAGE]
    own = [url for protocol, url in pages if "metadata" in protocol]
    return next(iter([*own, *(url for protocol, url in pages if not protocol.startswith("ogc"))]), "")


def iso_date(text: str) -> str:
    """Return the day, month or year that a text begins with as ISO writes it; else the text, shortened."""
    match = re.match(r"\d{4}(-\d\d(-\d\d)?)?(?![\d-])", text)
    return match[0] if match else text[:30]
