"""`ctd:searchcatalogues`, with portals on this machine."""

from __future__ import annotations

import json
import threading

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, QEventLoop

from ctd_plugin.settings import Settings, write_settings
from tests.peers.faults import FAULTS, Reply, dead_address, serving
from tests.peers.portal import package, packages, portal, reply

pytestmark = pytest.mark.usefixtures("clean_network", "provider", "profile")

COLUMNS = [
    *("platform_id", "region_code", "record_id", "title", "abstract", "organisation", "modified"),
    *("link_kind", "url", "layer_name", "format", "licence", "landing_page"),
]


@pytest.fixture
def platforms(tmp_path):
    """Return a function that writes a list of platforms: id → (region, address)."""

    def write(**places):
        entries = [
            {
                "id": name,
                "region": region,
                "name": name.title(),
                "technology": "ckan",
                "operator": "region",
                "status": "active",
                "homepage": "",
                "survey_quote": "",
                "source": "public",
                "endpoints": [{"protocol": "ckan", "url": url, "confidence": "high", "evidence": "test"}],
            }
            for name, (region, url) in places.items()
        ]
        path = tmp_path / "platforms.json"
        path.write_text(json.dumps(entries), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def search(tmp_path, feedback):
    """Return a function that runs the algorithm and gives the rows of its table and its list of what is missing."""
    import processing

    def run(query="eau", **parameters):
        output, errors = tmp_path / "found.gpkg", tmp_path / "missing.json"
        feedback_ = parameters.pop("feedback", feedback)
        requested = {"QUERY": query, "TIMEOUT": 5, "OUTPUT": str(output), "ERRORS": str(errors), **parameters}
        result = processing.run("ctd:searchcatalogues", requested, feedback=feedback_)
        assert result == {"OUTPUT": requested["OUTPUT"], "ERRORS": requested["ERRORS"]}
        return read(output), json.loads(errors.read_text(encoding="utf-8"))

    return run


def created():
    return QgsApplication.processingRegistry().createAlgorithmById("ctd:searchcatalogues")


def read(path):
    layer = QgsVectorLayer(str(path), "found", "ogr")
    assert layer.isValid()
    assert layer.wkbType() == QgsWkbTypes.Type.NoGeometry
    assert [field.name() for field in layer.fields() if field.name() != "fid"] == COLUMNS
    return [{name: feature[name] for name in COLUMNS} for feature in layer.getFeatures()]


def ckan(name):
    return f"/{name}/"


def test_a_row_a_link_and_one_for_a_record_without_any(search, platforms):
    """All links of a record are kept."""
    rivers = package(
        "cours-d-eau",
        "Cours d’eau",
        ("https://example.org/geoserver/eau/wms?service=WMS&request=GetCapabilities", "wms", "eau:rivieres"),
        ("https://example.org/rivieres.gpkg", "gpkg", "Rivières"),
        notes="<p>Toutes les <b>rivières</b></p>",
        license_title="Licence Ouverte",
        metadata_modified="2026-03-01T10:00:00",
        organization={"title": "DREAL"},
    )
    with serving({ckan("a"): portal([rivers, package("zones", "Zones d’eau")])}) as server:
        rows, missing = search(PLATFORMS=platforms(a=("53", f"{server.address}/a")))
    assert [(row["record_id"], row["link_kind"]) for row in rows] == [
        ("cours-d-eau", "wms"),
        ("cours-d-eau", "file"),
        ("zones", ""),
    ]
    first, file, bare = rows
    assert (first["platform_id"], first["region_code"], first["title"]) == ("a", "53", "Cours d’eau")
    assert (first["abstract"], first["organisation"], first["licence"]) == (
        "Toutes les rivières",
        "DREAL",
        "Licence Ouverte",
    )
    assert first["modified"].startswith("2026-03-01")
    assert first["url"].startswith("https://example.org/geoserver/eau/wms")
    assert file["url"] == "https://example.org/rivieres.gpkg"
    assert file["format"].lower() == "gpkg"
    assert file["landing_page"].endswith("/dataset/cours-d-eau")
    assert (bare["url"], bare["layer_name"], bare["format"]) == ("", "", "")
    assert missing == []


def test_what_is_missing_is_listed_and_reported(search, platforms, feedback):
    """Nothing is dropped in silence."""
    answers = {
        ckan("good"): portal(packages("good", 2)),
        ckan("long"): portal(packages("long", 30)),
        ckan("torn"): reply([*packages("torn", 1), None, 3]),
        ckan("refused"): FAULTS["403"],
        ckan("login"): FAULTS["login"],
        ckan("silent"): FAULTS["slow"],
    }
    with serving(answers) as server:
        places = {ckan_name.strip("/"): ("53", server.address + ckan_name.rstrip("/")) for ckan_name in answers}
        places["dead"] = ("94", dead_address())
        rows, missing = search(PLATFORMS=platforms(**places), LIMIT=12, TIMEOUT=1)
    assert len(rows) == 2 + 12 + 1
    by_id = {entry["platform_id"]: entry for entry in missing}
    assert {name: entry["trouble"] for name, entry in by_id.items()} == {
        "long": "",
        "torn": "",
        "refused": "refused",
        "login": "unreadable",
        "silent": "too_slow",
        "dead": "unreachable",
    }
    assert by_id["long"]["not_fetched"] == 18
    assert by_id["torn"]["unread"] == 2
    dead = by_id["dead"]
    assert (dead["region_code"], dead["url"], dead["protocol"]) == ("94", places["dead"][1], "ckan")
    assert dead["message"].startswith("unreachable: ")
    assert 0.9 < by_id["silent"]["seconds"] < 2
    for name in ("Refused", "Login", "Silent", "Dead", "Torn"):
        assert sum(warning.startswith(f"{name}: ") for warning in feedback.warnings) == 1


def test_what_lies_elsewhere_or_is_no_data_is_counted(search, platforms, feedback):
    point = {"type": "Point", "coordinates": [5.4, 43.3]}
    found = [
        *packages("here", 1),
        package("there", "Ailleurs", spatial=json.dumps(point)),
        package("moisson", "Moisson", type="harvest"),
    ]
    with serving({ckan("good"): reply([*found, None])}) as server:
        places = {"good": ("53", f"{server.address}/good")}
        rows, (entry,) = search(PLATFORMS=platforms(**places), EXTENT="-5,-1,47,49 [EPSG:4326]")
    assert len({row["record_id"] for row in rows}) == 1
    assert (entry["elsewhere"], entry["left_out"], entry["unread"]) == (1, 1, 1)
    assert "Good: records outside the extent, left out: 1" in feedback.textLog()
    assert "Good: templates, harvesters and feature catalogues, left out: 1" in feedback.textLog()


def test_without_any_network_there_is_an_empty_table_a_list_and_one_sentence(search, platforms, feedback):
    rows, missing = search(PLATFORMS=platforms(a=("53", dead_address()), b=("94", dead_address())))
    assert rows == []
    assert [entry["trouble"] for entry in missing] == ["unreachable", "unreachable"]
    assert "No catalogue answers; check the network and the QGIS network options." in feedback.warnings


def test_a_list_without_catalogues_gives_an_empty_table(search, platforms, feedback):
    assert search(PLATFORMS=platforms()) == ([], [])
    assert feedback.warnings == ["No known catalogue for this search; choose other regions, platforms or extent."]


def test_the_best_comes_first_and_what_two_catalogues_hold_once(search, platforms):
    same = "6d3a3ad5-3f2b-4f5e-9a3e-0d0d4d4d4d4d"
    one = [package("x", "Forêts"), package(same, "Eau")]
    with serving({ckan("a"): portal(one), ckan("b"): portal([package(same, "Eau")])}) as server:
        places = platforms(a=("53", f"{server.address}/a"), b=("11", f"{server.address}/b"))
        rows, _ = search(PLATFORMS=places)
    assert [row["title"] for row in rows] == ["Eau", "Forêts"]


def test_only_the_regions_requested(search, platforms):
    with serving({ckan("a"): portal(packages("a", 1)), ckan("b"): portal(packages("b", 1))}) as server:
        places = platforms(a=("53", f"{server.address}/a"), b=("11", f"{server.address}/b"))
        rows, _ = search(PLATFORMS=places, REGIONS="11")
        assert {row["platform_id"] for row in rows} == {"b"}
        assert {seen.path.split("/")[1] for seen in server.seen} == {"b"}
        with pytest.raises(QgsProcessingException, match="“99” is not the Insee code of a region"):
            search(PLATFORMS=places, REGIONS="53,99")


@pytest.mark.parametrize("query", ['l\'eau "potable" 100 % * _', "'; DROP TABLE x; --", "forêts 🌳", "ä" * 2000])
def test_any_words_can_be_looked_for(search, platforms, query):
    with serving({ckan("a"): portal(packages("a", 1))}) as server:
        rows, missing = search(query, PLATFORMS=platforms(a=("53", f"{server.address}/a")))
    assert len(rows) == 1
    assert missing == []


def test_no_words_no_request(search, platforms):
    with (
        serving({ckan("a"): portal([])}) as server,
        pytest.raises(QgsProcessingException, match="Enter search words"),
    ):
        search("  ", PLATFORMS=platforms(a=("53", f"{server.address}/a")))
    assert server.seen == []


def boxes(server):
    return ["ext_bbox=" in seen.target and seen.target.split("ext_bbox=")[1].split("&")[0] for seen in server.seen]


@pytest.mark.parametrize(
    ("extent", "box"),
    [
        ("-5,-1,47,49 [EPSG:4326]", (-5, 47, -1, 49)),
        ("-5,-1,47,49", (-5, 47, -1, 49)),
        (QgsReferencedRectangle(QgsRectangle(-5, 47, -1, 49), QgsCoordinateReferenceSystem("EPSG:4326")), None),
        ("99226,400000,6700000,6900000 [EPSG:2154]", (-5.1, 47.1, -0.8, 49.2)),
        ("-200,200,-100,100 [EPSG:4326]", (-180, -90, 180, 90)),
    ],
    ids=["degrees", "without CRS", "rectangle", "Lambert 93", "the world"],
)
def test_the_extent_is_sent_in_degrees(search, platforms, extent, box):
    with serving({ckan("a"): portal(packages("a", 1))}) as server:
        search(PLATFORMS=platforms(a=("53", f"{server.address}/a")), EXTENT=extent)
        (requested,) = boxes(server)
    numbers = [float(number) for number in requested.replace("%2C", ",").split(",")]
    assert numbers == pytest.approx(box or (-5, 47, -1, 49), abs=0.5)


@pytest.mark.parametrize("extent", ["170,-170,-20,-10 [EPSG:4326]", "170,190,-20,-10 [EPSG:4326]"])
def test_an_extent_across_the_antimeridian_is_not_the_whole_world(extent):
    context, algorithm = QgsProcessingContext(), created()
    found = algorithm._extent({"EXTENT": extent}, context)
    assert (found.west, found.south, found.east, found.north) == (170, -20, -170, -10)


@pytest.mark.parametrize("extent", ["0,0,0,0 [EPSG:4326]", "1,1,45,46 [EPSG:4326]", "0,10,95,99 [EPSG:4326]"])
def test_an_empty_or_impossible_extent_is_refused_in_a_sentence(search, platforms, extent):
    with (
        serving({ckan("a"): portal([])}) as server,
        pytest.raises(QgsProcessingException, match="is empty or outside the valid area of its CRS"),
    ):
        search(PLATFORMS=platforms(a=("53", f"{server.address}/a")), EXTENT=extent)
    assert server.seen == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not json", "is not valid JSON"),
        ("{}", "must contain a list"),
        ('[{"id": "x"}]', "the field “region” is missing"),
    ],
)
def test_a_broken_list_of_platforms_is_reported_and_nothing_is_written(search, tmp_path, text, reason):
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=reason):
        search(PLATFORMS=str(path))
    assert not (tmp_path / "found.gpkg").exists()


def test_the_list_of_what_is_missing_needs_a_folder_that_exists(search, platforms, tmp_path):
    with (
        serving({ckan("a"): portal([])}) as server,
        pytest.raises(QgsProcessingException, match="does not exist; create it first"),
    ):
        search(PLATFORMS=platforms(a=("53", f"{server.address}/a")), ERRORS=str(tmp_path / "no" / "missing.json"))
    assert server.seen == []


def test_the_list_of_what_is_missing_is_optional(platforms):
    import processing

    with serving({ckan("a"): portal(packages("a", 1))}) as server:
        parameters = {"QUERY": "a", "PLATFORMS": platforms(a=("53", f"{server.address}/a")), "OUTPUT": "memory:"}
        result = processing.run("ctd:searchcatalogues", parameters)
    assert set(result) == {"OUTPUT"}
    assert [feature["record_id"] for feature in result["OUTPUT"].getFeatures()] == ["a-1"]


def test_cancelled_it_keeps_what_it_has(search, platforms, cancelling):
    with serving({ckan("a"): portal(packages("a", 2)), ckan("b"): FAULTS["slow"]}) as server:
        places = platforms(a=("53", f"{server.address}/a"), b=("11", f"{server.address}/b"))
        timer = QElapsedTimer()
        timer.start()
        rows, missing = search(PLATFORMS=places, feedback=cancelling(50), TIMEOUT=60)
        assert timer.elapsed() < 5000
    assert len(rows) == 2
    assert [(entry["platform_id"], entry["trouble"]) for entry in missing] == [("b", "cancelled")]


def test_it_works_in_the_background_as_the_toolbox_runs_it(platforms):
    """Nothing of the project is touched, and the main thread is free meanwhile."""
    algorithm = QgsApplication.processingRegistry().algorithmById("ctd:searchcatalogues")
    assert not algorithm.flags() & algorithm.Flag.FlagNoThreading
    ended, threads = [], []

    def answer(seen):
        threads.append(threading.active_count())
        return reply(packages("a", 3), delay=0.2)

    with serving({ckan("a"): answer}) as server:
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
        context.setProject(QgsProject.instance())
        parameters = {"QUERY": "a", "PLATFORMS": platforms(a=("53", f"{server.address}/a")), "OUTPUT": "memory:"}
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        task.executed.connect(lambda successful, results: ended.append((successful, results)))
        QgsApplication.taskManager().addTask(task)
        timer = QElapsedTimer()
        timer.start()
        while not ended and timer.elapsed() < 10_000:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    assert ended[0][0] is True
    layer = context.takeResultLayer(ended[0][1]["OUTPUT"])
    assert layer.featureCount() == 3


def test_texts_of_any_kind_are_written(search, platforms):
    odd = package("é", "Titre \ud800 œ 🌳 <b>", notes=None, organization=None)
    with serving({ckan("a"): Reply(portal_json(odd), 200, "application/json")}) as server:
        rows, _ = search(PLATFORMS=platforms(a=("53", f"{server.address}/a")))
    assert rows[0]["record_id"] == "é"
    assert "œ 🌳" in rows[0]["title"]


def portal_json(*found):
    return json.dumps({"success": True, "result": {"count": len(found), "results": found}}).encode()


def test_credentials_in_an_address_are_shown_nowhere(search, platforms, feedback):
    dead = dead_address().replace("http://", "http://me:secret@")
    _, missing = search(PLATFORMS=platforms(a=("53", dead)))
    assert "secret" not in json.dumps(missing) + " ".join(feedback.warnings)


def test_the_time_limit_is_that_of_the_settings():
    write_settings(Settings(catalogue_timeout=7))
    algorithm = created()
    assert algorithm.parameterDefinition("TIMEOUT").defaultValue() == 7
