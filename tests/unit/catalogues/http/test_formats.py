"""What formats are called: endings, media types and the words of French portals."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.http.formats import format_name
from ctd_plugin.catalogues.services.filenames import file_name
from ctd_plugin.catalogues.services.link_types import link_from_url

NOTHING = "https://carto.fr/donnees/communes"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
        ("application/vnd.ms-excel.sheet.macroEnabled.12", "XLSM"),
        ("application/vnd.ms-excel", "XLS"),
        ("application/vnd.oasis.opendocument.spreadsheet", "ODS"),
        ("application/geopackage+sqlite3", "GPKG"),
        ("Application/GeoPackage+SQLite3; charset=binary", "GPKG"),
        ("application/x-sqlite3", "SQLITE"),
        ("application/vnd.google-earth.kml+xml", "KML"),
        ("application/vnd.google-earth.kml+xml; charset=utf-8", "KML"),
        ("application/vnd.google-earth.kmz", "KMZ"),
        ("application/gml+xml; version=3.2", "GML"),
        ("text/xml; subtype=gml/3.1.1", "GML"),
        ("application/vnd.ogc.gml", "GML"),
        ("application/gpx+xml", "GPX"),
        ("text/csv; charset=utf-8; header=present", "CSV"),
        ("text/tab-separated-values", "TSV"),
        ("application/zip", "ZIP"),
        ("application/x-zip-compressed", "ZIP"),
        ("application/gzip", "GZ"),
        ("application/x-7z-compressed", "7Z"),
        ("application/x-shapefile", "SHP"),
        ("application/vnd.shp", "SHP"),
        ("application/geo+json", "GEOJSON"),
        ("application/vnd.geo+json;charset=UTF-8", "GEOJSON"),
        ("application/geo+json-seq", "GEOJSONSEQ"),
        ("application/topo+json", "TOPOJSON"),
        ("application/json; charset=utf-8", "JSON"),
        ("application/flatgeobuf", "FGB"),
        ("application/vnd.apache.parquet", "PARQUET"),
        ("application/x-parquet", "PARQUET"),
        ("image/tiff; application=geotiff; profile=cloud-optimized", "TIFF"),
        ("image/vnd.dxf", "DXF"),
        ("image/vnd.dwg", "DWG"),
        ("application/vnd.laszip", "LAZ"),
        ("application/vnd.laszip+copc", "LAZ"),
        ("https://www.iana.org/assignments/media-types/application/geopackage+sqlite3", "GPKG"),
        ("http://publications.europa.eu/resource/authority/file-type/GEOJSON", "GEOJSON"),
        ("Excel", "XLSX"),
        ("shp (zip)", "SHP"),
        ("SHP.ZIP", "SHP"),
        ("Shapefiles", "SHP"),
        ("Shape file", "SHP"),
        ("GéoPackage", "GPKG"),
        ("Geo Package", "GPKG"),
        ("Geo-JSON", "GEOJSON"),
        ("geo json", "GEOJSON"),
        ("MapInfo", "TAB"),
        ("LibreOffice Calc", "ODS"),
    ],
)
def test_files_are_known_by_media_type_and_by_the_words_of_portals(words: str, name: str) -> None:
    """Files became pages where their media type was not known."""
    assert format_name(words) == name
    assert format_name(words.upper()) == name
    link = link_from_url(NOTHING, format=words)
    assert link
    assert (str(link.kind), link.format) == ("geojson" if name == "GEOJSON" else "file", name)


@pytest.mark.parametrize("words", ["Tableur", "Feuille de calcul", "Classeur", "spreadsheet"])
def test_a_table_of_no_format_in_particular_is_a_file_whose_address_gives_its_format(words: str) -> None:
    """A word of French portals."""
    from_words, from_extension = link_from_url(NOTHING, format=words), link_from_url(f"{NOTHING}.ods", format=words)
    assert from_words
    assert from_extension
    assert (str(from_words.kind), str(from_extension.kind), from_extension.format) == ("file", "file", "ODS")
    # No ending is made up for a file that is kept.
    assert file_name(from_words, "", from_words.url) == "communes"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("application/pdf", "PDF"),
        ("application/pdf; qs=0.001", "PDF"),
        ("text/html; charset=utf-8", "HTML"),
        ("application/xhtml+xml", "HTML"),
        ("image/svg+xml", "SVG"),
        ("image/png", "PNG"),
        ("application/msword", "DOC"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"),
        ("application/vnd.oasis.opendocument.text", "ODT"),
        ("application/ld+json", "JSON-LD"),
        ("JSON-LD", "JSON-LD"),
        ("application/schema+json", ""),
        ("application/vnd.oai.openapi+json;version=3.0", ""),
        ("application/vnd.mapbox.style+json", ""),
        ("application/vnd.ogc.sld+xml", ""),
        ("application/xml", ""),
        ("text/plain", ""),
        ("application/octet-stream", ""),
        ("x" * 100_000 + "+", ""),
    ],
)
def test_what_is_read_or_not_known_stays_a_page(words: str, name: str) -> None:
    """What is uncertain is a page, never a file or a layer."""
    assert format_name(words) == name
    link = link_from_url(NOTHING, format=words)
    assert link
    assert str(link.kind) == "page"
