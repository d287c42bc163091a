"""A file of a server is read for itself: nothing that it points to is opened or requested."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ctd_plugin.catalogues.records import LinkKind
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.add import allowed_drivers
from ctd_plugin.gis.add.download import layers_in_file, make_added_folder
from tests.peers.faults import JSON, Reply, serving
from tests.support.added_layers import added, fresh_project, link, wait_for_signals

POINT = {"type": "Feature", "properties": {"nom": "Île"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
COLLECTION = {"type": "FeatureCollection", "features": [POINT]}
PADDING = " " * 10_000


@pytest.fixture
def project(qgis_new_project, profile):
    with fresh_project() as project:
        yield project


@pytest.fixture
def requested():
    """An address that only GDAL requests, and how often it did."""
    with counting() as (address, connections):
        yield address, connections


@contextmanager
def counting():
    connections = []
    listening = socket.create_server(("127.0.0.1", 0))

    def listen():
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                connections.append(client)
                client.close()

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}", connections
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def vrt(source):
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{source}</SrcDataSource>'
        "<SrcLayer>secret</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"
    )


def with_crs(crs):
    return json.dumps(COLLECTION)[:-1] + f", {crs}}}"


ELSEWHERE = [
    '"crs": {"type": "link", "properties": {"href": "URL"}}',
    '"crs": {"type": "Url", "properties": {"url": "URL"}}',
    '"CRS": {"TYPE": "link", "properties": {"href": "URL"}}',
    '"crs": {"type": "name", "type": "link", "properties": {"href": "URL"}}',
    '"\\u0063rs": {"type": "l\\u0069nk", "properties": {"href": "URL"}}',
    "'crs': {'type': 'link', 'properties': {'href': 'URL'}}",
    '"crs" /* x */ : {"type": "link", "properties": {"href": "URL"}}',
    '"crs": /* x */ {"type": "link", "properties": {"href": "URL"}}',
    f'"crs"{PADDING}:{PADDING}{{"type": "link", "properties": {{"href": "URL"}}}}',
    f'"crs": {{{PADDING}"type": "link", "properties": {{"href": "URL"}}}}',
    f'"a": "{"x" * (allowed_drivers._CHUNK - 200)}", "crs": {{"type": "link", "properties": {{"href": "URL"}}}}',
]
PLAIN = [
    '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}',
    '"crs": null',
    '"a": "crs"',
    '"a": ["crs"]',
    '"crs": "EPSG:2154"',
    '"crs": 4326',
]


@pytest.mark.parametrize("crs", ELSEWHERE)
def test_geojson_whose_reference_system_lies_elsewhere_is_not_added(project, requested, crs):
    """GDAL asks the address of a linked reference system by itself."""
    address, connections = requested
    body = with_crs(crs.replace("URL", f"{address}/crs"))
    with serving({"/a.geojson": Reply(body.encode(), 200, JSON)}) as server:
        (sentence,) = wait_for_signals(link(LinkKind.GEOJSON, server.url("/a.geojson"), title="a"), project).errors
    assert "other files or addresses" in sentence
    assert connections == []
    assert project.mapLayers() == {}
    assert list(make_added_folder().iterdir()) == []


@pytest.mark.parametrize("crs", PLAIN)
def test_geojson_that_names_its_reference_system_is_added(project, crs):
    with serving({"/a.geojson": Reply(with_crs(crs).encode(), 200, JSON)}) as server:
        layer = added(link(LinkKind.GEOJSON, server.url("/a.geojson"), title="a"), project)
    assert layer.featureCount() == 1
    assert layer.dataProvider().storageType() == "GeoJSON"


def test_a_reference_system_is_found_wherever_it_is_cut(tmp_path, monkeypatch):
    """The file is read in pieces."""
    path = tmp_path / "a.json"
    monkeypatch.setattr(allowed_drivers, "_CHUNK", 64)
    for before in range(0, 80, 7):
        path.write_text(with_crs(f'"a": "{"x" * before}", "crs": {{"type": "link", "properties": {{"href": "x"}}}}'))
        assert allowed_drivers._names_crs_elsewhere(str(path))
        path.write_text(with_crs(f'"a": "{"x" * before}", "crs": {{"type": "name", "properties": {{"name": "x"}}}}'))
        assert not allowed_drivers._names_crs_elsewhere(str(path))


@pytest.mark.parametrize("mark", ["", "\ufeff", "\n  "])
def test_geojson_that_is_something_else_is_not_added(project, tmp_path, requested, mark):
    """A VRT read a file of the user's, and made requests of its own."""
    address, connections = requested
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with serving({}) as server:
        for number, source in enumerate((tmp_path / "secret.csv", f"/vsicurl/{address}/a.csv")):
            target = f"/{number}.geojson"
            server.replies[target] = Reply((mark + vrt(source)).encode(), 200, JSON)
            (sentence,) = wait_for_signals(link(LinkKind.GEOJSON, server.url(target), title="a"), project).errors
            assert "not GeoJSON" in sentence
    assert connections == []
    assert project.mapLayers() == {}
    assert list(make_added_folder().iterdir()) == []


def test_a_map_template_in_geojson_is_opened_as_geojson_alone(project, requested):
    """What other drivers would ask for is not."""
    address, connections = requested
    assets = {"a": {"href": f"{address}/a.tif", "roles": ["data"]}}
    properties = {"proj:epsg": 4326, "proj:transform": [1, 0, 0, 0, -1, 0], "proj:shape": [1, 1]}
    item = {**POINT, "stac_version": "1.0.0", "id": "a", "properties": properties, "assets": assets}
    with serving({"/a.geojson": Reply(json.dumps({**COLLECTION, "features": [item]}).encode(), 200, JSON)}) as server:
        layer = added(link(LinkKind.GEOJSON, server.url("/a.geojson"), title="a"), project)
    assert layer.featureCount() == 1
    assert connections == []


KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Region><LatLonAltBox><north>1</north><south>0</south>'
    "<east>1</east><west>0</west></LatLonAltBox></Region><NetworkLink><Region><LatLonAltBox><north>1</north>"
    "<south>0</south><east>1</east><west>0</west></LatLonAltBox></Region><Link><href>URL/a.kml</href></Link>"
    "</NetworkLink>{}</Document></kml>"
)
GML = (
    '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:a="http://a"'
    ' xsi:schemaLocation="http://a URL/a.xsd"><gml:featureMember><a:b gml:id="b.1"><a:c>1</a:c><a:g>'
    '<gml:Point srsName="URL/crs"><gml:pos>1 2</gml:pos></gml:Point></a:g><a:x xlink:href="URL/x.gml#a"/></a:b>'
    "</gml:featureMember></wfs:FeatureCollection>"
)
STACTA = {
    **{"stac_version": "1.0.0", "type": "Collection", "id": "x", "links": [], "bbox": [0, 0, 1, 1]},
    "stac_extensions": ["https://stac-extensions.github.io/tiled-assets/v1.0.0/schema.json"],
    "asset_templates": {"a": {"href": "URL/{TileMatrix}/{TileRow}/{TileCol}.tif"}},
    "properties": {"tiles:tile_matrix_links": {"x": {"url": "URL/tms.json"}}},
}
POINTING = {
    "secret.csv": vrt("SECRET"),
    "requests.csv": vrt("/vsicurl/URL/a.csv"),
    "virtual.tif": '<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
    "<SourceFilename>/vsicurl/URL/a.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>",
    "wms.tif": '<GDAL_WMS><Service name="TMS"><ServerUrl>URL/${z}/${x}/${y}.png</ServerUrl></Service></GDAL_WMS>',
    "wmts.xml": "<GDAL_WMTS><GetCapabilitiesUrl>URL/wmts</GetCapabilitiesUrl><Layer>a</Layer></GDAL_WMTS>",
    "wcs.xml": "<WCS_GDAL><ServiceURL>URL/wcs</ServiceURL></WCS_GDAL>",
    "wfs.gml": "<OGRWFSDataSource><URL>URL/wfs</URL></OGRWFSDataSource>",
    "tiled.json": json.dumps(STACTA),
    "linked.json": with_crs('"crs": {"type": "link", "properties": {"href": "URL/crs"}}'),
}


@pytest.mark.parametrize("packed", [False, True], ids=["as it is", "in a ZIP"])
@pytest.mark.parametrize("name", POINTING)
def test_a_file_that_points_elsewhere_is_refused_unread(tmp_path, requested, name, packed):
    """Whatever driver would follow it, also inside an archive."""
    address, connections = requested
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    text = POINTING[name].replace("URL", address).replace("SECRET", f"{tmp_path}/secret.csv")
    path = tmp_path / f"file-{name}"
    path.write_text(text)
    if packed:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.write(path, f"d/{name}")
            archive.writestr("lisez-moi.txt", "rien")
        path = tmp_path / "a.zip"
    with pytest.raises(CtdError, match="was not added: the file refers to other files or addresses"):
        layers_in_file(path)
    assert connections == []


def test_links_in_kml_and_gml_are_not_followed(tmp_path, requested):
    """NetworkLink, schemaLocation, xlink, srsName."""
    address, connections = requested
    placemark = "<Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point></Placemark>"
    (tmp_path / "a.kml").write_text(KML.replace("URL", address).replace("{}", placemark))
    (tmp_path / "a.gml").write_text(GML.replace("URL", address))
    for name in ("a.kml", "a.gml"):
        (layer,) = layers_in_file(tmp_path / name)
        assert [feature.id() for feature in layer.getFeatures()]
    assert connections == []


def test_files_that_hold_their_own_data_are_read_as_before(tmp_path):
    shutil.copyfile(GEOPACKAGE, tmp_path / "a.gpkg")
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    (tmp_path / "a.geojson").write_text(json.dumps(COLLECTION))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("a.csv", "a.geojson"):
            archive.write(tmp_path / name, name)
        archive.writestr("lisez-moi.md", "rien")
    assert {path: bool(layers_in_file(Path(path))) for path in map(str, tmp_path.iterdir())} == {
        str(tmp_path / name): True for name in ("a.gpkg", "a.csv", "a.geojson", "a.zip")
    }
