"""Reader of Dublin Core records (`csw:Record`), which every CSW has."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ..http.bbox import combined_extent, extent_from_bbox
from ..http.html_text import bounded_line, plain_text
from ..http.xml_elements import text_content
from ..records import Extent, Record
from ..services.link_types import distinct_links
from .online_resource import Resource, iso_date, landing_page, read_link
from .record_pages import MOST_LINKS, check_type

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def read_record(root: Element, base: str) -> Record | None:
    """Return the record of a `csw:Record` element; None where it has neither identifier nor title."""
    identifier, title = _first_text(root, "identifier"), bounded_line(plain_text(_first_text(root, "title")))
    if not identifier and not title:
        return None
    check_type(*map(_text, islice(root.iterchildren("{*}type"), MOST_LINKS)))
    resources = [_resource(element) for name in ("URI", "references") for element in root.iterchildren("{*}" + name)]
    found = [(resource.protocol, link) for resource in resources if (link := read_link(resource, base))]
    return Record(
        id=identifier,
        title=title or identifier,
        abstract=plain_text(_first_text(root, "abstract", "description")),
        organisation=bounded_line(plain_text(_first_text(root, "publisher", "creator"))),
        modified=iso_date(_first_text(root, "modified", "date", "issued")),
        licence=bounded_line(plain_text(_first_text(root, "license", "rights", "accessRights"))),
        extent=combined_extent([box for element in root.iterchildren("{*}BoundingBox") if (box := _extent(element))]),
        links=distinct_links(link for _, link in found),
        landing_page=landing_page(found),
    )


def _resource(element: Element) -> Resource:
    protocol = element.get("protocol") or element.get("scheme") or ""
    return Resource(protocol, _text(element), element.get("name") or "", element.get("description") or "")


def _text(element: Element) -> str:
    return text_content(element).strip()


def _first_text(root: Element, *names: str) -> str:
    elements = (element for name in names for element in root.iterchildren("{*}" + name))
    return next(filter(None, map(_text, elements)), "")


def _extent(element: Element) -> Extent | None:
    """Return the extent of an `ows:BoundingBox`, its corners in any order: GeoNetwork's lower one is the eastern."""
    try:
        (x_one, y_one), (x_two, y_two) = (
            map(float, bounded_line(_first_text(element, corner)).split()[:2])
            for corner in ("LowerCorner", "UpperCorner")
        )
    except ValueError:
        return None
    # A URN or URL of EPSG:4326 means latitudes first; GeoNetwork's other systems are those of the data, not the box.
    crs = element.get("crs") or ""
    has_latitudes_first = crs.endswith("/4326") or ("urn:" in crs and crs.endswith(":4326"))
    if has_latitudes_first and max(map(abs, (x_one, x_two))) <= 90:
        x_one, y_one, x_two, y_two = y_one, x_one, y_two, x_two
    return extent_from_bbox([min(x_one, x_two), min(y_one, y_two), max(x_one, x_two), max(y_one, y_two)])
