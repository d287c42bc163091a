"""`make release` tags what was linted, tested, checked and packaged, and else says in one sentence what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.support.paths import ROOT

TODAY = date.today().isoformat()
FILES = {
    "metadata.txt": "[general]\nversion=1.2.3\nchangelog=1.2.3\n    - Maps, 100 % of them\n    1.2.2\n    - None\n",
    "pyproject.toml": '[project]\nversion = "1.2.3"\n',
    "CHANGELOG.md": f"## [Unreleased]\n\n## [1.2.3] - {TODAY}\n\n- Maps\n\n## [1.2.2] - 2026-01-01\n\n- A\n",
    ".gitignore": "/dist/\n/ran\n",
    # Stand in for the targets, which would take a quarter of an hour: each writes that it was run.
    "Makefile": "lint test check-docs:\n\t@echo $@ >>ran\n"
    "package:\n\t@echo $@ >>ran\n\t@mkdir -p dist\n\t@echo zip >dist/ctd_governance-1.2.3.zip\n",
}


class Repository:
    """A repository of one commit, ready for the release of 1.2.3."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet")
        self.commit(FILES)

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "core.autocrlf=false", *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        self.git("add", ".")
        self.git("-c", "user.name=A", "-c", "user.email=a@localhost", "commit", "--quiet", "--message", "A")

    def release(self, version: str = "1.2.3", **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "tools" / "release.py"), version]
        # Without the variables of the make that may run these tests.
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        who = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
        environment |= dict.fromkeys(who, "a@localhost") | more
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)

    def ran(self) -> list[str]:
        path = self.folder / "ran"
        return path.read_text().split() if path.exists() else []


def edited(name: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new, 1)}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def assert_refused(repository: Repository, words: str, version: str = "1.2.3") -> None:
    """It fails with one line that says why, and tags nothing."""
    run = repository.release(version)
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert run.stderr.startswith("No release: ")
    assert words in run.stderr
    assert repository.git("tag") == ""


def test_a_release_is_linted_tested_packaged_and_tagged(repository):
    run = repository.release()
    assert run.returncode == 0, run.stderr
    assert repository.ran() == ["lint", "test", "check-docs", "package"]
    assert repository.git("rev-parse", "v1.2.3^{commit}") == repository.git("rev-parse", "HEAD")
    assert repository.git("for-each-ref", "--format=%(contents:subject)", "refs/tags") == "Version 1.2.3"
    assert "dist/ctd_governance-1.2.3.zip" in run.stdout


@pytest.mark.parametrize("version", ["", "1.2", "v1.2.3", "1.2.3rc1", "01.2.3", "1.2.3\n"])
def test_a_version_that_is_none_is_refused(repository, version):
    assert_refused(repository, "make release VERSION=1.2.3", version)
    assert repository.ran() == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (edited("metadata.txt", "version=1.2.3", "version=1.2.2"), "metadata.txt says version 1.2.2"),
        (edited("metadata.txt", "changelog=1.2.3", "changelog=1.2"), "the changelog of metadata.txt says version 1.2,"),
        (edited("pyproject.toml", "1.2.3", "1.2.4"), "pyproject.toml says version 1.2.4"),
        (edited("CHANGELOG.md", "[1.2.3]", "[1.2.1]"), "no entry [1.2.3]"),
        (edited("CHANGELOG.md", f" - {TODAY}", ""), "(no date)"),
        (edited("CHANGELOG.md", TODAY, "2020-01-01"), "dates [1.2.3] 2020-01-01"),
        (edited("CHANGELOG.md", "- Maps\n", ""), "says nothing of [1.2.3]"),
        (edited("CHANGELOG.md", "[Unreleased]\n", "[Unreleased]\n\n- More\n"), "under Unreleased"),
    ],
)
def test_what_was_not_written_for_this_version_is_named(repository, files, words):
    repository.commit(files)
    assert_refused(repository, words)
    assert repository.ran() == []


@pytest.mark.parametrize("name", ["metadata.txt", "new.py"])
def test_changes_that_are_not_committed_are_named(repository, name):
    with (repository.folder / name).open("a") as file:
        file.write("\n")
    assert_refused(repository, f"not committed: {name}")
    assert repository.ran() == []


def test_one_whom_git_does_not_know_is_told_so_before_the_tests(repository):
    run = repository.release(GIT_COMMITTER_NAME="")
    assert run.returncode == 1
    assert run.stderr == "No release: git has no name and address for the tag; set user.name and user.email.\n"
    assert repository.ran() == []


def test_a_version_is_tagged_once(repository):
    assert repository.release().returncode == 0
    run = repository.release()
    assert run.returncode == 1
    assert run.stderr == "No release: the tag v1.2.3 exists already; a version is published once.\n"


@pytest.mark.parametrize("target", ["lint", "test", "check-docs", "package"])
def test_nothing_is_tagged_where_a_target_fails(repository, target):
    repository.commit({"Makefile": f"lint test check-docs package:\n\t@[ $@ != {target} ]\n"})
    run = repository.release()
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == f"No release: `make {target}` failed; nothing was tagged."
    assert repository.git("tag") == ""


def test_nothing_is_tagged_where_a_target_changes_a_file(repository):
    repository.commit({"Makefile": FILES["Makefile"] + "\t@echo >>metadata.txt\n"})
    assert_refused(repository, "changed files; nothing was tagged: metadata.txt")
