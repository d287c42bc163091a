"""What sharing is compared with: rows, schemas and refusals."""

from __future__ import annotations

import pytest
from qgis.core import NULL

from ctd_plugin.errors import CtdError
from ctd_plugin.gis.map_project import scratch_project
from ctd_plugin.gis.project.layers import REGIONS, TABLES, load_layers
from ctd_plugin.gis.sharing.share import share_to_schema
from ctd_plugin.gis.themes import THEMES

NAMES = (REGIONS, *TABLES)
SHARED = [theme for theme in THEMES.values() if theme.of_survey and not theme.tables]
HOSTILE = "L’« été » d'Yffiniac \\ \"x\" $ctd$ %s {0} '); DROP SCHEMA ctd CASCADE; -- \n\t🌲 ☃"


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
