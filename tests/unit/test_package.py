"""The zip is one that plugins.qgis.org takes, and holds what the plugin needs and nothing else."""

from __future__ import annotations

import keyword
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest

from tools.package import PACKAGE, ROOT, build_zip, scan

SUFFIXES = {
    *(".py", ".txt", ".md", ".csv", ".json", ".gpkg", ".png", ".svg", ".html", ".css", ".js", ".ts", ".qm"),
    # LICENSE has none.
    "",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("package") / "plugin.zip"
    build_zip(target)
    return target


@pytest.fixture(scope="module")
def names(package: Path) -> list[PurePosixPath]:
    with ZipFile(package) as archive:
        return [PurePosixPath(name) for name in archive.namelist()]


def test_it_has_one_top_folder_with_an_importable_name(names: list[PurePosixPath]) -> None:
    assert {name.parts[0] for name in names} == {PACKAGE}
    assert PACKAGE.isidentifier()
    assert not keyword.iskeyword(PACKAGE)


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


def test_it_holds_no_tests_tools_hidden_or_generated_files(names: list[PurePosixPath]) -> None:
    for name in names:
        assert not {"tests", "tools", "docs", "build", "dist", "__pycache__", "source"} & set(name.parts)
        assert not any(part.startswith(".") for part in name.parts)
        assert name.suffix in SUFFIXES


def test_it_is_under_ten_megabytes(package: Path) -> None:
    assert package.stat().st_size < 10_000_000


def test_the_same_files_make_the_same_zip(package: Path, tmp_path: Path) -> None:
    build_zip(tmp_path / "again.zip")
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
