"""What a layer of a catalogue says of itself: where it comes from, whose it is and on what terms."""

from __future__ import annotations

from qgis.core import QgsAbstractMetadataBase, QgsLayerMetadata, QgsMapLayer

from ..catalogues.records import Link, Record
from ..catalogues.text import plain_text


def describe(layer: QgsMapLayer, link: Link, record: Record) -> None:
    """Keep what a record says in the metadata of its layer; people's names are left out."""
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(record.id)
    metadata.setTitle(record.title or layer.name())
    metadata.setType("dataset")
    metadata.setAbstract(plain_text(record.abstract))
    metadata.setLicenses([record.licence] if record.licence else [])
    # QGIS shows these in the credits of a map.
    metadata.setRights([record.organisation] if record.organisation else [])
    metadata.setLinks(_links(link, record))
    if record.organisation:
        contact = QgsAbstractMetadataBase.Contact()
        contact.organization = record.organisation
        contact.role = "pointOfContact"
        metadata.setContacts([contact])
    metadata.setCrs(layer.crs())
    layer.setMetadata(metadata)
    credit = " – ".join(text for text in (record.organisation, record.licence) if text)
    properties = layer.serverProperties()
    properties.setTitle(record.title or layer.name())
    properties.setAbstract(plain_text(record.abstract))
    properties.setAttribution(credit)
    properties.setAttributionUrl(record.landing_page)


def _links(link: Link, record: Record) -> list[QgsAbstractMetadataBase.Link]:
    source = QgsAbstractMetadataBase.Link(link.title or record.title, link.kind.value, link.url)
    if not record.landing_page:
        return [source]
    return [QgsAbstractMetadataBase.Link(record.title, "WWW:LINK", record.landing_page), source]
