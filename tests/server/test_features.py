"""What QGIS Server tells of the features of a project of ours: readable, complete, and nothing on persons."""

from __future__ import annotations

import json
import re

from tests.server.conftest import RESPONDENT
from tests.support.qgis_server import PublishedProject

BRETAGNE, PAYS_DE_LA_LOIRE = (150, 190), (200, 250)
TABLES = ["regions", "survey", "facts", "platforms", "endpoints", "about"]
ONLY_TIP = {"WITH_MAPTIP": "HTML_FI_ONLY_MAPTIP"}


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>|&nbsp;", " ", html).split())


def test_a_region_is_told_in_french_with_quotes_payers_platforms_and_sources(published):
    html = published.info(PAYS_DE_LA_LOIRE, "text/html", **ONLY_TIP)
    told = text_of(html)
    assert told.startswith("Pays de la Loire CTD existant 24/02/2025 Effectifs : 1,8 ETP (CTD) Budget annuel : ≈")
    assert "env 1 M € / an sur production de données" in told
    assert told.index("1,8 ETP »") < told.index("env 1 M €"), "in the order of the figures above"
    assert "Région, FEDER, CPER" in told
    assert re.search(r'<a href="https?://[^"]+">GéoPAL</a>', html)
    assert "Licence Ouverte 2.0" in told
    assert "[%" not in html


def test_it_is_flat_html_without_script(published):
    html = published.info(BRETAGNE, "text/html", **ONLY_TIP)
    assert set(re.findall(r"<(\w+)", html)) <= {"span", "table", "tr", "td", "b", "div", "br", "a"}
    assert not re.search(r"<script|javascript:|\son\w+=", html, re.IGNORECASE)


def test_the_map_tip_of_the_popups_of_lizmap_is_the_same(published):
    xml = published.info(BRETAGNE, "text/xml", WITH_MAPTIP="true")
    assert "GeoBretagne = 3 ETP" in xml
    assert 'name="maptip"' in xml


def test_other_formats_list_the_fields_by_their_labels_and_no_internal_key(published):
    html = text_of(published.info(BRETAGNE, "text/html"))
    assert "Statut Réflexion engagée" in html
    assert "Périmètre des effectifs plateforme" in html
    assert "(NULL)" not in html
    assert "fid" not in html
    feature = json.loads(published.info(BRETAGNE, "application/json"))["features"][0]
    assert feature["properties"]["Effectifs (ETP)"] == 3


def test_wfs_gives_every_table_with_its_fields(published):
    regions = json.loads(published.wfs("GetFeature", TYPENAME="regions", OUTPUTFORMAT="application/vnd.geo+json"))
    assert len(regions["features"]) == 18
    fields = set(regions["features"][0]["properties"])
    assert {"region_code", "status", "staff_fte", "budget_eur", "funding_sources", "main_platform"} <= fields
    assert regions["features"][0]["geometry"]["type"] == "MultiPolygon"
    capabilities = published.wfs("GetCapabilities").decode()
    assert re.findall(r"<Name>(\w+)</Name>", capabilities) == TABLES
    facts = json.loads(published.wfs("GetFeature", TYPENAME="facts", OUTPUTFORMAT="application/vnd.geo+json"))
    assert all(fact["properties"]["quote"] for fact in facts["features"])


def test_no_answer_is_null_and_never_zero(published):
    regions = json.loads(published.wfs("GetFeature", TYPENAME="regions", OUTPUTFORMAT="application/vnd.geo+json"))
    by_code = {region["properties"]["region_code"]: region["properties"] for region in regions["features"]}
    assert by_code["94"]["budget_eur"] is None
    items = published.json("/wfs3/collections/regions/items.json", limit=18)
    (corse,) = (item["properties"] for item in items["features"] if item["properties"]["Région"] == "Corse")
    assert corse["Budget annuel (€)"] is None
    assert not corse["Périmètre du budget"]


def test_ogc_api_features_has_the_same_collections(published):
    collections = published.json("/wfs3/collections.json")["collections"]
    assert [collection["id"] for collection in collections] == TABLES
    assert published.json("/wfs3/collections/regions/items.json", limit=1)["numberMatched"] == 18
    (survey,) = published.json("/wfs3/collections/survey/items.json", limit=1)["features"]
    assert "Moyens humains et financiers" in survey["properties"]


def test_nothing_can_be_written(published):
    transaction = """<Transaction xmlns="http://www.opengis.net/wfs" service="WFS" version="1.1.0">
        <Update typeName="regions">
        <Property><Name>region_name</Name><Value>x</Value></Property></Update></Transaction>"""
    answer = published.post(transaction)
    assert "Exception" in answer
    assert "SUCCESS" not in answer
    names = published.wfs("GetFeature", TYPENAME="regions", PROPERTYNAME="region_name").decode()
    assert "Bretagne" in names


def answers(published: PublishedProject) -> dict[str, str]:
    """Return everything that the services say of the survey."""
    found = {}
    for request in ("GetCapabilities", "GetProjectSettings", "GetStyles", "DescribeLayer"):
        found[request] = published.wms(request, LAYERS="survey,regions", SLD_VERSION="1.1.0").decode()
    for kind in ("text/html", "text/xml", "text/plain", "application/json", "application/vnd.ogc.gml"):
        found[kind] = published.info(BRETAGNE, kind, WITH_MAPTIP="true")
    by_attribute = {
        "LAYERS": "survey",
        "QUERY_LAYERS": "survey",
        "INFO_FORMAT": "text/xml",
        "FILTER": "survey:\"region_code\" = '53'",
        "CRS": "EPSG:2154",
        "WIDTH": 10,
        "HEIGHT": 10,
    }
    found["the row of a table"] = published.wms("GetFeatureInfo", **by_attribute).decode()
    found["WFS"] = published.wfs("GetCapabilities").decode()
    found["types"] = published.wfs("DescribeFeatureType", TYPENAME="survey").decode()
    for kind in ("GML3", "application/vnd.geo+json"):
        found[kind] = published.wfs("GetFeature", TYPENAME="survey", OUTPUTFORMAT=kind).decode()
    named = published.wfs("GetFeature", TYPENAME="survey", PROPERTYNAME="region,repondant").decode()
    found["asked by name"] = named
    for path in ("collections", "collections/survey", "collections/survey/items", "collections/survey/items/1"):
        for ending in ("json", "html"):
            found[f"{path}.{ending}"] = published.get(f"/wfs3/{path}.{ending}").decode()
    return found


def test_no_answer_has_a_respondent_nor_a_path_of_this_machine(published, project_file):
    found = answers(published)
    assert "Réflexion engagée" in found["the row of a table"], "else it says nothing"
    assert "GeoBretagne = 3 ETP" in found["GML3"]
    for name, text in found.items():
        assert RESPONDENT not in text, name
        assert "repondant" not in text.lower().replace('repondant" cannot', ""), name
        assert "Répondant" not in text, name
        assert str(project_file.parent) not in text.replace(f"MAP={project_file}", ""), name
