"""Imports go one way through the rooms of the plugin, and each room keeps to what it may know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parents[2] / "ctd_plugin"

# A room may import itself, those below it, and the ground.
ROOMS = ["catalogues", "data", "gis", "settings", "algorithms", "gui", "plugin"]
GROUND = {"errors", "i18n", "regions", "zip_reader"}
FORBIDDEN = {"catalogues": {"qgis", "PyQt5", "PyQt6"}, "data": {"qgis", "PyQt5", "PyQt6"}, "gis": {"processing"}}

MODULES = sorted(path.relative_to(PLUGIN) for path in PLUGIN.rglob("*.py"))


def room(module: Path) -> str:
    return module.parts[0].removesuffix(".py")


def imports(module: Path) -> set[str]:
    """Return what a module imports: "data.survey" for the plugin's own, "qgis.core" for others."""
    package = module.parent.parts
    found = set()
    for node in ast.walk(ast.parse((PLUGIN / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            found.add(".".join(("ctd_plugin", *base, *(node.module or "").split("."))).rstrip("."))
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_imports_only_from_its_own_room_from_those_below_and_from_the_ground(module: Path) -> None:
    if room(module) == "__init__":
        return
    own = {name.split(".")[1] for name in imports(module) if name.startswith("ctd_plugin.")}
    if room(module) in GROUND:
        assert own <= GROUND
    else:
        below = ROOMS[: ROOMS.index(room(module)) + 1]
        assert own <= {*below, *GROUND}


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_knows_nothing_that_its_room_must_not_know(module: Path) -> None:
    outside = {name.split(".")[0] for name in imports(module)}
    assert not outside & FORBIDDEN.get(room(module), set())
    # Absolute imports of the plugin break where its folder has another name.
    assert not any("ctd_plugin" in line for line in _absolute(module))


def _absolute(module: Path) -> list[str]:
    tree = ast.parse((PLUGIN / module).read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return names + [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]


def test_only_the_settings_module_reads_qgis_settings() -> None:
    readers = [str(m) for m in MODULES if "QgsSettings" in (PLUGIN / m).read_text(encoding="utf-8")]
    assert readers == ["settings.py"]
