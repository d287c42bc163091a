"""The user's own list of platforms: its entries changed one by one, all others left as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from ..files import make_folder, replacing
from ..text import unaccented
from .registry import BUNDLED_PLATFORMS, Endpoint, Platform, PlatformKind, read_platforms

_LONGEST_ID = 60


def platform_id(name: str, taken: Collection[str]) -> str:
    """Return an identifier for a platform of this name that no other one has."""
    base = re.sub(r"[^a-z0-9]+", "-", unaccented(name)).strip("-")[:_LONGEST_ID].strip("-") or "platform"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def save_platform(path: Path, platform: Platform) -> None:
    """Add a platform to a list, or put it in place of the one with its id; the list is created where there is none.

    Raises CtdError where the list or the platform breaks a rule, or the file cannot be written; it is unchanged then.
    """
    entries = _entries(path)
    entry = _entry(platform)
    places = [number for number, one in enumerate(entries) if one["id"] == platform.id]
    if places:
        entries[places[0]] = entry
    else:
        entries.append(entry)
    _write(path, entries)


def remove_platform(path: Path, identifier: str) -> None:
    """Remove a platform from a list; raises CtdError as `save_platform` does."""
    entries = _entries(path)
    kept = [entry for entry in entries if entry["id"] != identifier]
    if len(kept) < len(entries):
        _write(path, kept)


def _entries(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a list as they are written; none where there is no file yet."""
    if not path.exists():
        return []
    # Its sentence says what is wrong in a list that was edited by hand.
    read_platforms(path)
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8-sig"))
    return entries


def _write(path: Path, entries: list[dict[str, Any]]) -> None:
    if path.resolve().is_relative_to(BUNDLED_PLATFORMS.parent):
        raise ValueError(f"{path} is beside the bundled files, where nothing is ever written")
    make_folder(path.parent)
    with replacing(path) as fresh:
        fresh.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        read_platforms(fresh)


def _entry(platform: Platform) -> dict[str, Any]:
    """Return a platform as an entry of a list, without the fields that may be left out where they say nothing."""
    entry: dict[str, Any] = {
        "id": platform.id,
        "region": platform.region,
        "name": platform.name,
        "technology": platform.technology.value,
        "operator": platform.operator.value,
        "status": platform.status.value,
        "homepage": platform.homepage,
        "survey_quote": platform.survey_quote,
        "source": platform.source.value,
        "endpoints": [_endpoint_entry(endpoint) for endpoint in platform.endpoints],
    }
    if platform.kind is not PlatformKind.DATA:
        entry["kind"] = platform.kind.value
    if platform.other_technologies:
        entry["other_technologies"] = [technology.value for technology in platform.other_technologies]
    notes = {"note": platform.note, "note_fr": platform.note_fr}
    return entry | {name: note for name, note in notes.items() if note}


def _endpoint_entry(endpoint: Endpoint) -> dict[str, str]:
    entry = {
        "protocol": endpoint.protocol.value,
        "url": endpoint.url,
        "confidence": endpoint.confidence.value,
        "evidence": endpoint.evidence,
    }
    return entry | ({"evidence_fr": endpoint.evidence_fr} if endpoint.evidence_fr else {})
