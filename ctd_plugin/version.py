"""The plugin's version, as metadata.txt states it."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path


def plugin_version() -> str:
    """Return the version that metadata.txt declares, such as "0.1.0"."""
    metadata = ConfigParser()
    metadata.read(Path(__file__).resolve().parent.parent / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]
