"""What is read of a record in ISO 19139, ISO 19115-3 and Dublin Core, the awkward ones among them."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from lxml import etree

from ctd_plugin.catalogues.clients import dublin_core, iso
from ctd_plugin.catalogues.http.exchange import Response, read_xml
from ctd_plugin.catalogues.records import Extent, Link, LinkKind, Record

PEERS = Path(__file__).resolve().parents[3] / "peers"
BASE = "https://catalogue.example.org/geonetwork/srv/fre/csw"
NAMESPACES = (
    'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"'
    ' xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def read(name: str) -> Record:
    root = read_xml(Response(200, (PEERS / name).read_bytes()))
    record = (dublin_core if name.endswith("dublin-core.xml") else iso).read_record(root, BASE)
    assert record
    return record


def read_parts(identification: str = "", root: str = "", name: str = "MD_Metadata") -> Record:
    """Read a record of nothing but an identifier and what is given."""
    identifier = "<gmd:fileIdentifier><gco:CharacterString>id</gco:CharacterString></gmd:fileIdentifier>"
    info = f"<gmd:identificationInfo><gmd:MD_DataIdentification>{identification}</gmd:MD_DataIdentification>"
    content = f"<gmd:{name} {NAMESPACES}>{identifier}{root}{info}</gmd:identificationInfo></gmd:{name}>"
    record = iso.read_record(read_xml(Response(200, content.encode())), BASE)
    assert record
    return record


def text(value: str) -> str:
    return f"<gco:CharacterString>{value}</gco:CharacterString>"


def box(west: str, south: str, east: str, north: str) -> str:
    sides = {"west": west, "east": east, "south": south, "north": north}
    bounds = (("west", "Longitude"), ("east", "Longitude"), ("south", "Latitude"), ("north", "Latitude"))
    inner = "".join(f"<gmd:{s}Bound{a}><gco:Decimal>{sides[s]}</gco:Decimal></gmd:{s}Bound{a}>" for s, a in bounds)
    return (
        "<gmd:extent><gmd:EX_Extent><gmd:geographicElement>"
        f"<gmd:EX_GeographicBoundingBox>{inner}</gmd:EX_GeographicBoundingBox>"
        "</gmd:geographicElement></gmd:EX_Extent></gmd:extent>"
    )


def party(organisation: str, address: str, person: str = "") -> str:
    return (
        "<gmd:CI_ResponsibleParty>"
        f"<gmd:individualName>{text(person)}</gmd:individualName>"
        f"<gmd:organisationName>{text(organisation)}</gmd:organisationName>"
        "<gmd:contactInfo><gmd:CI_Contact><gmd:address><gmd:CI_Address>"
        f"<gmd:electronicMailAddress>{text(address)}</gmd:electronicMailAddress>"
        "</gmd:CI_Address></gmd:address></gmd:CI_Contact></gmd:contactInfo></gmd:CI_ResponsibleParty>"
    )


def date(day: str, kind: str) -> str:
    code = f'<gmd:CI_DateTypeCode codeList="" codeListValue="{kind}"/>'
    return (
        f"<gmd:date><gmd:CI_Date><gmd:date><gco:Date>{day}</gco:Date></gmd:date>"
        f"<gmd:dateType>{code}</gmd:dateType></gmd:CI_Date></gmd:date>"
    )


def test_a_full_record_is_read_with_all_its_links():
    """Failures 7, 17, 18: links of each transfer and of the distributor, none merged, parameters kept, secrets not."""
    assert read("records/cours-d-eau.xml") == Record(
        id="5a1f-cours-d-eau",
        title="Cours d’eau du Finistère",
        abstract="Réseau hydrographique : l’eau & les berges.",
        organisation="Département d’essai & voisins",
        modified="2024-11-30",
        licence="Licence Ouverte 2.0",
        extent=Extent(-5.2, 47.7, -3.3, 48.8),
        landing_page="https://catalogue.example.org/fiche/5a1f",
        contact="contact@plateforme.example.org",
        links=(
            Link(
                LinkKind.WMS,
                "https://carto.example.org/wxs?MAP=/cartes/eau.map",
                layer="cours_eau",
                title="Carte des cours d’eau",
            ),
            Link(LinkKind.PAGE, "https://catalogue.example.org/fiche/5a1f", title="Fiche"),
            Link(
                LinkKind.WFS,
                "https://donnees.example.org/geoserver/eau/wfs",
                layer="eau:cours_eau",
                title="eau:cours_eau",
                credentials_removed=True,
            ),
            Link(
                LinkKind.WFS,
                "https://donnees.example.org/geoserver/eau/wfs",
                layer="eau:berges",
                title="eau:berges",
            ),
            Link(LinkKind.FILE, "https://files.example.org/cours-d-eau.gpkg", title="cours-d-eau.gpkg", format="GPKG"),
        ),
    )


def test_a_record_that_says_nothing_is_read_as_it_is():
    """Failure 15."""
    assert read("records/sans-rien.xml") == Record(id="sans-rien", title="Inventaire des 100 % d’oublis")


def test_a_record_in_another_encoding_with_bad_links_and_boxes_keeps_the_good_ones():
    """Failures 12, 14, 20, 27: ISO-8859-15; a drive of Windows, no host, no address; a dot at 0, 0, and metres."""
    record = read("records/forets.xml")
    assert record.title == "Forêts anciennes 🌲 du Centre-Val de Loire : l'œuvre d’un siècle, « bd_foret »"
    assert record.abstract == "Surfaces boisées, prix du bois en €."
    assert record.licence == "Usage libre sous réserve de mentionner la source"
    assert record.extent == Extent(-61.9, 15.8, 3.1, 48.9)
    assert [(link.kind, link.url, link.layer) for link in record.links] == [
        (LinkKind.FILE, "https://catalogue.example.org/fichiers/for%C3%AAts.zip", ""),
        (LinkKind.WFS, "https://data.example.org/geoserver/ows", "forets:anciennes"),
    ]


def test_a_service_is_reached_where_its_operations_are_with_the_layers_it_is_coupled_to():
    record = read("records/service-carto.xml")
    assert record.extent == Extent(55.2, -21.4, 55.9, -20.8)
    assert [(link.kind, link.url, link.layer) for link in record.links] == [
        (LinkKind.WMS, "https://risques.example.org/wms", "alea_inondation"),
        (LinkKind.WMS, "https://risques.example.org/wms", "alea_cyclone"),
    ]


def test_iso_19115_3_is_read_in_french_where_the_record_has_no_language_of_its_own():
    assert read("unloaded/iso-19115-3.xml") == Record(
        id="bd-relief",
        title="Relief de la Martinique",
        abstract="Modèle numérique\nde terrain.",
        organisation="Institut d’essai",
        modified="2024-02-03",
        licence="CC BY 4.0",
        extent=Extent(-61.3, 14.3, -60.8, 14.9),
        landing_page="https://catalogue.example.org/fiches/bd-relief",
        contact="geomatique@institut.example.org",
        links=(
            Link(LinkKind.WMTS, "https://tuiles.example.org/wmts", layer="RELIEF", title="RELIEF"),
            Link(LinkKind.FILE, "https://fichiers.example.org/relief.zip", format="ZIP"),
        ),
    )


def test_dublin_core_is_read_with_latitudes_first_where_it_says_so():
    assert read("records/dublin-core.xml") == Record(
        id="dublin-core",
        title="Sentiers & refuges de la Guyane",
        abstract="Tracés relevés à pied.",
        organisation="Collectivité d’essai",
        modified="2021-07-08",
        licence="Licence ODbL",
        extent=Extent(-54.6, 2.1, -51.6, 5.8),
        landing_page="https://guyane.example.org/sentiers",
        links=(
            Link(LinkKind.WFS, "https://guyane.example.org/ows"),
            Link(LinkKind.PAGE, "https://guyane.example.org/sentiers"),
        ),
    )


@pytest.mark.parametrize(
    ("crs", "lower", "upper", "extent"),
    [
        ("", "-5 47", "-1 49", Extent(-5, 47, -1, 49)),
        ("urn:ogc:def:crs:::WGS 1984", "-1 47", "-5 49", Extent(-5, 47, -1, 49)),
        ("urn:ogc:def:crs:EPSG::2154", "-5 47", "-1 49", Extent(-5, 47, -1, 49)),
        ("urn:ogc:def:crs:EPSG::4326", "47 -5", "49 -1", Extent(-5, 47, -1, 49)),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "-22 165", "-20 167", Extent(165, -22, 167, -20)),
        ("urn:ogc:def:crs:EPSG::4326", "165 -22", "167 -20", Extent(165, -22, 167, -20)),
        ("", "a b", "c d", None),
        ("", "-5", "-1", None),
        ("", "nan nan", "nan nan", None),
        ("", "250000 6700000", "300000 6800000", None),
    ],
)
def test_a_box_of_dublin_core_is_read_whatever_the_order_of_its_corners(crs, lower, upper, extent):
    content = (
        f'<Record xmlns:ows="http://www.opengis.net/ows"><identifier>1</identifier><ows:BoundingBox crs="{crs}">'
        f"<ows:LowerCorner>{lower}</ows:LowerCorner><ows:UpperCorner>{upper}</ows:UpperCorner></ows:BoundingBox></Record>"
    )
    record = dublin_core.read_record(read_xml(Response(200, content.encode())), BASE)
    assert record
    assert record.extent == extent


def test_a_link_of_dublin_core_has_its_protocol_name_and_description():
    content = (
        "<Record><identifier>1</identifier>"
        '<URI protocol="OGC:WFS" name="a:b" description="Une &lt;b&gt;carte&lt;/b&gt;">https://x.example.org/ows</URI>'
        "<URI>not an address</URI><URI/></Record>"
    )
    record = dublin_core.read_record(read_xml(Response(200, content.encode())), BASE)
    assert record
    assert record.links == (Link(LinkKind.WFS, "https://x.example.org/ows", layer="a:b", title="Une carte"),)


@pytest.mark.parametrize("reader", [iso, dublin_core])
def test_without_identifier_and_title_there_is_no_record(reader):
    """Failure 12."""
    assert reader.read_record(read_xml(Response(200, b"<a><title/></a>")), BASE) is None


def test_imagery_of_iso_19115_2_is_read_too():
    assert read_parts(f"<gmd:abstract>{text('Vu du ciel')}</gmd:abstract>", name="MI_Metadata").abstract == "Vu du ciel"


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


def online(linkage: str, protocol: str = "") -> str:
    resource = f"<gmd:linkage>{linkage}</gmd:linkage><gmd:protocol>{text(protocol)}</gmd:protocol>"
    return f"<gmd:onLine><gmd:CI_OnlineResource>{resource}</gmd:CI_OnlineResource></gmd:onLine>"


def read_online(*resources: str) -> Record:
    options = f"<gmd:MD_DigitalTransferOptions>{''.join(resources)}</gmd:MD_DigitalTransferOptions>"
    distribution = f"<gmd:MD_Distribution><gmd:transferOptions>{options}</gmd:transferOptions></gmd:MD_Distribution>"
    return read_parts("", f"<gmd:distributionInfo>{distribution}</gmd:distributionInfo>")


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
    """Hardening 7."""
    assert contact(address).contact == found


def test_a_licence_is_read_once_however_deep_it_lies():
    """Hardening 9: each of the elements around it was read with all that it holds."""
    nested = "<gmd:useLimitation>" * 150 + text("Licence Ouverte") + "</gmd:useLimitation>" * 150
    wrapped = f"<gmd:MD_LegalConstraints>{nested}</gmd:MD_LegalConstraints>"
    record = read_parts(f"<gmd:resourceConstraints>{wrapped}</gmd:resourceConstraints>")
    assert record.licence == "Licence Ouverte"


def test_a_service_with_many_operations_and_layers_gives_each_layer_at_each_address_once():
    """Hardening 9: a thousand of both would make a million links."""
    operation = (
        "<srv:containsOperations><srv:SV_OperationMetadata><srv:connectPoint><gmd:CI_OnlineResource><gmd:linkage>"
        "<gmd:URL>https://a.fr/{}</gmd:URL></gmd:linkage></gmd:CI_OnlineResource></srv:connectPoint>"
        "</srv:SV_OperationMetadata></srv:containsOperations>"
    )
    coupled = (
        "<srv:coupledResource><srv:SV_CoupledResource><gco:ScopedName>l{}</gco:ScopedName>"
        "</srv:SV_CoupledResource></srv:coupledResource>"
    )

    def links(operations: list[object], layers: int) -> list[str]:
        inner = "".join(map(operation.format, operations)) + "".join(map(coupled.format, range(layers)))
        service = f'<r xmlns:srv="http://www.isotc211.org/2005/srv" {NAMESPACES}>{inner}</r>'
        root = read_xml(Response(200, service.encode()))
        return [f"{one.address} {one.name}" for one in iso._connect_point_resources([root])]

    assert links(["wms", "wms", "wfs"], 2) == [f"https://a.fr/{kind} l{n}" for kind in ("wms", "wfs") for n in (0, 1)]
    assert len(links(list(range(2000)), 2000)) <= 10_000


def test_the_page_that_a_record_calls_its_own_comes_before_others():
    service = online("<gmd:URL>https://x.example.org/wcs</gmd:URL>", "OGC:WCS")
    other = online("<gmd:URL>https://x.example.org/a</gmd:URL>", "WWW:LINK")
    own = online("<gmd:URL>https://x.example.org/fiche</gmd:URL>", "WWW:LINK-1.0-http--metadata-URL")
    assert read_online(service, other).landing_page == "https://x.example.org/a"
    assert read_online(service, other, own).landing_page == "https://x.example.org/fiche"
    assert read_online(service).landing_page == ""


@pytest.mark.parametrize(
    ("linkage", "urls"),
    [
        ('<gmx:Anchor xlink:href="https://x.example.org/a.csv"/>', ["https://x.example.org/a.csv"]),
        (text("../a.csv"), ["https://catalogue.example.org/geonetwork/srv/a.csv"]),
        (text("à demander"), []),
        (text("mailto:contact@x.example.org"), []),
        ("", []),
    ],
)
def test_an_address_may_be_an_anchor_or_relative_or_none(linkage: str, urls: list[str]):
    """Failure 20."""
    assert [link.url for link in read_online(online(linkage)).links] == urls


def test_text_without_its_wrapping_is_read():
    assert read_parts("<gmd:abstract>Sans  habits</gmd:abstract>").abstract == "Sans habits"


def test_whatever_is_broken_in_a_record_reading_it_raises_nothing():
    """Failures 12, 15, 22: elements gone, doubled or renamed, texts and attributes of nonsense, unknown entities."""
    roots = [etree.parse(path).getroot() for path in sorted(PEERS.glob("*/*.xml"))]
    nonsense = ["", "null", "http://[::1", "http://x:99999999/wms", "1e400", "nan", "9" * 400, "javascript:alert(1)"]
    chance = random.Random(5)
    for _ in range(500):
        root = copy.deepcopy(chance.choice(roots))
        elements = list(root.iter("*"))
        for element in chance.sample(elements, 4):
            match chance.randrange(6):
                case 0 if element is not root:
                    element.getparent().remove(element)
                case 1:
                    element.text = chance.choice(nonsense)
                case 2:
                    element.attrib.update({name: chance.choice(nonsense) for name in element.attrib})
                case 3:
                    element.tag = chance.choice(elements).tag
                case 4:
                    element.append(copy.deepcopy(chance.choice(elements)))
                case 5:
                    element.append(etree.Entity("eacute"))
        # As it comes: with a document type, for its entity to be one that nobody declares.
        content = f'<!DOCTYPE r SYSTEM "r.dtd">{etree.tostring(root, encoding="unicode")}'
        for reader in (iso, dublin_core):
            record = reader.read_record(read_xml(Response(200, content.encode())), BASE)
            assert record is None or record.title
