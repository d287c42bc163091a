"""`ctdDock`: what it tells of each region, how it is used, and what it survives."""

from __future__ import annotations

import gc
import shutil
import sqlite3
import weakref

import pytest
from qgis.core import Qgis, QgsOwsConnection, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, QUrl
from qgis.PyQt.QtGui import QColor, QDesktopServices, QGuiApplication, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.gis.labels.fields import field_aliases
from ctd_plugin.gis.labels.labels import status_labels
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.profile import read_portraits
from ctd_plugin.gis.style.palette import STATUS_FILLS, label_colour
from ctd_plugin.gui.common.html import HtmlHighlighter
from ctd_plugin.gui.common.links import open_link, safe_address
from ctd_plugin.gui.region.page_html import CONNECT, COPY, FOLD, LOAD
from ctd_plugin.i18n import language
from ctd_plugin.plugin import CtdPlugin
from ctd_plugin.regions import REGION_NAMES


@pytest.fixture
def opened(monkeypatch):
    """The addresses that went to the system's browser."""
    addresses = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url.toString()) or True)
    return addresses


@pytest.fixture
def project(qgis_new_project, filled, bundled):
    """The open project with the map in it, in French."""
    filled(bundled, project=qgis_new_project)
    QApplication.processEvents()
    return qgis_new_project


@pytest.fixture
def dock(window, plugin, flush_deletes):
    window.mainWindow().show()
    dock = plugin.panel().open_dock()
    yield dock
    window.mainWindow().hide()


def part(dock, kind, name):
    return dock.findChild(kind, name)


def page(dock):
    QApplication.processEvents()
    return part(dock, QTextBrowser, "ctdPage")


def text(dock):
    return page(dock).toPlainText()


def html(dock):
    return page(dock).toHtml()


def name(dock):
    label = part(dock, QLabel, "ctdRegionName")
    return label.text() if label.isVisibleTo(dock) else ""


def follow(dock, target):
    page(dock).anchorClicked.emit(QUrl(target))
    QApplication.processEvents()


def links(dock):
    found, block = [], page(dock).document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            if address := fragments.fragment().charFormat().anchorHref():
                found.append((address, fragments.fragment().text()))
            fragments += 1
        block = block.next()
    return found


def messages(window, level):
    return window.messageBar().get_messages(level)


def flat(words):
    return " ".join(words.split())


def unfold_all(dock):
    dock.region._folded.clear()


@pytest.mark.parametrize("code", REGION_NAMES)
def test_the_panel_tells_all_that_the_layers_say_of_a_region(dock, project, code):
    unfold_all(dock)
    dock.show_region(code)
    said = flat(text(dock))
    portrait = next(p for p in read_portraits(find_layers(project)) if p.code == code)
    assert name(dock) == portrait.name == REGION_NAMES[code]
    with language("fr"):
        titles = field_aliases()
        chip = part(dock, QLabel, "ctdStatusChip")
        if portrait.status:
            assert chip.text() == status_labels()[portrait.status]
            fill = STATUS_FILLS[portrait.status]
            assert f"background: {fill}; color: {label_colour(fill)}" in chip.styleSheet()
        assert (portrait.date or "non renseigné") in part(dock, QLabel, "ctdDate").text()
        places = [said.index(f"▾ {titles[answer.column]}") for answer in portrait.answers]
    assert places == sorted(places)
    for answer in portrait.answers:
        assert flat(answer.text) in said
    for platform in portrait.platforms:
        assert platform.name in said
        assert not platform.homepage or platform.homepage in dict(links(dock))
        for endpoint in platform.endpoints:
            assert endpoint.url in said
    assert said.count("non vérifié") == sum(len(platform.endpoints) for platform in portrait.platforms)
    for fact in portrait.facts:
        assert flat(fact.quote) in said


def test_a_figure_is_ranked_among_those_with_its_scope_only(dock, qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    portraits = read_portraits(find_layers(qgis_new_project))
    dock.show_region("76")
    own = next(p for p in portraits if p.code == "76").budget
    alike = sorted((p.budget.value for p in portraits if p.budget and p.budget.scope is own.scope), reverse=True)
    assert len(alike) < sum(1 for p in portraits if p.budget)
    expected = f"rank {alike.index(own.value) + 1} of {len(alike)} with the same scope"
    assert f"Yearly budget: €700k (whole organisation) {expected}" in flat(text(dock))


def test_what_has_no_answer_is_named_in_one_line(dock, qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    dock.show_region("02")
    line = text(dock).splitlines()[-1]
    assert line.startswith("No answer: context, legal or contractual form")
    assert "part taken in the CNIG" in line
    with language("en"):
        blank = [field_aliases()[column].lower() for column in SURVEY_COLUMNS[6:11]]
    assert all(title in line for title in blank)


def test_a_region_without_a_row_is_told(dock, qgis_new_project, filled, one_row):
    filled(one_row, "en", project=qgis_new_project)
    dock.show_region("76")
    assert "This edition of the survey has no row for this region." in text(dock)
    assert part(dock, QLabel, "ctdStatusChip").text() == "No answer"


@pytest.mark.parametrize(("code", "status"), [("fr", "CTD existant"), ("en", "CTD in place")])
def test_the_panel_speaks_the_language_of_the_layers(dock, qgis_new_project, filled, bundled, code, status):
    filled(bundled, code, project=qgis_new_project)
    dock.show_region("52")
    assert part(dock, QLabel, "ctdStatusChip").text() == status


def edited(bundled, folder, *statements):
    """Return a copy of the GeoPackage after some statements of SQL."""
    copy = shutil.copy(bundled, folder / "edited.gpkg")
    with sqlite3.connect(copy) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            database.execute(statement)
    database.close()
    return copy


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
    assert "<img" not in html(dock)
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
        "UPDATE platforms SET homepage = 'CTD:connect/2' WHERE region_code = '01'",
        "UPDATE endpoints SET url = ' ctd:load' WHERE protocol = 'csw'",
    ]
    filled(edited(bundled, tmp_path, *statements), project=qgis_new_project)
    dock.show_region("01")
    shown = text(dock)
    assert "CTD:connect/2" in shown
    assert "ctd:load" in shown
    found = [address.strip().lower() for address, _ in links(dock)]
    assert found.count("ctd:connect/2") == 1
    assert "ctd:load" not in found


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("craig.fr", "https://craig.fr"),
        ("www.karugeo.fr/carte?x=1", "https://www.karugeo.fr/carte?x=1"),
        ("localhost.test.fr:8080/a", "https://localhost.test.fr:8080/a"),
        ("http://a.fr/x", "http://a.fr/x"),
        (" HTTPS://a.fr ", "HTTPS://a.fr"),
        ("mailto:a@b.fr", "mailto:a@b.fr"),
        ("a.b@c-d.fr", "mailto:a.b@c-d.fr"),
        ("mailto:a@b.fr?attach=/etc/passwd", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)//craig.fr", None),
        ("data:text/html,<b>x</b>", None),
        ("ftp://a.fr", None),
        ("smb://a.fr", None),
        ("\\\\server\\share", None),
        ("https://", None),
        ("two words.fr", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_only_addresses_of_web_and_mail_open(window, qgis_new_project, opened, url, address):
    window.messageBar().clear_messages()
    assert safe_address(url) == address
    assert open_link(window, url) is (address is not None)
    assert len(opened) == (address is not None)
    assert len(messages(window, Qgis.MessageLevel.Warning)) == (address is None)


def test_a_refused_address_cannot_write_html_into_the_message_bar(window, qgis_new_project, opened):
    window.messageBar().clear_messages()
    assert not open_link(window, "data:<img src=x>")
    (message,) = messages(window, Qgis.MessageLevel.Warning)
    assert "<img" not in message


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


def test_an_address_is_copied_only_when_asked(dock, window, project):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    dock.show_region("01")
    page(dock).selectAll()
    follow(dock, "https-less nonsense")
    assert clipboard.text() == "mine"
    follow(dock, f"{COPY}2")
    assert clipboard.text() == "https://datacarto.karugeo.fr/wms"


@pytest.mark.parametrize(
    ("index", "service", "address"),
    [(2, "WMS", "https://datacarto.karugeo.fr/wms"), (3, "WFS", "https://datacarto.karugeo.fr/wfs")],
)
def test_a_wms_or_wfs_becomes_a_connection_of_qgis(dock, window, project, index, service, address):
    dock.show_region("01")
    assert f"{CONNECT}{index}" in dict(links(dock))
    try:
        follow(dock, f"{CONNECT}{index}")
        follow(dock, f"{CONNECT}{index}")
        (connection,) = [c for c in QgsOwsConnection.connectionList(service) if c == "KaruGéo"]
        assert QgsOwsConnection(service, connection).uri().param("url") == address
        window.reloadConnections.assert_called()
        assert messages(window, Qgis.MessageLevel.Warning) == []
    finally:
        QgsOwsConnection.deleteConnection(service, "KaruGéo")


def test_a_connection_of_the_users_with_the_same_name_is_kept(dock, window, project):
    from ctd_plugin.settings import add_ows_connection

    try:
        assert add_ows_connection("WMS", "KaruGéo", "https://mine.fr/wms")
        dock.show_region("01")
        follow(dock, f"{CONNECT}2")
        assert QgsOwsConnection("WMS", "KaruGéo").uri().param("url") == "https://mine.fr/wms"
        assert len(messages(window, Qgis.MessageLevel.Warning)) == 1
    finally:
        QgsOwsConnection.deleteConnection("WMS", "KaruGéo")


def test_a_region_without_a_shape_is_told_of_and_not_zoomed_to(
    dock, window, qgis_new_project, filled, bundled, tmp_path
):
    filled(edited(bundled, tmp_path, "UPDATE regions SET geom = NULL"), project=qgis_new_project)
    before = window.mapCanvas().extent()
    dock.show_region("53")
    part(dock, QToolButton, "ctdZoom").click()
    part(dock, QToolButton, "ctdFlash").click()
    assert name(dock) == "Bretagne"
    assert window.mapCanvas().extent() == before


def test_other_protocols_offer_no_connection(dock, project):
    dock.show_region("01")
    commands = [address for address, _ in links(dock)]
    assert f"{COPY}0" in commands
    assert f"{CONNECT}0" not in commands


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
    said = text(dock)
    assert "▾ Contexte" in said
    assert "▾ Plateformes" not in said
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
    ("query", "written", "expected"),
    [
        ("ete", "L’Été <b>", 'L’<span class="hit">Été</span> &lt;b&gt;'),
        ("l'e", "L’Été", '<span class="hit">L’É</span>té'),
        ("ab bc", "abcd", '<span class="hit">abc</span>d'),
        ("amp", "a & b", "a &amp; b"),
        ("fi", "ﬁn", '<span class="hit">ﬁ</span>n'),
        ("", "a", "a"),
        ("\u0301 ´", "a b", "a b"),
    ],
)
def test_words_are_marked_in_the_text_as_it_is_written(query, written, expected):
    assert HtmlHighlighter(query).text(written) == expected


def test_the_keyboard_alone_chooses_reads_and_goes_back_to_the_map(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    chooser = part(dock, QComboBox, "ctdRegionChooser")
    chooser.setFocus()
    chooser.lineEdit().selectAll()
    QTest.keyClicks(chooser.lineEdit(), "reunion")
    QTest.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert name(dock) == "La Réunion"
    chooser.lineEdit().selectAll()
    QTest.keyClicks(chooser.lineEdit(), "PACA")
    QTest.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert name(dock) == "Provence-Alpes-Côte d'Azur"
    chooser.lineEdit().selectAll()
    QTest.keyClicks(chooser.lineEdit(), "atlantis <b>")
    QTest.keyClick(chooser.lineEdit(), Qt.Key.Key_Return)
    assert name(dock) == ""
    assert "atlantis <b>" in text(dock)


def test_typing_offers_names_whatever_accents(dock, project):
    completer = part(dock, QComboBox, "ctdRegionChooser").completer()
    completer.setCompletionPrefix("ile")
    model = completer.completionModel()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Île-de-France"]
    completer.setCompletionPrefix("côte d")
    assert completer.completionCount() == 1


def test_arrows_and_buttons_step_through_the_regions_in_the_order_of_their_names(dock, window, project):
    chooser = part(dock, QComboBox, "ctdRegionChooser")
    order = [chooser.itemText(index) for index in range(chooser.count())]
    assert order[0] == "Auvergne-Rhône-Alpes"
    assert order.index("Île-de-France") < order.index("La Réunion")
    for expected in (order[0], order[1]):
        part(dock, QToolButton, "ctdNext").click()
        assert name(dock) == expected
    for expected in (order[0], order[-1]):
        part(dock, QToolButton, "ctdPrevious").click()
        assert name(dock) == expected
    QApplication.setActiveWindow(window.mainWindow())
    page(dock).setFocus()
    QTest.keyClick(page(dock), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert name(dock) == order[0]


def test_tab_goes_through_the_controls_in_their_order(dock):
    names = ["ctdRegionChooser", "ctdPrevious", "ctdNext", "ctdZoom", "ctdFlash", "ctdFilter", "ctdPage"]
    widgets = [part(dock, QObject, each) for each in names]
    assert all(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in widgets)
    assert all(widget.accessibleName() for widget in widgets)
    seen, widget = [], widgets[0]
    while len(seen) < 30 and (not seen or widget is not widgets[0]):
        seen.append(widget)
        widget = widget.nextInFocusChain()
    assert [widget.objectName() for widget in seen if widget in widgets] == names


def test_choosing_outlines_zooms_and_flashes_on_the_map(dock, window, project, outlined):
    dock.show_region("94")
    assert outlined() == "94"
    window.mapCanvas().setDestinationCrs(project.crs())
    part(dock, QToolButton, "ctdZoom").click()
    part(dock, QToolButton, "ctdFlash").click()
    (region,) = find_layers(project).regions.getFeatures("\"region_code\" = '94'")
    from qgis.core import QgsCoordinateTransform

    transform = QgsCoordinateTransform(find_layers(project).regions.crs(), project.crs(), project)
    box = transform.transformBoundingBox(region.geometry().boundingBox())
    seen = window.mapCanvas().extent()
    assert seen.contains(box)
    assert min(seen.width() / box.width(), seen.height() / box.height()) < 1.4


def test_the_action_and_the_dock_go_together(window, plugin, project):
    window.mainWindow().show()
    action = window.mainWindow().findChild(QAction, "ctdPanel")
    action.trigger()
    dock = window.mainWindow().findChild(QgsDockWidget, "ctdDock")
    assert dock.isUserVisible()
    dock.close()
    assert not action.isChecked()
    action.trigger()
    assert dock.isUserVisible()
    action.trigger()
    assert not dock.isUserVisible()
    plugin.panel().show_region("53")
    assert dock.isUserVisible()
    assert action.isChecked()
    window.mainWindow().hide()


def tabs(dock):
    return part(dock, QTabWidget, "ctdTabs")


def shown_tab(dock):
    return tabs(dock).tabText(tabs(dock).currentIndex())


def test_a_tab_is_made_when_it_is_first_shown_and_kept(dock):
    assert shown_tab(dock) == "Region"
    assert part(dock, QWidget, "ctdRegionTab").isVisible()
    assert part(dock, QWidget, "ctdFind") is None
    assert part(dock, QWidget, "ctdSearch") is None
    tabs(dock).setCurrentIndex(1)
    found = part(dock, QWidget, "ctdFind")
    assert found.isVisible()
    tabs(dock).setCurrentIndex(0)
    tabs(dock).setCurrentIndex(1)
    assert part(dock, QWidget, "ctdFind") is found


def test_a_click_on_the_map_brings_the_region_to_the_front(dock, project):
    tabs(dock).setCurrentIndex(1)
    dock.show_region("53")
    assert (shown_tab(dock), name(dock)) == ("Region", "Bretagne")
    tabs(dock).setCurrentIndex(1)
    dock.show_nothing("nothing here")
    assert (shown_tab(dock), text(dock)) == ("Region", "nothing here")


def test_ctrl_tab_goes_through_the_tabs_and_ctrl_f_to_the_box_of_each(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    # As in QGIS, where these keys hide all panels.
    hide_panels = QAction(window.mainWindow())
    hide_panels.setShortcut("Ctrl+Tab")
    window.mainWindow().addAction(hide_panels)
    pressed = []
    hide_panels.triggered.connect(pressed.append)
    dock.show_region("53")
    part(dock, QComboBox, "ctdRegionChooser").setFocus()
    boxes = ["ctdFilter", "ctdFindBox", "ctdSearchBox"]
    for turn in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.focusWidget().objectName() == boxes[turn % len(boxes)]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []
    window.mainWindow().removeAction(hide_panels)


def test_layers_removed_while_it_is_open_are_told_and_the_map_offered(dock, window, project, profile):
    dock.show_region("53")
    project.removeMapLayer(find_layers(project).tables["facts"].id())
    assert "Bretagne" not in text(dock)
    assert len(text(dock).splitlines()) == 2
    follow(dock, LOAD)
    assert find_layers(project) is not None
    dock.show_region("53")
    assert name(dock) == "Bretagne"


def test_a_closed_project_leaves_a_sentence(dock, project):
    dock.show_region("53")
    project.clear()
    assert len(text(dock).splitlines()) == 2
    assert name(dock) == ""
    assert not part(dock, QComboBox, "ctdRegionChooser").isEnabled()
    dock.show_region("53")
    assert name(dock) == ""
    part(dock, QToolButton, "ctdZoom").click()
    part(dock, QToolButton, "ctdFlash").click()


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
def test_a_geopackage_of_another_edition_is_told_in_one_sentence(
    dock, qgis_new_project, filled, bundled, tmp_path, statement
):
    from ctd_plugin.gis.project.layers import load_layers

    with language("en"):
        load_layers(qgis_new_project, edited(bundled, tmp_path, statement))
    dock.show_region("53")
    assert text(dock).startswith("The CTD layers come from another edition")
    assert len(text(dock).splitlines()) == 1


def test_an_unknown_code_is_told(dock, qgis_new_project, filled, bundled):
    filled(bundled, "en", project=qgis_new_project)
    dock.show_region("99")
    assert text(dock) == "The CTD layers have no region with the code 99."


def test_the_page_takes_the_colours_of_the_theme(dock, project):
    palette = dock.palette()
    for role, colour in (
        (QPalette.ColorRole.Base, "#101010"),
        (QPalette.ColorRole.Text, "#fefefe"),
        (QPalette.ColorRole.Link, "#12ab34"),
    ):
        palette.setColor(role, QColor(colour))
    dock.show_region("53")
    dock.setPalette(palette)
    assert "#fefefe" in html(dock)
    assert "#12ab34" in html(dock)


@pytest.mark.parametrize("size", [9, 20])
def test_a_panel_of_300_pixels_never_scrolls_sideways(dock, project, size):
    font = dock.font()
    font.setPointSize(size)
    dock.setFont(font)
    dock.setFloating(True)
    dock.resize(300, 800)
    dock.show()
    unfold_all(dock)
    for code in REGION_NAMES:
        dock.show_region(code)
        QApplication.processEvents()
        assert page(dock).horizontalScrollBar().maximum() == 0
    assert dock.width() == 300


def test_200_changes_of_region_leave_no_more_objects_than_one(dock, project):
    codes = list(REGION_NAMES)

    def change(times):
        for turn in range(times):
            dock.show_region(codes[turn % len(codes)])
        QApplication.processEvents()
        gc.collect()
        return len(dock.findChildren(QObject)), len(gc.get_objects())

    change(20)
    widgets, objects = change(1)
    more_widgets, more_objects = change(200)
    assert more_widgets == widgets
    assert more_objects - objects < 200


def test_unloading_with_the_panel_open_leaves_nothing(window, project, flush_deletes):
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        plugin.panel().show_region("53")
        dock = window.mainWindow().findChild(QgsDockWidget, "ctdDock")
        held = weakref.ref(dock)
        plugin.unload()
        flush_deletes()
        # PyQt lets go of the slots one turn later.
        flush_deletes()
        assert sip.isdeleted(dock)
        assert window.mainWindow().findChild(QgsDockWidget, "ctdDock") is None
        del dock, plugin
        gc.collect()
        assert held() is None
    QgsProject.instance().removeAllMapLayers()
    QApplication.processEvents()


def test_a_start_of_qgis_imports_nothing_of_the_panel(window):
    import subprocess
    import sys

    code = "import sys, ctd_plugin.plugin; print(*[m for m in sys.modules if m.startswith('ctd_plugin.g')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "ctd_plugin.gui.navigation.locator_registration" in found
    for module in ("gui.panel.panel", "gui.panel.dock", "gui.search", "gis.catalogues", "gis.atlas", "gis.project"):
        assert f"ctd_plugin.{module}" not in found


def test_down_and_up_in_the_chooser_step_through_the_regions(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    dock.show_region("53")
    chooser = part(dock, QComboBox, "ctdRegionChooser")
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert name(dock) == "Centre-Val de Loire"
    QTest.keyClick(chooser, Qt.Key.Key_Up)
    assert name(dock) == "Bretagne"


def test_tab_and_enter_fold_a_section_and_unfold_it_again(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    dock.show_region("53")
    view = page(dock)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.textCursor().selectedText().endswith("Chiffres clés")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "▸ Chiffres clés" in text(dock)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "▾ Chiffres clés" in text(dock)


def test_escape_goes_back_to_the_map_and_ctrl_f_to_the_filter(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    dock.show_region("53")
    page(dock).setFocus()
    QTest.keyClick(page(dock), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert part(dock, QLineEdit, "ctdFilter").hasFocus()
    QTest.keyClick(part(dock, QLineEdit, "ctdFilter"), Qt.Key.Key_Escape)
    assert window.mapCanvas().hasFocus()


def test_selected_text_is_copied_by_the_usual_keys_and_not_before(dock, window, project):
    QApplication.setActiveWindow(window.mainWindow())
    QGuiApplication.clipboard().setText("mine")
    dock.show_region("53")
    page(dock).setFocus()
    page(dock).selectAll()
    assert QGuiApplication.clipboard().text() == "mine"
    QTest.keyClick(page(dock), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "note de cadrage" in QGuiApplication.clipboard().text()
