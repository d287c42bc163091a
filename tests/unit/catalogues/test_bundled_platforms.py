"""The platforms that ship with the plugin: true to the survey and to their schema."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import asdict
from urllib.parse import urlsplit

import jsonschema
import pytest

from ctd_plugin.catalogues.registry import (
    BUNDLED_PLATFORMS,
    ENDPOINT_OPTIONS,
    ENDPOINT_RULES,
    PLATFORM_OPTIONS,
    PLATFORM_RULES,
    Confidence,
    Operator,
    Platform,
    PlatformKind,
    PlatformSource,
    PlatformStatus,
    Protocol,
    Technology,
    read_platforms,
)
from ctd_plugin.regions import REGION_NAMES
from tests.support.paths import DATA
from tests.support.platforms_schema import SCHEMA, VALIDATOR

ENTRIES = json.loads(BUNDLED_PLATFORMS.read_text(encoding="utf-8"))
PLATFORM_SCHEMA = SCHEMA["$defs"]["platform"]
ENDPOINT_SCHEMA = SCHEMA["$defs"]["endpoint"]
# What the survey calls each platform → the id that stands for it.
NAMED_BY_THE_SURVEY = {
    "84": {"CRAIG": "craig", "DatARA": "datara"},
    "27": {
        "IdeoBFC": "ideobfc",
        "DataBFC": "databfc",
        "fusionner en déc 25": "ideobfc-databfc",
        "https://odec-bfc.fr/": "odec-bfc",
    },
    "53": {"GeoBretagne": "geobretagne", "Megalis": "megalis-bretagne"},
    "24": {
        "GeoCentre": "geocentre",
        "ODS": "open-data-centre-val-de-loire",
        "Climate Data Hub": "climate-data-hub",
    },
    "94": {
        "plateforme data": "data-corsica",
        "Geostoria": "geostoria",
        "Dreal administre une plateforme": "dreal-corse",
        "service public de la donnée": "service-public-donnee-corse",
        "plateforme de Closed Data": "closed-data-corse",
    },
    "44": {"Data Grand Est": "data-grand-est", "GeoGrand-Est": "geograndest"},
    "32": {"Geo2France": "geo2france"},
    "11": {
        "Geoiledefrance.fr": "geoidf",
        "nouvelle infrastructure": "geoidf-infrastructure",
        "Ile de France Smart service": "smartidf",
    },
    "28": {"GEO Normandie": "geonormandie", "DATA Normandie": "data-normandie"},
    "75": {"PIGMA": "pigma", "SIGENA": "sigena"},
    "76": {"OPenIG": "openig", "ODS": "open-data-occitanie", "PICTO": "picto-occitanie"},
    "52": {
        "Geopal": "geopal",
        "ODS": "open-data-pays-de-la-loire",
        "SIG Loire": "sigloire",
        "Destineo": "destineo",
    },
    "93": {"DATASUD": "datasud", "Portail Connaissance des Territoires": "connaissance-territoire"},
    "03": {"GeoGyane SIG": "guyane-sig", "GeoGuyane": "geoguyane"},
    "04": {"PEIGEO": "peigeo", "OpenDataSoft": "open-data-la-reunion", "OVR": "ovr"},
}
# Hosts that public sources call old or retired (with the path where only a part of the host is). GéoCentre's is one
# too, but the survey names that platform, and nothing better is known of it: its addresses are marked low.
RETIRED = (
    "ideobfc.fr",
    "datara.gouv.fr",
    "geograndest.fr",
    "cigalsace.org",
    "geopicardie.fr",
    "ppige-npdc.fr",
    "geonormandie.fr",
    "trouver.datasud.fr",
    "publier.datasud.fr",
    "geocatalogue.crige-paca.org",
    "www.pigma.org/ckan",
    "ids.pigma.org",
    "geocatalogue.siglr.org",
    "catalogue.mipygeo.fr",
    "kartenn.region-bretagne.fr/geonetwork",
    "infogeo.ct-corse.fr",
    "geomayotte.fr",
    "catalogue.guyane-sig.fr/geonetwork",
    "georchestra.ac-corse.fr/geoserver/ows",
    "metadata.carmencarto.fr",
)


@pytest.fixture(scope="module")
def platforms() -> tuple[Platform, ...]:
    return read_platforms()


@pytest.fixture
def answers() -> dict[str, list[str]]:
    """The survey's cells per region, white space dropped."""
    with (DATA / "survey.csv").open(encoding="utf-8", newline="") as file:
        return {row["region_code"]: [squeezed(cell) for cell in row.values()] for row in csv.DictReader(file)}


def is_quoted(words: str, cells: list[str]) -> bool:
    return any(squeezed(words) in cell for cell in cells)


def squeezed(text: str) -> str:
    """Drop white space, which the line breaks of the survey's PDF put anywhere."""
    return "".join(text.split())


def test_the_bundled_file_obeys_its_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert list(VALIDATOR.iter_errors(ENTRIES)) == []


@pytest.mark.parametrize(
    ("schema", "field", "values"),
    [
        (PLATFORM_SCHEMA, "region", REGION_NAMES),
        (PLATFORM_SCHEMA, "technology", Technology),
        (PLATFORM_SCHEMA, "operator", Operator),
        (PLATFORM_SCHEMA, "status", PlatformStatus),
        (PLATFORM_SCHEMA, "source", PlatformSource),
        (PLATFORM_SCHEMA, "kind", PlatformKind),
        (ENDPOINT_SCHEMA, "protocol", Protocol),
        (ENDPOINT_SCHEMA, "confidence", Confidence),
    ],
)
def test_schema_and_code_know_the_same_values(schema, field, values):
    assert schema["properties"][field]["enum"] == list(values)


@pytest.mark.parametrize(
    ("schema", "needed", "optional"),
    [(PLATFORM_SCHEMA, PLATFORM_RULES, PLATFORM_OPTIONS), (ENDPOINT_SCHEMA, ENDPOINT_RULES, ENDPOINT_OPTIONS)],
)
def test_schema_and_code_know_the_same_fields_and_describe_them(schema, needed, optional):
    assert schema["required"] == list(needed)
    assert list(schema["properties"]) == [*needed, *optional]
    assert all(field["description"] for field in schema["properties"].values())


def test_reading_loses_and_changes_nothing(platforms):
    read = [{key: value for key, value in asdict(one).items() if key != "is_own"} for one in platforms]
    assert json.loads(json.dumps(read)) == ENTRIES


def test_values_are_read_as_enums(platforms):
    craig = next(platform for platform in platforms if platform.id == "craig")
    assert craig.technology is Technology.GEORCHESTRA
    assert craig.operator is Operator.GIP
    assert craig.status is PlatformStatus.ACTIVE
    assert craig.source is PlatformSource.SURVEY
    assert craig.endpoints[0].protocol is Protocol.CSW
    assert craig.endpoints[0].confidence is Confidence.HIGH


def test_ids_are_unique(platforms):
    assert len({platform.id for platform in platforms}) == len(platforms)


def test_every_region_has_an_active_platform_and_its_platforms_stand_together(platforms):
    assert {platform.region for platform in platforms if platform.is_active and platform.is_data} == set(REGION_NAMES)
    regions = [platform.region for platform in platforms]
    assert regions == sorted(regions)


def test_the_main_platform_of_a_region_with_several_is_never_the_states(platforms):
    active: dict[str, list[Platform]] = {}
    for platform in platforms:
        if platform.is_active and platform.is_data:
            active.setdefault(platform.region, []).append(platform)
    assert [group[0].id for group in active.values() if len(group) > 1 and group[0].operator == "etat"] == []


def test_every_main_platform_has_an_address_for_people(platforms):
    main: dict[str, Platform] = {}
    for platform in platforms:
        if platform.is_active and platform.is_data:
            main.setdefault(platform.region, platform)
    assert [platform.id for platform in main.values() if not platform.homepage] == []


def test_every_platform_that_the_survey_names_is_there(platforms, answers):
    regions = {platform.id: platform.region for platform in platforms if platform.source == "survey"}
    expected = {id_: region for region, names in NAMED_BY_THE_SURVEY.items() for id_ in names.values()}
    assert regions == expected
    for region, names in NAMED_BY_THE_SURVEY.items():
        for name in names:
            assert is_quoted(name, answers[region]), name


def test_every_quote_stands_in_one_answer_of_its_region(platforms, answers):
    unproved = [platform.id for platform in platforms if not is_quoted(platform.survey_quote, answers[platform.region])]
    assert unproved == []


def test_a_platform_has_a_quote_exactly_where_the_survey_is_its_source(platforms):
    assert [p.id for p in platforms if bool(p.survey_quote) != (p.source == "survey")] == []


def test_every_endpoint_has_evidence_and_is_listed_once(platforms):
    for platform in platforms:
        assert all(endpoint.evidence for endpoint in platform.endpoints), platform.id
        addresses = [(endpoint.protocol, endpoint.url) for endpoint in platform.endpoints]
        assert len(set(addresses)) == len(addresses), platform.id


def test_the_stopped_and_the_coming_platforms_are_those_of_the_survey(platforms):
    by_status = {status: {p.id for p in platforms if p.status is status} for status in PlatformStatus}
    assert by_status[PlatformStatus.RETIRED] == {
        "databfc",
        "geograndest",
        "geonormandie",
        "ideobfc",
        "open-data-la-reunion",
    }
    assert by_status[PlatformStatus.PLANNED] == {
        "climate-data-hub",
        "closed-data-corse",
        "geoidf-infrastructure",
        "service-public-donnee-corse",
    }


def test_what_is_no_data_platform_is_told_apart_and_is_never_the_main_one(platforms):
    kinds = {kind: {p.id for p in platforms if p.kind is kind} for kind in PlatformKind}
    assert kinds[PlatformKind.OBSERVATORY] == {"connaissance-territoire", "odec-bfc", "ovr"}
    assert kinds[PlatformKind.APPLICATION] == {"destineo"}
    assert kinds[PlatformKind.SERVICE] == {
        "geo2france-osm",
        "geobretagne-osm",
        "megalis-bretagne",
        "region-bretagne-ows",
    }
    assert sum(p.is_data and p.is_active for p in platforms) == 35


def test_what_makes_a_platform_special_is_noted_in_both_languages(platforms):
    assert [p.id for p in platforms if bool(p.note) != bool(p.note_fr)] == []
    noted = {p.id for p in platforms if p.note}
    special = {p.id for p in platforms if not p.is_data or not p.is_active or p.other_technologies}
    assert special | {"geocentre", "geostoria"} <= noted


def test_evidence_is_written_in_both_languages_for_people(platforms):
    texts = [(endpoint.evidence, endpoint.evidence_fr) for platform in platforms for endpoint in platform.endpoints] + [
        (platform.note, platform.note_fr) for platform in platforms if platform.note
    ]
    for english, french in texts:
        assert english.endswith(".")
        assert french.endswith(".")
        assert english != french
        assert not re.search(r"@[0-9a-f]{6}|\.(ya?ml|py|js|json|csv|xml)\b|\w/\w+/|'", english + french)
        assert not re.search(r"[^\u202f][;!?]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»", french)


def test_only_active_platforms_have_addresses_and_one_that_still_answers(platforms):
    for platform in platforms:
        if platform.status != "active" and platform.id != "open-data-la-reunion":
            assert (platform.homepage, platform.endpoints) == ("", ()), platform.id


def test_no_address_is_on_a_retired_host_or_is_a_template(platforms):
    for platform in platforms:
        for url in filter(None, [platform.homepage, *(endpoint.url for endpoint in platform.endpoints)]):
            assert not is_retired(url), url
            assert "{" not in url, url


@pytest.mark.parametrize(
    ("url", "retired"),
    [
        ("http://catalogue.geonormandie.fr/geonetwork/srv/fre/csw", True),
        ("https://geograndest.fr/geonetwork/srv/fre/csw", True),
        ("https://www.pigma.org/ckan/api/3/action/package_show", True),
        ("https://www.pigma.org/geonetwork/srv/fre/csw", False),
        ("https://kartenn.region-bretagne.fr/", False),
        ("https://www.datagrandest.fr/geonetwork/srv/fre/csw", False),
    ],
)
def test_the_retired_hosts_are_distinguished_from_the_living(url, retired):
    assert is_retired(url) is retired


def is_retired(url: str) -> bool:
    parts = urlsplit(url)
    for entry in RETIRED:
        host, slash, path = entry.partition("/")
        same_host = parts.hostname == host or parts.hostname.endswith("." + host)
        if same_host and parts.path.startswith(slash + path):
            return True
    return False
