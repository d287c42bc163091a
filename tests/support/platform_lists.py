"""Lists of platforms, as a user brings them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from ctd_plugin.catalogues.registry import Confidence, Endpoint, Protocol

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def endpoint(url, protocol=Protocol.WMS):
    return Endpoint(protocol, url, Confidence.HIGH, "test")


def platforms_file(folder, endpoints):
    """Write a list of platforms, the endpoints one after another in Guadeloupe and Bretagne."""
    rows = []
    for number, (region, offset) in enumerate((("01", 0), ("53", 1))):
        rows.append(
            {
                "id": f"mine-{number}",
                "region": region,
                "name": f"Mienne {number}",
                "technology": "other",
                "operator": "autre",
                "status": "retired" if number else "active",
                "homepage": "",
                "survey_quote": "",
                "source": "public",
                "endpoints": [
                    {"protocol": each.protocol, "url": each.url, "confidence": "low", "evidence": "a test"}
                    for each in endpoints[offset::2]
                ],
            }
        )
    file = folder / "platforms.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return str(file)
