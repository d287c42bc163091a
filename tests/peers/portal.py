"""A small open-data portal that answers like CKAN, for tests in which the catalogue's own shape does not matter."""

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
    """Return one page, `count` packages having been found in all."""
    result = {"count": len(found) if count is None else count, "results": list(found)}
    return Reply(json.dumps({"success": True, "result": result}).encode(), 200, JSON, **more)


def portal(found: Sequence[object], *, most: int = 1000, **more: object) -> Callable[[Seen], Reply]:
    """Return what answers with the packages page by page, at most so many at a time."""

    def answer(seen: Seen) -> Reply:
        asked = parse_qs(urlsplit(seen.target).query)
        start, rows = int(asked["start"][0]), min(int(asked["rows"][0]), most)
        return reply(found[start : start + rows], len(found), **more)

    return answer


def catalogue(name: str, address: str, region: str = "53", extent: Extent | None = None) -> Catalogue:
    return Catalogue(name, name.title(), name, region, Protocol.CKAN, f"{address}/{name}", extent)
