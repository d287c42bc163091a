"""The words that the atlas uses for the data's codes, in the language in force."""

from __future__ import annotations

from ...catalogues.registry import Confidence, Operator, PlatformSource, PlatformStatus, Protocol, Technology
from ...data.survey.status import Status
from ...i18n import tr
from .labels import status_labels, technology_names


def not_given() -> str:
    return tr("not given")


def status_label(status: Status | None) -> str:
    return status_labels()[status] if status else tr("No answer")


def technology_name(technology: Technology) -> str:
    return tr("another technology") if technology is Technology.OTHER else technology_names()[technology]


def operator_names() -> dict[Operator, str]:
    """Return who runs a platform, as it follows the platform's name."""
    return {
        Operator.REGION: tr("run by the Region"),
        Operator.ETAT: tr("run by the State"),
        Operator.PARTENARIAT: tr("run in partnership"),
        Operator.GIP: tr("run by a public interest group (GIP)"),
        Operator.ASSOCIATION: tr("run by an association"),
        Operator.AUTRE: tr("run by others"),
    }


def platform_statuses() -> dict[PlatformStatus, str]:
    return {
        PlatformStatus.ACTIVE: tr("in service"),
        PlatformStatus.RETIRED: tr("retired"),
        PlatformStatus.PLANNED: tr("planned"),
    }


def platform_sources() -> dict[PlatformSource, str]:
    return {PlatformSource.SURVEY: tr("named in the survey"), PlatformSource.PUBLIC: tr("from public sources")}


def protocol_names() -> dict[Protocol, str]:
    """Return the kinds of endpoints as people of the field write them."""
    return {
        Protocol.CSW: "CSW",
        Protocol.OPENDATASOFT: "API Opendatasoft",
        Protocol.CKAN: "API CKAN",
        Protocol.OGCAPI_RECORDS: "OGC API Records",
        Protocol.GEONETWORK: "API GeoNetwork",
        Protocol.ONEGEO: "API OneGeo",
        Protocol.DATA4CITIZEN: "API Data4Citizen",
        Protocol.DCAT: "DCAT",
        Protocol.WMS: "WMS",
        Protocol.WFS: "WFS",
        Protocol.OGCAPI_FEATURES: "OGC API Features",
        Protocol.IDG_PROJECT: tr("QGIS project"),
    }


def confidences() -> dict[Confidence, str]:
    return {
        Confidence.HIGH: tr("high confidence"),
        Confidence.MEDIUM: tr("medium confidence"),
        Confidence.LOW: tr("low confidence"),
    }
