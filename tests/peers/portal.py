"""A small open-data portal with the API of CKAN, for tests in which the API does not matter."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs, urlsplit

from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Extent
from ctd_plugin.catalogues.registry import Protocol
from tests.peers.faults import JSON, Reply, Seen

Package = dict[str, object]


def package(name: str, title: str, *resources: tuple[str, str, str], **more: object) -> Package:
    """Return a package of CKAN; a resource is its address, format and name."""
    files = [{"url": url, "format": kind, "name": label} for url, kind, label in resources]
    return {"id": name, "name": name, "title": title, "resources": files, **more}


def packages(begin: str, count: int) -> list[Package]:
    return [package(f"{begin}-{number}", f"{begin} {number}") for number in range(1, count + 1)]


def reply(found: Sequence[object], count: int | None = None, **more: object) -> Reply:
    """Return a page of packages; `count` is the number of all that match."""
    result = {"count": len(found) if count is None else count, "results": list(found)}
    return Reply(json.dumps({"success": True, "result": result}).encode(), 200, JSON, **more)


def portal(found: Sequence[object], *, most: int = 1000, **more: object) -> Callable[[Seen], Reply]:
    """Return the responder of a portal with these packages, page by page, at most `most` a page."""

    def respond(seen: Seen) -> Reply:
        parameters = parse_qs(urlsplit(seen.target).query)
        start, rows = int(parameters["start"][0]), min(int(parameters["rows"][0]), most)
        return reply(found[start : start + rows], len(found), **more)

    return respond


def catalogue(name: str, address: str, region: str = "53", extent: Extent | None = None) -> Catalogue:
    return Catalogue(name, name.title(), name, region, Protocol.CKAN, f"{address}/{name}", extent)
