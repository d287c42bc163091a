"""Build dist/ctd_governance-VERSION.zip for plugins.qgis.org, and scan it as that site does."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from configparser import ConfigParser, SectionProxy
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tools.publishing import LARGEST_MB, content_faults, metadata_faults, placeholders

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "ctd_governance"

# What developers need (tests, tools, docs, CONTRIBUTING.md) stays in the repository.
_SHIPPED = ("metadata.txt", "__init__.py", "LICENSE", "README.md", "CHANGELOG.md", "ctd_plugin", "resources", "i18n")
# The survey as it was published, of which survey.csv is the restored table: only tests read it.
_LEFT_OUT = "resources/data/source/"


def main() -> None:
    """Write the zip; exit with the list of faults and findings if there are any."""
    target = ROOT / "dist" / f"{PACKAGE}-{plugin_version()}.zip"
    target.parent.mkdir(exist_ok=True)
    build_zip(target)
    with tempfile.TemporaryDirectory() as folder:
        with ZipFile(target) as archive:
            archive.extractall(folder)
        findings = [*faults(target), *scan(Path(folder))]
    if findings:
        target.unlink()
        sys.exit("\n".join(["The package is refused:", *findings]))
    print(
        f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB, nothing found by bandit and detect-secrets"
    )
    if left := placeholders(_metadata_text()):
        print(f"Before it is uploaded, set in metadata.txt: {', '.join(left)}.")


def plugin_version() -> str:
    """Return the version in metadata.txt."""
    return _metadata()["version"]


def shipped_files() -> list[str]:
    """Return the tracked files that belong to the plugin, as paths from the root with slashes."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *_SHIPPED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return sorted(name for name in listed.stdout.split("\0") if name and not name.startswith(_LEFT_OUT))


def build_zip(target: Path) -> None:
    """Write the working tree's shipped files; the same files make the same zip, byte for byte."""
    with ZipFile(target, "w") as archive:
        for name in shipped_files():
            entry = ZipInfo(f"{PACKAGE}/{name}")
            entry.compress_type = ZIP_DEFLATED
            # As on Unix, wherever it is made: a file that its owner may write and all may read.
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, (ROOT / name).read_bytes(), compresslevel=9)


def faults(target: Path) -> list[str]:
    """Return the rules of the plugin repository that a zip breaks, one sentence each."""
    with ZipFile(target) as archive:
        found = [*metadata_faults(_metadata_text()), *content_faults(archive.namelist(), _metadata()["icon"])]
    if target.stat().st_size > LARGEST_MB * 1e6:
        found.append(f"The package is larger than {LARGEST_MB} MB.")
    return found


def scan(folder: Path) -> list[str]:
    """Return what bandit and detect-secrets find in an unzipped package, one line a finding."""
    return [*_bandit(folder), *_detect_secrets(folder)]


def _metadata_text() -> str:
    return (ROOT / "metadata.txt").read_text(encoding="utf-8")


def _metadata() -> SectionProxy:
    metadata = ConfigParser(interpolation=None)
    metadata.read_string(_metadata_text())
    return metadata["general"]


def _bandit(folder: Path) -> list[str]:
    report = _json_of(["bandit", "--recursive", "--quiet", "--format", "json", "."], folder)
    failed = [f"{error['filename']}: {error['reason']}" for error in report["errors"]]
    return failed + [
        f"{found['filename']}:{found['line_number']}: {found['test_id']} {found['issue_text']}"
        for found in report["results"]
    ]


def _detect_secrets(folder: Path) -> list[str]:
    report = _json_of(["detect_secrets", "scan", "--all-files", "."], folder)
    return [
        f"{name}:{found['line_number']}: {found['type']}"
        for name, results in report["results"].items()
        for found in results
    ]


def _json_of(command: list[str], folder: Path) -> dict:
    """Run a Python module that prints JSON; a scanner that finds something may exit with 1."""
    run = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True)
    if not run.stdout:
        sys.exit(f"{command[0]} failed: {run.stderr}")
    return json.loads(run.stdout)


if __name__ == "__main__":
    main()
