"""The services that a portal's page links to."""

from __future__ import annotations

import time

import pytest

from ctd_plugin.catalogues.http.exchange import Response
from ctd_plugin.catalogues.portals.page_links import linked_services, page_title, services_at
from ctd_plugin.catalogues.registry import Protocol

SITE = "https://p.fr"


def page(*links: str, base: str = f"{SITE}/accueil/") -> Response:
    return Response(200, "".join(f'<a class="x" href="{link}">y</a>' for link in links).encode(), "text/html", base)


@pytest.mark.parametrize(
    ("address", "services"),
    [
        (
            "/geonetwork/srv/fre/catalog.search#/metadata/x",
            [
                (Protocol.CSW, "https://p.fr/geonetwork/srv/fre/csw"),
                (Protocol.GEONETWORK, "https://p.fr/geonetwork/srv/api"),
            ],
        ),
        (
            "../geocat/srv/",
            [(Protocol.CSW, "https://p.fr/geocat/srv/fre/csw"), (Protocol.GEONETWORK, "https://p.fr/geocat/srv/api")],
        ),
        ("/pycsw?service=CSW&request=GetCapabilities&version=2.0.2", [(Protocol.CSW, "https://p.fr/pycsw")]),
        (
            "//cartes.p.fr/geoserver/ows?SERVICE=WMS&REQUEST=GetCapabilities",
            [(Protocol.WMS, "https://cartes.p.fr/geoserver/ows")],
        ),
        ("/wfs?service=WFS&MAP=a.map", [(Protocol.WFS, "https://p.fr/wfs?MAP=a.map")]),
        ("/explore/dataset/gares/table/", [(Protocol.OPENDATASOFT, "https://p.fr")]),
        ("/donnees/api/explore/v2.1/console", [(Protocol.OPENDATASOFT, "https://p.fr/donnees")]),
        ("/ckan/api/3/action/package_list", [(Protocol.CKAN, "https://p.fr/ckan")]),
        ("/dataset", [(Protocol.CKAN, "https://p.fr")]),
        ("/data4citizen/d4c/api/v2", [(Protocol.DATA4CITIZEN, "https://p.fr/data4citizen")]),
        (
            "/oapi/collections/eau/items?f=html",
            [(Protocol.OGCAPI_RECORDS, "https://p.fr/oapi"), (Protocol.OGCAPI_FEATURES, "https://p.fr/oapi")],
        ),
        ("/catalog.jsonld", [(Protocol.DCAT, "https://p.fr/catalog.jsonld")]),
        ("/api/search/v1/collections/all/items", [(Protocol.OGCAPI_RECORDS, "https://p.fr/api/search/v1")]),
        ("/actualites/wms-pour-tous.html", []),
        ("mailto:csw@p.fr", []),
        ("javascript:csw()", []),
        ("http://[::1/csw", []),
    ],
)
def test_the_service_that_a_link_names(address, services):
    assert list(linked_services(page(address))) == services


def test_a_page_names_each_once_also_in_its_scripts():
    content = (
        b'<script>const ows = "https://p.fr/geoserver/ows?service=WMS";</script><a href="/geoserver/ows?service=WMS">'
    )
    assert list(linked_services(Response(200, content, url=SITE))) == [(Protocol.WMS, "https://p.fr/geoserver/ows")]


def test_ten_thousand_links_take_no_time():
    started = time.process_time()
    found = list(linked_services(page(*(f"/geoserver/e{number}/ows?service=WMS" for number in range(10_000)))))
    assert len(found) == 10_000
    assert list(linked_services(Response(200, b"<a href=" * 500_000, url=SITE))) == []
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"<html><head><TITLE lang=fr> G\xc3\xa9o &amp; \n Bretagne</TITLE>", "Géo & Bretagne"),
        (b"<title></title>", ""),
        (b"{}", ""),
    ],
)
def test_the_title_of_a_page(content, title):
    assert page_title(Response(200, content)) == title


def test_what_is_no_address_has_no_service():
    assert services_at("http://[::1") == []
