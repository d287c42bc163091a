"""The software of a server, with its version where a response has one."""

from __future__ import annotations

import re

from .html_text import bounded_line

_LONGEST = 200
START = 4000
"""Bytes of a response that are looked through."""
_MAPSERVER = re.compile(rb"<!-- MapServer version ([0-9][\w.-]{0,30})")


def software_names(server: str, powered_by: str, content: bytes) -> str:
    """Return what a response says of the software behind it: MapServer's comment, and its headers."""
    match = _MAPSERVER.search(content[:START])
    found = (f"MapServer {match[1].decode('ascii', 'replace')}" if match else "", powered_by, server)
    return ", ".join(dict.fromkeys(name for text in found if (name := bounded_line(text))))[:_LONGEST]
