"""What the tools need is pinned: pip installs one release of each package, of files whose hashes are known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.paths import ROOT

FOLDER = ROOT / "tools" / "requirements"
ASKED = sorted(FOLDER.glob("*.in"))
PIN = re.compile(r"([a-z0-9.-]+)==([^\s;\\]+)( ; [^\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n")


def pins(path: Path) -> dict[str, str]:
    """Return the releases that a locked file names; it holds nothing but them, their hashes and comments."""
    text = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
    assert PIN.sub("", text) == ""
    return {match[1]: match[2] for match in PIN.finditer(text)}


def requirements(path: Path) -> list[Requirement]:
    lines = path.read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("asked", ASKED, ids=lambda path: path.stem)
def test_every_package_is_pinned_within_its_bounds_and_with_hashes(asked):
    """A requirement without a pin or a hash is refused by pip, but only on a fresh machine."""
    pinned = pins(asked.with_suffix(".txt"))
    outside = {
        str(requirement): pinned.get(canonicalize_name(requirement.name))
        for requirement in requirements(asked)
        if pinned.get(canonicalize_name(requirement.name)) not in requirement.specifier
    }
    assert outside == {}, "run `make lock`"


def test_no_pins_are_left_of_requirements_that_are_gone():
    assert {path.stem for path in FOLDER.glob("*.txt")} == {path.stem for path in ASKED}


# Of these the plugin uses what QGIS and geopandas bring: a second copy beside Debian's would be tested in its place.
@pytest.mark.parametrize("package", ["numpy", "pandas", "geopandas", "shapely", "lxml", "owslib", "pyogrio", "pyproj"])
def test_what_debian_brings_is_not_installed_again(package):
    assert package not in pins(FOLDER / "venv.txt")


def test_pip_is_always_told_to_check_hashes():
    """Every installation goes through the one line that asks for them."""
    lines = [line for script in (ROOT / "tools").glob("*.sh") for line in script.read_text("utf-8").splitlines()]
    commands = [line for line in lines if re.search(r'pip".* install\b', line)]
    assert commands
    assert [line for line in commands if not re.search("--require-hashes|--dry-run", line)] == []
    # What builds a package is asked for without hashes.
    assert [line for line in commands if not re.search("--no-build-isolation|--only-binary|--dry-run", line)] == []
