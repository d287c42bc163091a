"""The labels of every theme on every page: in their region or with a leader, and none over another."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import combinations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)

from ctd_plugin.gis.labels.lines import short_lines
from ctd_plugin.gis.layout.layout import add_layout
from ctd_plugin.gis.placement.label_blocks import Value, name_lines, value_of
from ctd_plugin.gis.placement.rows import Rect, cross
from ctd_plugin.gis.project.editions import find_layers
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.project.outlines import held_outlines
from ctd_plugin.gis.style.fonts import TOLERANCE, text_format, text_width
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.region_labels import PLACES_VARIABLE
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language
from tests.support.layout_items import OF_ONE_EDITION, drawn_names, items

WITH_LABELS = [theme for theme in OF_ONE_EDITION if theme != "technology"]
DEGREES = QgsCoordinateReferenceSystem("EPSG:4326")
OVERRUN = 0.3
"""How far (millimetres) a label may stand over the border of its region."""


@pytest.fixture
def labels(bundled):
    projects = []

    def lay_out(theme, page, code="fr", geopackage=bundled):
        project = QgsProject()
        projects.append(project)
        with language(code):
            layers = load_layers(project, geopackage)
            apply_theme(project, layers, THEMES[theme])
            layout = add_layout(project, layers, THEMES[theme], PAGES[page])
        codes = {feature.id(): feature["region_code"] for feature in layers.regions.getFeatures()}
        return layout, project, codes

    yield lay_out
    for project in projects:
        project.clear()


def lines_of(words, box, per_mm):
    """Yield the box of each line of a label, which are centred one below the other."""
    lines = re.findall(r'font-size:([\d.]+)pt(;font-[a-z:-]+)?">([^<]*)</div>', words)
    share = box.height() / sum(float(size) for size, _, _ in lines)
    top = box.yMaximum()
    for size, kind, text in lines:
        style = text_format(float(size), bold=kind.endswith("bold"))
        half = min(text_width(unescape(text), style) / TOLERANCE * per_mm, box.width()) / 2
        middle, height = box.center().x(), float(size) * share
        yield QgsRectangle(middle - half, top - height, middle + half, top)
        top -= height


@pytest.mark.parametrize("theme", WITH_LABELS)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", ["fr", "en"])
def test_each_label_stands_in_its_region_or_has_a_leader_and_none_is_over_another(labels, theme, page, code):
    layout, project, codes = labels(theme, page, code)
    item = items(layout, QgsLayoutItemMap)["map metropole"]
    per_mm = item.extent().width() / item.rect().width()
    places = json.loads(QgsExpressionContextUtils.layoutItemScope(item).variable(PLACES_VARIABLE))
    to_map = QgsCoordinateTransform(DEGREES, item.crs(), project)
    boxes = {codes[label.featureId]: label.labelGeometry.boundingBox() for label in drawn_names(layout)}
    assert set(boxes) == set(places)
    assert len(boxes) == 13
    shapes = held_outlines(find_layers(project).regions)
    leaders = {}
    for region, box in boxes.items():
        shapes[region].transform(to_map)
        place = places[region]
        if "leader" in place:
            x, y, x2, y2 = place["leader"]
            ends = [to_map.transform(QgsPointXY(*point)) for point in ((x, y), (x2, y2))]
            leaders[region] = tuple((end.x(), end.y()) for end in ends)
            assert shapes[region].buffer(0.3 * per_mm, 5).contains(QgsGeometry.fromPointXY(ends[1])), region
        elif "alignment" not in place:
            region_and_a_little = shapes[region].buffer(OVERRUN * PAGES[page].weight * per_mm, 5)
            for line in lines_of(place["words"], box, per_mm):
                outside = QgsGeometry.fromRect(line).difference(region_and_a_little)
                assert outside.isEmpty(), (region, place["words"], outside.area() / per_mm**2)
        else:
            # At an island, and far from any other.
            assert QgsGeometry.fromRect(box).distance(shapes[region]) < 5 * per_mm, region
    rects = {
        region: Rect(box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) for region, box in boxes.items()
    }
    for (first, one), (second, other) in combinations(rects.items(), 2):
        assert not one.overlaps(other), (first, second)
    for (first, one), (second, other) in combinations(leaders.items(), 2):
        assert not cross(one, other), (first, second)
    for region, leader in leaders.items():
        assert not any(rect.crosses(leader) for other, rect in rects.items() if other != region), region


def test_labels_hold_two_lines_of_a_text_and_an_ellipsis():
    assert short_lines("24/02/2025") == ("24/02/2025",)
    assert short_lines("printemps 2026 (optimiste)") == ("printemps 2026", "(optimiste)")
    long = short_lines("dès que la convention triennale entre l’État et la Région sera signée par tous " * 3)
    assert len(long) == 2
    assert long[-1].endswith("…")
    assert all(len(line) <= 20 for line in long)
    assert short_lines("x" * 200) == ("x" * 18 + "…",)
    assert short_lines("") == ()


def test_what_has_a_number_is_bold_and_words_below_it_are_not():
    assert value_of("700 k€") == Value(("700 k€",))
    assert value_of("≈ 333 k€\nprogramme") == Value(("≈ 333 k€",), ("programme",))
    assert value_of("sans budget propre") == Value(plain=("sans budget propre",))
    assert value_of("printemps 2026 (optimiste)") == Value(("printemps 2026", "(optimiste)"))


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Corse", ("Corse",)),
        ("Hauts-de-France", ("Hauts-de-", "France")),
        ("Île-de-France", ("Île-de-", "France")),
        ("Pays de la Loire", ("Pays de", "la Loire")),
        ("Centre-Val de Loire", ("Centre-", "Val de Loire")),
        ("Provence-Alpes-Côte d’Azur", ("Provence-Alpes-", "Côte d’Azur")),
        ("Bourgogne-Franche-Comté", ("Bourgogne-", "Franche-Comté")),
    ],
)
def test_names_break_where_people_break_them(name, first):
    assert name_lines(name, 10)[0] == first
