"""Editions of the survey side by side, and what a GeoPackage holds of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from ctd_plugin.data.editions.compare import compare
from ctd_plugin.data.editions.edition import masking, read_edition
from ctd_plugin.data.paths import GEOPACKAGE


def compared(before, after, personal=False):
    editions = read_edition(before), read_edition(after)
    return compare(*editions, masking(tuple(edition.survey for edition in editions), personal))


def changes(before, after):
    return {region.region_code: region for region in compared(before, after).regions}


def other_database(path):
    path.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE about SET made_with = 'another program'")


def rows(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def later_edition(path):
    """Write an edition of the next year, in which Bretagne has a CTD; return its path."""
    path.write_bytes(GEOPACKAGE.read_bytes())
    change_edition(
        path,
        "UPDATE about SET edition = 'Enquête 2026', made_on = '2027-01-15'",
        "UPDATE regions SET status = 'established' WHERE region_code = '53'",
        "UPDATE survey SET statut = 'CTD existant' WHERE region_code = '53'",
    )
    return path


def change_edition(path, *statements):
    with closing(sqlite3.connect(path)) as database, database:
        # The triggers of a spatial index need functions of GDAL's.
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            database.execute(statement)
