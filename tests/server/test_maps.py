"""The maps that QGIS Server draws of a project of ours: each theme as in QGIS, legends, whole printed pages."""

from __future__ import annotations

import json
import subprocess

import pytest
from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QImage

from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gis.style.palette import STATUS_FILLS
from ctd_plugin.gis.style.territories import INSETS, METROPOLE
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from tests.server.conftest import EDITION, ORGANISATION
from tests.support.qgis_server import MAINLAND, SIZE, WMS, colours, differing
from tests.support.tree_legend import class_categories

THEME_IDS = [theme.id for theme in THEMES.values() if theme.of_survey and not theme.tables]
# Pixels of 0.28 mm.
_WMS_DPI = 25.4 / 0.28
# Letters are not drawn alike where they fall between the pixels; on a page, most of all at few dots per inch.
_SLIGHT, _SLIGHT_ON_A_PAGE = 0.003, 0.05


def title(theme):
    with language("fr"):
        return THEMES[theme].title()


@pytest.fixture
def styled(opened):
    """Return a function that gives the opened regions in the style of a theme."""
    regions = find_layers(opened).regions

    def style(theme):
        assert regions.styleManager().setCurrentStyle(title(theme))
        return regions

    yield style
    style(THEME_IDS[0])


def drawn_in_qgis(opened, regions, extent=MAINLAND):
    settings = QgsMapSettings()
    settings.setLayers([regions])
    settings.setDestinationCrs(METROPOLE.crs)
    settings.setExtent(QgsRectangle(*extent))
    settings.setOutputSize(QSize(*SIZE))
    settings.setBackgroundColor(Qt.GlobalColor.white)
    settings.setOutputDpi(_WMS_DPI)
    context = opened.createExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    settings.setLabelingEngineSettings(opened.labelingEngineSettings())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def test_the_service_says_in_french_what_it_is_whose_and_under_which_terms(published):
    service = published.capabilities().find(f"{WMS}Service")
    texts = {element.tag.removeprefix(WMS): element.text for element in service.iter()}
    assert texts["Title"] == "Comités territoriaux de la donnée (CTD) – " + EDITION
    assert texts["ContactOrganization"] == ORGANISATION
    assert EDITION in texts["Abstract"]
    assert "Licence Ouverte" in texts["AccessConstraints"]
    assert {"CTD", "CNIG"} <= {keyword.text for keyword in service.iter(f"{WMS}Keyword")}


def test_layers_have_short_names_and_the_regions_a_style_for_each_theme(published):
    layers = {layer.find(f"{WMS}Name").text: layer for layer in published.capabilities().iter(f"{WMS}Layer")}
    tables = ["regions", "survey", "facts", "platforms", "endpoints", "about"]
    assert list(layers) == ["ctd", "ctd_edition", *tables]
    styles = [style.find(f"{WMS}Name").text for style in layers["regions"].findall(f"{WMS}Style")]
    assert sorted(styles) == sorted(map(title, THEME_IDS))
    assert layers["regions"].find(f"{WMS}Title").text == "CTD – régions"
    assert "IGN" in layers["regions"].find(f"{WMS}Attribution/{WMS}Title").text


def test_it_is_offered_in_the_systems_of_every_territory_and_on_its_whole_extent(published):
    root = published.capabilities().find(f"{WMS}Capability/{WMS}Layer")
    offered = {crs.text for crs in root.findall(f"{WMS}CRS")}
    assert {METROPOLE.crs_id, "EPSG:4326", "EPSG:3857", *(inset.crs_id for inset in INSETS)} <= offered
    box = {side.tag.removeprefix(WMS): float(side.text) for side in root.find(f"{WMS}EX_GeographicBoundingBox")}
    assert box["westBoundLongitude"] < -61
    assert box["eastBoundLongitude"] > 55


@pytest.mark.parametrize("theme", THEME_IDS)
def test_a_style_is_drawn_as_in_qgis_with_the_colours_of_its_classes_and_its_labels(published, opened, styled, theme):
    served, own = published.map(title(theme)), drawn_in_qgis(opened, styled(theme))
    assert differing(served, own) < _SLIGHT
    # Neither is empty: fills of classes cover the map, and there are as many letters as labels need.
    fills = {category.symbol().color().name() for category in class_categories(styled(theme))}
    found = colours(served)
    assert sum(found.get(fill, 0) for fill in fills) > 40_000
    styled(theme).setLabelsEnabled(False)
    unlabelled = drawn_in_qgis(opened, styled(theme))
    styled(theme).setLabelsEnabled(True)
    assert differing(served, unlabelled) > 2 * _SLIGHT


def test_an_overseas_region_is_drawn_in_its_own_system(published):
    guyane = next(inset for inset in INSETS if inset.id == "guyane")
    found = colours(published.map(title("status"), guyane.bounds, guyane.crs_id, (300, 350)))
    assert found.get("#9cc5e3", 0) > 20_000


@pytest.mark.parametrize("theme", THEME_IDS)
def test_a_legend_lists_the_classes(published, styled, theme):
    served = json.loads(
        published.wms("GetLegendGraphic", LAYERS="regions", STYLES=title(theme), FORMAT="application/json")
    )
    (node,) = served["nodes"]
    labels = [symbol["title"] for symbol in node["symbols"]]
    assert [category.label() for category in class_categories(styled(theme)) if category.label() not in labels] == []


def test_a_page_is_printed_as_in_qgis_with_its_insets(published, opened):
    name = f"{title('status')} – A4"
    own = QgsLayoutExporter(opened.layoutManager().layoutByName(name)).renderPageToImage(0, dpi=50)
    assert differing(published.printed(name, 50), own) < _SLIGHT_ON_A_PAGE


@pytest.mark.parametrize("theme", ["budget", "technology"])
def test_a_page_with_circles_or_small_maps_is_printed_with_them(published, styled, theme):
    page = published.printed(f"{title(theme)} – A4", 30)
    fills = {category.symbol().color().name() for category in class_categories(styled(theme))}
    found = colours(page)
    # Without a map, all that has the colour of a class is its box in the legend.
    assert sum(found.get(fill, 0) for fill in fills - {"#ffffff"}) > 0.1 * page.width() * page.height()


def test_a_page_comes_as_a_pdf_too(published, tmp_path):
    name = f"{title('status')} – A4"
    answer = published.wms("GetPrint", TEMPLATE=name, ATLAS_PK="*", CRS="EPSG:2154", FORMAT="pdf")
    (tmp_path / "page.pdf").write_bytes(answer)
    subprocess.run(["pdftoppm", "-r", "50", "-png", tmp_path / "page.pdf", tmp_path / "page"], check=True)
    (page,) = tmp_path.glob("page*.png")
    found = colours(QImage(str(page)))
    assert {fill for fill in STATUS_FILLS.values() if found.get(fill.lower(), 0) < 500} == set()
