"""The words that maps use for the data's codes, in the language in force."""

from __future__ import annotations

from ...catalogues.registry import Operator, PlatformSource, PlatformStatus, Technology
from ...data.about import BUNDLED_EDITION
from ...data.survey.status import Status
from ...i18n import current_language, tr

# How the people of the field call the regions whose names are too long for a slide.
SHORT_NAMES = {"84": "AURA", "27": "BFC", "24": "CVL", "32": "HdF", "11": "IdF", "52": "PdL", "93": "PACA"}


def status_labels() -> dict[Status, str]:
    """Return the four classes in order; in French, the words of the survey."""
    return {
        Status.NONE: tr("No known CTD initiative"),
        Status.CONSIDERING: tr("Under consideration"),
        Status.PREFIGURATION: tr("CTD being set up"),
        Status.ESTABLISHED: tr("CTD in place"),
    }


def edition_name(edition: str) -> str:
    """Return an edition's name; the bundled one is known in English, any other is named as its file is."""
    if edition == BUNDLED_EDITION:
        return tr("CNIG survey, interviews from October 2025 to January 2026")
    return edition


def titled(title: str, value: str) -> str:
    """Return "title: value" with the spacing of the language in force."""
    return tr("{title}: {value}").format(title=title, value=value)


def plural(count: int, one: str, many: str) -> str:
    """Return the wording that suits a count; in French zero takes the singular."""
    singular = count <= 1 if current_language() == "fr" else count == 1
    return one if singular else many


def number(value: float, digits: int = 0) -> str:
    """Return a number with at most `digits` decimals, as the language in force writes it."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\u00a0").replace(".", ",") if current_language() == "fr" else text


def euros(value: float) -> str:
    """Return an amount in thousands or millions of euros, such as "2,5 M€" or "€333k"."""
    if value >= 1_000_000:
        return tr("€{amount}M").format(amount=number(value / 1_000_000, 2))
    if value >= 1_000:
        return tr("€{amount}k").format(amount=number(value / 1_000))
    return tr("€{amount}").format(amount=number(value))


def staff(value: float) -> str:
    """Return a number of full-time equivalents, such as "2,5 ETP"."""
    return tr("{amount} FTE").format(amount=number(value, 2))


def technology_names() -> dict[Technology, str]:
    """Return the software families as people write them."""
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


def operator_names() -> dict[Operator, str]:
    """Return who runs a platform."""
    return {
        Operator.REGION: tr("Region"),
        Operator.ETAT: tr("State"),
        Operator.PARTENARIAT: tr("partnership"),
        Operator.GIP: "GIP",
        Operator.ASSOCIATION: tr("association"),
        Operator.AUTRE: tr("other"),
    }


def platform_status_names() -> dict[PlatformStatus, str]:
    """Return whether a platform is in use."""
    return {
        PlatformStatus.ACTIVE: tr("active"),
        PlatformStatus.RETIRED: tr("retired"),
        PlatformStatus.PLANNED: tr("planned"),
    }


def source_names() -> dict[PlatformSource, str]:
    """Return who says that a platform exists."""
    return {PlatformSource.SURVEY: tr("survey"), PlatformSource.PUBLIC: tr("public sources")}


def unit_names() -> dict[str, str]:
    """Return the units of the facts."""
    return {
        "FTE": tr("FTE"),
        "EUR": "€",
        "EUR/year": tr("€ a year"),
        "percent": "%",
        "count": tr("number"),
        "date": tr("date"),
    }
