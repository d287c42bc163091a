"""The CSW server of the tests: pycsw, with records written for them, in a process of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.peers.wsgi import HERE, running

PLANS = 45
"""Records that differ in their number alone, for pages to be turned; they come on top of those in `records/`."""

_PLAN = """<csw:Record xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier>plan-{number:02}</dc:identifier><dc:title>Plan local d’urbanisme {number:02}</dc:title>
<dc:type>http://purl.org/dc/dcmitype/Dataset</dc:type>
</csw:Record>"""


@contextmanager
def running_pycsw(folder: Path) -> Iterator[str]:
    """Serve the records from a database in an empty folder; yields the address, and ends the server after."""
    records = folder / "records"
    shutil.copytree(HERE / "records", records)
    for number in range(1, PLANS + 1):
        (records / f"plan-{number:02}.xml").write_text(_PLAN.format(number=number), encoding="utf-8")
    with running(".peers", "serve_pycsw.py", folder, records) as address:
        yield f"{address}/csw"
