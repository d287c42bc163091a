"""OGC API Records, and ArcGIS Hub after a draft of it: the requests, and what is read of their records."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients.ogcapi_records import search
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Response
from ctd_plugin.catalogues.records import Extent, LinkKind, Query, RecordPage
from tests.support.catalogue_server import LOGIN, ReceivedRequest, ask, converse, parameters, reply, serving
from tests.support.ogcapi_responses import API, HUB, ITEMS, PARKS, PARKS_OUTLINE, TRAINING


def collections(*names: str, kind: str | None = "record") -> Response:
    return reply({"collections": [{"id": name, "itemType": kind} for name in names]})


def found(*features: object, total: object = None, following: object = None) -> Response:
    body = {"type": "FeatureCollection", "features": list(features), "links": [{"rel": "self", "href": ITEMS}, None]}
    if following is not None:
        body["links"].append({"rel": "next", "href": following})
    return reply(body if total is None else {**body, "numberMatched": total})


def read(*features: object, url: str = ITEMS) -> RecordPage:
    return converse(search(url, Query("parc")), found(*features))[1]


def test_a_record_is_read_whole() -> None:
    (record,) = read(PARKS).records
    assert (record.id, record.title, record.abstract) == ("parcs", "Parcs & réserves", "Parcs naturels")
    assert (record.organisation, record.contact) == ("Région Exemple", "sig@exemple.fr")
    assert (record.licence, record.modified) == ("etalab-2.0", "2026-03-01T00:00:00Z")
    assert record.extent == Extent(-1.8, 48.1, 1.9, 50.1)
    assert record.landing_page == f"{ITEMS}/parcs?f=html"


def test_the_links_of_a_record_to_its_data_are_kept() -> None:
    (record,) = read(PARKS).records
    assert [(link.kind, link.url, link.layer) for link in record.links] == [
        (LinkKind.WMS, "https://geo.exemple.fr/wms", "env:parcs"),
        (LinkKind.WFS, "https://geo.exemple.fr/carte?map=parcs", "env:parcs"),
        (LinkKind.FILE, f"{API}/collections/metadata:main/parcs.gpkg", ""),
    ]


def test_an_item_of_arcgis_hub_is_read() -> None:
    (record,) = read(TRAINING, url=f"{HUB}/collections/dataset").records
    assert (record.title, record.abstract, record.organisation) == ("Lycées", "Les lycées", "Région Exemple")
    assert (record.modified, record.licence) == ("2022-12-20", "Licence Ouverte")
    assert record.extent == Extent(-1.8, 48.1, 1.9, 50.1)
    assert record.landing_page == "https://donnees.exemple.fr/datasets/f4bcc"
    (link,) = record.links
    assert link.kind is LinkKind.ARCGIS
    assert link.url == "https://services.arcgis.com/abc/arcgis/rest/services/Lycees/FeatureServer"


@pytest.mark.parametrize(
    ("geometry", "extent"),
    [
        (None, None),
        ({"type": "Point", "coordinates": [2, 48]}, Extent(2, 48, 2, 48)),
        ({"type": "MultiPolygon", "coordinates": [PARKS_OUTLINE["coordinates"]]}, Extent(-1.8, 48.1, 1.9, 50.1)),
        (
            {
                "type": "MultiPolygon",
                "coordinates": [
                    [[[166, -23], [180, -23], [180, -19], [166, -23]]],
                    [[[-180, -23], [-176, -23], [-176, -13], [-180, -23]]],
                ],
            },
            Extent(166, -23, -176, -13),
        ),
        ({"type": "Polygon", "coordinates": "x"}, None),
    ],
)
def test_the_place_of_a_record_is_that_of_its_geometry(geometry: object, extent: Extent | None) -> None:
    (record,) = read({**PARKS, "geometry": geometry}).records
    assert record.extent == extent


def test_a_box_stands_in_for_a_geometry() -> None:
    boxed = {"id": "a", "geometry": None, "bbox": [1, 2, 3, 4]}
    drafted = {"id": "b", "properties": {"extent": {"spatial": {"bbox": [[1, 2, 3, 4]]}}}}
    assert [record.extent for record in read(boxed, drafted).records] == [Extent(1, 2, 3, 4)] * 2


def test_bad_records_are_counted_and_bare_ones_kept() -> None:
    """Properties, title, links and type may be missing."""
    odd = {"id": 5, "properties": {"contacts": "x", "title": None, "updated": [], "extent": 3}, "links": {"a": 1}}
    page = read(PARKS, None, {"id": "bare"}, {"properties": {}}, odd, {"properties": {"title": "Sans clef"}})
    assert [record.title for record in page.records] == ["Parcs & réserves", "bare", "5", "Sans clef"]
    assert page.unread == 2


@pytest.mark.parametrize(
    ("listed", "chosen"),
    [
        (collections("all", "document", "dataset", kind=None), "dataset"),
        (collections("document", "all", kind=None), "all"),
        (collections("other", "metadata:main"), "metadata:main"),
        (collections("first"), "first"),
        (reply({"collections": [{"id": "roads", "itemType": "feature"}, {"id": "cat", "itemType": "record"}]}), "cat"),
        (reply({"collections": [None, {"id": None}, {"id": "a b/c"}]}), "a%20b%2Fc"),
        (reply({"collections": [{"id": "relief"}, {"id": "all"}, {"id": "cat", "itemType": "record"}]}), "cat"),
        (reply({"collections": [{"id": "relief", "itemType": None}, {"id": "cat", "itemType": "Record"}]}), "cat"),
        (reply({"collections": [{"id": "roads", "itemType": "feature"}, {"id": "cat"}]}), "cat"),
    ],
)
def test_the_collection_of_data_sets_is_chosen(listed: Response, chosen: str) -> None:
    """A collection that does not say what it holds was preferred to one that says `record`."""
    requests, _ = converse(search(HUB, Query("lycée", limit=200)), listed, found())
    assert requests[0].url == f"{HUB}/collections"
    assert requests[1].url.partition("?")[0] == f"{HUB}/collections/{chosen}/items"
    assert parameters(requests[1]) == {"q": "lycée", "limit": "100"}


def test_several_collections_of_records_are_searched_one_after_the_other() -> None:
    """How many match in all is not known; an empty collection is passed over."""
    found = {
        "features": [TRAINING],
        "numberMatched": 2,
        "links": [{"rel": "next", "href": f"{API}/collections/b/items?2"}],
    }
    last = {"features": [TRAINING], "numberMatched": 1}
    requests, page = converse(
        search(API, Query("sport", limit=5)), collections("a", "b", "c"), reply({"features": []}), reply(found)
    )
    assert [request.url.partition("?")[0] for request in requests[1:]] == [
        f"{API}/collections/{name}/items" for name in "ab"
    ]
    assert (len(page.records), page.matched) == (1, None)
    [request], page = converse(search(API, Query("sport", cursor=page.cursor)), reply(last))
    assert request.url == f"{API}/collections/b/items?2"
    [request], page = converse(search(API, Query("sport", cursor=page.cursor)), reply(last))
    assert request.url.startswith(f"{API}/collections/c/items?q=sport")
    assert (page.matched, page.cursor) == (None, "")


def test_the_first_page_of_each_collection_is_newest_first() -> None:
    following = f"{ITEMS}?sortby=-updated&offset=20"
    requests, page = converse(
        search(API, Query("")), collections("metadata", "b", "c"), found(TRAINING, following=following)
    )
    sortings = [parameters(requests[1])["sortby"]]
    for answer in (found(TRAINING), found(TRAINING), found(TRAINING)):
        [request], page = converse(search(API, Query("", cursor=page.cursor)), answer)
        sortings.append(request.url.partition("sortby=")[2].partition("&")[0])
        # A next page is asked as the server wrote it.
        assert request.url.count("sortby") == 1
    assert sortings == ["-updated"] * 4
    assert page.cursor == ""


@pytest.mark.parametrize("listed", [collections(), collections("roads", kind="feature")])
def test_a_server_without_a_catalogue_is_reported(listed: Response) -> None:
    with pytest.raises(CatalogueError, match="without a list of records"):
        converse(search(API, Query("parc")), listed)


@pytest.mark.parametrize("url", [ITEMS, f"{ITEMS}?limit=5", ITEMS.removesuffix("/items"), f"{ITEMS}/"])
def test_a_collection_that_is_given_is_asked_at_once(url: str) -> None:
    (request,), _ = converse(search(url, Query("", extent=Extent(177, -20, -178, -16))), found())
    assert request.url.partition("?")[0] == ITEMS
    # The standard lets a box cross the antimeridian.
    box = "177.000000,-20.000000,-178.000000,-16.000000"
    assert parameters(request) == {"limit": "20", "bbox": box, "sortby": "-updated"}
    assert "geo+json" in request.accept


def test_the_next_page_is_the_one_that_the_server_links_to() -> None:
    following = f"{ITEMS}?limit=20&startindex=21&q=parc"
    page = converse(search(ITEMS, Query("parc")), found(PARKS, total=21, following=following))[1]
    assert (page.matched, page.cursor) == (21, following)
    (request,), last = converse(search(ITEMS, Query("parc", cursor=page.cursor)), found(TRAINING))
    assert request.url == following
    assert (last.matched, last.cursor) == (None, "")


@pytest.mark.parametrize(
    ("following", "cursor"),
    [
        (
            "http://catalogue.exemple.fr:5000/oarec/collections/c/items?offset=20",
            f"{API}/collections/c/items?offset=20",
        ),
        ("/oarec/collections/c/items?offset=20", f"{API}/collections/c/items?offset=20"),
        ("?q=parc&limit=20&offset=20", f"{ITEMS}?q=parc&limit=20&offset=20"),
        ("https://elsewhere.example/collections/c/items?offset=20", ""),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("//[", ""),
        (None, ""),
        (3, ""),
        (f"{ITEMS}?q=parc&limit=20", ""),
    ],
)
def test_a_next_page_elsewhere_or_the_same_again_is_not_followed(following: object, cursor: str) -> None:
    """A next page on another host is not followed; behind a proxy a server may not know its public address."""
    page = converse(search(ITEMS, Query("parc")), found(PARKS, following=following))[1]
    assert page.cursor == cursor


def test_an_empty_page_is_the_last() -> None:
    """Matched, but nothing comes, with a link that would go on for ever."""
    page = converse(search(ITEMS, Query("parc")), found(total=12, following=f"{ITEMS}?offset=20"))[1]
    assert (page.records, page.matched, page.cursor) == ((), 12, "")


@pytest.mark.parametrize(
    ("response", "reason", "words"),
    [
        (Response(200, LOGIN, "text/html"), FailureReason.UNREADABLE, "web page: “Connexion"),
        (reply({"code": "InvalidParameterValue", "description": "limit"}, 400), FailureReason.EXCEPTION, "limit"),
        (reply({"statusCode": 401, "message": "Token required"}, 401), FailureReason.REFUSED, "Token required"),
        (reply({"message": "Domain record not found"}, 404), FailureReason.NOT_FOUND, "Domain record not found"),
        (reply({"error": {"code": 499, "message": "Token Required"}}), FailureReason.EXCEPTION, "Token Required"),
        (reply({"features": None}), FailureReason.UNREADABLE, "without a list of records"),
        (Response(200, b'{"features": [{"id": "a"'), FailureReason.UNREADABLE, "not JSON"),
    ],
)
def test_a_response_without_records_is_a_failure(response: Response, reason: FailureReason, words: str) -> None:
    """A missing token is reported."""
    with pytest.raises(CatalogueError, match=words) as caught:
        converse(search(ITEMS, Query("parc")), response)
    assert caught.value.reason is reason


def test_a_catalogue_is_searched_over_http_page_by_page() -> None:
    def hub(asked: ReceivedRequest) -> Response:
        if asked.path == "/api/search/v1/collections":
            return collections("all", "dataset", kind=None)
        start = int(asked.parameters.get("startindex", "1"))
        if asked.path != "/api/search/v1/collections/dataset/items" or asked.parameters["q"] != "l'eau été 100":
            return reply({"message": f"{asked}"}, 404)
        asked_again = f"{served.url}{asked.path}?q=l%27eau+%C3%A9t%C3%A9+100&limit=2&startindex={start + 2}"
        features = [{"id": str(number)} for number in range(start, min(start + 2, 6))]
        return found(*features, total=5, following=asked_again if start + 2 < 6 else None)

    names, cursor = [], ""
    with serving(hub) as served:
        while True:
            page = ask(search(f"{served.url}/api/search/v1", Query('l\'eau "été" & 100 %', limit=2, cursor=cursor)))
            names += [record.id for record in page.records]
            if not (cursor := page.cursor):
                break
    assert names == ["1", "2", "3", "4", "5"]
    assert len(served.requests) == 4


def links_of(*links: object, **more: object) -> list[tuple[str, str, str, str]]:
    """Return kind, address, layer and format of what a record's links are taken for."""
    (record,) = read({"id": "a", "links": list(links), **more}).records
    return [(str(link.kind), link.url, link.layer, link.format) for link in record.links]


@pytest.mark.parametrize(
    ("providers", "organisation", "contact"),
    [
        ([{"name": "Hébergeur", "roles": ["host"]}, {"name": "Région", "roles": ["producer"]}], "Région", ""),
        ([{"name": "Région"}, None, {"name": None}], "Région", ""),
        ([{"name": "Région", "contactInfo": {"email": {"work": "sig@exemple.fr"}}}], "Région", "sig@exemple.fr"),
        ([{"name": "Région", "contactInfo": {"email": "sig@exemple.fr"}}], "Région", "sig@exemple.fr"),
        ("Région", "", ""),
    ],
)
def test_who_provides_the_data_is_the_organisation(providers: object, organisation: str, contact: str) -> None:
    (record,) = read({"id": "a", "properties": {"providers": providers}}).records
    assert (record.organisation, record.contact) == (organisation, contact)
    (record,) = read({"id": "a", "properties": {"providers": providers, "contacts": [{"organization": "X"}]}}).records
    assert record.organisation == "X"


def test_layers_named_in_titles_alone_and_several_at_one_address_are_all_kept() -> None:
    """Of several layers at one address one was left, and it had no name."""
    wms = {"rel": "item", "href": "https://carto.fr/wms", "type": "OGC:WMS"}
    titles = ("parcs", "env:reserves", "Parcs naturels", "Flux WMS", "parcs")
    assert links_of(*({**wms, "title": title} for title in titles)) == [
        ("wms", "https://carto.fr/wms", "parcs", ""),
        ("wms", "https://carto.fr/wms", "env:reserves", ""),
        ("wms", "https://carto.fr/wms", "", ""),
        ("wms", "https://carto.fr/wms", "", ""),
    ]


@pytest.mark.parametrize(
    "described", [{"type": "OGC:WFS"}, {"protocol": "OGC:WFS"}, {"type": "application/vnd.ogc.wfs_xml"}]
)
def test_a_service_is_what_a_link_says_before_what_its_path_looks_like(described: dict[str, str]) -> None:
    """A WFS behind a path that ends in wms."""
    link = {"href": "https://carto.fr/geoserver/wms", "title": "env:parcs", **described}
    assert [found[:3] for found in links_of(link)] == [("wfs", "https://carto.fr/geoserver/wms", "env:parcs")]


def test_downloads_in_several_formats_at_one_path_are_all_kept() -> None:
    """Distinguished by the media type of the response, or by a parameter of the request."""
    types = ("text/csv", "application/geopackage+sqlite3", "application/geopackage+sqlite3")
    files = [{"rel": "enclosure", "href": "https://carto.fr/parcs", "type": form} for form in types]
    assert links_of(*files) == [
        ("file", "https://carto.fr/parcs", "", "CSV"),
        ("file", "https://carto.fr/parcs", "", "GPKG"),
    ]
    whole = "https://carto.fr/api/collections/parcs/items"
    assert links_of(*({"href": f"{whole}?f={form}"} for form in ("json", "csv", "gpkg"))) == [
        ("ogcapi-features", "https://carto.fr/api", "parcs", ""),
        ("file", f"{whole}?f=csv", "", "CSV"),
        ("file", f"{whole}?f=gpkg", "", "GPKG"),
    ]


@pytest.mark.parametrize(
    ("href", "page"),
    [
        (f"{ITEMS}/autre", f"{ITEMS}/autre"),
        ("autre", f"{API}/collections/metadata:main/autre"),
        (ITEMS, ITEMS),
        (ITEMS.removesuffix("/items"), ITEMS.removesuffix("/items")),
        (f"{ITEMS}?q=autre", f"{ITEMS}?q=autre"),
        ("https://autre.fr/collections/jeux/items/7?f=json", "https://autre.fr/collections/jeux/items/7?f=json"),
    ],
)
def test_a_related_record_is_a_page_and_no_layer(href: str, page: str) -> None:
    link = {"rel": "related", "href": href, "type": "application/geo+json", "title": "autre"}
    if href == "autre":
        link["type"] = "text/html"
    assert [found[:3] for found in links_of(link)] == [("page", page, "")]


def test_a_related_layer_is_still_a_layer() -> None:
    related = {"rel": "related", "href": f"{API}/collections/communes", "title": "Communes"}
    assert [found[:3] for found in links_of(related)] == [("ogcapi-features", API, "communes")]


def test_the_assets_of_a_stac_item_are_links() -> None:
    """They were dropped."""
    assets = {
        "visual": {"href": "./image.tif", "type": "image/tiff; application=geotiff; profile=cloud-optimized"},
        "parcels": {"href": "https://carto.fr/p", "title": "Parcelles", "type": "application/vnd.apache.parquet"},
        "thumbnail": {"href": "https://carto.fr/p.png", "roles": ["thumbnail"]},
        "private": {"href": "s3://bucket/image.tif"},
        "empty": None,
    }
    (record,) = read({"id": "a", "assets": assets}).records
    assert [(str(link.kind), link.url, link.title, link.format) for link in record.links] == [
        ("file", f"{API}/collections/metadata:main/image.tif", "visual", "TIFF"),
        ("file", "https://carto.fr/p", "Parcelles", "PARQUET"),
        ("page", "https://carto.fr/p.png", "thumbnail", "PNG"),
    ]
    assert read({"id": "a", "assets": [1]}).records[0].links == ()


def test_web_maps_and_templates_of_links_are_layers() -> None:
    """Relations of STAC, and templates of the standard."""
    assert links_of(
        {"rel": "wms", "href": "https://carto.fr/map", "wms:layers": ["a", "b"], "type": "image/png"},
        {"rel": "wmts", "href": "https://carto.fr/map", "wmts:layer": "a"},
        {"rel": "xyz", "href": "https://carto.fr/{z}/{x}/{y}.png", "title": "tuiles"},
        linkTemplates=[
            {"uriTemplate": "https://carto.fr/wms?service=WMS&request=GetMap&layers=c&bbox={bbox}"},
            {"uriTemplate": "https://carto.fr/wms?service=WMS&layers={layer}"},
            {"uriTemplate": "https://carto.fr/fiche/{id}"},
            None,
        ],
    ) == [
        ("wms", "https://carto.fr/map", "a", "PNG"),
        ("wms", "https://carto.fr/map", "b", "PNG"),
        ("wmts", "https://carto.fr/map", "a", ""),
        ("tms", "https://carto.fr/{z}/{x}/{y}.png", "", "PNG"),
        ("wms", "https://carto.fr/wms", "c", ""),
    ]


def test_the_response_of_a_stac_search_is_read_and_its_next_page_by_post_is_not_asked() -> None:
    """Requested by GET it would be the same page again and again."""
    following = {"rel": "next", "href": f"{API}/search", "method": "POST", "body": {"token": "2"}}
    body = {"features": [PARKS], "context": {"matched": 7}, "links": [following]}
    page = converse(search(ITEMS, Query("parc")), reply(body))[1]
    assert (page.matched, page.cursor, len(page.records)) == (7, "", 1)
