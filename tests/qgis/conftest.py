"""What the tests inside QGIS share: data to map, a project, the provider, and a clean slate for each test."""

from __future__ import annotations

import shutil
import sys
import threading
from contextlib import ExitStack

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsNetworkAccessManager,
    QgsProcessingFeedback,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsLayerTreeMapCanvasBridge
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QMainWindow, QMenu, QMessageBox

from ctd_plugin.algorithms.provider import CtdProvider
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis import map_project, unexpected_errors
from ctd_plugin.gis.background.job import stop
from ctd_plugin.gis.layout.layout import add_layout
from ctd_plugin.gis.map_project import add_map
from ctd_plugin.gis.network.exchange import HttpExchange
from ctd_plugin.gis.options import DEFAULT_THEME
from ctd_plugin.gis.pack import pack
from ctd_plugin.gis.placement import label_blocks
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.project.region_at import region_at
from ctd_plugin.gis.style import fonts
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.gui.common.windows import Windows
from ctd_plugin.gui.region.highlight import ROLE
from ctd_plugin.i18n import language
from ctd_plugin.plugin import CtdPlugin
from tests.support.authentication import authcfg  # noqa: F401
from tests.support.clean_slate import clean_slate  # noqa: F401
from tests.support.event_loop import until
from tests.support.jobs import running
from tests.support.layout_items import items
from tests.support.map_projects import fill_project
from tests.support.postgres_fixtures import connect, database, editor, metadata, schema, server  # noqa: F401
from tests.support.raw_server import serving_raw

ONE_ROW = "region;statut\nBretagne;CTD existant\n"


@pytest.fixture(scope="session", autouse=True)
def own_network_cache(qgis_app, tmp_path_factory):
    """Keep answers in a folder of this process's own, since each process of the tests clears what it finds."""
    QgsSettings().setValue("cache/directory", str(tmp_path_factory.mktemp("cache")))
    # The main thread's manager is set up already; each that another thread has sets the folder of all.
    thread = threading.Thread(target=QgsNetworkAccessManager.instance)
    thread.start()
    thread.join()
    yield
    QgsSettings().remove("cache")


@pytest.fixture(autouse=True)
def no_error_in_a_slot(monkeypatch):
    """Fail where a click or signal ends in an exception, which PyQt would end the whole run with."""
    errors = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: errors.append(error))
    yield
    assert errors == []


@pytest.fixture(autouse=True)
def no_logged_error(monkeypatch):
    """Fail where the plugin logged an unexpected error; `logged_errors` allows them."""
    logged = []
    log = unexpected_errors._log
    monkeypatch.setattr(unexpected_errors, "_log", lambda text: (logged.append(text), log(text)))
    yield logged
    assert logged == []


@pytest.fixture
def logged_errors(no_logged_error):
    """Allow unexpected errors in a test, and return their logged tracebacks."""
    yield no_logged_error
    no_logged_error.clear()


@pytest.fixture
def raw_server():
    """Return a function that serves these very bytes to whoever connects, and returns the address."""
    with ExitStack() as stack:
        yield lambda *pieces, **how: stack.enter_context(serving_raw(*pieces, **how))


@pytest.fixture
def clean_network(qgis_app):
    """Start without cached answers, and let nothing go on into the next test."""
    QgsNetworkAccessManager.instance().cache().clear()
    yield
    assert not running(HttpExchange)
    stop()
    # Nor is a job held for ever whose thread has no event loop any more.
    assert until(lambda: not running(), seconds=5)


@pytest.fixture
def boxes(monkeypatch):
    """Record the texts of message boxes; of a question's buttons, that of the action is clicked where `boxes.agree`."""

    class MessageBoxes(list):
        agree = False

    def answer(box):
        boxes.append(box.text())
        (action,) = (one for one in box.buttons() if box.buttonRole(one) == QMessageBox.ButtonRole.AcceptRole)
        (action if boxes.agree else box.defaultButton()).click()

    boxes = MessageBoxes()
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: boxes.append(text))
    monkeypatch.setattr(QMessageBox, "exec", answer)
    return boxes


@pytest.fixture(scope="session")
def bundled(tmp_path_factory):
    """A copy of the GeoPackage that comes with the plugin."""
    return shutil.copy(GEOPACKAGE, tmp_path_factory.mktemp("bundled") / "ctd.gpkg")


@pytest.fixture(scope="session")
def survey_of(tmp_path_factory):
    """Return a function that builds a ctd.gpkg from the text of a survey."""

    def build(text):
        folder = tmp_path_factory.mktemp("survey")
        (folder / "survey.csv").write_text(text, encoding="utf-8")
        build_geopackage(folder / "ctd.gpkg", survey=folder / "survey.csv")
        return folder / "ctd.gpkg"

    return build


@pytest.fixture(scope="session")
def one_row(survey_of):
    """A ctd.gpkg in which one region has answered and 17 have not."""
    return survey_of(ONE_ROW)


@pytest.fixture
def filled():
    """Return a function that fills a project of its own with a GeoPackage, in a language; its layouts take longest."""
    projects = []

    def fill(geopackage, code="fr", project=None, *, layouts=False):
        project = project or QgsProject()
        projects.append(project)
        with language(code):
            return project, fill_project(project, geopackage) if layouts else add_map(project, geopackage)[0]

    yield fill
    for project in projects:
        project.clear()


@pytest.fixture
def feedback():
    return Feedback()


@pytest.fixture
def cancelling():
    """Return a function that makes a feedback which cancels itself when the work has come so far."""
    return Cancelling


class Feedback(QgsProcessingFeedback):
    """Keeps the warnings that a run pushed."""

    def __init__(self):
        super().__init__(False)
        self.warnings = []

    def pushWarning(self, text):  # noqa: N802
        self.warnings.append(text)


class Cancelling(Feedback):
    def __init__(self, percent):
        super().__init__()
        if percent <= 0:
            self.cancel()
        self.progressChanged.connect(lambda reached: reached >= percent and self.cancel())


@pytest.fixture
def boundaries_in_lambert_93(bundled):
    """The regions as a layer in memory, in EPSG:2154, with the code in a field of another name."""
    source = QgsVectorLayer(f"{bundled}|layername=regions", "regions", "ogr")
    memory = QgsVectorLayer("MultiPolygon?crs=EPSG:2154&field=insee_reg:string(2)", "mes limites", "memory")
    transform = QgsCoordinateTransform(source.crs(), memory.crs(), QgsProject.instance())
    features = []
    for region in source.getFeatures():
        feature, shape = QgsFeature(memory.fields()), region.geometry().simplify(0.02)
        shape.transform(transform)
        feature.setGeometry(shape)
        feature["insee_reg"] = region["region_code"]
        features.append(feature)
    memory.dataProvider().addFeatures(features)
    return memory


@pytest.fixture
def provider(qgis_processing):
    """Register the plugin's Processing provider for the test."""
    provider = CtdProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield provider
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture(params=["the fonts of this machine", "only DejaVu"])
def typeface(request, monkeypatch):
    # Labels that were measured in the other font.
    label_blocks._block.cache_clear()
    if request.param == "only DejaVu":
        monkeypatch.setattr(fonts, "_is_installed", lambda family: family.startswith("DejaVu"))
        assert fonts.map_font_family() == "DejaVu Sans"
    yield
    label_blocks._block.cache_clear()


@pytest.fixture(scope="session")
def sheet(bundled):
    """Return a function that lays out a page once for all tests, which read it only.

    It is drawn, after which its items know their sizes; its maps, which know theirs, are left out of that.
    """
    sheets = {}

    def lay_out(page, code="fr", geopackage=bundled, title="", theme=DEFAULT_THEME):
        key = (page, code, geopackage, title, theme, fonts.map_font_family())
        if key not in sheets:
            project = QgsProject()
            with language(code):
                layers = load_layers(project, geopackage)
                apply_theme(project, layers, THEMES[theme])
                layout = add_layout(project, layers, THEMES[theme], PAGES[page], title)
            maps = items(layout, QgsLayoutItemMap).values()
            for item in maps:
                item.setExcludeFromExports(True)
            # Drawing an image leaves its resolution in the layout.
            QgsLayoutExporter(layout).renderPageToImage(0, dpi=50)
            for item in maps:
                item.setExcludeFromExports(False)
            layout.renderContext().setDpi(300)
            sheets[key] = project, layout
        return sheets[key][1]

    yield lay_out
    for project, _ in sheets.values():
        project.clear()


@pytest.fixture
def coarse_images(monkeypatch):
    """Draw the images of a pack with few pixels, where nobody looks at them closely."""
    monkeypatch.setattr(pack, "_PNG_DPI", 20)


@pytest.fixture
def small_pack(coarse_images, monkeypatch):
    """Draw two maps of a pack, where the others show nothing else."""
    monkeypatch.setattr(pack, "THEMES", {theme: THEMES[theme] for theme in ("status", "budget")})


@pytest.fixture
def one_theme(monkeypatch):
    """Write projects of one theme, where nobody looks at the others."""
    monkeypatch.setattr(map_project, "THEMES", {DEFAULT_THEME: THEMES[DEFAULT_THEME]})


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A user profile of the test's own, away from the plugin's folder."""
    folder = tmp_path / "profile"
    folder.mkdir()
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: f"{folder}/"))
    return folder


@pytest.fixture
def window(qgis_iface, qgis_new_project, profile, monkeypatch):
    """QGIS's interface on an empty project, with what pytest-qgis leaves out: menu, canvas bridge and canvas CRS.

    Its main window is C++'s, as QGIS's own is: nothing in Python holds it, nor for its sake what is in it.
    """
    main = qgis_iface.mainWindow()
    monkeypatch.setattr(qgis_iface, "mainWindow", lambda: sip.cast(main, QMainWindow))
    menu = QMenu(main)
    bridge = QgsLayerTreeMapCanvasBridge(qgis_new_project.layerTreeRoot(), qgis_iface.mapCanvas())
    monkeypatch.setattr(qgis_iface, "pluginMenu", lambda: menu)
    monkeypatch.setattr(qgis_iface, "layerTreeCanvasBridge", lambda: bridge)
    qgis_new_project.setCrs(QgsCoordinateReferenceSystem())

    def follow_crs():
        qgis_iface.mapCanvas().setDestinationCrs(qgis_new_project.crs())

    qgis_new_project.crsChanged.connect(follow_crs)
    # Some messages stay until they are closed.
    qgis_iface.messageBar().clearWidgets()
    yield qgis_iface
    qgis_new_project.crsChanged.disconnect(follow_crs)
    qgis_new_project.clear()
    sip.delete(bridge)
    sip.delete(menu)


@pytest.fixture
def windows(window):
    """What holds windows that a test opens without the plugin, as long as they are open."""
    windows = Windows()
    yield windows
    windows.close()
    flush()


@pytest.fixture
def outlined(window):
    """Return a function that tells which region the panel outlines on the map, None where it outlines none."""

    def find():
        canvas = window.mapCanvas()
        drawn = [item.asGeometry() for item in canvas.scene().items() if item.data(0) == ROLE]
        shapes = [shape for shape in drawn if not shape.isEmpty()]
        if not shapes:
            return None
        (shape,) = shapes
        crs = canvas.mapSettings().destinationCrs()
        region = region_at(QgsProject.instance(), shape.pointOnSurface().asPoint(), crs)
        inner = region.geometry
        inner.transform(QgsCoordinateTransform(region.layer.crs(), crs, QgsProject.instance()))
        assert shape.area() == pytest.approx(inner.area())
        return region.code

    return find


@pytest.fixture
def plugin(window):
    """The plugin, started in the window and unloaded at the end."""
    plugin = CtdPlugin(window)
    plugin.initGui()
    yield plugin
    plugin.unload()
    flush()


@pytest.fixture
def flush_deletes():
    """Return a function that deletes now what was scheduled by deleteLater()."""
    return flush


def flush():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def speak_in_qgis():
    """Return a function that sets the language of QGIS itself."""

    def speak(locale):
        QgsSettings().setValue("locale/overrideFlag", True)
        QgsSettings().setValue("locale/userLocale", locale)

    yield speak
    QgsSettings().remove("locale")
