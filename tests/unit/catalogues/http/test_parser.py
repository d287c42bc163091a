"""Bytes of servers as JSON and XML: what is refused, and that nothing swells or takes for ever."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from ctd_plugin.catalogues.http.exchange import CatalogueError, FailureReason, Response, read_json, read_xml
from tests.support.memory_peak import megabytes_to_read

DTD = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd" [{}]><a b="c">x</a>'
GMD = 'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"'


@pytest.mark.parametrize(
    "declarations",
    [
        "",
        " <!ELEMENT VendorSpecificCapabilities EMPTY> ",
        "<!-- it's > [ <!ENTITY --><!ELEMENT a (#PCDATA | b)*><!ATTLIST a b CDATA 'c > %d;'>",
        '<?keep "?><!NOTATION gif PUBLIC "gif viewer">',
    ],
)
def test_a_dtd_that_declares_no_entity_is_harmless(declarations: str) -> None:
    root = read_xml(Response(200, DTD.format(declarations).encode()))
    assert (root.tag, root.get("b"), root.text) == ("a", "c", "x")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-7", "cp037"])
@pytest.mark.parametrize(
    "declarations",
    [
        '<!ENTITY b "ha"><!ENTITY c "&b;&b;">',
        '<!ENTITY b SYSTEM "file:///etc/passwd">',
        '<!ENTITY % b SYSTEM "http://example.org/b.dtd"> %b;',
        "<!ELEMENT a ANY> %b;",
        "<!ELEMENT a ANY><!ENTITY b 'x'>",
    ],
)
def test_declarations_of_entities_are_refused_in_whatever_encoding(declarations: str, encoding: str) -> None:
    """An encoding that libxml2 knows and we do not look through would hide them."""
    declared = "" if encoding in ("utf-16", "utf-32") else f"<?xml version='1.0' encoding='{encoding[:5]}'?>"
    content = (declared + DTD.format(declarations)).encode(encoding)
    with pytest.raises(CatalogueError) as caught:
        read_xml(Response(200, content))
    assert caught.value.reason is FailureReason.UNREADABLE
    if encoding not in ("utf-7", "cp037"):
        assert "DTD or entities" in caught.value.detail


def test_attributes_that_a_dtd_gives_to_all_elements_are_not_made() -> None:
    """A thousand elements would have a default of a megabyte each."""
    root = read_xml(Response(200, DTD.format("<!ATTLIST a big CDATA 'xxxx'>").encode()))
    assert root.get("big") is None


@pytest.mark.parametrize("end", ["", "[", "[<!ELEMENT", "[<!--", "['", "[" + "<!ELEMENT a ANY>" * 10_000 + "]>"])
def test_a_doctype_without_an_end_in_sight_is_no_xml(end: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_xml(Response(200, f"<!DOCTYPE a {end}".encode()))
    assert caught.value.reason is FailureReason.UNREADABLE


def test_nothing_is_included_and_no_entity_of_a_dtd_that_lies_elsewhere_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    include = f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret.as_uri()}" parse="text"/></a>'
    assert "secret" not in "".join(read_xml(Response(200, include.encode())).itertext())
    (tmp_path / "a.dtd").write_text('<!ENTITY e "secret">')
    dtd = f'<!DOCTYPE a SYSTEM "{(tmp_path / "a.dtd").as_uri()}"><a>R&e;seau</a>'
    assert "secret" not in "".join(read_xml(Response(200, dtd.encode())).itertext())


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-16", "utf-8"),
        ("ISO-8859-15", "iso-8859-15"),
        ("windows-1252", "cp1252"),
        ("", "utf-16"),
        ("utf-8", "utf-8"),
    ],
)
def test_xml_is_read_in_the_encoding_that_it_is_written_in(declared: str, written: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert read_xml(Response(200, f"{declaration}<a>Forêts à 5 €</a>".encode(written))).text == "Forêts à 5 €"


def test_of_xml_only_what_is_asked_for_is_kept() -> None:
    content = b'<?xml version="1.0"?><!DOCTYPE a PUBLIC "x" "y"><a>1<b c="&amp;">2<d/>3</b><e><b>4</b></e>5</a>'
    root = read_xml(Response(200, content), {"a", "b"})
    (kept,) = root
    assert (root.text, kept.get("c"), "".join(kept.itertext()), kept.tail) == ("1", "&", "23", "5")
    with pytest.raises(CatalogueError):
        read_xml(Response(200, content), {"b"})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (rb'{"cut \ud83c": ["\uD800", "\ud83c\udf33", "\u00e9", "\\ud800"]}', {"cut ?": ["?", "🌳", "é", "\\ud800"]}),
        (b'["\xed\xa0\x80 a", "\xed\xa0\xbc\xed\xbc\xb3"]', ["? a", "🌳"]),
        (b'["\xed\xa0\xbc' + rb'\udf33"]', ["??"]),
        ('["\\ud83c", "é"]'.encode("utf-16"), ["?", "é"]),
    ],
)
def test_no_half_of_a_character_leaves_json(content: bytes, expected: object) -> None:
    """Raw ones went through, and the slot that was given them raised."""
    assert read_json(Response(200, content)) == expected


def test_numbers_that_are_none_on_a_computer_are_null_and_the_others_kept() -> None:
    """Python raises for 5,000 digits, and an infinity is no JSON that others read."""
    content = b"[NaN, Infinity, -Infinity, 1e999, %s, %s, 1.5, 7]" % (b"9" * 5000, b"1" * 30)
    assert read_json(Response(200, content)) == [None, None, None, None, None, int("1" * 30), 1.5, 7]


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        ("[" * 200 + "]" * 200, True),
        ('["' + "[" * 5000 + '\\"{"]', True),
        ("[" * 201 + "]" * 201, False),
        (r'["]]]]\"]]]]",' * 300 + "1" + "]" * 300, False),
        ('{"a":' * 9000 + "1" + "}" * 9000, False),
    ],
)
def test_json_is_read_as_deep_as_anyone_writes_it(content: str, is_read: bool) -> None:
    """Deeper ones end a run, on systems whose threads have small stacks all of QGIS."""
    if is_read:
        assert read_json(Response(200, content.encode()))
    else:
        with pytest.raises(CatalogueError, match="not JSON"):
            read_json(Response(200, content.encode()))


def zipped(content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.qgs", content)
    return held.getvalue()


def csw(inner: str) -> bytes:
    return (
        f'<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" {GMD}><csw:SearchResults>{inner}'
        "</csw:SearchResults></csw:GetRecordsResponse>"
    ).encode()


def iso(identification: str, root: str = "") -> bytes:
    return csw(
        "<gmd:MD_Metadata><gmd:fileIdentifier><gco:CharacterString>i</gco:CharacterString></gmd:fileIdentifier>"
        f"{root}<gmd:identificationInfo><gmd:MD_DataIdentification>{identification}</gmd:MD_DataIdentification>"
        "</gmd:identificationInfo></gmd:MD_Metadata>"
    )


def text(value: str) -> str:
    return f"<gco:CharacterString>{value}</gco:CharacterString>"


def limits_of_use() -> bytes:
    nested = "<gmd:useLimitation>" * 200 + text("eau " * 500_000) + "</gmd:useLimitation>" * 200
    return iso(f"<gmd:resourceConstraints><gmd:MD_Constraints>{nested}</gmd:MD_Constraints></gmd:resourceConstraints>")


def systems() -> bytes:
    crs = "".join(f"<CRS>EPSG:{code}</CRS>" for code in range(6000))
    layers = "".join(f"<Layer><Name>l{n}</Name><CRS>IGNF:{n}</CRS></Layer>" for n in range(5000))
    return f"<WMS_Capabilities><Capability><Layer>{crs}{layers}</Layer></Capability></WMS_Capabilities>".encode()


def contact() -> bytes:
    address = f"<gmd:electronicMailAddress>{text('a' * 3_000_000)}</gmd:electronicMailAddress>"
    way = f"<gmd:contactInfo><gmd:CI_Contact><gmd:address><gmd:CI_Address>{address}</gmd:CI_Address></gmd:address>"
    end = "</gmd:CI_Contact></gmd:contactInfo></gmd:CI_ResponsibleParty></gmd:contact>"
    return iso("", f"<gmd:contact><gmd:CI_ResponsibleParty>{way}{end}")


def box(crs: str) -> bytes:
    corners = "<LowerCorner>1 2</LowerCorner><UpperCorner>1 2</UpperCorner>"
    return csw(f'<csw:Record><identifier>i</identifier><BoundingBox crs="{crs}">{corners}</BoundingBox></csw:Record>')


def project(source: str) -> bytes:
    layer = f"<layer-tree-layer providerKey='WFS' source=\"{source}\"/>"
    return f"<qgis><layer-tree-group>{layer}</layer-tree-group></qgis>".encode()


def tile_map(srs: str) -> bytes:
    return f'<TileMapService><TileMap href="a" srs="{srs}"/></TileMapService>'.encode()


def package(members: str) -> bytes:
    return f'{{"result":{{"results":[{{"id":"a",{members}}}]}}}}'.encode()


def many_attributes(quote: str) -> str:
    return "<a " + " ".join(f"a{number}={quote}{quote}" for number in range(300_000)) + "/>"


def resources() -> str:
    address = "https://example.org/" + "ogc" * 2500
    return json.dumps([{"url": f"{address}{number}", "format": "ogcapi" * 1500} for number in range(200)])


HTML = "plain_text(content.decode())"
CSW, IDG = "searched(Protocol.CSW, content)", "searched(Protocol.IDG_PROJECT, content)"
CKAN, XML = "searched(Protocol.CKAN, content)", "read_xml(Response(200, content))"
TMS = "read_tms(Response(200, content), 'https://example.org')"
SWOLLEN = {
    # What swelled.
    "systems of each layer": ("read_layers(Protocol.WMS, content)", systems()),
    "nested limits of use": (CSW, limits_of_use()),
    "packed project": (IDG, zipped(b"<qgis>" + b"<a/>" * 12_000_000 + b"</qgis>")),
    "packed layers": (IDG, zipped(b"<qgis><layer-tree-group>" + b"<layer-tree-layer/>" * 2_000_000)),
    "elements": (XML, b"<a>" + b"<b/>" * 5_000_000 + b"</a>"),
    "attributes": (XML, b"<a>" + b'<b c="d" e="f"/>' * 1_500_000 + b"</a>"),
    "attributes of one": (XML, many_attributes('"').encode()),
    "attributes hidden by a comment": (XML, b"<r><!-- ' -->" + many_attributes("'").encode() + b"</r>"),
    "lists": (CKAN, b"[" + b"[]," * 5_000_000 + b"1]"),
    "objects": (CKAN, b"[" + b'{"a":1},' * 2_000_000 + b"1]"),
    "lists in a text": (CKAN, package('"spatial":"[' + "[]," * 5_000_000 + '1]"')),
    "records": (CSW, csw("<csw:Record/>" * 1_000_000)),
    "halves of characters": (CKAN, package(r'"notes":"' + r"\ud800x" * 500_000 + '"')),
    # What took the square of its length.
    "address of a contact": (CSW, contact()),
    "tags": (HTML, b"<a " * 300_000),
    "quoted tags": (HTML, b'<a x="' * 150_000),
    "comments": (HTML, b"<!--" * 250_000),
    "system of a tile map": (TMS, tile_map("EPSG:" * 100_000 + "!")),
    "system of a box": (CSW, box("urn:" * 100_000)),
    "source of a layer": (IDG, project("a" * 300_000)),
    "quotes of a source": (IDG, project(r"a='\' " * 50_000)),
    "addresses": (CKAN, package(f'"resources":{resources()}')),
}


@pytest.mark.parametrize(("work", "content"), SWOLLEN.values(), ids=list(SWOLLEN))
def test_reading_takes_some_times_the_memory_of_what_is_read_and_an_end(
    work: str, content: bytes, tmp_path: Path
) -> None:
    """48 kB took 1.6 GB, 446 kB 791 MB, 2 MB 39 s; 30,000 letters stopped QGIS for 4 s."""
    megabytes, refused = megabytes_to_read(work, content, tmp_path)
    assert megabytes <= 100 + 10 * len(content) / 1e6 * 1.1
    assert refused in ("", "response too large", "unexpected response: response without a list of records")
