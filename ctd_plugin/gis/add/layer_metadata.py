"""The metadata of a layer from a catalogue: its source, organisation and licence.

All texts are plain text, escaped here: QGIS shows metadata as HTML in some places.
"""

from __future__ import annotations

from qgis.core import QgsAbstractMetadataBase, QgsLayerMetadata, QgsMapLayer

from ...catalogues.http.html_text import plain_text
from ...catalogues.http.urls import split_url
from ...catalogues.records import Link, Record
from ..project.html_expressions import kept_as_html


def set_layer_metadata(layer: QgsMapLayer, link: Link, record: Record) -> None:
    """Set the metadata of a layer from its record; names of people are left out."""
    organisation, licence = kept_as_html(record.organisation), kept_as_html(record.licence)
    title, abstract = record.title or layer.name(), plain_text(record.abstract)
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(kept_as_html(record.id))
    metadata.setTitle(kept_as_html(title))
    metadata.setType("dataset")
    metadata.setAbstract(kept_as_html(abstract))
    metadata.setLicenses([licence] if licence else [])
    # QGIS shows these in the credits of a map.
    metadata.setRights([organisation] if organisation else [])
    metadata.setLinks(_links(link, record))
    if organisation:
        contact = QgsAbstractMetadataBase.Contact()
        contact.organization = organisation
        contact.role = "pointOfContact"
        metadata.setContacts([contact])
    metadata.setCrs(layer.crs())
    layer.setMetadata(metadata)
    properties = layer.serverProperties()
    properties.setTitle(kept_as_html(title))
    properties.setAbstract(kept_as_html(abstract))
    properties.setAttribution(" – ".join(text for text in (organisation, licence) if text))
    properties.setAttributionUrl(_address(record.landing_page))


def _links(link: Link, record: Record) -> list[QgsAbstractMetadataBase.Link]:
    named = (
        (record.title, "WWW:LINK", record.landing_page),
        (link.title or record.title, link.kind.value, link.url),
    )
    return [
        QgsAbstractMetadataBase.Link(kept_as_html(name), kind, address)
        for name, kind, url in named
        if (address := _address(url))
    ]


def _address(url: str) -> str:
    """Return an address of the web so that it ends no attribute and begins no tag; "" for any other."""
    if split_url(url) is None:
        return ""
    return url.strip().replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
