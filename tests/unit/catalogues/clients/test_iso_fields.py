"""Extent, contact, organisation, date and licence of a record in ISO 19139."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients.record_pages import NoDataError
from ctd_plugin.catalogues.records import Extent, Record
from tests.support.iso_records import box, date, party, read_parts, text


def scope(level: str) -> str:
    return f'<hierarchyLevel><MD_ScopeCode codeListValue="{level}"/></hierarchyLevel>'


@pytest.mark.parametrize("root", [scope("featureCatalogue"), scope("dataset") + scope("featureCatalog")])
def test_a_feature_catalogue_is_no_data_set(root: str):
    with pytest.raises(NoDataError):
        read_parts(root=root)
    assert read_parts(root=scope("series")).title


@pytest.mark.parametrize(
    ("boxes", "extent"),
    [
        (box("-5,2", "47,7", "-3.3", "48.8"), Extent(-5.2, 47.7, -3.3, 48.8)),
        (box("177", "-20", "-178", "-16"), Extent(177, -20, -178, -16)),
        (box("-10", "-20", "-170", "-16"), Extent(-10, -20, -170, -16)),
        (box("1", "2", "x", "4"), None),
        (box("", "", "", ""), None),
        (box("1", "80", "2", "40"), None),
        (box("0", "0", "0", "0"), None),
        (box("nan", "nan", "nan", "nan"), None),
        (box("0", "0", "0", "0") + box("1", "45", "2", "46"), Extent(1, 45, 2, 46)),
        (box("1", "45", "2", "46") + box("3", "44", "4", "45"), Extent(1, 44, 4, 46)),
        (box("177", "-19", "180", "-16") + box("-180", "-20", "-178", "-17"), Extent(177, -20, -178, -16)),
    ],
)
def test_an_extent_is_the_box_around_all_that_make_sense(boxes: str, extent: Extent | None):
    assert read_parts(boxes).extent == extent


@pytest.mark.parametrize(
    ("organisation", "address", "person", "contact"),
    [
        ("Région", "sig@region.example.org", "", "sig@region.example.org"),
        ("Région", "contact-donnees@region.example.org", "Ada Ex", "contact-donnees@region.example.org"),
        ("DREAL d’essai", "dreal-essai@developpement.example.org", "", "dreal-essai@developpement.example.org"),
        ("GIP", "craig@craig.example.org", "", "craig@craig.example.org"),
        ("Région", "ada.exemple@region.example.org", "", ""),
        ("Région", "georges.dupont@region.example.org", "", ""),
        ("Région", "aexemple@region.example.org", "Ada Exemple", ""),
        ("Cabinet Exemple", "exemple@cabinet.example.org", "Ada Exemple", ""),
        ("Région", "no address", "", ""),
        ("Région", "mailto:info@region.example.org (bureau)", "", "info@region.example.org"),
    ],
)
def test_a_contact_is_the_address_of_an_office_never_a_persons(organisation, address, person, contact):
    record = read_parts(f"<gmd:pointOfContact>{party(organisation, address, person)}</gmd:pointOfContact>")
    assert (record.contact, record.organisation) == (contact, organisation)


def test_the_owner_of_the_data_comes_before_the_one_of_the_record():
    of_record = f"<gmd:contact>{party('Catalogue', 'contact@catalogue.example.org')}</gmd:contact>"
    of_data = f"<gmd:pointOfContact>{party('Propriétaire', 'ada@x.example.org')}</gmd:pointOfContact>"
    assert read_parts(of_data, of_record).organisation == "Propriétaire"
    assert read_parts("", of_record).organisation == "Catalogue"


@pytest.mark.parametrize(
    ("dates", "stamp", "modified"),
    [
        ([("2019-01-01", "publication"), ("2024-05-06T07:08:09", "revision")], "2025-01-01", "2024-05-06"),
        ([("2024-05", "revision"), ("2023-12-31", "revision")], "2025-01-01", "2024-05"),
        ([("2019-01-01", "publication")], "2025-01-01T10:00:00Z", "2025-01-01"),
        ([("2019", "creation")], "", "2019"),
        ([("printemps 2020", "revision")], "2025-01-01", "printemps 2020"),
        ([("", "revision")], "", ""),
        ([], "", ""),
    ],
)
def test_modified_is_the_revision_then_the_stamp_of_the_record_then_the_publication(dates, stamp, modified):
    inner = "".join(date(*pair) for pair in dates)
    citation = f"<gmd:citation><gmd:CI_Citation>{inner}</gmd:CI_Citation></gmd:citation>"
    assert read_parts(citation, f"<gmd:dateStamp><gco:Date>{stamp}</gco:Date></gmd:dateStamp>").modified == modified


@pytest.mark.parametrize(
    ("constraints", "licence"),
    [
        (["Citer la source", "Licence Ouverte"], "Licence Ouverte"),
        (["Citer la source", "Aucune condition"], "Citer la source"),
        (["Pas d’accès limité", "Creative Commons BY-SA"], "Creative Commons BY-SA"),
        (["", "ODbL 1.0"], "ODbL 1.0"),
        (["&lt;p&gt;Licence&lt;br&gt;Etalab&lt;/p&gt;"], "Licence Etalab"),
        ([], ""),
    ],
)
def test_a_licence_is_what_looks_like_one(constraints: list[str], licence: str):
    inner = "".join(f"<gmd:otherConstraints>{text(value)}</gmd:otherConstraints>" for value in constraints)
    wrapped = f"<gmd:MD_LegalConstraints>{inner}</gmd:MD_LegalConstraints>"
    assert read_parts(f"<gmd:resourceConstraints>{wrapped}</gmd:resourceConstraints>").licence == licence


def test_a_licence_may_be_an_address_alone():
    anchor = '<gmx:Anchor xlink:href="https://spdx.org/licenses/etalab-2.0"/>'
    wrapped = (
        f"<gmd:MD_LegalConstraints><gmd:otherConstraints>{anchor}</gmd:otherConstraints></gmd:MD_LegalConstraints>"
    )
    record = read_parts(f"<gmd:resourceConstraints>{wrapped}</gmd:resourceConstraints>")
    assert record.licence == "https://spdx.org/licenses/etalab-2.0"


def contact(address: str) -> Record:
    return read_parts("", f"<gmd:contact>{party('DDT', address)}</gmd:contact>")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Courriel : ddt-sig@a.gouv.fr.", "ddt-sig@a.gouv.fr"),
        ("x" * 300 + "@a.fr; sig@a.fr", "sig@a.fr"),
        ("&lt;sig@a.fr&gt;", "sig@a.fr"),
        ("sig@a", ""),
        ("@" * 3_000, ""),
        ("sig@" * 3_000, ""),
        ("a" * 300_000, ""),
        ("sig@a." * 50_000, ""),
    ],
)
def test_an_address_is_found_in_a_text_of_any_length(address: str, found: str):
    assert contact(address).contact == found


def test_a_licence_is_read_once_however_deep_it_lies():
    """Each of the elements around it was read with all that it holds."""
    nested = "<gmd:useLimitation>" * 150 + text("Licence Ouverte") + "</gmd:useLimitation>" * 150
    wrapped = f"<gmd:MD_LegalConstraints>{nested}</gmd:MD_LegalConstraints>"
    record = read_parts(f"<gmd:resourceConstraints>{wrapped}</gmd:resourceConstraints>")
    assert record.licence == "Licence Ouverte"
