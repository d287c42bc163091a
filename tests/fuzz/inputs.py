"""Kinds of input, and the shapes of inputs."""

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
    """A kind of input: `make` returns a random one, `read` reads it, and may raise CtdError alone."""

    name: str
    make: Callable[[Random], Any]
    read: Callable[[Any], object]


@dataclass(frozen=True)
class File:
    """A file's content, and which reader gets it."""

    content: bytes
    reader: str = ""


@dataclass(frozen=True)
class CannedResponses:
    """The responses of a server in turn, the query, and the URL of the server."""

    responses: tuple[Response, ...]
    query: Query = ANY_QUERY
    url: str = ""


@dataclass(frozen=True)
class Download:
    """The texts from which the name of a downloaded file is made."""

    url: str
    disposition: str
    title: str
    format: str
