"""The metadata as DCAT-AP."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.data.opendata.dcat import dcat_of
from tests.support.opendata import COMPLETE, PUBLICATION


def prefixes(value):
    """Yield the prefixes of all keys and types in JSON-LD."""
    if isinstance(value, list):
        for one in value:
            yield from prefixes(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            names = [key, *([one] if key == "@type" else [])]
            yield from (name.partition(":")[0] for name in names if not name.startswith("@"))
            yield from prefixes(one) if key != "@context" else ()


@pytest.mark.parametrize("publication", [PUBLICATION, COMPLETE])
def test_every_prefix_is_declared_and_used(publication):
    graph = json.loads(json.dumps(dcat_of(publication)))
    declared = set(graph["@context"])
    assert set(prefixes(graph)) <= declared
    assert set(prefixes(dcat_of(COMPLETE))) | {"geo", "xsd"} >= declared


def test_files_licence_and_publisher_are_those_given():
    graph = dcat_of(COMPLETE)
    assert [one["dcat:downloadURL"]["@id"] for one in graph["dcat:distribution"]] == [
        "https://data.example.org/ctd/regions.geojson",
        "https://data.example.org/ctd/facts.csv",
    ]
    assert all(one["dct:license"]["@id"].startswith("https://www.etalab") for one in graph["dcat:distribution"])
    assert graph["dct:publisher"]["foaf:name"] == "Région d’essai & voisins"
    assert graph["dcat:contactPoint"]["vcard:hasEmail"] == {"@id": "mailto:donnees@region.example.org"}


def test_without_address_and_publisher_nothing_is_invented():
    graph = dcat_of(PUBLICATION)
    assert [one["dcat:accessURL"]["@id"] for one in graph["dcat:distribution"]] == ["regions.geojson", "facts.csv"]
    assert not {"dct:publisher", "dcat:contactPoint"} & set(graph)
    assert all("dct:license" not in one and one["dct:rights"] for one in graph["dcat:distribution"])
