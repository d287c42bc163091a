"""Each rule of the plugin repository that `make package` checks refuses what breaks it, and names it."""

from __future__ import annotations

import pytest

from tests.support.paths import ROOT
from tools.publishing import LONGEST_PATH, REQUIRED, content_faults, metadata_faults, placeholders

METADATA = (ROOT / "metadata.txt").read_text("utf-8")
GOOD = ["ctd/metadata.txt", "ctd/__init__.py", "ctd/LICENSE", "ctd/resources/icon.png"]


def with_field(name: str, value: str) -> str:
    """Return the plugin's metadata with another value in one field."""
    lines = METADATA.splitlines(keepends=True)
    begin = next(at for at, line in enumerate(lines) if line.startswith(f"{name}="))
    end = next((at for at in range(begin + 1, len(lines)) if not lines[at].startswith(" ")), len(lines))
    return "".join([*lines[:begin], f"{name}={value}\n", *lines[end:]])


def test_the_metadata_of_the_plugin_breaks_no_rule():
    assert metadata_faults(METADATA) == []


@pytest.mark.parametrize("name", REQUIRED)
def test_a_field_that_is_missing_is_named(name):
    assert f"metadata.txt: {name} is missing." in metadata_faults(with_field(name, ""))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", "1.0"),
        ("version", "v1.0.0"),
        ("changelog", "0.0.1"),
        ("name", "CTD Plugin"),
        ("author", "A/B"),
        ("category", "Analysis"),
        ("about", "<b>Maps</b>"),
        ("description[fr]", "Cartes &amp; tableaux"),
        ("tracker", "http://forge.fr/issues"),
        ("homepage", "forge.fr"),
    ],
)
def test_a_value_that_would_be_refused_is_named(name, value):
    faults = metadata_faults(with_field(name, value))
    assert any(name in fault for fault in faults), faults


def test_a_bare_per_cent_sign_is_found():
    """The site reads the file with interpolation."""
    assert metadata_faults(with_field("about", "100 % of France"))[0].startswith("metadata.txt cannot be read")


def test_a_field_that_is_read_no_more_is_found():
    assert any("supportsQt6" in fault for fault in metadata_faults(METADATA + "supportsQt6=True\n"))


def test_addresses_that_a_publisher_must_set_are_said():
    text = with_field("homepage", "https://forge.fr/ctd").replace("contact@example.org", "ctd@forge.fr")
    assert placeholders(text) == ["tracker", "repository"]


def test_a_good_package_has_no_fault():
    assert content_faults(GOOD, "resources/icon.png") == []


@pytest.mark.parametrize("missing", GOOD)
def test_a_file_that_is_missing_is_named(missing):
    faults = content_faults([name for name in GOOD if name != missing], "resources/icon.png")
    assert faults == [f"{missing.removeprefix('ctd/')} is missing."]


@pytest.mark.parametrize(
    "name",
    [
        "other/a.py",
        "ctd/.gitignore",
        "ctd/tests/test_a.py",
        "ctd/__pycache__/a.py",
        "ctd/__MACOSX/a.py",
        "ctd/a.pyc",
        "ctd/tool.exe",
        "ctd/lib.so",
        "ctd/run.sh",
        "ctd/../a.py",
        "ctd/METADATA.txt",
        "ctd/resources/ICON.png",
        "ctd/aux.py",
        "ctd/com1.csv",
        "ctd/nul",
        "ctd/resources /a.py",
        "ctd/a:b.csv",
        "ctd/a\\b.csv",
        f"ctd/{'a' * LONGEST_PATH}.csv",
    ],
)
def test_a_file_that_would_be_refused_or_not_unzip_on_windows_is_named(name):
    assert len(content_faults([*GOOD, name], "resources/icon.png")) >= 1


def test_a_folder_that_python_cannot_import_is_named():
    faults = content_faults([name.replace("ctd/", "ctd-map/") for name in GOOD], "resources/icon.png")
    assert faults == ['ctd-map: the folder must be importable, and not say "plugin".']
