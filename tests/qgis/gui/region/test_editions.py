"""Which edition the panel shows, what was carried over in it, and an edition that is there as a plain layer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QAction, QApplication, QComboBox, QLabel, QPushButton

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.gis.catalogues.own_platforms import save_own
from ctd_plugin.gis.project.editions import editions_of, find_layers, make_current
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gui.region.page_html import OPEN
from ctd_plugin.gui.region.portrait import portrait_text
from ctd_plugin.i18n import language
from ctd_plugin.settings import read_settings, write_settings
from tests.support.editions import later_edition, rows
from tests.support.panel import edited, follow, links, name, part, text


@pytest.fixture
def english(qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    QApplication.processEvents()
    return qgis_new_project


def test_one_edition_is_named_and_offers_no_choice(dock, english):
    dock.show_region("53")
    label = part(dock, QLabel, "ctdEdition")
    assert label.accessibleName() == "Edition: CNIG survey 2025–2026"
    assert label.isVisible()
    assert not part(dock, QComboBox, "ctdEditionChooser").isVisible()


def test_two_editions_are_chosen_between_and_the_region_stays(dock, english, tmp_path):
    dock.show_region("53")
    before = text(dock)
    with language("en"):
        later = load_layers(english, later_edition(tmp_path / "later.gpkg"))
    QApplication.processEvents()
    chooser = part(dock, QComboBox, "ctdEditionChooser")
    assert chooser.isVisible()
    assert chooser.currentText() == "Enquête 2026"
    assert sorted(chooser.itemText(n) for n in range(2)) == ["CNIG survey 2025–2026", "Enquête 2026"]
    other = 1 - chooser.currentIndex()
    chooser.setCurrentIndex(other)
    chooser.activated[int].emit(other)
    QApplication.processEvents()
    assert find_layers(english).id != later.id
    assert (name(dock), text(dock)) == ("Bretagne", before)
    make_current(english, later)
    QApplication.processEvents()
    assert chooser.currentText() == "Enquête 2026"
    english.removeMapLayers([layer.id() for layer in editions_of(english)[0].all.values()])
    QApplication.processEvents()
    assert not chooser.isVisible()


def added_columns(bundled, columns):
    """Return the statements that add columns to tables which lack them."""
    return [
        f"ALTER TABLE {table} ADD COLUMN {column} TEXT"
        for table, column in columns.items()
        if column not in [row[1] for row in rows(bundled, f"PRAGMA table_info({table})")]
    ]


def test_what_was_carried_over_has_its_year_everywhere(dock, qgis_new_project, filled, bundled, tmp_path):
    columns = ("statut", "moyens", "gouvernance", "date_ctd", "date_entretien")
    carried = "; ".join(f"{column}: 2024" for column in columns)
    statements = [
        *added_columns(bundled, {"survey": "reprises", "facts": "carried_from"}),
        f"UPDATE survey SET reprises = '{carried}' WHERE region_code = '44'",
        "UPDATE facts SET carried_from = '2024' WHERE region_code = '44'",
    ]
    filled(edited(bundled, tmp_path, *statements), "en", project=qgis_new_project)
    dock.show_region("44")
    profile = edition_of(find_layers(qgis_new_project)).by_code["44"]
    assert part(dock, QLabel, "ctdStatusChip").text().endswith("\u00a0(2024)")
    assert "Date of the CTD: 2025-11-27\u00a0(2024)" in part(dock, QLabel, "ctdDate").text()
    page = text(dock)
    assert "Governance (carried over from 2024)" in page
    assert "≈ 2.5 FTE (2024)" in page.replace("\u00a0", " ")
    # Its interview has no year, and that of this edition is another one's.
    assert "Interview" not in page
    assert "CTD: 2025-11-27 (2024)" in page.replace("\u00a0", " ")
    assert "carried over from 2024" in portrait_text(profile, [profile], "")


def test_own_platforms_stand_in_the_header_and_the_page_as_ones_own(dock, english, monkeypatch, tmp_path):
    monkeypatch.setattr("ctd_plugin.gis.catalogues.own_platforms.profile_folder", lambda: tmp_path / "ctd")
    before = read_settings()
    write_settings(replace(before, platforms_file=""))
    craig = next(platform for platform in read_platforms() if platform.id == "craig")
    save_own(replace(craig, id="mine", name="My portal", region="02", survey_quote="", homepage="https://mine.fr/"))
    dock.setFloating(True)
    dock.resize(400, 700)
    dock.show_region("02")
    QApplication.processEvents()
    shown = part(dock, QLabel, "ctdPlatform1")
    assert shown.accessibleName() == "My portal"
    assert "(added by you)" in shown.text()
    assert "https://mine.fr/" in dict(links(dock))
    assert "added by you" in text(dock)
    assert "added by you" not in part(dock, QLabel, "ctdPlatform0").text()
    dock.findChild(QAction, "ctdPortraitCopy").trigger()
    line = next(one for one in QGuiApplication.clipboard().text().splitlines() if one.startswith("My portal"))
    assert line.endswith(", added by you")


def test_an_edition_that_lies_there_unstyled_is_offered_to_be_opened(dock, window, plugin, qgis_new_project, tmp_path):
    later = later_edition(tmp_path / "later.gpkg")
    plain = QgsVectorLayer(f"{later}|layername=regions", "regions", "ogr")
    qgis_new_project.addMapLayer(plain)
    QApplication.processEvents()
    assert "as a plain layer" in text(dock)
    assert len(links(dock)) == 2
    plugin.panel()._show_clicked("53")
    button = window.messageBar().findChild(QPushButton, "ctdOffer")
    assert button.text() == "Open it as a CTD edition"
    follow(dock, OPEN)
    assert find_layers(qgis_new_project) is not None
    dock.show_region("53")
    assert name(dock) == "Bretagne"
    assert "Enquête 2026" in part(dock, QLabel, "ctdEdition").accessibleName()
