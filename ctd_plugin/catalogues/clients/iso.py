"""Reader of ISO 19139 (`gmd:`) and ISO 19115-3 (`mdb:`) records, by local names: the trees differ in namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ...text import EMAIL, unaccented
from ..http.bbox import combined_extent, extent_from_texts
from ..http.html_text import bounded_line, plain_text
from ..http.xml_elements import local_name, text_content
from ..records import Extent, LinkKind, Record
from ..services.link_types import distinct_links
from .online_resource import Resource, iso_date, landing_page, read_link
from .record_pages import MOST_LINKS, NoDataError, check_type

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HREF = "{http://www.w3.org/1999/xlink}href"
_LICENCE = re.compile(r"licen[cs]e|creative ?commons|\bcc[ -](by|0)|\bodbl\b|etalab|open ?data|domaine public")

_EMAIL_CHARACTERS = re.compile(r"[\w.+@-]+")
_LONGEST_EMAIL = 254
_MOST_PAIRS = 10 * MOST_LINKS
_MOST_ELEMENTS = 1000
"""Constraints, boxes, e-mail addresses… that are read of one record."""
# Words, and beginnings of words, that distinguish the e-mail address of an office from a person's.
_OFFICE_WORDS = {*("sig", "geo", "data", "info", "dsi", "gis", "idg", "crige", "accueil", "mairie", "support", "aide")}
_OFFICE_PREFIXES = (
    *("contact", "geomat", "geoport", "geodat", "carto", "donnee", "opendata", "catalogue", "plateforme", "webmaster"),
    *("admin", "service", "cellule", "pole", "mission", "bureau", "secretariat", "observatoire", "communication"),
)


def read_record(root: Element, base: str) -> Record | None:
    """Return the record of an `MD_Metadata` element; None where it has neither identifier nor title.

    Raises NoDataError for a feature catalogue (ISO 19110), a template or a harvester.

    `modified` is the revision of the data, else the date of the record, else that of the publication. `contact` is
    the e-mail address of an office, never a person's. Relative URLs are resolved against `base`.
    """
    if local_name(root) == "FC_FeatureCatalogue":
        raise NoDataError
    levels = (
        code
        for path in ("hierarchyLevel", "metadataScope/MD_MetadataScope/resourceScope")
        for holder in _find_all(root, path)
        for code in _find_all(holder, "MD_ScopeCode")
    )
    check_type(*(str(code.get("codeListValue") or code.text or "") for code in levels))
    identifications = [child for info in _find_all(root, "identificationInfo") for child in info.iterchildren("*")]
    identifier = _first_value(root, "fileIdentifier", "metadataIdentifier/MD_Identifier/code")
    title = _title(identifications)
    if not identifier and not title:
        return None
    parties = [*_parties(identifications, root)]
    online = (*_online_resources(root), *_connect_point_resources(identifications))
    found = [(resource.protocol, link) for resource in online if (link := read_link(resource, base))]
    return Record(
        id=identifier,
        title=title or identifier,
        abstract=next((plain_text(text) for item in identifications if (text := _first_value(item, "abstract"))), ""),
        organisation=next((name for party in parties if (name := _organisation(party))), ""),
        modified=_modified(identifications, root),
        licence=_licence(identifications),
        extent=_extent(identifications),
        links=distinct_links(link for _, link in found),
        landing_page=_metadata_page(root, base) or landing_page(found),
        contact=next((address for party in parties if (address := _office_email(party))), ""),
    )


def _find_all(element: Element, path: str) -> Iterator[Element]:
    """Yield the elements at a path of local names."""
    name, _, rest = path.partition("/")
    for child in element.iterchildren("{*}" + name):
        if rest:
            yield from _find_all(child, rest)
        else:
            yield child


def _outermost(element: Element, *names: str) -> Iterator[Element]:
    """Yield the first descendants of these names, none of them inside another, so that no text is read twice."""
    pending = [element.iterchildren("*")]
    count = 0
    while pending and count < _MOST_ELEMENTS:
        child = next(pending[-1], None)
        if child is None:
            pending.pop()
        elif local_name(child) in names:
            count += 1
            yield child
        else:
            pending.append(child.iterchildren("*"))


def _first_value(element: Element, *paths: str) -> str:
    return next((text for path in paths for found in _find_all(element, path) if (text := _property_value(found))), "")


def _property_value(holder: Element) -> str:
    """Return the value of a property: a string, anchor, URL, date… in the record's own language.

    Its translations (`PT_FreeText`) are read only where that is empty.
    """
    # Elements alone: an undeclared entity is a child too, without text.
    for child in holder.iterchildren("*"):
        if not local_name(child).startswith("PT_Free"):
            text = text_content(child).strip() or child.get(_HREF) or child.get("codeListValue") or ""
            if text:
                return str(text)
    localised = holder.iter("{*}LocalisedCharacterString", "{*}LocalisedURL")
    others = list(islice((element for element in localised if element.text), _MOST_ELEMENTS))
    others.sort(key=lambda element: not str(element.get("locale", "")).lower().startswith("#fr"))
    return str(others[0].text if others else holder.text or "").strip()


def _title(identifications: list[Element]) -> str:
    paths = ("citation/CI_Citation/title", "citation/CI_Citation/alternateTitle")
    return bounded_line(
        next((plain_text(text) for item in identifications if (text := _first_value(item, *paths))), "")
    )


def _parties(identifications: list[Element], root: Element) -> Iterator[Element]:
    for identification in identifications:
        yield from _find_all(identification, "pointOfContact")
    yield from _find_all(root, "contact")
    yield from _find_all(root, "distributionInfo/MD_Distribution/distributor/MD_Distributor/distributorContact")


def _organisation(party: Element) -> str:
    paths = ("CI_ResponsibleParty/organisationName", "CI_Responsibility/party/CI_Organisation/name")
    return bounded_line(plain_text(_first_value(party, *paths)))


def _office_email(party: Element) -> str:
    """Return the first e-mail address of a party that names a function or the office, and no person."""
    person = {
        word
        for element in _outermost(party, "individualName", "CI_Individual")
        for word in _words(
            _property_value(element) if local_name(element) == "individualName" else _first_value(element, "name")
        )
    }
    own = {word for word in _words(_organisation(party)) if len(word) > 2}
    for element in _outermost(party, "electronicMailAddress"):
        for address in _emails(_property_value(element)):
            local, _, domain = address.rpartition("@")
            words = set(_words(local))
            is_office = any(word in _OFFICE_WORDS or word.startswith(_OFFICE_PREFIXES) for word in words)
            is_office |= bool(words & (own | set(_words(domain))))
            if is_office and not words & person:
                return address
    return ""


def _emails(text: str) -> Iterator[str]:
    for run in _EMAIL_CHARACTERS.findall(text):
        if len(run) <= _LONGEST_EMAIL:
            yield from EMAIL.findall(run)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", unaccented(text))


def _modified(identifications: list[Element], root: Element) -> str:
    dates = [date for item in identifications for date in _dates(item, "citation/CI_Citation/date/CI_Date")]
    of_record = [("", iso_date(text)) for text in [_first_value(root, "dateStamp")] if text]
    of_record += _dates(root, "dateInfo/CI_Date")
    choices = [[day for kind, day in dates if kind == "revision"], [day for _, day in of_record], [d for _, d in dates]]
    return next((max(days) for days in choices if days), "")


def _dates(element: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the type of each date (creation, publication, revision) and its day."""
    for date in _find_all(element, path):
        if day := _first_value(date, "date"):
            kinds = (
                code.get("codeListValue") or code.text or "" for code in _find_all(date, "dateType/CI_DateTypeCode")
            )
            yield next(kinds, "").strip(), iso_date(day)


def _licence(identifications: list[Element]) -> str:
    """Return the first constraint that names a licence, else the first constraint."""
    texts = [
        (bounded_line(plain_text(_property_value(element))), _hrefs(element))
        for item in identifications
        for constraints in islice(_find_all(item, "resourceConstraints"), _MOST_ELEMENTS)
        for element in _outermost(constraints, "useLimitation", "otherConstraints", "title")
    ]
    licences = [text or address for text, address in texts if _LICENCE.search(unaccented(f"{text} {address}"))]
    return next(iter([*licences, *(text for text, _ in texts if text)]), "")


def _hrefs(element: Element) -> str:
    inside = islice(element.iter("*"), _MOST_ELEMENTS)
    return bounded_line(
        " ".join(value for one in inside for name, value in one.items() if name.rpartition("}")[2] == "href")
    )


def _extent(identifications: list[Element]) -> Extent | None:
    """Return the extent around all valid bounding boxes."""
    sides = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")
    boxes = [
        extent_from_texts([_first_value(element, side) for side in sides])
        for item in identifications
        for element in _outermost(item, "EX_GeographicBoundingBox")
    ]
    return combined_extent([box for box in boxes if box])


def _online_resources(root: Element) -> Iterator[Resource]:
    """Yield the online resources of all transfer options, those of distributors too."""
    options = "MD_DigitalTransferOptions/onLine/CI_OnlineResource"
    for distribution in _find_all(root, "distributionInfo/MD_Distribution"):
        for path in (f"transferOptions/{options}", f"distributor/MD_Distributor/distributorTransferOptions/{options}"):
            yield from map(_resource, _find_all(distribution, path))


def _resource(element: Element) -> Resource:
    mime = next((str(name.get("type", "")) for name in element.iter("{*}MimeFileType")), "")
    protocol, address, name, description = (
        _first_value(element, part) for part in ("protocol", "linkage", "name", "description")
    )
    return Resource(protocol, address, name, description, mime)


def _connect_point_resources(identifications: list[Element]) -> Iterator[Resource]:
    """Yield the connect points of services, once for each coupled layer; no pair twice."""
    for service in identifications:
        coupled = _find_all(service, "coupledResource/SV_CoupledResource")
        layers = list(
            dict.fromkeys(name for item in coupled if (name := _first_value(item, "scopedName") or _scoped_name(item)))
        )
        paths = _find_all(service, "containsOperations/SV_OperationMetadata/connectPoint/CI_OnlineResource")
        points = list(dict.fromkeys(map(_resource, paths)))
        kind = _first_value(service, "serviceType")
        # Thousands of both would make millions of pairs.
        for point in points[: max(1, _MOST_PAIRS // max(1, len(layers)))]:
            for layer in layers or [""]:
                yield point._replace(protocol=point.protocol or kind, name=layer)


def _scoped_name(coupled: Element) -> str:
    # In ISO 19139 the element holds its text directly.
    return next((name.text.strip() for name in coupled.iterchildren("{*}ScopedName") if name.text), "")


def _metadata_page(root: Element, base: str) -> str:
    """Return the URL of the page about the record itself, an element of ISO 19115-3."""
    for resource in _find_all(root, "metadataLinkage/CI_OnlineResource"):
        link = read_link(_resource(resource), base)
        if link and link.kind is LinkKind.PAGE:
            return link.url
    return ""
