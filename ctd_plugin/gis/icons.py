"""The plugin's icons."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"


def icon_path(name: str) -> str:
    """Return the path of an SVG icon."""
    return str(_FOLDER / f"{name}.svg")
