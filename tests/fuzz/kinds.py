"""All kinds of input that are tried, and what no result may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from urllib.parse import urlsplit

from ctd_plugin.catalogues.records import Link
from tests.fuzz.file_kinds import FILE_KINDS
from tests.fuzz.inputs import Kind
from tests.fuzz.response_kinds import RESPONSE_KINDS

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*FILE_KINDS, *RESPONSE_KINDS)}


def check(result: object) -> None:
    """Raise where a result holds what must not come out: half a character, or a link that is none of the web."""
    if isinstance(result, str):
        result.encode()
    elif isinstance(result, Link):
        assert urlsplit(result.url).scheme in ("http", "https"), result.url
    if isinstance(result, (list, tuple)):
        for one in result:
            check(one)
    elif isinstance(result, Mapping):
        for key, value in result.items():
            check(key)
            check(value)
    elif is_dataclass(result):
        for field in fields(result):
            check(getattr(result, field.name))
