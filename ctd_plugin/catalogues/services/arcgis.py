"""The layers of an ArcGIS REST service."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..http.exchange import CatalogueError, FailureReason, Response, read_json
from .capabilities import ServiceLayer

_WEB_MERCATOR = (102100, 102113, 3785, 900913)
_ESRI_CODES = 32768
"""Codes from here on are Esri's own."""


def arcgis_url(url: str) -> str:
    """Return the URL of a service's description in JSON."""
    return f"{url.rstrip('/')}?f=json"


def has_features(url: str) -> bool:
    """Whether a URL is that of a feature service, not of a map service."""
    return urlsplit(url).path.rstrip("/").lower().endswith("/featureserver")


def read_arcgis(response: Response, url: str) -> tuple[ServiceLayer, ...]:
    """Return the layers of a service, their numbers as names; the whole map of a map service first, without a name."""
    service = read_json(response)
    error = service.get("error") if isinstance(service, dict) else None
    if isinstance(error, dict):
        is_refusal = error.get("code") in (401, 403, 498, 499)
        raise CatalogueError(
            FailureReason.REFUSED if is_refusal else FailureReason.EXCEPTION, said=str(error.get("message") or "")
        )
    if not isinstance(service, dict) or not {"layers", "currentVersion", "serviceDataType"} & set(service):
        raise CatalogueError(FailureReason.UNREADABLE)
    system = _crs(service.get("spatialReference"))
    crs = (system,) if system else ()
    formats = tuple(name for name in str(service.get("supportedImageFormatTypes") or "").split(",") if name)
    rows = service.get("layers")
    layers = [_layer(row, crs, formats) for row in (rows if isinstance(rows, list) else []) if isinstance(row, dict)]
    if has_features(url):
        return tuple(layer for layer in layers if layer is not None)
    name = next((text for key in ("mapName", "name") if isinstance(text := service.get(key), str) and text), url)
    return (ServiceLayer("", name, crs, formats), *(layer for layer in layers if layer is not None))


def _layer(row: dict[str, Any], crs: tuple[str, ...], formats: tuple[str, ...]) -> ServiceLayer | None:
    number, name = row.get("id"), row.get("name")
    if not isinstance(number, int) or row.get("type") == "Group Layer":
        return None
    return ServiceLayer(str(number), name if isinstance(name, str) and name else str(number), crs, formats)


def _crs(reference: object) -> str:
    if not isinstance(reference, dict):
        return ""
    code = reference.get("latestWkid") or reference.get("wkid")
    if not isinstance(code, int):
        return ""
    if code in _WEB_MERCATOR:
        return "EPSG:3857"
    return f"EPSG:{code}" if code < _ESRI_CODES else f"ESRI:{code}"
