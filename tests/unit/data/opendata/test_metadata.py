"""The record in ISO 19139: valid, complete for INSPIRE, and without anything invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctd_plugin.data.opendata.metadata import metadata_of
from tests.support.opendata import COMPLETE, PUBLICATION, read_record, schema_faults

BARE = replace(PUBLICATION, period=None, resolution=None, boxes=(), terms=(), sources=())
CODE_LISTS = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
LIMITS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations"
PARTY = "//gmd:identificationInfo//gmd:CI_ResponsibleParty"


@pytest.mark.parametrize("publication", [PUBLICATION, COMPLETE, BARE], ids=["no publisher", "complete", "bare"])
def test_the_schemas_of_iso_19139_find_it_valid(publication):
    assert schema_faults(metadata_of(publication)) == []


def test_the_schemas_would_find_a_fault():
    record = metadata_of(COMPLETE)
    assert schema_faults(record.replace(b"gmd:abstract>", b"gmd:resume>")) != []
    assert schema_faults(record.replace(b">-5.1000<", b">ouest<")) != []


@pytest.mark.parametrize("publication", [PUBLICATION, COMPLETE, BARE])
def test_access_and_use_are_stated_apart_as_inspire_wants_them(publication):
    """C.17: one statement on public access, by its address; C.18: the conditions of use, in another."""
    read = read_record(metadata_of(publication))
    constraints = "//gmd:resourceConstraints/gmd:MD_LegalConstraints"
    assert len(read(constraints)) == 2
    access = f"{constraints}[gmd:accessConstraints]"
    assert read(f"{access}/gmd:accessConstraints/*/@codeListValue") == ["otherRestrictions"]
    assert read(f"{access}/gmd:otherConstraints/gmx:Anchor/@xlink:href") == [LIMITS]
    assert read(f"{access}/gmd:useConstraints") == []
    use = f"{constraints}[gmd:useConstraints]"
    assert read(f"{use}/gmd:useConstraints/*/@codeListValue") == ["otherRestrictions"]
    assert any(read(f"{use}/gmd:otherConstraints/*"))


def test_without_a_licence_of_the_whole_each_source_keeps_its_terms():
    read = read_record(metadata_of(PUBLICATION))
    use = "//gmd:MD_LegalConstraints[gmd:useConstraints]/gmd:otherConstraints"
    assert read(f"{use}/gco:CharacterString") == ["Enquête : licence non précisée"]
    assert read(f"{use}/gmx:Anchor") == ["Limites : Licence Ouverte 2.0"]
    unknown = read_record(metadata_of(BARE))(f"{use}/gmx:Anchor/@xlink:href")
    assert [address.rpartition("/")[2] for address in unknown] == ["conditionsUnknown"]


def test_with_a_licence_it_comes_first_with_its_address():
    read = read_record(metadata_of(COMPLETE))
    use = "//gmd:MD_LegalConstraints[gmd:useConstraints]/gmd:otherConstraints/*"
    assert read(use) == ["Licence Ouverte 2.0", "Limites : Licence Ouverte 2.0"]
    assert read(f"{use}/@xlink:href") == ["https://www.etalab.gouv.fr/licence-ouverte-open-licence"]


def test_the_publisher_is_who_was_given_and_nobody_where_nobody_was():
    read = read_record(metadata_of(COMPLETE))
    assert read(f"{PARTY}/gmd:organisationName/*") == ["Région d’essai & voisins"]
    assert read(f"{PARTY}//gmd:electronicMailAddress/*") == ["donnees@region.example.org"]
    missing = read_record(metadata_of(PUBLICATION))
    assert missing(f"{PARTY}/gmd:organisationName/@gco:nilReason") == ["missing"]
    assert missing(f"{PARTY}//gmd:electronicMailAddress/@gco:nilReason") == ["missing"]
    assert missing("//gmd:individualName") == []


def test_links_are_there_where_the_address_is_known_and_none_is_invented():
    assert read_record(metadata_of(PUBLICATION))("//gmd:onLine") == []
    read = read_record(metadata_of(COMPLETE))
    assert read("//gmd:onLine//gmd:URL") == [
        "https://data.example.org/ctd/regions.geojson",
        "https://data.example.org/ctd/facts.csv",
    ]
    assert read("//gmd:onLine//gmx:MimeFileType/@type") == ["application/geo+json", "text/csv"]


def test_theme_extents_time_and_conformity():
    read = read_record(metadata_of(COMPLETE))
    anchors = read("//gmd:descriptiveKeywords//gmd:keyword/gmx:Anchor/@xlink:href")
    assert [anchor.rpartition("/")[2] for anchor in anchors] == ["au", "national"]
    assert "GEMET - INSPIRE themes, version 1.0" in read("//gmd:thesaurusName//gmd:title/*")
    assert len(read("//gmd:thesaurusName//gco:Date")) == 2
    assert read("//gmd:westBoundLongitude/gco:Decimal") == ["-5.1000", "45.0000"]
    assert read("//gml:TimePeriod/*") == ["2025-10-01", "2026-01-31"]
    assert read("//gmd:DQ_ConformanceResult/gmd:pass/@gco:nilReason") == ["unknown"]
    assert read("//gco:Distance") == ["580"]
    assert read("//gmd:identificationInfo//gmd:citation//gco:Date")[0] == "2026-03-05"


def test_every_code_names_its_list():
    read = read_record(metadata_of(COMPLETE))
    lists = read("//@codeList")
    assert all(one.startswith((CODE_LISTS, "http://www.loc.gov/standards/iso639-2/")) for one in lists)
    assert "" not in read("//@codeListValue")


def test_the_language_is_that_of_the_metadata_and_the_answers_stay_french():
    read = read_record(metadata_of(replace(COMPLETE, language="en")))
    assert read("/gmd:MD_Metadata/gmd:language/*/@codeListValue") == ["eng"]
    assert read("//gmd:identificationInfo//gmd:language/*/@codeListValue") == ["fre"]


def test_the_same_edition_of_the_same_publisher_keeps_its_identifier():
    assert COMPLETE.identifier == replace(COMPLETE, title="x", edition="Survey", language="en").identifier
    assert COMPLETE.identifier != replace(COMPLETE, organisation="Autre").identifier
    assert COMPLETE.identifier != replace(COMPLETE, source_edition="Enquête 2027").identifier
    assert read_record(metadata_of(COMPLETE))("//gmd:fileIdentifier/*") == [str(COMPLETE.identifier)]


@pytest.mark.parametrize("text", ["</gmd:title><x/>", "a & b \x00\x0b\ufffe", "]]> \N{EVERGREEN TREE}"])
def test_any_text_is_text(text):
    record = metadata_of(replace(COMPLETE, title=text, organisation=text, edition=text))
    assert schema_faults(record) == []
    assert read_record(record)("//gmd:identificationInfo//gmd:title/*")[0] == "".join(
        character for character in text if character not in "\x00\x0b\ufffe"
    )
