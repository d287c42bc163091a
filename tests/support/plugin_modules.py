"""The modules of the plugin by their paths and names."""

from __future__ import annotations

from pathlib import Path

from tests.support.paths import PLUGIN

MODULES = sorted(path.relative_to(PLUGIN) for path in PLUGIN.rglob("*.py"))


def name_of(module: Path) -> str:
    """Return a module's name below the plugin: "data.survey.reader", "gis.themes" for the package itself."""
    return ".".join(part for part in module.with_suffix("").parts if part != "__init__")


NAMES = {name_of(module) for module in MODULES}
