"""Make a release, all but the upload: `make release VERSION=x.y.z`."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from configparser import ConfigParser
from datetime import date
from pathlib import Path


def main(version: str, today: date) -> None:
    """Check what the release says, run the targets, tag the commit; exit with one sentence where it cannot be made."""
    for refusal in _refusals(version, today):
        sys.exit(f"No release: {refusal}")
    for target in ("lint", "test", "check-docs", "package"):
        if subprocess.run(["make", "--no-print-directory", target]).returncode != 0:
            sys.exit(f"No release: `make {target}` failed; nothing was tagged.")
    # A test or a generator that changes a tracked file would make the tag another thing than the package.
    if changed := _git("status", "--porcelain"):
        sys.exit(f"No release: a target changed files; nothing was tagged: {_listed(changed)}.")
    package = Path(f"dist/ctd_governance-{version}.zip")
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    _git("tag", "--annotate", "--message", f"Version {version}", f"v{version}")
    print(f"Tagged v{version}. To upload to plugins.qgis.org: {package}")
    print(f"SHA-256 {digest}")
    print(f"To publish the tag: git push origin v{version}")


def _refusals(version: str, today: date) -> Iterator[str]:
    """Give what stands against a release, before anything is run."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        yield "give its version as three numbers: make release VERSION=1.2.3."
        return
    if subprocess.run(["git", "var", "GIT_COMMITTER_IDENT"], capture_output=True).returncode != 0:
        yield "git has no name and address for the tag; set user.name and user.email."
    if changed := _git("status", "--porcelain"):
        yield f"the working tree has changes that are not committed: {_listed(changed)}."
    if _git("tag", "--list", f"v{version}"):
        yield f"the tag v{version} exists already; a version is published once."
    yield from _version_refusals(version)
    yield from _changelog_refusals(version, today)


def _version_refusals(version: str) -> Iterator[str]:
    metadata = ConfigParser(interpolation=None)
    metadata.read("metadata.txt", encoding="utf-8")
    general = metadata["general"]
    said = {
        "metadata.txt": general.get("version", ""),
        "pyproject.toml": tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"],
        "the changelog of metadata.txt": general.get("changelog", "").partition("\n")[0],
    }
    for where, other in said.items():
        if other != version:
            yield f"{where} says version {other or '(none)'}, not {version}."


def _changelog_refusals(version: str, today: date) -> Iterator[str]:
    text = Path("CHANGELOG.md").read_text("utf-8")
    parts = re.split(r"^## \[(.+?)\](?: - (\S+))?[^\n]*\n", text, flags=re.MULTILINE)[1:]
    entries = {name: (day, body) for name, day, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)}
    if re.search(r"^\s*- ", entries.get("Unreleased", ("", ""))[1], re.MULTILINE):
        yield f"CHANGELOG.md still has lines under Unreleased; they belong under {version}."
    if version not in entries:
        yield f"CHANGELOG.md has no entry [{version}]."
        return
    day, body = entries[version]
    if day != today.isoformat():
        yield f"CHANGELOG.md dates [{version}] {day or '(no date)'}; today is {today.isoformat()}."
    if not re.search(r"^\s*- ", body, re.MULTILINE):
        yield f"CHANGELOG.md says nothing of [{version}]."


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"No release: git {arguments[0]} failed: {run.stderr.strip()}")
    return run.stdout.rstrip()


def _listed(status: str) -> str:
    """Return the files of `git status --porcelain`, the first three by name."""
    names = [line[3:] for line in status.splitlines()]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "", date.today())
