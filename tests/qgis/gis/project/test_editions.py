"""Several editions in one project: whose layers are whose, and which is the current one."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsAttributeEditorRelation,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsMapLayerStyle,
    QgsProject,
    QgsVectorLayer,
)

from ctd_plugin.gis.layout.layout import find_layout
from ctd_plugin.gis.map_project import show_theme
from ctd_plugin.gis.project.editions import (
    edition_group,
    edition_name,
    edition_with,
    editions_of,
    find_layers,
    make_current,
    unstyled_edition,
)
from ctd_plugin.gis.project.layers import load_layers, remove_layers
from ctd_plugin.gis.project.outlines import held_outlines
from ctd_plugin.gis.style.outlines import AREA
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language
from tests.support.editions import change_edition, later_edition
from tests.support.map_projects import fill_project
from tests.support.tree_legend import class_categories

STATUS = THEMES["status"]


@pytest.fixture
def project():
    project = QgsProject()
    with language("en"):
        yield project
    project.clear()


@pytest.fixture
def later(tmp_path):
    return later_edition(tmp_path / "later.gpkg")


def both(project, bundled, later):
    return load_layers(project, bundled), load_layers(project, later)


def groups(project):
    return [child.name() for child in project.layerTreeRoot().children()]


def test_two_editions_lie_in_groups_of_their_names_and_the_one_loaded_last_is_current(project, bundled, later):
    first, second = both(project, bundled, later)
    assert groups(project) == ["CTD – Enquête 2026", "CTD – CNIG survey 2025–2026"]
    assert editions_of(project) == [second, first]
    assert find_layers(project) == second
    assert [edition_name(layers) for layers in (first, second)] == ["CNIG survey 2025–2026", "Enquête 2026"]
    assert not set(first.all.values()) & set(second.all.values())
    assert edition_with(project, first.tables["facts"]) == first
    assert edition_group(project, first).name() == "CTD – CNIG survey 2025–2026"


def test_another_edition_is_made_current_and_qgis_tells_of_it(project, bundled, later):
    first, second = both(project, bundled, later)
    told = []
    project.customVariablesChanged.connect(lambda: told.append(find_layers(project)))
    make_current(project, first)
    make_current(project, first)
    assert told == [first]
    assert find_layers(project.layerStore()) == first
    assert load_layers(project, later) == second == find_layers(project)
    assert len(editions_of(project)) == 2


def test_where_the_current_edition_is_removed_the_one_left_is_current(project, bundled, later):
    first, second = both(project, bundled, later)
    project.removeMapLayers([layer.id() for layer in second.all.values()])
    assert find_layers(project) == first
    assert edition_name(first) == "CNIG survey 2025–2026"


def test_an_edition_of_which_a_layer_was_removed_comes_back_in_its_group_beside_the_other(project, bundled, later):
    first, second = both(project, bundled, later)
    project.removeMapLayer(second.tables["facts"].id())
    assert find_layers(project) == first
    again = load_layers(project, later)
    assert again.id == second.id
    assert groups(project) == ["CTD – Enquête 2026", "CTD – CNIG survey 2025–2026"]
    assert len(project.mapLayers()) == 12


def test_each_edition_has_relations_forms_and_outlines_of_its_own(project, bundled, later):
    change_edition(later, "DELETE FROM outlines WHERE region_code <> '53'")
    first, second = both(project, bundled, later)
    relations = project.relationManager().relations()
    assert len(relations) == 8
    for layers in (first, second):
        own = project.relationManager().referencedRelations(layers.regions)
        assert {relation.referencingLayer() for relation in own} == {
            layers.tables[name] for name in ("survey", "facts", "platforms")
        }
        tabs = layers.regions.editFormConfig().tabs()
        shown = [one for tab in tabs for one in tab.children() if isinstance(one, QgsAttributeEditorRelation)]
        assert all(one.init(project.relationManager()) for one in shown)
        assert {one.relation().id() for one in shown} == {relation.id() for relation in own}
    assert len(held_outlines(first.regions)) == 18
    assert list(held_outlines(second.regions)) == ["53"]


def test_an_edition_without_outlines_beside_one_that_has_some_is_drawn_without(project, bundled, later):
    change_edition(later, "DELETE FROM outlines")
    first, second = both(project, bundled, later)
    assert held_outlines(second.regions) == {}
    assert len(held_outlines(first.regions)) == 18


def test_the_styles_of_each_edition_draw_its_own_outlines_in_every_theme(project, bundled, later):
    change_edition(later, "UPDATE outlines SET geom = (SELECT geom FROM outlines WHERE region_code = '94')")
    first, second = both(project, bundled, later)
    for theme in (THEMES["budget"], STATUS):
        apply_theme(project, second, theme)
    apply_theme(project, first, STATUS)

    def drawn(layers):
        scale = QgsExpressionContextScope()
        scale.setVariable("map_scale", 6e6)
        scopes = [QgsExpressionContextUtils.projectScope(project), scale]
        context = QgsExpressionContext([*scopes, QgsExpressionContextUtils.layerScope(layers.regions)])
        context.setFeature(next(layers.regions.getFeatures("\"region_code\" = '53'")))
        return QgsExpression(AREA).evaluate(context).centroid().asPoint().x()

    second.regions.styleManager().setCurrentStyle(THEMES["budget"].title())
    assert drawn(first) == pytest.approx(-2.8, abs=0.3)
    assert drawn(second) == pytest.approx(9.1, abs=0.3)
    assert len(held_outlines(second.regions)) == 18


def test_an_edition_that_lies_in_the_project_as_plain_layers_is_found_and_no_other_layer(
    project, bundled, later, boundaries_in_lambert_93
):
    load_layers(project, bundled)
    project.addMapLayer(QgsVectorLayer(f"{bundled}|layername=regions", "regions", "ogr"))
    project.addMapLayer(boundaries_in_lambert_93.clone())
    project.addMapLayer(QgsVectorLayer(f"{later}|layername=survey", "survey", "ogr"))
    assert unstyled_edition(project) is None
    project.addMapLayer(QgsVectorLayer(f"{later}|layername=regions", "regions", "ogr"))
    assert unstyled_edition(project) == later
    load_layers(project, later)
    assert unstyled_edition(project) is None


def test_each_edition_has_map_themes_and_layouts_of_its_own(project, bundled, later):
    first, second = fill_project(project, bundled), fill_project(project, later)
    themes = project.mapThemeCollection()
    assert sorted(themes.mapThemes()) == ["CTD – status", "CTD – status – Enquête 2026"]
    assert themes.mapThemeVisibleLayers("CTD – status") == [first.regions]
    assert themes.mapThemeVisibleLayers("CTD – status – Enquête 2026") == [second.regions]
    assert find_layout(project, STATUS, PAGES["A4"]).name() == "CTD – status – Enquête 2026 – A4"
    assert find_layout(project, STATUS, PAGES["A4"], first).name() == "CTD – status – A4"
    for layers in (first, second):
        layout = find_layout(project, STATUS, PAGES["A4"], layers)
        name = layout.itemById("map metropole").followVisibilityPresetName()
        assert themes.mapThemeVisibleLayers(name) == [layers.regions]
    assert "Enquête 2026" in find_layout(project, STATUS, PAGES["A4"], second).itemById("subtitle").text()


def test_a_theme_shown_again_keeps_what_the_user_changed_after_the_other_edition_is_gone(project, bundled, later):
    fill_project(project, bundled)
    second = fill_project(project, later)
    make_current(project, editions_of(project)[1])
    remove_layers(project)
    assert find_layers(project) == second
    assert project.mapThemeCollection().mapThemes() == ["CTD – status – Enquête 2026"]
    assert len(project.layoutManager().printLayouts()) == 2
    assert len(held_outlines(second.regions)) == 18
    second.regions.renderer().updateCategoryLabel(4, "En place")
    show_theme(project, second, STATUS)
    assert class_categories(second.regions)[3].label() == "En place"
    assert project.mapThemeCollection().mapThemes() == ["CTD – status – Enquête 2026"]


def test_a_style_pasted_from_one_edition_onto_the_other_mixes_up_nothing(project, bundled, later):
    first, second = both(project, bundled, later)
    style = QgsMapLayerStyle()
    style.readFromLayer(first.regions)
    style.writeToLayer(second.regions)
    assert editions_of(project) == [second, first]
    assert find_layers(project) == second


def test_two_editions_of_one_name_are_told_apart_by_their_files(project, bundled, later):
    change_edition(later, "UPDATE about SET edition = (SELECT 'Enquête CNIG, entretiens octobre 2025 – janvier 2026')")
    _, second = both(project, bundled, later)
    assert edition_name(second) == "CNIG survey 2025–2026 (later)"
    assert groups(project) == ["CTD – CNIG survey 2025–2026 (later)", "CTD – CNIG survey 2025–2026"]


def test_a_saved_project_opens_with_both_editions_and_the_current_one_whatever_their_groups_are_called(
    project, bundled, later, tmp_path
):
    first, second = both(project, bundled, later)
    make_current(project, first)
    edition_group(project, second).setName("L’an prochain")
    assert project.write(str(tmp_path / "two.qgz"))
    opened = QgsProject()
    assert opened.read(str(tmp_path / "two.qgz"))
    assert [layers.id for layers in editions_of(opened)] == [second.id, first.id]
    assert find_layers(opened).id == first.id
    assert edition_group(opened, editions_of(opened)[0]).name() == "L’an prochain"
    opened.clear()


def test_a_project_of_an_earlier_version_keeps_its_edition_and_layouts_beside_a_new_one(project, bundled, later):
    fill_project(project, bundled)
    project.removeEntry("ctd", "/editions")
    for owner in (*project.layerTreeRoot().findGroups(), *project.layoutManager().printLayouts()):
        owner.removeCustomProperty("ctd/edition")
    (old,) = editions_of(project)
    assert find_layout(project, STATUS, PAGES["A4"]) is not None
    fill_project(project, later)
    assert [layers.source for layers in editions_of(project)] == [later, bundled]
    make_current(project, editions_of(project)[1])
    assert find_layers(project).regions is old.regions
    assert find_layout(project, STATUS, PAGES["A4"]).name() == "CTD – status – A4"
    assert edition_group(project, find_layers(project)) is not None


def test_a_filter_on_one_edition_leaves_the_other_whole(project, bundled, later):
    from ctd_plugin.gis.regions.edition_cache import edition_of

    first, second = both(project, bundled, later)
    second.regions.setSubsetString("\"region_code\" = '53'")
    assert [len(edition_of(layers).profiles) for layers in (first, second)] == [18, 1]
