"""The page of a region: its content, and that a survey’s words are never markup or commands."""

from __future__ import annotations

import re

import pytest
from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QLineEdit

from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.profile.ranking import rank_of
from ctd_plugin.gis.labels.fields import field_aliases
from ctd_plugin.gis.labels.labels import figure_text, status_labels
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.regions.sections import check_text, key_figures, rank_texts
from ctd_plugin.gis.style.palette import STATUS_FILLS, label_colour
from ctd_plugin.gui.region.page_html import CONNECT, COPY
from ctd_plugin.gui.region.region_page import FOLD, PLOT
from ctd_plugin.i18n import language, titled
from ctd_plugin.regions import PRINTED_NAMES, REGION_NAMES
from tests.support.panel import edited, flat, follow, html, links, messages, name, page, part, text, unfold_all


@pytest.mark.parametrize("code", REGION_NAMES)
def test_the_panel_shows_all_that_the_layers_hold_of_a_region(dock, project, code):
    unfold_all(dock)
    dock.show_region(code)
    page_text = flat(text(dock))
    profile = next(p for p in edition_of(find_layers(project)).profiles if p.code == code)
    assert name(dock) == profile.printed_name == PRINTED_NAMES[code]
    with language("fr"):
        titles = field_aliases()
        chip = part(dock, QLabel, "ctdStatusChip")
        if profile.status:
            assert chip.text() == status_labels()[profile.status]
            fill = STATUS_FILLS[profile.status]
            assert f"background: {fill}; color: {label_colour(fill)}" in chip.styleSheet()
        assert titled("Date du CTD", profile.written_date or "non renseignée") in part(dock, QLabel, "ctdDate").text()
        places = [page_text.index(f"▾ {titles[answer.column]}") for answer in profile.answers]
    assert places == sorted(places)
    for answer in profile.answers:
        assert flat(answer.text) in page_text
    for platform in profile.platforms:
        assert platform.name in page_text
        assert not platform.homepage or platform.homepage in dict(links(dock))
        for endpoint in platform.endpoints:
            assert endpoint.url in page_text
    with language("fr"):
        once = flat(check_text(profile.platforms, {}))
    assert not once or page_text.count(once) == 1
    assert "non vérifié" not in page_text.replace(once, "")
    for fact in profile.facts:
        assert flat(fact.quote) in page_text


def test_a_figure_is_ranked_among_those_that_cover_the_same_only(dock, qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    profiles = edition_of(find_layers(qgis_new_project)).profiles
    ranked = 0
    for profile in profiles:
        dock.show_region(profile.code)
        shown = flat(text(dock))
        for key in key_figures(profile, profiles):
            rank = rank_of(key.figure, key.of_all) if key.figure else None
            assert not key.figure or f"{key.title}: {flat(figure_text(key.figure, key.written))}" in shown
            ranked += rank is not None
            assert rank is None or f" of {rank.count} comparable regions, median: " in shown
        assert shown.count("comparable regions") == sum(map(bool, map(rank_texts, key_figures(profile, profiles))))
    assert 3 < ranked < 40


def test_what_has_no_answer_is_named_in_one_line(dock, qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    dock.show_region("02")
    line = text(dock).splitlines()[-1]
    assert line.startswith("No answer: context, legal or contractual form")
    assert "participation in the CNIG" in line
    with language("en"):
        blank = [field_aliases()[column].lower() for column in SURVEY_COLUMNS[6:11]]
    assert all(title in line for title in blank)


def test_a_region_without_a_row_is_reported(dock, qgis_new_project, filled, one_row):
    filled(one_row, "en", project=qgis_new_project)
    dock.show_region("76")
    assert "This region has no row in this edition of the survey." in text(dock)
    assert part(dock, QLabel, "ctdStatusChip").text() == "No answer"


@pytest.mark.parametrize(("code", "status"), [("fr", "CTD existant"), ("en", "CTD in place")])
def test_the_panel_is_in_the_language_of_the_layers(dock, qgis_new_project, filled, bundled, code, status):
    filled(bundled, code, project=qgis_new_project)
    dock.show_region("52")
    assert part(dock, QLabel, "ctdStatusChip").text() == status


def test_html_and_script_in_a_cell_are_shown_as_text(dock, qgis_new_project, filled, bundled, tmp_path):
    nasty = """<script>alert(1)</script><img src=x><a href="ctd:copy/0">x</a> & "q" """
    statements = [
        f"UPDATE survey SET contexte = '{nasty}' WHERE region_code = '53'",
        f"UPDATE regions SET region_name = '{nasty}' WHERE region_code = '53'",
        f"UPDATE platforms SET name = '{nasty}', homepage = 'javascript:alert(1)' WHERE region_code = '53'",
        f"UPDATE facts SET quote = '{nasty}' WHERE region_code = '53'",
    ]
    filled(edited(bundled, tmp_path, *statements), project=qgis_new_project)
    unfold_all(dock)
    before = len([address for address, _ in links(dock) if address == "ctd:copy/0"])
    dock.show_region("53")
    assert text(dock).count(nasty.strip()) >= 3
    assert name(dock) == nasty
    assert all(address.startswith(PLOT) for address in re.findall(r'<img src="([^"]*)', html(dock)))
    assert len([address for address, shown in links(dock) if address == "ctd:copy/0" and shown == "x"]) == before
    assert part(dock, QLabel, "ctdRegionName").textFormat() == Qt.TextFormat.PlainText


def test_a_homepage_with_a_forbidden_scheme_is_refused_in_words(
    dock, window, qgis_new_project, filled, bundled, tmp_path, opened
):
    statement = "UPDATE platforms SET homepage = 'javascript:alert(1)' WHERE region_code = '53'"
    filled(edited(bundled, tmp_path, statement), project=qgis_new_project)
    dock.show_region("53")
    assert "javascript:alert(1)" in dict(links(dock))
    follow(dock, "javascript:alert(1)")
    assert opened == []
    assert len(messages(window, Qgis.MessageLevel.Warning)) == 1


def test_an_address_cannot_be_a_command_of_the_panel(dock, qgis_new_project, filled, bundled, tmp_path):
    statements = [
        "UPDATE platforms SET homepage = 'CTD:connect/3' WHERE region_code = '01'",
        "UPDATE endpoints SET url = ' ctd:load' WHERE protocol = 'csw'",
    ]
    filled(edited(bundled, tmp_path, *statements), project=qgis_new_project)
    dock.show_region("01")
    shown = text(dock)
    assert "CTD:connect/3" in shown
    assert "ctd:load" in shown
    found = [address.strip().lower() for address, _ in links(dock)]
    assert found.count("ctd:connect/3") == 1
    assert "ctd:load" not in found


def test_addresses_in_an_answer_are_links_that_open(dock, project, opened):
    dock.show_region("84")
    addresses = [address for address, _ in links(dock)]
    assert "craig.fr" in addresses
    follow(dock, "craig.fr")
    assert opened == ["https://craig.fr"]


def test_a_mail_address_in_an_answer_opens_the_mail_program(dock, qgis_new_project, filled, bundled, tmp_path, opened):
    statement = "UPDATE survey SET contact = 'sig@region.fr, ou tél.' WHERE region_code = '53'"
    filled(edited(bundled, tmp_path, statement), project=qgis_new_project)
    dock.show_region("53")
    assert ("sig@region.fr", "sig@region.fr") in links(dock)
    follow(dock, "sig@region.fr")
    assert opened == ["mailto:sig@region.fr"]


@pytest.mark.parametrize("target", [f"{COPY}99", f"{COPY}x", f"{CONNECT}0", f"{COPY}²", f"{FOLD}nothing"])
def test_a_command_that_fits_nothing_does_nothing(dock, project, target):
    dock.show_region("01")
    follow(dock, target)
    assert name(dock) == "Guadeloupe"


def test_a_section_folds_and_unfolds_and_stays_so_on_the_next_region(dock, project):
    dock.show_region("53")
    assert "note de cadrage" in text(dock)
    follow(dock, f"{FOLD}contexte")
    assert "note de cadrage" not in text(dock)
    assert page(dock).textCursor().selectedText() == "▸ Contexte"
    dock.show_region("76")
    assert "▸ Contexte" in text(dock)
    follow(dock, f"{FOLD}contexte")
    assert "▾ Contexte" in text(dock)


def test_the_filter_hides_sections_without_the_words_and_marks_them_whatever_accents(dock, window, project):
    dock.show_region("53")
    box = part(dock, QLineEdit, "ctdFilter")
    QApplication.setActiveWindow(window.mainWindow())
    box.setFocus()
    QTest.keyClicks(box, "GEOGRAPHIQUE")
    page_text = text(dock)
    assert "▾ Contexte" in page_text
    assert "▾ Plateformes" not in page_text
    assert ">géographique</span>" in html(dock)
    box.setText("xyzzy")
    assert len(text(dock).splitlines()) == 1
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert "▾ Plateformes" in text(dock)


def test_a_hit_opens_a_folded_section(dock, project):
    dock.show_region("53")
    assert "▸ Sources" in text(dock)
    part(dock, QLineEdit, "ctdFilter").setText("« GeoBretagne = 3")
    part(dock, QLineEdit, "ctdFilter").setText("GeoBretagne = 3 ETP")
    assert "▾ Sources" in text(dock)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE regions DROP COLUMN status",
        "ALTER TABLE regions DROP COLUMN region_code",
        "ALTER TABLE facts DROP COLUMN quote",
        "ALTER TABLE survey RENAME COLUMN contexte TO context",
        "UPDATE platforms SET technology = 'newer'",
        "UPDATE regions SET status = 'cancelled'",
        "UPDATE endpoints SET protocol = 'stac'",
        "UPDATE regions SET region_name = NULL",
        "UPDATE platforms SET name = NULL",
    ],
)
def test_a_geopackage_of_another_edition_is_reported_in_one_sentence(
    dock, qgis_new_project, filled, bundled, tmp_path, statement
):
    from ctd_plugin.gis.project.layers import load_layers

    with language("en"):
        load_layers(qgis_new_project, edited(bundled, tmp_path, statement))
    dock.show_region("53")
    assert text(dock).startswith("The CTD layers are from another edition")
    assert len(text(dock).splitlines()) == 1


def test_an_unknown_code_is_reported(dock, qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    dock.show_region("99")
    assert text(dock) == "The CTD layers have no region with code 99."
