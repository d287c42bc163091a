"""The list of what was found."""

from __future__ import annotations

import threading

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QComboBox

from ctd_plugin.gui.common.rich_items import HTML
from tests.peers.ckan import holding, package
from tests.peers.faults import serving
from tests.support.search_tab import (
    LIMIT,
    ask,
    choose_regions,
    is_done,
    items,
    listed,
    message,
    part,
    plain,
    search,
    tree,
    until,
)


def test_a_data_set_moves_to_the_region_that_holds_it_best_and_stays_open_and_selected(widget, use):
    """The same layer, harvested by two regions: the second to answer describes more of it."""
    poor = package("eau", "Eaux", ("WMS", "https://x.fr/wms?layers=eau"))
    rich = package("eau", "Eaux", ("WMS", "https://x.fr/wms?layers=eau"), ("WFS", "https://x.fr/wfs?typename=eau"))
    gate = threading.Event()

    def late(seen):
        gate.wait(LIMIT)
        return holding([rich])(seen)

    with serving({"/a/": holding([poor]), "/b/": late}) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        choose_regions(widget, "53", "84")
        ask(widget, "eau")
        assert until(lambda: listed(widget) == {"Bretagne": ["Eaux"]})
        entry = items(widget)["Eaux"]
        entry.setExpanded(True)
        tree(widget).setCurrentItem(entry)
        gate.set()
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Auvergne-Rhône-Alpes": ["Eaux"]}
        assert items(widget)["Eaux"] is entry
        assert entry.isExpanded()
        assert tree(widget).selectedItems() == [entry]
        assert "Portail b · Portail a" in plain(entry.data(0, HTML))


def test_a_record_shows_who_when_and_what_and_its_links_are_under_it(widget, use):
    data = package(
        "eau",
        "Cours d’eau",
        ("WMS", "https://x.fr/wms?layers=eau"),
        ("GPKG", "https://x.fr/eau.gpkg"),
        organization={"title": "DREAL"},
        metadata_modified="2025-03-04T10:00:00",
        notes="Un référentiel",
    )
    with serving({"/a/": holding([data])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        entry = items(widget)["Cours d’eau"]
        assert plain(entry.data(0, HTML)).split("<br>") == [
            "<b>Cours d’eau</b>",
            "DREAL · 2025-03-04 · Portail a",
            "WMS · GPKG · page" if ("Cours d’eau", "page") in items(widget) else "WMS · GPKG",
        ]
        assert "x.fr" in items(widget)["Cours d’eau", "file"].data(0, HTML)


def test_markup_in_a_record_is_shown_as_text(widget, use):
    # Catalogues write HTML, of which the plain text may look like HTML again.
    nasty = "1 < 2 & &lt;img src=x onerror=alert(1)&gt;"
    data = package("x", nasty, ("WMS", "https://x.fr/wms"), organization={"title": "<b>x"}, notes=nasty)
    data["resources"][0]["name"] = "<img src=x>"
    with serving({"/a/": holding([data])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        [title] = listed(widget)["Bretagne"]
        assert title == "1 < 2 & <img src=x onerror=alert(1)>"
        for item in items(widget).values():
            assert "<img" not in item.data(0, HTML)
        record = items(widget)[title]
        assert record.data(0, HTML).startswith("<b>1 &lt; 2 &amp; &lt;img src=x onerror=alert(1)&gt;</b><br>&lt;b&gt;x")
        assert "&lt;img" in items(widget)[title, "wms"].data(0, HTML)


def test_kinds_of_link_narrow_the_list_without_another_request(widget, use):
    data = [package("a", "A", ("WMS", "https://x.fr/wms")), package("b", "B", ("CSV", "https://x.fr/b.csv"))]
    with serving({"/a/": holding(data)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        kinds = part(widget, QComboBox, "ctdSearchKinds")
        kinds.setCurrentIndex(kinds.findText("Files"))
        assert listed(widget) == {"Bretagne": ["B"]}
        assert message(widget) == "2 datasets · 1 with links of this type"
        kinds.setCurrentIndex(kinds.findText("Features (WFS, OGC API…)"))
        assert listed(widget) == {}
        assert message(widget).startswith("2 datasets found, without a link")
        kinds.setCurrentIndex(0)
        assert listed(widget) == {"Bretagne": ["A", "B"]}
        assert len(server.seen) == 1


def test_what_the_user_reads_stays_in_its_place_while_results_come_in(widget, use):
    first = [package(f"n{number}", f"Jeu {number:02}", ("WMS", "https://x.fr/wms")) for number in range(20)]
    # These answer the words better, so that they stand above.
    better = [package(f"b{number}", f"Eau {number:02}") for number in range(20)]
    gate = threading.Event()

    def late(seen):
        gate.wait(LIMIT)
        return holding(better)(seen)

    with serving({"/a/": holding(first), "/b/": late}) as server:
        use({"a": ("53", server.url("/a")), "b": ("53", server.url("/b"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert until(lambda: listed(widget))
        results, entry = tree(widget), items(widget)["Jeu 12"]
        entry.setExpanded(True)
        results.scrollToItem(entry, results.ScrollHint.PositionAtCenter)
        results.setCurrentItem(entry)
        QCoreApplication.processEvents()
        place = results.visualItemRect(entry).top()
        gate.set()
        assert until(lambda: is_done(widget))
        assert listed(widget)["Bretagne"][0] == "Eau 00"
        assert results.visualItemRect(entry).top() == place
        assert results.selectedItems() == [entry]
        assert entry.isExpanded()
