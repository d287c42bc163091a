"""The metadata of a data package as DCAT-AP in JSON-LD, for open-data portals."""

from __future__ import annotations

from typing import Any

from .publication import NamedExtent, Publication, PublishedFile

DCAT = "dcat.jsonld"

_AUTHORITY = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FILE_TYPES = {"CSV": "CSV", "GeoJSON": "GEOJSON", "JSON": "JSON"}


def dcat_of(publication: Publication) -> dict[str, Any]:
    """Return the data set and its files; where it is not known where they will be put, their addresses are relative."""
    one: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": publication.urn,
        "@type": "dcat:Dataset",
        "dct:identifier": str(publication.identifier),
        "dct:title": _spoken(publication.title, publication),
        "dct:description": _spoken(publication.abstract, publication),
        "dct:created": _day(publication.made_on.isoformat()),
        "dct:modified": _day(publication.made_on.isoformat()),
        "dct:language": _authority("language", "FRA"),
        "dct:accrualPeriodicity": _authority("frequency", "IRREG"),
        "dct:accessRights": _authority("access-right", "PUBLIC"),
        "dct:provenance": {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _spoken(publication.lineage, publication),
        },
        "dcat:keyword": [_spoken(word, publication) for word in publication.keywords],
        "dcat:theme": [_authority("data-theme", "GOVE"), _authority("data-theme", "REGI")],
        "dcat:version": publication.edition,
        "dct:spatial": [_authority("country", "FRA"), *map(_place, publication.boxes)],
        "dcat:distribution": [_distribution(file, publication) for file in publication.files],
    }
    if publication.organisation:
        one["dct:publisher"] = {"@type": "foaf:Agent", "foaf:name": publication.organisation}
    if publication.contact:
        one["dcat:contactPoint"] = {
            "@type": "vcard:Organization",
            "vcard:fn": publication.organisation or publication.contact,
            "vcard:hasEmail": {"@id": f"mailto:{publication.contact}"},
        }
    if publication.period:
        first, last = publication.period
        one["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(first.isoformat()),
            "dcat:endDate": _day(last.isoformat()),
        }
    return one


def _distribution(file: PublishedFile, publication: Publication) -> dict[str, Any]:
    address = {"@id": publication.url(file.name) or file.name}
    one: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:title": _spoken(file.title, publication),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{file.media_type}"},
        "dct:format": _authority("file-type", _FILE_TYPES[file.format]),
    }
    if publication.licence:
        one["dct:license"] = {"@id": publication.licence.address}
    if publication.terms:
        one["dct:rights"] = {
            "@type": "dct:RightsStatement",
            "rdfs:label": [_spoken(term, publication) for term in publication.terms],
        }
    return one


def _place(box: NamedExtent) -> dict[str, Any]:
    corners = [(box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north)]
    ring = ", ".join(f"{x:.4f} {y:.4f}" for x, y in (*corners, corners[0]))
    return {
        "@type": "dct:Location",
        "rdfs:label": box.name,
        "dcat:bbox": {"@type": "geo:wktLiteral", "@value": f"POLYGON(({ring}))"},
    }


def _authority(table: str, code: str) -> dict[str, str]:
    return {"@id": f"{_AUTHORITY}/{table}/{code}"}


def _day(text: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": text}


def _spoken(text: str, publication: Publication) -> dict[str, str]:
    return {"@language": publication.language, "@value": text}
