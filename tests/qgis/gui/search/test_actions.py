"""What is done with results: added, dragged, downloaded, opened, copied."""

from __future__ import annotations

from qgis.core import Qgis, QgsMimeDataUtils, QgsOwsConnection
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from tests.peers.ckan import holding, package
from tests.peers.faults import FAULTS, serving
from tests.support.search_tab import GEOJSON, action, items, messages, part, point_at, search, tree, until


def test_a_double_click_adds_the_layer_and_selected_ones_are_added_together(widget, use, window, qgis_new_project):
    with serving({"/data/": GEOJSON}) as server:
        data = [package(n, n.upper(), ("GeoJSON", server.url(f"/data/{n}.geojson"))) for n in "abc"]
        server.replies["/a/"] = holding(data)
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
        server.replies["/a/"] = holding([package("a", "A", ("GeoJSON", server.url("/data/a.geojson")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        [uri] = QgsMimeDataUtils.decodeUriList(tree(widget).mimeData([items(widget)["A"]]))
        # As QGIS does with what is dropped on its map.
        [handler] = [call.args[0] for call in window.registerCustomDropHandler.call_args_list[-1:]]
        assert (uri.layerType, uri.providerKey) == ("custom", handler.customUriProviderKey())
        handler.handleCustomUriDrop(uri)
        assert until(lambda: [layer.name() for layer in qgis_new_project.mapLayers().values()] == ["A"])


def test_a_layer_that_cannot_be_added_is_reported_in_a_sentence_without_markup(widget, use, window):
    with serving({"/x/": FAULTS["403"]}) as server:
        data = package("a", "A &lt;img src=x&gt;", ("WFS", server.url("/x/wfs?typename=a")))
        server.replies["/a/"] = holding([data])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        window.messageBar().clear_messages()
        tree(widget).setCurrentItem(items(widget)["A <img src=x>"])
        QTest.keyClick(tree(widget), Qt.Key.Key_Return)
        assert part(widget, QWidget, "ctdSearchWork").isVisible()
        assert until(lambda: messages(window, Qgis.MessageLevel.Warning))
        [message] = messages(window, Qgis.MessageLevel.Warning)
        assert "A &lt;img src=x&gt;" in message
        assert "access denied" in message
        assert not part(widget, QWidget, "ctdSearchWork").isVisible()


def test_stop_ends_what_is_being_added(widget, use, qgis_new_project):
    with serving({"/x/": FAULTS["slow"]}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("WFS", server.url("/x/wfs?typename=a")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        action(widget, "ctdResultAdd").trigger()
        assert part(widget, QLabel, "ctdSearchWorkLabel").text() == "A"
        QTest.mouseClick(part(widget, QPushButton, "ctdSearchStop"), Qt.MouseButton.LeftButton)
        assert not part(widget, QWidget, "ctdSearchWork").isVisible()
        assert qgis_new_project.mapLayers() == {}


def test_a_file_goes_to_the_folder_chosen_which_is_remembered_and_can_be_added(
    widget, use, window, qgis_new_project, tmp_path, monkeypatch
):
    folder = tmp_path / "à moi"
    folder.mkdir()
    folders = []
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda parent, title, before: folders.append(before) or str(folder)
    )
    bar = QgsMessageBar(window.mainWindow())
    monkeypatch.setattr(window, "messageBar", lambda: bar)
    with serving({"/data/": GEOJSON}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("GeoJSON", server.url("/data/points.geojson")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        for _ in range(2):
            action(widget, "ctdResultDownload").trigger()
            assert until(lambda: not part(widget, QWidget, "ctdSearchWork").isVisible())
        assert folders == ["", str(folder)]
        assert len(list(folder.glob("points*.geojson"))) == 2
        assert qgis_new_project.mapLayers() == {}
        bar.currentItem().findChild(QPushButton).click()
        assert len(qgis_new_project.mapLayers()) == 1


def test_a_folder_not_chosen_downloads_nothing(widget, use, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    with serving({"/data/": GEOJSON}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("CSV", server.url("/data/a.csv")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        items(widget)["A"].setSelected(True)
        action(widget, "ctdResultDownload").trigger()
        assert [seen.path for seen in server.seen] == ["/a/api/3/action/package_search"]


def test_the_page_opens_the_address_is_copied_and_the_connection_kept_only_on_request(widget, use, window, monkeypatch):
    """The clipboard is the user's until he asks."""
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
