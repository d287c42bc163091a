"""“Editions” in QGIS's browser, and editions among QGIS's own items."""

from __future__ import annotations

import pytest
from qgis.core import QgsDataCollectionItem, QgsErrorItem, QgsMimeDataUtils, QgsProject
from qgis.gui import QgsDataItemGuiContext, QgsGui
from qgis.PyQt.QtWidgets import QMenu

from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.editions.place import EditionPlace, forget, remember
from ctd_plugin.gis.project.editions import find_layers
from ctd_plugin.gis.sharing.share import share_to_schema
from ctd_plugin.gui.editions.dropped_files import EditionDropHandler
from ctd_plugin.gui.navigation.browser import NAME
from tests.support.editions import later_edition, other_database
from tests.support.windows import until

BUNDLED = "CNIG survey 2025–2026 (bundled with the plugin)"


@pytest.fixture
def later(tmp_path):
    return later_edition(tmp_path / "later.gpkg")


@pytest.fixture
def provider(model):
    (provider,) = [p for p in QgsGui.dataItemGuiProviderRegistry().providers() if p.name() == NAME]
    return provider


@pytest.fixture
def entries(provider):
    menus = []

    def entries(item):
        menus.append(QMenu())
        provider.populateContextMenu(item, menus[-1], [item], QgsDataItemGuiContext())
        return {action.text(): action for action in menus[-1].actions()}

    yield entries
    for menu in menus:
        menu.deleteLater()


def names(model):
    return [item.name() for item in model.below(model.find("Editions"))]


def opened():
    layers = find_layers(QgsProject.instance())
    return layers and layers.source


def test_the_bundled_edition_and_those_opened_before_are_listed_and_the_list_follows(model, later):
    first = model.below(model.root())[0]
    assert first.name() == "Editions"
    assert names(model) == [BUNDLED]
    remember(EditionPlace(str(later)))
    assert names(model) == [BUNDLED, "later.gpkg"]
    forget(EditionPlace(str(later)))
    assert names(model) == [BUNDLED]


def test_an_edition_is_opened_by_its_menu_or_a_double_click(model, provider, entries, later):
    remember(EditionPlace(str(later)))
    item = model.find("Editions", "later.gpkg")
    entries(item)["Open as a CTD edition"].trigger()
    assert opened() == later
    assert provider.handleDoubleClick(model.find("Editions", BUNDLED), QgsDataItemGuiContext())
    assert opened() != later
    assert not provider.handleDoubleClick(model.find("Bretagne"), QgsDataItemGuiContext())


def test_an_edition_dragged_onto_the_map_is_opened(model):
    taken = []
    handler = EditionDropHandler(taken.append)
    assert handler.handleMimeDataV2(QgsMimeDataUtils.encodeUriList(model.find("Editions", BUNDLED).mimeUris()))
    until(lambda: taken == [GEOPACKAGE])


@pytest.mark.parametrize("prefix", ["", "gpkg:"])
def test_a_geopackage_of_qgis_s_own_browser_has_the_entry_where_it_is_an_edition(entries, later, tmp_path, prefix):
    item = QgsDataCollectionItem(None, "later", f"{prefix}{later}", "ogr")
    entries(item)["Open as a CTD edition"].trigger()
    assert opened() == later
    other = tmp_path / "other.gpkg"
    other_database(other)
    for path in (other, tmp_path):
        assert entries(QgsDataCollectionItem(None, "other", f"{prefix}{path}", "ogr")) == {}


def test_a_database_is_asked_when_it_is_opened_and_its_editions_open(model, entries, editor, bundled):
    share_to_schema(bundled, editor, "enquete")
    database_item = model.find("Editions", editor)
    (edition,) = model.below(database_item)
    assert edition.name() == "enquete"
    assert not edition.hasDragEnabled()
    entries(edition)["Open as a CTD edition"].trigger()
    assert find_layers(QgsProject.instance()).regions.featureCount() == 18
    assert names(model) == [BUNDLED, f"enquete ({editor})", editor]


def test_a_database_without_an_edition_or_that_does_not_answer_says_so(model, connect, editor):
    (nothing,) = model.below(model.find("Editions", editor))
    assert isinstance(nothing, QgsErrorItem)
    assert nothing.name() == f"No schema of “{editor}” holds an edition."
    gone = connect("guest", port=9)
    model.find("Editions").refresh()
    (refusal,) = model.below(model.find("Editions", gone))
    assert isinstance(refusal, QgsErrorItem)
    assert refusal.name().startswith("The database of the connection “ctd de guest” did not respond (")
