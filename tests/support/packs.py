"""What is in a meeting pack, and what a browser shows of its index."""

from __future__ import annotations

from html.parser import HTMLParser

from osgeo import gdal, ogr

from tests.support.layout_items import OF_ONE_EDITION

# What the check of the platforms found is not the survey's: its map is in no pack.
PACKED = [theme for theme in OF_ONE_EDITION if theme != "platform_health"]
MAPS = [f"ctd-{theme}{ending}" for theme in PACKED for ending in (".pdf", ".png")]
TABLES = ["ctd-regions.xlsx", "ctd-regions.ods"]
HOSTILE = '<script>alert("x")</script> & "co"'
"""An organisation whose name is markup: it is shown as it is."""
PARTS = ["ctd-page.html", "ctd-slides.pdf", "ctd-data.zip"]
"""What a pack may go without."""
SMALL = sorted([*MAPS, *TABLES, "ctd-atlas.pdf", "index.html"])
FILES = sorted([*SMALL, *PARTS])


def left(folder):
    """Return the names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


class Page(HTMLParser):
    """Keeps what a browser would show and follow."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.images, self.texts = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        attributes = dict(attributes)
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "img":
            self.images.append(attributes)

    def handle_data(self, data):
        self.texts.append(data)


def page(folder):
    return Page((folder / "index.html").read_text(encoding="utf-8"))


def execute(geopackage, sql):
    """Change a GeoPackage with GDAL, which knows the functions that its triggers call."""
    with gdal.ExceptionMgr(), gdal.OpenEx(str(geopackage), gdal.OF_UPDATE | gdal.OF_VECTOR) as target:
        target.ExecuteSQL(sql)


def sheets(path):
    """Return sheet → field types and rows, as GDAL reads a spreadsheet."""
    with gdal.ExceptionMgr(), ogr.ExceptionMgr():
        source = gdal.OpenEx(str(path), open_options=["HEADERS=FORCE"])
        result = {}
        for layer in (source.GetLayer(i) for i in range(source.GetLayerCount())):
            definition = layer.GetLayerDefn()
            fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
            types = {field.GetName(): field.GetTypeName() for field in fields}
            result[layer.GetName()] = types, [{name: row[name] for name in types} for row in layer]
        return result
