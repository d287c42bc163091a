"""The choice of an authentication configuration for a private service."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsAuthConfigSelect
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QPushButton

from ctd_plugin.gui.search.authentication_dialog import AuthenticationDialog
from tests.peers.ckan import holding, package
from tests.peers.faults import Reply, serving
from tests.support.authentication import BASIC
from tests.support.search_tab import GEOJSON, action, items, listed, messages, requests, search, tree, until


@pytest.fixture
def private(widget, use):
    """A catalogue with a file of a server that asks for a password; the file's data set is selected."""

    def guard(seen):
        return GEOJSON if seen.headers.get("Authorization") == BASIC else Reply(b"no", 401)

    with serving({"/data/": guard}) as server:
        server.replies["/a/"] = holding([package("a", "A", ("GeoJSON", server.url("/data/a.geojson")))])
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        tree(widget).setCurrentItem(items(widget)["A"])
        yield server


def press(window, text):
    buttons = window.messageBar().currentItem().findChildren(QPushButton)
    next(button for button in buttons if button.text() == text).click()


def question(window):
    return window.mainWindow().findChild(AuthenticationDialog)


def answer(window, identifier):
    question(window).findChild(QgsAuthConfigSelect).setConfigId(identifier)
    question(window).findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()


def test_a_service_that_refuses_brings_the_choice_and_is_added_with_it(
    private,
    widget,
    window,
    qgis_new_project,
    authcfg,
):
    action(widget, "ctdResultAdd").trigger()
    assert until(lambda: messages(window, Qgis.MessageLevel.Warning))
    press(window, "Choose an authentication…")
    assert "127.0.0.1" in question(window).findChild(QLabel).text()
    answer(window, authcfg)
    assert until(lambda: qgis_new_project.mapLayers())
    # Remembered for the server: nobody is asked again.
    qgis_new_project.removeAllMapLayers()
    window.messageBar().clearWidgets()
    action(widget, "ctdResultAdd").trigger()
    assert until(lambda: qgis_new_project.mapLayers())
    levels = (Qgis.MessageLevel.Info, Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical, Qgis.MessageLevel.Success)
    said = " ".join(one for level in levels for one in messages(window, level))
    assert authcfg not in said
    assert "secret" not in said


def test_the_choice_is_offered_before_a_refusal_and_can_be_given_up(
    private, widget, window, qgis_new_project, flush_deletes
):
    action(widget, "ctdResultAuthenticate").trigger()
    assert until(lambda: question(window).isActiveWindow())
    QTest.keyClick(question(window), Qt.Key.Key_Escape)
    flush_deletes()
    assert question(window) is None
    assert not until(lambda: qgis_new_project.mapLayers(), 0.2)
    assert not [seen for seen in private.seen if seen.path.startswith("/data/")]


def test_a_download_that_is_refused_brings_the_choice_too(private, widget, window, tmp_path, monkeypatch, authcfg):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    action(widget, "ctdResultDownload").trigger()
    assert until(lambda: messages(window, Qgis.MessageLevel.Warning))
    press(window, "Choose an authentication…")
    answer(window, authcfg)
    assert until(lambda: list(tmp_path.glob("a*.geojson")))


def test_without_the_master_password_nothing_is_sent(private, widget, window, monkeypatch, authcfg):
    monkeypatch.setattr(QgsApplication.authManager(), "setMasterPassword", lambda verify: False)
    action(widget, "ctdResultAuthenticate").trigger()
    answer(window, authcfg)
    assert question(window).isVisible()
    assert not [seen for seen in private.seen if seen.path.startswith("/data/")]
    question(window).reject()


def test_the_window_goes_with_the_plugin(private, widget, window, plugin, flush_deletes):
    action(widget, "ctdResultAuthenticate").trigger()
    asked = question(window)
    plugin.unload()
    flush_deletes()
    assert sip.isdeleted(asked) or not asked.isVisible()


def test_a_private_catalogue_is_searched_once_a_configuration_was_chosen(widget, use, window, authcfg):
    def guard(seen):
        return holding([package("a", "A")])(seen) if seen.headers.get("Authorization") == BASIC else Reply(b"no", 401)

    with serving({"/a/": guard}) as server:
        use({"a": ("53", server.url("/a"))})
        search(widget, "eau", "53")
        assert requests(widget) == {"Bretagne": ["Portail a: access denied: 401 – choose an authentication…"]}
        tree(widget).setCurrentItem(tree(widget).topLevelItem(0).child(0))
        QTest.keyClick(tree(widget), Qt.Key.Key_Return)
        answer(window, authcfg)
        assert until(lambda: listed(widget) == {"Bretagne": ["A"]})
