"""Print what ISO records cost to read: `tools/bench/records.py ratio|seconds|megabytes [thousands of them]`.

A thousand are in one response; more come page after page. Seconds are those of the processor. `ratio` is the time
against that of owslib.iso for the same records, both from the bytes on, in turn and in one process; it stands on every
machine. `megabytes` is what the process grows by, the reply itself included.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
RECORDS = 1000
RUNS = 5
Page = tuple[bytes, int]
"""A response, and how many times it comes."""


def reply() -> bytes:
    """Return what a CSW answers with the fullest record of the tests a thousand times over, each with its own name."""
    record = (ROOT / "tests/peers/records/cours-d-eau.xml").read_text(encoding="utf-8").split("-->", 1)[1]
    records = "".join(record.replace("5a1f-cours-d-eau", f"record-{number}") for number in range(RECORDS))
    return (
        '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">'
        f'<csw:SearchResults numberOfRecordsMatched="{RECORDS}" nextRecord="0">{records}</csw:SearchResults>'
        "</csw:GetRecordsResponse>"
    ).encode()


def ours(page: Page) -> int:
    from ctd_plugin.catalogues.clients.csw import search
    from ctd_plugin.catalogues.http.exchange import Response
    from ctd_plugin.catalogues.records import Query

    content, times = page
    found = []
    for _ in range(times):
        conversation = search("https://catalogue.example.org/csw", Query("", limit=RECORDS))
        next(conversation)
        try:
            conversation.send(Response(200, content))
        except StopIteration as end:
            # Kept, as those of a search are.
            found += end.value.records
    return len(found)


def owslib(page: Page) -> int:
    from lxml import etree
    from owslib.iso import MD_Metadata

    content, times = page
    return len([MD_Metadata(element) for _ in range(times) for element in etree.fromstring(content)[0]])


def seconds(read: Callable[[Page], int], page: Page) -> float:
    started = time.process_time()
    assert read(page) == RECORDS * page[1]
    return time.process_time() - started


def megabytes(times: int) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert ours((reply(), times)) == RECORDS * times
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main(figure: str, times: int) -> None:
    if figure == "megabytes":
        print(megabytes(times))
        return
    page = reply(), times
    if figure == "seconds":
        print(min(seconds(ours, page) for _ in range(RUNS if times == 1 else 1)))
    else:
        print(statistics.median(seconds(ours, page) / seconds(owslib, page) for _ in range(RUNS)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "ratio", int(sys.argv[2]) if len(sys.argv) > 2 else 1)
