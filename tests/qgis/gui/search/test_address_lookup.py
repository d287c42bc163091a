"""An address pasted into the box for words."""

from __future__ import annotations

import json

from qgis.PyQt.QtWidgets import QPushButton, QToolButton

from ctd_plugin.gui.search import address_lookup
from tests.peers.ckan import package
from tests.peers.faults import FAULTS, JSON, Reply, serving
from tests.support.search_tab import (
    CAPABILITIES,
    ONE_OF_THEM,
    action,
    ask,
    is_done,
    items,
    listed,
    message,
    part,
    plain,
    tree,
    until,
)

LAYERS = "".join(ONE_OF_THEM.format(name=name, title=title) for name, title in (("riv", "Rivières"), ("lac", "Lacs")))
SERVICE = Reply(CAPABILITIES.format(layers=LAYERS).encode(), 200, "text/xml")


def record(data):
    """Return the answer of a CKAN that is asked for one data set."""
    return Reply(json.dumps({"success": True, "result": data}).encode(), 200, JSON)


def paste(widget, address):
    ask(widget, address)
    assert until(lambda: is_done(widget))


def test_the_record_at_an_address_is_shown_alone_and_ready_to_add(widget, use):
    data = package("eau", "Cours d’eau", ("WMS", "https://x.fr/wms?layers=eau"))
    with serving({"/a/api/3/action/package_show": record(data)}) as server:
        use({"a": ("53", server.url("/a"))})
        paste(widget, server.url("/a/dataset/eau"))
        assert listed(widget) == {"Bretagne": ["Cours d’eau"]}
        assert message(widget) == "1 dataset at this address"
        assert items(widget)["Cours d’eau"].isExpanded()
        assert [result.record.title for result in tree(widget).selected()] == ["Cours d’eau"]
        assert part(widget, QToolButton, "ctdResultAddButton").text() == "Add (WMS)"
        # No catalogue was searched.
        assert not [seen for seen in server.seen if "package_search" in seen.path]


def test_the_address_of_a_service_lists_its_layers_which_can_be_added(widget, use, qgis_new_project):
    with serving({"/geo/wms": SERVICE}) as server:
        use({})
        paste(widget, server.url("/geo/wms?service=WMS&request=GetCapabilities"))
        [titles] = listed(widget).values()
        [title] = titles
        links = [items(widget)[title].child(row).text(0) for row in range(items(widget)[title].childCount())]
        assert [plain(text) for text in links] == ["WMS Rivières", "WMS Lacs"]
        tree(widget).setCurrentItem(items(widget)[title].child(1))
        action(widget, "ctdResultAdd").trigger()
        assert until(lambda: qgis_new_project.mapLayers())
        [layer] = qgis_new_project.mapLayers().values()
        assert "layers=lac" in layer.source()


def test_a_service_with_more_layers_than_one_can_read_says_so(widget, use, monkeypatch):
    monkeypatch.setattr(address_lookup, "MOST_LAYERS", 1)
    with serving({"/geo/wms": SERVICE}) as server:
        use({})
        paste(widget, server.url("/geo/wms?service=WMS&request=GetCapabilities"))
        assert message(widget).startswith("The first 1 layers of the service")


def test_an_address_without_a_record_says_why(widget, use):
    with serving({"/a/": FAULTS["404"]}) as server:
        use({"a": ("53", server.url("/a"))})
        paste(widget, server.url("/a/dataset/eau"))
        assert message(widget).startswith("Nothing was found at this address: not found")
        assert listed(widget) == {}


def test_cancel_stops_the_reading_and_words_are_searched_as_ever(widget, use):
    with serving({"/a/": FAULTS["slow"]}) as server:
        use({"a": ("53", server.url("/a"))})
        ask(widget, server.url("/a/dataset/eau"))
        assert message(widget) == "Reading the address…"
        part(widget, QPushButton, "ctdSearchButton").click()
        assert is_done(widget)
        assert not until(lambda: listed(widget), 0.2)
        ask(widget, "eau")
        assert message(widget).startswith("Searching for “eau”")


def test_the_plugin_goes_while_an_address_is_read(widget, use, plugin, flush_deletes):
    with serving({"/a/": FAULTS["slow"]}) as server:
        use({"a": ("53", server.url("/a"))})
        ask(widget, server.url("/a/dataset/eau"))
        plugin.unload()
        flush_deletes()
        assert not until(lambda: False, 0.2)
