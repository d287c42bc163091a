"""The servers of these tests, started once for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.peers.pycsw_peer import RECORDS, running_pycsw

PLANS = 45
"""Records that differ in little more than a number, for pages to be turned."""

PLAN = """<csw:Record xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dct="http://purl.org/dc/terms/" xmlns:ows="http://www.opengis.net/ows">
<dc:identifier>plan-{number:02}</dc:identifier><dc:title>Plan local d’urbanisme {number:02}</dc:title>
<dc:type>http://purl.org/dc/dcmitype/Dataset</dc:type><dct:modified>2020-01-01</dct:modified>
</csw:Record>"""


@pytest.fixture(scope="session")
def pycsw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    records = tmp_path_factory.mktemp("records")
    for path in RECORDS.glob("*.xml"):
        (records / path.name).write_bytes(path.read_bytes())
    for number in range(1, PLANS + 1):
        (records / f"plan-{number:02}.xml").write_text(PLAN.format(number=number), encoding="utf-8")
    with running_pycsw(tmp_path_factory.mktemp("pycsw"), records) as url:
        yield url
