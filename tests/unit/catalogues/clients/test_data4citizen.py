"""Data4Citizen portals: parameters in the path, and CKAN's packages without their addresses."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from ctd_plugin.catalogues.clients.data4citizen import search
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Request, Response
from ctd_plugin.catalogues.records import Extent, LinkKind, Query, RecordPage
from tests.support.catalogue_records import LINES
from tests.support.catalogue_server import LOGIN, ReceivedRequest, ask, converse, reply, serving

PORTAL = "https://www.exemple.fr/data4citizen"
API = f"{PORTAL}/d4c/api/datasets/2.0/search/"


def found(*packages: object, total: object = None) -> Response:
    count = len(packages) if total is None else total
    return reply({"success": True, "result": {"count": count, "results": list(packages)}, "all_organizations": []})


def read(*packages: object) -> RecordPage:
    return converse(search(PORTAL, Query("lignes")), found(*packages))[1]


def asked_of(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.url.rpartition("/")[2].replace("+", "%2B")))


@pytest.mark.parametrize(
    "url", [PORTAL, f"{PORTAL}/d4c/api", API, API.rstrip("/"), f"{PORTAL}/d4c/api/records/1.0/search/"]
)
def test_any_address_of_a_portal_will_do(url: str) -> None:
    (request,), _ = converse(search(url, Query("eau")), found())
    assert request.url == f"{API}start=0&rows=20&q=eau"


def test_the_words_cannot_leave_their_folder_of_the_path() -> None:
    """The portal parts the decoded path at & and =, and web servers refuse an encoded slash."""
    (request,), _ = converse(search(PORTAL, Query('l\'eau/air & rows=1 "100 %" ?a#b')), found())
    assert urlsplit(request.url).query == urlsplit(request.url).fragment == ""
    assert not {"%2f", "%26", "%25", "%5c"} & {request.url.lower()[i : i + 3] for i in range(len(request.url))}
    assert asked_of(request) == {"start": "0", "rows": "20", "q": "l'eau air rows 1 100 a b"}


def test_no_words_ask_for_everything_and_the_extent_is_not_used() -> None:
    """Records that cannot be filtered by extent are kept."""
    (request,), page = converse(search(PORTAL, Query("", extent=Extent(0, 1, 2, 3))), found(LINES))
    assert request.url == f"{API}start=0&rows=20"
    assert len(page.records) == 1


def test_a_package_is_read_as_ckan_gives_it() -> None:
    (record,) = read(LINES).records
    assert (record.id, record.title, record.abstract) == ("9c1e", "Lignes régionales", "Cars et trains")
    assert (record.organisation, record.licence, record.modified) == ("Région Exemple", "ODbL", "2026-02-03")
    assert record.landing_page == f"{PORTAL}/visualisation/information/?id=lignes-regionales"


def test_the_addresses_that_the_portal_leaves_out_are_made() -> None:
    (record,) = read(LINES).records
    files = f"{PORTAL}/d4c/api/records/2.0/downloadfile"
    assert [(link.kind, link.url) for link in record.links] == [
        (LinkKind.GEOJSON, f"{files}/format=geojson&resource_id=r-1"),
        (LinkKind.FILE, f"{files}/format=csv&resource_id=r-1"),
        (LinkKind.PAGE, f"{PORTAL}/d4c/api/datasets/1.0/lignes-regionales/alternative_exports/r-2/"),
        (LinkKind.WMS, "https://geo.exemple.fr/wms"),
    ]


def test_a_table_without_places_has_no_geojson() -> None:
    (record,) = read({**LINES, "metas": None, "extras": [{"key": "features", "value": "table"}]}).records
    assert LinkKind.GEOJSON not in {link.kind for link in record.links}
    # Its features stand in two places, and either may be missing.
    csv = [{"id": "r-1", "format": "csv"}]
    for places in ({"metas": None}, {"extras": None}, {"resources": csv}):
        (record,) = read({**LINES, **places}).records
        assert record.links[0].kind is LinkKind.GEOJSON


def test_bad_packages_are_counted_and_bare_ones_kept() -> None:
    bare = {"name": "bare", "metas": [], "extras": "x", "resources": [3, {"id": "r"}], "organization": None}
    page = read(None, bare, {"title": "no identifier"}, LINES)
    assert [record.title for record in page.records] == ["bare", "Lignes régionales"]
    assert page.unread == 2


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (Response(200, LOGIN, "text/html"), FailureReason.UNREADABLE),
        (reply({"success": False, "error": {"message": "non"}}), FailureReason.EXCEPTION),
        (reply({"result": {}}), FailureReason.UNREADABLE),
        (reply({}, 503), FailureReason.EXCEPTION),
    ],
)
def test_a_response_without_packages_is_a_failure(response: Response, reason: FailureReason) -> None:
    with pytest.raises(CatalogueError) as caught:
        converse(search(PORTAL, Query("eau")), response)
    assert caught.value.reason is reason


def test_a_portal_is_searched_over_http_page_by_page() -> None:
    packages = [{"id": str(number), "title": f"Ligne {number}"} for number in range(3)]

    def portal(asked: ReceivedRequest) -> Response:
        head, _, tail = asked.path.partition("/d4c/api/datasets/2.0/search/")
        given = dict(pair.split("=", 1) for pair in unquote(tail).split("&"))
        if head or given["q"] != "l'eau été":
            return Response(404, LOGIN, "text/html")
        start = int(given["start"])
        return found(*packages[start : start + int(given["rows"])], total=len(packages))

    titles, cursor = [], ""
    with serving(portal) as served:
        while True:
            page = ask(
                search(f"{served.url}/d4c/api/datasets/2.0/search", Query("l'eau & été", limit=2, cursor=cursor))
            )
            titles += [record.title for record in page.records]
            if not (cursor := page.cursor):
                break
    assert titles == ["Ligne 0", "Ligne 1", "Ligne 2"]
