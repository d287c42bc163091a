"""Sharing to a GeoPackage, and projects beside what is shared."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import TABLES, find_layers
from ctd_plugin.gis.sharing.share import share_to_geopackage, share_to_schema
from ctd_plugin.i18n import language
from tests.support.sharing import SHARED, refusal, rows, schemas
from tests.support.tree_legend import class_categories


def test_a_geopackage_has_the_rows_the_styles_and_a_project_beside_it_that_moves_with_it(awkward, tmp_path, opened):
    folder = tmp_path / "partage"
    folder.mkdir()
    assert share_to_geopackage(awkward, folder / "ctd.gpkg", folder / "ctd.qgz", "fr") == []
    assert sorted(path.name for path in folder.iterdir()) == ["ctd.gpkg", "ctd.qgz"]
    elsewhere = shutil.move(folder, tmp_path / "ailleurs")
    assert rows(elsewhere / "ctd.gpkg") == rows(awkward)
    project = opened(elsewhere / "ctd.qgz")
    assert find_layers(project).source == elsewhere / "ctd.gpkg"
    assert len(project.mapThemeCollection().mapThemes()) == len(SHARED)
    project.clear()
    with closing(sqlite3.connect(f"file:{elsewhere / 'ctd.gpkg'}?mode=ro", uri=True)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        styles = file.execute("SELECT styleName FROM layer_styles WHERE f_table_name = 'regions' AND useAsDefault")
        assert styles.fetchall() == [("CTD – statut",)]
        assert file.execute("SELECT count(*) FROM layer_styles").fetchone() == (len(SHARED) + len(TABLES),)


def test_the_styles_of_a_geopackage_count_every_region(bundled, tmp_path, opened):
    share_to_geopackage(bundled, tmp_path / "partage.gpkg", tmp_path / "partage.qgz", "fr")
    regions = find_layers(opened(tmp_path / "partage.qgz")).regions
    with language("fr"):
        # What a technology's small map counts stands above it.
        titles = [theme.title() for theme in SHARED if theme.id is not ThemeId.TECHNOLOGY]
    for title in titles:
        regions.styleManager().setCurrentStyle(title)
        labels = [category.label() for category in class_categories(regions)]
        counts = [int(label.rsplit("(", 1)[1].rstrip(")")) for label in labels]
        assert sum(counts) == 18, (title, labels)


def test_what_was_shared_to_a_database_can_be_shared_from_it_to_a_geopackage(bundled, editor, schema, tmp_path):
    share_to_schema(bundled, editor, "ctd")
    share_to_geopackage(schema, tmp_path / "retour.gpkg")
    assert rows(tmp_path / "retour.gpkg") == rows(bundled)


def test_files_of_others_and_a_project_elsewhere_are_refused(bundled, tmp_path):
    for name in ("notes.gpkg", "notes.qgz"):
        (tmp_path / name).write_text("à garder")
    for output, project, reported in (
        (tmp_path / "notes.gpkg", None, "choose another name"),
        (tmp_path / "ctd.gpkg", tmp_path / "notes.qgz", "choose another name"),
        (tmp_path / "ctd.gpkg", tmp_path / "ailleurs" / "ctd.qgz", "the same folder for both"),
        (tmp_path / "nulle part" / "ctd.gpkg", None, "does not exist"),
    ):
        with pytest.raises(CtdError, match=reported):
            share_to_geopackage(bundled, output, project)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(
        ("notes.gpkg", "notes.qgz"), "à garder"
    )


def test_a_project_file_of_somebody_else_stops_the_sharing_before_anything_is_written(
    bundled, editor, server, database, tmp_path
):
    (tmp_path / "notes.qgz").write_text("à garder")
    assert "choose another name" in refusal(bundled, editor, "ctd", tmp_path / "notes.qgz")
    assert schemas(server, database) == ["public"]


def test_a_project_that_cannot_be_replaced_is_reported_apart_from_the_schema_that_was_shared(
    bundled, editor, schema, tmp_path, monkeypatch, one_theme
):
    """A database and a file cannot be replaced at once, but the sentence can say what happened."""
    share_to_schema(bundled, editor, "ctd", tmp_path / "ctd.qgz")
    former = (tmp_path / "ctd.qgz").read_bytes()
    real = os.replace

    def blocked(origin, target):
        if Path(target) == tmp_path / "ctd.qgz":
            raise PermissionError(13, "in use")
        real(origin, target)

    monkeypatch.setattr(os, "replace", blocked)
    assert refusal(bundled, editor, "ctd", tmp_path / "ctd.qgz") == (
        "The schema ctd was shared, but not the project: "
        f"{tmp_path / 'ctd.qgz'} cannot be replaced (access denied); close the programs that use it."
    )
    assert (tmp_path / "ctd.qgz").read_bytes() == former
    assert rows(schema) == rows(bundled)


@pytest.mark.parametrize("percent", [0, 20, 90])
def test_cancelling_keeps_the_earlier_geopackage(bundled, one_row, tmp_path, cancelling, percent):
    output = shutil.copy(one_row, tmp_path / "ctd.gpkg")
    before = output.read_bytes()
    with pytest.raises(Cancelled):
        share_to_geopackage(bundled, output, feedback=cancelling(percent))
    assert output.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["ctd.gpkg"]


def test_a_file_that_is_no_survey_is_not_shared(editor, tmp_path, server, database):
    (tmp_path / "notes.gpkg").write_text("rien")
    assert "has no readable layer" in refusal(tmp_path / "notes.gpkg", editor, "ctd")
    assert schemas(server, database) == ["public"]
