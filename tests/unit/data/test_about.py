"""What files of the plugin say made them."""

from __future__ import annotations

import re

from ctd_plugin.data import about
from ctd_plugin.data.about import made_with
from tests.support.paths import ROOT


def test_the_program_is_named_with_the_version_of_the_metadata():
    version = re.search(r"^version=(.+)$", (ROOT / "metadata.txt").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert made_with() == f"CTD Governance Map {version}"


def test_metadata_that_cannot_be_read_leave_the_name_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(about, "__file__", str(tmp_path / "ctd_plugin" / "data" / "about.py"))
    made_with.cache_clear()
    for content in (None, b"", b"[general]\n", b"\xff\xfe", b"version=1"):
        if content is not None:
            (tmp_path / "metadata.txt").write_bytes(content)
        assert made_with() == "CTD Governance Map"
        made_with.cache_clear()
