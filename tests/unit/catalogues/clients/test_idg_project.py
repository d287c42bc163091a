"""QGIS projects read as lists of layers: what is found in them, where the layers lie, and what is refused."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from xml.sax.saxutils import escape

import pytest

from ctd_plugin.catalogues.clients import idg_project
from ctd_plugin.catalogues.clients.idg_project import search
from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Response
from ctd_plugin.catalogues.records import Extent, Link, LinkKind, Query, RecordPage
from tests.support.idg_project import DETAILS, DOCTYPE, WMS, project, tree_layer

URL = "https://carto.fr/idg/projet.qgz"


def packed(content: bytes, name: str = "projet.qgs") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("projet_attachments.zip"), b"")
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def page_from(content: bytes, query: Query | None = None) -> RecordPage:
    conversation = search(URL, query or Query(""))
    assert next(conversation).url == URL
    with pytest.raises(StopIteration) as ended:
        conversation.send(Response(200, content))
    return ended.value.value


def titles(content: bytes, words: str, extent: Extent | None = None) -> list[str]:
    return [record.title for record in page_from(content, Query(words, extent)).records]


def link(provider: str, source: str) -> Link | None:
    records = page_from(project(tree_layer(1, "Titre", provider, source))).records
    return records[0].links[0] if records else None


@pytest.mark.parametrize("pack", [bytes, packed])
def test_a_project_is_read_packed_or_not(pack) -> None:
    content = project(tree_layer(1, "Forêts"), f"<maplayer><id>l1</id>{DETAILS}</maplayer>")
    (record,) = page_from(pack(content)).records
    assert (record.id, record.title, record.abstract) == ("l1", "Forêts", "Les forêts de l’État.")
    assert (record.organisation, record.contact, record.licence) == ("ONF", "sig@onf.fr", "Licence Ouverte")
    assert (record.extent, record.landing_page) == (Extent(-5, 47, -1, 49), "https://carto.fr/fiche/7")
    assert [(one.kind, one.url) for one in record.links] == [
        (LinkKind.WMS, "https://carto.fr/ows?MAP=/srv/a.map&projet=1"),
        (LinkKind.PAGE, "https://carto.fr/n.pdf"),
    ]


def test_the_project_alone_is_asked_for_whatever_servers_its_layers_lie_on() -> None:
    """A project with a server that does not answer hangs where it is opened."""
    page = page_from(project("".join(tree_layer(n, f"Couche {n}", source=WMS) for n in range(30))))
    assert page.matched == 30


def test_the_groups_of_a_layer_are_reported_and_searched() -> None:
    inner = f'<layer-tree-group name="Éoliennes">{tree_layer(1, "Mâts")}</layer-tree-group>'
    outer = f'<layer-tree-group name="Environnement">{inner}</layer-tree-group>'
    content = project(outer + tree_layer(2, "Communes"))
    assert page_from(content, Query("mats EOLIENNES")).records[0].abstract == "Environnement › Éoliennes"
    assert titles(content, "") == ["Mâts", "Communes"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("FORETS", ["Forêts de l’État"]),
        ("l'etat forêts", ["Forêts de l’État"]),
        ("oeuvres", ["Œuvres d’art"]),
        ("forêts œuvres", []),
        ('"art" (œuvres)', ["Œuvres d’art"]),
        ("%", ["Forêts de l’État", "Œuvres d’art"]),
    ],
)
def test_all_words_must_be_there_whatever_case_accents_or_signs(words: str, expected: list[str]) -> None:
    content = project(tree_layer(1, "Forêts de l’État") + tree_layer(2, "Œuvres d’art"))
    assert titles(content, words) == expected


def test_layers_elsewhere_are_left_out_and_those_that_do_not_say_where_they_lie_are_kept() -> None:
    def layer(number: int, west: object, east: object) -> str:
        corners = f"<xmin>{west}</xmin><ymin>0</ymin><xmax>{east}</xmax><ymax>0</ymax>"
        return f"<maplayer><id>l{number}</id><wgs84extent>{corners}</wgs84extent></maplayer>"

    tree = "".join(tree_layer(number, str(number)) for number in range(6))
    layers = layer(1, 1, 2) + layer(2, 8, 9) + layer(3, 0, 0) + layer(4, "nan", "nan") + layer(5, "x", "")
    assert titles(project(tree, layers), "", Extent(1, -1, 3, 1)) == ["0", "1", "3", "4", "5"]


@pytest.mark.parametrize(
    ("provider", "source", "kind", "url", "layer"),
    [
        ("wms", WMS, "wms", "https://carto.fr/ows?MAP=/srv/a.map&projet=1", "forêts"),
        ("wms", "layers=b&layers=a+c&styles=&styles=&url=https://carto.fr/wms", "wms", "https://carto.fr/wms", "a+c,b"),
        (
            "wms",
            "crs=EPSG:3857&layers=ORTHO&tileMatrixSet=PM&url=https://carto.fr/wmts?SERVICE%3DWMTS%26REQUEST%3DGetCapabilities",
            "wmts",
            "https://carto.fr/wmts",
            "ORTHO",
        ),
        (
            "wms",
            "type=xyz&url=https://carto.fr/%7Bz%7D/%7Bx%7D/%7By%7D.png?a%3D1%26b%3D2&zmax=19&zmin=0",
            "tms",
            "https://carto.fr/{z}/{x}/{y}.png?a=1&b=2",
            "",
        ),
        (
            "WFS",
            " pagingEnabled='true' typename='ns:l\\'eau' url='https://carto.fr/wfs?MAP=/a' version='auto'",
            "wfs",
            "https://carto.fr/wfs?MAP=/a",
            "ns:l'eau",
        ),
        (
            "WFS",
            "https://carto.fr/wxs?map=/a.map&SERVICE=WFS&REQUEST=GetFeature&TYPENAME=ms:a&SRSNAME=epsg:2154",
            "wfs",
            "https://carto.fr/wxs?map=/a.map",
            "ms:a",
        ),
        ("OAPIF", " typename='a' url='https://carto.fr/ogc'", "ogcapi-features", "https://carto.fr/ogc", "a"),
        (
            "arcgisfeatureserver",
            " crs='EPSG:4326' url='https://carto.fr/rest/services/A/FeatureServer/2'",
            "arcgis",
            "https://carto.fr/rest/services/A/FeatureServer",
            "2",
        ),
        (
            "arcgismapserver",
            " format='PNG32' layer='3' url='https://carto.fr/rest/services/A/MapServer'",
            "arcgis",
            "https://carto.fr/rest/services/A/MapServer",
            "3",
        ),
        ("ogr", "https://carto.fr/a.geojson|layername=a", "geojson", "https://carto.fr/a.geojson", ""),
        ("ogr", "/vsizip//vsicurl/https://carto.fr/a.zip/b.shp|layername=b", "file", "https://carto.fr/a.zip", ""),
        ("ogr", "/vsizip/{/vsicurl/https://carto.fr/a.zip}/b.shp", "file", "https://carto.fr/a.zip", ""),
        ("gdal", "/vsicurl/https://carto.fr/a.tif", "file", "https://carto.fr/a.tif", ""),
    ],
)
def test_the_source_of_each_provider_is_a_link(provider: str, source: str, kind: str, url: str, layer: str) -> None:
    found = link(provider, source)
    assert found
    assert (found.kind, found.url, found.layer, found.title) == (kind, url, layer, "Titre")
    assert not found.credentials_removed


@pytest.mark.parametrize(
    ("provider", "source"),
    [
        ("wms", f"{WMS}&username=user&password=pw"),
        ("wms", f"authcfg=pw12345&{WMS}"),
        ("wms", "layers=a&url=https://user:pw@carto.fr/wms"),
        ("WFS", r"user='user' password='p\'w' authcfg=pw12345 typename='a' url='https://carto.fr/wfs'"),
        ("ogr", "/vsicurl/https://user:pw@carto.fr/a.geojson"),
    ],
)
def test_credentials_stay_in_the_project_and_are_said_to_be_there(provider: str, source: str) -> None:
    found = link(provider, source)
    assert found
    assert found.credentials_removed
    assert "pw" not in repr(found)
    assert "user" not in repr(found)


def test_a_password_that_the_tree_has_lost_is_said_to_be_there() -> None:
    source = f"<provider>wms</provider><datasource>{escape(WMS)}&amp;password=pw</datasource>"
    (record,) = page_from(project(tree_layer(1, "Forêts"), f"<maplayer><id>l1</id>{source}</maplayer>")).records
    assert record.links[0].credentials_removed


@pytest.mark.parametrize(
    ("provider", "source"),
    [
        ("ogr", "./ctd.gpkg|layername=regions"),
        ("ogr", "//serveur/partage/a.shp"),
        ("postgres", "dbname='x' host=10.0.0.1 user='u' password='p' table=\"s\".\"t\" (geom)"),
        ("wms", "type=mbtiles&url=file:///a.mbtiles"),
        ("wms", ""),
        ("WFS", "typename='a'"),
        ("memory", "Point?crs=EPSG:4326"),
        ("", "https://carto.fr/wms"),
    ],
)
def test_a_layer_that_lies_on_a_disk_or_in_a_data_base_is_counted_and_the_others_kept(
    provider: str, source: str
) -> None:
    page = page_from(project(tree_layer(1, "Disque", provider, source) + tree_layer(2, "Réseau")))
    assert ([record.title for record in page.records], page.unread, page.matched) == (["Réseau"], 1, 2)


def test_a_tree_without_sources_is_completed_by_the_layers_and_what_both_lack_is_left_empty() -> None:
    tree = '<layer-tree-layer id="l1"/><layer-tree-layer/>'
    layer = f"<maplayer><id>l1</id><layername>Forêts</layername><datasource>{escape(WMS)}</datasource>"
    page = page_from(project(tree, f"<maplayer/>{layer}<provider>wms</provider></maplayer>"))
    assert [(record.title, record.abstract) for record in page.records] == [("Forêts", "")]
    assert page.unread == 1


def test_pages_follow_each_other_and_each_counts_its_own_unread() -> None:
    tree = "".join(tree_layer(n, str(n), "memory" if n == 3 else "wms") for n in range(5))
    cursor, seen = "", []
    for unread in (0, 1, 0):
        page = page_from(project(tree), Query("", limit=2, cursor=cursor))
        seen += [record.title for record in page.records]
        assert (page.unread, page.matched) == (unread, 5)
        cursor = page.cursor
    assert (seen, cursor) == (["0", "1", "2", "4"], "")


def test_an_archive_that_swells_is_refused_whatever_size_it_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idg_project, "MOST_UNPACKED", 100_000)
    swollen = project(" " * 20_000_000)
    content = packed(swollen)
    assert len(content) < 30_000
    tracemalloc.start()
    with pytest.raises(CatalogueError) as caught:
        page_from(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.reason is FailureReason.TOO_LARGE
    assert peak < 2_000_000
    # The archive says twice how large its project is; make it say 9 bytes.
    size = len(swollen).to_bytes(4, "little")
    assert content.count(size) == 2
    with pytest.raises(CatalogueError):
        page_from(content.replace(size, (9).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("source", "url"),
    [
        (" typename='a' url='https://carto.fr/wfs", "https://carto.fr/wfs"),
        ("url='https://carto.fr/wfs?a=\\'b\\'' typename='a'", "https://carto.fr/wfs?a='b'"),
        ("url=https://carto.fr/wfs typename='a\\", "https://carto.fr/wfs"),
        ("étendue='1' url='https://carto.fr/wfs'", "https://carto.fr/wfs"),
    ],
)
def test_a_source_is_read_though_its_quotes_are_not_closed(source: str, url: str) -> None:
    """They are taken to close at its end, so that nothing is looked at twice."""
    found = link("WFS", source)
    assert found
    assert found.url == url


def test_groups_in_groups_are_one_text_for_all_layers_in_them() -> None:
    deep = tree_layer(1, "a") + tree_layer(2, "b")
    for number in range(100):
        deep = f'<layer-tree-group name="{number:03}{"x" * 500}">{deep}</layer-tree-group>'
    one, two = page_from(project(deep)).records
    assert one.abstract == two.abstract
    assert one.abstract.startswith("099xxx")
    assert len(one.abstract) == 10_000


def test_a_project_of_more_layers_than_anyone_draws_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idg_project, "MOST_LAYERS", 3)
    assert page_from(project("".join(tree_layer(n, "a") for n in range(3)))).matched == 3
    with pytest.raises(CatalogueError) as caught:
        page_from(project("".join(tree_layer(n, "a") for n in range(4))))
    assert caught.value.reason is FailureReason.TOO_LARGE


def test_a_project_that_declares_entities_is_refused() -> None:
    bomb = project(tree_layer(1, "Forêts")).replace(DOCTYPE.encode(), b'<!DOCTYPE qgis [<!ENTITY a "ha">]>')
    for content in (bomb, packed(bomb)):
        with pytest.raises(CatalogueError, match="DTD or entities"):
            page_from(content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-15"])
def test_a_project_is_read_in_the_encoding_that_it_declares(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + project(tree_layer(1, "Forêts")).decode()
    assert titles(text.encode(encoding), "") == ["Forêts"]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"PK\x03\x04", b"<html><title>Connexion</title></html>", b"{}", b"<qgis", b"<osm/>"),
        *(packed(b"x", "lisezmoi.txt"), packed(b"<html/>"), packed(project(""))[:-30]),
        packed(project(tree_layer(1, "Forêts"))).replace(b"\x08\x00", b"\x63\x00"),
    ],
)
def test_what_is_no_project_is_reported(content: bytes) -> None:
    with pytest.raises(CatalogueError) as caught:
        page_from(content)
    assert caught.value.reason is FailureReason.UNREADABLE


@pytest.mark.parametrize(("status", "reason"), [(403, FailureReason.REFUSED), (404, FailureReason.NOT_FOUND)])
def test_a_refusal_is_reported_as_one(status: int, reason: FailureReason) -> None:
    conversation = search(URL, Query(""))
    next(conversation)
    with pytest.raises(CatalogueError) as caught:
        conversation.send(Response(status, packed(project(""))))
    assert caught.value.reason is reason
