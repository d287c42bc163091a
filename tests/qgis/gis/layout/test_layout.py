"""The sheets: frames, sizes and texts, on every page, in both languages, in the fonts of any machine."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from qgis.core import (
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
)
from qgis.PyQt.QtCore import QRectF

from ctd_plugin.gis.layout.layout import add_layout, find_layout
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES
from ctd_plugin.i18n import language
from tests.support.layout_items import apart, assert_texts_fit, box, drawn_names, inside, items, legend_lines

STATUS = THEMES["status"]
EACH_PAGE = pytest.mark.parametrize("page", PAGES)
EACH_LANGUAGE = pytest.mark.parametrize("code", ["fr", "en"])

# Name → CRS of the cartographic conventions; the insets in the order of the regions' codes.
CRS = {
    "metropole": "EPSG:2154",
    "guadeloupe": "EPSG:5490",
    "martinique": "EPSG:5490",
    "guyane": "EPSG:2972",
    "la_reunion": "EPSG:2975",
    "mayotte": "EPSG:4471",
}
INSETS = list(CRS)[1:]


@EACH_PAGE
def test_one_main_map_in_lambert_93_and_five_insets_each_in_its_own_crs(sheet, page):
    maps = items(sheet(page), QgsLayoutItemMap)
    assert {name.removeprefix("map "): item.crs().authid() for name, item in maps.items()} == CRS


@EACH_PAGE
def test_insets_stand_in_one_column_in_code_order_and_the_main_map_is_the_largest(sheet, page):
    layout = sheet(page)
    frames = [box(items(layout)[f"frame {name}"]) for name in INSETS]
    assert len({(frame.x(), frame.width(), frame.height()) for frame in frames}) == 1
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(frames))
    main = box(items(layout)["map metropole"])
    assert main.width() * main.height() > 4 * sum(frame.width() * frame.height() for frame in frames) / 5


@EACH_PAGE
@EACH_LANGUAGE
@pytest.mark.usefixtures("typeface")
def test_every_item_lies_on_the_page_and_no_two_overlap(sheet, page, code):
    layout = sheet(page, code)
    placed = {name: box(item) for name, item in items(layout).items()}
    paper = QRectF(0, 0, PAGES[page].width, PAGES[page].height)
    for name, place in placed.items():
        # A line has no height.
        assert inside(place, paper) or name.startswith(("rule", "circle line", "circle end")), name
    # Logos that are not there leave their room to the title; what stands in an inset is tested below.
    parts = [
        name for name in placed if name.split()[0] in ("title", "subtitle", "legend", "finding", "count", "sources")
    ]
    parts += ["map metropole", *(f"frame {name}" for name in INSETS)]
    for first, second in combinations(parts, 2):
        # The counts of a slide stand in the room that the legend leaves them.
        if not {"legend", "count"} >= {first.split()[0], second.split()[0]}:
            assert apart(placed[first], placed[second]), f"{first} and {second}"


@EACH_PAGE
@EACH_LANGUAGE
@pytest.mark.usefixtures("typeface")
def test_each_inset_has_its_name_and_date_above_its_map_and_a_scale_bar_beside_the_land(sheet, page, code):
    layout = sheet(page, code)
    placed = {name: box(item) for name, item in items(layout).items()}
    for name in INSETS:
        parts = [part for part in (f"{kind} {name}" for kind in ("name", "text", "words", "map")) if part in placed]
        assert {f"map {name}", f"name {name}"} <= set(parts)
        for part in (*parts, *([] if page == "16:9" else [f"scale {name}"])):
            assert inside(placed[part], placed[f"frame {name}"]), part
        for first, second in combinations(parts, 2):
            assert apart(placed[first], placed[second]), f"{first} and {second}"
        assert max(placed[part].bottom() for part in parts[:-1]) <= placed[f"map {name}"].top() + 0.01


@EACH_PAGE
def test_a_territory_is_drawn_at_one_scale_whether_or_not_a_value_stands_above_it(sheet, page):
    layout = sheet(page)
    reunion = items(layout)["map la_reunion"].scale()
    assert "text la_reunion" in items(layout)
    without = sheet(page, theme="budget")
    assert "text la_reunion" not in items(without)
    assert items(without)["map la_reunion"].scale() == pytest.approx(reunion, rel=0.001)


@EACH_PAGE
@EACH_LANGUAGE
@pytest.mark.usefixtures("typeface")
def test_no_text_is_larger_than_its_box(sheet, page, code):
    assert_texts_fit(sheet(page, code))


@EACH_PAGE
@pytest.mark.usefixtures("typeface")
def test_a_title_of_300_characters_still_fits_its_box(sheet, page):
    title = ("Comités territoriaux de la donnée et infrastructures régionales " * 5)[:300]
    layout = sheet(page, title=title)
    assert items(layout)["title"].text() == title
    assert_texts_fit(layout)


@EACH_PAGE
@EACH_LANGUAGE
def test_no_text_on_a_slide_is_under_18_points_nor_on_paper_under_7(sheet, page, code):
    layout = sheet(page, code)
    smallest = 18 if page == "16:9" else 7
    sizes = {name: item.textFormat().size() for name, item in items(layout, QgsLayoutItemLabel).items()}
    sizes |= {name: item.textFormat().size() for name, item in items(layout, QgsLayoutItemScaleBar).items()}
    sizes["classes"] = items(layout)["legend"].style(QgsLegendStyle.Style.SymbolLabel).textFormat().size()
    scope = QgsExpressionContextUtils.layoutScope(layout)
    sizes["names on the map"] = float(scope.variable("ctd_label_size"))
    # A frame is an empty label; the sources are read on paper and in the file.
    sizes = {name: size for name, size in sizes.items() if not name.startswith("frame ") and name != "sources"}
    assert items(layout)["sources"].textFormat().size() >= 5.5
    assert {name: size for name, size in sizes.items() if size < smallest} == {}


@EACH_PAGE
@pytest.mark.usefixtures("typeface")
def test_the_13_names_on_the_main_map_neither_overlap_nor_leave_it(sheet, page):
    layout = sheet(page)
    labels = drawn_names(layout)
    assert len({label.featureId for label in labels}) == 13
    assert not any(label.isUnplaced for label in labels)
    extent = items(layout)["map metropole"].extent()
    for label in labels:
        assert extent.contains(label.labelGeometry.boundingBox()), label.labelText
    for first, second in combinations(labels, 2):
        # Boxes may share a corner: there is room around the letters in them.
        shared = first.labelGeometry.intersection(second.labelGeometry).area()
        assert shared < 0.01 * first.labelGeometry.area(), (first.labelText, second.labelText)


@EACH_PAGE
def test_dates_stand_with_the_names_on_every_page(sheet, page):
    layout = sheet(page)
    texts = " ".join(label.labelText for label in drawn_names(layout))
    for date in ("24/02/2025", "12/03/2025", "04/12/2025", "printemps 2026", "en 2026"):
        assert date in texts
    assert items(layout)["text la_reunion"].text().startswith("09/09/2025")


@EACH_PAGE
def test_scale_bars_measure_their_own_map_and_that_of_the_main_map_covers_no_land(sheet, page):
    layout = sheet(page)
    bars = items(layout, QgsLayoutItemScaleBar)
    # On a slide, a scale bar would be as large as an inset.
    assert {name.removeprefix("scale ") for name in bars} == ({"metropole"} if page == "16:9" else set(CRS))
    for name, bar in bars.items():
        assert bar.linkedMap().id() == name.replace("scale", "map")
        assert bar.unitsPerSegment() > 0
    item, bar = items(layout)["map metropole"], box(bars["scale metropole"])
    frame, extent = box(item), item.extent()
    per_mm = extent.width() / frame.width()
    west = extent.xMinimum() + (bar.left() - frame.left()) * per_mm
    south = extent.yMinimum() + (frame.bottom() - bar.bottom()) * per_mm
    covered = f"POLYGON(({west} {south}, {west + bar.width() * per_mm} {south}, {west + bar.width() * per_mm} "
    covered += f"{south + bar.height() * per_mm}, {west} {south + bar.height() * per_mm}, {west} {south}))"
    for label in drawn_names(layout):
        assert not label.labelGeometry.intersects(QgsGeometry.fromWkt(covered))


def test_a_sheet_says_edition_sources_projection_and_date_and_has_room_for_two_logos(sheet):
    layout = sheet("A4")
    texts = {name: label.currentText() for name, label in items(layout, QgsLayoutItemLabel).items()}
    assert texts["title"] == "Comités territoriaux de la donnée\u00a0: en place dans 4 régions sur 18"
    assert "octobre 2025 à janvier 2026" in texts["subtitle"]
    assert "enquête du CNIG, entretiens d’octobre 2025 à janvier 2026" in texts["sources"]
    assert "IGN – ADMIN EXPRESS COG" in texts["sources"]
    assert "Licence Ouverte 2.0" in texts["sources"]
    assert "Lambert-93" in texts["sources"]
    assert "EPSG" not in texts["sources"]
    assert "[%" not in texts["sources"]
    assert len(items(layout, QgsLayoutItemPicture)) == 2


def test_regions_whose_status_rests_on_no_interview_are_named(sheet):
    assert "Guadeloupe, Martinique, Mayotte" in items(sheet("A4"))["sources"].currentText()


def test_the_legend_lists_the_classes_in_order_with_counts_and_no_empty_class_of_no_answer(sheet):
    assert legend_lines(sheet("A4")) == [
        "Pas de démarche CTD connue (4)",
        "Réflexion engagée (7)",
        "CTD en préfiguration (3)",
        "CTD existant (4)",
    ]
    assert legend_lines(sheet("A4", "en"))[-1] == "CTD in place (4)"


@EACH_PAGE
@pytest.mark.usefixtures("typeface")
def test_where_regions_gave_no_answer_the_legend_says_so_and_everything_still_fits(sheet, one_row, page):
    layout = sheet(page, geopackage=one_row)
    assert [line.split(" (")[0] for line in legend_lines(layout)[-2:]] == ["CTD existant", "Non renseigné"]
    assert_texts_fit(layout)
    placed = {name: box(item) for name, item in items(layout).items()}
    assert apart(placed["legend"], placed["sources"])
    assert all(apart(placed["legend"], place) for name, place in placed.items() if name.startswith("finding"))


def test_layouts_have_the_names_that_the_contract_gives_them(filled, bundled):
    for code, name in (("fr", "CTD – statut"), ("en", "CTD – status")):
        project, _ = filled(bundled, code, layouts=True)
        names = [layout.name() for layout in project.layoutManager().printLayouts()]
        assert names == [f"{name} – A4", f"{name} – A3"]


def test_a_layout_of_the_users_own_that_has_our_name_stays_and_ours_takes_another(filled, bundled):
    project = QgsProject()
    theirs = QgsPrintLayout(project)
    theirs.setName("CTD – statut – A4")
    project.layoutManager().addLayout(theirs)
    filled(bundled, project=project, layouts=True)
    names = [layout.name() for layout in project.layoutManager().printLayouts()]
    assert names == ["CTD – statut – A4", "CTD – statut – A4 (2)", "CTD – statut – A3"]
    with language("fr"):
        assert find_layout(project, STATUS, PAGES["A4"]).name() == "CTD – statut – A4 (2)"


def test_what_its_user_does_with_a_layout_can_be_undone_but_not_its_making(filled, bundled):
    project, _layers = filled(bundled, layouts=True)
    layout = project.layoutManager().printLayouts()[0]
    undo, title = layout.undoStack(), items(layout)["title"]
    assert not undo.stack().canUndo()
    former = title.text()
    undo.beginCommand(title, "")
    title.setText("Quatre CTD, et après ?")
    undo.endCommand()
    undo.stack().undo()
    assert items(layout)["title"].text() == former


def test_a_title_that_the_user_edited_survives_a_second_load(filled, bundled):
    project, layers = filled(bundled, layouts=True)
    with language("fr"):
        layout = find_layout(project, STATUS, PAGES["A4"])
        items(layout)["title"].setText("Quatre CTD, et après ?")
        layout.setName("Pour la plénière")
    filled(bundled, project=project, layouts=True)
    assert len(project.layoutManager().printLayouts()) == 2
    with language("fr"):
        assert add_layout(project, layers, STATUS, PAGES["A4"]) is layout
    assert items(layout)["title"].text() == "Quatre CTD, et après ?"
    assert layout.name() == "Pour la plénière"
