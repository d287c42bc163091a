"""Open data in the tests: a publication, the validator of data packages, and the schema of ISO 19139."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

from lxml import etree

from ctd_plugin.data.opendata.publication import LICENCE_OUVERTE, NamedExtent, Publication, PublishedFile
from tests.support.paths import ROOT

PUBLICATION = Publication(
    title="Comités : « l’été » <b>",
    abstract="Chaque région & ses réponses.",
    purpose="Suivre.",
    lineage="Sources : enquête.",
    edition="Enquête 2026",
    source_edition="Enquête 2026",
    made_on=date(2026, 3, 5),
    today=date(2026, 4, 1),
    language="fr",
    organisation="",
    contact="",
    address="",
    licence=None,
    sources=("Enquête 2026", "IGN, Licence Ouverte 2.0"),
    terms=("Enquête : licence non précisée", "Limites : Licence Ouverte 2.0"),
    keywords=("CTD", "régions"),
    boxes=(NamedExtent("Hexagone", -5.1, 41.3, 9.6, 51.1), NamedExtent("Mayotte", 45.0, -13.0, 45.3, -12.6)),
    resolution=583.0,
    period=(date(2025, 10, 1), date(2026, 1, 31)),
    files=(
        PublishedFile("regions.geojson", "Régions", "GeoJSON", "RFC 7946", "application/geo+json"),
        PublishedFile("facts.csv", "Chiffres", "CSV", "RFC 4180", "text/csv"),
    ),
)
COMPLETE = replace(
    PUBLICATION,
    organisation="Région d’essai & voisins",
    contact="donnees@region.example.org",
    address="https://data.example.org/ctd/",
    licence=LICENCE_OUVERTE,
    terms=("Limites : Licence Ouverte 2.0",),
)

NAMES = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
}


def schema_faults(content):
    """Return what the schemas of ISO 19139 find wrong with a record.

    In a process of its own: in that of QGIS, whose libraries clean up what libxml2 keeps of a schema, it crashes.
    """
    command = [sys.executable, ROOT / "tests" / "support" / "iso_schema.py"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return json.loads(done.stdout)


def read_record(content):
    """Return a function that gives the texts, or values of attributes, of an XPath in a record."""
    root = etree.fromstring(content)
    return lambda path: [
        found if isinstance(found, str) else found.text for found in root.xpath(path, namespaces=NAMES)
    ]


def frictionless_faults(*arguments, folder):
    """Return what the validator of data packages finds wrong: the kind of each fault, with what it says."""
    program = ROOT / ".peers" / "bin" / "frictionless"
    command = [program, "validate", *arguments, "--json"]
    # The validator must read nothing but the files.
    environment = {**os.environ, "PYTHONPATH": "", "no_proxy": "*", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    errors = [*report["errors"], *(error for task in report["tasks"] for error in task["errors"])]
    assert report["valid"] == (errors == [])
    return [f"{error['type']}: {error['message']}" for error in errors]
