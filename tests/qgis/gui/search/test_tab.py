"""`ctdSearch`: a search comes and goes with its window, by the keyboard, in a narrow panel."""

from __future__ import annotations

import time

import pytest
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QObject, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QDesktopServices, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QLineEdit, QTextBrowser, QToolButton

from ctd_plugin.gui.search.tab import SearchTab
from ctd_plugin.regions import REGION_NAMES
from tests.peers.ckan import holding, package, spatial
from tests.peers.faults import FAULTS, serving
from tests.support.search_tab import (
    GEOJSON,
    LIMIT,
    ask,
    choose_regions,
    is_done,
    items,
    listed,
    message,
    part,
    point_at,
    search,
    states,
    tree,
    until,
)


def test_a_search_never_keeps_the_window_waiting(widget, use):
    """While 18 catalogues answer, the window is never busy for long."""

    def data(code):
        links = [("WMS", f"https://x{code}.fr/wms?layers=a"), ("CSV", f"https://x{code}.fr/a.csv")]
        return holding([package(f"{code}-{n}", f"Jeu {n} de {code}", *links) for n in range(100)], delay=0.1)

    with serving({f"/{code}/": data(code) for code in REGION_NAMES}) as server:
        use({f"p{code}": (code, server.url(f"/{code}")) for code in REGION_NAMES})
        ask(widget, "eau")
        gaps, before = [], (start := time.monotonic())
        while not is_done(widget) and before - start < LIMIT:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
            gaps.append(time.monotonic() - before)
            before += gaps[-1]
        assert is_done(widget)
        assert message(widget).startswith("360 datasets")
        print("longest gap", max(gaps))
        assert max(gaps) < 1


def test_the_plugin_goes_in_mid_search(widget, use, plugin, flush_deletes, qgis_new_project):
    """Nothing of the search is heard of again."""
    with serving({"/a/": FAULTS["slow"], "/b/": holding([package("b", "B")], delay=0.2)}) as server:
        use({"a": ("53", server.url("/a")), "b": ("53", server.url("/b"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert until(lambda: len(server.seen) == 2)
        plugin.unload()
        flush_deletes()
        assert sip.isdeleted(widget)
        assert not until(lambda: False, 0.5)


def test_the_panel_closes_in_mid_search_and_has_the_results_when_it_opens_again(dock, widget, use):
    """Closing the dock neither fails nor loses anything."""
    with serving({"/a/": holding([package("a", "A")], delay=0.3)}) as server:
        use({"a": ("53", server.url("/a"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        dock.setUserVisible(False)
        assert until(lambda: is_done(widget))
        dock.setUserVisible(True)
        assert listed(widget) == {"Bretagne": ["A"]}


def test_the_project_closes_in_mid_search_and_the_results_stay(widget, use, qgis_new_project):
    with serving({"/a/": holding([package("a", "A")], delay=0.3)}) as server:
        use({"a": ("53", server.url("/a"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        qgis_new_project.clear()
        assert until(lambda: listed(widget) == {"Bretagne": ["A"]})


def test_another_search_takes_the_place_of_the_one_under_way(widget, use):
    with serving({"/a/": FAULTS["slow"], "/b/": holding([package("b", "B")])}) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        search(widget, "bois", "84")
        assert listed(widget) == {"Auvergne-Rhône-Alpes": ["B"]}
        assert len(states(widget)) == 1


@pytest.mark.parametrize("size", [9, 14])
def test_300_pixels_are_wide_enough(tall_dock, widget, use, size):
    font = tall_dock.font()
    font.setPointSize(size)
    tall_dock.setFont(font)
    with serving({"/a/": holding([package("a", "Référentiel " * 20, ("WMS", "https://x.fr/wms"))])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(tree(widget).topLevelItem(0).child(0))
        states(widget)
        QCoreApplication.processEvents()
        assert tall_dock.width() == 300
        assert part(widget, QTextBrowser, "ctdSearchDetails").horizontalScrollBar().maximum() == 0
        assert tree(widget).horizontalScrollBar().maximum() == 0
        assert part(widget, QTextBrowser, "ctdSearchStates").horizontalScrollBar().maximum() == 0


def test_the_keyboard_goes_through_everything_and_each_thing_has_a_name(tall_dock, widget, use):
    with serving({"/a/": holding([package("a", "A", ("WMS", "https://x.fr/wms"))])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        states(widget)
        box = part(widget, QLineEdit, "ctdSearchBox")
        box.setFocus()
        names = []
        for _ in range(40):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            if focus is box or not widget.isAncestorOf(focus):
                break
            names.append(focus.objectName() or focus.defaultAction().objectName())
        assert names == [
            "ctdSearchButton",
            "ctdSearchWhere",
            "ctdSearchRegions",
            "ctdSearchKinds",
            "ctdSearchInExtent",
            "ctdSearchResults",
            "ctdResultAddButton",
            "ctdResultOpen",
            "ctdResultConnect",
            "ctdResultCopy",
            "ctdSearchDetailsHead",
            "ctdSearchDetails",
            "ctdSearchStatesHead",
            "ctdSearchStates",
        ]


def test_the_states_take_the_colours_of_the_theme(dock, widget, use):
    with serving({"/a/": FAULTS["403"]}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        palette = dock.palette()
        palette.setColor(QPalette.ColorRole.Link, QColor("#12ab34"))
        dock.setPalette(palette)
        states(widget)
        assert "#12ab34" in part(widget, QTextBrowser, "ctdSearchStates").toHtml()


def test_a_hundred_searches_leave_no_more_behind_than_one(dock, widget, use, window, flush_deletes):
    with serving({"/a/": holding([package("a", "A", extras=spatial(-3, 47, -1, 49))])}) as server:
        use({"a": ("53", server.url("/a"))})

        def objects(times):
            for _ in range(times):
                search(widget, "eau", "53")
                point_at(widget, items(widget)["A"])
            flush_deletes()
            return len(widget.findChildren(QObject)), len(window.mapCanvas().scene().items())

        objects(2)
        before = objects(1)
        after = objects(25)
        assert all(now <= then for now, then in zip(after, before, strict=True))


def test_f1_opens_the_page_of_the_guide(widget, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()) or True)
    QTest.keyClick(part(widget, QLineEdit, "ctdSearchBox"), Qt.Key.Key_F1)
    assert opened == ["search.html"]


def test_a_data_set_of_the_region_in_the_panel_is_added_by_three_clicks(
    tall_dock, window, use, qgis_new_project, filled, bundled
):
    """The command, words and Enter, the data set, and the button."""
    filled(bundled, "en", project=qgis_new_project)
    before = set(qgis_new_project.mapLayers())
    tall_dock.show_region("53")
    with serving({"/data/": GEOJSON}) as server:
        server.replies["/a/"] = holding([package("a", "Cours d’eau", ("GeoJSON", server.url("/data/a.geojson")))])
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        window.mainWindow().findChild(QAction, "ctdSearch").trigger()
        box = QApplication.focusWidget()
        QTest.keyClicks(box, "eau")
        QTest.keyClick(box, Qt.Key.Key_Return)
        widget = tall_dock.findChild(SearchTab)
        assert until(lambda: listed(widget) == {"Bretagne": ["Cours d’eau"]})
        assert until(lambda: is_done(widget))
        results = tree(widget)
        place = results.visualItemRect(items(widget)["Cours d’eau"]).center()
        QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
        button = part(widget, QToolButton, "ctdResultAddButton")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, button.height() // 2))
        assert until(lambda: len(set(qgis_new_project.mapLayers()) - before) == 1)
