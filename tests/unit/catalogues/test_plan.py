"""The catalogues that a search asks: the best endpoint of each platform, else the national catalogue."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ctd_plugin.catalogues.clients import SEARCHED
from ctd_plugin.catalogues.health import Health, Key
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.plan import (
    GEOGRAPHIC_PROTOCOLS,
    NATIONAL_ID,
    NATIONAL_URL,
    OPEN_DATA_PROTOCOLS,
    Catalogue,
    catalogues_of,
    intersection,
    plan,
)
from ctd_plugin.catalogues.records import Extent
from ctd_plugin.catalogues.registry import (
    Confidence,
    Endpoint,
    Operator,
    Platform,
    PlatformSource,
    PlatformStatus,
    Protocol,
    Technology,
    read_platforms,
)
from ctd_plugin.regions import REGION_NAMES

BRITTANY = Extent(-5.2, 47.2, -1.0, 48.9)
MAYOTTE = Extent(45.0, -13.1, 45.4, -12.6)


def platform(
    id_: str, *protocols: tuple[str, str, str], region: str = "53", status: PlatformStatus = PlatformStatus.ACTIVE
) -> Platform:
    endpoints = tuple(Endpoint(Protocol(p), url, Confidence(c), "seen") for p, c, url in protocols)
    return Platform(
        id=id_,
        region=region,
        name=id_.upper(),
        technology=Technology.OTHER,
        operator=Operator.REGION,
        status=status,
        homepage="",
        survey_quote="",
        source=PlatformSource.PUBLIC,
        endpoints=endpoints,
    )


def asked(*platforms: Platform, regions: tuple[str, ...] = ("53",)) -> list[tuple[str, str]]:
    return [(catalogue.id, catalogue.url) for catalogue in plan(platforms, regions, None, {})]


# What ships


def test_with_the_bundled_platforms_each_of_the_18_regions_is_asked_in_its_own_catalogues():
    catalogues = plan(read_platforms(), (), None, {})
    assert Counter(catalogue.region for catalogue in catalogues) == {
        "01": 2,
        "02": 1,
        "03": 1,
        "04": 1,
        "06": 1,
        "11": 2,
        "24": 3,
        "27": 2,
        "28": 2,
        "32": 2,
        "44": 2,
        "52": 3,
        "53": 1,
        "75": 3,
        "76": 3,
        "84": 2,
        "93": 1,
        "94": 2,
    }
    assert len(catalogues) == 34
    assert NATIONAL_ID not in {catalogue.platform_id for catalogue in catalogues}


def test_with_the_bundled_platforms_ids_and_addresses_are_unique_and_every_protocol_has_a_client():
    catalogues = plan(read_platforms(), (), None, {})
    assert len({catalogue.id for catalogue in catalogues}) == len(catalogues)
    assert len({catalogue.url for catalogue in catalogues}) == len(catalogues)
    assert {catalogue.protocol for catalogue in catalogues} <= set(SEARCHED)


def test_with_the_bundled_platforms_only_a_platform_without_better_is_asked_at_a_doubtful_address():
    confidences = {(e.protocol, e.url): e.confidence for p in read_platforms() for e in p.endpoints}
    doubtful = [c.id for c in plan(read_platforms(), (), None, {}) if confidences[c.protocol, c.url] == "low"]
    assert doubtful == ["geocentre", "open-data-normandie"]


@pytest.mark.parametrize(
    ("id_", "protocol"),
    [
        ("geo2france", "csw"),
        ("data-grand-est", "csw"),
        ("data-grand-est.open-data", "data4citizen"),
        ("pigma", "csw"),
        ("pigma.open-data", "ckan"),
        ("openig", "ckan"),
        ("datasud", "onegeo"),
        ("data-normandie", "data4citizen"),
    ],
)
def test_with_the_bundled_platforms_those_with_several_endpoints_are_searched_at_the_best(id_, protocol):
    assert [c.protocol for c in plan(read_platforms(), (), None, {}) if c.id == id_] == [protocol]


# The endpoints of a platform


def test_the_surest_endpoint_comes_before_the_preferred_protocol():
    one = platform("a", ("csw", "medium", "https://a/csw"), ("geonetwork", "high", "https://a/api"))
    assert asked(one) == [("a", "https://a/api")]


@pytest.mark.parametrize("candidates", [GEOGRAPHIC_PROTOCOLS, OPEN_DATA_PROTOCOLS])
def test_among_equally_sure_endpoints_the_first_protocol_of_the_candidates_is_asked(candidates):
    endpoints = [(protocol, "high", f"https://a/{protocol}/_search") for protocol in reversed(candidates)]
    assert asked(platform("a", *endpoints)) == [("a", f"https://a/{candidates[0]}/_search")]


def test_among_equals_the_endpoint_listed_first_is_asked():
    one = platform("a", ("csw", "medium", "https://a/new"), ("csw", "medium", "https://a/old"))
    assert asked(one) == [("a", "https://a/new")]


def test_maps_and_open_data_of_one_platform_are_two_catalogues_with_names_that_distinguish_them():
    one = platform("a", ("ckan", "high", "https://a/ckan"), ("csw", "medium", "https://a/csw"))
    catalogues = plan([one], ["53"], None, {})
    assert [(c.id, c.name, c.platform_id, c.protocol) for c in catalogues] == [
        ("a", "A (maps and layers)", "a", "csw"),
        ("a.open-data", "A (open data)", "a", "ckan"),
    ]


def test_a_platform_with_open_data_alone_is_one_catalogue_of_its_own_name():
    one = replace(platform("a", ("ckan", "high", "https://a/ckan")), name="{0} {name} %s")
    [catalogue] = plan([one], ["53"], None, {})
    assert (catalogue.id, catalogue.name) == ("a", "{0} {name} %s")


def test_a_doubtful_endpoint_is_asked_only_where_its_platform_has_none_better():
    doubtful = ("csw", "low", "https://a/csw")
    assert asked(platform("a", doubtful)) == [("a", "https://a/csw")]
    assert asked(platform("a", doubtful, ("ckan", "medium", "https://a/ckan"))) == [("a", "https://a/ckan")]


def test_a_doubtful_endpoint_is_asked_where_the_better_ones_cannot_be_searched():
    one = platform("a", ("csw", "low", "https://a/csw"), ("wms", "high", "https://a/wms"))
    assert asked(one) == [("a", "https://a/csw")]


def test_a_qgis_project_is_asked_only_where_its_platform_has_nothing_else():
    project = ("idg-project", "high", "https://a/a.qgz")
    assert asked(platform("a", project)) == [("a", "https://a/a.qgz")]
    assert asked(platform("a", project, ("ckan", "medium", "https://a/ckan"))) == [("a", "https://a/ckan")]


@pytest.mark.parametrize("protocol", SEARCHED)
def test_an_endpoint_that_can_be_searched_is_a_catalogue(protocol):
    assert asked(platform("a", (protocol, "high", "https://a/x"))) == [("a", "https://a/x")]


@pytest.mark.parametrize("protocol", sorted(set(Protocol) - set(SEARCHED)))
def test_an_endpoint_that_cannot_be_searched_is_no_catalogue(protocol):
    [catalogue] = plan([platform("a", (protocol, "high", "https://a/x"))], ["53"], None, {})
    assert catalogue.platform_id == NATIONAL_ID


def test_a_search_over_several_platforms_comes_after_the_own_catalogue_of_one():
    federated = ("onegeo", "high", "https://a/api/services/public/search")
    assert asked(platform("a", federated, ("ckan", "high", "https://a/ckan"))) == [("a", "https://a/ckan")]
    assert asked(platform("a", federated)) == [("a", "https://a/api/services/public/search")]


@pytest.mark.parametrize("status", [PlatformStatus.RETIRED, PlatformStatus.PLANNED])
def test_a_platform_that_is_not_in_use_is_not_asked(status):
    """The addresses of retired platforms are dead."""
    [catalogue] = plan([platform("a", ("csw", "high", "https://a/csw"), status=status)], ["53"], None, {})
    assert catalogue.platform_id == NATIONAL_ID


def test_the_catalogues_of_one_platform_are_those_that_a_search_of_it_asks():
    bundled = read_platforms()
    for one in bundled:
        asked_of_it = plan([one], [one.region], BRITTANY, {})
        assert catalogues_of(one, BRITTANY) == tuple(each for each in asked_of_it if each.platform_id == one.id)
    assert any(map(catalogues_of, bundled))


@pytest.mark.parametrize("same", ["https://a/csw", "http://a/csw/", "https://A/csw?"])
@pytest.mark.parametrize("region", ["53", "52"])
def test_an_address_on_two_platforms_is_asked_once_for_the_first(same, region):
    first = platform("first", ("csw", "high", "https://a/csw"))
    second = platform("second", ("csw", "high", same), region=region)
    assert asked(first, second, regions=("53", region)) == [("first", "https://a/csw")]


# Regions and extents


def test_only_the_regions_asked_for_are_asked_in_their_order_and_once():
    places = [platform(f"p{code}", ("csw", "high", f"https://{code}/csw"), region=code) for code in REGION_NAMES]
    assert [c.region for c in plan(places, ["76", "01", "76"], None, {})] == ["76", "01"]
    assert [c.region for c in plan(places, [], None, {})] == list(REGION_NAMES)
    assert [c.region for c in plan([], ["76", "01", "76"], None, {})] == ["76", "01"]


def test_the_catalogues_of_platforms_are_asked_within_the_extent_of_the_map_alone():
    one = platform("a", ("csw", "high", "https://a/csw"))
    assert [c.extent for c in plan([one], ["53"], MAYOTTE, {"53": BRITTANY})] == [MAYOTTE]
    assert [c.extent for c in plan([one], ["53"], None, {"53": BRITTANY})] == [None]


def test_a_region_without_any_catalogue_is_looked_up_in_the_national_one_within_its_extent():
    assert plan([], ["06"], None, {"06": MAYOTTE}) == (
        Catalogue(
            id="geoplateforme-06",
            name="Géoplateforme – Mayotte",
            platform_id="geoplateforme",
            region="06",
            protocol=Protocol.CSW,
            url="https://data.geopf.fr/csw",
            extent=MAYOTTE,
        ),
    )


def test_without_any_platform_the_national_catalogue_is_asked_once_for_each_region():
    catalogues = plan([], [], None, {})
    assert [c.region for c in catalogues] == list(REGION_NAMES)
    assert {c.url for c in catalogues} == {NATIONAL_URL}
    assert len({c.id for c in catalogues}) == len(REGION_NAMES)


def test_the_national_catalogue_is_asked_where_map_and_region_meet():
    window = Extent(-2.0, 48.0, 3.0, 50.0)
    [catalogue] = plan([], ["53"], window, {"53": BRITTANY})
    assert catalogue.extent == Extent(-2.0, 48.0, -1.0, 48.9)


def test_the_national_catalogue_is_not_asked_about_a_region_outside_the_map():
    assert [c.region for c in plan([], ["53", "06"], MAYOTTE, {"53": BRITTANY, "06": MAYOTTE})] == ["06"]


def test_where_an_extent_is_unknown_the_other_is_the_filter_or_there_is_none():
    assert [c.extent for c in plan([], ["53"], BRITTANY, {})] == [BRITTANY]
    assert [c.extent for c in plan([], ["53"], None, {})] == [None]


ACROSS = Extent(170.0, -20.0, -170.0, 10.0)


@pytest.mark.parametrize(
    ("one", "two", "shared"),
    [
        (Extent(0, 0, 2, 2), Extent(1, 1, 3, 3), Extent(1, 1, 2, 2)),
        (Extent(0, 0, 1, 1), Extent(2, 0, 3, 1), None),
        (ACROSS, Extent(160, 0, 175, 20), Extent(170, 0, 175, 10)),
        (ACROSS, Extent(-180, -5, -175, 5), Extent(-180, -5, -175, 5)),
        (ACROSS, Extent(-180, -90, 180, 90), ACROSS),
        (ACROSS, Extent(-175, -90, 175, 90), Extent(170, -20, -170, 10)),
        (ACROSS, Extent(175, -30, -160, 0), Extent(175, -20, -170, 0)),
        (ACROSS, Extent(-100, -20, 100, 10), None),
    ],
)
def test_what_two_extents_share_is_found_across_the_antimeridian_too(one, two, shared):
    assert intersection(one, two) == shared
    assert intersection(two, one) == shared


def checked(**reasons: FailureReason | None) -> dict[Key, Health]:
    """Return the results of checks, by the name of the host; None answered."""
    found = {}
    for name, reason in reasons.items():
        for protocol in ("csw", "geonetwork", "ckan"):
            found[(Protocol(protocol), f"https://{name}.example")] = Health(datetime(2026, 12, 3, tzinfo=UTC), reason)
    return found


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ({}, ["sure"]),
        ({"low": None}, ["low"]),
        ({"sure": None, "low": None}, ["sure"]),
        ({"sure": FailureReason.TOO_SLOW}, ["fair"]),
        ({"sure": FailureReason.TOO_SLOW, "fair": FailureReason.NOT_FOUND}, ["low"]),
        ({"sure": FailureReason.BUSY, "fair": None}, ["sure"]),
        (dict.fromkeys(("sure", "fair", "low"), FailureReason.TOO_SLOW), ["sure"]),
    ],
)
def test_what_answered_is_preferred_over_confidence(reasons, expected):
    one = platform(
        "one",
        ("csw", "low", "https://low.example"),
        ("csw", "medium", "https://fair.example"),
        ("csw", "high", "https://sure.example"),
    )
    found = plan([one], ("53",), None, {}, checked(**reasons))
    assert [catalogue.url for catalogue in found] == [f"https://{name}.example" for name in expected]


def test_a_catalogue_that_failed_is_still_asked_beside_the_open_data_that_answered():
    one = platform("one", ("csw", "high", "https://geo.example"), ("ckan", "high", "https://open.example"))
    found = catalogues_of(one, None, checked(geo=FailureReason.UNREACHABLE, open=None))
    assert [catalogue.url for catalogue in found] == ["https://geo.example", "https://open.example"]
