"""Records in ISO 19139 and ISO 19115-3 as they are read whole, the awkward ones among them."""

from __future__ import annotations

import copy
import random

import pytest
from lxml import etree

from ctd_plugin.catalogues.clients import dublin_core, iso
from ctd_plugin.catalogues.http.exchange import Response, read_xml
from ctd_plugin.catalogues.records import Extent, Link, LinkKind, Record
from tests.support.iso_records import BASE, read, read_parts, text
from tests.support.paths import PEERS


def test_a_full_record_is_read_with_all_its_links():
    """Links of each transfer and of the distributor, none merged, parameters kept, secrets not."""
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
    assert read("records/sans-rien.xml") == Record(id="sans-rien", title="Inventaire des 100 % d’oublis")


def test_a_record_in_another_encoding_with_bad_links_and_boxes_keeps_the_good_ones():
    """ISO-8859-15; a drive of Windows, no host, no address; a dot at 0, 0, and metres."""
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


@pytest.mark.parametrize("reader", [iso, dublin_core])
def test_without_identifier_and_title_there_is_no_record(reader):
    assert reader.read_record(read_xml(Response(200, b"<a><title/></a>")), BASE) is None


def test_imagery_of_iso_19115_2_is_read_too():
    assert read_parts(f"<gmd:abstract>{text('Vu du ciel')}</gmd:abstract>", name="MI_Metadata").abstract == "Vu du ciel"


def test_text_without_its_wrapping_is_read():
    assert read_parts("<gmd:abstract>Sans  habits</gmd:abstract>").abstract == "Sans habits"


def test_whatever_is_broken_in_a_record_reading_it_raises_nothing():
    """Elements gone, doubled or renamed, texts and attributes of nonsense, unknown entities."""
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
