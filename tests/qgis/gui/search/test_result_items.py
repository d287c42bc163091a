"""The entries at the end of a region: more of it, and what did not answer."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox

from tests.peers.ckan import holding, package
from tests.peers.faults import FAULTS, serving
from tests.support.search_tab import is_done, items, listed, part, plain, requests, search, tree, until

MANY = [package(f"n{number}", f"Jeu {number}", ("WMS", "https://x.fr/wms")) for number in range(44)]


def last_entry(widget, region=0):
    group = tree(widget).topLevelItem(region)
    return group.child(group.childCount() - 1)


def press_enter(widget, item):
    tree(widget).setCurrentItem(item)
    QTest.keyClick(tree(widget), Qt.Key.Key_Return)


def test_a_region_says_how_much_of_it_is_listed_and_enter_on_its_last_entry_loads_more(widget, use):
    with serving({"/a/": holding(MANY), "/b/": holding([package("b", "B")])}) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        search(widget, "jeu", "53", "84")
        assert requests(widget) == {"Auvergne-Rhône-Alpes: 1": [], "Bretagne: 20 of 44": ["20 of 44 – load more"]}
        press_enter(widget, last_entry(widget, 1))
        assert until(lambda: is_done(widget))
        assert requests(widget)["Bretagne: 40 of 44"] == ["40 of 44 – load more"]
        press_enter(widget, last_entry(widget, 1))
        assert until(lambda: is_done(widget))
        assert requests(widget)["Bretagne: 44"] == []
        # Nobody else was asked again.
        assert [seen.path for seen in server.seen].count("/b/api/3/action/package_search") == 1


def test_more_by_a_click_comes_below_the_entry_that_one_reads(widget, use):
    with serving({"/a/": holding(MANY)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "jeu", "53")
        results, last = tree(widget), last_entry(widget)
        results.scrollToBottom()
        QCoreApplication.processEvents()
        above = results.itemAbove(last)
        # Wholly in view from then on.
        title, place = above.text(0), max(0, results.visualItemRect(above).top())
        QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=results.visualItemRect(last).center())
        assert until(lambda: is_done(widget) and len(listed(widget)["Bretagne"]) == 40)
        assert results.currentItem() is above
        assert above.text(0) == title == "Jeu 19"
        assert results.visualItemRect(above).top() == place
        assert listed(widget)["Bretagne"][20] == "Jeu 20"


def test_more_is_offered_where_no_link_of_the_first_ones_is_of_the_kind_wanted(widget, use):
    with serving({"/a/": holding(MANY)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "jeu", "53")
        kinds = part(widget, QComboBox, "ctdSearchKinds")
        kinds.setCurrentIndex(kinds.findText("Files"))
        assert requests(widget) == {"Bretagne": ["20 of 44 – load more"]}


def test_a_catalogue_without_an_answer_is_named_in_its_region_and_asked_again_from_there(widget, use):
    answers = {"/a/": holding([package("a", "A")]), "/b/": FAULTS["403"], "/c/": FAULTS["500"]}
    with serving(answers) as server:
        addresses = {name: (region, server.url(f"/{name}")) for name, region in (("a", "53"), ("b", "53"), ("c", "84"))}
        use(addresses)
        search(widget, "eau", "53", "84")
        shown = requests(widget)
        assert shown["Bretagne: 1"] == ["Portail b: access denied: 403 – try again"]
        [text] = shown["Auvergne-Rhône-Alpes"]
        assert text.startswith("Portail c: service error: 500")
        server.replies["/b/"] = holding([package("b", "B")])
        press_enter(widget, last_entry(widget, 1))
        assert until(lambda: listed(widget) == {"Bretagne": ["A", "B"]})
        assert requests(widget)["Bretagne: 2"] == []


def test_a_request_is_no_result(widget, use):
    """Selecting everything takes the data sets alone."""
    with serving({"/a/": holding(MANY), "/b/": FAULTS["403"]}) as server:
        use({"a": ("53", server.url("/a")), "b": ("53", server.url("/b"))})
        search(widget, "jeu", "53")
        tree(widget).selectAll()
        assert len(tree(widget).selected()) == 20
        assert len(tree(widget).mimeData(tree(widget).selectedItems()).formats()) > 0
        assert len(tree(widget).dragged) == 20
        assert "Jeu 0" in items(widget)
        assert plain(tree(widget).topLevelItem(0).text(0)) == "Bretagne: 20 of 44"
