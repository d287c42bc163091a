"""Sharing to a real PostgreSQL with PostGIS: what is there after the first run and after another."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest
from qgis.core import QgsVectorLayer

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.datasource import Schema
from ctd_plugin.gis.project.layers import REGIONS, find_layers, load_layers
from ctd_plugin.gis.regions.search import RegionSearch
from ctd_plugin.gis.sharing.share import share_to_geopackage, share_to_schema
from ctd_plugin.i18n import language
from tests.support.sharing import HOSTILE, NAMES, SHARED, refusal, rows, schemas


def test_every_row_comes_back_as_it_was(awkward, editor, schema):
    assert share_to_schema(awkward, editor, "ctd") == []
    shared, given = rows(schema), rows(awkward)
    for name in NAMES:
        # A text of no characters is text; NULL stays NULL, 01 stays 01, a date a date.
        assert shared[name] == given[name], name
    texts, shape = shared[REGIONS][0]
    assert (texts["region_code"], texts["region_name"]) == ("01", "Guadeloupe")
    assert len(shared[REGIONS]) == 18
    assert shape
    assert [row["contexte"] for row, _ in shared["survey"] if row["region_code"] == "53"] == [HOSTILE]


def test_the_tables_have_keys_links_indexes_and_say_where_they_come_from(bundled, editor, server, database):
    share_to_schema(bundled, editor, "ctd", share_language="fr")
    constraints = server.sql(
        """SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'ctd'::regnamespace
        AND contype IN ('p', 'u', 'f') ORDER BY 1""",
        database,
    )
    assert constraints.count("PRIMARY KEY (fid)") == 7
    assert [text for text in constraints if not text.startswith("PRIMARY")] == [
        "FOREIGN KEY (platform_id) REFERENCES ctd.platforms(platform_id)",
        *["FOREIGN KEY (region_code) REFERENCES ctd.regions(region_code)"] * 3,
        "UNIQUE (platform_id)",
        "UNIQUE (region_code)",
    ]
    kinds = server.sql("SELECT type || srid FROM geometry_columns WHERE f_table_schema = 'ctd'", database)
    assert kinds == ["MULTIPOLYGON4326"] * 2
    assert server.sql("SELECT indexdef FROM pg_indexes WHERE indexdef ~ 'gist'", database) == [
        "CREATE INDEX regions_geom_idx ON ctd.regions USING gist (geom)"
    ]
    for name in NAMES:
        (comment,) = server.sql(f"SELECT obj_description('ctd.{name}'::regclass)", database)
        assert "IGN – ADMIN EXPRESS COG" in comment
        assert "Licence Ouverte 2.0" in comment
    assert server.sql("SELECT col_description('ctd.regions'::regclass, 2)", database) == ["Code Insee de la région"]
    # A row that a colleague adds gets the next number.
    server.sql("INSERT INTO ctd.facts (region_code) VALUES ('53')", database, "editor")


def test_a_layer_taken_from_the_database_is_drawn_as_the_status_map_and_offers_the_other_themes(
    bundled, editor, schema
):
    share_to_schema(bundled, editor, "ctd", share_language="fr")
    layer = QgsVectorLayer(schema.layer_uri(REGIONS, spatial=True), "x", "postgres")
    layer.loadDefaultStyle()
    assert layer.renderer().classAttribute() == '"status"'
    assert layer.attributeAlias(layer.fields().indexOf("budget_eur")) == "Budget annuel (€)"
    # A copy is not taken for the plugin's own layer.
    assert layer.customProperty("ctd/role") is None
    with language("fr"):
        titles = {theme.title() for theme in SHARED}
    count, _, names, _, _ = layer.listStylesInDatabase()
    assert (set(names[:count]), count) == (titles, len(titles))
    table = QgsVectorLayer(schema.layer_uri("survey", spatial=False), "x", "postgres")
    table.loadDefaultStyle()
    assert table.attributeAlias(table.fields().indexOf("contexte")) == "Contexte"


def test_the_project_opens_from_the_database_with_all_that_a_project_has(bundled, editor, tmp_path, opened):
    assert share_to_schema(bundled, editor, "ctd", tmp_path / "partage.qgz", "fr") == []
    project = opened(tmp_path / "partage.qgz")
    layers = find_layers(project)
    assert layers.source.name == "ctd"
    assert {layer.providerType() for layer in layers.all.values()} == {"postgres"}
    assert layers.about("edition")
    relations = project.relationManager().relations().values()
    assert [relation.isValid() for relation in relations] == [True] * 4
    bretagne = next(layers.regions.getFeatures("\"region_code\" = '53'"))
    (answers,) = project.relationManager().relation("ctd_survey").getRelatedFeatures(bretagne)
    assert answers["statut"] == "Réflexion engagée"
    assert next(tab.name() for tab in layers.regions.editFormConfig().tabs()) == "Région"
    with language("fr"):
        titles = {theme.title() for theme in SHARED}
    assert set(project.mapThemeCollection().mapThemes()) == titles
    assert {layout.name() for layout in project.layoutManager().layouts()} == {
        f"{title} – {page}" for title in titles for page in ("A4", "A3")
    }
    assert layers.regions.styleManager().currentStyle() == "CTD – statut"
    assert project.crs().authid() == "EPSG:2154"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["partage.qgz"]
    # Nothing is left of the copy that it was made from.
    with zipfile.ZipFile(tmp_path / "partage.qgz") as archive:
        (text,) = (archive.read(part).decode() for part in archive.namelist() if part.endswith(".qgs"))
    assert ".gpkg" not in text
    assert 'providerKey="ogr"' not in text


def test_two_editions_are_shared_with_what_changed_and_one_edition_after_them_leaves_nothing_of_it(
    tmp_path, bundled, editor, schema, server, database, opened
):
    file = tmp_path / "deux.gpkg"
    build_geopackage(file, before=SURVEY)
    share_to_schema(file, editor, "ctd", tmp_path / "deux.qgz", "fr")
    assert rows(schema) == rows(file)
    assert set(rows(schema)) == {*NAMES, "changes", "cell_changes"}
    project = opened(tmp_path / "deux.qgz")
    assert "CTD – évolutions" in project.mapThemeCollection().mapThemes()
    assert project.relationManager().relation("ctd_changes").isValid()
    project.clear()
    share_to_geopackage(schema, tmp_path / "retour.gpkg")
    assert rows(tmp_path / "retour.gpkg") == rows(file)
    share_to_schema(bundled, editor, "ctd")
    assert rows(schema) == rows(bundled)
    assert server.sql("SELECT relname FROM pg_class WHERE relname = 'changes'", database) == []


def test_maps_and_the_finder_work_on_a_shared_project(bundled, editor, schema, tmp_path, qgis_new_project):
    share_to_schema(bundled, editor, "ctd")
    export_map(schema, tmp_path / "budget.pdf", theme=ThemeId.BUDGET)
    assert (tmp_path / "budget.pdf").read_bytes().startswith(b"%PDF")
    load_layers(qgis_new_project, schema)
    search = RegionSearch()
    first = search.index()
    assert len(first.regions) == 18
    assert search.index() is first


def test_rows_that_belong_to_nothing_are_shared_and_reported(awkward, editor, schema, server, database):
    with closing(sqlite3.connect(awkward)) as file, file:
        file.execute("UPDATE facts SET region_code = '99', indicator = 'members' WHERE fid IN (1, 2)")
    (remark,) = share_to_schema(awkward, editor, "ctd", share_language="en")
    assert remark == (
        "2 rows of “CTD – figures and quotes” match no row of “CTD – regions”; they were shared all the same."
    )
    assert rows(schema)["facts"] == rows(awkward)["facts"]


def test_a_second_run_replaces_all_and_keeps_what_others_have_there(bundled, one_row, editor, schema, server, database):
    share_to_schema(bundled, editor, "ctd")
    server.sql(
        """GRANT USAGE ON SCHEMA ctd TO guest; GRANT SELECT ON ctd.regions TO guest;
        GRANT SELECT ON ctd.facts TO PUBLIC;
        CREATE TABLE ctd.notes (text text); INSERT INTO ctd.notes VALUES ('à garder')""",
        database,
    )
    share_to_schema(one_row, editor, "ctd")
    assert rows(schema) == rows(one_row)
    assert server.sql("SELECT text FROM ctd.notes", database) == ["à garder"]
    assert server.sql("SELECT count(*) FROM ctd.regions", database, "guest") == ["18"]
    assert server.sql("SELECT count(*) >= 0 FROM ctd.facts", database, "guest") == ["t"]
    assert server.sql("SELECT relname FROM pg_class WHERE relname ~ 'ctd_new'", database) == []
    # One style of each name, not one of each run.
    assert server.sql("SELECT count(*) FROM layer_styles WHERE useasdefault", database) == ["6"]


def test_a_shared_survey_can_be_shared_to_its_own_place(bundled, editor, schema, tmp_path):
    share_to_schema(bundled, editor, "ctd", share_language="fr")
    share_to_schema(schema, editor, "ctd", share_language="en")
    assert rows(schema) == rows(bundled)
    file = shutil.copy(bundled, tmp_path / "ctd.gpkg")
    share_to_geopackage(file, file)
    assert rows(file) == rows(bundled)


def test_a_schema_that_an_administrator_made_needs_no_right_to_make_schemas(
    bundled, connect, server, database, metadata
):
    server.sql("CREATE SCHEMA donnees; GRANT ALL ON SCHEMA donnees TO guest", database)
    guest = connect("guest", database=database)
    (remark,) = share_to_schema(bundled, guest, "donnees", share_language="en")
    assert remark.startswith("The styles could not be saved with the layers (")
    assert remark.endswith("ask the administrator for write privileges on the table layer_styles.")
    assert rows(Schema(metadata.findConnection(guest).uri(), "donnees")) == rows(bundled)


@pytest.mark.parametrize("name", ["select", 'l\'"État"; DROP SCHEMA public CASCADE; --'])
def test_a_schema_may_have_any_name(bundled, editor, schema, name, server, database):
    for _ in range(2):
        share_to_schema(bundled, editor, name)
    assert schemas(server, database) == sorted([name, "public"], key=str.encode)
    assert rows(Schema(schema.connection_uri, name)) == rows(bundled)


@pytest.mark.parametrize("name", ["", "pg_ctd", "x" * 64, "é" * 32, "a\0b", "a\nb"])
def test_a_name_that_no_schema_can_have_is_refused(bundled, editor, name, server, database):
    assert "is not a valid schema name" in refusal(bundled, editor, name)
    assert schemas(server, database) == ["public"]
