"""What catalogues gave before, where they do not answer now."""

from __future__ import annotations

from datetime import datetime

from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Record
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.gis.catalogues.search_cache import SearchCache
from ctd_plugin.gui.common.rich_items import HTML
from tests.peers.ckan import holding, package
from tests.peers.faults import FAULTS, dead_address, serving
from tests.support.search_tab import ask, follow_state, is_done, items, listed, message, search, states, until


def test_what_catalogues_gave_before_is_shown_with_its_date_when_they_do_not_answer(widget, use, profile):
    with serving({"/a/": holding([package("a", "Eaux", ("WMS", "https://x.fr/wms"))])}) as server:
        use({"a": ("53", server.url("/a")), "b": ("53", dead_address())})
        search(widget, "eaux", "53")
        assert until(lambda: any(profile.rglob("results.sqlite")))
        assert "earlier" not in items(widget)["Eaux"].data(0, HTML)
        address = server.url("/a")
    use({"a": ("53", address)})
    ask(widget, "eaux")
    assert until(lambda: is_done(widget) and listed(widget))
    today = datetime.now().date().isoformat()
    assert f"from {today}, cached from an earlier search" in items(widget)["Eaux"].data(0, HTML)
    assert message(widget).endswith("no catalogue answers; results from earlier searches")
    assert states(widget)[0].startswith("Portail a (CKAN API) – unreachable")
    ask(widget, "forêts")
    assert until(lambda: is_done(widget))
    assert not until(lambda: listed(widget), 0.3)


def test_what_is_kept_can_be_recalled_from_then_on(profile):
    catalogue = Catalogue("a", "A", "a", "53", Protocol.CKAN, "https://a.fr", None)
    cache, found = SearchCache(), []
    cache.store(catalogue, [Record(str(number), f"Eaux {number}") for number in range(3000)])
    cache.cached_results(catalogue, "eaux 1234", found.append)
    assert until(lambda: found)
    assert [record.title for _, record, _ in found[0]] == ["Eaux 1234"]
    cache.close()


def test_a_catalogue_that_answers_again_is_no_longer_shown_from_memory(widget, use):
    with serving({"/a/": holding([package("a", "Eaux")])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eaux", "53")
        answer, server.replies["/a/"] = server.replies["/a/"], FAULTS["403"]
        ask(widget, "eaux")
        assert until(lambda: is_done(widget) and listed(widget))
        assert "earlier" in items(widget)["Eaux"].data(0, HTML)
        server.replies["/a/"] = answer
        follow_state(widget, "Portail a", "retry")
        assert until(lambda: "earlier" not in items(widget)["Eaux"].data(0, HTML))
