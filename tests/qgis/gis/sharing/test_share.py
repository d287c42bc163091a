"""Sharing: to a real PostgreSQL with PostGIS, and to a GeoPackage; what is there before survives every failure."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from contextlib import ExitStack, closing
from pathlib import Path

import processing
import pytest
from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsAuthMethodConfig,
    QgsDataSourceUri,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.map_project import scratch_project
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.datasource import Schema
from ctd_plugin.gis.project.layers import REGIONS, TABLES, find_layers, load_layers
from ctd_plugin.gis.regions.passages import AnswerSource
from ctd_plugin.gis.sharing import postgis
from ctd_plugin.gis.sharing.postgis import connection_names
from ctd_plugin.gis.sharing.share import share_to_geopackage, share_to_schema
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from tests.peers.postgres import ADMIN, PASSWORD

NAMES = (REGIONS, *TABLES)
SHARED = [theme for theme in THEMES.values() if theme.of_survey and not theme.tables]
# Opens, and has no row: what a lost connection looks like.
TO_READ = "{} key='fid' checkPrimaryKeyUnicity='0' table=\"ctd\".\"{}\" sql=false"
HOSTILE = "L’« été » d'Yffiniac \\ \"x\" $ctd$ %s {0} '); DROP SCHEMA ctd CASCADE; -- \n\t🌲 ☃"


@pytest.fixture
def said():
    """What QGIS logs."""
    said = []

    def hear(text, tag, level):
        said.append(text)

    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(hear)
    yield said
    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].disconnect(hear)


@pytest.fixture
def opened():
    """Return a function that opens a project file."""
    projects = []

    def open_(path):
        project = QgsProject()
        projects.append(project)
        assert project.read(str(path))
        return project

    yield open_
    for project in projects:
        project.clear()


@pytest.fixture
def awkward(bundled, tmp_path):
    """A copy of the bundled GeoPackage with texts and numbers at their worst."""
    file = shutil.copy(bundled, tmp_path / "awkward.gpkg")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE survey SET contexte = ? WHERE region_code = '53'", (HOSTILE,))
        database.execute("UPDATE facts SET quote = ? WHERE fid = 1", ("à" * 300_000,))
        database.execute("UPDATE platforms SET name = '', homepage = NULL WHERE fid = 1")
    return file


def rows(source):
    """Return table → its rows, as QGIS reads them, with geometries as WKB."""
    with scratch_project() as project:
        return {name: _rows(layer) for name, layer in load_layers(project, source).all.items()}


def _rows(layer):
    found = []
    for feature in layer.getFeatures():
        values = [None if value == NULL else value for value in feature.attributes()]
        shape = feature.geometry().asWkb().data() if feature.hasGeometry() else None
        found.append((dict(zip(layer.fields().names(), values, strict=True)), shape))
    return sorted(found, key=lambda row: row[0]["fid"])


def schemas(server, database):
    return server.sql("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information)' ORDER BY 1", database)


def refusal(*arguments, **options):
    with pytest.raises(CtdError) as error:
        share_to_schema(*arguments, **options)
    assert "\n" not in str(error.value)
    return str(error.value)


def at_table(server, database, table, action):
    """Let something happen in the database each time a table of the name is made."""
    server.sql(
        f"""CREATE SEQUENCE made; GRANT USAGE ON SEQUENCE made TO PUBLIC;
        CREATE FUNCTION happen() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $trigger$ BEGIN
        IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity ~ '{table}$') THEN
        {action} END IF; END $trigger$;
        CREATE EVENT TRIGGER happen ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION happen()""",
        database,
    )


# What is shared


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
    assert constraints.count("PRIMARY KEY (fid)") == 6
    assert [text for text in constraints if not text.startswith("PRIMARY")] == [
        "FOREIGN KEY (platform_id) REFERENCES ctd.platforms(platform_id)",
        *["FOREIGN KEY (region_code) REFERENCES ctd.regions(region_code)"] * 3,
        "UNIQUE (platform_id)",
        "UNIQUE (region_code)",
    ]
    (kind,) = server.sql("SELECT type || srid FROM geometry_columns WHERE f_table_schema = 'ctd'", database)
    assert kind == "MULTIPOLYGON4326"
    assert server.sql("SELECT indexdef FROM pg_indexes WHERE indexdef ~ 'gist'", database) == [
        "CREATE INDEX regions_geom_idx ON ctd.regions USING gist (geom)"
    ]
    for name in NAMES:
        (comment,) = server.sql(f"SELECT obj_description('ctd.{name}'::regclass)", database)
        assert "IGN – ADMIN EXPRESS COG" in comment
        assert "Licence Ouverte 2.0" in comment
    assert server.sql("SELECT col_description('ctd.regions'::regclass, 2)", database) == ["Code INSEE de la région"]
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
    answers = AnswerSource()
    first = answers.answers()
    assert len(first.regions) == 18
    assert answers.answers() is first


def test_rows_that_belong_to_nothing_are_shared_and_told(awkward, editor, schema, server, database):
    with closing(sqlite3.connect(awkward)) as file, file:
        file.execute("UPDATE facts SET region_code = '99', indicator = 'members' WHERE fid IN (1, 2)")
    (remark,) = share_to_schema(awkward, editor, "ctd", share_language="en")
    assert remark == (
        "2 rows of “CTD – figures and quotes” belong to no row of “CTD – regions”; they are shared all the same."
    )
    assert rows(schema)["facts"] == rows(awkward)["facts"]


# A second time


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
    assert remark.startswith("The styles could not be kept beside the layers (")
    assert remark.endswith("ask the administrator for a table layer_styles that you may write to.")
    assert rows(Schema(metadata.findConnection(guest).uri(), "donnees")) == rows(bundled)


@pytest.mark.parametrize("name", ["select", 'l\'"État"; DROP SCHEMA public CASCADE; --'])
def test_a_schema_may_have_any_name(bundled, editor, schema, name, server, database):
    for _ in range(2):
        share_to_schema(bundled, editor, name)
    assert schemas(server, database) == sorted([name, "public"], key=str.encode)
    assert rows(Schema(schema.connection_uri, name)) == rows(bundled)


@pytest.mark.parametrize("name", ["", "pg_ctd", "x" * 64, "é" * 32, "a\0b", "a\nb"])
def test_a_name_that_no_schema_can_have_is_refused(bundled, editor, name, server, database):
    assert "cannot be the name of a schema" in refusal(bundled, editor, name)
    assert schemas(server, database) == ["public"]


# Failures, each of which leaves what was there


@pytest.fixture
def earlier(one_row, editor, schema):
    """The rows of an earlier run."""
    share_to_schema(one_row, editor, "ctd")
    return rows(schema)


def test_a_connection_that_is_lost_in_mid_write_leaves_the_earlier_run(
    bundled, editor, schema, earlier, server, database
):
    at_table(server, database, "ctd_new_facts", "PERFORM pg_terminate_backend(pg_backend_pid());")
    assert refusal(bundled, editor, "ctd").endswith("the schema ctd is as it was.")
    assert rows(schema) == earlier


@pytest.mark.parametrize("table", ["ctd_new_survey", "ctd_new_about"])
def test_a_connection_that_qgis_makes_anew_in_mid_write_writes_nothing_outside_the_transaction(
    bundled, editor, schema, earlier, server, database, table
):
    at_table(
        server, database, table, "IF nextval('made') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;"
    )
    assert refusal(bundled, editor, "ctd") == (
        "The database stopped the sharing (the connection was lost); the schema ctd is as it was."
    )
    assert rows(schema) == earlier
    assert server.sql("SELECT relname FROM pg_class WHERE relname ~ 'ctd_new'", database) == []


def test_a_connection_that_is_lost_at_the_very_end_is_not_taken_for_done_nor_for_undone(editor, server, database):
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'editor' AND state ~ 'transaction'"
    with ExitStack() as transaction:
        run = transaction.enter_context(postgis.Database(editor).transaction())
        run("CREATE SCHEMA ctd")
        server.sql(ended, database)
        with pytest.raises(CtdError) as error:
            transaction.close()
    assert str(error.value) == (
        "The database was lost at the very end (the connection was lost), and may have kept everything: look there."
    )
    assert schemas(server, database) == ["public"]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("SELECT * FROM nothing", 'relation "nothing" does not exist'),
        ("INSERT INTO spatial_ref_sys VALUES (1, '{}', 1)", "permission denied for table spatial_ref_sys"),
    ],
)
def test_what_the_database_refuses_is_told_in_its_own_words(editor, statement, reason):
    with ExitStack() as transaction:
        run = transaction.enter_context(postgis.Database(editor).transaction())
        with pytest.raises(postgis.StatementError, match=f"^{reason}$"):
            run(statement)
        # Nor does the transaction go on, whatever its owner does then.
        with pytest.raises(CtdError):
            transaction.close()


def test_nothing_is_run_after_the_transaction_has_ended(editor, server, database):
    with ExitStack() as transaction:
        run = transaction.enter_context(postgis.Database(editor).transaction())
        run("COMMIT")
        with pytest.raises(postgis.StatementError, match=r"^the connection was lost$"):
            run("CREATE SCHEMA ctd")
        with pytest.raises(CtdError):
            transaction.close()
    assert schemas(server, database) == ["public"]


def test_a_server_that_dies_in_mid_write_has_the_earlier_run_when_it_is_back(
    bundled, editor, schema, earlier, server, database
):
    kill = f"COPY (SELECT 1) TO PROGRAM 'kill -QUIT {server.pid}; sleep 5';"
    at_table(server, database, "ctd_new_facts", kill)
    assert refusal(bundled, editor, "ctd").startswith("The database stopped the sharing (")
    server.kill()
    assert refusal(bundled, editor, "ctd") == (
        f"The database of the connection “{editor}” did not answer (the connection was lost): check the "
        "connection in QGIS’s data source manager."
    )
    server.start()
    assert rows(schema) == earlier
    server.sql("DROP EVENT TRIGGER happen", database)
    share_to_schema(bundled, editor, "ctd")
    assert rows(schema) == rows(bundled)


def test_a_full_disk_is_told_and_leaves_the_earlier_run(bundled, editor, schema, earlier, server, database):
    full = "RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';"
    at_table(server, database, "ctd_new_endpoints", full)
    assert refusal(bundled, editor, "ctd") == (
        "The database stopped the sharing (could not extend file: No space left on device); "
        "the schema ctd is as it was."
    )
    assert rows(schema) == earlier


@pytest.mark.parametrize("percent", [0, 5, 20, 45])
def test_cancelling_leaves_the_earlier_run(bundled, editor, schema, earlier, cancelling, percent):
    with pytest.raises(Cancelled):
        share_to_schema(bundled, editor, "ctd", feedback=cancelling(percent))
    assert rows(schema) == earlier


def test_cancelling_the_first_run_leaves_no_schema(bundled, editor, server, database, cancelling):
    with pytest.raises(Cancelled):
        share_to_schema(bundled, editor, "ctd", feedback=cancelling(30))
    assert schemas(server, database) == ["public"]


def test_a_table_that_somebody_holds_is_not_waited_for_without_end(
    bundled, editor, schema, earlier, connect, database, metadata, monkeypatch
):
    monkeypatch.setattr(postgis, "_LOCK_SECONDS", 1)
    holder = postgis.Database(connect(ADMIN, database=database))
    with holder.transaction() as run:
        run("LOCK TABLE ctd.facts IN ACCESS SHARE MODE")
        assert refusal(bundled, editor, "ctd") == (
            "The database stopped the sharing (canceling statement due to lock timeout); the schema ctd is as it was."
        )
    assert rows(schema) == earlier


def test_a_view_on_the_tables_is_named_and_kept(bundled, editor, schema, earlier, server, database):
    server.sql("CREATE VIEW public.budgets AS SELECT region_code, budget_eur FROM ctd.regions", database)
    assert refusal(bundled, editor, "ctd") == (
        "The view budgets is made from the tables of the schema ctd, which cannot be replaced under it: "
        "remove the view first and make it again after, or choose another schema."
    )
    assert rows(schema) == earlier
    assert server.sql("SELECT count(*) FROM budgets", database) == ["18"]


def test_tables_of_a_colleague_are_not_replaced(bundled, connect, schema, earlier, server, database):
    server.sql("GRANT ALL ON SCHEMA ctd TO colleague; GRANT SELECT ON ctd.about TO colleague", database)
    assert refusal(bundled, connect("colleague", database=database), "ctd") == (
        "The tables of the schema ctd belong to editor, and colleague may not replace them: choose another schema, "
        "or ask for the role editor."
    )
    assert rows(schema) == earlier


@pytest.mark.parametrize(
    "tables",
    [
        "CREATE TABLE ctd.regions (region_code text)",
        "CREATE TABLE ctd.about (made_with text); INSERT INTO ctd.about VALUES ('QGIS')",
        "CREATE TABLE ctd.about (made_with text)",
        "CREATE TABLE ctd.about (text text)",
        "CREATE VIEW ctd.about AS SELECT 1",
    ],
)
def test_a_schema_of_somebody_else_is_refused(bundled, editor, server, database, tables):
    server.sql(f"CREATE SCHEMA ctd AUTHORIZATION editor; {tables}", database)
    before = server.sql("SELECT relname, xmin FROM pg_class WHERE relnamespace = 'ctd'::regnamespace", database)
    assert refusal(bundled, editor, "ctd") == (
        "The schema ctd holds tables that this plugin did not make: choose another or a new one."
    )
    after = server.sql("SELECT relname, xmin FROM pg_class WHERE relnamespace = 'ctd'::regnamespace", database)
    assert after == before


def test_the_schema_of_postgis_itself_is_refused(bundled, editor):
    assert "holds tables that this plugin did not make" in refusal(bundled, editor, "public")


def test_who_may_not_write_is_told_whom_to_ask(bundled, connect, server, database):
    guest = connect("guest", database=database)
    assert refusal(bundled, guest, "ctd") == (
        f"guest may make no schema in the database {database}: ask its administrator for a schema ctd that guest may "
        "write to."
    )
    server.sql("CREATE SCHEMA ctd; GRANT USAGE ON SCHEMA ctd TO guest", database)
    assert refusal(bundled, guest, "ctd") == (
        f"guest may not write to the schema ctd: ask the administrator of {database} for the right."
    )


def test_a_database_that_can_only_be_read_is_told(bundled, connect, server):
    server.sql("CREATE DATABASE standby", "postgres")
    server.sql("ALTER DATABASE standby SET default_transaction_read_only = on", "postgres")
    assert refusal(bundled, connect("editor", database="standby"), "ctd") == (
        "The database standby can only be read: choose another connection."
    )


@pytest.mark.parametrize("made", ["SELECT 1", "CREATE SCHEMA apart; CREATE EXTENSION postgis SCHEMA apart"])
def test_a_database_without_postgis_is_told_with_what_to_ask_for(bundled, connect, server, made):
    server.sql("CREATE DATABASE bare", "postgres")
    server.sql(f"GRANT CREATE ON DATABASE bare TO editor; {made}", "bare")
    assert refusal(bundled, connect("editor", database="bare"), "ctd") == (
        "QGIS finds no PostGIS in the database bare: ask its administrator to run “CREATE EXTENSION postgis” there, "
        "or to put the schema of PostGIS on the search path, then start QGIS again."
    )
    server.sql("DROP DATABASE bare WITH (FORCE)", "postgres")


def test_tables_that_qgis_cannot_read_back_are_told(bundled, editor, server, database, monkeypatch):
    monkeypatch.setattr(Schema, "layer_uri", lambda self, table, spatial: TO_READ.format(self.connection_uri, table))
    assert refusal(bundled, editor, "ctd") == (
        "The layers were shared, but QGIS cannot read them back: start it again, then share again."
    )
    assert server.sql("SELECT count(*) FROM ctd.regions", database) == ["18"]


# Connections and passwords


def test_an_unknown_connection_is_told(bundled):
    assert refusal(bundled, "nulle part", "ctd") == (
        "QGIS has no PostgreSQL connection “nulle part”: make it in the data source manager first."
    )


def test_a_server_that_is_not_there_is_told(bundled, connect):
    sentence = refusal(bundled, connect("editor", port=1), "ctd")
    assert sentence.startswith("The database of the connection “ctd de editor” did not answer (Connection refused)")


def test_a_wrong_password_is_told_and_never_shown(bundled, connect, database, said):
    name = connect("locked", "pas-le-bon", database)
    with pytest.raises(CtdError) as error:
        share_to_schema(bundled, name, "ctd")
    assert str(error.value) == (
        f"The database of the connection “{name}” did not answer (password authentication failed for user "
        "“locked”): check the connection in QGIS’s data source manager.".replace("“locked”", '"locked"')
    )
    shown = [str(error.value), repr(error.value.__cause__), repr(error.value.__context__), *said]
    assert not any("pas-le-bon" in text for text in shown)


def test_a_stored_password_is_in_no_project_style_message_or_log(
    bundled, connect, server, database, tmp_path, said, opened, feedback
):
    name = connect("locked", PASSWORD, database)
    assert share_to_schema(bundled, name, "ctd", tmp_path / "ctd.qgz", feedback=feedback) == []
    with zipfile.ZipFile(tmp_path / "ctd.qgz") as archive:
        texts = [archive.read(part).decode(errors="replace") for part in archive.namelist()]
    assert any("user='locked'" in text for text in texts)
    styles = server.sql("SELECT styleqml FROM layer_styles", database)
    for text in (*texts, *styles, *said):
        assert "Rennes" not in text
        assert "password" not in text
    # This QGIS has the password still, so its user is not asked.
    assert find_layers(opened(tmp_path / "ctd.qgz")) is not None


def test_an_authentication_configuration_is_used_and_stays_a_name(
    bundled, server, database, metadata, connect, tmp_path, opened
):
    manager = QgsApplication.authManager()
    assert manager.setMasterPassword("essai", True)
    configuration = QgsAuthMethodConfig("Basic")
    configuration.setName("PostGIS de la région")
    configuration.setConfigMap({"username": "locked", "password": PASSWORD})
    assert manager.storeAuthenticationConfig(configuration)
    uri = QgsDataSourceUri()
    uri.setConnection(
        "127.0.0.1", str(server.port), database, "", "", QgsDataSourceUri.SslMode.SslPrefer, configuration.id()
    )
    metadata.saveConnection(metadata.createConnection(uri.uri(False), {}), "avec configuration")
    share_to_schema(bundled, "avec configuration", "ctd", tmp_path / "ctd.qgz")
    assert server.sql("SELECT schema_owner FROM information_schema.schemata WHERE schema_name = 'ctd'") == ["locked"]
    with zipfile.ZipFile(tmp_path / "ctd.qgz") as archive:
        text = "".join(archive.read(part).decode(errors="replace") for part in archive.namelist())
    assert f"authcfg={configuration.id()}" in text
    assert "Rennes" not in text
    assert find_layers(opened(tmp_path / "ctd.qgz")) is not None
    manager.removeAuthenticationConfig(configuration.id())


def test_a_schema_shows_no_password():
    assert "secret" not in f"{Schema('dbname=x password=secret', 'ctd')!r} {Schema('password=secret', 'ctd')}"


def test_the_connections_are_listed_by_name(connect):
    connect("Zoé"), connect("alice"), connect("Bob")
    assert connection_names() == ["ctd de alice", "ctd de Bob", "ctd de Zoé"]


# GeoPackages


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
        titles = [theme.title() for theme in SHARED]
    for title in titles:
        regions.styleManager().setCurrentStyle(title)
        labels = [category.label() for category in regions.renderer().categories()]
        counts = [int(label.rsplit("(", 1)[1].rstrip(")")) for label in labels]
        assert sum(counts) == 18, (title, labels)


def test_what_was_shared_to_a_database_can_be_shared_from_it_to_a_geopackage(bundled, editor, schema, tmp_path):
    share_to_schema(bundled, editor, "ctd")
    share_to_geopackage(schema, tmp_path / "retour.gpkg")
    assert rows(tmp_path / "retour.gpkg") == rows(bundled)


def test_files_of_others_and_a_project_elsewhere_are_refused(bundled, tmp_path):
    for name in ("notes.gpkg", "notes.qgz"):
        (tmp_path / name).write_text("à garder")
    for output, project, told in (
        (tmp_path / "notes.gpkg", None, "choose another name"),
        (tmp_path / "ctd.gpkg", tmp_path / "notes.qgz", "choose another name"),
        (tmp_path / "ctd.gpkg", tmp_path / "ailleurs" / "ctd.qgz", "the same folder for both"),
        (tmp_path / "nulle part" / "ctd.gpkg", None, "does not exist"),
    ):
        with pytest.raises(CtdError, match=told):
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


def test_a_project_that_cannot_be_replaced_is_told_apart_from_the_schema_that_was_shared(
    bundled, editor, schema, tmp_path, monkeypatch
):
    """Hardening 2: a database and a file cannot be replaced at once, but the sentence can say what happened."""
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
        f"{tmp_path / 'ctd.qgz'} cannot be replaced (in use); close the programs that use it."
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


# The algorithm


def test_the_algorithm_shares_the_bundled_survey_to_a_schema(
    provider, editor, schema, tmp_path, bundled, profile, qgis_new_project
):
    result = processing.run("ctd:share", {"CONNECTION": editor, "PROJECT": str(tmp_path / "ctd.qgz")})
    assert result == {"SCHEMA": "ctd", "PROJECT": str(tmp_path / "ctd.qgz")}
    assert rows(schema) == rows(bundled)


def test_the_algorithm_shares_a_file_or_the_open_project_to_a_geopackage(provider, one_row, tmp_path, qgis_new_project):
    output = str(tmp_path / "ctd.gpkg")
    assert processing.run("ctd:share", {"GEOPACKAGE": str(one_row), "OUTPUT": output}) == {"OUTPUT": output}
    assert rows(tmp_path / "ctd.gpkg") == rows(one_row)
    load_layers(qgis_new_project, one_row)
    other = str(tmp_path / "projet.gpkg")
    processing.run("ctd:share", {"OUTPUT": other, "LANGUAGE": "en"})
    assert rows(tmp_path / "projet.gpkg") == rows(one_row)


@pytest.mark.parametrize("both", [True, False])
def test_the_algorithm_wants_one_place_to_share_to(provider, editor, tmp_path, both):
    parameters = {"CONNECTION": editor, "OUTPUT": str(tmp_path / "ctd.gpkg")} if both else {}
    with pytest.raises(QgsProcessingException, match="either a PostgreSQL connection or a GeoPackage"):
        processing.run("ctd:share", parameters)
    assert list(tmp_path.glob("*.gpkg")) == []
