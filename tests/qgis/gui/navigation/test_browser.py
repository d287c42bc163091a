"""The entry “CTD” of QGIS's browser."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from qgis.core import QgsApplication, QgsErrorItem, QgsLayerItem, QgsMimeDataUtils
from qgis.gui import QgsDataItemGuiContext, QgsFileWidget, QgsGui
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication
from qgis.PyQt.QtWidgets import QMenu

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.gui.navigation import browser_items
from ctd_plugin.gui.navigation.browser import NAME, Browser
from ctd_plugin.gui.options.page import OptionsPage
from ctd_plugin.i18n import set_user_language
from ctd_plugin.plugin import CtdPlugin
from ctd_plugin.regions import PRINTED_NAMES
from ctd_plugin.settings import Settings, write_settings
from ctd_plugin.text import fold
from tests.support.browser_tree import Tree, roots
from tests.support.service_responses import WFS, WMS

MINE = "<b>Mine</b> (planned)"


@pytest.fixture
def requested(monkeypatch):
    """Record the addresses that are requested; nothing is sent."""
    requested = []

    def fetch(url, seconds):
        requested.append(url)
        return WMS.encode()

    monkeypatch.setattr(browser_items, "fetch", fetch)
    return requested


@pytest.fixture
def server():
    """A server on this machine, and what it answers by path."""
    answers = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body = answers.get(self.path.split("?")[0], (404, "not here"))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", answers
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def own_platform(tmp_path):
    """Return a function that makes the settings name a file with one platform of Bretagne with such endpoints."""

    def write(*endpoints, **changes):
        platform = {
            "id": "mine",
            "region": "53",
            "name": "<b>Mine</b>",
            "technology": "other",
            "operator": "autre",
            "status": "planned",
            "homepage": "https://example.org/",
            "survey_quote": "",
            "source": "public",
            "endpoints": [
                {"protocol": protocol, "url": url, "confidence": "low", "evidence": "a <i>page</i>"}
                for protocol, url in endpoints
            ],
        }
        path = tmp_path / "mine.json"
        path.write_text(json.dumps([{**platform, **changes}]), encoding="utf-8")
        write_settings(Settings(platforms_file=str(path), catalogue_timeout=5))

    return write


def regions_of(model):
    return [item for item in model.below(model.root()) if isinstance(item, browser_items.BrowserRegion)]


def test_the_regions_come_by_name_as_in_the_chooser(model):
    names = [item.name() for item in regions_of(model)]
    assert names == sorted(names, key=fold)
    assert names.index("Île-de-France") == names.index("Hauts-de-France") + 1


def test_the_regions_come_with_their_platforms_main_one_first(model, requested):
    regions = {item.name(): item for item in regions_of(model)}
    with_platforms = {platform.region for platform in read_platforms()}
    assert set(regions) == {PRINTED_NAMES[code] for code in with_platforms}
    platforms = model.below(regions["Grand Est"])
    expected = [platform.name for platform in read_platforms() if platform.region == "44"]
    assert [item.name().removesuffix(" (retired)").removesuffix(" (planned)") for item in platforms] == expected


def test_the_network_is_not_used_before_a_service_is_opened(model, requested):
    opened = None
    for region in regions_of(model):
        for platform in model.below(region):
            for service in model.below(platform):
                if isinstance(service, browser_items.MapServiceItem):
                    opened = opened or service
    assert requested == []
    model.below(opened)
    assert len(requested) == 1


def test_every_endpoint_of_the_registry_is_there_once(model, requested):
    found = []
    for region in regions_of(model):
        for platform in model.below(region):
            found += [service.endpoint for service in model.below(platform)]
    assert len(found) == sum(len(platform.endpoints) for platform in read_platforms())


def test_a_tooltip_says_what_a_platform_is_that_is_none_of_data_and_what_one_must_know(model):
    set_user_language("fr")
    tip = model.find("Pays de la Loire", "Destineo").toolTip()
    assert "Calculateur d’itinéraires multimodal." in tip
    assert "technologie" not in tip
    services = model.below(model.find("Guadeloupe", "KaruGéo"))
    assert any("124\u00a0fiches en 2023." in service.toolTip() for service in services)


def test_a_tooltip_shows_the_confidence_and_that_nothing_was_checked_and_shows_text_as_text(model, own_platform):
    own_platform(("wms", "https://example.org/wms"))
    platform = model.find("Bretagne", MINE)
    assert "&lt;b&gt;Mine&lt;/b&gt;" in platform.toolTip()
    assert "run by others" in platform.toolTip()
    (service,) = model.below(platform)
    for words in ("https://example.org/wms", "low confidence", "not checked", "a &lt;i&gt;page&lt;/i&gt;"):
        assert words in service.toolTip()


def test_layers_of_services_are_dragged_as_those_of_qgis(model, server, own_platform):
    address, answers = server
    answers["/wms"], answers["/wfs"] = (200, WMS), (200, WFS)
    answers["/api/collections"] = (200, json.dumps({"collections": [{"id": "lycees", "title": "Lycées"}]}))
    own_platform(
        ("wms", f"{address}/wms"), ("wfs", f"{address}/wfs"), ("ogcapi-features", f"{address}/api/"), ("csw", address)
    )
    wms, wfs, api, csw = model.below(model.find("Bretagne", MINE))
    assert [item.name() for item in (wms, wfs, api, csw)] == ["WMS", "WFS", "OGC API Features", "CSW"]
    assert model.below(csw) == []

    communes = named(model, wms, "Les <communes>")
    (uri,) = communes.mimeUris()
    assert (uri.layerType, uri.providerKey, uri.name) == ("raster", "wms", "Les <communes>")
    for part in (f"url={address}/wms", "layers=communes", "format=image/png", "crs=EPSG:3857", "styles"):
        assert part in uri.uri

    (uri,) = named(model, wfs, "Lycées").mimeUris()
    assert (uri.layerType, uri.providerKey) == ("vector", "WFS")
    assert f"url='{address}/wfs'" in uri.uri
    assert "typename='ns:lycees'" in uri.uri

    (uri,) = named(model, api, "Lycées").mimeUris()
    assert (uri.layerType, uri.providerKey) == ("vector", "OAPIF")
    assert f"url='{address}/api'" in uri.uri
    assert "typename='lycees'" in uri.uri
    for service in (wms, wfs, api):
        layer = model.below(service)[0]
        assert isinstance(layer, QgsLayerItem)
        assert QgsMimeDataUtils.decodeUriList(QgsMimeDataUtils.encodeUriList(layer.mimeUris()))[0].isValid()


@pytest.mark.parametrize(("status", "body"), [(404, "not here"), (200, "<html>login</html>"), (200, "")])
def test_a_service_that_fails_says_so_in_its_place(model, server, own_platform, status, body):
    address, answers = server
    answers["/wms"] = (status, body)
    own_platform(("wms", f"{address}/wms"))
    (service,) = model.below(model.find("Bretagne", MINE))
    (error,) = model.below(service)
    assert isinstance(error, QgsErrorItem)
    assert error.name()


def test_a_service_that_is_not_there_ends_in_a_sentence(model, own_platform):
    own_platform(("wfs", "http://127.0.0.1:9/wfs"))
    (service,) = model.below(model.find("Bretagne", MINE))
    (error,) = model.below(service)
    assert error.name().startswith("No response: ")
    assert "http://127.0.0.1:9/wfs" in error.name()


def test_a_broken_file_of_ones_own_is_reported_and_the_bundled_list_stays(model, tmp_path):
    write_settings(Settings(platforms_file=str(tmp_path / "missing.json")))
    first, _editions, *regions = model.below(model.root())
    assert isinstance(first, QgsErrorItem)
    assert "missing.json" in first.name()
    assert len(regions) == len({platform.region for platform in read_platforms()})


def test_the_context_menu_opens_the_web_site_and_copies_the_address(model, window, monkeypatch, own_platform):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    own_platform(("wms", "https://example.org/wms"))
    platform = model.find("Bretagne", MINE)
    entries = menu_of(platform)
    assert list(entries) == ["Open the website", "Copy the address"]
    entries["Open the website"].trigger()
    assert opened == ["https://example.org/"]
    (service,) = model.below(platform)
    entries = menu_of(service)
    assert list(entries) == ["Copy the address"]
    entries["Copy the address"].trigger()
    assert QGuiApplication.clipboard().text() == "https://example.org/wms"
    assert menu_of(model.find("Bretagne")) == {}


def named(model, parent, name):
    (found,) = [item for item in model.below(parent) if item.name() == name]
    return found


def menu_of(item):
    menu = QMenu()
    (provider,) = [p for p in QgsGui.dataItemGuiProviderRegistry().providers() if p.name() == NAME]
    provider.populateContextMenu(item, menu, [item], QgsDataItemGuiContext())
    menu_of.kept = menu
    return {action.text(): action for action in menu.actions()}


def test_the_entry_is_in_the_language_of_qgis(window, requested):
    set_user_language("fr")
    browser = Browser(window)
    browser.register()
    model = Tree()
    model.initialize()
    platforms = [p for region in regions_of(model) for p in model.below(region)]
    assert any("portée par la Région" in item.toolTip() for item in platforms)
    browser.unregister()


def test_a_file_chosen_in_the_options_shows_at_once(model, window, own_platform, tmp_path):
    model.below(model.find("Bretagne"))
    own_platform(("wms", "https://example.org/wms"))
    file = Settings(platforms_file=str(tmp_path / "mine.json"))
    write_settings(Settings())
    page = OptionsPage(window)
    page.findChild(QgsFileWidget).setFilePath(file.platforms_file)
    page.apply()
    page.deleteLater()
    assert model.find("Bretagne", MINE)


def registered():
    items = [p for p in QgsApplication.dataItemProviderRegistry().providers() if p.name() == NAME]
    menus = [p for p in QgsGui.dataItemGuiProviderRegistry().providers() if p.name() == NAME]
    return len(items), len(menus)


def test_loading_and_unloading_leaves_the_entry_once_and_then_not_at_all(window, flush_deletes):
    model = Tree()
    model.initialize()
    for _ in range(2):
        plugin = CtdPlugin(window)
        plugin.initGui()
        assert registered() == (1, 1)
        model.below(model.root())
        plugin.unload()
        flush_deletes()
        assert registered() == (0, 0)
        assert roots(model) == []
