"""The zip is one that plugins.qgis.org takes, and holds what the plugin needs and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest

from tools.package import PACKAGE, ROOT, build_zip, faults, scan, shipped_files


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("package") / "plugin.zip"
    build_zip(target)
    return target


@pytest.fixture(scope="module")
def names(package: Path) -> list[PurePosixPath]:
    with ZipFile(package) as archive:
        return [PurePosixPath(name) for name in archive.namelist()]


def test_no_project_or_style_is_in_it(names: list[PurePosixPath]) -> None:
    """A QGIS older than the one that wrote it would not read it: each is made by the QGIS that runs."""
    assert [name for name in names if name.suffix.lower() in (".qgz", ".qgs", ".qml", ".qpt", ".qlr", ".sld")] == []


def test_it_breaks_no_rule_of_the_repository(package: Path) -> None:
    assert faults(package) == []


@pytest.mark.parametrize(
    "name",
    [
        "metadata.txt",
        "__init__.py",
        "LICENSE",
        "README.md",
        "CHANGELOG.md",
        "i18n/ctd_fr.qm",
        "resources/help/guide.css",
        "resources/help/fr/index.html",
        "resources/help/en/toolbox.html",
        "resources/icons/ctd.png",
        "resources/data/ctd.gpkg",
        "resources/data/survey.csv",
    ],
)
def test_it_holds(names: list[PurePosixPath], name: str) -> None:
    assert PurePosixPath(PACKAGE, name) in names


def test_it_holds_every_module_of_the_plugin(names: list[PurePosixPath]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ctd_plugin").rglob("*.py")}
    assert {str(name.relative_to(PACKAGE)) for name in names if name.suffix == ".py"} == {*modules, "__init__.py"}


def test_it_holds_no_source_of_the_survey(names: list[PurePosixPath]) -> None:
    assert not any("source" in name.parts for name in names)


def test_the_same_files_make_the_same_zip_at_any_time_and_by_anyone(package: Path, tmp_path: Path) -> None:
    """In a copy with other times and permissions, in another zone and language: byte for byte."""
    clone = tmp_path / "clone"
    for name in [*shipped_files(), "tools/package.py", "tools/publishing.py"]:
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, clone / name)
        (clone / name).chmod(0o755)
    for command in ("init", "--quiet"), ("add", "."):
        subprocess.run(["git", *command], cwd=clone, check=True)
    program = "import sys; from pathlib import Path; from tools.package import build_zip; build_zip(Path(sys.argv[1]))"
    environment = {**os.environ, "TZ": "Pacific/Noumea", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = ["sh", "-c", 'umask 077; exec "$@"', "sh", sys.executable, "-c", program, str(tmp_path / "again.zip")]
    subprocess.run(command, cwd=clone, env=environment, check=True)
    assert (tmp_path / "again.zip").read_bytes() == package.read_bytes()


def test_bandit_and_detect_secrets_find_nothing(package: Path, tmp_path: Path) -> None:
    with ZipFile(package) as archive:
        archive.extractall(tmp_path)
    assert scan(tmp_path) == []


def test_the_scan_finds_what_the_repository_would_refuse(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("assert True\n", encoding="utf-8")
    # Put together here, so that no scanner takes this test for a leak.
    (tmp_path / "bad.json").write_text('{"key": "' + "AKIA" + "IOSFODNN7EXAMPLQ" + '"}\n', encoding="utf-8")
    findings = scan(tmp_path)
    assert any("B101" in finding for finding in findings)
    assert any("bad.json:1: AWS" in finding for finding in findings)
