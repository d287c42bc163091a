"""Catalogues with the API of CKAN, and a platform file with them alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from ctd_plugin.catalogues.registry import read_platforms
from tests.peers.faults import JSON, Reply, Responder, Seen


def package(name: str, title: str, *resources: tuple[str, str], **more: object) -> dict[str, object]:
    """Return a data set; a resource is its format and its address."""
    return {
        "id": name,
        "name": name,
        "title": title,
        "resources": [{"name": title, "format": form, "url": url} for form, url in resources],
        **more,
    }


def spatial(west: float, south: float, east: float, north: float) -> list[dict[str, str]]:
    """Return the `extras` of a data set that lies in a box."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [{"key": "spatial", "value": json.dumps({"type": "Polygon", "coordinates": [ring]})}]


def holding(packages: Iterable[object], delay: float = 0.0) -> Responder:
    """Return the responder of a catalogue with these data sets, page by page, whatever the words."""
    found = list(packages)

    def respond(seen: Seen) -> Reply:
        parameters = parse_qs(urlsplit(seen.target).query)
        start, rows = int(parameters.get("start", ["0"])[0]), int(parameters.get("rows", ["10"])[0])
        result = {"count": len(found), "results": found[start : start + rows]}
        return Reply(json.dumps({"success": True, "result": result}).encode(), 200, JSON, delay=delay)

    return respond


def write_platforms(path: Path, catalogues: Mapping[str, tuple[str, str]], homepage: str = "") -> Path:
    """Write a list of platforms (id → region and address of a CKAN); those of the plugin are retired."""
    entries = [
        {
            "id": platform.id,
            "region": platform.region,
            "name": platform.name,
            "technology": platform.technology,
            "operator": platform.operator,
            "status": "retired",
            "homepage": "",
            "survey_quote": "",
            "source": platform.source,
            "endpoints": [],
        }
        for platform in read_platforms()
    ]
    for identifier, (region, url) in catalogues.items():
        endpoint = {"protocol": "ckan", "url": url, "confidence": "high", "evidence": "a test"}
        entries.append(
            {
                "id": identifier,
                "region": region,
                "name": f"Portail {identifier}",
                "technology": "ckan",
                "operator": "region",
                "status": "active",
                "homepage": homepage,
                "survey_quote": "",
                "source": "public",
                "endpoints": [endpoint],
            }
        )
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path
