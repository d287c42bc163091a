"""The search for the services of a portal: proposed, ticked, and stored with a platform."""

from __future__ import annotations

import gc

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTreeWidget,
)

from ctd_plugin.catalogues import discovery
from ctd_plugin.catalogues.discovery import FoundService
from ctd_plugin.catalogues.registry import Confidence, Endpoint, PlatformStatus, Protocol, Technology, read_platforms
from ctd_plugin.gis.catalogues.own_platforms import own_platforms
from ctd_plugin.gis.catalogues.service_discovery import ServiceDiscovery
from ctd_plugin.gis.network.exchange import HttpExchange
from ctd_plugin.gui.platforms.discovery_dialog import DiscoveryDialog, look_for_services
from ctd_plugin.gui.platforms.form import PlatformForm
from ctd_plugin.gui.platforms.window import show_platforms
from tests.peers.faults import HTML, JSON, XML, Reply, serving
from tests.support.csw_responses import EAU, results
from tests.support.event_loop import until
from tests.support.jobs import running

CSW = Reply(results(EAU, attributes='numberOfRecordsMatched="1234"').encode(), 200, XML)
CKAN = Reply(b'{"success": true, "result": {"count": 3, "results": []}}', 200, JSON)
PAGE = Reply(
    "<html><title>Géoportail</title><a href='https://ailleurs.exemple.fr/geonetwork/srv/fre/csw'>x</a></html>".encode(),
    200,
    HTML,
)
REPLIES = {"/": PAGE, "/geonetwork/srv/fre/csw": CSW, "/csw": CSW, "/api/3/action/package_search": CKAN}


@pytest.fixture
def find(window, windows, flush_deletes, monkeypatch):
    # The first addresses are enough here.
    monkeypatch.setattr(discovery, "MOST_CANDIDATES", 8)

    def widget(kind, name):
        gc.collect()
        found = [one for one in window.mainWindow().findChildren(kind, name) if one.isVisibleTo(one.window())]
        return found[-1] if found else None

    yield widget
    windows.close()
    flush_deletes()
    assert not running(ServiceDiscovery)
    # What was being parsed ends by itself.
    assert until(lambda: not running(), seconds=5)


@pytest.fixture
def server():
    with serving(REPLIES) as server:
        yield server


def craig(**changes):
    platform = next(platform for platform in read_platforms() if platform.id == "craig")
    return type(platform)(**{**vars(platform), **changes})


def click(find, name):
    QTest.mouseClick(find(QPushButton, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def items(find):
    tree = find(QTreeWidget, "ctdDiscoveryServices")
    return [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]


def ended(find):
    assert until(lambda: find(QPushButton, "ctdDiscoveryStop") is None, seconds=15)


def test_new_services_of_a_platform_are_ticked_and_stored_as_ones_own(window, windows, find, server):
    changes = []
    platform = craig(homepage=server.url("/"), endpoints=(), status=PlatformStatus.RETIRED)
    look_for_services(window, windows, platform, lambda: changes.append(1))
    ended(find)
    rows = [(item.text(0), item.text(1), item.checkState(0) == Qt.CheckState.Checked) for item in items(find)]
    assert rows == [
        ("CSW", "1,234 records", True),
        ("CKAN API", "3 records", True),
        ("CSW", "1,234 records (listed already)", False),
    ]
    assert "3 services answered." in find(QLabel, "ctdDiscoveryState").text()
    items(find)[1].setCheckState(0, Qt.CheckState.Unchecked)
    click(find, "ctdDiscoveryAdd")
    assert until(lambda: changes)
    (stored,) = own_platforms()
    assert (stored.id, stored.name, stored.status) == ("craig", "CRAIG", PlatformStatus.ACTIVE)
    assert [(one.protocol, one.url) for one in stored.endpoints] == [
        (Protocol.CSW, server.url("/geonetwork/srv/fre/csw"))
    ]
    assert "answered when the plugin asked" in stored.endpoints[0].evidence


def test_other_hosts_are_named_and_asked_on_request_only(window, windows, find, server):
    look_for_services(window, windows, craig(homepage=server.url("/"), endpoints=()))
    ended(find)
    others = find(QListWidget, "ctdDiscoveryElsewhere")
    texts = [others.item(row).text() for row in range(others.count())]
    assert "https://ailleurs.exemple.fr/geonetwork/srv/fre/csw" in texts
    assert not find(QPushButton, "ctdDiscoveryThere").isEnabled()
    others.item(0).setText(server.url("/csw"))
    others.setCurrentRow(0)
    click(find, "ctdDiscoveryThere")
    ended(find)
    address = find(QLineEdit, "ctdDiscoveryAddress")
    assert (address.text(), bool(items(find))) == (server.url("/csw"), True)
    # Enter asks again; it does not add what is ticked.
    address.setFocus()
    QTest.keyClick(address, Qt.Key.Key_Return)
    assert address.window().isVisible()
    ended(find)
    assert own_platforms() == ()


def test_the_form_takes_what_was_ticked_with_the_pages_title(window, windows, find, server):
    show_platforms(window, windows, lambda: None)
    click(find, "ctdOwnPlatformAdd")
    click(find, "ctdPlatformLook")
    assert server.seen == []
    find(QLineEdit, "ctdDiscoveryAddress").setText(server.url("/"))
    QTest.keyClick(find(QLineEdit, "ctdDiscoveryAddress"), Qt.Key.Key_Return)
    ended(find)
    click(find, "ctdDiscoveryAdd")
    assert until(lambda: find(QTableWidget, "ctdPlatformEndpoints").rowCount() == 2)
    assert find(QLineEdit, "ctdPlatformName").text() == "Géoportail"
    assert find(QLineEdit, "ctdPlatformHomepage").text() == server.url("/")
    assert find(QComboBox, "ctdPlatformTechnology").currentData() == Technology.CKAN.value


def test_each_form_has_its_own_search_which_gives_it_what_was_ticked(window, windows, find, server):
    forms = [PlatformForm(window, windows, craig(id=name, endpoints=(), homepage="")) for name in ("a", "b")]
    for form in forms:
        windows.show(form.windowTitle() + form.objectName() + str(id(form)), lambda form=form: form)
        QTest.mouseClick(form.findChild(QPushButton, "ctdPlatformLook"), Qt.MouseButton.LeftButton)
    searches = [one for one in window.mainWindow().findChildren(DiscoveryDialog) if one.isVisible()]
    assert len(searches) == 2
    # The last one is that of the second form.
    find(QLineEdit, "ctdDiscoveryAddress").setText(server.url("/"))
    click(find, "ctdDiscoveryLook")
    ended(find)
    click(find, "ctdDiscoveryAdd")
    counts = [form.findChild(QTableWidget, "ctdPlatformEndpoints").rowCount for form in forms]
    assert until(lambda: counts[1]() == 2)
    assert counts[0]() == 0


def test_what_was_ticked_by_hand_stays_when_more_answers_come(window, windows, find):
    dialog = DiscoveryDialog(window, [], tuple(read_platforms()[0].endpoints))
    dialog.show()
    first, other, last = (
        FoundService(Endpoint(protocol, f"https://a.fr/{path}", Confidence.HIGH, "", ""), 3)
        for protocol, path in ((Protocol.CKAN, "a"), (Protocol.CKAN, "b"), (Protocol.CSW, "c"))
    )
    dialog._on_found(first)
    dialog._on_found(other)
    assert dialog.ticked() == [first.endpoint]
    for item in items(find):
        is_other = item.text(2) == other.endpoint.url
        item.setCheckState(0, Qt.CheckState.Checked if is_other else Qt.CheckState.Unchecked)
    dialog._on_found(last)
    assert dialog.ticked() == [last.endpoint, other.endpoint]
    dialog.done(0)


def test_a_service_that_is_known_under_http_is_not_proposed_again_nor_stored_twice(window, windows, find, server):
    changes = []
    known = Endpoint(Protocol.CKAN, server.url("/api/3/action/").replace("http:", "https:"), Confidence.HIGH, "", "")
    look_for_services(window, windows, craig(homepage=server.url("/"), endpoints=(known,)), lambda: changes.append(1))
    ended(find)
    row = next(item for item in items(find) if item.text(0) == "CKAN API")
    assert row.checkState(0) == Qt.CheckState.Unchecked
    row.setCheckState(0, Qt.CheckState.Checked)
    click(find, "ctdDiscoveryAdd")
    assert until(lambda: changes)
    (stored,) = own_platforms()
    assert [one.protocol for one in stored.endpoints] == [Protocol.CSW, Protocol.CKAN]


def test_it_can_be_stopped_and_says_that_it_is_not_complete(window, windows, find):
    with serving({"/": Reply(b"", delay=30)}) as slow:
        look_for_services(window, windows, craig(homepage=slow.url("/"), endpoints=()))
        assert until(lambda: slow.seen)
        click(find, "ctdDiscoveryStop")
        assert not running(ServiceDiscovery) + running(HttpExchange)
        assert "Stopped: not all addresses were tried." in find(QLabel, "ctdDiscoveryState").text()
        look_for_services(window, windows, craig(id="x", name="X", homepage=slow.url("/"), endpoints=()))
        assert until(lambda: running(ServiceDiscovery))
        windows.close()
        assert not running(ServiceDiscovery) + running(HttpExchange)


@pytest.mark.parametrize(
    ("address", "words"), [("", "Enter the address"), ("ftp://a.fr", "“ftp://a.fr” is not an http or https address")]
)
def test_what_is_no_address_is_named(window, windows, find, address, words):
    look_for_services(window, windows, craig(homepage="", endpoints=()))
    assert "a few dozen requests, to its own hosts alone" in find(QLabel, "ctdDiscoveryState").text()
    find(QLineEdit, "ctdDiscoveryAddress").setText(address)
    click(find, "ctdDiscoveryLook")
    assert words in find(QLabel, "ctdDiscoveryState").text()


def test_a_portal_that_has_nothing_says_so(window, windows, find):
    with serving({"/": Reply(b"<html/>", 200, HTML)}) as server:
        look_for_services(window, windows, craig(homepage=server.url("/"), endpoints=()))
        ended(find)
    assert find(QLabel, "ctdDiscoveryState").text() == "No service was found."
    assert not find(QPushButton, "ctdDiscoveryAdd").isEnabled()
