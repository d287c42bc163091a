"""metadata.txt says what is true of this plugin; test_publishing.py holds it to the rules of the repository."""

from __future__ import annotations

import re
import struct
import tomllib
from configparser import ConfigParser

import pytest

from tests.support.paths import ROOT
from tools.publishing import placeholders

TEXT = (ROOT / "metadata.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def metadata() -> dict[str, str]:
    # As the repository reads it: with interpolation, which a bare per cent sign breaks.
    parser = ConfigParser()
    parser.read_string(TEXT)
    return dict(parser.items("general"))


def test_the_name_says_nothing_that_reviewers_refuse(metadata: dict[str, str]) -> None:
    assert metadata["name"] == "CTD Governance Map"
    assert "plugin" not in metadata["name"].lower()


def test_versions_of_metadata_pyproject_and_changelog_agree(metadata: dict[str, str]) -> None:
    version = metadata["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == version
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert metadata["changelog"].startswith(version)


def test_it_declares_qgis_3_40_to_4_99(metadata: dict[str, str]) -> None:
    assert (metadata["qgisminimumversion"], metadata["qgismaximumversion"]) == ("3.40", "4.99")
    assert "supportsqt6" not in metadata


def test_a_publisher_sets_all_addresses_at_once() -> None:
    assert placeholders(TEXT) in ([], ["homepage", "tracker", "repository", "email"])


def test_the_icon_is_a_square_png_that_ships(metadata: dict[str, str]) -> None:
    header = (ROOT / metadata["icon"]).read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", header[16:24])
    assert width == height >= 64


def test_it_declares_its_processing_provider(metadata: dict[str, str]) -> None:
    assert metadata["hasprocessingprovider"] == "yes"


def test_about_states_the_country_and_the_optional_libraries(metadata: dict[str, str]) -> None:
    for needed in ("France only", "pandas", "geopandas", "shapely", "optional", "GPL"):
        assert needed in metadata["about"]


@pytest.mark.parametrize("field", ["description", "about", "tags"])
def test_it_speaks_french_too(metadata: dict[str, str], field: str) -> None:
    assert metadata[f"{field}[fr]"].strip()
    assert metadata[f"{field}[fr]"] != metadata[field]


def test_the_licence_is_the_gpl_2_in_full() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 2, June 1991" in text
    assert "END OF TERMS AND CONDITIONS" in text
