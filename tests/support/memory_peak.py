"""What it takes to read bytes, seen from outside: in a process of its own, which is ended where it takes too long.

On Linux alone, which tells a process its peak of memory.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT

PATIENCE = 30
"""Seconds, of which none of the works takes more than a few; those that they stand for took minutes or days."""

_MEASURE = """
import sys
from ctd_plugin.errors import CtdError
from ctd_plugin.catalogues.clients import search
from ctd_plugin.catalogues.records import Query
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.catalogues.http.exchange import Response, read_json, read_xml
from ctd_plugin.catalogues.services.capabilities import read_layers
from ctd_plugin.catalogues.http.html_text import plain_text
from ctd_plugin.catalogues.services.tiles import read_tms, read_wmts

def searched(protocol, content):
    conversation = search(protocol, "https://example.org/a", Query(""))
    next(conversation)
    try:
        conversation.send(Response(200, content))
    except StopIteration as end:
        return end.value

def peak():
    # Not getrusage, which begins with the peak of the process that started this one.
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))

with open(sys.argv[1], "rb") as file:
    content = file.read()
before = peak()
try:
    held = eval(sys.argv[2])
    refused = ""
except CtdError as error:
    refused = str(error)
print(peak() - before, refused)
"""


def megabytes_to_read(work: str, content: bytes, folder: Path) -> tuple[float, str]:
    """Return how many megabytes the memory grew while content was read, and the words with which it was refused.

    `work` is an expression; the names in it are those that the process imports.
    """
    file = folder / "content"
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(file), work],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert not done.returncode, done.stderr[-2000:]
    kilobytes, _, refused = done.stdout.partition(" ")
    return int(kilobytes) / 1000, refused.strip()
