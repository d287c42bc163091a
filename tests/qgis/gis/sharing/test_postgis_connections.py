"""Connections to PostgreSQL and their passwords."""

from __future__ import annotations

import zipfile

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsDataSourceUri

from ctd_plugin.errors import CtdError
from ctd_plugin.gis.project.datasource import Schema
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.sharing.postgis import connection_names
from ctd_plugin.gis.sharing.share import share_to_schema
from tests.peers.postgres import PASSWORD
from tests.support.authentication import MASTER_PASSWORD
from tests.support.sharing import refusal


def test_an_unknown_connection_is_reported(bundled):
    assert refusal(bundled, "nulle part", "ctd") == (
        "QGIS has no PostgreSQL connection “nulle part”: create it first in the Data Source Manager."
    )


def test_a_server_that_is_not_there_is_reported(bundled, connect):
    sentence = refusal(bundled, connect("editor", port=1), "ctd")
    assert sentence.startswith("The database of the connection “ctd de editor” did not respond (connection refused)")


def test_a_wrong_password_is_reported_and_never_shown(bundled, connect, database, logged):
    name = connect("locked", "pas-le-bon", database)
    with pytest.raises(CtdError) as error:
        share_to_schema(bundled, name, "ctd")
    assert str(error.value) == (
        f"The database of the connection “{name}” did not respond (user name or password refused): check the "
        "connection in the QGIS Data Source Manager."
    )
    shown = [str(error.value), repr(error.value.__cause__), repr(error.value.__context__), *logged]
    assert not any("pas-le-bon" in text for text in shown)


def test_a_stored_password_is_in_no_project_style_message_or_log(
    bundled, connect, server, database, tmp_path, logged, opened, feedback, one_theme
):
    name = connect("locked", PASSWORD, database)
    assert share_to_schema(bundled, name, "ctd", tmp_path / "ctd.qgz", feedback=feedback) == []
    with zipfile.ZipFile(tmp_path / "ctd.qgz") as archive:
        texts = [archive.read(part).decode(errors="replace") for part in archive.namelist()]
    assert any("user='locked'" in text for text in texts)
    styles = server.sql("SELECT styleqml FROM layer_styles", database)
    for text in (*texts, *styles, *logged):
        assert "Rennes" not in text
        assert "password" not in text
    # This QGIS has the password still, so its user is not asked.
    assert find_layers(opened(tmp_path / "ctd.qgz")) is not None


def test_an_authentication_configuration_is_used_and_stays_a_name(
    bundled, server, database, metadata, connect, tmp_path, opened, one_theme
):
    manager = QgsApplication.authManager()
    assert manager.setMasterPassword(MASTER_PASSWORD, True)
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
