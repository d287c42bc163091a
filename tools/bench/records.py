"""Print what 1,000 ISO records in one response cost to read: `tools/bench/records.py ratio|seconds|megabytes`.

`ratio` is the time against that of owslib.iso for the same records, both from the bytes on, in turn and in one
process; it stands on every machine. `megabytes` is what the process grows by, the reply itself included.
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


def reply() -> bytes:
    """Return what a CSW answers with the fullest record of the tests a thousand times over, each with its own name."""
    record = (ROOT / "tests/peers/records/cours-d-eau.xml").read_text(encoding="utf-8").split("-->", 1)[1]
    records = "".join(record.replace("5a1f-cours-d-eau", f"record-{number}") for number in range(RECORDS))
    return (
        '<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">'
        f'<csw:SearchResults numberOfRecordsMatched="{RECORDS}" nextRecord="0">{records}</csw:SearchResults>'
        "</csw:GetRecordsResponse>"
    ).encode()


def ours(content: bytes) -> int:
    from ctd_plugin.catalogues.clients.csw import search
    from ctd_plugin.catalogues.http.exchange import Response
    from ctd_plugin.catalogues.records import Query

    conversation = search("https://catalogue.example.org/csw", Query("", limit=RECORDS))
    next(conversation)
    try:
        conversation.send(Response(200, content))
    except StopIteration as end:
        return len(end.value.records)
    raise AssertionError("the reply was not enough")


def owslib(content: bytes) -> int:
    from lxml import etree
    from owslib.iso import MD_Metadata

    return len([MD_Metadata(element) for element in etree.fromstring(content)[0]])


def seconds(read: Callable[[bytes], int], content: bytes) -> float:
    started = time.perf_counter()
    assert read(content) == RECORDS
    return time.perf_counter() - started


def megabytes() -> float:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert ours(reply()) == RECORDS
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main(figure: str) -> None:
    if figure == "megabytes":
        print(megabytes())
        return
    content = reply()
    if figure == "seconds":
        print(min(seconds(ours, content) for _ in range(RUNS)))
    else:
        print(statistics.median(seconds(ours, content) / seconds(owslib, content) for _ in range(RUNS)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "ratio")
