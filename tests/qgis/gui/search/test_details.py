"""All that a catalogue says of the current data set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QTextBrowser, QToolButton

from ctd_plugin.gui.search.tab import SearchTab
from ctd_plugin.settings import read_settings, write_settings
from tests.peers.ckan import holding, package, spatial
from tests.peers.faults import serving
from tests.support.search_tab import GEOJSON, items, part, plain, search, tree, until

pytestmark = pytest.mark.usefixtures("tall_dock")

NASTY = "1 < 2 & &lt;img src=x onerror=alert(1)&gt;"


@pytest.fixture
def opened(monkeypatch):
    """The addresses that were opened in the browser."""
    opened = []
    # As the browser gets them, percent signs and all.
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(bytes(url.toEncoded()).decode()) or True)
    return opened


def page(widget):
    return part(widget, QTextBrowser, "ctdSearchDetails")


def text(widget):
    return plain(page(widget).toPlainText())


def links(widget):
    """Return the texts and targets of the links on the page."""
    found, block = [], page(widget).document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if fragment.charFormat().isAnchor():
                found.append((fragment.text(), fragment.charFormat().anchorHref()))
            fragments += 1
        block = block.next()
    return found


def follow(widget, shown):
    page(widget).anchorClicked.emit(QUrl(dict(links(widget))[shown]))


def data(server=None, **more):
    address = server.url("/data/a.geojson") if server else "https://x.fr/a.geojson"
    return package(
        "eau",
        "Cours d’eau",
        ("WMS", "https://x.fr/wms%20eau?map=a%26b"),
        ("GeoJSON", address),
        organization={"title": "DREAL Bretagne"},
        metadata_modified="2025-03-04T10:00:00",
        notes="Un référentiel.\n\nAu 1:25 000, voir https://x.fr/doc.",
        license_title="Licence Ouverte 2.0",
        extras=spatial(-5.25, 47.2, -1, 48.9),
        **more,
    )


def test_the_current_data_set_is_described_whole(widget, use):
    with serving({"/a/": holding([data()])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        assert text(widget) == "Select a dataset to read its details."
        tree(widget).setCurrentItem(items(widget)["Cours d’eau"])
        lines = text(widget).splitlines()
        assert lines[0] == "Cours d’eau"
        for line in (
            "Un référentiel.",
            "Organisation: DREAL Bretagne",
            "Updated: 2025-03-04",
            "Licence: Licence Ouverte 2.0",
            "Extent: west -5.25, south 47.2, east -1, north 48.9 (degrees)",
            "Catalogue: Portail a",
            "https://x.fr/a.geojson",
        ):
            assert line in text(widget).replace("\u2028", "\n").splitlines()
        # The link under a data set has the same.
        tree(widget).setCurrentItem(items(widget)["Cours d’eau", "wms"])
        assert text(widget).splitlines() == lines
        tree(widget).setCurrentItem(tree(widget).topLevelItem(0))
        assert text(widget) == "Select a dataset to read its details."


def test_links_open_as_the_catalogue_wrote_them(widget, use, opened):
    with serving({"/a/": holding([data()])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["Cours d’eau"])
        [wms] = [shown for shown, _ in links(widget) if "wms" in shown]
        follow(widget, wms)
        follow(widget, "Page of the dataset")
        follow(widget, "https://x.fr/doc")
        assert opened == ["https://x.fr/wms%20eau?map=a%26b", server.url("/a/dataset/eau"), "https://x.fr/doc"]


def test_a_link_is_added_from_its_details(widget, use, qgis_new_project):
    with serving({"/data/": GEOJSON}) as server:
        server.replies["/a/"] = holding([data(server)])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["Cours d’eau"])
        target = [target for shown, target in links(widget) if shown == "Add to the map"][-1]
        page(widget).anchorClicked.emit(QUrl(target))
        assert until(lambda: [layer.name() for layer in qgis_new_project.mapLayers().values()] == ["Cours d’eau"])


def test_markup_and_links_of_the_panel_are_text(widget, use, opened):
    nasty = package("x", NASTY, ("WMS", "https://x.fr/wms"), organization={"title": "<b>x"}, notes=f"{NASTY} ctd:add/0")
    nasty["url"] = "javascript:alert(1)"
    nasty["resources"][0]["name"] = "<img src=x>"
    with serving({"/a/": holding([nasty])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        [entry] = [entry for name, entry in items(widget).items() if isinstance(name, str)]
        tree(widget).setCurrentItem(entry)
        assert text(widget).startswith("1 < 2 & <img src=x onerror=alert(1)>")
        assert "<b>x" in text(widget)
        assert "<img" not in page(widget).toHtml()
        assert not [target for _, target in links(widget) if target.startswith("javascript")]
        assert opened == []


def test_the_pane_folds_and_remembers_it(tall_dock, widget, use):
    head = part(widget, QToolButton, "ctdSearchDetailsHead")
    head.setFocus()
    assert page(widget).isVisible()
    # A low panel has room for the list alone, until somebody chooses.
    tall_dock.resize(300, 350)
    QApplication.processEvents()
    assert not page(widget).isVisible()
    assert read_settings().search_details == ""
    tall_dock.resize(300, 800)
    QApplication.processEvents()
    before = tree(widget).height()
    QTest.keyClick(head, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert not page(widget).isVisible()
    assert read_settings().search_details == "folded"
    assert tree(widget).height() > before
    QTest.keyClick(head, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert page(widget).isVisible()
    assert read_settings().search_details == "open"
    assert tree(widget).height() == pytest.approx(before, abs=2)
    tall_dock.resize(300, 350)
    QApplication.processEvents()
    assert page(widget).isVisible()


def test_a_pane_folded_from_the_start_opens_with_room_for_both(window, widget):
    write_settings(replace(read_settings(), search_details="folded"))
    tab = SearchTab(window, lambda: None)
    tab.resize(300, 800)
    tab.show()
    QApplication.processEvents()
    assert not page(tab).isVisible()
    part(tab, QToolButton, "ctdSearchDetailsHead").click()
    QApplication.processEvents()
    assert page(tab).height() > 100
    assert tree(tab).height() > page(tab).height()
    tab.stop()
    tab.close()
