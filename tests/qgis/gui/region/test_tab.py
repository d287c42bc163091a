"""The tab of a region: buttons, keys, width, colours, and addresses of services."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from qgis.core import Qgis, QgsOwsConnection
from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QColor, QGuiApplication, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton

from ctd_plugin.catalogues.health import Health, key_of
from ctd_plugin.gis.catalogues.health_store import store_health
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gui.region import page_html, tab
from ctd_plugin.gui.region.page_html import CONNECT, COPY, FIGURES, endpoints
from ctd_plugin.gui.region.region_page import FOLD
from ctd_plugin.regions import REGION_NAMES
from tests.support.panel import edited, follow, html, links, messages, name, page, part, text, unfold_all

WMS = "https://datacarto.karugeo.fr/wms"


def place_of(project, address):
    """Return how the panel's commands count an address of region 01."""
    profile = edition_of(find_layers(project)).by_code["01"]
    return next(place for place, (_, endpoint) in enumerate(endpoints(profile)) if endpoint.url == address)


def test_an_address_is_copied_only_when_asked(dock, window, project):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    dock.show_region("01")
    page(dock).selectAll()
    follow(dock, "https-less nonsense")
    assert clipboard.text() == "mine"
    follow(dock, f"{COPY}{place_of(project, WMS)}")
    assert clipboard.text() == WMS


@pytest.mark.parametrize(
    ("service", "address"),
    [("WMS", WMS), ("WFS", "https://datacarto.karugeo.fr/wfs")],
)
def test_a_wms_or_wfs_becomes_a_connection_of_qgis(dock, window, project, service, address):
    dock.show_region("01")
    command = f"{CONNECT}{place_of(project, address)}"
    assert command in dict(links(dock))
    try:
        follow(dock, command)
        follow(dock, command)
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
        follow(dock, f"{CONNECT}{place_of(project, WMS)}")
        assert QgsOwsConnection("WMS", "KaruGéo").uri().param("url") == "https://mine.fr/wms"
        assert len(messages(window, Qgis.MessageLevel.Warning)) == 1
    finally:
        QgsOwsConnection.deleteConnection("WMS", "KaruGéo")


def test_a_region_without_a_shape_is_reported_and_not_zoomed_to(
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


def test_tab_goes_through_the_controls_in_their_order(dock, project):
    dock.setFloating(True)
    dock.resize(330, 700)
    dock.show_region("76")
    names = [
        "ctdRegionChooser",
        "ctdPrevious",
        "ctdNext",
        "ctdZoom",
        "ctdFlash",
        "ctdTerritoriesButton",
        "ctdPortraitButton",
    ]
    names += ["ctdPlatform0", "ctdPlatformSearch0", "ctdPlatformMenu0", "ctdPlatform1", "ctdChecked", "ctdContact"]
    names += ["ctdFilter", "ctdPage"]
    widgets = [part(dock, QObject, each) for each in names]
    assert [w.objectName() for w in widgets if not w.focusPolicy() & Qt.FocusPolicy.TabFocus] == []
    assert [w.objectName() for w in widgets if not w.accessibleName()] == []
    seen, widget = [], widgets[0]
    while len(seen) < 100 and (not seen or widget is not widgets[0]):
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


def test_filter_folds_and_width_draw_the_page_alone_and_plots_only_where_they_change(dock, project, monkeypatch):
    dock.setFloating(True)
    dock.resize(400, 800)
    dock.show_region("53")
    QApplication.processEvents()
    done = []
    for module, function in ((tab, "with_own"), (page_html, "region_plots")):
        real = getattr(module, function)
        monkeypatch.setattr(
            module, function, lambda *given, function=function, real=real: done.append(function) or real(*given)
        )
    part(dock, QLineEdit, "ctdFilter").setText("note de cadrage")
    QApplication.processEvents()
    assert "background-color" in html(dock)
    part(dock, QLineEdit, "ctdFilter").clear()
    QApplication.processEvents()
    assert "▾ Chiffres clés" in text(dock)
    follow(dock, f"{FOLD}{FIGURES}")
    assert "▸ Chiffres clés" in text(dock)
    assert done == []
    dock.resize(330, 800)
    QApplication.processEvents()
    assert set(done) == {"region_plots"}
    done.clear()
    dock.region.refresh()
    assert done == ["with_own"]


def test_a_region_shown_before_is_drawn_again_only_where_something_is_new(dock, project, profile, monkeypatch):
    dock.setFloating(True)
    dock.resize(400, 800)
    drawn, real = [], page_html.region_page
    monkeypatch.setattr(page_html, "region_page", lambda *given: drawn.append(given[0].code) or real(*given))
    for code in ("53", "11", "53", "11"):
        dock.show_region(code)
        QApplication.processEvents()
    assert drawn == ["53", "11"]
    _, endpoint = endpoints(edition_of(find_layers(project)).by_code["53"])[0]
    store_health({key_of(endpoint): Health(datetime(2026, 12, 3, tzinfo=UTC))})
    dock.show_region("53")
    assert drawn == ["53", "11", "53"]
    assert "3 décembre 2026" in text(dock)
    for number in range(20):
        part(dock, QLineEdit, "ctdFilter").setText(str(number))
        QApplication.processEvents()
    assert len(dock.region._pages._pages) < 10
    project.clear()
    QApplication.processEvents()
    assert dock.region._pages._pages == {}


def test_a_page_that_follows_another_is_laid_out_once(dock, project):
    dock.setFloating(True)
    dock.resize(400, 500)
    dock.show_region("53")
    before = page(dock).viewport().width()
    policy = page(dock).verticalScrollBarPolicy()
    watch = _Resizes(page(dock).viewport())
    dock.show_region("11")
    assert watch.count == 0
    assert (page(dock).viewport().width(), page(dock).verticalScrollBarPolicy()) == (before, policy)
    part(dock, QLineEdit, "ctdFilter").setText("no such words")
    QApplication.processEvents()
    assert page(dock).viewport().width() > before


class _Resizes(QObject):
    """Counts how often a widget got another size."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _widget, event):  # noqa: N802
        self.count += event.type() == QEvent.Type.Resize
        return False


def test_what_was_changed_in_a_layer_stands_in_the_page_after_a_fold(dock, qgis_new_project, filled, bundled, tmp_path):
    filled(edited(bundled, tmp_path), project=qgis_new_project)
    dock.show_region("53")
    survey = find_layers(qgis_new_project).tables["survey"]
    (row,) = survey.getFeatures("\"region_code\" = '53'")
    assert survey.dataProvider().changeAttributeValues({row.id(): {survey.fields().indexOf("contexte"): "Nouveau."}})
    survey.dataChanged.emit()
    follow(dock, f"{FOLD}{FIGURES}")
    assert "Nouveau." in text(dock)


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
