"""The head of a region: platforms, links and contact in view, at every size, for every region."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QLabel, QMenu, QToolButton

from ctd_plugin.catalogues.health import Health, key_of
from ctd_plugin.catalogues.http.exchange import FailureReason
from ctd_plugin.gis.catalogues.health_store import store_health
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.regions.sections import check_text
from ctd_plugin.i18n import language
from ctd_plugin.regions import REGION_NAMES
from tests.support.panel import edited, page, part, tabs, text

USUAL, LARGE = (330, 600, 9), (500, 530, 13.5)
"""Width and height of the panel at 1366×768, and its size of type, at 100 % and at 150 %."""


def sized(dock, width, height, points):
    font = dock.font()
    font.setPointSizeF(points)
    dock.setFont(font)
    dock.setFloating(True)
    dock.resize(width, height)
    QApplication.processEvents()


def profile_of(project, code):
    return edition_of(find_layers(project)).by_code[code]


def platforms(project, code):
    return profile_of(project, code).platforms


def rows(dock):
    found = [part(dock, QLabel, f"ctdPlatform{number}") for number in range(5)]
    return [label for label in found if label.isVisible()]


def more(dock):
    """Return the names of the platforms in the menu of those without a row."""
    button = part(dock, QToolButton, "ctdMorePlatforms")
    if not button.isVisible():
        return []
    button.menu().aboutToShow.emit()
    return [action.text() for action in button.menu().actions()]


def commands(menu):
    """Return text → action of a menu, filled as when it opens, without those of its sub-menus."""
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


@pytest.mark.parametrize("size", [USUAL, LARGE], ids=["usual", "large"])
def test_platforms_links_and_contact_are_in_view_without_scrolling(dock, project, size):
    sized(dock, *size)
    inside = QRect(QPoint(0, 0), tabs(dock).size())
    for code in REGION_NAMES:
        dock.show_region(code)
        QApplication.processEvents()
        known = platforms(project, code)
        # A remark on the status takes three lines.
        least = 5 if size == USUAL else 1 if profile_of(project, code).status_remark else 2
        assert len(rows(dock)) >= min(len(known), least)
        assert len(rows(dock)) + len(more(dock)) == len(known)
        shown = [part(dock, QLabel, name) for name in ("ctdRegionName", "ctdStatusChip", "ctdDate", "ctdContact")]
        for widget in [*rows(dock), *shown]:
            assert widget.isVisible()
            assert inside.contains(QRect(widget.mapTo(tabs(dock), QPoint(0, 0)), widget.size()))
        assert page(dock).height() >= 4 * page(dock).fontMetrics().height()


def test_a_click_on_a_platform_opens_its_portal(dock, project, opened):
    sized(dock, *USUAL)
    dock.show_region("53")
    label = part(dock, QLabel, "ctdPlatform0")
    QTest.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(12, label.height() // 2))
    assert opened == ["https://geobretagne.fr/"]


def test_the_keyboard_opens_a_portal_too(dock, window, project, opened):
    sized(dock, *USUAL)
    dock.show_region("53")
    QApplication.setActiveWindow(dock)
    label = part(dock, QLabel, "ctdPlatform0")
    label.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(label, Qt.Key.Key_Return)
    assert opened == ["https://geobretagne.fr/"]


def test_the_menu_of_a_platform_copies_saves_and_searches(dock, window, project):
    sized(dock, *USUAL)
    dock.show_region("01")
    menu = part(dock, QToolButton, "ctdPlatformMenu0").menu()
    with language("fr"):
        found = commands(menu)
    texts = list(found)
    assert len([t for t in texts if "https://" in t or "http://" in t]) == len(platforms(project, "01")[0].endpoints)
    found[texts[1]].trigger()
    assert QGuiApplication.clipboard().text() == "https://www.karugeo.fr/"
    wanted = []
    dock.region.search_wanted.connect(wanted.append)
    part(dock, QToolButton, "ctdPlatformSearch0").click()
    assert [platform.name for platform in wanted] == ["KaruGéo"]
    assert tabs(dock).currentIndex() == 2


def test_a_platform_that_cannot_be_searched_offers_no_search(dock, project):
    sized(dock, *USUAL)
    dock.show_region("94")
    by_name = {part(dock, QLabel, f"ctdPlatform{n}").accessibleName(): n for n in range(5)}
    planned = next(number for name, number in by_name.items() if name.startswith("Service public"))
    assert not part(dock, QToolButton, f"ctdPlatformSearch{planned}").isVisible()
    assert not part(dock, QToolButton, f"ctdPlatformMenu{planned}").isVisible()
    assert not part(dock, QLabel, f"ctdPlatform{planned}").focusPolicy() & Qt.FocusPolicy.TabFocus


def test_what_is_in_service_comes_before_what_is_planned_or_stopped(dock, project):
    sized(dock, *USUAL)
    dock.show_region("27")
    names = [label.accessibleName() for label in rows(dock)]
    assert names[0].startswith("IDéO BFC – DataBFC")
    assert names[1] == "ODEC BFC"
    assert all("(" in name for name in names[2:])


def test_hostile_names_and_addresses_stay_text(dock, window, qgis_new_project, filled, bundled, tmp_path, opened):
    nasty = '<a href="file:///etc">&amp; x</a>'
    statements = [
        f"UPDATE platforms SET name = '{nasty}', homepage = 'javascript:alert(1)' WHERE region_code = '53'",
        f"UPDATE regions SET contact = '{nasty}' WHERE region_code = '53'",
    ]
    filled(edited(bundled, tmp_path, *statements), project=qgis_new_project)
    sized(dock, 600, 700, 9)
    dock.show_region("53")
    for name in ("ctdPlatform0", "ctdContact"):
        assert "file:" not in part(dock, QLabel, name).text().replace("href=&quot;file:", "")
    part(dock, QLabel, "ctdPlatform0").linkActivated.emit("javascript:alert(1)")
    assert opened == []


def test_one_line_says_that_nothing_was_checked_and_offers_the_check(dock, window, plugin, project):
    asked = []
    action = window.mainWindow().findChild(QAction, "ctdCheck")
    action.triggered.disconnect()
    action.triggered.connect(asked.append)
    dock.show_region("53")
    part(dock, QLabel, "ctdChecked").linkActivated.emit("check")
    assert len(asked) == 1


def test_the_line_counts_what_answers_and_what_was_not_checked(project, profile):
    from datetime import UTC, datetime

    known = platforms(project, "53")
    endpoints = [endpoint for platform in known for endpoint in platform.endpoints]
    days = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in (3, 5)]
    assert check_text(known, {}) == "Addresses not checked"
    assert check_text([], {}) == ""
    store_health({key_of(endpoints[0]): Health(days[0], None)})
    from ctd_plugin.gis.catalogues.health_store import stored_health

    text_ = check_text(known, stored_health())
    assert text_ == f"1 address out of 1 answered on 3 November 2026, {len(endpoints) - 1} addresses not checked"
    later = {key_of(one): Health(days[1], FailureReason.TOO_SLOW) for one in endpoints[1:]}
    checked = {**stored_health(), **later}
    assert check_text(known, checked) == f"1 address out of {len(endpoints)} answered between 2026-11-03 and 2026-11-05"


def test_a_region_without_platform_or_contact_says_so(dock, qgis_new_project, filled, one_row):
    filled(one_row, "en", project=qgis_new_project)
    dock.show_region("53")
    assert part(dock, QLabel, "ctdContact").text() == "Contact: not given"
    assert "No answer" in text(dock)


def test_the_menu_of_territories_is_that_of_the_plugin(dock, project):
    menu = part(dock, QToolButton, "ctdTerritoriesButton").menu()
    assert isinstance(menu, QMenu)
    assert len(commands(menu)) == 6
