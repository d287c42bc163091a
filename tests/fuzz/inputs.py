"""What is tried: a kind of input, and the shapes that inputs have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from ctd_plugin.catalogues.http.exchange import Response
from ctd_plugin.catalogues.records import Query

ANY_QUERY = Query("eau", limit=2)


@dataclass(frozen=True)
class Kind:
    """A kind of input: `make` returns one that chance decides, `read` reads it, and may raise CtdError alone."""

    name: str
    make: Callable[[Random], Any]
    read: Callable[[Any], object]


@dataclass(frozen=True)
class File:
    """A file's content, and which reader gets it."""

    content: bytes
    reader: str = ""


@dataclass(frozen=True)
class Talk:
    """What a server at an address answers, one answer after another, and what it is asked for."""

    answers: tuple[Response, ...]
    query: Query = ANY_QUERY
    url: str = ""


@dataclass(frozen=True)
class Download:
    """What names a downloaded file."""

    url: str
    disposition: str
    title: str
    form: str
