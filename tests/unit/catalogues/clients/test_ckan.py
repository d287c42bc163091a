"""CKAN catalogues: the requests, and what is read of their packages."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.catalogues.clients.ckan import search
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Response
from ctd_plugin.catalogues.records import Extent, LinkKind, Query, RecordPage
from tests.support.catalogue_records import WETLANDS, WETLANDS_OUTLINE
from tests.support.catalogue_server import LOGIN, ReceivedRequest, ask, converse, parameters, reply, serving

SITE = "https://ckan.exemple.org"
ACTION = f"{SITE}/api/3/action/package_search"
FACADE = "https://www.exemple.fr/fr/indexer/service/ckan"


def found(*packages: object, total: object = None) -> Response:
    count = len(packages) if total is None else total
    return reply({"success": True, "result": {"count": count, "results": list(packages)}})


def read(*packages: object) -> RecordPage:
    return converse(search(SITE, Query("zones")), found(*packages))[1]


def test_a_package_is_read_whole() -> None:
    (record,) = read(WETLANDS).records
    assert (record.id, record.title, record.abstract) == ("5d1f", "Zones humides", "Inventaire régional")
    assert (record.organisation, record.contact) == ("Région Exemple", "sig@exemple.org")
    assert (record.licence, record.modified) == (WETLANDS["license_title"], WETLANDS["metadata_modified"])
    assert record.extent == Extent(4, 43, 7.7, 45.1)
    assert record.landing_page == f"{SITE}/dataset/zones-humides"


def test_every_resource_with_an_address_is_a_link() -> None:
    (record,) = read(WETLANDS).records
    assert [(link.kind, link.url, link.title) for link in record.links] == [
        (LinkKind.FILE, "https://ckan.exemple.org/r/1/download/zones.zip", "Contours"),
        (LinkKind.WMS, "https://geo.exemple.org/maps?MAP=zh.map", "Service WMS"),
        (LinkKind.WFS, "https://geo.exemple.org/geoserver/zh/wfs", "Service WFS"),
        (LinkKind.WMTS, "https://geo.exemple.org/cache", "Tuiles"),
        (LinkKind.FILE, f"{SITE}/dataset/zones-humides/table", "Table"),
        (LinkKind.PAGE, "https://www.exemple.org/fiche", "Fiche"),
        (LinkKind.PAGE, "https://www.exemple.org/zones-humides", ""),
    ]
    assert (record.links[0].format, record.links[4].format) == ("SHP", "CSV")


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (SITE, ACTION),
        (f"{SITE}/", ACTION),
        (f"{SITE}/api", ACTION),
        (f"{SITE}/api/3", ACTION),
        (f"{SITE}/api/3/action/package_search", ACTION),
        (f"{FACADE}/", f"{FACADE}/api/3/action/package_search"),
        (f"{FACADE}/api/3/action/package_search", f"{FACADE}/api/3/action/package_search"),
        ("https://ckan.exemple.org/catalogue/api/3/", "https://ckan.exemple.org/catalogue/api/3/action/package_search"),
        ("https://name:secret@ckan.exemple.org/api/3", ACTION),
    ],
)
def test_any_address_of_a_catalogue_will_do(url: str, asked: str) -> None:
    """The base with and without /api/3; a password in it is not sent."""
    (request,), _ = converse(search(url, Query("eau")), found())
    assert request.url.partition("?")[0] == asked


@pytest.mark.parametrize("own_page", ["https://www.exemple.fr/explorer/fr/jeux-de-donnees/zones/info", None])
def test_the_index_of_onegeo_has_the_page_that_its_record_gives_or_none(own_page: str | None) -> None:
    _, page = converse(search(FACADE, Query("zones")), found({**WETLANDS, "url": own_page}))
    assert page.records[0].landing_page == (own_page or "")


def test_a_failure_with_status_200_is_reported() -> None:
    failed = reply({"success": False, "error": {"__type": "Search Error", "message": "SOLR returned an error"}})
    with pytest.raises(CatalogueError, match="SOLR returned an error") as caught:
        converse(search(SITE, Query("zones")), failed)
    assert caught.value.reason is FailureReason.EXCEPTION


@pytest.mark.parametrize(
    ("status", "error", "reason", "words"),
    [
        (200, {"__type": "Authorization Error", "message": "Access denied"}, FailureReason.REFUSED, "Access denied"),
        (403, {"__type": "Authorization Error", "message": "Access denied"}, FailureReason.REFUSED, "Access denied"),
        (409, {"__type": "Validation Error", "rows": ["Invalid"]}, FailureReason.EXCEPTION, "Validation Error"),
        (200, "busy", FailureReason.EXCEPTION, "busy"),
        (200, None, FailureReason.EXCEPTION, "service error"),
    ],
)
def test_a_refusal_is_distinguished_from_an_error(
    status: int, error: object, reason: FailureReason, words: str
) -> None:
    """A missing token is reported, not taken for an empty result."""
    with pytest.raises(CatalogueError, match=words) as caught:
        converse(search(SITE, Query("zones")), reply({"success": False, "error": error}, status))
    assert caught.value.reason is reason


def test_an_action_that_is_not_known_is_reported_in_the_words_of_the_server() -> None:
    with pytest.raises(CatalogueError, match="Action name not known"):
        converse(search(SITE, Query("zones")), reply("Bad request - Action name not known: package_search", 400))


@pytest.mark.parametrize("status", [200, 502])
def test_an_error_as_a_web_page_is_reported_as_its_words(status: int) -> None:
    with pytest.raises(CatalogueError, match="Connexion") as caught:
        converse(search(SITE, Query("zones")), Response(status, LOGIN, "text/html"))
    assert "<" not in str(caught.value)


@pytest.mark.parametrize(
    "body", [None, [], {"success": True}, {"success": True, "result": None}, {"result": {"count": 1}}]
)
def test_a_response_without_packages_is_a_failure(body: object) -> None:
    with pytest.raises(CatalogueError) as caught:
        converse(search(SITE, Query("zones")), reply(body))
    assert caught.value.reason is FailureReason.UNREADABLE


def test_bad_packages_are_counted_and_bare_ones_kept() -> None:
    bare = {"name": "bare", "organization": None, "notes": None, "extras": None, "resources": None, "title": None}
    odd = {"id": 12, "title": {"fr": "x"}, "extras": [3, {"key": None}, {"key": "spatial", "value": "{"}], "notes": []}
    page = read(bare, {"title": "no identifier"}, None, 7, odd, WETLANDS)
    assert [record.title for record in page.records] == ["bare", "12", "Zones humides"]
    assert page.unread == 3


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ('l\'eau "potable"', "l'eau potable"),
        ("title:eau AND -bâti* OR NOT (x) {!func}", "title eau and bâti or not x func"),
        ("Bourgogne-Franche-Comté", "Bourgogne-Franche-Comté"),
        ("a\\b c~2 [1 TO 3] x^4 && || 100 % <b>", "a b c 2 1 TO 3 x 4 100 b"),
        ("🚰 eau", "🚰 eau"),
    ],
)
def test_what_solr_takes_for_operators_is_left_out(typed: str, asked: str) -> None:
    """A colon or a quote would change the query, or make Solr fail."""
    (request,), _ = converse(search(SITE, Query(typed)), found())
    assert parameters(request)["q"] == asked


def test_no_words_ask_for_everything() -> None:
    (request,), _ = converse(search(SITE, Query(" * ")), found())
    assert parameters(request) == {"rows": "20", "start": "0"}


def test_the_extent_is_asked_for_unless_it_crosses_the_antimeridian() -> None:
    """A box that CKAN would misread would lose what is there."""
    (request,), _ = converse(search(SITE, Query("eau", extent=Extent(-5.25, 47.2, -1, 48.9))), found())
    assert parameters(request)["ext_bbox"] == "-5.250000,47.200000,-1.000000,48.900000"
    (request,), _ = converse(search(SITE, Query("eau", extent=Extent(177, -20, -178, -16))), found())
    assert "ext_bbox" not in parameters(request)


def test_a_page_shorter_than_was_asked_is_not_the_last() -> None:
    """A server may give fewer than asked for, and more with the next page."""
    page = converse(search(SITE, Query("eau", limit=50)), found(WETLANDS, total=2))[1]
    (request,), last = converse(search(SITE, Query("eau", limit=50, cursor=page.cursor)), found(WETLANDS, total=2))
    assert (parameters(request)["start"], last.cursor) == ("1", "")


def test_a_count_that_is_none_is_not_invented() -> None:
    page = converse(search(SITE, Query("eau", limit=1)), found(WETLANDS, total="many"))[1]
    assert (page.matched, page.cursor) == (None, "1")
    assert converse(search(SITE, Query("eau", limit=1)), found(total="many"))[1].cursor == ""


def test_a_count_beyond_what_comes_ends_with_the_empty_page() -> None:
    """The server announces more records and sends none."""
    page = converse(search(SITE, Query("eau", cursor="20")), found(total=90))[1]
    assert (page.records, page.matched, page.cursor) == ((), 90, "")


def test_a_catalogue_is_searched_over_http_page_by_page() -> None:
    packages = [{"id": str(number), "title": f"Eau {number}"} for number in range(5)]

    def site(asked: ReceivedRequest) -> Response:
        if asked.path != "/api/3/action/package_search":
            return Response(404, LOGIN, "text/html")
        if asked.parameters.get("q") != "l'eau and potable 🚰":
            return reply({"success": False, "error": {"message": f"Cannot parse {asked.parameters}"}}, 400)
        start, number = int(asked.parameters["start"]), int(asked.parameters["rows"])
        return found(*packages[start : start + number], total=len(packages))

    titles, cursor = [], ""
    with serving(site) as served:
        while True:
            page = ask(search(f"{served.url}/api/3", Query('l\'eau AND "potable" 🚰', limit=2, cursor=cursor)))
            titles += [record.title for record in page.records]
            if not (cursor := page.cursor):
                break
    assert titles == [package["title"] for package in packages]
    assert len(served.requests) == 3


@pytest.mark.parametrize(
    ("package", "organisation"),
    [
        ({"groups": [{"title": "Ville Exemple"}], "author": "admin"}, "Ville Exemple"),
        ({"groups": [{"title": None, "name": "ville"}]}, "ville"),
        ({"groups": [{"title": "Forêts"}], "organization": {"title": "ONF"}}, "ONF"),
        # In CKAN groups are themes, and an author goes before.
        ({"groups": [{"title": "Forêts"}], "organization": None, "author": "ONF"}, "ONF"),
        ({"groups": [{"title": "Ville Exemple"}], "organization": None}, "Ville Exemple"),
        ({"extras": [{"key": "publisher_name", "value": "ONF"}], "organization": None, "author": "admin"}, "ONF"),
        ({"groups": "x", "organization": None}, ""),
        ({"groups": [None, 3]}, ""),
    ],
)
def test_a_group_is_who_publishes_in_dkan(package: dict[str, object], organisation: str) -> None:
    """DKAN has groups where CKAN has organisations."""
    (record,) = read({"id": "a", **package}).records
    assert record.organisation == organisation


BOX = {"bbox-west-long": "-5.2", "bbox-south-lat": "47.2", "bbox-east-long": "-1.0", "bbox-north-lat": "48.9"}


@pytest.mark.parametrize(
    ("extras", "extent"),
    [
        (BOX, Extent(-5.2, 47.2, -1.0, 48.9)),
        ({**BOX, "spatial": "Bretagne"}, Extent(-5.2, 47.2, -1.0, 48.9)),
        ({**BOX, "spatial": json.dumps(WETLANDS_OUTLINE)}, Extent(4, 43, 7.7, 45.1)),
        ({**BOX, "bbox-north-lat": "48,9"}, Extent(-5.2, 47.2, -1.0, 48.9)),
        (dict.fromkeys(BOX, "0"), None),
        ({**BOX, "bbox-north-lat": ""}, None),
        ({**BOX, "bbox-north-lat": None}, None),
        ({**BOX, "bbox-north-lat": "nan"}, None),
        ({**BOX, "bbox-north-lat": "6800000"}, None),
        ({**BOX, "bbox-north-lat": "9" * 5000}, None),
    ],
)
def test_a_box_among_the_extras_is_the_place(extras: dict[str, object], extent: Extent | None) -> None:
    """The harvester of ISO records writes it there."""
    listed = [{"key": key, "value": value} for key, value in extras.items()]
    assert [record.extent for record in read({"id": "a", "extras": listed}, {"id": "b", "extras": extras}).records] == [
        extent,
        extent,
    ]


def test_a_media_type_gives_the_format_where_what_people_wrote_does_not() -> None:
    resource = {"format": "Données", "mimetype": "application/geopackage+sqlite3", "url": "https://carto.fr/a"}
    (record,) = read({"id": "a", "resources": [resource, {**resource, "format": "CSV"}]}).records
    assert [(str(link.kind), link.format) for link in record.links] == [("file", "GPKG"), ("file", "CSV")]
