"""`ctd:fetchboundaries`: its requests to the WFS, the file in the profile, and its errors."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from qgis.core import QgsNetworkAccessManager, QgsProcessingException, QgsVectorLayer
from shapely import affinity, to_geojson

from ctd_plugin.data.boundaries.checks import bundled_shapes
from ctd_plugin.data.boundaries.reader import read_boundaries
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.ign_wfs import TYPE_NAMES, fetch_regions, latest_regions
from ctd_plugin.regions import REGION_NAMES
from tests.peers.faults import JSON, XML, Reply, dead_address, serving
from tests.support.in_threads import rows, run_in_threads

pytestmark = pytest.mark.usefixtures("provider", "profile")


def collection(shapes):
    """Return regions as the WFS writes them."""
    features = [
        {
            "type": "Feature",
            "id": f"region.{code}",
            "geometry": json.loads(to_geojson(shape.simplify(0.05))),
            "properties": {
                "cleabs": f"REGION_FXX_00000000000{code}",
                "nom_officiel": REGION_NAMES[code],
                "code_insee": code,
                "code_siren": "200053767",
            },
        }
        for code, shape in shapes.items()
    ]
    return Reply(json.dumps({"type": "FeatureCollection", "features": features}).encode(), content_type=JSON)


@pytest.fixture
def fetch(tmp_path, feedback):
    import processing

    QgsNetworkAccessManager.instance().cache().clear()

    def run(server, **parameters):
        chosen = {"SERVER": server.url("/wfs/ows"), "OUTPUT": str(tmp_path / "regions.gpkg"), **parameters}
        return processing.run("ctd:fetchboundaries", chosen, feedback=feedback)["OUTPUT"]

    return run


def test_the_regions_are_requested_once_and_serve_as_boundaries(fetch):
    with serving({"/wfs/ows": collection(bundled_shapes())}) as server:
        path = fetch(server)
        (seen,) = server.seen
        assert fetch(server, OUTPUT=path) == path
        assert server.seen == [seen]
        fetch(server, OUTPUT=path, REFRESH=True)
        assert len(server.seen) == 2
    query = parse_qs(urlsplit(seen.target).query)
    assert query["TYPENAMES"] == [TYPE_NAMES[0]]
    assert (query["REQUEST"], query["OUTPUTFORMAT"]) == (["GetFeature"], ["application/json"])
    layer = QgsVectorLayer(f"{path}|layername=regions", "regions")
    assert layer.crs().authid() == "EPSG:4326"
    assert {feature["source"] for feature in layer.getFeatures()} == {f"IGN – {TYPE_NAMES[0]}"}
    assert {feature["fetched_on"].toPyDate() for feature in layer.getFeatures()} == {date.today()}
    boundaries = read_boundaries(Path(path))
    assert sorted(boundaries.frame.region_code) == list(REGION_NAMES)
    assert latest_regions(TYPE_NAMES[0]).day == date.today()
    assert latest_regions(TYPE_NAMES[1]) is None


def test_thread_after_thread_gives_what_the_main_thread_gives(fetch, tmp_path, feedback):
    with serving({"/wfs/ows": collection({code: bundled_shapes()[code] for code in ("53", "94")})}) as server:
        expected = rows(f"{fetch(server)}|layername=regions")
        requested = {"SERVER": server.url("/wfs/ows"), "REFRESH": True}
        reported = run_in_threads("ctd:fetchboundaries", requested, tmp_path, cancel_at=101)
    assert [row[1] for row in expected] == ["53", "94"]
    for run in reported["runs"]:
        assert run["succeeded"]
        assert run["was_in_background"]
        assert run["rows"] == expected
        assert run["warnings"] == feedback.warnings
    assert reported["imported"] == []


def test_missing_regions_are_reported(fetch, feedback):
    with serving({"/wfs/ows": collection({code: bundled_shapes()[code] for code in ("53", "94")})}) as server:
        fetch(server)
    assert any("has no boundary for Guadeloupe, Martinique" in message for message in feedback.warnings)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (
            Reply(b"<ExceptionReport>Unknown type</ExceptionReport>", content_type=XML),
            "IGN boundaries could not be downloaded",
        ),
        (Reply(b"gone", status=503), "IGN boundaries could not be downloaded"),
        (
            Reply(b'{"type": "FeatureCollection", "features": []}', content_type=JSON),
            "cannot be read|no field|empty|no ",
        ),
        (
            collection({"04": affinity.affine_transform(bundled_shapes()["04"], [0, 1, 1, 0, 0, 0])}),
            "La Réunion is displaced",
        ),
    ],
)
def test_another_response_is_reported_and_nothing_is_kept_or_replaced(fetch, tmp_path, reply, reason):
    with serving({"/wfs/ows": reply}) as server, pytest.raises(QgsProcessingException, match=reason):
        fetch(server)
    assert latest_regions(TYPE_NAMES[0]) is None
    assert not (tmp_path / "regions.gpkg").exists()


def test_silence_is_reported_within_its_limit():
    with (
        serving({"/wfs/ows": Reply(b"{}", delay=30)}) as server,
        pytest.raises(CtdError, match="IGN boundaries could not be downloaded"),
    ):
        fetch_regions(TYPE_NAMES[0], server.url("/wfs/ows"), seconds=0.5)
    with pytest.raises(CtdError, match="IGN boundaries could not be downloaded"):
        fetch_regions(TYPE_NAMES[0], dead_address())


def test_a_file_of_another_kind_or_maker_is_not_replaced(fetch, tmp_path):
    (tmp_path / "mine.gpkg").write_bytes(b"mine")
    with serving({"/wfs/ows": collection(bundled_shapes())}) as server:
        with pytest.raises(QgsProcessingException, match="was not created by this plugin"):
            fetch(server, OUTPUT=str(tmp_path / "mine.gpkg"))
        with pytest.raises(QgsProcessingException, match=r"choose a name that ends in \.gpkg"):
            fetch(server, OUTPUT=str(tmp_path / "mine.shp"))
        assert server.seen == []
    assert (tmp_path / "mine.gpkg").read_bytes() == b"mine"
