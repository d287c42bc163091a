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
