"""A package that is published: a catalogue takes its record, our own search finds it there, and its layer is added."""

from __future__ import annotations

import pytest
from qgis.core import QgsRectangle

from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Extent, LinkKind
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.data.opendata.publication import LICENCE_OUVERTE
from ctd_plugin.gis.catalogues.search import CatalogueSearch
from ctd_plugin.gis.opendata.export import export_data
from tests.peers.faults import Reply, serving
from tests.peers.wsgi import running
from tests.support.added_layers import added, fresh_project, is_drawn
from tests.support.event_loop import until

pytestmark = pytest.mark.usefixtures("clean_network")

BREST = Extent(-4.6, 48.3, -4.4, 48.5)
BERLIN = Extent(13.0, 52.0, 14.0, 53.0)
TYPES = {".geojson": "application/geo+json", ".csv": "text/csv", ".json": "application/json"}


@pytest.fixture(scope="module")
def published(bundled, tmp_path_factory):
    """The address of a real catalogue with the record of a package, whose files another server has."""
    folder, records = tmp_path_factory.mktemp("published"), tmp_path_factory.mktemp("records")

    def send(seen):
        file = folder / seen.path.rpartition("/")[2]
        return Reply(file.read_bytes(), 200, TYPES.get(file.suffix, "text/plain"))

    with serving({"/ctd/": send}) as files:
        export_data(
            bundled,
            folder,
            organisation="Région d’essai",
            contact="donnees@region.example.org",
            address=files.url("/ctd"),
            licence=LICENCE_OUVERTE,
        )
        (records / "ctd.xml").write_bytes((folder / "metadata.xml").read_bytes())
        with running(".peers", "serve_pycsw.py", tmp_path_factory.mktemp("pycsw"), records) as address:
            yield f"{address}/csw"


def found(address, words, extent=None):
    catalogue = Catalogue("region", "Région", "region", "53", Protocol.CSW, address, extent)
    search = CatalogueSearch([catalogue], words, seconds=20)
    ended = []
    search.finished.connect(lambda: ended.append(True))
    search.start()
    assert until(lambda: ended)
    assert search.states["region"].error is None
    return [one.record for one in search.results()]


@pytest.mark.parametrize(
    ("words", "extent", "count"),
    [
        ("comités", None, 1),
        ("gouvernance", BREST, 1),
        ("gouvernance", BERLIN, 0),
        ("assainissement", None, 0),
    ],
)
def test_our_own_search_finds_it_by_words_and_extent(published, words, extent, count):
    assert len(found(published, words, extent)) == count


def test_the_record_says_who_publishes_what_under_which_licence(published):
    (record,) = found(published, "comités")
    assert record.title.startswith("Comités territoriaux de la donnée (CTD)")
    assert (record.organisation, record.licence) == ("Région d’essai", "Licence Ouverte 2.0")
    kinds = [link.kind for link in record.links]
    assert kinds[0] is LinkKind.GEOJSON
    assert set(kinds[1:]) == {LinkKind.FILE}


def test_its_regions_are_added_to_a_project_and_drawn(published, qgis_new_project, profile):
    (record,) = found(published, "comités")
    with fresh_project() as project:
        layer = added(record.links[0], project, record)
        assert layer.featureCount() == 18
        assert layer.crs().authid() == "EPSG:4326"
        assert layer.extent().contains(QgsRectangle(-4.6, 48.3, -4.4, 48.5))
        statuses = {feature["region_code"]: feature["status"] for feature in layer.getFeatures()}
        assert statuses["53"] == "considering"
        assert is_drawn(layer)
        assert layer.metadata().title() == record.title
