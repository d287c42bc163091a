"""OGC API Records, and ArcGIS Hub after a draft of it: what they are asked, and what is read of their records."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients.ogcapi_records import search
from ctd_plugin.catalogues.records import Extent, LinkKind, Page, Query
from ctd_plugin.catalogues.replies import Answer, CatalogueError, Trouble
from tests.unit.replay import LOGIN, Asked, ask, converse, parameters, reply, serving

HUB = "https://donnees.exemple.fr/api/search/v1"
API = "https://catalogue.exemple.fr/oarec"
ITEMS = f"{API}/collections/metadata:main/items"

OUTLINE = {"type": "Polygon", "coordinates": [[[-1.8, 48.1], [1.9, 48.1], [1.9, 50.1], [-1.8, 50.1], [-1.8, 48.1]]]}
PARKS = {
    "type": "Feature",
    "id": "parcs",
    "geometry": OUTLINE,
    "properties": {
        "title": "Parcs &amp; réserves",
        "description": "<p>Parcs <b>naturels</b></p>",
        "updated": "2026-03-01T00:00:00Z",
        "created": "2020-01-01",
        "license": "etalab-2.0",
        "contacts": [{"name": "SIG", "organization": "Région Exemple", "emails": [{"value": "sig@exemple.fr"}]}],
    },
    "links": [
        {"rel": "self", "href": f"{ITEMS}/parcs", "type": "application/geo+json"},
        {"rel": "collection", "href": f"{API}/collections/metadata:main"},
        {
            "rel": "alternate",
            "href": "https://name:secret@catalogue.exemple.fr/oarec/collections/metadata:main/items/parcs?f=html",
            "type": "text/html",
        },
        {"rel": "item", "href": "https://geo.exemple.fr/wms?SERVICE=WMS", "type": "OGC:WMS", "name": "env:parcs"},
        {"rel": "item", "href": "https://geo.exemple.fr/carte?map=parcs", "protocol": "OGC:WFS", "name": "env:parcs"},
        {"rel": "enclosure", "href": "parcs.gpkg", "title": "Parcs", "type": "application/geopackage+sqlite3"},
        {"href": None},
        None,
    ],
}
TRAINING = {
    "id": "f4bcc",
    "geometry": None,
    "properties": {
        "id": "f4bcc",
        "title": "Lycées",
        "snippet": "Les lycées",
        "description": None,
        "owner": "sig_region",
        "source": "Région Exemple",
        "modified": 1671554653000,
        "type": "Feature Service",
        "license": "custom",
        "licenseInfo": "<a href='https://www.etalab.gouv.fr'>Licence Ouverte</a>",
        "extent": OUTLINE,
        "url": "https://services.arcgis.com/abc/arcgis/rest/services/Lycees/FeatureServer/0",
    },
    "links": [{"rel": "self", "href": f"{HUB}/collections/dataset/items/f4bcc"}],
}


def collections(*names: str, kind: str | None = "record") -> Answer:
    return reply({"collections": [{"id": name, "itemType": kind} for name in names]})


def found(*features: object, total: object = None, following: object = None) -> Answer:
    body = {"type": "FeatureCollection", "features": list(features), "links": [{"rel": "self", "href": ITEMS}, None]}
    if following is not None:
        body["links"].append({"rel": "next", "href": following})
    return reply(body if total is None else {**body, "numberMatched": total})


def read(*features: object, url: str = ITEMS) -> Page:
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
        ({"type": "MultiPolygon", "coordinates": [OUTLINE["coordinates"]]}, Extent(-1.8, 48.1, 1.9, 50.1)),
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
    """Failures 12, 15 and 22: properties, title, links and type may be missing."""
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
        (collections("first", "second"), "first"),
        (reply({"collections": [{"id": "roads", "itemType": "feature"}, {"id": "cat", "itemType": "record"}]}), "cat"),
        (reply({"collections": [None, {"id": None}, {"id": "a b/c"}]}), "a%20b%2Fc"),
    ],
)
def test_the_collection_of_data_sets_is_chosen(listed: Answer, chosen: str) -> None:
    requests, _ = converse(search(HUB, Query("lycée", limit=200)), listed, found())
    assert requests[0].url == f"{HUB}/collections"
    assert requests[1].url.partition("?")[0] == f"{HUB}/collections/{chosen}/items"
    assert parameters(requests[1]) == {"q": "lycée", "limit": "100"}


@pytest.mark.parametrize("listed", [collections(), collections("roads", kind="feature")])
def test_a_server_without_a_catalogue_is_told_so(listed: Answer) -> None:
    with pytest.raises(CatalogueError, match="without a list of records"):
        converse(search(API, Query("parc")), listed)


@pytest.mark.parametrize("url", [ITEMS, f"{ITEMS}?limit=5", ITEMS.removesuffix("/items"), f"{ITEMS}/"])
def test_a_collection_that_is_given_is_asked_at_once(url: str) -> None:
    (request,), _ = converse(search(url, Query("", extent=Extent(177, -20, -178, -16))), found())
    assert request.url.partition("?")[0] == ITEMS
    # The standard lets a box cross the antimeridian.
    assert parameters(request) == {"limit": "20", "bbox": "177.000000,-20.000000,-178.000000,-16.000000"}
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
    """A server may send its reader nowhere but to itself, and behind a proxy it may not know its own door."""
    page = converse(search(ITEMS, Query("parc")), found(PARKS, following=following))[1]
    assert page.cursor == cursor


def test_an_empty_page_is_the_last() -> None:
    """Failure 9: matched, but nothing comes, with a link that would go on for ever."""
    page = converse(search(ITEMS, Query("parc")), found(total=12, following=f"{ITEMS}?offset=20"))[1]
    assert (page.records, page.matched, page.cursor) == ((), 12, "")


@pytest.mark.parametrize(
    ("answer", "trouble", "words"),
    [
        (Answer(200, LOGIN, "text/html"), Trouble.UNREADABLE, "a web page: Connexion"),
        (reply({"code": "InvalidParameterValue", "description": "limit"}, 400), Trouble.EXCEPTION, "limit"),
        (reply({"statusCode": 401, "message": "Token required"}, 401), Trouble.REFUSED, "Token required"),
        (reply({"message": "Domain record not found"}, 404), Trouble.NOT_FOUND, "Domain record not found"),
        (reply({"error": {"code": 499, "message": "Token Required"}}), Trouble.EXCEPTION, "Token Required"),
        (reply({"features": None}), Trouble.UNREADABLE, "without a list of records"),
        (Answer(200, b'{"features": [{"id": "a"'), Trouble.UNREADABLE, "not JSON"),
    ],
)
def test_an_answer_without_records_is_a_trouble(answer: Answer, trouble: Trouble, words: str) -> None:
    """Failures 1, 22 and 25: a token that is needed is said to be."""
    with pytest.raises(CatalogueError, match=words) as caught:
        converse(search(ITEMS, Query("parc")), answer)
    assert caught.value.trouble is trouble


def test_a_catalogue_is_searched_over_http_page_by_page() -> None:
    def hub(asked: Asked) -> Answer:
        if asked.path == "/api/search/v1/collections":
            return collections("all", "dataset", kind=None)
        start = int(asked.parameters.get("startindex", "1"))
        if asked.path != "/api/search/v1/collections/dataset/items" or asked.parameters["q"] != 'l\'eau "été" & 100 %':
            return reply({"message": f"{asked}"}, 404)
        asked_again = (
            f"{served.url}{asked.path}?q=l%27eau+%22%C3%A9t%C3%A9%22+%26+100+%25&limit=2&startindex={start + 2}"
        )
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
    assert len(served.asked) == 4
