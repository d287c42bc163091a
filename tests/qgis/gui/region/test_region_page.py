"""The page of a region beyond its words: plots, what they say under the pointer, and comparisons on request."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QColor, QGuiApplication, QHelpEvent, QImage, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QToolTip

from ctd_plugin.data.profile.ranking import LEAST_RANKED
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.regions.sections import comparable_regions, key_figures
from ctd_plugin.gis.style.palette import HIGHLIGHT
from ctd_plugin.gui.region.figures_html import COMPARE, REGION
from ctd_plugin.gui.region.region_page import PLOT
from ctd_plugin.regions import PRINTED_NAMES
from tests.support.panel import edited, flat, follow, html, links, name, page, text


@pytest.fixture
def english(qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    QApplication.processEvents()
    return qgis_new_project


def sized(dock, width=340, height=700):
    dock.setFloating(True)
    dock.resize(width, height)
    QApplication.processEvents()


def pictures(dock):
    return [piece.split('"')[0] for piece in html(dock).split(f'<img src="{PLOT}')[1:]]


def grabbed(dock):
    return page(dock).viewport().grab().toImage()


def amber(dock):
    """Return the places in the page's view that have the colour of the region shown."""
    image: QImage = grabbed(dock)
    wanted = QColor(HIGHLIGHT)
    return [
        QPoint(x, y) for y in range(image.height()) for x in range(image.width()) if QColor(image.pixel(x, y)) == wanted
    ]


def test_a_strip_is_drawn_only_where_enough_regions_compare(dock, english):
    profiles = edition_of(find_layers(english)).profiles
    for profile in profiles:
        dock.show_region(profile.code)
        alike = [one for one in profiles if profile.staff and one.staff and profile.staff.compares_with(one.staff)]
        assert ("figure0" in pictures(dock)) is (len(alike) >= LEAST_RANKED)
        staff, *budgets = (comparable_regions(key, profiles) for key in key_figures(profile, profiles))
        assert len(staff) == (len(alike) if len(alike) >= LEAST_RANKED else 0)
        assert not any(budgets)
        assert "figure1" not in pictures(dock)


def test_the_strip_shows_the_region_in_amber_and_names_what_is_under_the_pointer(dock, english, monkeypatch):
    sized(dock)
    dock.show_region("75")
    places = amber(dock)
    assert len(places) > 10
    middle = places[len(places) // 2]
    viewport, shown = page(dock).viewport(), []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, _widget: shown.append(words))
    for point in (QPoint(5, 5), middle):
        event = QHelpEvent(QHelpEvent.Type.ToolTip, point, viewport.mapToGlobal(point))
        QApplication.sendEvent(viewport, event)
    assert shown == ["Nouvelle-Aquitaine: 12 FTE"]


def test_another_region_has_another_picture(dock, english):
    sized(dock)
    dock.show_region("75")
    before = amber(dock)
    dock.show_region("93")
    assert amber(dock)
    assert {place.x() for place in amber(dock)}.isdisjoint({place.x() for place in before})


def test_the_plot_follows_the_width_and_the_theme(dock, english):
    sized(dock, 300)
    dock.show_region("75")
    narrow = max(place.x() for place in amber(dock))
    sized(dock, 420)
    QApplication.processEvents()
    assert max(place.x() for place in amber(dock)) > narrow + 50
    palette = dock.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#101010"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#fefefe"))
    dock.setPalette(palette)
    QApplication.processEvents()
    assert amber(dock)
    assert page(dock).look().paper == QColor("#101010")


def test_the_comparison_lists_each_region_with_its_rank_and_goes_there(dock, window, english):
    dock.show_region("53")
    assert "Nouvelle-Aquitaine" not in text(dock)
    follow(dock, f"{COMPARE}figure0")
    lines = text(dock).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("▾ 4th of 8"))
    listed = [flat(line) for line in lines[start + 1 : start + 11] if line[:1].isdigit()]
    assert listed[0] == "1. Nouvelle-Aquitaine: 12 FTE"
    assert listed[3:5] == ["4. Bretagne: 3 FTE", f"4. {PRINTED_NAMES['93']}: 3 FTE"]
    assert listed[-1] == "7. Normandie: ≈ 2 to 3 FTE" or "8. Normandie: ≈ 2 to 3 FTE" in listed
    assert len(listed) == 8
    assert "Hollow dot: approximate figure" in text(dock)
    assert f"{REGION}53" not in dict(links(dock))
    follow(dock, f"{REGION}75")
    assert name(dock) == "Nouvelle-Aquitaine"
    follow(dock, f"{COMPARE}figure0")
    assert "Hollow dot" not in text(dock)


def test_the_keyboard_opens_a_comparison(dock, window, english):
    dock.show_region("53")
    QApplication.setActiveWindow(window.mainWindow())
    view = page(dock)
    view.setFocus()
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "▾ 4th of 8 comparable regions" in text(dock)


def test_a_horizon_is_on_the_line_of_time_and_words_that_are_not_understood_are_not(
    dock, qgis_new_project, filled, bundled, tmp_path
):
    statement = "UPDATE survey SET date_ctd = 'quand ce sera prêt' WHERE region_code = '32'"
    filled(edited(bundled, tmp_path, statement), "en", project=qgis_new_project)
    dock.show_region("24")
    assert "timeline" in pictures(dock)
    assert "CTD: printemps 2026 (optimiste)" in text(dock)
    dock.show_region("32")
    assert "timeline" not in pictures(dock)
    assert "▾ Dates" not in text(dock)


def test_nothing_but_plots_is_loaded(dock, english, tmp_path):
    secret = tmp_path / "x.png"
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(secret))
    dock.show_region("53")
    view = page(dock)
    assert view.loadResource(2, QUrl.fromLocalFile(str(secret))) is None
    assert view.loadResource(2, QUrl(f"{PLOT}figure0")) is not None


def test_selected_text_has_no_signs_of_pictures(dock, window, english):
    QApplication.setActiveWindow(window.mainWindow())
    dock.show_region("53")
    page(dock).setFocus()
    page(dock).selectAll()
    QTest.keyClick(page(dock), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "\ufffc" not in copied
    assert "3 FTE" in copied
    assert "\n\n" not in copied
