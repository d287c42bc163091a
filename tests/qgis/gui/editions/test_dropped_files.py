"""What is dropped onto QGIS: editions are taken, all else is left to QGIS."""

from __future__ import annotations

import pytest
from qgis.core import QgsMimeDataUtils
from qgis.PyQt.QtCore import QMimeData, QUrl

from ctd_plugin.gui.editions.dropped_files import EditionDropHandler
from tests.support.editions import later_edition, other_database
from tests.support.windows import until


@pytest.fixture
def opened():
    return []


@pytest.fixture
def handler(opened):
    return EditionDropHandler(opened.append)


@pytest.fixture
def edition(tmp_path):
    return later_edition(tmp_path / "Enquête 2026.gpkg")


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.gpkg"
    other_database(path)
    return path


def dragged(*files):
    """Return what QGIS's browser gives for whole GeoPackages."""
    uris = []
    for file in files:
        uri = QgsMimeDataUtils.Uri()
        uri.uri, uri.layerType, uri.filePath = str(file), "collection", str(file)
        uris.append(uri)
    return QgsMimeDataUtils.encodeUriList(uris)


def test_an_edition_from_the_file_manager_is_opened_once_qgis_is_free(handler, opened, edition):
    assert handler.handleFileDrop(str(edition))
    assert opened == []
    until(lambda: opened == [edition])


def test_other_files_are_left_to_qgis(handler, opened, other, tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("no edition", encoding="utf-8")
    for file in (other, text, tmp_path, tmp_path / "missing.gpkg"):
        assert not handler.handleFileDrop(str(file))
    assert not handler.handleMimeDataV2(QMimeData())
    assert opened == []


def test_editions_from_qgis_s_browser_are_opened_and_a_mixture_is_left_to_qgis(handler, opened, edition, other):
    assert handler.handleMimeDataV2(dragged(edition))
    until(lambda: opened == [edition])
    assert not handler.handleMimeDataV2(dragged(edition, other))
    from_manager = QMimeData()
    from_manager.setUrls([QUrl.fromLocalFile(str(edition))])
    assert not handler.handleMimeDataV2(from_manager)
    assert opened == [edition]


def test_a_layer_of_an_edition_dragged_alone_is_left_to_qgis(handler, opened, edition):
    uri = QgsMimeDataUtils.Uri()
    for text in (f"{edition}|layername=regions", str(edition)):
        uri.uri, uri.layerType, uri.providerKey = text, "vector", "ogr"
        assert not handler.handleMimeDataV2(QgsMimeDataUtils.encodeUriList([uri]))
    assert opened == []
