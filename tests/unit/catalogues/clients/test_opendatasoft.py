"""Opendatasoft portals: requests and responses in each version of their API."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ctd_plugin.catalogues.clients.opendatasoft import search
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Response
from ctd_plugin.catalogues.records import Extent, LinkKind, Query, RecordPage
from tests.support.catalogue_records import BARE, GARES
from tests.support.catalogue_server import LOGIN, ReceivedRequest, ask, converse, parameters, reply, serving

PORTAL = "https://data.exemple.fr"
V21 = f"{PORTAL}/api/explore/v2.1/catalog/datasets"
UNKNOWN = reply({"message": "Not found"}, 404)


def v21(*datasets: object, total: object = None) -> Response:
    return reply({"total_count": len(datasets) if total is None else total, "results": list(datasets)})


def read(*datasets: object) -> RecordPage:
    return converse(search(PORTAL, Query("gare")), v21(*datasets))[1]


def test_a_data_set_is_read_whole() -> None:
    (record,) = read(GARES).records
    assert (record.id, record.title) == ("gares-ferroviaires", "Gares & haltes")
    assert record.abstract == "Les gares d’Île-de-France\nMise à jour annuelle"
    assert (record.organisation, record.licence) == ("Région Exemple", "Licence Ouverte v2.0")
    assert record.modified == "2026-09-01T08:00:00+00:00"
    assert record.extent == Extent(1.4, 48.1, 3.6, 49.3)
    assert record.landing_page == f"{PORTAL}/explore/dataset/gares-ferroviaires/"
    assert record.contact == "donnees@exemple.fr"


def test_exports_and_files_are_links() -> None:
    (record,) = read(GARES).records
    dataset = f"{V21}/gares-ferroviaires"
    assert [(link.kind, link.url, link.format) for link in record.links] == [
        (LinkKind.GEOJSON, f"{dataset}/exports/geojson", "GEOJSON"),
        (LinkKind.FILE, f"{dataset}/exports/csv", "CSV"),
        (LinkKind.FILE, f"{dataset}/exports/xlsx", "XLSX"),
        (LinkKind.PAGE, f"{dataset}/attachments/notice_pdf", "PDF"),
        (LinkKind.FILE, "https://cdn.exemple.fr/a.gpkg", "GPKG"),
        (LinkKind.FILE, f"{dataset}/alternative_exports/gtfs_zip", "ZIP"),
        (LinkKind.PAGE, "https://www.exemple.fr/gares", ""),
    ]


def test_a_data_set_without_places_has_no_geojson_and_one_without_records_no_export() -> None:
    table, files = read({**GARES, "features": ["analyze"]}, {**GARES, "has_records": False}).records
    assert LinkKind.GEOJSON not in {link.kind for link in table.links}
    assert not any("/exports/csv" in link.url for link in files.links)
    assert any("/attachments/" in link.url for link in files.links)


def test_a_federated_data_set_is_asked_of_the_portal_that_lists_it() -> None:
    (record,) = read({**GARES, "dataset_id": "gares@sncf"}).records
    assert record.landing_page == f"{PORTAL}/explore/dataset/gares@sncf/"
    assert record.links[0].url == f"{V21}/gares@sncf/exports/geojson"


def test_bad_records_are_counted_and_bare_ones_kept() -> None:
    """No identifier, another type, null everywhere."""
    broken = {"dataset_id": None, "metas": None}
    odd = {
        "dataset_id": "odd",
        "metas": {"default": {"title": ["a"], "modified": {}, "license": 4}},
        "attachments": "x",
    }
    page = read(BARE, broken, None, "text", odd, GARES)
    assert [record.title for record in page.records] == ["bare", "odd", "Gares & haltes"]
    assert page.unread == 3


def test_the_words_are_quoted_for_the_query_language() -> None:
    """What a person typed never ends the literal."""
    words = 'réseau "eau" \\ d\'\t100 % or publisher:"x'
    (request,), _ = converse(search(PORTAL, Query(words)), v21())
    where = parameters(request)["where"]
    assert where == 'search("réseau \\"eau\\" \\\\ d\' 100 % or publisher:\\"x")'
    # As a parser of the language reads it: one literal, whole.
    assert json.loads(where.removeprefix("search(").removesuffix(")")) == " ".join(words.split())


def test_no_words_ask_for_everything_the_newest_first() -> None:
    (request,), _ = converse(search(PORTAL, Query(" ")), v21())
    assert parameters(request) == {"limit": "20", "offset": "0", "order_by": "modified desc"}
    refused = reply({"message": "ODSQL query is malformed", "error_code": "ODSQLError"}, 400)
    (_, again), _ = converse(search(PORTAL, Query(" ")), refused, v21())
    assert parameters(again) == {"limit": "20", "offset": "0"}


@pytest.mark.parametrize(
    "url",
    [
        PORTAL,
        f"{PORTAL}/",
        f"{PORTAL}/api",
        f"{PORTAL}/api/records/1.0/search/",
        V21,
        "https://name:secret@data.exemple.fr/api/explore/v2.1/catalog/datasets?limit=1",
    ],
)
def test_any_address_of_a_portal_will_do(url: str) -> None:
    (request,), _ = converse(search(url, Query("eau")), v21())
    assert request.url.partition("?")[0] == V21


def test_the_next_page_follows_until_all_is_read() -> None:
    page = converse(search(PORTAL, Query("eau", limit=2)), v21(GARES, GARES, total=3))[1]
    assert page.matched == 3
    (request,), last = converse(search(PORTAL, Query("eau", limit=2, cursor=page.cursor)), v21(GARES, total=3))
    assert parameters(request)["offset"] == "2"
    assert last.cursor == ""


def test_no_more_than_the_server_gives_is_asked_for() -> None:
    (request,), _ = converse(search(PORTAL, Query("eau", limit=500)), v21())
    assert parameters(request)["limit"] == "100"


def test_the_pages_end_at_the_ceiling() -> None:
    """Beyond 10,000 the server only gives errors; their number is still reported."""
    many = [{"dataset_id": f"d{i}"} for i in range(50)]
    (request,), page = converse(search(PORTAL, Query("eau", limit=100, cursor="2.1:9950")), v21(*many, total=24_000))
    assert (parameters(request)["limit"], parameters(request)["offset"]) == ("50", "9950")
    assert (page.cursor, page.matched, len(page.records)) == ("", 24_000, 50)


def test_a_spent_quota_is_reported_with_its_end() -> None:
    """429 with the time when the count starts anew."""
    spent = {"errorcode": 10002, "reset_time": "2026-10-02T00:00:00Z", "error": "Too many requests on the domain."}
    with pytest.raises(
        CatalogueError, match=r"Too many requests on the domain\. \(until 2026-10-02T00:00:00Z\)"
    ) as caught:
        converse(search(PORTAL, Query("eau")), reply(spent, 429))
    assert caught.value.reason is FailureReason.BUSY


def test_the_error_of_a_query_is_reported_in_the_words_of_the_server() -> None:
    error = {"error_code": "ODSQLError", "message": "ODSQL query is malformed: Unexpected end-of-input"}
    with pytest.raises(CatalogueError, match="ODSQL query is malformed") as caught:
        converse(search(PORTAL, Query("eau")), reply(error, 400))
    assert caught.value.reason is FailureReason.EXCEPTION
    assert "{" not in str(caught.value)


@pytest.mark.parametrize("body", [None, [], "text", {}, {"results": None}, {"total_count": 3, "results": {}}])
def test_a_response_without_records_is_a_failure(body: object) -> None:
    with pytest.raises(CatalogueError) as caught:
        converse(search(PORTAL, Query("eau")), reply(body))
    assert caught.value.reason is FailureReason.UNREADABLE


def test_a_login_page_is_a_failure() -> None:
    with pytest.raises(CatalogueError, match="web page: “Connexion"):
        converse(search(PORTAL, Query("eau")), Response(200, LOGIN, "text/html"))


def test_version_2_0_wraps_its_data_sets() -> None:
    wrapped = reply({"total_count": 21, "datasets": [{"dataset": GARES, "links": []}] * 20})
    requests, page = converse(search(PORTAL, Query('gare "x')), UNKNOWN, wrapped)
    assert requests[1].url.startswith(f"{PORTAL}/api/explore/v2.0/catalog/datasets?")
    assert parameters(requests[1])["where"] == '"gare \\"x"'
    assert page.records[0].title == "Gares & haltes"
    assert page.records[0].links[0].url.startswith(f"{PORTAL}/api/explore/v2.0/catalog/datasets/")
    # Of the next page only the version that answered is asked.
    (request,), _ = converse(search(PORTAL, Query("gare", cursor=page.cursor)), wrapped)
    assert "/v2.0/" in request.url
    assert parameters(request)["offset"] == "20"


def test_version_1_has_its_own_shape_and_downloads() -> None:
    old = {
        "datasetid": "gares",
        "has_records": True,
        "features": ["geo"],
        "attachments": [{"id": "notice", "title": "Notice", "url": "odsfile://n.pdf", "mimetype": "application/pdf"}],
        "metas": {"title": "Gares", "description": "<i>Toutes</i>", "publisher": "Région", "license": None},
    }
    requests, page = converse(
        search(PORTAL, Query('gare AND "x"')), UNKNOWN, UNKNOWN, reply({"nhits": 1, "datasets": [old]})
    )
    assert requests[2].url.startswith(f"{PORTAL}/api/datasets/1.0/search/?")
    assert parameters(requests[2]) == {"q": "gare and x", "rows": "20", "start": "0"}
    (record,) = page.records
    assert (record.title, record.abstract, record.organisation, record.licence) == ("Gares", "Toutes", "Région", "")
    assert [(link.kind, link.url) for link in record.links] == [
        (LinkKind.GEOJSON, f"{PORTAL}/api/records/1.0/download/?dataset=gares&format=geojson"),
        (LinkKind.FILE, f"{PORTAL}/api/records/1.0/download/?dataset=gares&format=csv"),
        (LinkKind.FILE, f"{PORTAL}/api/records/1.0/download/?dataset=gares&format=xls"),
        (LinkKind.PAGE, f"{PORTAL}/api/datasets/1.0/gares/attachments/notice"),
    ]


def test_a_portal_that_moved_elsewhere_is_not_found() -> None:
    with pytest.raises(CatalogueError) as caught:
        converse(search(PORTAL, Query("eau")), UNKNOWN, UNKNOWN, UNKNOWN)
    assert caught.value.reason is FailureReason.NOT_FOUND


def test_a_portal_is_searched_over_http_page_by_page() -> None:
    names = [f"eau-{number}" for number in range(5)]

    def portal(asked: ReceivedRequest) -> Response:
        if asked.path != "/api/explore/v2.0/catalog/datasets":
            return Response(404, b"<html>Not found</html>", "text/html")
        literal = asked.parameters["where"]
        if not re.fullmatch(r'"([^"\\]|\\.)*"', literal):
            return reply({"error_code": "ODSQLError", "message": f"malformed: {literal}"}, 400)
        start, limit = int(asked.parameters["offset"]), int(asked.parameters["limit"])
        found: list[dict[str, Any]] = [{"dataset": {"dataset_id": name}} for name in names]
        return reply({"total_count": len(found), "datasets": found[start : start + limit]})

    read_names, cursor = [], ""
    with serving(portal) as served:
        while True:
            page = ask(search(f"{served.url}/api", Query('l\'eau "potable" 🚰 \\', limit=2, cursor=cursor)))
            read_names += [record.id for record in page.records]
            if not (cursor := page.cursor):
                break
    assert read_names == names
    assert [asked.path[:18] for asked in served.requests] == ["/api/explore/v2.1/"] + ["/api/explore/v2.0/"] * 3


BOX = {
    "extend_bounding_box_westbound_longitude": "1.4",
    "extend_bounding_box_southbound_latitude": 48.1,
    "extend_bounding_box_eastbound_longitude": "3.6",
    "extend_bounding_box_northbound_latitude": 49.3,
}


@pytest.mark.parametrize(
    ("metas", "extent"),
    [
        ({"inspire": BOX}, Extent(1.4, 48.1, 3.6, 49.3)),
        ({"inspire": BOX, "default": {"geographic_area": GARES["metas"]["default"]["geographic_area"]}}, "own"),
        ({"inspire": {**BOX, "extend_bounding_box_northbound_latitude": None}}, None),
        ({"inspire": {**BOX, "extend_bounding_box_northbound_latitude": "nord"}}, None),
        ({"inspire": {**BOX, "extend_bounding_box_northbound_latitude": True}}, None),
        ({"inspire": []}, None),
        ({"default": {"bbox": {"type": "Feature", "geometry": {"type": "Point", "coordinates": [2, 48]}}}}, "point"),
    ],
)
def test_the_box_of_the_template_for_inspire_is_the_place(metas: dict[str, Any], extent: object) -> None:
    known = {"own": Extent(1.4, 48.1, 3.6, 49.3), "point": Extent(2, 48, 2, 48)}
    (record,) = read({"dataset_id": "a", "metas": metas}).records
    assert record.extent == known.get(str(extent), extent)


def test_version_1_keeps_the_templates_of_other_standards_apart() -> None:
    row = {"datasetid": "a", "metas": {"title": "A"}, "interop_metas": {"inspire": {**BOX, "contact_email": "a@b.fr"}}}
    responses = (UNKNOWN, UNKNOWN, reply({"nhits": 1, "datasets": [row]}))
    (record,) = converse(search(PORTAL, Query("gare")), *responses)[1].records
    assert (record.extent, record.contact) == (Extent(1.4, 48.1, 3.6, 49.3), "a@b.fr")
