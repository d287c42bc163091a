"""Imports go one way through the packages of the plugin, and each layer keeps to what it may import."""

from __future__ import annotations

import ast
from collections import Counter
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.support.paths import PLUGIN, ROOT
from tests.support.plugin_modules import MODULES, NAMES, name_of

# A layer may import itself, those before it, and the base modules.
LAYERS = ["catalogues", "data", "gis", "algorithms", "gui", "plugin"]
BASE_MODULES = {
    *("causes", "databases", "dates", "errors", "files", "i18n", "json_positions", "regions", "text", "zip_reader")
}
# The base module that needs QGIS: only for the layers that need QGIS themselves.
SETTINGS = "settings"
FORBIDDEN = {"catalogues": {"qgis", "PyQt5", "PyQt6"}, "data": {"qgis", "PyQt5", "PyQt6"}, "gis": {"processing"}}

MOST_MODULES = 16
MOST_ALGORITHMS = 26
MOST_LINES = 400

FOLDERS = sorted({module.parent for module in MODULES})
CODE = sorted(
    path.relative_to(ROOT) for folder in ("ctd_plugin", "tests", "tools") for path in (ROOT / folder).rglob("*.py")
)


def layer(module: Path) -> str:
    return module.parts[0].removesuffix(".py")


@cache
def imports(module: Path) -> frozenset[str]:
    """Return what a module imports: "ctd_plugin.data.survey.reader" for the plugin's own, "qgis.core" for others."""
    package = module.parent.parts
    found = set()
    for node in ast.walk(ast.parse((PLUGIN / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            parent = ".".join((*base, *(node.module or "").split("."))).strip(".")
            for alias in node.names:
                whole = f"{parent}.{alias.name}".strip(".")
                found.add(f"ctd_plugin.{whole if whole in NAMES else parent}".rstrip("."))
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return frozenset(found)


def package_of(name: str) -> str:
    """Return the package that a module's name lies in; one that lies beside packages is a package of its own."""
    parts = name.split(".")
    is_package = (PLUGIN / Path(*parts) / "__init__.py").exists()
    return name if is_package or len(parts) < 3 else ".".join(parts[:-1])


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_imports_only_from_its_own_layer_from_those_below_and_from_the_ground(module: Path) -> None:
    if layer(module) == "__init__":
        return
    own = {name.split(".")[1] for name in imports(module) if name.startswith("ctd_plugin.")}
    if layer(module) in {*BASE_MODULES, SETTINGS}:
        assert own <= BASE_MODULES
    else:
        below = LAYERS[: LAYERS.index(layer(module)) + 1]
        needs_qgis = layer(module) not in ("catalogues", "data")
        assert own <= {*below, *BASE_MODULES, *([SETTINGS] if needs_qgis else [])}


def test_no_package_imports_another_that_imports_it_in_turn() -> None:
    arrows: dict[str, set[str]] = {}
    for module in MODULES:
        here = package_of(name_of(module))
        there = {package_of(name.removeprefix("ctd_plugin.")) for name in imports(module) if "ctd_plugin." in name}
        arrows.setdefault(here, set()).update(there - {here})
    try:
        list(TopologicalSorter(arrows).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_folder_has_few_enough_modules_to_be_overlooked(folder: Path) -> None:
    count = Counter(module.parent for module in MODULES if module.name != "__init__.py")[folder]
    assert count <= (MOST_ALGORITHMS if folder.name == "algorithms" else MOST_MODULES)


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if folder.parts], ids=str)
def test_a_package_says_what_it_holds(folder: Path) -> None:
    tree = ast.parse((PLUGIN / folder / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_knows_nothing_that_its_layer_must_not_know(module: Path) -> None:
    outside = {name.split(".")[0] for name in imports(module)}
    assert not outside & FORBIDDEN.get(layer(module), set())
    # Absolute imports of the plugin break where its folder has another name.
    assert not any("ctd_plugin" in line for line in _absolute(module))


def _absolute(module: Path) -> list[str]:
    tree = ast.parse((PLUGIN / module).read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return names + [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]


def test_only_the_settings_module_reads_qgis_settings() -> None:
    readers = [str(m) for m in MODULES if "QgsSettings" in (PLUGIN / m).read_text(encoding="utf-8")]
    assert readers == ["settings.py"]


def test_no_two_public_classes_have_one_name() -> None:
    classes = Counter(
        node.name
        for module in MODULES
        for node in ast.parse((PLUGIN / module).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in classes.items() if count > 1] == []


def test_tests_mirror_the_rooms_of_the_plugin() -> None:
    """A folder of tests is a package of the plugin."""
    for kind in ("unit", "qgis"):
        base = ROOT / "tests" / kind
        folders = {path.parent.relative_to(base) for path in base.rglob("test_*.py")}
        assert {str(folder) for folder in folders if not (PLUGIN / folder).is_dir()} == set()
