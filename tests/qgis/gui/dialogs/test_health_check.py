"""“Check the platforms…”: the window, the results that it shows, and its end at any moment."""

from __future__ import annotations

import csv
import json
import time
from itertools import pairwise

import pytest
from osgeo import ogr
from qgis.core import QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QProgressBar, QPushButton, QTableView, QTextBrowser

from ctd_plugin.catalogues.health import Health, key_of
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.gis.catalogues.health_check import targets_of
from ctd_plugin.gis.catalogues.health_store import store_health, stored_health
from ctd_plugin.gis.catalogues.health_table import headings
from ctd_plugin.gis.network.exchange import HttpExchange
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.style.palette import HEALTH_FILLS
from ctd_plugin.gis.themes import shown_theme
from ctd_plugin.gui.common import ows_connections
from ctd_plugin.gui.dialogs.health_check import HealthCheckDialog, check_platforms
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.gui.navigation.browser import Browser
from ctd_plugin.i18n import language
from ctd_plugin.settings import Settings, write_settings
from tests.peers.faults import FAULTS, XML, Reply, dead_address, page, serving
from tests.support.browser_tree import Tree
from tests.support.event_loop import until
from tests.support.jobs import running
from tests.support.platform_lists import NOW, platforms_file
from tests.support.platform_lists import endpoint as wms
from tests.support.service_responses import WMS
from tests.support.tree_legend import class_categories

BUNDLED = [(platform, endpoint) for platform in read_platforms() for endpoint in platform.endpoints]


@pytest.fixture
def server():
    answers = {
        "/wms": Reply(WMS.encode(), content_type=XML),
        "/formula": page("=HYPERLINK(0) <b>bold</b>", 500),
        "/slow": FAULTS["slow"],
        **{f"/{name}": FAULTS[name] for name in ("403", "429")},
    }
    with serving(answers) as server:
        yield server


@pytest.fixture
def platforms(monkeypatch, tmp_path):
    """Return a function that makes the plugin know the endpoints given, and no others."""

    def know(*endpoints):
        file = platforms_file(tmp_path, endpoints)
        monkeypatch.setattr(ows_connections, "all_platforms", lambda own: read_platforms(tmp_path / "platforms.json"))
        return file

    return know


@pytest.fixture
def reported(window, monkeypatch):
    """Keep what the message bar says."""
    reported = []
    monkeypatch.setattr(window.messageBar(), "pushMessage", lambda *arguments: reported.append(arguments[1]))
    return reported


@pytest.fixture(autouse=True)
def nothing_goes_on(windows, flush_deletes):
    yield
    windows.close()
    flush_deletes()
    assert not running(HttpExchange)


def ended(dialog):
    return button(dialog, "Again").isEnabled()


def button(dialog, name):
    return dialog.findChild(QPushButton, f"ctdCheck{name}")


def sentence(dialog):
    return dialog.findChild(QLabel, "ctdCheckState").text()


def column(dialog, heading, role=Qt.ItemDataRole.DisplayRole):
    """Return the cells of a column in the order in which they are shown."""
    order = dialog.findChild(QTableView).model()
    number = list(headings()).index(heading)
    return [order.index(row, number).data(role) for row in range(order.rowCount())]


def test_all_services_are_checked_at_once_and_each_row_says_what_came(window, windows, server, platforms):
    platforms(wms(server.url("/wms")), wms(server.url("/403")), wms(server.url("/429")), wms(dead_address()))
    dialog = check_platforms(window, windows)
    assert column(dialog, "State") == ["checking…"] * 4
    assert button(dialog, "Stop").isEnabled()
    assert until(lambda: ended(dialog))
    assert column(dialog, "Address")[0] == server.url("/wms")
    shown = dict(zip(column(dialog, "Address"), column(dialog, "State"), strict=True))
    assert [*shown.values()] == ["answers", "too many requests, try later", "access denied", "unreachable"]
    assert column(dialog, "Records/layers") == ["2", "", "", ""]
    assert column(dialog, "Software")[:3] == ["Faults/1.0"] * 3
    assert column(dialog, "Checked on")[0][:10] == time.strftime("%Y-%m-%d")
    good, fair, bad = HEALTH_FILLS
    colours = [brush.color().name().upper() for brush in column(dialog, "State", Qt.ItemDataRole.BackgroundRole)]
    assert colours == [good, fair, bad, bad]
    assert sentence(dialog) == "2 of 4 services answer."
    assert not dialog.findChild(QProgressBar).isVisible()
    assert len(stored_health()) == 4


def test_the_table_sorts_numbers_as_numbers_and_by_name(window, server, platforms):
    urls = [f"https://{number}.example.org" for number in range(4)]
    platforms(*(wms(url) for url in urls))
    for url, count in zip(urls, (9, 100, None, 20), strict=True):
        store_health({key_of(wms(url)): Health(NOW, count=count)})
    dialog = HealthCheckDialog(window, targets_of(ows_connections.known_platforms(window)), lambda: None, print)
    table = dialog.findChild(QTableView)
    names = list(headings())
    table.sortByColumn(names.index("Records/layers"), Qt.SortOrder.DescendingOrder)
    assert column(dialog, "Records/layers") == ["100", "20", "9", ""]
    table.sortByColumn(names.index("Address"), Qt.SortOrder.AscendingOrder)
    assert column(dialog, "Address") == urls
    sip.delete(dialog)


def test_the_window_shows_what_was_known_until_the_response_comes_and_checks_again_what_just_failed(
    window, windows, server, platforms
):
    """What failed a moment ago is asked again where the user wants a check."""
    platforms(wms(server.url("/wms")))
    store_health({key_of(wms(server.url("/wms"))): Health(NOW, FailureReason.UNREACHABLE)})
    dialog = check_platforms(window, windows)
    assert until(lambda: ended(dialog))
    assert column(dialog, "State") == ["answers"]
    button(dialog, "Again").click()
    assert column(dialog, "State") == ["checking…"]
    assert until(lambda: ended(dialog))
    assert len(server.seen) == 2


def test_stop_ends_the_check_at_once_and_keeps_what_came_in(window, windows, server, platforms):
    platforms(wms(server.url("/wms")), wms(server.url("/slow")))
    dialog = check_platforms(window, windows)
    assert until(lambda: "answers" in column(dialog, "State"))
    button(dialog, "Stop").click()
    assert ended(dialog)
    assert column(dialog, "State") == ["answers", "not checked"]
    assert [key for key, health in stored_health().items()] == [key_of(wms(server.url("/wms")))]


@pytest.mark.parametrize("close", [lambda dialog, windows: dialog.reject(), lambda dialog, windows: windows.close()])
def test_the_window_closes_in_mid_check_and_what_came_in_is_kept(
    window, windows, server, platforms, flush_deletes, close
):
    """The window is closed, or the plugin unloaded, during a check."""
    platforms(wms(server.url("/wms")), wms(server.url("/slow")))
    kept = []
    dialog = check_platforms(window, windows, lambda: kept.append(len(stored_health())))
    assert until(lambda: "answers" in column(dialog, "State"))
    close(dialog, windows)
    flush_deletes()
    assert sip.isdeleted(dialog)
    assert kept == [1]
    assert not running(HttpExchange)


def test_a_second_call_brings_the_window_to_the_front_and_checks_nothing_twice(window, windows, server, platforms):
    platforms(wms(server.url("/wms")))
    dialog = check_platforms(window, windows)
    assert check_platforms(window, windows) is dialog
    assert until(lambda: ended(dialog))
    assert len(server.seen) == 1


def test_the_panel_is_refreshed_once_and_the_map_and_the_browser_show_the_check(window, windows, server, platforms):
    load_map(window)
    platforms(*(wms(server.url("/wms")) for _ in range(2)))
    known = [key_of(endpoint) for platform, endpoint in BUNDLED if platform.region == "53"]
    browser = Browser(window)
    browser.register()
    try:
        tree = Tree()
        tree.initialize()
        service = tree.below(tree.below(tree.find("Bretagne"))[0])[0]
        assert "not checked" in service.toolTip()
        reported = []
        dialog = check_platforms(window, windows, lambda: reported.append(True))
        assert until(lambda: ended(dialog))
        assert reported == [True]
        # The rest of the check, as if these services had answered too.
        store_health({key: Health(NOW, count=3) for key in known})
        button(dialog, "Map").click()
        project = QgsProject.instance()
        with language("fr"):
            assert shown_theme(find_layers(project)) is ThemeId.PLATFORM_HEALTH
        labels = [category.label() for category in find_layers(project).regions.renderer().categories()]
        assert "tous répondent (1)" in labels or "all answer (1)" in labels
        store_health({key: Health(NOW, FailureReason.TOO_SLOW) for key in known})
        button(dialog, "Again").click()
        assert until(lambda: ended(dialog))
        assert class_categories(find_layers(project).regions)[2].label()[-3:] == "(1)"
        assert "timed out on 24 November 2026" in service.toolTip()
    finally:
        browser.unregister()
        tree.deleteLater()


def test_the_window_lives_on_while_all_services_are_checked(window, windows, server, platforms):
    """Nothing waits on the GUI thread."""
    platforms(*(wms(server.url(f"/wms?number={number}")) for number in range(60)), wms(server.url("/slow")))
    write_settings(Settings(catalogue_timeout=1))
    beats, heart = [], QTimer()
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    dialog = check_platforms(window, windows)
    heart.start(5)
    assert until(lambda: ended(dialog))
    heart.stop()
    assert sentence(dialog) == "60 of 61 services answer."
    assert max(second - first for first, second in pairwise(beats)) < 1


def test_the_details_say_all_of_the_row_whole_and_its_address_opens(window, windows, server, platforms, opened):
    platforms(wms(server.url("/formula")), wms(server.url("/wms")))
    dialog = check_platforms(window, windows)
    assert until(lambda: ended(dialog))
    table, details = dialog.findChild(QTableView), dialog.findChild(QTextBrowser, "ctdCheckDetails")
    shown = details.toPlainText()
    assert "service error: 500, “=HYPERLINK(0) bold" in shown
    assert server.url("/formula") in shown
    button(dialog, "Open").click()
    details.anchorClicked.emit(QUrl(server.url("/formula")))
    assert opened == [server.url("/formula")] * 2
    table.selectRow(1)
    assert "answers" in details.toPlainText()
    # A new check keeps the row that one reads.
    button(dialog, "Again").click()
    assert until(lambda: ended(dialog))
    assert table.currentIndex().row() == 1


def test_rows_are_copied_for_a_mail_or_a_spreadsheet(window, windows, server, platforms):
    platforms(wms(server.url("/wms")), wms(server.url("/formula")))
    dialog = check_platforms(window, windows)
    assert until(lambda: ended(dialog))
    table = dialog.findChild(QTableView)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.split("\t")[0] == "Guadeloupe"
    assert copied.split("\t")[-1] == server.url("/wms")
    table.selectRow(1)
    button(dialog, "Copy").click()
    assert QGuiApplication.clipboard().text().endswith(server.url("/formula"))
    button(dialog, "CopyAll").click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == list(headings())
    assert lines[1] == copied
    assert len(lines) == 3


def test_only_for_what_failed_a_new_address_is_looked_for(window, platforms):
    platforms(wms("https://a.example.org"), wms("https://b.example.org"))
    store_health({key_of(wms("https://b.example.org")): Health(NOW, FailureReason.UNREACHABLE)})
    store_health({key_of(wms("https://a.example.org")): Health(NOW, count=3)})
    asked = []
    targets = targets_of(ows_connections.known_platforms(window))
    dialog = HealthCheckDialog(window, targets, lambda: None, asked.append)
    assert not button(dialog, "Find").isEnabled()
    dialog.findChild(QTableView).selectRow(1)
    button(dialog, "Find").click()
    assert asked == [targets[1][0]]
    sip.delete(dialog)


# The table as a file.


@pytest.fixture
def checked(window, windows, server, platforms):
    platforms(wms(server.url("/wms")), wms(server.url("/formula")))
    dialog = check_platforms(window, windows)
    assert until(lambda: ended(dialog))
    return dialog


def test_the_table_is_written_to_csv_in_the_order_shown_and_never_as_a_formula(checked, tmp_path):
    """UTF-8 with its mark, whatever the platform's encoding."""
    checked.findChild(QTableView).sortByColumn(list(headings()).index("Address"), Qt.SortOrder.AscendingOrder)
    checked.write(tmp_path / "été.csv")
    assert (tmp_path / "été.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "été.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *rows = csv.reader(file, delimiter=";")
    assert first == list(headings())
    assert [row[-1].rpartition("/")[2] for row in rows] == ["formula", "wms"]
    assert rows[1][6] == "2"
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_cell_that_looks_like_a_formula_stays_text(checked, tmp_path):
    with (tmp_path / "platforms.json").open(encoding="utf-8") as file:
        assert json.load(file)
    from ctd_plugin.gis.catalogues.health_table import write_table

    values = ["=1+1", "+33 1", "-", "@x", "a", 0.5, 2, "=cmd()", NOW, NOW.date(), None, "", "https://example.org"]
    write_table(tmp_path / "hostile.csv", [values])
    text = (tmp_path / "hostile.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert text.startswith(" =1+1; +33 1; -; @x;a;0.5;2; =cmd();2026-11-24 ")


def test_the_table_is_written_to_xlsx_with_numbers_as_numbers(checked, tmp_path):
    checked.write(tmp_path / "check.XLSX")
    with ogr.ExceptionMgr(), ogr.Open(str(tmp_path / "check.XLSX")) as book:
        layer = book.GetLayer(0)
        rows = [feature.items() for feature in layer]
    assert [row["State"] for row in rows] == ["answers", "service error"]
    assert rows[0]["Records/layers"] == 2
    assert isinstance(rows[0]["Time (s)"], float)


@pytest.mark.parametrize("name", ["check.pdf", "nowhere/check.csv"])
def test_a_file_that_cannot_be_written_is_reported(checked, reported, tmp_path, name):
    checked.write(tmp_path / name)
    assert len(reported) == 1
    assert "check.pdf" in reported[0] or "nowhere" in reported[0]


@pytest.mark.parametrize(("chosen", "written"), [("a", "a.csv"), ("a.xlsx", "a.xlsx"), ("", None)])
def test_the_file_is_chosen_and_gets_the_ending_of_its_kind(checked, monkeypatch, tmp_path, chosen, written):
    answer = str(tmp_path / chosen) if chosen else ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (answer, "CSV (*.csv)"))
    button(checked, "Export").click()
    files = [path.name for path in tmp_path.iterdir() if path.suffix in (".csv", ".xlsx")]
    assert files == ([written] if written else [])


def test_what_a_server_says_is_never_read_as_html(window, platforms):
    platforms(wms("https://a.example.org"))
    store_health({key_of(wms("https://a.example.org")): Health(NOW, FailureReason.EXCEPTION, "<b>bold</b>")})
    dialog = HealthCheckDialog(window, targets_of(ows_connections.known_platforms(window)), lambda: None, print)
    assert column(dialog, "Detail") == ["<b>bold</b>"]
    assert column(dialog, "Detail", Qt.ItemDataRole.ToolTipRole) == ["<div>&lt;b&gt;bold&lt;/b&gt;</div>"]
    sip.delete(dialog)


def test_without_a_network_the_former_results_stay_and_the_user_is_informed(window, windows, reported, platforms):
    here = dead_address()
    dead = [wms(here), wms(here.replace("127.0.0.1", "localhost"))]
    platforms(*dead)
    before = {key_of(endpoint): Health(NOW, count=3) for endpoint in dead}
    store_health(before)
    kept = []
    dialog = check_platforms(window, windows, lambda: kept.append(True))
    assert until(lambda: ended(dialog))
    assert column(dialog, "State") == ["unreachable"] * 2
    assert stored_health() == before
    assert kept == []
    assert len(reported) == 1
    assert "check the network" in reported[0]


def test_a_platforms_file_that_is_damaged_is_reported_and_the_bundled_one_used(window, reported, tmp_path):
    (tmp_path / "mine.json").write_text("<b>", encoding="utf-8")
    write_settings(Settings(platforms_file=str(tmp_path / "mine.json")))
    assert ows_connections.known_platforms(window) == read_platforms()
    assert len(reported) == 1
    assert "mine.json" in reported[0]


def test_without_any_address_it_says_so(window, windows, platforms):
    platforms()
    dialog = check_platforms(window, windows)
    assert sentence(dialog) == "These platforms have no service address to check."
    assert not button(dialog, "Again").isEnabled()
    assert not button(dialog, "Stop").isEnabled()
