"""The check window with the results that come with the plugin: what moved, and the file of results to send in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from qgis.PyQt.QtWidgets import QFileDialog, QLabel, QPushButton, QTableView, QTextBrowser

from ctd_plugin.catalogues.endpoint_checks import EndpointChecks, read_checks, write_checks
from ctd_plugin.catalogues.health import Clue, Health, Move, key_of
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.gis.catalogues import known_health
from ctd_plugin.gis.catalogues.health_check import targets_of
from ctd_plugin.gis.catalogues.health_store import store_health, stored_health
from ctd_plugin.gis.catalogues.health_table import headings
from ctd_plugin.gis.catalogues.own_platforms import own_platforms
from ctd_plugin.gui.dialogs.health_check import HealthCheckDialog
from tests.support.platform_lists import endpoint

DAY = datetime(2026, 12, 3, 12, tzinfo=UTC)
TARGETS = targets_of(read_platforms())
(PLATFORM, FIRST), (_, SECOND) = TARGETS[:2]
MOVES = tuple(Move(f"https://{name}.example.org/csw", Clue.PAGE, "https://portal.example.org/") for name in "ab")


@pytest.fixture
def shipped(monkeypatch, tmp_path, profile):
    """Make the plugin come with results: the first service moved, the second answered."""
    path = tmp_path / "endpoint_checks.json"
    monkeypatch.setattr(known_health, "SHIPPED_CHECKS", path)
    results = {
        key_of(FIRST): Health(DAY, FailureReason.NOT_FOUND, "404", answered_on=date(2026, 5, 1), moves=MOVES),
        key_of(SECOND): Health(DAY, count=12),
    }
    write_checks(path, EndpointChecks(date(2026, 12, 3), "CTD", results))
    return path


@pytest.fixture
def dialog(window, shipped, flush_deletes):
    """Return the window before a check of one's own."""
    dialog = HealthCheckDialog(window, TARGETS, lambda: None, print)
    yield dialog
    dialog.deleteLater()
    flush_deletes()


def button(dialog, name):
    return dialog.findChild(QPushButton, f"ctdCheck{name}")


def test_before_a_check_of_ones_own_the_results_that_come_with_the_plugin_are_shown(dialog):
    text = dialog.findChild(QLabel, "ctdCheckState").text()
    assert text == "Check made on 3 December 2026, supplied with the plugin: 1 of 2 services answers."
    model = dialog.findChild(QTableView).model()
    columns = list(headings())
    shown = {name: model.index(0, columns.index(name)).data() for name in columns}
    assert (shown["State"], shown["Detail"]) == ("not found", "404")
    # Of these the day alone is known.
    assert (shown["Checked on"], shown["Last answer"]) == ("2026-12-03", "2026-05-01")
    assert not button(dialog, "Send").isEnabled()


def test_before_another_check_the_days_of_all_that_is_shown_are_said(shipped, window):
    store_health({key_of(FIRST): Health(DAY.replace(day=5), count=3)})
    other = HealthCheckDialog(window, TARGETS, lambda: None, print)
    text = other.findChild(QLabel, "ctdCheckState").text()
    assert text == "Earlier checks, made between 2026-12-03 and 2026-12-05: 2 of 2 services answer."
    other.deleteLater()


def test_without_results_of_the_bundled_platforms_there_is_nothing_to_send_in(shipped, window):
    private = endpoint("https://intranet.example.org/wms")
    store_health({key_of(private): Health(DAY), key_of(FIRST): Health(DAY, FailureReason.PROXY)})
    other = HealthCheckDialog(window, TARGETS, lambda: None, print)
    assert not button(other, "Send").isEnabled()
    other.deleteLater()


def test_a_damaged_file_is_named_in_the_window(dialog, shipped, window):
    shipped.write_text("[", encoding="utf-8")
    other = HealthCheckDialog(window, TARGETS, lambda: None, print)
    assert str(shipped) in other.findChild(QLabel, "ctdCheckState").text()
    other.deleteLater()


def test_a_new_address_is_a_question_and_a_click_makes_it_one_of_the_users_own(dialog, window):
    details = dialog.findChild(QTextBrowser).toPlainText()
    for move in MOVES:
        assert f"Moved to? {move.url} – named by the page https://portal.example.org/" in details
    assert own_platforms() == ()
    button(dialog, "Moved").click()
    (own,) = own_platforms()
    assert own.id == PLATFORM.id
    assert [one.url for one in own.endpoints] == [MOVES[0].url, *(one.url for one in PLATFORM.endpoints[1:])]
    assert own.endpoints[0].evidence == "named by the page https://portal.example.org/"
    button(dialog, "Moved").click()
    assert own_platforms()[0].endpoints == own.endpoints
    dialog.findChild(QTableView).selectRow(1)
    assert not button(dialog, "Moved").isEnabled()


def test_what_was_changed_since_the_window_opened_is_not_lost(dialog, window, shipped):
    button(dialog, "Moved").click()
    later = read_checks(shipped)
    results = later.endpoints | {key_of(SECOND): Health(DAY, FailureReason.NOT_FOUND, moves=MOVES[1:])}
    write_checks(shipped, replace(later, endpoints=results))
    dialog.findChild(QTableView).selectRow(1)
    button(dialog, "Moved").click()
    (own,) = own_platforms()
    assert [one.url for one in own.endpoints[:2]] == [MOVES[0].url, MOVES[1].url]


def test_the_results_to_send_in_have_the_bundled_platforms_alone(dialog, window, tmp_path, monkeypatch, shipped):
    private = endpoint("https://intranet.example.org/wms")
    store_health(
        {
            key_of(private): Health(DAY.replace(day=5)),
            key_of(FIRST): Health(DAY.replace(day=5), FailureReason.REFUSED, "403, “your address 192.0.2.7”"),
        }
    )
    assert len(stored_health()) == 2
    other = HealthCheckDialog(window, TARGETS, lambda: None, print)
    target = tmp_path / "results.v1"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    button(other, "Send").click()
    written = tmp_path / "results.v1.json"
    content = written.read_text(encoding="ascii")
    results = read_checks(written)
    assert results.endpoints.keys() == {key_of(FIRST), key_of(SECOND)}
    health = results.endpoints[key_of(FIRST)]
    assert (health.reason, health.answered_on) == (FailureReason.REFUSED, date(2026, 5, 1))
    assert results.checked_on == date(2026, 12, 5)
    assert results.made_with.startswith("CTD Governance Map")
    assert "intranet" not in content
    assert "192.0.2.7" not in content
    assert json.loads(content)["homepages"] == []
    other.deleteLater()
