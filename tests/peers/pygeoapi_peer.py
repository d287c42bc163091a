"""The OGC API server of the tests: pygeoapi, with a coverage, features and records written for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.peers.wsgi import HERE, running

PLANS = 25
"""Records that differ in their number alone, for pages to be turned; they come on top of those in the folder."""


@contextmanager
def running_pygeoapi(folder: Path) -> Iterator[str]:
    """Serve the collections from an empty folder; yields the address of the API, and ends the server after."""
    records = folder / "records"
    records.mkdir()
    for file in (HERE / "pygeoapi_records").iterdir():
        (records / file.name).write_bytes(file.read_bytes())
    for number in range(1, PLANS + 1):
        plan = {
            "id": f"plan-{number:02}",
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [10, 45]},
            "properties": {"title": f"Plan local d’urbanisme {number:02}"},
            "links": [],
        }
        (records / f"plan-{number:02}.json").write_text(json.dumps(plan), encoding="utf-8")
    with running(".pygeoapi", "serve_pygeoapi.py", folder, records) as address:
        yield address
