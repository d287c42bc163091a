"""The zip goes through QGIS's own installer: into a fresh profile, over a plugin that is in use, and out again."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.e2e.real_qgis import HERE, make_profile, run_qgis, virtual_screen
from tools.package import PACKAGE, plugin_version, shipped_files

TIMEOUT = 90
FORMER = "0.0.1"
GONE = "ctd_plugin/gone_since.py"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Let QGIS install an older zip, use it, upgrade to today's and remove it; return what it saw after each."""
    folder = tmp_path_factory.mktemp("installing")
    make_profile(folder, "fr", installed=False)
    write_former(folder / "plugin.zip", folder / "former.zip")
    with virtual_screen() as display:
        run = run_qgis(folder, display, HERE / "installing.py", TIMEOUT)
    results = folder / "results.json"
    assert results.exists(), f"QGIS ended with {run.returncode} before the scenario did:\n{run.stderr[-4000:]}"
    found = json.loads(results.read_text(encoding="utf-8"))
    assert "failure" not in found, found["failure"]
    messages = [json.loads(line) for line in (folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()]
    return found | {"messages": messages, "stderr": run.stderr, "exit_code": run.returncode}


def write_former(zip_file: Path, former: Path) -> None:
    """Write the zip of an earlier version, with a module that today's has no more."""
    with ZipFile(zip_file) as source, ZipFile(former, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == f"{PACKAGE}/metadata.txt":
                line = f"version={plugin_version()}\n".encode()
                assert content.count(line) == 1
                content = content.replace(line, f"version={FORMER}\n".encode())
            target.writestr(name, content)
        target.writestr(f"{PACKAGE}/{GONE}", "")


def test_a_fresh_profile_knows_nothing_of_it(seen: dict) -> None:
    before = seen["before"]
    assert (before["version"], before["loaded"], before["enabled"], before["profile"]) == (None, False, None, [])


@pytest.mark.parametrize(
    ("when", "version"), [("installed", FORMER), ("in use", FORMER), ("upgraded", None), ("in use again", None)]
)
def test_it_is_installed_loaded_and_enabled(seen: dict, when: str, version: str | None) -> None:
    """QGIS asks nothing and needs no restart."""
    state = seen[when]
    assert state["version"] == (version or plugin_version())
    assert (state["loaded"], state["active"], state["enabled"], state["toolbars"]) == (True, True, True, 1)
    assert state["files"] == sorted([*shipped_files(), *([GONE] if version else [])])


def test_it_loads_the_map_before_and_after_the_upgrade(seen: dict) -> None:
    count = len(seen["in use"]["layers"])
    assert count > 5
    assert [seen[when]["layers"] for when in ("in use", "upgraded", "in use again")] == [[True] * count] * 3


def test_an_upgrade_runs_none_of_the_former_modules(seen: dict) -> None:
    """QGIS itself forgets those that were imported by name, and keeps the packages that they are in."""
    assert seen["stale modules"] == []


@pytest.mark.parametrize("when", ["installed", "in use", "upgraded", "in use again"])
def test_no_file_of_it_is_held_open(seen: dict, when: str) -> None:
    """Windows would neither upgrade nor remove it."""
    assert seen[when]["open"] == []


def test_its_removal_leaves_the_data_of_the_map_alone(seen: dict) -> None:
    """The map of the project stays, and the data in the profile from which it is drawn."""
    removed = seen["removed"]
    assert (removed["version"], removed["loaded"], removed["active"], removed["enabled"]) == (None, False, False, None)
    assert (removed["toolbars"], removed["files"], removed["open"]) == (0, [], [])
    assert removed["profile"] == ["ctd"]
    assert removed["layers"] == seen["in use again"]["layers"]


def test_qgis_logs_no_error_and_ends_well(seen: dict) -> None:
    assert [message for message in seen["messages"] if message["critical"] or "Traceback" in message["text"]] == []
    assert "Traceback" not in seen["stderr"]
    assert seen["exit_code"] == 0
