"""Responses of servers, and the URLs and names of files in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from ctd_plugin.catalogues.clients import SEARCHED, dublin_core, iso, search
from ctd_plugin.catalogues.clients.elastic import read_hits
from ctd_plugin.catalogues.discovery import portal_of, read_portal, try_candidate
from ctd_plugin.catalogues.health import probe
from ctd_plugin.catalogues.http.exchange import Conversation, Response, read_json, read_xml, server_message
from ctd_plugin.catalogues.http.json_values import page_url, response_error_message
from ctd_plugin.catalogues.http.urls import (
    is_within,
    percent_decoded,
    query_parameters,
    resolve_url,
    split_url,
    without_credentials,
)
from ctd_plugin.catalogues.record_address import is_address, request_record
from ctd_plugin.catalogues.records import Extent, Link, LinkKind, Query, Record, RecordPage
from ctd_plugin.catalogues.registry import Confidence, Endpoint, Protocol, read_platforms
from ctd_plugin.catalogues.services.filenames import file_name, numbered_name, safe_name
from ctd_plugin.catalogues.services.link_types import link_from_url
from ctd_plugin.catalogues.services.service_layers import match_layer, request_capabilities
from ctd_plugin.errors import CtdError
from tests.fuzz import seeds
from tests.fuzz.containers import mutated_zip
from tests.fuzz.inputs import ANY_QUERY, CannedResponses, Download, Kind
from tests.fuzz.trees import mutated_json, mutated_xml
from tests.fuzz.values import mutated_text, word

MOST_REQUESTS = 10
"""Of one conversation; a client that sends more would not end."""


def mutated_response(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return mutated content of its own kind: an archive, XML or JSON."""
    if content.startswith(b"PK"):
        return mutated_zip(content, rng, [other for other in others if other.startswith(b"PK")])
    is_xml = content.lstrip().startswith(b"<")
    same_kind = [other for other in others if other.lstrip().startswith(b"<" if is_xml else (b"{", b"["))]
    return (mutated_xml if is_xml else mutated_json)(content, rng, same_kind)


_STATUSES = (200, 200, 200, 200, 200, 200, 200, 200, 204, 301, 400, 401, 404, 429, 500, 503, 999)
_TYPES = ("", "application/json", "application/xml; charset=utf-8", "text/html", "\ud800", "a" * 500)
_QUERIES = (
    *(ANY_QUERY, Query(""), Query('l\'eau "OR" *:<b>&', Extent(170.0, -20.0, -170.0, 10.0), limit=1)),
    Query("forêt", Extent(-5.0, 43.0, 8.0, 51.0), limit=100),
)


def _responses(name: str, rng: Random) -> tuple[Response, ...]:
    samples = seeds.RESPONSES[name]
    responses = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        content = rng.choice(seeds.REFUSALS if rng.random() < 0.05 else samples)
        url = mutated_text(rng.choice(seeds.ADDRESSES), rng) if rng.random() < 0.1 else ""
        content = mutated_response(content, rng, samples)
        responses.append(Response(rng.choice(_STATUSES), content, rng.choice(_TYPES), url, rng.choice(_TYPES)))
    return tuple(responses)


def run_conversation(conversation: Conversation[Any], responses: Sequence[Response]) -> Any:
    """Return the result of a conversation with these responses, the last of them repeated as needed."""
    try:
        next(conversation)
        for number in range(MOST_REQUESTS):
            conversation.send(responses[min(number, len(responses) - 1)])
    except StopIteration as end:
        return end.value
    raise AssertionError(f"still sending after {MOST_REQUESTS} requests")


_SITE = "https://catalogue.example.org/carto"
_CATALOGUES = {
    Protocol.ONEGEO: (f"{_SITE}/fr/indexer/elastic/_search/", f"{_SITE}/api/services/public/search"),
    Protocol.OGCAPI_RECORDS: (f"{_SITE}/collections/dataset/items", _SITE),
}


def _client(protocol: Protocol) -> Kind:
    def make(rng: Random) -> CannedResponses:
        url = rng.choice(_CATALOGUES.get(protocol, (_SITE,)))
        return CannedResponses(_responses(protocol.value, rng), rng.choice(_QUERIES), url)

    def read(canned: CannedResponses) -> object:
        page: RecordPage = run_conversation(search(protocol, canned.url, canned.query), canned.responses)
        if page.cursor:
            # The cursor comes from the server, and must not lead to another one.
            following = next(search(protocol, canned.url, replace(canned.query, cursor=page.cursor)))
            assert urlsplit(following.url).hostname == urlsplit(canned.url).hostname, following.url
        return page

    return Kind(protocol.value, make, read)


def _probe(protocol: Protocol) -> Kind:
    endpoint = Endpoint(protocol, _SITE, Confidence.HIGH, "")
    return Kind(
        protocol.value,
        lambda rng: CannedResponses(_responses(protocol.value, rng)),
        lambda canned: run_conversation(probe(endpoint), canned.responses),
    )


def _service(kind: LinkKind) -> Kind:
    link = Link(kind, f"{_SITE}/rest/services/x/MapServer" if kind is LinkKind.ARCGIS else _SITE, "Eau", "Cours d’eau")
    probed = next((protocol for protocol in Protocol if protocol == kind.value), None)

    def read(canned: CannedResponses) -> object:
        capabilities = run_conversation(request_capabilities(link), canned.responses)
        if kind is LinkKind.TMS:
            for layer in capabilities.layers:
                assert urlsplit(layer.name).scheme in ("http", "https"), layer.name
        if probed:
            run_conversation(probe(Endpoint(probed, _SITE, Confidence.HIGH, "")), canned.responses)
        return capabilities, match_layer(link, capabilities.layers)

    return Kind(kind.value, lambda rng: CannedResponses(_responses(kind.value, rng)), read)


def _reader(name: str, read: Callable[[Response], object]) -> Kind:
    """Return the kind of a function that clients share, which reads one response."""
    return Kind(name, lambda rng: CannedResponses(_responses(name, rng)[:1]), lambda canned: read(canned.responses[0]))


def _plain_record(source: Mapping[str, Any]) -> Record | None:
    return Record(str(source["uuid"]), "") if source else None


def _any_response(response: Response) -> object:
    texts = [server_message(response), response_error_message(response)]
    for read in (read_json, read_xml):
        try:
            read(response)
        except CtdError as error:
            texts.append(str(error))
    return texts


_RECORD_ADDRESSES = (
    f"{_SITE}/srv/fre/catalog.search#/metadata/5d3c0a3e-8c29-4b0a-9a52-0d9d1b0f3a11",
    f"{_SITE}/csw?service=CSW&request=GetRecordById&id=x",
    *(
        f"{_SITE}/explore/dataset/gares/",
        f"{_SITE}/explorer/fr/jeux-de-donnees/zones/info",
        f"{_SITE}/fr/dataset/zones",
    ),
    *("https://catalogue.example.org/datasets/gares", f"{_SITE}/collections/jeux/items/1", f"{_SITE}/une/page"),
)


def _records_by_address() -> Kind:
    def make(rng: Random) -> CannedResponses:
        address = rng.choice(_RECORD_ADDRESSES)
        if rng.random() < 0.2:
            # Qt's texts have no lone surrogates.
            address = mutated_text(address, rng).encode("utf-8", "replace").decode()
        return CannedResponses(_responses("record-page", rng), ANY_QUERY, address)

    def read(canned: CannedResponses) -> object:
        is_address(canned.url)
        return run_conversation(request_record(canned.url, read_platforms()), canned.responses)

    return Kind("record-page", make, read)


def _portal_page(response: Response) -> object:
    conversation = read_portal(portal_of(_SITE))
    next(conversation)
    try:
        conversation.send(response)
    except StopIteration as end:
        portal = end.value
    else:
        raise AssertionError("a second request was sent")
    assert all(is_within(one.url, portal.domain) for one in portal.candidates)
    assert all(split_url(url) for url in portal.elsewhere)
    for candidate in portal.candidates[:3]:
        with suppress(CtdError):
            run_conversation(try_candidate(candidate, portal.domain), [response])
    return portal


def _names() -> Kind:
    def make(rng: Random) -> Download:
        url, disposition = (mutated_text(rng.choice(texts), rng) for texts in (seeds.ADDRESSES, seeds.DISPOSITIONS))
        # The transport decodes headers as Latin-1.
        header = disposition.encode("utf-8", "surrogatepass").decode("latin-1") if rng.random() < 0.5 else disposition
        return Download(url, header, word(rng), rng.choice(("", "SHP", "GEOJSON", word(rng))))

    def read(download: Download) -> object:
        parts = resolve_url(download.url, _SITE)
        url = parts.geturl() if parts else _SITE
        link = Link(LinkKind.FILE, url, title=download.title, format=download.format)
        named = [
            file_name(link, download.disposition, url),
            safe_name(download.title),
            numbered_name(safe_name(download.title), 2),
        ]
        for name in named:
            assert name == Path(name).name != "", name
            assert len(name.encode()) <= 255, name
        return named

    return Kind("filenames", make, read)


def _addresses() -> Kind:
    def make(rng: Random) -> Download:
        texts = [mutated_text(rng.choice(seeds.ADDRESSES), rng) for _ in range(2)]
        texts += [word(rng), rng.choice(("", "OGC:WMS", "ESRI:REST", word(rng)))]
        # Lone surrogates are replaced where responses are read.
        return Download(*(text.encode("utf-8", "replace").decode() for text in texts))

    def read(download: Download) -> object:
        texts = [
            percent_decoded(download.url),
            *query_parameters(download.url).values(),
            page_url(download.url, download.disposition),
        ]
        parts = resolve_url(download.url, download.disposition)
        texts.append(without_credentials(parts)[0].geturl() if parts else "")
        link = link_from_url(
            download.url, protocol=download.format, name=download.title, title=download.title, base=download.disposition
        )
        return link, texts

    return Kind("addresses", make, read)


RESPONSE_KINDS = (
    *map(_client, SEARCHED),
    _reader("iso", lambda response: iso.read_record(read_xml(response), _SITE)),
    _reader("dublin-core", lambda response: dublin_core.read_record(read_xml(response), _SITE)),
    _reader("elastic", lambda response: read_hits(response, Query("", limit=2), _plain_record)),
    _probe(Protocol.DCAT),
    *map(_service, (LinkKind.WMS, LinkKind.WFS, LinkKind.WMTS, LinkKind.TMS, LinkKind.ARCGIS)),
    _service(LinkKind.OGCAPI_FEATURES),
    _reader("portal-page", _portal_page),
    _records_by_address(),
    _reader("replies", _any_response),
    _names(),
    _addresses(),
)
