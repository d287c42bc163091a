"""What a layer of a catalogue says of itself: where it comes from, whose it is and on what terms."""

from __future__ import annotations

import re

from qgis.core import QgsAbstractMetadataBase, QgsLayerMetadata, QgsMapLayer

from ...catalogues.http.html_text import plain_text
from ...catalogues.http.urls import split_url
from ...catalogues.records import Link, Record


def metadata_text(text: str) -> str:
    """Return a text for the metadata of a layer, which QGIS shows as HTML in some places and as text in others."""
    # An ampersand that begins no entity is the same in both.
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")


def without_tags(text: str) -> str:
    """Return a text for a layer's name, which QGIS shows as text here and as HTML there: nothing in it is a tag."""
    return " ".join(re.sub(r"<(?=[A-Za-z/!?])", "‹", text).split())


def describe(layer: QgsMapLayer, link: Link, record: Record) -> None:
    """Keep what a record says in the metadata of its layer, as text; people's names are left out."""
    organisation, licence = metadata_text(record.organisation), metadata_text(record.licence)
    title, abstract = record.title or layer.name(), plain_text(record.abstract)
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(metadata_text(record.id))
    metadata.setTitle(metadata_text(title))
    metadata.setType("dataset")
    metadata.setAbstract(metadata_text(abstract))
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
    properties.setTitle(metadata_text(title))
    properties.setAbstract(metadata_text(abstract))
    properties.setAttribution(" – ".join(text for text in (organisation, licence) if text))
    properties.setAttributionUrl(_address(record.landing_page))


def _links(link: Link, record: Record) -> list[QgsAbstractMetadataBase.Link]:
    named = (
        (record.title, "WWW:LINK", record.landing_page),
        (link.title or record.title, link.kind.value, link.url),
    )
    return [
        QgsAbstractMetadataBase.Link(metadata_text(name), kind, address)
        for name, kind, url in named
        if (address := _address(url))
    ]


def _address(url: str) -> str:
    """Return an address of the web so that it ends no attribute and begins no tag; "" for any other."""
    if split_url(url) is None:
        return ""
    return url.strip().replace('"', "%22").replace("<", "%3C").replace(">", "%3E")
