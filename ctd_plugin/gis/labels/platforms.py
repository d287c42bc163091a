"""Labels for the registry's codes: who runs a platform, its software, and the protocols of its endpoints."""

from __future__ import annotations

from ...catalogues.registry import (
    Confidence,
    Operator,
    PlatformKind,
    PlatformSource,
    PlatformStatus,
    Protocol,
    Technology,
)
from ...i18n import tr


def technology_names() -> dict[Technology, str]:
    """Return the software families as people write them, for a cell of a table or a legend."""
    return {
        Technology.GEORCHESTRA: "geOrchestra",
        Technology.PRODIGE: "Prodige",
        Technology.ONEGEO: "OneGeo Suite",
        Technology.OPENDATASOFT: "Opendatasoft",
        Technology.CKAN: "CKAN",
        Technology.DATA4CITIZEN: "Data4Citizen",
        Technology.DATAFAIR: "Data Fair",
        Technology.ARCGIS: "ArcGIS",
        Technology.GEONETWORK: "GeoNetwork",
        Technology.OTHER: tr("other"),
    }


def technology_phrases() -> dict[Technology, str]:
    """Return the same as they follow a platform's name."""
    return technology_names() | {Technology.OTHER: tr("another technology")}


def technology_titles() -> dict[Technology, str]:
    """Return the same over a map: GeoNetwork is part of other families, too."""
    return technology_names() | {Technology.GEONETWORK: tr("GeoNetwork alone")}


def _operators() -> dict[Operator, tuple[str, str]]:
    """Return operator → its name, and the phrase that follows the name of a platform that it runs."""
    return {
        Operator.REGION: (tr("Region"), tr("run by the Region")),
        Operator.ETAT: (tr("State"), tr("run by the State")),
        Operator.PARTENARIAT: (tr("partnership"), tr("run in partnership")),
        Operator.GIP: ("GIP", tr("run by a public interest group (GIP)")),
        Operator.ASSOCIATION: (tr("association"), tr("run by an association")),
        Operator.AUTRE: (tr("other"), tr("run by others")),
    }


def operator_names() -> dict[Operator, str]:
    """Return who runs a platform, for a cell of a table."""
    return {operator: name for operator, (name, _) in _operators().items()}


def operator_phrases() -> dict[Operator, str]:
    """Return who runs a platform, as it follows the platform's name."""
    return {operator: phrase for operator, (_, phrase) in _operators().items()}


def platform_kind_names() -> dict[PlatformKind, str]:
    """Return what a platform is for, as it follows the platform's name."""
    return {
        PlatformKind.DATA: tr("data platform"),
        PlatformKind.OBSERVATORY: tr("observatory"),
        PlatformKind.APPLICATION: tr("application"),
        PlatformKind.SERVICE: tr("service"),
    }


def platform_status_names() -> dict[PlatformStatus, str]:
    """Return whether a platform is in use, for a cell of a table."""
    return {
        PlatformStatus.ACTIVE: tr("active"),
        PlatformStatus.RETIRED: tr("retired"),
        PlatformStatus.PLANNED: tr("planned"),
    }


def platform_status_phrases() -> dict[PlatformStatus, str]:
    """Return the same as it follows the platform's name."""
    return platform_status_names() | {PlatformStatus.ACTIVE: tr("in service")}


def platform_source_names() -> dict[PlatformSource, str]:
    """Return who says that a platform exists, for a cell of a table."""
    return {PlatformSource.SURVEY: tr("survey"), PlatformSource.PUBLIC: tr("public sources")}


def platform_source_phrases() -> dict[PlatformSource, str]:
    """Return the same as it follows the platform's name."""
    return {PlatformSource.SURVEY: tr("named in the survey"), PlatformSource.PUBLIC: tr("from public sources")}


def protocol_names() -> dict[Protocol, str]:
    """Return the kinds of endpoints as people of the field write them."""
    api = tr("{name} API").format
    return {
        Protocol.CSW: "CSW",
        Protocol.OPENDATASOFT: api(name="Opendatasoft"),
        Protocol.CKAN: api(name="CKAN"),
        Protocol.OGCAPI_RECORDS: "OGC API Records",
        Protocol.GEONETWORK: api(name="GeoNetwork"),
        Protocol.ONEGEO: api(name="OneGeo"),
        Protocol.DATA4CITIZEN: api(name="Data4Citizen"),
        Protocol.DCAT: "DCAT",
        Protocol.WMS: "WMS",
        Protocol.WFS: "WFS",
        Protocol.OGCAPI_FEATURES: "OGC API Features",
        Protocol.IDG_PROJECT: tr("QGIS project"),
    }


def confidence_names() -> dict[Confidence, str]:
    """Return how sure it is that an endpoint is what the registry says."""
    return {
        Confidence.HIGH: tr("high confidence"),
        Confidence.MEDIUM: tr("medium confidence"),
        Confidence.LOW: tr("low confidence"),
    }
