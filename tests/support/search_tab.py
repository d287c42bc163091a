"""The parts of `ctdSearch`, as the tests read and use them."""

from __future__ import annotations

from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import QEvent, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
)

from ctd_plugin.gui.search.catalogue_states import CatalogueStates
from ctd_plugin.gui.search.extent_band import ROLE
from ctd_plugin.gui.search.results import ResultTree
from ctd_plugin.regions import REGION_NAMES
from tests.peers.faults import Reply
from tests.support.event_loop import until

LIMIT = 5
"""Seconds that anything may take; nothing should need them."""


def part(widget, kind, name):
    return widget.findChild(kind, name)


def message(widget):
    return plain(part(widget, QLabel, "ctdSearchSaid").text())


def button(widget):
    return part(widget, QPushButton, "ctdSearchButton")


def ask(widget, words):
    box = part(widget, QLineEdit, "ctdSearchBox")
    box.setFocus()
    box.setText(words)
    QTest.keyClick(box, Qt.Key.Key_Return)


def is_done(widget):
    return button(widget).text() == "Search"


def tree(widget):
    return part(widget, ResultTree, "ctdSearchResults")


def listed(widget):
    """Return what is listed: region → titles; without regions that only have requests."""
    shown = {}
    for row in range(tree(widget).topLevelItemCount()):
        group = tree(widget).topLevelItem(row)
        shown[group.text(0).partition(":")[0]] = [group.child(place).text(0) for place in range(group.records())]
    return {region: titles for region, titles in shown.items() if titles}


def requests(widget):
    """Return the entries at the end of the regions: region → their texts."""
    shown = {}
    for row in range(tree(widget).topLevelItemCount()):
        group = tree(widget).topLevelItem(row)
        entries = range(group.records(), group.childCount())
        shown[plain(group.text(0))] = [plain(group.child(place).text(0)) for place in entries]
    return shown


def items(widget):
    """Return the entries by their titles: records, then links as (title of the record, kind of link)."""
    found, results = {}, tree(widget)
    for row in range(results.topLevelItemCount()):
        for place in range(results.topLevelItem(row).records()):
            record = results.topLevelItem(row).child(place)
            found[record.text(0)] = record
            for link in range(record.childCount()):
                found[record.text(0), record.child(link).link.kind.value] = record.child(link)
    return found


def choose_regions(widget, *codes):
    where = part(widget, QComboBox, "ctdSearchWhere")
    where.setCurrentIndex(where.findData("chosen"))
    regions = part(widget, QgsCheckableComboBox, "ctdSearchRegions")
    regions.deselectAllOptions()
    regions.setCheckedItems([REGION_NAMES[code] for code in codes])


def search(widget, words="eau", *codes):
    choose_regions(widget, *codes or ("53", "84"))
    ask(widget, words)
    assert until(lambda: is_done(widget))


def plain(text):
    return text.replace("\u00a0", " ")


def states(widget):
    """Return the list of states, unfolded: what it says line by line."""
    head = part(widget, QToolButton, "ctdSearchStatesHead")
    head.setChecked(True)
    page = part(widget, QTextBrowser, "ctdSearchStates")
    until(lambda: not widget.findChild(CatalogueStates)._draw_timer.isActive())
    return plain(page.toPlainText()).splitlines()


def follow_state(widget, name, command):
    """Follow the link with this name in the line of a catalogue."""
    [line] = [line for line in states(widget) if line.startswith(name)]
    assert line.endswith(f" · {command}")
    place = states(widget).index(line)
    part(widget, QTextBrowser, "ctdSearchStates").anchorClicked.emit(QUrl(f"ctd:more/{place}"))


def bands(window):
    return [item for item in window.mapCanvas().scene().items() if item.data(0) == ROLE]


def point_at(widget, item):
    """Move the pointer over an entry."""
    results = tree(widget)
    results.scrollToItem(item)
    place = QPointF(results.visualItemRect(item).center())
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, place, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(results.viewport(), event)


def action(widget, name):
    return part(widget, QAction, name)


def messages(window, level):
    """Return what the message bar says at this level; messages with buttons are there as long as they are shown."""
    bar = window.messageBar()
    return [*bar.get_messages(level), *(item.text() for item in bar.items() if item.level() == level)]


GEOJSON = Reply(
    b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"n": 1},'
    b' "geometry": {"type": "Point", "coordinates": [-1.7, 48.1]}}]}',
    200,
    "application/geo+json",
)
CAPABILITIES = """<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"><Service><Name>WMS</Name>
<Title>t</Title></Service><Capability><Request><GetMap><Format>image/png</Format></GetMap></Request><Layer>
<Title>All</Title><CRS>EPSG:3857</CRS><CRS>EPSG:4326</CRS>{layers}</Layer></Capability></WMS_Capabilities>"""
ONE_OF_THEM = """<Layer queryable="1"><Name>{name}</Name><Title>{title}</Title><CRS>EPSG:3857</CRS>
<EX_GeographicBoundingBox><westBoundLongitude>-5</westBoundLongitude><eastBoundLongitude>0</eastBoundLongitude>
<southBoundLatitude>46</southBoundLatitude><northBoundLatitude>49</northBoundLatitude></EX_GeographicBoundingBox>
<BoundingBox CRS="EPSG:3857" minx="-550000" miny="5780000" maxx="0" maxy="6280000"/></Layer>"""
