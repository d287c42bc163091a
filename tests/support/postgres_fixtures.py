"""A real PostgreSQL with PostGIS, its databases and connections of QGIS to it."""

from __future__ import annotations

import pytest
from qgis.core import QgsDataSourceUri, QgsProviderRegistry

from ctd_plugin.gis.project.datasource import Schema
from tests.peers.postgres import PASSWORD, running_postgres


@pytest.fixture(scope="session")
def server():
    """A real PostgreSQL with PostGIS."""
    with running_postgres() as server:
        server.sql(
            f"""CREATE ROLE editor LOGIN; CREATE ROLE colleague LOGIN; CREATE ROLE guest LOGIN;
            CREATE ROLE locked LOGIN PASSWORD $ctd${PASSWORD}$ctd$;
            CREATE EXTENSION postgis; GRANT CREATE ON DATABASE ctd TO editor, locked"""
        )
        yield server


@pytest.fixture
def metadata():
    return QgsProviderRegistry.instance().providerMetadata("postgres")


@pytest.fixture
def connect(server, metadata):
    """Return a function that stores a connection in QGIS, as its form does, and returns its name."""

    def connect(user, password="", database="ctd", port=None):
        uri = QgsDataSourceUri()
        uri.setConnection("127.0.0.1", str(port or server.port), database, user, password)
        stored = metadata.createConnection(uri.uri(False), {"saveUsername": True, "savePassword": True})
        metadata.saveConnection(stored, f"{database} de {user}")
        return f"{database} de {user}"

    yield connect
    for name in list(metadata.connections()):
        metadata.deleteConnection(name)


@pytest.fixture
def database(server):
    """A database with PostGIS and nothing else, in which `editor` may make schemas and keep styles."""
    server.sql("GRANT CREATE ON SCHEMA public TO editor, locked")
    yield "ctd"
    server.sql(
        """DROP EVENT TRIGGER IF EXISTS happen; DROP FUNCTION IF EXISTS happen; DROP SEQUENCE IF EXISTS made;
        DROP TABLE IF EXISTS layer_styles;
        DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information|public$)' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP; END $$"""
    )


@pytest.fixture
def editor(connect, database):
    """The name of a connection that may write."""
    return connect("editor", database=database)


@pytest.fixture
def schema(metadata, editor):
    """Where the tests share to."""
    return Schema(metadata.findConnection(editor).uri(), "ctd")
