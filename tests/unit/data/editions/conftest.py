"""Surveys of two editions."""

from __future__ import annotations

import csv

import pytest

from ctd_plugin.data.paths import SURVEY


@pytest.fixture
def survey(tmp_path):
    """Return a function that writes a survey and gives its path."""

    def write(name, *lines):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def renewed(tmp_path):
    """Return a function that writes the bundled survey with some cells changed, and without some regions."""

    def write(changes=(), without=(), name="enquête 2027.csv"):
        with SURVEY.open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if row["region_code"] not in without]
        for row in rows:
            row |= dict(changes).get(row["region_code"], {})
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write
