"""The table of the services and the details of its row, while results come in."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QWidget

from ctd_plugin.catalogues.health import Health, key_of
from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.gis.catalogues.health_check import targets_of
from ctd_plugin.gui.dialogs.health_view import HealthDetails, HealthTable
from tests.support.platform_lists import NOW, endpoint, platforms_file


def test_a_result_of_another_row_leaves_what_is_selected_in_the_details(qgis_app, tmp_path):
    services = [endpoint("https://a.example.org"), endpoint("https://b.example.org")]
    table = HealthTable(targets_of(read_platforms(Path(platforms_file(tmp_path, services)))))
    parent = QWidget()
    details = HealthDetails(parent, print)
    table.row_changed.connect(lambda: details.show_values(table.current_values()))
    table.show_health({}, {key_of(service) for service in services})
    details.selectAll()
    selected = details.textCursor().selectedText()
    assert "https://a.example.org" in selected
    table.set_health(key_of(services[1]), Health(NOW, count=3))
    assert "answers" in map(str, table.rows()[1])
    assert details.textCursor().selectedText() == selected
    table.set_health(key_of(services[0]), Health(NOW, count=3))
    assert "answers" in details.toPlainText()
