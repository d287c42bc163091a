"""What is read of a record in Dublin Core, whatever the order of its coordinates."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients import dublin_core
from ctd_plugin.catalogues.http.exchange import Response, read_xml
from ctd_plugin.catalogues.records import Extent, Link, LinkKind, Record
from tests.support.iso_records import BASE, read


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
