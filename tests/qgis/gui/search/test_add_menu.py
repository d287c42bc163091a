"""The choice of a service for what is added to the map."""

from __future__ import annotations

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsPointXY, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QPushButton, QToolButton

from ctd_plugin.gui.search import progress_row
from tests.peers.ckan import holding, package
from tests.peers.faults import FAULTS, serving
from tests.support.search_tab import GEOJSON, action, items, messages, part, plain, search, tree, until

BOTH = package(
    "a",
    "A",
    ("WMS", "https://x.fr/wms?layers=a"),
    ("WFS", "https://x.fr/wfs?typename=a"),
    ("SHP", "https://x.fr/a.zip"),
    ("ODT", "https://x.fr/a.odt"),
)


def offered(widget):
    """Return the texts of the menu for the selection, and that of the default."""
    menu = part(widget, QMenu, "ctdResultServices")
    menu.aboutToShow.emit()
    default = menu.defaultAction()
    texts = [one.text() for one in menu.actions() if one.text() and one.isEnabled()]
    return texts, default.text() if default else None


def choose(widget, text):
    menu = part(widget, QMenu, "ctdResultServices")
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_the_services_of_a_data_set_are_offered_and_the_default_is_said(widget, use):
    with serving({"/a/": holding([BOTH, package("b", "B", ("WMS", "https://x.fr/wms?layers=b"))])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        button = part(widget, QToolButton, "ctdResultAddButton")
        assert not button.isEnabled()
        tree(widget).setCurrentItem(items(widget)["A"])
        assert offered(widget) == (
            ["WFS – features", "WMS – picture", "SHP – file, downloaded to a folder", "Add with authentication…"],
            "WFS – features",
        )
        assert button.text() == "Add (WFS)"
        assert "Default: features" in button.toolTip()
        items(widget)["B"].setSelected(True)
        texts, default = offered(widget)
        assert texts[:2] == ["WFS – features (1 of 2)", "WMS – picture (2 of 2)"]
        # That is WFS of one and WMS of the other.
        assert default is None
        assert button.text() == "Add to the map"
        tree(widget).setCurrentItem(items(widget)["A", "wms"])
        assert offered(widget)[0] == ["WMS – picture", "Add with authentication…"]
        assert button.text() == "Add (WMS)"


def test_the_menu_opens_by_the_keyboard_and_is_in_the_menu_of_the_results(widget, use):
    with serving({"/a/": holding([BOTH])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["A"])
        button, menu = part(widget, QToolButton, "ctdResultAddButton"), part(widget, QMenu, "ctdResultServices")
        menu.aboutToShow.connect(lambda: shown.append(True))
        shown = []
        # Modal while it is open: it closes itself.
        menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Down)
        assert shown
        names = [one.objectName() for one in tree(widget).actions()]
        assert names[:3] == ["ctdResultAdd", "ctdResultAddAs", "ctdResultAuthenticate"]
        assert menu.menuAction().isEnabled()


def test_many_links_of_one_data_set_are_named_and_those_beyond_counted(widget, use):
    links = [("WMS", f"https://x.fr/wms?layers=n{number}") for number in range(20)]
    data = package("a", "A", *links)
    for number, resource in enumerate(data["resources"]):
        resource["name"] = f"R & D {number}"
    with serving({"/a/": holding([data])}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["A"])
        texts, _ = offered(widget)
        assert plain(texts[0]) == "WMS – picture: R && D 0"
        assert len(texts) == 16
        menu = part(widget, QMenu, "ctdResultServices")
        assert "5 more links in the list" in [one.text() for one in menu.actions()]


def test_a_file_is_downloaded_and_added_in_one_go(widget, use, window, qgis_new_project, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with serving({"/data/": GEOJSON}) as server:
        data = package("a", "A", ("zip", server.url("/data/points.json")), ("WMS", server.url("/wms?layers=x")))
        server.replies["/a/"] = holding([data])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["A"])
        [text] = [text for text in offered(widget)[0] if "downloaded to a folder" in text]
        choose(widget, text)
        assert until(lambda: qgis_new_project.mapLayers())
        [message] = messages(window, Qgis.MessageLevel.Success)
        assert message.endswith("added to the map.")


def test_an_added_layer_can_be_zoomed_to_and_its_table_opened(widget, use, window, qgis_new_project, monkeypatch):
    tables = []
    monkeypatch.setattr(window, "showAttributeTable", tables.append, raising=False)
    monkeypatch.setattr(window, "setActiveLayer", lambda layer: None, raising=False)
    window.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    window.mapCanvas().setExtent(QgsRectangle(5, 40, 6, 41))
    with serving({"/data/": GEOJSON}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("GeoJSON", server.url("/data/a.geojson")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["A"])
        for name in ("Zoom to the layer", "Open the attribute table"):
            qgis_new_project.removeAllMapLayers()
            window.messageBar().clearWidgets()
            action(widget, "ctdResultAdd").trigger()
            assert until(lambda: qgis_new_project.mapLayers())
            item = window.messageBar().currentItem()
            assert item.text() == "Layer “A” added to the map."
            [button] = [button for button in item.findChildren(QPushButton) if button.text() == name]
            button.click()
        [layer] = qgis_new_project.mapLayers().values()
        assert tables == [layer]
        # A single point has no extent to zoom to.
        assert window.mapCanvas().extent().contains(QgsPointXY(-1.7, 48.1))
        # Also once it is gone.
        window.messageBar().clearWidgets()
        action(widget, "ctdResultAdd").trigger()
        assert until(lambda: window.messageBar().currentItem())
        QgsProject.instance().removeAllMapLayers()
        for button in window.messageBar().currentItem().findChildren(QPushButton):
            button.click()


def test_what_is_not_understood_here_can_be_left_to_qgis(widget, use, window, monkeypatch):
    started = []
    add_link = progress_row.add_link

    def noted(*arguments, **named):
        started.append(named["is_checked"])
        return add_link(*arguments, **named)

    monkeypatch.setattr(progress_row, "add_link", noted)
    with serving({"/x/": FAULTS["500"]}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("WFS", server.url("/x/wfs?typename=a")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["A"])
        action(widget, "ctdResultAdd").trigger()
        assert until(lambda: messages(window, Qgis.MessageLevel.Warning))
        [button] = window.messageBar().currentItem().findChildren(QPushButton)
        assert button.text() == "Let QGIS try"
        button.click()
        assert until(lambda: "QGIS cannot" in "".join(messages(window, Qgis.MessageLevel.Warning)))
        assert started == [True, False]


def test_messages_with_buttons_go_with_the_plugin(widget, use, window, plugin, flush_deletes):
    with serving({"/x/": FAULTS["500"]}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("WFS", server.url("/x/wfs?typename=a")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["A"])
        action(widget, "ctdResultAdd").trigger()
        assert until(lambda: window.messageBar().currentItem())
        plugin.unload()
        flush_deletes()
        assert until(lambda: window.messageBar().currentItem() is None)
