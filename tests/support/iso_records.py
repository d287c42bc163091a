"""Records in ISO 19139 made of parts, and those of the peers, as the clients read them."""

from __future__ import annotations

from ctd_plugin.catalogues.clients import dublin_core, iso
from ctd_plugin.catalogues.http.exchange import Response, read_xml
from ctd_plugin.catalogues.records import Record
from tests.support.paths import PEERS

BASE = "https://catalogue.example.org/geonetwork/srv/fre/csw"
NAMESPACES = (
    'xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"'
    ' xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def read(name: str) -> Record:
    root = read_xml(Response(200, (PEERS / name).read_bytes()))
    record = (dublin_core if name.endswith("dublin-core.xml") else iso).read_record(root, BASE)
    assert record
    return record


def read_parts(identification: str = "", root: str = "", name: str = "MD_Metadata") -> Record:
    """Read a record of nothing but an identifier and what is given."""
    identifier = "<gmd:fileIdentifier><gco:CharacterString>id</gco:CharacterString></gmd:fileIdentifier>"
    info = f"<gmd:identificationInfo><gmd:MD_DataIdentification>{identification}</gmd:MD_DataIdentification>"
    content = f"<gmd:{name} {NAMESPACES}>{identifier}{root}{info}</gmd:identificationInfo></gmd:{name}>"
    record = iso.read_record(read_xml(Response(200, content.encode())), BASE)
    assert record
    return record


def text(value: str) -> str:
    return f"<gco:CharacterString>{value}</gco:CharacterString>"


def box(west: str, south: str, east: str, north: str) -> str:
    sides = {"west": west, "east": east, "south": south, "north": north}
    bounds = (("west", "Longitude"), ("east", "Longitude"), ("south", "Latitude"), ("north", "Latitude"))
    inner = "".join(f"<gmd:{s}Bound{a}><gco:Decimal>{sides[s]}</gco:Decimal></gmd:{s}Bound{a}>" for s, a in bounds)
    return (
        "<gmd:extent><gmd:EX_Extent><gmd:geographicElement>"
        f"<gmd:EX_GeographicBoundingBox>{inner}</gmd:EX_GeographicBoundingBox>"
        "</gmd:geographicElement></gmd:EX_Extent></gmd:extent>"
    )


def party(organisation: str, address: str, person: str = "") -> str:
    return (
        "<gmd:CI_ResponsibleParty>"
        f"<gmd:individualName>{text(person)}</gmd:individualName>"
        f"<gmd:organisationName>{text(organisation)}</gmd:organisationName>"
        "<gmd:contactInfo><gmd:CI_Contact><gmd:address><gmd:CI_Address>"
        f"<gmd:electronicMailAddress>{text(address)}</gmd:electronicMailAddress>"
        "</gmd:CI_Address></gmd:address></gmd:CI_Contact></gmd:contactInfo></gmd:CI_ResponsibleParty>"
    )


def date(day: str, kind: str) -> str:
    code = f'<gmd:CI_DateTypeCode codeList="" codeListValue="{kind}"/>'
    return (
        f"<gmd:date><gmd:CI_Date><gmd:date><gco:Date>{day}</gco:Date></gmd:date>"
        f"<gmd:dateType>{code}</gmd:dateType></gmd:CI_Date></gmd:date>"
    )
