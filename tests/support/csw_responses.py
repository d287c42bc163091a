"""Responses of a CSW."""

from __future__ import annotations

from ctd_plugin.catalogues.http.exchange import Response

EAU = "<dc:identifier>1</dc:identifier><dc:title>Eau</dc:title>"


def results(*records: str, attributes: str = 'numberOfRecordsMatched="1" nextRecord="0"') -> str:
    inner = "".join(f"<csw:Record>{record}</csw:Record>" for record in records)
    return (
        '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><csw:SearchStatus/>'
        f"<csw:SearchResults {attributes}>{inner}</csw:SearchResults></csw:GetRecordsResponse>"
    )


def report(text: str, locator: str = "", status: int = 200) -> Response:
    content = (
        '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows"><ows:Exception exceptionCode="NoApplicableCode"'
        f' locator="{locator}"><ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>'
    )
    return Response(status, content.encode(), "application/xml")
