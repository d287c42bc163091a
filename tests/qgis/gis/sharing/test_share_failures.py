"""Sharing that fails or is cancelled: what was in the database stays."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.project.datasource import Schema
from ctd_plugin.gis.sharing import postgis
from ctd_plugin.gis.sharing.share import share_to_schema
from tests.peers.postgres import ADMIN
from tests.support.sharing import at_table, refusal, rows, schemas

# Opens, and has no row: what a lost connection looks like.
TO_READ = "{} key='fid' checkPrimaryKeyUnicity='0' table=\"ctd\".\"{}\" sql=false"


@pytest.fixture
def earlier(earlier_run, schema):
    """The rows of an earlier run."""
    return rows(schema)


def test_a_connection_that_is_lost_in_mid_write_leaves_the_earlier_run(
    bundled, editor, schema, earlier, server, database
):
    at_table(server, database, "ctd_new_facts", "PERFORM pg_terminate_backend(pg_backend_pid());")
    assert refusal(bundled, editor, "ctd").endswith("the schema ctd is unchanged.")
    assert rows(schema) == earlier


@pytest.mark.parametrize("table", ["ctd_new_survey", "ctd_new_about"])
def test_a_connection_that_qgis_makes_anew_in_mid_write_writes_nothing_outside_the_transaction(
    bundled, editor, schema, earlier, server, database, table
):
    at_table(
        server, database, table, "IF nextval('made') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;"
    )
    assert refusal(bundled, editor, "ctd") == (
        "The database interrupted the sharing (the connection was lost); the schema ctd is unchanged."
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
        "The connection to the database was lost during the commit (the connection was lost): "
        "the commit may have succeeded; check the database."
    )
    assert schemas(server, database) == ["public"]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("SELECT * FROM nothing", "a table, schema or function is missing"),
        ("INSERT INTO spatial_ref_sys VALUES (1, '{}', 1)", "insufficient rights"),
        ("CREATE TABLE one (a int); CREATE TABLE one (a int)", "an object of this name exists already"),
        (
            "CREATE TABLE one (a int NOT NULL); INSERT INTO one VALUES (NULL)",
            "a constraint of the database refuses a row",
        ),
        ("SET TRANSACTION READ ONLY; CREATE TABLE one (a int)", "read-only database"),
        ("SELECT 1/0", "see the QGIS log messages, tab CTD"),
    ],
)
def test_what_the_database_refuses_is_reported_in_words_of_ours(editor, statement, reason):
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
    assert refusal(bundled, editor, "ctd").startswith("The database interrupted the sharing (")
    server.kill()
    assert refusal(bundled, editor, "ctd") == (
        f"The database of the connection “{editor}” did not respond (the connection was lost): check the "
        "connection in the QGIS Data Source Manager."
    )
    server.start()
    assert rows(schema) == earlier
    server.sql("DROP EVENT TRIGGER happen", database)
    share_to_schema(bundled, editor, "ctd")
    assert rows(schema) == rows(bundled)


def test_a_full_disk_is_reported_and_leaves_the_earlier_run(bundled, editor, schema, earlier, server, database):
    full = "RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';"
    at_table(server, database, "ctd_new_endpoints", full)
    assert refusal(bundled, editor, "ctd") == (
        "The database interrupted the sharing (no space left on the server’s disk); the schema ctd is unchanged."
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
            "The database interrupted the sharing (a table is in use by another session); the schema ctd is unchanged."
        )
    assert rows(schema) == earlier


def test_a_view_on_the_tables_is_named_and_kept(bundled, editor, schema, earlier, server, database):
    server.sql("CREATE VIEW public.budgets AS SELECT region_code, budget_eur FROM ctd.regions", database)
    assert refusal(bundled, editor, "ctd") == (
        "The view budgets depends on the tables of the schema ctd, which therefore cannot be replaced: "
        "drop the view and create it again after sharing, or choose another schema."
    )
    assert rows(schema) == earlier
    assert server.sql("SELECT count(*) FROM budgets", database) == ["18"]


def test_tables_of_a_colleague_are_not_replaced(bundled, connect, schema, earlier, server, database):
    server.sql("GRANT ALL ON SCHEMA ctd TO colleague; GRANT SELECT ON ctd.about TO colleague", database)
    assert refusal(bundled, connect("colleague", database=database), "ctd") == (
        "The tables of the schema ctd belong to editor; colleague may not replace them: choose another schema, "
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
        "The schema ctd contains tables that were not created by this plugin: choose another or a new schema."
    )
    after = server.sql("SELECT relname, xmin FROM pg_class WHERE relnamespace = 'ctd'::regnamespace", database)
    assert after == before


def test_the_schema_of_postgis_itself_is_refused(bundled, editor):
    assert "contains tables that were not created by this plugin" in refusal(bundled, editor, "public")


def test_who_may_not_write_learns_whom_to_ask(bundled, connect, server, database):
    guest = connect("guest", database=database)
    assert refusal(bundled, guest, "ctd") == (
        f"guest may not create a schema in the database {database}: ask its administrator for a schema ctd with write "
        "privileges for guest."
    )
    server.sql("CREATE SCHEMA ctd; GRANT USAGE ON SCHEMA ctd TO guest", database)
    assert refusal(bundled, guest, "ctd") == (
        f"guest may not write to the schema ctd: ask the administrator of {database} for this privilege."
    )


def test_a_database_that_can_only_be_read_is_reported(bundled, connect, server):
    server.sql("CREATE DATABASE standby", "postgres")
    server.sql("ALTER DATABASE standby SET default_transaction_read_only = on", "postgres")
    assert refusal(bundled, connect("editor", database="standby"), "ctd") == (
        "The database standby is read-only: choose another connection."
    )


@pytest.mark.parametrize("made", ["SELECT 1", "CREATE SCHEMA apart; CREATE EXTENSION postgis SCHEMA apart"])
def test_a_database_without_postgis_is_reported_with_what_to_ask_for(bundled, connect, server, made):
    server.sql("CREATE DATABASE bare", "postgres")
    server.sql(f"GRANT CREATE ON DATABASE bare TO editor; {made}", "bare")
    assert refusal(bundled, connect("editor", database="bare"), "ctd") == (
        "PostGIS was not found in the database bare: ask its administrator to run “CREATE EXTENSION postgis”, "
        "or to add the PostGIS schema to the search path, then restart QGIS."
    )
    server.sql("DROP DATABASE bare WITH (FORCE)", "postgres")


def test_tables_that_qgis_cannot_read_back_are_reported(bundled, editor, server, database, monkeypatch):
    monkeypatch.setattr(Schema, "layer_uri", lambda self, table, spatial: TO_READ.format(self.connection_uri, table))
    assert refusal(bundled, editor, "ctd") == (
        "The layers were shared, but QGIS cannot read them: restart QGIS, then share again."
    )
    assert server.sql("SELECT count(*) FROM ctd.regions", database) == ["18"]
