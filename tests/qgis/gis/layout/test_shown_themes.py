"""Maps of a map theme drawn without reading it, where the layers are shown in it: nothing looks different."""

from __future__ import annotations

import json

import pytest
from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsLayoutObject,
    QgsMapThemeCollection,
    QgsProject,
    QgsProperty,
)

from ctd_plugin.gis.layout.layout import add_layout, lay_out
from ctd_plugin.gis.layout.shown_themes import shown_themes_unread
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.outlines import BORDERS_VARIABLE, OUTLINES_VARIABLE
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.territories import INSETS
from ctd_plugin.gis.themes import THEMES, apply_theme, shown_theme
from ctd_plugin.i18n import language


@pytest.fixture(params=[ThemeId.TECHNOLOGY, ThemeId.STATUS_BUDGET], ids=str)
def page(request, bundled):
    """The layers and the layout of a theme, which the layers are shown in."""
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, bundled)
        apply_theme(project, layers, THEMES[request.param])
        yield layers, add_layout(project, layers, THEMES[request.param], PAGES["A4"], "")
    project.clear()


def maps(layout):
    return [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]


def followed(layout):
    return {(item.followVisibilityPreset(), item.followVisibilityPresetName(), *item.layers()) for item in maps(layout)}


def image(layout):
    return QgsLayoutExporter(layout).renderPageToImage(0, dpi=40)


def test_what_is_drawn_is_the_same_to_the_pixel(page):
    layers, layout = page
    before = followed(layout)
    with shown_themes_unread(layout):
        assert not any(item.followVisibilityPreset() for item in maps(layout))
        assert {*maps(layout)[0].layers()} == {layers.regions}
        drawn = image(layout)
    assert followed(layout) == before
    assert drawn == image(layout)


def test_a_page_for_a_file_is_the_same_to_the_pixel_though_its_maps_hold_no_more_than_they_draw(page):
    layers, layout = page
    theme = THEMES[shown_theme(layers)]
    expected, classes = image(layout), layers.regions.renderer().categories()
    alone = lay_out(layers.regions.project(), layers, theme, PAGES["A4"])
    assert image(alone) == expected
    overseas = {territory.id: {*territory.region_codes} for territory in INSETS}
    for item in maps(alone):
        held = QgsExpressionContextUtils.layoutItemScope(item)
        of_map = overseas.get(item.id().split()[-1])
        for name in (OUTLINES_VARIABLE, BORDERS_VARIABLE):
            assert (json.loads(held.variable(name)).keys() if of_map else held.variable(name)) == of_map
    if theme.id == ThemeId.TECHNOLOGY:
        assert len(layers.regions.renderer().categories()) < len(classes)
    # A layout that is kept takes whatever outlines its project holds later.
    assert not any(
        QgsExpressionContextUtils.layoutItemScope(one).hasVariable(OUTLINES_VARIABLE) for one in maps(layout)
    )


def test_maps_follow_a_theme_that_the_layers_are_not_shown_in(page):
    layers, layout = page
    apply_theme(layers.regions.project(), layers, THEMES[ThemeId.STAFF])
    with shown_themes_unread(layout):
        assert all(item.followVisibilityPreset() for item in maps(layout))


def test_maps_follow_a_theme_that_shows_some_classes_only(page):
    layers, layout = page
    themes = layers.regions.project().mapThemeCollection()
    (name,) = {item.followVisibilityPresetName() for item in maps(layout)}
    (shown,) = themes.mapThemeState(name).layerRecords()
    shown.usingLegendItems = True
    record = QgsMapThemeCollection.MapThemeRecord()
    record.setLayerRecords([shown])
    themes.update(name, record)
    with shown_themes_unread(layout):
        assert all(item.followVisibilityPreset() for item in maps(layout))


def test_maps_whose_theme_an_expression_chooses_follow_it(page):
    _, layout = page
    chosen = QgsProperty.fromExpression("'mine'")
    for item in maps(layout):
        item.dataDefinedProperties().setProperty(QgsLayoutObject.DataDefinedProperty.MapStylePreset, chosen)
    with shown_themes_unread(layout):
        assert all(item.followVisibilityPreset() for item in maps(layout))


def test_maps_follow_their_theme_again_after_an_error(page):
    _, layout = page
    before = followed(layout)
    with pytest.raises(OSError, match="full"), shown_themes_unread(layout):
        raise OSError("full")
    assert followed(layout) == before
