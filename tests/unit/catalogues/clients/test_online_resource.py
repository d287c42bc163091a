"""The links of a record in ISO 19139: addresses, operations of a service, and the page of the record."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients import iso
from ctd_plugin.catalogues.http.exchange import Response, read_xml
from ctd_plugin.catalogues.records import Record
from tests.support.iso_records import NAMESPACES, read_parts, text


def online(linkage: str, protocol: str = "") -> str:
    resource = f"<gmd:linkage>{linkage}</gmd:linkage><gmd:protocol>{text(protocol)}</gmd:protocol>"
    return f"<gmd:onLine><gmd:CI_OnlineResource>{resource}</gmd:CI_OnlineResource></gmd:onLine>"


def read_online(*resources: str) -> Record:
    options = f"<gmd:MD_DigitalTransferOptions>{''.join(resources)}</gmd:MD_DigitalTransferOptions>"
    distribution = f"<gmd:MD_Distribution><gmd:transferOptions>{options}</gmd:transferOptions></gmd:MD_Distribution>"
    return read_parts("", f"<gmd:distributionInfo>{distribution}</gmd:distributionInfo>")


def test_a_service_with_many_operations_and_layers_gives_each_layer_at_each_address_once():
    """A thousand of both would make a million links."""
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
    assert [link.url for link in read_online(online(linkage)).links] == urls
