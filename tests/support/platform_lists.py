"""Lists of platforms, as a user brings them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

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


def with_platforms(geopackage, copy, rows):
    """Copy a ctd.gpkg with other platforms: rows of region, technology, operator and status."""
    copy.write_bytes(Path(geopackage).read_bytes())
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("DELETE FROM platforms")
        database.execute("DELETE FROM endpoints")
        database.executemany(
            "INSERT INTO platforms (platform_id, region_code, name, technology, operator, status, source) "
            "VALUES (?, ?, ?, ?, ?, ?, 'survey')",
            [
                (f"p{number}", region, f"Plateforme {number}", technology, operator, status)
                for number, (region, technology, operator, status) in enumerate(rows)
            ],
        )
    return copy
