"""`ctdSearch`: catalogues asked from the panel, with real widgets and servers on this machine."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import datetime
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMimeDataUtils,
    QgsNetworkAccessManager,
    QgsNetworkRequestParameters,
    QgsOwsConnection,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsCheckableComboBox, QgsDockWidget, QgsMessageBar
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QColor, QDesktopServices, QGuiApplication, QMouseEvent, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from ctd_plugin.catalogues.clients import SEARCHED
from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Extent, Record
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.gis.catalogues.search_cache import SearchCache
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.common.rich_items import HTML
from ctd_plugin.gui.region.page_html import SEARCH, endpoints
from ctd_plugin.gui.search.catalogue_states import CatalogueStates
from ctd_plugin.gui.search.extent_band import ROLE, ExtentBand
from ctd_plugin.gui.search.layer_dialog import LayerDialog
from ctd_plugin.gui.search.results import ResultTree
from ctd_plugin.gui.search.tab import SearchTab
from ctd_plugin.regions import REGION_NAMES
from ctd_plugin.settings import read_settings, write_settings
from tests.peers.ckan import holding, package, spatial, write_platforms
from tests.peers.faults import FAULTS, Reply, dead_address, serving

LIMIT = 5
"""Seconds that anything may take; nothing should need them."""


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine(qgis_app):
    """No test asks another host; answers kept from an earlier test are forgotten."""
    manager, hosts = QgsNetworkAccessManager.instance(), set()
    manager.cache().clear()

    def note(parameters):
        hosts.add(parameters.request().url().host())

    manager.requestAboutToBeCreated[QgsNetworkRequestParameters].connect(note)
    yield
    manager.requestAboutToBeCreated[QgsNetworkRequestParameters].disconnect(note)
    assert hosts <= {"127.0.0.1"}


def until(condition, seconds=LIMIT):
    """Let events be handled until a condition holds; False where it never does."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return True


@pytest.fixture
def use(tmp_path):
    """Return a function that makes catalogues (id → region and address) the only ones."""

    def use(catalogues, timeout=LIMIT):
        path = write_platforms(tmp_path / "platforms.json", catalogues)
        write_settings(replace(read_settings(), platforms_file=str(path), catalogue_timeout=timeout))

    return use


@pytest.fixture
def dock(window, plugin):
    window.mainWindow().show()
    QApplication.setActiveWindow(window.mainWindow())
    window.mainWindow().findChild(QAction, "ctdSearch").trigger()
    yield window.mainWindow().findChild(QgsDockWidget, "ctdDock")
    window.mainWindow().hide()


@pytest.fixture
def widget(dock):
    return dock.findChild(SearchTab, "ctdSearch")


def part(widget, kind, name):
    return widget.findChild(kind, name)


def said(widget):
    return plain(part(widget, QLabel, "ctdSearchSaid").text())


def button(widget):
    return part(widget, QPushButton, "ctdSearchButton")


def ask(widget, words):
    box = part(widget, QLineEdit, "ctdSearchBox")
    box.setFocus()
    box.setText(words)
    QTest.keyClick(box, Qt.Key.Key_Return)


def is_done(widget):
    return button(widget).text() == "Search"


def tree(widget):
    return part(widget, ResultTree, "ctdSearchResults")


def listed(widget):
    """Return what is listed: region → titles."""
    shown = {}
    for row in range(tree(widget).topLevelItemCount()):
        group = tree(widget).topLevelItem(row)
        shown[group.text(0).partition(":")[0]] = [group.child(place).text(0) for place in range(group.childCount())]
    return shown


def items(widget):
    """Return the entries by their titles: records, then links as (title of the record, kind of link)."""
    found, results = {}, tree(widget)
    for row in range(results.topLevelItemCount()):
        for place in range(results.topLevelItem(row).childCount()):
            record = results.topLevelItem(row).child(place)
            found[record.text(0)] = record
            for link in range(record.childCount()):
                found[record.text(0), record.child(link).link.kind.value] = record.child(link)
    return found


def choose_regions(widget, *codes):
    where = part(widget, QComboBox, "ctdSearchWhere")
    where.setCurrentIndex(where.findData("chosen"))
    regions = part(widget, QgsCheckableComboBox, "ctdSearchRegions")
    regions.deselectAllOptions()
    regions.setCheckedItems([REGION_NAMES[code] for code in codes])


def search(widget, words="eau", *codes):
    choose_regions(widget, *codes or ("53", "84"))
    ask(widget, words)
    assert until(lambda: is_done(widget))


def plain(text):
    return text.replace("\u00a0", " ")


def states(widget):
    """Return the list of states, unfolded: what it says line by line."""
    head = part(widget, QToolButton, "ctdSearchStatesHead")
    head.setChecked(True)
    page = part(widget, QTextBrowser, "ctdSearchStates")
    until(lambda: not widget.findChild(CatalogueStates)._soon.isActive())
    return plain(page.toPlainText()).splitlines()


def follow_state(widget, name, command):
    """Follow the link with this name in the line of a catalogue."""
    [line] = [line for line in states(widget) if line.startswith(name)]
    assert line.endswith(f" · {command}")
    place = states(widget).index(line)
    part(widget, QTextBrowser, "ctdSearchStates").anchorClicked.emit(QUrl(f"ctd:more/{place}"))


def bands(window):
    return [item for item in window.mapCanvas().scene().items() if item.data(0) == ROLE]


def point_at(widget, item):
    """Move the pointer over an entry."""
    results = tree(widget)
    results.scrollToItem(item)
    place = QPointF(results.visualItemRect(item).center())
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(results.viewport(), event)


def action(widget, name):
    return part(widget, QAction, name)


def messages(window, level):
    return window.messageBar().get_messages(level)


GEOJSON = Reply(
    b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"n": 1},'
    b' "geometry": {"type": "Point", "coordinates": [-1.7, 48.1]}}]}',
    200,
    "application/geo+json",
)


# ---- asking


def test_nothing_is_sent_before_the_user_asks(widget, use):
    with serving({"/a/": holding([package("forets", "Forêts")])}) as server:
        use({"a": ("53", server.url("/a"))})
        part(widget, QLineEdit, "ctdSearchBox").setText("eau")
        assert not until(lambda: server.seen, 0.3)
        assert said(widget).endswith("Nothing is sent before.")
        assert listed(widget) == {}


def test_words_and_enter_list_what_all_catalogues_hold_by_region(widget, use):
    answers = {"/a/": holding([package("forets", "Forêts")]), "/b/": holding([package("ports", "Ports")])}
    with serving(answers) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        choose_regions(widget, "53", "84")
        ask(widget, "eau")
        assert button(widget).text() == "Cancel"
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Auvergne-Rhône-Alpes": ["Ports"], "Bretagne": ["Forêts"]}
        assert said(widget) == "2 data sets"
        assert sorted(states(widget)) == [f"Portail {name} (API CKAN) – answered 1 of 1" for name in "ab"]


def test_all_regions_are_asked_at_the_same_time(widget, use):
    answers = {f"/{code}/": holding([package(f"id-{code}", f"Eaux {code}")], delay=0.3) for code in REGION_NAMES}
    with serving(answers) as server:
        use({f"p{code}": (code, server.url(f"/{code}")) for code in REGION_NAMES})
        start = time.monotonic()
        ask(widget, "eau")
        assert until(lambda: is_done(widget))
        assert time.monotonic() - start < 0.3 * len(REGION_NAMES) / 3
        assert set(listed(widget)) == set(REGION_NAMES.values())


@pytest.mark.parametrize("words", ["", "   "])
def test_without_words_the_user_is_told_what_to_do(widget, use, words):
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        ask(widget, words)
        assert said(widget) == "Type the words to look for first."
        assert server.seen == []


def test_without_a_region_chosen_the_user_is_told_what_to_do(widget, use):
    use({})
    choose_regions(widget)
    ask(widget, "eau")
    assert said(widget) == "Choose one region at least."


@pytest.mark.parametrize(
    "words",
    ['l\'eau "potable" % _ * \\', "é" * 2000, "'; DROP TABLE x; -- 🌊", "<b>x</b>"],
    ids=["signs", "long", "sql", "html"],
)
def test_any_words_are_asked_for_and_shown_as_they_are(widget, use, words):
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, words, "53")
        assert len(server.seen) == 1
        assert said(widget).startswith(f"Nothing found for “{words[:50]}")
        assert part(widget, QLabel, "ctdSearchSaid").textFormat() == Qt.TextFormat.PlainText
        assert widget.minimumSizeHint().width() <= 300


def test_the_map_s_extent_narrows_what_is_asked(widget, use, window):
    canvas = window.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    canvas.setExtent(QgsRectangle(-400000, 6000000, -100000, 6200000))
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        part(widget, QCheckBox, "ctdSearchInExtent").setChecked(True)
        search(widget, "eau", "53")
        [asked] = server.seen
        west, south, east, north = map(float, parse_qs(urlsplit(asked.target).query)["ext_bbox"][0].split(","))
        assert west < -3 < -1 < east
        assert south < 47.5 < 48 < north
        assert east - west < 8


def test_a_map_without_a_place_on_the_earth_is_told(widget, use, window):
    window.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem())
    with serving({"/a/": holding([])}) as server:
        use({"a": ("53", server.url("/a"))})
        part(widget, QCheckBox, "ctdSearchInExtent").setChecked(True)
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert said(widget).startswith("The map shows nothing yet")
        assert server.seen == []


def test_the_region_of_the_panel_can_be_asked_alone(dock, widget, use, qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    with serving({"/a/": holding([package("a", "A")]), "/b/": holding([package("b", "B")])}) as server:
        use({"a": ("53", server.url("/a")), "b": ("84", server.url("/b"))})
        where = part(widget, QComboBox, "ctdSearchWhere")
        assert where.findData("shown") < 0
        dock.show_region("84")
        dock.show_catalogues()
        assert where.itemText(where.findData("shown")) == "Region of the panel: Auvergne-Rhône-Alpes"
        where.setCurrentIndex(where.findData("shown"))
        ask(widget, "eau")
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Auvergne-Rhône-Alpes": ["B"]}


def test_a_link_of_the_region_page_searches_that_catalogue_alone(dock, widget, use, qgis_new_project, filled, bundled):
    with serving({"/a/": holding([package("a", "A")])}) as server:
        use({"b": ("53", server.url("/b"))})
        filled(bundled, "en", project=qgis_new_project)
        dock.show_region("53")
        page = dock.findChild(QTextBrowser, "ctdPage")
        known = [
            (row, endpoint)
            for row, (_, endpoint) in enumerate(endpoints(dock.region._portrait))
            if f"{SEARCH}{row}" in page.toHtml()
        ]
        row, endpoint = known[0]
        assert endpoint.protocol in SEARCHED
        layer = find_layers(qgis_new_project).tables["endpoints"]
        assert layer.startEditing()
        for feature in layer.getFeatures(f"url = '{endpoint.url}'"):
            for field, value in (("url", server.url("/a")), ("protocol", "ckan")):
                layer.changeAttributeValue(feature.id(), layer.fields().indexOf(field), value)
        dock.show_region("53")
        page.anchorClicked.emit(QUrl(f"{SEARCH}{row}"))
        assert widget.isVisible()
        assert part(widget, QComboBox, "ctdSearchWhere").currentText().startswith("Platform: ")
        assert server.seen == []
        ask(widget, "eau")
        assert until(lambda: is_done(widget))
        assert listed(widget) == {"Bretagne": ["A"]}
        layer.rollBack()


# ---- how catalogues fare


def test_each_catalogue_tells_how_it_fares_and_none_waits_for_another(widget, use):
    """Failure 21: a dead or slow catalogue is named, and the others' results are there before it."""
    bad = {"id": None}
    answers = {
        "/a/": holding([package("a", "A"), bad]),
        "/b/": FAULTS["403"],
        "/c/": FAULTS["login"],
        "/d/": FAULTS["slow"],
    }
    with serving(answers) as server:
        addresses = {name: ("53", server.url(f"/{name}")) for name in "abcd"}
        use({**addresses, "e": ("53", dead_address())}, timeout=1)
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert until(lambda: listed(widget) == {"Bretagne": ["A"]}, 0.9)
        assert any(line.startswith("Portail d") and line.endswith("asked…") for line in states(widget))
        assert part(widget, QProgressBar, "ctdSearchProgress").isVisible()
        assert until(lambda: is_done(widget))
        lines = dict(line.split(" (API CKAN) – ") for line in states(widget))
        assert lines["Portail a"] == "answered 1 of 2 · 1 record unreadable"
        assert lines["Portail b"] == "refused: 403 · try again"
        assert "a web page: Connexion au portail" in lines["Portail c"]
        assert lines["Portail d"].startswith("too slow")
        assert lines["Portail e"].startswith("unreachable")
        assert plain(part(widget, QToolButton, "ctdSearchStatesHead").text()) == "1 of 5 answered · 4 did not"
        assert not part(widget, QProgressBar, "ctdSearchProgress").isVisible()


def test_a_catalogue_that_failed_is_asked_again_on_request(widget, use):
    with serving({"/a/": FAULTS["500"]}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        assert said(widget) == "No catalogue answers: check the network, or read below why."
        server.answers["/a/"] = holding([package("a", "A")])
        follow_state(widget, "Portail a", "try again")
        assert until(lambda: listed(widget) == {"Bretagne": ["A"]})


def test_more_fetches_the_next_page_of_that_catalogue(widget, use):
    many = [package(f"n{number}", f"Jeu {number}") for number in range(44)]
    with serving({"/a/": holding(many)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        for count in (20, 40):
            assert said(widget) == f"{count} data sets"
            follow_state(widget, "Portail a", "more")
            assert until(lambda: is_done(widget))
        assert said(widget) == "44 data sets"
        assert states(widget) == ["Portail a (API CKAN) – answered 44 of 44"]


def test_more_that_fails_leaves_what_was_there(widget, use):
    many = [package(f"n{number}", f"Jeu {number}") for number in range(44)]
    with serving({"/a/": holding(many)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        server.answers["/a/"] = FAULTS["403"]
        follow_state(widget, "Portail a", "more")
        assert until(lambda: is_done(widget))
        assert said(widget) == "20 data sets"
        assert states(widget) == ["Portail a (API CKAN) – refused: 403 · answered 20 of 44 · try again"]


def test_cancel_stops_at_once_and_keeps_what_came(widget, use):
    with serving({"/a/": holding([package("a", "A")]), "/b/": FAULTS["slow"]}) as server:
        use({"a": ("53", server.url("/a")), "b": ("53", server.url("/b"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        assert until(lambda: listed(widget))
        start = time.monotonic()
        QTest.mouseClick(button(widget), Qt.MouseButton.LeftButton)
        assert is_done(widget)
        assert time.monotonic() - start < 0.5
        assert listed(widget) == {"Bretagne": ["A"]}
        assert "cancelled · try again" in states(widget)[1]


def test_escape_stops_and_then_goes_back_to_the_map(widget, use, window):
    with serving({"/b/": FAULTS["slow"]}) as server:
        use({"b": ("53", server.url("/b"))})
        choose_regions(widget, "53")
        ask(widget, "eau")
        box = part(widget, QLineEdit, "ctdSearchBox")
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert is_done(widget)
        assert said(widget) == "The search was cancelled before a catalogue answered."
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is window.mapCanvas()


def test_a_search_never_keeps_the_window_waiting(widget, use):
    """Failure 2: while 18 catalogues answer, the window is never busy for long."""

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
        assert said(widget).startswith("360 data sets")
        print("longest gap", max(gaps))
        assert max(gaps) < 1


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


# ---- coming and going


def test_the_plugin_goes_in_mid_search(widget, use, plugin, flush_deletes, qgis_new_project):
    """Failure 4: nothing of the search is heard of again."""
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
    """Failure 4: closing the dock neither fails nor loses anything."""
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


# ---- the results


def test_a_record_tells_who_when_and_what_and_its_links_are_under_it(widget, use):
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
            "DREAL · 04/03/2025 · Portail a",
            "WMS · GPKG · page" if ("Cours d’eau", "page") in items(widget) else "WMS · GPKG",
        ]
        assert "Un référentiel" in entry.toolTip(0)
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
            assert "<img" not in item.toolTip(0)
        record = items(widget)[title]
        assert record.data(0, HTML).startswith("<b>1 &lt; 2 &amp; &lt;img src=x onerror=alert(1)&gt;</b><br>&lt;b&gt;x")
        assert "1 &lt; 2 &amp; &lt;img" in record.toolTip(0)
        assert "&lt;img" in items(widget)[title, "wms"].data(0, HTML)


def test_kinds_of_link_narrow_the_list_without_asking_again(widget, use):
    data = [package("a", "A", ("WMS", "https://x.fr/wms")), package("b", "B", ("CSV", "https://x.fr/b.csv"))]
    with serving({"/a/": holding(data)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        kinds = part(widget, QComboBox, "ctdSearchKinds")
        kinds.setCurrentIndex(kinds.findText("Files"))
        assert listed(widget) == {"Bretagne": ["B"]}
        assert said(widget) == "2 data sets · 1 with such links"
        kinds.setCurrentIndex(kinds.findText("Features (WFS, OGC API…)"))
        assert listed(widget) == {}
        assert said(widget).startswith("None of the 2 data sets found")
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


def test_pointing_at_a_record_shows_its_extent_on_the_map_until_the_pointer_leaves(widget, use, window, plugin):
    window.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:2154"))
    data = [package("a", "A", ("WMS", "https://x.fr/wms"), extras=spatial(-3, 47, -1, 49)), package("b", "B")]
    with serving({"/a/": holding(data)}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        assert bands(window) == []
        point_at(widget, items(widget)["A"])
        [band] = bands(window)
        to_map = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem("EPSG:2154"), QgsProject.instance()
        )
        assert band.asGeometry().contains(to_map.transform(QgsPointXY(-2, 48)))
        assert not band.asGeometry().contains(to_map.transform(QgsPointXY(-4, 48)))
        point_at(widget, items(widget)["B"])
        assert bands(window) == []
        point_at(widget, items(widget)["A"])
        QApplication.sendEvent(tree(widget).viewport(), QEvent(QEvent.Type.Leave))
        assert bands(window) == []
        point_at(widget, items(widget)["A"])
        widget.hide()
        assert bands(window) == []
        QApplication.sendEvent(tree(widget).viewport(), QEvent(QEvent.Type.Leave))
        widget.show()
        point_at(widget, items(widget)["A"])
        assert bands(window)
        plugin.unload()
        assert bands(window) == []


@pytest.mark.parametrize(
    ("extent", "parts"),
    [
        (Extent(-180, -90, 180, 90), 1),
        (Extent(170, -20, -170, -10), 2),
        (Extent(-1.7, 48.1, -1.7, 48.1), 1),
        (Extent(200, 95, 210, 99), 0),
        (None, 0),
    ],
)
@pytest.mark.parametrize("crs", ["EPSG:2154", "EPSG:3857", "EPSG:4326"])
def test_any_extent_is_drawn_in_any_crs_or_left_out(window, extent, parts, crs):
    window.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    band = ExtentBand(window.mapCanvas())
    band.show(extent)
    assert len(bands(window)) <= min(parts, 1)
    band.show(None)
    assert bands(window) == []


# ---- what is done with them


def test_a_double_click_adds_the_layer_and_selected_ones_are_added_together(widget, use, window, qgis_new_project):
    with serving({"/data/": GEOJSON}) as server:
        data = [package(n, n.upper(), ("GeoJSON", server.url(f"/data/{n}.geojson"))) for n in "abc"]
        server.answers["/a/"] = holding(data)
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        results = tree(widget)
        place = results.visualItemRect(items(widget)["A"]).center()
        QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)
        layers = qgis_new_project.mapLayers
        assert until(lambda: [layer.name() for layer in layers().values()] == ["A"])
        assert until(lambda: not part(widget, QWidget, "ctdSearchWork").isVisible())
        results.clearSelection()
        items(widget)["B"].setSelected(True)
        items(widget)["C"].setSelected(True)
        items(widget)["C", "geojson"].setSelected(True)
        action(widget, "ctdResultAdd").trigger()
        assert until(lambda: sorted(layer.name() for layer in layers().values()) == ["A", "B", "C"])
        assert len(messages(window, Qgis.MessageLevel.Success)) == 3


def test_a_result_dragged_onto_the_map_is_added(widget, use, window, qgis_new_project):
    with serving({"/data/": GEOJSON}) as server:
        server.answers["/a/"] = holding([package("a", "A", ("GeoJSON", server.url("/data/a.geojson")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        [uri] = QgsMimeDataUtils.decodeUriList(tree(widget).mimeData([items(widget)["A"]]))
        # As QGIS does with what is dropped on its map.
        [handler] = [call.args[0] for call in window.registerCustomDropHandler.call_args_list[-1:]]
        assert (uri.layerType, uri.providerKey) == ("custom", handler.customUriProviderKey())
        handler.handleCustomUriDrop(uri)
        assert until(lambda: [layer.name() for layer in qgis_new_project.mapLayers().values()] == ["A"])


def test_a_layer_that_cannot_be_added_is_told_in_a_sentence_without_markup(widget, use, window):
    with serving({"/x/": FAULTS["403"]}) as server:
        data = package("a", "A &lt;img src=x&gt;", ("WFS", server.url("/x/wfs?typename=a")))
        server.answers["/a/"] = holding([data])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        window.messageBar().clear_messages()
        tree(widget).setCurrentItem(items(widget)["A <img src=x>"])
        QTest.keyClick(tree(widget), Qt.Key.Key_Return)
        assert part(widget, QWidget, "ctdSearchWork").isVisible()
        assert until(lambda: messages(window, Qgis.MessageLevel.Warning))
        [message] = messages(window, Qgis.MessageLevel.Warning)
        assert "A &lt;img src=x&gt;" in message
        assert "refused" in message
        assert not part(widget, QWidget, "ctdSearchWork").isVisible()


def test_stop_ends_what_is_being_added(widget, use, qgis_new_project):
    with serving({"/x/": FAULTS["slow"]}) as server:
        server.answers["/a/"] = holding([package("a", "A", ("WFS", server.url("/x/wfs?typename=a")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        action(widget, "ctdResultAdd").trigger()
        assert part(widget, QLabel, "ctdSearchWorkLabel").text() == "A"
        QTest.mouseClick(part(widget, QPushButton, "ctdSearchStop"), Qt.MouseButton.LeftButton)
        assert not part(widget, QWidget, "ctdSearchWork").isVisible()
        assert qgis_new_project.mapLayers() == {}


CAPABILITIES = """<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"><Service><Name>WMS</Name>
<Title>t</Title></Service><Capability><Request><GetMap><Format>image/png</Format></GetMap></Request><Layer>
<Title>All</Title><CRS>EPSG:3857</CRS><CRS>EPSG:4326</CRS>{layers}</Layer></Capability></WMS_Capabilities>"""
ONE_OF_THEM = """<Layer queryable="1"><Name>{name}</Name><Title>{title}</Title><CRS>EPSG:3857</CRS>
<EX_GeographicBoundingBox><westBoundLongitude>-5</westBoundLongitude><eastBoundLongitude>0</eastBoundLongitude>
<southBoundLatitude>46</southBoundLatitude><northBoundLatitude>49</northBoundLatitude></EX_GeographicBoundingBox>
<BoundingBox CRS="EPSG:3857" minx="-550000" miny="5780000" maxx="0" maxy="6280000"/></Layer>"""


@pytest.fixture
def choice(widget, use, window):
    """The choice among the layers of a service that lacks the one named; and the project's layers."""
    layers = (("rivieres", "Rivières"), ("lacs", "Lacs"), ("mares", "Mares d’eau <b>"))
    offered = "".join(ONE_OF_THEM.format(name=name, title=escape(title)) for name, title in layers)
    capabilities = Reply(CAPABILITIES.format(layers=offered).encode(), 200, "text/xml")
    with serving({"/wms": capabilities}) as server:
        server.answers["/a/"] = holding([package("a", "A", ("WMS", server.url("/wms?layers=disparue")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        action(widget, "ctdResultAdd").trigger()
        assert until(lambda: window.mainWindow().findChild(LayerDialog))
        yield window.mainWindow().findChild(LayerDialog)


def test_where_the_named_layer_is_not_there_the_user_chooses_among_those_that_are(choice, qgis_new_project):
    """Failure 16: the choice filters whatever accents, by the keyboard alone."""
    shown = choice.findChild(QListWidget)
    texts = [shown.item(row).text() for row in range(3)]
    assert texts == ["Rivières (rivieres)", "Lacs (lacs)", "Mares d’eau <b> (mares)"]
    box = choice.findChild(QLineEdit, "ctdLayerFilter")
    QTest.keyClicks(box, "RIVIERE")
    assert [shown.item(row).isHidden() for row in range(3)] == [False, True, True]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert until(lambda: qgis_new_project.mapLayers())
    [layer] = qgis_new_project.mapLayers().values()
    assert "layers=rivieres" in layer.source()


def test_the_choice_given_up_leaves_the_map_alone(choice, widget, qgis_new_project):
    QTest.keyClick(choice, Qt.Key.Key_Escape)
    assert not part(widget, QWidget, "ctdSearchWork").isVisible()
    assert not until(lambda: qgis_new_project.mapLayers(), 0.3)


def test_the_choice_goes_with_the_project(choice, widget, qgis_new_project, flush_deletes):
    qgis_new_project.clear()
    flush_deletes()
    assert sip.isdeleted(choice)
    assert not part(widget, QWidget, "ctdSearchWork").isVisible()


def test_unloading_with_the_choice_open_closes_it(choice, plugin, flush_deletes):
    """Failure 4."""
    plugin.unload()
    flush_deletes()
    assert sip.isdeleted(choice) or not choice.isVisible()


def test_a_file_goes_to_the_folder_chosen_which_is_remembered_and_can_be_added(
    widget, use, window, qgis_new_project, tmp_path, monkeypatch
):
    folder = tmp_path / "à moi"
    folder.mkdir()
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda parent, title, before: asked.append(before) or str(folder)
    )
    bar = QgsMessageBar(window.mainWindow())
    monkeypatch.setattr(window, "messageBar", lambda: bar)
    with serving({"/data/": GEOJSON}) as server:
        server.answers["/a/"] = holding([package("a", "A", ("GeoJSON", server.url("/data/points.geojson")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        for _ in range(2):
            action(widget, "ctdResultDownload").trigger()
            assert until(lambda: not part(widget, QWidget, "ctdSearchWork").isVisible())
        assert asked == ["", str(folder)]
        assert len(list(folder.glob("points*.geojson"))) == 2
        assert qgis_new_project.mapLayers() == {}
        bar.currentItem().findChild(QPushButton).click()
        assert len(qgis_new_project.mapLayers()) == 1


def test_a_folder_not_chosen_downloads_nothing(widget, use, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    with serving({"/data/": GEOJSON}) as server:
        server.answers["/a/"] = holding([package("a", "A", ("CSV", server.url("/data/a.csv")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        action(widget, "ctdResultDownload").trigger()
        assert [seen.path for seen in server.seen] == ["/a/api/3/action/package_search"]


def test_the_page_opens_the_address_is_copied_and_the_connection_kept_only_on_request(widget, use, window, monkeypatch):
    """Failure 29: the clipboard is the user's until he asks."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    data = package("a", "A", ("WMS", "https://x.fr/geoserver/ws/wms?layers=eau"))
    with serving({"/a/": holding([data])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        entry = items(widget)["A", "wms"]
        tree(widget).setCurrentItem(entry)
        point_at(widget, entry)
        QTest.keyClick(tree(widget), Qt.Key.Key_Down)
        assert clipboard.text() == "mine"
        assert opened == []
        tree(widget).setCurrentItem(entry)
        action(widget, "ctdResultOpen").trigger()
        assert opened == [server.url("/a/dataset/a")]
        action(widget, "ctdResultCopy").trigger()
        assert clipboard.text() == "https://x.fr/geoserver/ws/wms"
        name = "x.fr/geoserver/ws/wms".replace("/", "-")
        try:
            action(widget, "ctdResultConnect").trigger()
            assert QgsOwsConnection("WMS", name).uri().param("url") == "https://x.fr/geoserver/ws/wms"
        finally:
            QgsOwsConnection.deleteConnection("WMS", name)


def test_commands_are_offered_where_they_suit_the_selection(widget, use):
    with serving({"/a/": holding([package("a", "A"), package("b", "B", ("CSV", "https://x.fr/b.csv"))])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        names = ["ctdResultAdd", "ctdResultDownload", "ctdResultOpen", "ctdResultConnect", "ctdResultCopy"]
        assert [action(widget, name).isEnabled() for name in names] == [False] * 5
        items(widget)["B"].setSelected(True)
        assert [action(widget, name).isEnabled() for name in names] == [False, True, True, False, True]


# ---- offline


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
    today = datetime.now().strftime("%d/%m/%Y")
    assert f"from {today}, kept from an earlier search" in items(widget)["Eaux"].data(0, HTML)
    assert said(widget).endswith("no catalogue answers, these are from earlier searches")
    assert states(widget)[0].startswith("Portail a (API CKAN) – unreachable")
    ask(widget, "forêts")
    assert until(lambda: is_done(widget))
    assert not until(lambda: listed(widget), 0.3)


def test_what_is_kept_can_be_recalled_from_then_on(profile):
    catalogue = Catalogue("a", "A", "a", "53", Protocol.CKAN, "https://a.fr", None)
    memory, recalled = SearchCache(), []
    memory.keep(catalogue, [Record(str(number), f"Eaux {number}") for number in range(3000)])
    memory.recall(catalogue, "eaux 1234", recalled.append)
    assert until(lambda: recalled)
    assert [record.title for _, record, _ in recalled[0]] == ["Eaux 1234"]
    memory.close()


def test_a_catalogue_that_answers_again_is_no_longer_shown_from_memory(widget, use):
    with serving({"/a/": holding([package("a", "Eaux")])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eaux", "53")
        answer, server.answers["/a/"] = server.answers["/a/"], FAULTS["403"]
        ask(widget, "eaux")
        assert until(lambda: is_done(widget) and listed(widget))
        assert "earlier" in items(widget)["Eaux"].data(0, HTML)
        server.answers["/a/"] = answer
        follow_state(widget, "Portail a", "try again")
        assert until(lambda: "earlier" not in items(widget)["Eaux"].data(0, HTML))


# ---- how it looks and is used


@pytest.mark.parametrize("size", [9, 14])
def test_300_pixels_are_wide_enough(dock, widget, use, size):
    font = dock.font()
    font.setPointSize(size)
    dock.setFont(font)
    dock.setFloating(True)
    dock.resize(300, 800)
    dock.show()
    with serving({"/a/": holding([package("a", "Référentiel " * 20, ("WMS", "https://x.fr/wms"))])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        states(widget)
        QCoreApplication.processEvents()
        assert dock.width() == 300
        assert tree(widget).horizontalScrollBar().maximum() == 0
        assert part(widget, QTextBrowser, "ctdSearchStates").horizontalScrollBar().maximum() == 0


def test_the_keyboard_goes_through_everything_and_each_thing_has_a_name(widget, use, window):
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
            "ctdResultAdd",
            "ctdResultOpen",
            "ctdResultConnect",
            "ctdResultCopy",
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
