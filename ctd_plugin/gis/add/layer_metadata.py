"""The name and metadata of a layer from a catalogue.

They are given as plain text and escaped here: QGIS shows them as HTML in some places and as text in others.
"""

from __future__ import annotations

import re

from qgis.core import QgsAbstractMetadataBase, QgsLayerMetadata, QgsMapLayer

from ...catalogues.http.html_text import plain_text
from ...catalogues.http.urls import split_url
from ...catalogues.records import Link, Record


def set_layer_metadata(layer: QgsMapLayer, link: Link, record: Record) -> None:
    """Set the metadata of a layer from its record; names of people are left out."""
    title, abstract = metadata_text(record.title or layer.name()), metadata_text(plain_text(record.abstract))
    organisation, licence = metadata_text(record.organisation), metadata_text(record.licence)
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(metadata_text(record.id))
    metadata.setTitle(title)
    metadata.setType("dataset")
    metadata.setAbstract(abstract)
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
    properties.setTitle(title)
    properties.setAbstract(abstract)
    properties.setAttribution(" – ".join(text for text in (organisation, licence) if text))
    properties.setAttributionUrl(_address(record.landing_page))


def metadata_text(text: str) -> str:
    """Return a plain text so that it is the same text where QGIS shows it as HTML."""
    # An ampersand that begins no entity is the same in both.
    return re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")


def without_tags(text: str) -> str:
    """Return a plain text as the name of a layer: on one line, and without tags where QGIS shows it as HTML."""
    return " ".join(re.sub(r"<(?=[A-Za-z/!?])", "‹", text).split())


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
