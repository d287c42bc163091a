"""Inputs of the readers and clients in sizes of 1, 10 and 100: usual ones, and the worst that are known.

Each is read by a kind of the fuzzing.
"""

from __future__ import annotations

import html
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import xlwt

from ctd_plugin.catalogues.http.exchange import Response
from ctd_plugin.catalogues.records import Query
from ctd_plugin.data.facts.corrections import FigureEdit
from ctd_plugin.data.importing.recipe import Recipe, recipe_text
from ctd_plugin.data.template.ods import ods_file
from ctd_plugin.data.template.sheets import TextSheet
from ctd_plugin.data.template.xlsx import xlsx_file
from tests.fuzz import seeds
from tests.fuzz.containers import members, zipped
from tests.fuzz.inputs import CannedResponses, Download, File
from tests.support.recipes import FACT

SITE = "https://catalogue.example.org/carto"
HEADER = ["region", "statut", "moyens", "contexte", "objectifs", "contact", "repondant"]


@dataclass(frozen=True)
class Shape:
    """An input that grows with its size, and the kind that reads it."""

    name: str
    kind: str
    make: Callable[[int], Any]


# --- Tables ---


def _rows(count: int) -> list[list[str]]:
    rows = [["Bretagne", "CTD existant", "3 ETP", "texte " * 12, "a", "sig@a.fr", "Une Personne"]]
    return [HEADER, *(rows * count)]


def _csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(cells) for cells in rows).encode()


def _xls(rows: list[list[str]]) -> bytes:
    book, target = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("E")
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            sheet.write(y, x, text)
    book.save(target)
    return target.getvalue()


def _xlsx(rows: list[list[str]]) -> bytes:
    return xlsx_file([TextSheet("E", rows, [10] * len(HEADER))])


def _ods(rows: list[list[str]]) -> bytes:
    return ods_file([TextSheet("E", rows, [10] * len(HEADER))])


def _cell(text: str, column: int) -> bytes:
    rows = _rows(1)
    rows[1][column:] = [text, *rows[1][column + 1 :]]
    return _csv(rows)


def _table(name: str, ending: str, make: Callable[[int], bytes], reader: str = "survey") -> Shape:
    return Shape(f"{ending}: {name}", ending, lambda size: File(make(size), reader))


def _means(name: str, text: str) -> Shape:
    """A cell from which figures are read, full of something."""
    return _table(f"means of {name}", "csv", lambda size: _cell("1" + text * 100 * size + "x", 2), "edition")


def _book(ending: str, name: str, old: str, new: Callable[[int], str]) -> Shape:
    """A workbook of a row, in whose sheet something stands instead of something else."""
    whole, part = {"xlsx": (_xlsx, "xl/worksheets/sheet1.xml"), "ods": (_ods, "content.xml")}[ending]

    def make(size: int) -> bytes:
        held = dict(members(whole(_rows(1))))
        assert old.encode() in held[part]
        held[part] = held[part].replace(old.encode(), new(size).encode(), 1)
        return zipped(held)

    return _table(name, ending, make)


def _rows_without_cells(size: int) -> str:
    return "".join(f'<row r="{number}" s="1"/>' for number in range(3, 10_000 * size)) + "</sheetData>"


def _far_below(size: int) -> str:
    return f'<row r="{10_000 * size}"><c r="A{10_000 * size}"><v>1</v></c></row></sheetData>'


def _merges(size: int) -> str:
    merge = '<mergeCell ref="A1:A1048576"/>' * 100 * size
    return f'</sheetData><mergeCells>{merge}<mergeCell ref="B2:B3"/></mergeCells>'


def _repeated(size: int) -> str:
    row = f'<table:table-row table:number-rows-repeated="{10_000 * size}"><table:table-cell/></table:table-row>'
    return f"{row}</table:table>"


def _swelling(size: int) -> bytes:
    return zipped({**members(_ods(_rows(1))), "META-INF/manifest.xml": b" " * 10_000_000 * size})


def _tables() -> list[Shape]:
    return [
        _table("rows", "csv", lambda size: _csv(_rows(1_000 * size))),
        _table("rows, its figures too", "csv", lambda size: _csv(_rows(100 * size)), "replay"),
        _table("columns", "csv", lambda size: _csv([[*row, *["x"] * 500 * size] for row in _rows(2)])),
        _table("a cell", "csv", lambda size: _cell("mot " * 10_000 * size, 3)),
        _table("empty lines", "csv", lambda size: _csv(_rows(1)) + b"\n;;" * 20_000 * size),
        _table("first line without an end", "csv", lambda size: b"a:;" * 10_000 * size),
        _table("letters where a person is named", "csv", lambda size: _cell("a" * 1_000 * size, 6), "edition"),
        _means("digits", "1" * 10),
        _means("spaces", " " * 10),
        _means("numbers", "1 " * 10),
        _means("numbers with commas", "1, "),
        _means("amounts", "1 M€ Région, "),
        _means("shares", "5 % État "),
        _means("words", "mot "),
        _table("rows", "xlsx", lambda size: _xlsx(_rows(200 * size))),
        _book("xlsx", "formatted rows without cells", "</sheetData>", _rows_without_cells),
        _book("xlsx", "a cell far below", "</sheetData>", _far_below),
        _book("xlsx", "merges of a million rows", "</sheetData>", _merges),
        _table("rows", "ods", lambda size: _ods(_rows(200 * size))),
        _book(
            "ods", "spans of so many rows", '"string"', lambda n: f'"string" table:number-rows-spanned="{10**12 * n}"'
        ),
        _book("ods", "rows repeated", "</table:table>", _repeated),
        _book("ods", "tabs without an end", "<text:p>", lambda size: "<text:p>" + "<text:tab" * 1_000 * size),
        _book("ods", "comments without an end", "<text:p>", lambda n: "<text:p>" + "<office:annotation>" * 1_000 * n),
        _book("ods", "no row", '<table:table-row table:style-name="row">', lambda size: "<x>" + "a" * 100_000 * size),
        _table("a manifest that swells", "ods", _swelling),
        _table("rows", "xls", lambda size: _xls(_rows(200 * size))),
    ]


# --- The plugin's own files ---


def _database(size: int) -> File:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(seeds.databases()[0])
        for table in ("survey", "facts", "platforms"):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] != "fid"]
            names = ", ".join(columns)
            numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            database.execute(f"{numbers} INSERT INTO {table} ({names}) SELECT {names} FROM n, {table}", (20 * size,))
        database.commit()
        return File(database.serialize())


def _recipe(size: int) -> File:
    return File(recipe_text(Recipe(figures=(FigureEdit(FACT, None),) * 100 * size), "a.csv").encode())


def _platforms(size: int, last: str = "active") -> File:
    (entry,) = json.loads(seeds.platforms()[0])[:1]
    entries = [{**entry, "id": f"p{number}"} for number in range(20 * size)]
    entries[-1]["status"] = last
    return File(json.dumps(entries, indent=1).encode())


# --- Answers ---


def _canned(*contents: bytes) -> CannedResponses:
    return CannedResponses(tuple(Response(200, content) for content in contents), Query("", limit=100), SITE)


def _many(name: str, keys: tuple[str, ...], count: int, change: Callable[[Any], None] | None = None) -> bytes:
    """Return a client's first good answer with the first of its records so many times."""
    body = json.loads(seeds.RESPONSES[name][0])
    holder = body
    for key in keys[:-1]:
        holder = holder[key]
    text = json.dumps(holder[keys[-1]][0])
    records = [json.loads(text.replace('"id": "', f'"id": "{number}-')) for number in range(count)]
    if change:
        change(records[0])
    holder[keys[-1]] = records
    return json.dumps(body).encode()


_RECORDS = {
    "ckan": ("result", "results"),
    "data4citizen": ("result", "results"),
    "opendatasoft": ("results",),
    "geonetwork": ("hits", "hits"),
    "elastic": ("hits", "hits"),
    "onegeo": ("hits", "hits"),
    "ogcapi-records": ("features",),
    "dcat": ("dataset",),
    "arcgis": ("layers",),
    "ogcapi-features": ("collections",),
}
_URLS = {"onegeo": f"{SITE}/fr/indexer/elastic/_search", "ogcapi-records": f"{SITE}/collections/a/items"}
_XML = {
    "csw": ("<gmd:MD_Metadata", "</gmd:MD_Metadata>", 20),
    "wms": ("<Layer><Name>", "</CRS></Layer>", 100),
    "wfs": ("<wfs:FeatureType>", "</wfs:FeatureType>", 100),
    "wmts": ("<Layer>", "</Layer>", 50),
    "tms": ("<TileMap ", "/>", 100),
    "idg-project": ("<layer-tree-layer", "</layer-tree-layer>", 100),
}


def _records(name: str) -> Shape:
    def make(size: int) -> CannedResponses:
        canned = _canned(_many(name, _RECORDS[name], 20 * size))
        return CannedResponses(canned.responses, canned.query, _URLS.get(name, SITE))

    return Shape(f"{name}: records", name, make)


def _elements(name: str) -> Shape:
    start, end, count = _XML[name]

    def make(size: int) -> CannedResponses:
        text = seeds.RESPONSES[name][0].decode()
        begin = text.index(start)
        close = text.index(end, begin) + len(end)
        return _canned((text[:begin] + text[begin:close] * count * size + text[close:]).encode())

    return Shape(f"{name}: records", name, make)


def _iso(name: str, old: str, new: Callable[[int], str], kind: str = "iso") -> Shape:
    def make(size: int) -> CannedResponses:
        text = seeds.ISO[0].decode()
        assert old in text
        return _canned(text.replace(old, new(size), 1).encode())

    return Shape(f"{kind}: {name}", kind, make)


def _ckan(name: str, key: str, value: Callable[[int], Any]) -> Shape:
    def make(size: int) -> CannedResponses:
        return _canned(_many("ckan", ("result", "results"), 1, lambda record: record.update({key: value(size)})))

    return Shape(f"ckan: {name}", "ckan", make)


def _nested(size: int) -> str:
    start, end = "<gmd:useLimitation><gco:CharacterString>", "</gco:CharacterString></gmd:useLimitation>"
    return f"{start}{'x' * 200 * size}" * 100 + end * 100


def _wms(size: int) -> CannedResponses:
    """Systems of reference above layers that inherit them all."""
    systems = "".join(f"<CRS>EPSG:{number}</CRS>" for number in range(60 * size))
    layers = "".join(f"<Layer><Name>{number}</Name></Layer>" for number in range(50 * size))
    text = f"<WMS_Capabilities><Capability><Layer>{systems}{layers}</Layer></Capability></WMS_Capabilities>"
    return _canned(text.encode())


def _wms_chain(size: int) -> CannedResponses:
    """Layers within layers, each with systems of its own."""
    systems = "".join(f"<CRS>EPSG:{number}</CRS>" for number in range(4 * size))
    text = f"<Layer><Name>a</Name>{systems}" * 200 + "</Layer>" * 200
    return _canned(f"<WMS_Capabilities><Capability>{text}</Capability></WMS_Capabilities>".encode())


def _bomb(size: int) -> CannedResponses:
    """A project of half a megabyte a size, packed to next to nothing."""
    return _canned(zipped({"a.qgs": b"<qgis>" + b"<a/>" * 125_000 * size + b"</qgis>"}))


def _project(source: Callable[[int], str], provider: str) -> Callable[[int], CannedResponses]:
    def make(size: int) -> CannedResponses:
        layer = f'<layer-tree-layer id="a" name="a" providerKey="{provider}" source="{html.escape(source(size))}"/>'
        return _canned(f"<qgis><layer-tree-group>{layer}</layer-tree-group></qgis>".encode())

    return make


def _slashes(size: int) -> CannedResponses:
    body = json.loads(seeds.RESPONSES["onegeo"][1])
    body["results"][0]["lineage"]["source"]["uri"] = "/" * 1_000 * size + "x"
    return CannedResponses(
        _canned(json.dumps(body).encode()).responses, Query("", limit=100), f"{SITE}/api/services/public/search"
    )


def _tile_map(size: int) -> CannedResponses:
    text = seeds.RESPONSES["tms"][1].decode()
    return _canned(text.replace("EPSG:3857", "EPSG:" + ":x" * 1_000 * size).encode())


def _references(size: int) -> CannedResponses:
    link = b"<dct:references xmlns:dct='http://purl.org/dc/terms/'>https://a.fr/wms</dct:references>"
    end = b"</csw:Record>"
    return _canned(seeds.DUBLIN_CORE[0].replace(end, link * 200 * size + end))


def _resources(size: int) -> list[dict[str, str]]:
    return [{"url": f"https://a.fr/{number}.csv", "format": "CSV"} for number in range(200 * size)]


def _source(name: str, provider: str, piece: str) -> Shape:
    return Shape(f"idg-project: source of {name}", "idg-project", _project(lambda n: piece * 1_000 * n, provider))


def _reply(name: str, start: bytes, piece: bytes, end: bytes) -> Shape:
    return Shape(f"replies: {name}", "replies", lambda size: _canned(start + piece * 2_000 * size + end))


def _answers() -> list[Shape]:
    mail, abstract, limit = "contact@plateforme.example.org", "&lt;p&gt;Réseau", "Mentionner la source."
    limitation = f"<gmd:useLimitation><gco:CharacterString>{limit}</gco:CharacterString></gmd:useLimitation>"
    return [
        *map(_elements, _XML),
        *map(_records, _RECORDS),
        _iso("e-mail of letters", mail, lambda size: "a" * 1_000 * size),
        _iso("e-mail of dots", mail, lambda size: "a@" + "a." * 1_000 * size + "-"),
        _iso("tags without an end", abstract, lambda size: "&lt;a " * 1_000 * size),
        _iso("marks without an end", abstract, lambda size: "&amp;lt;" * 1_000 * size + "&lt;" * 1_000 * size),
        _iso("limits within limits", limitation, _nested),
        _iso("limits one after another", limitation, lambda size: limitation * 200 * size),
        Shape("dublin-core: references", "dublin-core", _references),
        _ckan("tags without an end", "notes", lambda size: "<a " * 1_000 * size),
        _ckan("comments without an end", "notes", lambda size: "<!--" * 1_000 * size),
        _ckan("marks without an end", "notes", lambda size: "<![CDATA[" * 1_000 * size),
        _ckan("scripts without an end", "notes", lambda size: "<script>" + "</" * 1_000 * size),
        _ckan("a title of spaces", "title", lambda size: "a" + " " * 10_000 * size + "b"),
        _ckan("lists within lists", "spatial", lambda size: "[" * 1_000 * size),
        _ckan("resources", "resources", _resources),
        _ckan("an address", "url", lambda size: "a-" * 1_000 * size),
        Shape("onegeo: slashes", "onegeo", _slashes),
        Shape("wms: systems inherited", "wms", _wms),
        Shape("wms: layers within layers", "wms", _wms_chain),
        Shape("tms: a system's name", "tms", _tile_map),
        Shape("idg-project: swelling", "idg-project", _bomb),
        _source("letters", "WFS", "a"),
        _source("quotes", "WFS", "a='\\"),
        _source("addresses", "ogr", "https://"),
        _reply("an error's text", b"<ExceptionReport>", b"<a>x</a>", b"</ExceptionReport>"),
        _reply("half characters", b'{"a": "', b"\\ud83d", b'"}'),
    ]


def _names() -> list[Shape]:
    def download(name: str, kind: str, url: str, disposition: str = "") -> Shape:
        title = "é" if kind == "filenames" else ""
        return Shape(
            f"{kind}: {name}", kind, lambda n: Download(url * 500 * n, disposition * 500 * n, title * 500 * n, "")
        )

    return [
        download("names", "filenames", "", "filename*="),
        download("quotes", "filenames", "", 'filename="\\'),
        download("parameters", "addresses", "?a=b&"),
        download("host", "addresses", "a-"),
        download("hosts", "addresses", "a."),
        download("breaks", "addresses", "\n "),
    ]


SHAPES = (
    *_tables(),
    Shape("geopackage: rows", "geopackage", _database),
    Shape("recipe: figures", "recipe", _recipe),
    Shape("platforms: entries", "platforms", _platforms),
    Shape("platforms: the last is wrong", "platforms", lambda size: _platforms(size, "lost")),
    *_answers(),
    *_names(),
)
