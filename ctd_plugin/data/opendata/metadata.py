"""The metadata of a data package in ISO 19139, profile of INSPIRE, as GeoNetwork and pycsw take them."""

from __future__ import annotations

from datetime import date

from ...i18n import tr
from .iso_elements import Element, anchor, citation, code, dated, document, element, keywords, language, party, text
from .publication import LICENCE_OUVERTE, NamedExtent, Publication, PublishedFile

METADATA = "metadata.xml"

_LANGUAGES = {"fr": "fre", "en": "eng"}
_SURVEY_LANGUAGE = "fre"
_TOPICS = ("boundaries", "society")
_INSPIRE = "http://inspire.ec.europa.eu"
_WGS_84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
_INTEROPERABILITY = "http://data.europa.eu/eli/reg/2010/1089"


def metadata_of(publication: Publication) -> bytes:
    """Return the record of a package as XML."""
    return document(
        element(
            "gmd:MD_Metadata",
            text("gmd:fileIdentifier", str(publication.identifier)),
            language(_LANGUAGES[publication.language]),
            code("gmd:characterSet", "MD_CharacterSetCode", "utf8"),
            code("gmd:hierarchyLevel", "MD_ScopeCode", "dataset"),
            party("gmd:contact", publication.organisation, publication.contact, "pointOfContact"),
            element("gmd:dateStamp", element("gco:Date", publication.today.isoformat())),
            text("gmd:metadataStandardName", "ISO 19115:2003/19139"),
            text("gmd:metadataStandardVersion", "1.0"),
            _reference_system(),
            element("gmd:identificationInfo", _identification(publication)),
            element("gmd:distributionInfo", _distribution(publication)),
            element("gmd:dataQualityInfo", _quality(publication)),
        )
    )


def _reference_system() -> Element:
    identifier = element(
        "gmd:RS_Identifier", anchor("gmd:code", "WGS 84 (EPSG:4326)", _WGS_84), text("gmd:codeSpace", "EPSG")
    )
    return element(
        "gmd:referenceSystemInfo",
        element("gmd:MD_ReferenceSystem", element("gmd:referenceSystemIdentifier", identifier)),
    )


def _identification(publication: Publication) -> Element:
    cited = citation(
        text("gmd:title", publication.title),
        dated(publication.made_on, "creation"),
        text("gmd:edition", publication.edition),
        element("gmd:identifier", element("gmd:MD_Identifier", text("gmd:code", publication.urn))),
    )
    return element(
        "gmd:MD_DataIdentification",
        element("gmd:citation", cited),
        text("gmd:abstract", publication.abstract),
        text("gmd:purpose", publication.purpose),
        code("gmd:status", "MD_ProgressCode", "completed"),
        party("gmd:pointOfContact", publication.organisation, publication.contact, "publisher"),
        _maintenance(),
        *_all_keywords(publication),
        _access_constraints(),
        _use_constraints(publication),
        code("gmd:spatialRepresentationType", "MD_SpatialRepresentationTypeCode", "vector"),
        _resolution(publication.resolution) if publication.resolution else None,
        language(_SURVEY_LANGUAGE),
        code("gmd:characterSet", "MD_CharacterSetCode", "utf8"),
        *(element("gmd:topicCategory", element("gmd:MD_TopicCategoryCode", topic)) for topic in _TOPICS),
        *(element("gmd:extent", _extent(box)) for box in publication.boxes),
        element("gmd:extent", _temporal_extent(*publication.period)) if publication.period else None,
    )


def _maintenance() -> Element:
    return element(
        "gmd:resourceMaintenance",
        element(
            "gmd:MD_MaintenanceInformation",
            code("gmd:maintenanceAndUpdateFrequency", "MD_MaintenanceFrequencyCode", "irregular"),
        ),
    )


def _all_keywords(publication: Publication) -> list[Element]:
    theme = citation(
        text("gmd:title", "GEMET - INSPIRE themes, version 1.0"),
        dated(date(2008, 6, 1), "publication"),
        element(
            "gmd:identifier",
            element("gmd:MD_Identifier", anchor("gmd:code", tr("INSPIRE theme register"), f"{_INSPIRE}/theme")),
        ),
    )
    scope = citation(
        anchor("gmd:title", "Spatial scope", f"{_INSPIRE}/metadata-codelist/SpatialScope"),
        dated(date(2019, 5, 22), "publication"),
    )
    national = anchor("gmd:keyword", "National", f"{_INSPIRE}/metadata-codelist/SpatialScope/national")
    return [
        keywords([anchor("gmd:keyword", tr("Administrative units"), f"{_INSPIRE}/theme/au")], "theme", theme),
        keywords([national], "theme", scope),
        keywords([text("gmd:keyword", word) for word in publication.keywords], "theme"),
    ]


def _access_constraints() -> Element:
    limits = f"{_INSPIRE}/metadata-codelist/LimitationsOnPublicAccess/noLimitations"
    return element(
        "gmd:resourceConstraints",
        element(
            "gmd:MD_LegalConstraints",
            code("gmd:accessConstraints", "MD_RestrictionCode", "otherRestrictions"),
            anchor("gmd:otherConstraints", tr("No limitations to public access"), limits),
        ),
    )


def _use_constraints(publication: Publication) -> Element:
    licence = publication.licence
    terms = [anchor("gmd:otherConstraints", licence.title, licence.address)] if licence else []
    for term in publication.terms:
        is_known = LICENCE_OUVERTE.title in term and not licence
        terms.append(
            anchor("gmd:otherConstraints", term, LICENCE_OUVERTE.address)
            if is_known
            else text("gmd:otherConstraints", term)
        )
    if not terms:
        unknown = f"{_INSPIRE}/metadata-codelist/ConditionsApplyingToAccessAndUse/conditionsUnknown"
        terms = [anchor("gmd:otherConstraints", tr("Conditions unknown"), unknown)]
    return element(
        "gmd:resourceConstraints",
        element(
            "gmd:MD_LegalConstraints",
            code("gmd:useConstraints", "MD_RestrictionCode", "otherRestrictions"),
            *terms,
        ),
    )


def _resolution(metres: float) -> Element:
    # To two digits: the length of a segment is no survey.
    distance = element("gco:Distance", f"{float(f'{metres:.1e}'):g}", uom="m")
    return element("gmd:spatialResolution", element("gmd:MD_Resolution", element("gmd:distance", distance)))


def _extent(box: NamedExtent) -> Element:
    sides = {
        "westBoundLongitude": box.west,
        "eastBoundLongitude": box.east,
        "southBoundLatitude": box.south,
        "northBoundLatitude": box.north,
    }
    return element(
        "gmd:EX_Extent",
        text("gmd:description", box.name),
        element(
            "gmd:geographicElement",
            element(
                "gmd:EX_GeographicBoundingBox",
                *(element(f"gmd:{name}", element("gco:Decimal", f"{value:.4f}")) for name, value in sides.items()),
            ),
        ),
    )


def _temporal_extent(first: date, last: date) -> Element:
    period = element(
        "gml:TimePeriod",
        element("gml:beginPosition", first.isoformat()),
        element("gml:endPosition", last.isoformat()),
        gml_id="interviews",
    )
    temporal = element("gmd:EX_TemporalExtent", element("gmd:extent", period))
    return element("gmd:EX_Extent", element("gmd:temporalElement", temporal))


def _distribution(publication: Publication) -> Element:
    formats = {file.format: file.version for file in publication.files}
    links = [_online(file, publication.url(file.name)) for file in publication.files if publication.address]
    return element(
        "gmd:MD_Distribution",
        *(
            element(
                "gmd:distributionFormat",
                element("gmd:MD_Format", text("gmd:name", name), text("gmd:version", version, "unknown")),
            )
            for name, version in formats.items()
        ),
        element("gmd:transferOptions", element("gmd:MD_DigitalTransferOptions", *links)) if links else None,
    )


def _online(file: PublishedFile, address: str) -> Element:
    return element(
        "gmd:onLine",
        element(
            "gmd:CI_OnlineResource",
            element("gmd:linkage", element("gmd:URL", address)),
            text("gmd:protocol", "WWW:DOWNLOAD-1.0-http--download"),
            element("gmd:name", element("gmx:MimeFileType", file.name, type=file.media_type)),
            text("gmd:description", file.title),
            code("gmd:function", "CI_OnLineFunctionCode", "download"),
        ),
    )


def _quality(publication: Publication) -> Element:
    specification = citation(
        anchor("gmd:title", tr("Commission Regulation (EU) No 1089/2010 of 23 November 2010"), _INTEROPERABILITY),
        dated(date(2010, 12, 8), "publication"),
    )
    conformance = element(
        "gmd:DQ_ConformanceResult",
        element("gmd:specification", specification),
        text("gmd:explanation", tr("Conformity was not evaluated.")),
        element("gmd:pass", gco_nilReason="unknown"),
    )
    return element(
        "gmd:DQ_DataQuality",
        element("gmd:scope", element("gmd:DQ_Scope", code("gmd:level", "MD_ScopeCode", "dataset"))),
        element("gmd:report", element("gmd:DQ_DomainConsistency", element("gmd:result", conformance))),
        element("gmd:lineage", element("gmd:LI_Lineage", text("gmd:statement", publication.lineage))),
    )
