"""What others wrote is shown as they wrote it, and nothing in it is markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QMessageBox, QTextBrowser

from ctd_plugin.catalogues.records import LinkKind, Record
from ctd_plugin.catalogues.services.arcgis import arcgis_url
from ctd_plugin.catalogues.services.capabilities import ServiceLayer
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.add.layer_metadata import metadata_text, set_layer_metadata, without_tags
from ctd_plugin.gis.add.provider_uri import layer_source
from ctd_plugin.gis.markup.addresses import safe_address
from ctd_plugin.gui.common import messages
from ctd_plugin.gui.common.html import auto_text, tooltip
from tests.peers.faults import XML, Reply, serving
from tests.support.added_layers import RECORD, fresh_project, link, wait_for_signals

EVIL = '<img src="file://serveur/x.png"><b>A</b> & B &lt;i&gt; C\n2 < 3'
TEXTS = [EVIL, "&lt;b&gt;", "<?xml version='1.0'?>", "a & b", "simple", "1 < 2 > 0", "<a href='file:///x'>l</a>"]


@pytest.fixture
def project(qgis_new_project, profile):
    with fresh_project() as project:
        yield project


def read(html):
    """Return what Qt shows of a text that it may take for HTML."""
    if not Qt.mightBeRichText(html):
        return html
    document = QTextDocument()
    document.setHtml(html)
    assert "\ufffc" not in document.toPlainText()
    return document.toPlainText()


@pytest.mark.parametrize("text", TEXTS)
def test_tooltips_and_message_boxes_show_a_text_as_it_is(qgis_app, text):
    assert read(auto_text(text)) == text
    assert " ".join(read(tooltip(text)).split()) == " ".join(text.split())


@pytest.mark.parametrize("text", TEXTS)
def test_the_message_bar_shows_a_text_as_it_is(window, monkeypatch, text):
    """The errors of servers come there; the one place that fills it escapes."""
    pushed = []
    monkeypatch.setattr(window.messageBar(), "pushMessage", lambda *arguments: pushed.append(arguments))
    messages.show_message(window, text, Qgis.MessageLevel.Warning)
    ((_title, shown, _level),) = pushed
    for item in (QgsMessageBarItem("CTD", shown), messages.message_item(text)):
        browser = item.findChild(QTextBrowser)
        assert "\ufffc" not in browser.toPlainText()
        assert " ".join(text.split()) in " ".join(browser.toPlainText().split())


def test_boxes_are_given_safe_texts(monkeypatch, boxes):
    monkeypatch.setattr(QMessageBox, "information", lambda _parent, _title, text: boxes.append(text))
    messages.warn(None, "x", EVIL)
    messages.inform(None, "x", EVIL)
    assert not messages.confirm(None, "x", EVIL, "Replace")
    boxes.agree = True
    assert messages.confirm(None, "x", EVIL, "Replace")
    assert [read(text) for text in boxes] == [EVIL] * 4


def evil_record():
    url = 'http://exemple.fr/"><img src="file://serveur/page.png">'
    return replace(RECORD, id=EVIL, title=EVIL, abstract=EVIL, organisation=EVIL, licence=EVIL, landing_page=url)


def test_what_a_layer_says_of_itself_has_no_markup_of_others(qgis_app):
    """QGIS shows it as HTML in the layer's properties, where `file://` is a network share."""
    record = evil_record()
    layer = QgsVectorLayer("Point", without_tags(record.title), "memory")
    set_layer_metadata(layer, link(LinkKind.WFS, record.landing_page, EVIL, title=EVIL), record)
    html = layer.htmlMetadata()
    assert "<img" not in html
    kept = layer.metadata()
    texts = [kept.identifier(), kept.title(), kept.abstract(), *kept.licenses(), *kept.rights()]
    texts += [text for one in kept.links() for text in (one.name, one.type, one.url)]
    texts += [contact.organization for contact in kept.contacts()]
    served = layer.serverProperties()
    texts += [served.title(), served.abstract(), served.attribution(), served.attributionUrl()]
    assert not [text for text in texts if "<" in text]
    assert all(not one.url.startswith("file") for one in kept.links())


def test_usual_texts_are_kept_as_they_are():
    assert metadata_text("INSEE & IGN, « eau », R&D ; 50 % > 30 %") == "INSEE & IGN, « eau », R&D ; 50 % > 30 %"
    assert metadata_text("&lt;b&gt; < &#60;") == "&amp;lt;b&amp;gt; &lt; &amp;#60;"
    assert without_tags("Communes < 2 000 hab. & EPCI") == "Communes < 2 000 hab. & EPCI"
    assert without_tags("<img src=x>\nEau") == "‹img src=x> Eau"


def test_addresses_of_files_are_not_kept_with_a_layer(qgis_app):
    layer = QgsVectorLayer("Point", "x", "memory")
    set_layer_metadata(
        layer, link(LinkKind.WFS, "file:///etc/passwd"), replace(RECORD, landing_page=r"\\serveur\partage")
    )
    assert layer.metadata().links() == []
    assert layer.serverProperties().attributionUrl() == ""


FILES = [
    "file:///etc/{z}/{x}/{y}.png",
    "file://serveur/p/{z}/{x}/{y}",
    r"\\serveur\{z}\{x}\{y}",
    "/vsicurl/{z}/{x}/{y}",
]
FILES += ["javascript:{z}{x}{y}", "http:\\\\h\\{z}{x}{y}", "http://[::1/{z}/{x}/{y}", "http://{z}/{x}/{y}", ""]


@pytest.mark.parametrize("address", FILES)
def test_no_layer_is_made_of_an_address_that_is_not_of_the_web(qgis_app, address):
    for kind in (LinkKind.TMS, LinkKind.WMS, LinkKind.WMTS, LinkKind.WFS, LinkKind.OGCAPI_FEATURES, LinkKind.ARCGIS):
        layer = ServiceLayer(address, "x", ("EPSG:3857",), ("image/png",), (("g", "EPSG:3857"),))
        with pytest.raises(CtdError, match="is not an http or https address"):
            layer_source(kind, address, layer)
    assert arcgis_url("http://exemple.fr/MapServer")


@pytest.mark.parametrize("href", ["file:///etc/a", "file://serveur/a", "//[::1", "javascript:a"])
def test_a_tile_service_that_describes_files_gives_no_layer(project, logged_errors, href):
    """The description of a TMS says where its tiles are."""
    text = f'<TileMapService><TileMaps><TileMap title="a" srs="EPSG:3857" href="{href}/{{z}}/{{x}}/{{y}}"/></TileMaps>'
    with serving({"/tms": Reply(f"{text}</TileMapService>".encode(), 200, XML)}) as server:
        signals = wait_for_signals(link(LinkKind.TMS, server.url("/tms"), title="a"), project, Record("x", "x"))
    assert signals.errors
    assert project.mapLayers() == {}


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", r"\\serveur\partage", "//serveur/partage", "javascript:alert(1)", "vbscript:x"),
        *("http:\\\\exemple.fr", "http://exemple.fr\\@ailleurs.fr", "http://www.region.fr@ailleurs.fr/"),
        *("http://a:b@exemple.fr/", "http://[::1", "http://exemple.fr:0/", "http://exem\u202eple.fr/"),
        *("https://exemple.fr/\u202egpj.exe", "https://exemple.fr/a b", "https://exemple.fr/\x00", "java\tscript:a"),
        *("mailto:a@b.fr?attach=/etc/passwd", "mailto:a@b.fr?body=x", "mailto:a@b@c.fr", "ctd:region/53", "a" * 9000),
        *("http://exemple.fr/\ud83d", "http://exem\u2100ple.fr/", "http:///exemple.fr", "http://%2f/"),
    ],
)
def test_what_does_not_lead_to_where_it_seems_to_is_not_opened(url):
    assert safe_address(url) is None
