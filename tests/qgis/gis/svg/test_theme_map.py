"""The maps of a page say what the printed ones say: the same regions, classes, colours, counts and words."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from qgis.core import QgsGeometry, QgsPointXY, QgsProject

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.palette import NO_ANSWER_FILL, TEXT_ON_DARK, label_colour
from ctd_plugin.gis.svg.markup import region_anchor
from ctd_plugin.gis.svg.outlines import map_outlines
from ctd_plugin.gis.svg.style import SVG_STYLE
from ctd_plugin.gis.svg.theme_map import svg_definitions, web_themes
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language
from ctd_plugin.regions import PRINTED_NAMES
from tests.support.classes import classes_of
from tests.support.svg_pages import box_of, painted, regions_of, shapes_in, tree_of, view_box
from tests.support.tree_legend import class_categories

OF_SURVEY = [theme for theme in THEMES.values() if theme.of_survey]
EACH = pytest.mark.parametrize("theme", [theme.id for theme in OF_SURVEY])
_ONE_MAP = [theme.id for theme in OF_SURVEY if theme.id != ThemeId.TECHNOLOGY]
ONE_MAP_OF_EACH = pytest.mark.parametrize(
    ("edition", "theme"),
    [
        (edition, theme)
        for edition in ("page", "silent")
        for theme in _ONE_MAP
        if (edition, theme) != ("silent", "change")
    ],
)


class Page:
    """The maps of an edition that has a theme for each test, with its layers."""

    def __init__(self, geopackage, code="fr"):
        self.project = QgsProject()
        with language(code):
            self.layers = load_layers(self.project, geopackage)
            self.definitions = svg_definitions(self.layers)
            self.themes = {theme.id: theme for theme in web_themes(self.layers)}
            self.drawings = {id_: THEMES[id_].drawing(self.layers) for id_ in self.themes}


@pytest.fixture(scope="module")
def page(changed):
    page = Page(changed)
    yield page
    page.project.clear()


@pytest.fixture(scope="module")
def silent(one_row):
    """The page of an edition in which one region has answered."""
    page = Page(one_row)
    yield page
    page.project.clear()


def labels_in(markup, kind="wide"):
    """Return the group of a map's labels and keys."""
    return next(group for group in tree_of(markup).iter("g") if group.get("class") == f"labels {kind}")


def texts_in(markup, kind="wide"):
    """Return the words of a map's labels, a label each."""
    group = labels_in(markup, kind)
    labels = [part for part in group if (part.get("class") or "").startswith("label")]
    return {label.get("data-code"): " ".join(part.strip() for part in label.itertext()) for label in labels}


def test_the_themes_are_those_of_the_pack_in_their_order(page, silent):
    assert list(page.themes) == [theme.id for theme in OF_SURVEY]
    assert list(silent.themes) == [theme.id for theme in OF_SURVEY if theme.id != ThemeId.CHANGE]


@EACH
def test_each_region_is_on_the_map_once_as_a_link_to_its_portrait(page, theme):
    regions = regions_of(page.themes[theme].map)
    assert set(regions) == set(PRINTED_NAMES)
    for code, link in regions.items():
        assert link.get("href") == f"#{region_anchor(code)}" == f"#region-{code}"
        assert [use.get("href") for use in link] == [f"#ctd-shape-{code}"]
    assert Counter(link.get("tabindex") for link in regions.values()) == {"0": 1, "-1": 17}


@ONE_MAP_OF_EACH
def test_classes_are_those_of_the_renderer(request, edition, theme):
    shown = request.getfixturevalue(edition)
    drawing, classes = shown.drawings[theme], classes_of(shown.layers, shown.drawings[theme])
    fills = {fill.label: fill for fill in drawing.classes.classes}
    for code, link in regions_of(shown.themes[theme].map).items():
        fill, paint = fills.get(classes[code]), link[0].get("fill")
        colour = fill.fill if fill else NO_ANSWER_FILL
        assert paint == colour or (paint.startswith("url(#ctd-") and colour[1:].lower() in paint)
        assert paint.startswith("url") == (fill is None or fill.texture is not None)
        assert ("dark" in link.get("class")) == (label_colour(colour) == TEXT_ON_DARK)
        assert link.get("aria-label").startswith(f"{PRINTED_NAMES[code]}\u00a0: {classes[code]}")


@ONE_MAP_OF_EACH
def test_the_legend_and_the_description_count_as_the_renderer_does(request, edition, theme):
    shown = request.getfixturevalue(edition)
    with language("fr"):
        apply_theme(shown.project, shown.layers, THEMES[theme])
    counted = [category.label() for category in class_categories(shown.layers.regions)]
    words = [span.text for span in tree_of(shown.themes[theme].legend).iter("span") if span.get("class") == "words"]
    # No answer has a line only where a region has none.
    assert [one for one in counted if one in words] == [
        one for one in counted if not (one == counted[-1] and one.endswith("(0)"))
    ]
    sentences = shown.themes[theme].description.split("\n")[1:]
    assert {sentence.split("\u00a0:")[0] for sentence in sentences} == {
        one for one in counted if not one.endswith("(0)")
    }
    for name in PRINTED_NAMES.values():
        assert sum(name in sentence for sentence in sentences) == 1


@EACH
def test_what_stands_under_a_name_is_read_out_and_described(page, theme):
    shown, regions = page.themes[theme], regions_of(page.themes[theme].map)
    for code, written in page.drawings[theme].texts.items():
        words = written.replace("\n", ", ")
        assert regions[code].get("aria-label").endswith(words)
        assert f"{PRINTED_NAMES[code]} – {words}" in shown.description


def test_the_year_of_an_answer_carried_over_is_said_after_its_class(survey_of):
    project = QgsProject()
    survey = "region;statut;moyens;reprises\nBretagne;CTD existant;3 ETP;statut : 2024\n"
    with language("fr"):
        themes = {theme.id: theme for theme in web_themes(load_layers(project, survey_of(survey)))}
    status = themes[ThemeId.STATUS]
    assert regions_of(status.map)["53"].get("aria-label") == "Bretagne\u00a0: CTD existant\u00a0(2024)"
    assert "Bretagne\u00a0(2024)." in status.description
    project.clear()


def test_the_map_of_technologies_says_who_runs_which(page):
    label = regions_of(page.themes[ThemeId.TECHNOLOGY].map)["53"].get("aria-label")
    assert label == "Bretagne\u00a0: Opendatasoft (Région ou partenaires)\u202f; geOrchestra (Région ou partenaires)"
    squares = texts_in(page.themes[ThemeId.TECHNOLOGY].map)
    assert squares["53"] == "Bretagne OD GO"


def test_small_maps_show_the_regions_that_their_titles_count(page):
    shown, drawing = page.themes[ThemeId.TECHNOLOGY], page.drawings[ThemeId.TECHNOLOGY]
    maps = list(tree_of(shown.small_maps).iter("li"))
    assert [one.find("p")[0].text for one in maps] == [panel.title for panel in drawing.panels]
    *uses, not_cited = drawing.classes.classes
    in_service = [fill for fill in uses if fill.value != "retired"]
    for one, panel in zip(maps, drawing.panels, strict=True):
        assert one.find("p")[1].text == panel.count
        areas = next(group for group in one.iter("g") if group.get("class") == "regions")
        fills = Counter(use.get("fill") for use in areas)
        assert sum(fills.values()) == 18
        both = sum(count for fill, count in fills.items() if fill.startswith("url"))
        shown_fills = {fill.fill for fill in in_service if fill.texture is None}
        assert f"{both + sum(fills[fill] for fill in shown_fills)} région" in panel.count
        assert fills[not_cited.fill] == 18 - sum(
            one.find("svg").get("aria-label").count(name) for name in PRINTED_NAMES.values()
        )
    assert all(not theme.small_maps for id_, theme in page.themes.items() if id_ != ThemeId.TECHNOLOGY)


def test_shapes_lie_in_the_view_box_and_none_is_lost(page):
    width, height = view_box(page.themes[ThemeId.STATUS].map)
    shapes = shapes_in(page.definitions)
    assert set(shapes) == {f"ctd-shape-{code}" for code in PRINTED_NAMES}
    for rings in shapes.values():
        assert all(0 <= x <= width and 0 <= y <= height for ring in rings for x, y in ring)
        assert all(len(set(ring)) > 2 for ring in rings)
    # Valréas is an enclave of one region in another: a hole that belongs to nobody else is a fault.
    assert len(shapes["ctd-shape-84"]) > 1 <= len(shapes["ctd-shape-93"])


@EACH
def test_what_a_map_uses_is_defined_and_ids_are_unique(page, theme):
    defined = [part.get("id") for part in tree_of(page.definitions).iter() if part.get("id")]
    own = [part.get("id") for each in page.themes.values() for part in tree_of(each.map).iter() if part.get("id")]
    assert len({*defined, *own}) == len(defined) + len(own)
    shown = page.themes[theme]
    for markup in filter(None, (shown.map, shown.legend, shown.small_maps)):
        uses = [use.get("href") for use in tree_of(markup).iter("use") if use.get("class") != "mark"]
        assert {use.removeprefix("#") for use in uses} <= set(defined)
        assert set(re.findall(r"url\(#([^)]+)\)", markup)) <= set(defined)


@pytest.mark.parametrize("theme", [ThemeId.STATUS, ThemeId.BUDGET, ThemeId.CHANGE])
def test_a_region_is_seen_in_the_colour_of_its_class(page, theme):
    picture, scale = painted(page.definitions, page.themes[theme].map)
    shapes = shapes_in(page.definitions)
    for code, link in regions_of(page.themes[theme].map).items():
        colour = link[0].get("fill")
        if colour.startswith("url"):
            continue
        ring = max(shapes[f"ctd-shape-{code}"], key=len)
        shape = QgsGeometry.fromPolygonXY([[QgsPointXY(x, y) for x, y in ring]]).buffer(-12, 4)
        points = shape.randomPointsInPolygon(30, seed=7)
        seen = Counter(
            picture.pixelColor(int(point.x() * scale), int(point.y() * scale)).name().upper() for point in points
        )
        assert seen[colour] >= 28, (code, colour, seen)


@EACH
def test_labels_tell_each_region_on_a_wide_and_on_a_narrow_screen(page, theme):
    for kind in ("wide", "narrow"):
        assert set(texts_in(page.themes[theme].map, kind)) == set(PRINTED_NAMES)
    # The value of a region that has a circle stands above its name.
    assert "Occitanie" in texts_in(page.themes[theme].map)["76"]


@EACH
def test_labels_beside_their_region_lead_where_it_does_by_mouse_alone(page, theme):
    for kind in ("wide", "narrow"):
        group = labels_in(page.themes[theme].map, kind)
        links = list(group.iter("a"))
        assert group.get("aria-hidden") == "true"
        assert {"01", "02", "03", "04", "06"} <= {link.get("data-code") for link in links}
        assert all(link.get("href") == f"#region-{link.get('data-code')}" for link in links)
        assert {link.get("tabindex") for link in links} == {"-1"}


@EACH
def test_type_is_large_enough_on_a_map_of_640_pixels_and_on_a_telephone(page, theme):
    width, _ = view_box(page.themes[theme].map)
    for kind, pixels in (("wide", 640), ("narrow", 360)):
        group = next(
            part for part in tree_of(page.themes[theme].map).iter("g") if part.get("class") == f"labels {kind}"
        )
        sizes = [int(part.get("font-size")) for part in group.iter() if part.get("font-size")]
        assert min(sizes) * pixels / width >= (10.9 if kind == "wide" else 10), min(sizes)


def test_circles_have_the_area_of_their_figures_on_the_map_and_in_its_key(page):
    shown, drawing = page.themes[ThemeId.BUDGET], page.drawings[ThemeId.BUDGET]
    circles = {}
    for label in labels_in(shown.map):
        for circle in label.iter("circle"):
            circles.setdefault(label.get("data-code") or label.get("class"), []).append(
                2 * float(circle.get("r")) + float(circle.get("stroke-width"))
            )
    key = circles.pop("circle-key")
    assert set(circles) == set(drawing.symbols)
    ratios = [sizes[0] / drawing.symbols[code] for code, sizes in circles.items()]
    ratios += [size / diameter for size, (_, diameter) in zip(key, drawing.circle_key.circles, strict=False)]
    assert max(ratios) / min(ratios) < 1.02


def test_keys_and_labels_keep_apart(page):
    """The key of the circles stands in the sea."""
    shapes = shapes_in(page.definitions)
    for theme in (ThemeId.BUDGET, ThemeId.STAFF, ThemeId.STATUS_BUDGET):
        for kind in ("wide", "narrow"):
            group = next(
                part for part in tree_of(page.themes[theme].map).iter("g") if part.get("class") == f"labels {kind}"
            )
            key = next(part for part in group if part.get("class") == "circle-key")
            spots = [(int(part.get("cx")), int(part.get("cy"))) for part in key.iter("circle")]
            for rings in shapes.values():
                for ring in rings:
                    shape = QgsGeometry.fromPolygonXY([[QgsPointXY(x, y) for x, y in ring]])
                    assert not any(shape.contains(QgsPointXY(*spot)) for spot in spots)


def test_no_answer_is_hatched_and_counted(silent):
    regions = regions_of(silent.themes[ThemeId.STATUS].map)
    hatched = {code for code, link in regions.items() if link[0].get("fill").startswith("url(#ctd-lines45-f4f5f7")}
    assert hatched == set(PRINTED_NAMES) - {"53"}
    assert "(17)" in silent.themes[ThemeId.STATUS].legend


def test_words_are_in_the_language_in_force(bundled):
    english = Page(bundled, "en")
    label = regions_of(english.themes[ThemeId.STATUS].map)["53"].get("aria-label")
    assert label == "Bretagne: Under consideration"
    assert english.themes[ThemeId.STATUS].notes[-1] == "Lambert-93; each overseas territory has its own scale."
    english.project.clear()


def test_a_page_stays_small_and_asks_for_nothing(page):
    everything = page.definitions + "".join(each.map + each.legend + each.small_maps for each in page.themes.values())
    assert len(page.definitions) < 60_000
    assert len(everything) + len(SVG_STYLE) < 300_000
    assert not re.search(
        r"https?:|style=|<script|javascript|\son\w+=|@import", everything.replace("http://www.w3.org/", "")
    )
    assert not re.search(r"url\((?!#)|https?:|@import", SVG_STYLE)


def test_regions_are_where_they_are_on_the_ground(page):
    outlines = map_outlines(page.layers)
    place = {code: box_of(outlines.rings[code]) for code in PRINTED_NAMES}
    assert place["32"].bottom < place["76"].top
    assert place["53"].right < place["44"].left
    # Corse lies south-east of all others; Guyane's coast is in the north, its narrow end in the south.
    assert place["94"].left > place["44"].left
    assert place["94"].top > place["93"].top
    rings = outlines.rings["03"]
    middle = (place["03"].top + place["03"].bottom) / 2
    upper, lower = ([x for x, y in max(rings, key=len) if (y < middle) == is_upper] for is_upper in (True, False))
    assert max(upper) - min(upper) > max(lower) - min(lower)


def test_each_overseas_region_stands_in_its_frame_below_its_name(page):
    svg = tree_of(page.themes[ThemeId.STATUS].map)
    outlines = map_outlines(page.layers)
    frames = next(group for group in svg.iter("g") if group.get("class") == "frames")
    names = {part.get("data-code"): part for part in labels_in(page.themes[ThemeId.STATUS].map)}
    for code, frame in zip(("01", "02", "03", "04", "06"), frames, strict=True):
        x, y, width, height = (int(frame.get(name)) for name in ("x", "y", "width", "height"))
        box = box_of(outlines.rings[code])
        assert x < box.left < box.right < x + width
        baselines = [int(text.get("y")) for text in names[code].iter("text")]
        assert y < max(baselines) < box.top < box.bottom < y + height
