"""What the mutations begin with: small inputs that are read well, most of them those of the unit tests."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from ctd_plugin.catalogues.registry import BUNDLED_PLATFORMS
from ctd_plugin.data.importing.recipe import Recipe, recipe_text
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from tests.fuzz.containers import members, zipped
from tests.support import awkward, idg_project, service_responses
from tests.support.catalogue_records import BARE, FORESTS, GARES, LINES, SOUTH, SOUTH_RESULT, UDATA, WETLANDS
from tests.support.csw_responses import EAU, report, results
from tests.support.ogcapi_responses import PARKS, TRAINING
from tests.support.paths import PEERS
from tests.support.recipes import RECIPE

_LARGEST = 12_000
"""Bytes of a seed: a larger one is slower and has no other parts."""


@cache
def tables() -> Mapping[str, tuple[bytes, ...]]:
    """Return files of each kind of table by their ending."""
    endings = {".csv": [], ".xlsx": [], ".ods": [], ".xls": []}
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "table"
        for one in awkward.CORPUS:
            one.write(path)
            content = _undated(path.read_bytes())
            if 0 < len(content) < _LARGEST and (one.means or "merged" in one.reported):
                endings[_ending(content)].append(content)
    # The survey itself, with two of its regions.
    with SURVEY.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[:3]
    endings[".csv"].append(awkward.lines(rows, ",").encode())
    return {ending: tuple(contents) for ending, contents in endings.items()}


def _undated(content: bytes) -> bytes:
    """Return a file without the date on which it was made, so that a seed gives the same cases at any time."""
    if not (held := members(content)):
        return content
    undated = {name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+", b"2026-01-01T00:00:00", part) for name, part in held.items()}
    return zipped(undated)


def _ending(content: bytes) -> str:
    if content.startswith(awkward.OLD_OFFICE):
        return ".xls"
    if not content.startswith(b"PK"):
        return ".csv"
    return ".xlsx" if b"xl/workbook.xml" in content else ".ods"


@cache
def databases() -> tuple[bytes, ...]:
    """Return GeoPackages of two regions, without their outlines."""
    with closing(sqlite3.connect(":memory:")) as target:
        target.execute("PRAGMA page_size = 1024")
        target.execute("ATTACH ? AS whole", (f"{GEOPACKAGE.as_uri()}?immutable=1",))
        for table in ("about", "survey", "regions", "facts", "platforms"):
            columns = [row[1] for row in target.execute(f"PRAGMA whole.table_info({table})") if row[1] != "geom"]
            where = "WHERE region_code IN ('53', '94')" if "region_code" in columns else ""
            target.execute(
                f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, {', '.join(c for c in columns if c != 'fid')})"
            )
            target.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM whole.{table} {where}"
            )
        target.commit()
        target.execute("DETACH whole")
        return (target.serialize(),)


@cache
def recipes() -> tuple[bytes, ...]:
    texts = (recipe_text(RECIPE, "enquête.xlsx"), recipe_text(Recipe(), "a.csv"))
    return tuple(text.encode() for text in texts)


@cache
def platforms() -> tuple[bytes, ...]:
    entries = json.loads(BUNDLED_PLATFORMS.read_text(encoding="utf-8"))
    return tuple(_json(entries[start : start + 3]) for start in range(0, len(entries), 3))


@cache
def checks() -> tuple[bytes, ...]:
    move = {"url": "https://b.example.org/csw", "clue": "page", "source": "https://b.example.org/"}
    failed = {"state": "not_found", "status": 404, "checked_on": "2026-12-03", "failing_since": "2026-06-12"}
    answered = {"state": "answers", "checked_on": "2026-12-03", "answered_on": "2026-12-03", "version": "1.3.0"}
    endpoints = [
        {"protocol": "csw", "url": "https://a.example.org/csw", **failed, "moved_to": [move]},
        {"protocol": "wms", "url": "https://a.example.org/wms", **answered, "software": "GeoServer", "count": 12},
    ]
    homepages = [{"url": "https://a.example.org/", **answered}]
    whole = {"checked_on": "2026-12-03", "made_with": "CTD 1", "endpoints": endpoints, "homepages": homepages}
    return tuple(_json({**whole, **part}) for part in ({}, {"endpoints": []}, {"homepages": []}))


def _json(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _ckan(*packages: object) -> bytes:
    return _json({"success": True, "result": {"count": 41, "results": packages}})


def _hits(*sources: object) -> bytes:
    counted = {"records": {"value": 41}}
    found = [{"_id": "x", "_source": source} for source in sources]
    return _json({"hits": {"total": {"value": 41}, "hits": found}, "aggregations": counted})


def _record(name: str) -> bytes:
    return (PEERS / name).read_bytes().split(b"-->", 1)[-1].strip()


def _csw(*records: bytes) -> bytes:
    inner = b"".join(records)
    head = results(attributes='numberOfRecordsMatched="41" nextRecord="3"').encode()
    return head.replace(b"</csw:SearchResults>", inner + b"</csw:SearchResults>")


_ISO = ("records/cours-d-eau.xml", "records/forets.xml", "records/service-carto.xml", "records/sans-rien.xml")
ISO = (*map(_record, _ISO), _record("unloaded/iso-19115-3.xml"))
DUBLIN_CORE = (_record("records/dublin-core.xml"),)
_PROJECT = idg_project.project(
    f'<layer-tree-group name="Forêts">{idg_project.tree_layer(1, "Bois")}</layer-tree-group>'
    + idg_project.tree_layer(2, "Eau", "WFS", "url='https://a.fr/wfs' typename='eau' username='x'")
    + idg_project.tree_layer(3, "Tuiles", "wms", "type=xyz&url=https://a.fr/%7Bz%7D/%7Bx%7D/%7By%7D.png")
    + idg_project.tree_layer(4, "Fichier", "ogr", "/vsizip//vsicurl/https://a.fr/a.zip/b.shp|layername=b"),
    f"<maplayer><id>l1</id>{idg_project.DETAILS}</maplayer>",
)
_TMS = (
    b'<TileMapService version="1.0.0"><TileMaps><TileMap title="Plan" srs="EPSG:3857" href="https://a.fr/1.0.0/plan"/>'
    b'<TileMap title="L93" srs="EPSG:2154" href="l93"/></TileMaps></TileMapService>',
    b'<TileMap version="1.0.0"><Title>Plan</Title><SRS>EPSG:3857</SRS><Origin x="0" y="0"/>'
    b'<TileFormat width="256" height="256" mime-type="image/png" extension="png"/><TileSets profile="mercator">'
    b'<TileSet href="https://a.fr/1.0.0/plan/0" units-per-pixel="156543" order="0"/></TileSets></TileMap>',
)
_DCAT = (
    _json({"@type": "dcat:Catalog", "dataset": [{"@type": "dcat:Dataset", "title": "Eau", "distribution": []}] * 2}),
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#">'
    b'<dcat:Catalog><dcat:dataset><dcat:Dataset rdf:about="a"/></dcat:dataset></dcat:Catalog>'
    b'<rdf:Description rdf:about="b"><rdf:type rdf:resource="http://www.w3.org/ns/dcat#Dataset"/></rdf:Description>'
    b"</rdf:RDF>",
)
_ARCGIS = _json(
    {
        "currentVersion": 11.1,
        "mapName": "Eau",
        "spatialReference": {"wkid": 102100, "latestWkid": 3857},
        "supportedImageFormatTypes": "PNG32,JPG",
        "layers": [{"id": 0, "name": "Cours d’eau", "type": "Feature Layer"}, {"id": 1, "type": "Group Layer"}],
    }
)
_FEATURES = _json(
    {"collections": [{"id": "a", "title": "A", "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]}, {"id": "b"}]}
)
REFUSALS = (
    report("boom", "outputSchema").content,
    _json({"error": {"message": "no", "code": 499, "__type": "Authorization Error"}}),
    b"<!DOCTYPE html><html><head><title>Connexion</title></head><body>Acc&egrave;s interdit</body></html>",
    b'<ServiceExceptionReport><ServiceException code="x">non</ServiceException></ServiceExceptionReport>',
)
"""What servers send instead of records; every client is given them too."""

_LINKED_DATA = json.dumps(
    {
        "@graph": [
            {"@type": ["dcat:Dataset"], "dct:title": {"@value": "Zones"}, "distribution": [{"contentUrl": "/z.csv"}]}
        ]
    }
)
_PORTAL_PAGE = (
    '<html><head><title>Géo &amp; données</title><script type="application/ld+json">'
    f'{_LINKED_DATA}</script></head><body><a href="/geonetwork/srv/fre/catalog.search">x</a>'
    '<a href="//cartes.example.org/ows?service=WMS"/><a href="/explore/dataset/gares/"/></body></html>'
).encode()

RESPONSES: Mapping[str, tuple[bytes, ...]] = {
    "csw": (_csw(ISO[0], ISO[2]), _csw(DUBLIN_CORE[0]), results(EAU).encode(), _csw(ISO[4])),
    "iso": ISO,
    "dublin-core": DUBLIN_CORE,
    "geonetwork": (_hits(FORESTS, {"uuid": "x"}),),
    "elastic": (_hits({"uuid": "x"}), _json({"hits": {"total": 3, "hits": [{"_source": {"uuid": "y"}}]}})),
    "ogcapi-records": (
        _json(
            {"type": "FeatureCollection", "features": [PARKS, TRAINING], "numberMatched": 41, "links": PARKS["links"]}
        ),
        _json({"collections": [{"id": "a", "itemType": "record"}, {"id": "dataset"}]}),
    ),
    "ckan": (_ckan(WETLANDS), _ckan({"id": "a", "name": "b"}, WETLANDS)),
    "opendatasoft": (
        _json({"total_count": 41, "results": [GARES, BARE]}),
        _json({"nhits": 41, "datasets": [{"datasetid": "a", "metas": GARES["metas"]["default"]}]}),
    ),
    "onegeo": (_hits(SOUTH), _json({"total": 41, "results": [SOUTH_RESULT]})),
    "data4citizen": (_ckan(LINES),),
    "dcat": _DCAT,
    "idg-project": (_PROJECT, zipped({"projet_attachments.zip": b"", "projet.qgs": _PROJECT})),
    "wms": (service_responses.WMS.encode(), service_responses.OLD_WMS.encode()),
    "wfs": (service_responses.WFS.encode(),),
    "wmts": (service_responses.WMTS.encode(),),
    "tms": _TMS,
    "arcgis": (_ARCGIS,),
    "ogcapi-features": (_FEATURES,),
    "portal-page": (_PORTAL_PAGE,),
    "record-page": (
        _PORTAL_PAGE,
        *(_csw(ISO[0]), ISO[1], _json(UDATA), _json(GARES), _hits(SOUTH), _json(PARKS)),
        _json({"success": True, "result": WETLANDS}),
    ),
    "replies": (*REFUSALS, _FEATURES, _TMS[0]),
}
"""Good responses by client."""

ADDRESSES = (
    "https://geo.exemple.org/maps?MAP=zh.map&service=WMS",
    "https://name:secret@a.fr:8443/geoserver/ws/layer/wms?SERVICE=WMS&LAYERS=a,b&token=x#c",
    "https://a.fr/ogc/features/collections/lycees/items?f=json",
    "https://services.arcgis.com/abc/arcgis/rest/services/Lycees/FeatureServer/0",
    "https://data.exemple.fr/api/explore/v2.1/catalog/datasets/gares/exports/geojson",
    "https://tuiles.fr/{z}/{x}/{-y}.png?a=%7Bs%7D",
    "//a.fr/for%EAts.zip",
    "a.fr/plan.gpkg",
    "../api/records/7/for%C3%AAts+bois.zip",
)
DISPOSITIONS = (
    'attachment; filename="lycées.zip"',
    "attachment; filename=\"x.zip\"; filename*=UTF-8''c%C3%B4tes%20%26%20%C3%AEles.zip",
    "attachment; filename*=ISO-8859-1'fr'c%F4tes.zip",
    'attachment; filename="C:\\\\dossier\\\\con .txt"',
    "attachment; filename=routes.tar.gz; size=12",
)
