"""The map of what changed since an earlier edition: classes, words, sheets on which all fits, and one edition alone."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections import Counter
from itertools import combinations

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QMenu

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.status import PRINTED_LABELS
from ctd_plugin.errors import CtdError
from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.map_project import show_theme, write_project
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.pack import pack
from ctd_plugin.gis.pack.pack import Pack
from ctd_plugin.gis.pack.summary_table import summary_tables
from ctd_plugin.gis.project.layers import find_layers, load_layers
from ctd_plugin.gis.regions.edition_cache import edition_of
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.palette import CHANGE_FILLS, NO_ANSWER_FILL
from ctd_plugin.gis.style.territories import METROPOLE
from ctd_plugin.gis.themes import THEMES, apply_theme, shown_theme
from ctd_plugin.gis.themes.change import draw_changes
from ctd_plugin.gui.common.combo_boxes import theme_box
from ctd_plugin.i18n import language
from tests.support.layout_items import assert_texts_fit, drawn_names, items, legend_lines, rendered
from tests.support.map_projects import fill_project
from tests.support.page_faults import faults

EACH_PAGE = pytest.mark.parametrize("page", PAGES)
CHANGE = THEMES[ThemeId.CHANGE]

RENEWED = {
    "53": {"statut": "CTD en préfiguration", "moyens": "GeoBretagne = 4,5 ETP", "date_ctd": "printemps 2027"},
    "75": {"statut": "CTD existant", "moyens": "équipe 10 ETP\ndont PIGMA : env 1,8 M€ / an"},
    "04": {"statut": "CTD en préfiguration"},
    "94": {"statut": "Pas de démarche CTD connue"},
    "84": {"moyens": "portail : 13 ETP\nbudget annuel du GIP : 2,8 M€"},
    "06": {"statut": "bientôt"},
}


@pytest.fixture(scope="session")
def two_editions(tmp_path_factory):
    """Return a function that builds a ctd.gpkg of the bundled edition with some cells changed, and of one before it."""

    def build(changes, without=(), before=SURVEY, name="enquête 2027.csv"):
        folder = tmp_path_factory.mktemp("editions")
        with SURVEY.open(encoding="utf-8", newline="") as stream:
            rows = [row | changes.get(row["region_code"], {}) for row in csv.DictReader(stream)]
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(row for row in rows if row["region_code"] not in without)
        build_geopackage(folder / "ctd.gpkg", survey=folder / name, before=before)
        return folder / "ctd.gpkg"

    return build


@pytest.fixture(scope="session")
def renewed(two_editions):
    """A later edition in which five statuses moved, one was not understood and two regions are gone."""
    return two_editions(RENEWED, without=("93", "03"))


@pytest.fixture(scope="session")
def same(two_editions):
    return two_editions({})


@pytest.fixture(scope="session")
def crowded(two_editions, tmp_path_factory):
    """Every region has gained or lost a status, staff and money, some of another scope; the files have long names."""
    labels = list(PRINTED_LABELS.values())
    folder = tmp_path_factory.mktemp("crowded")
    with SURVEY.open(encoding="utf-8", newline="") as stream:
        codes = [row["region_code"] for row in csv.DictReader(stream)]
    before = folder / "enquête nationale sur les comités territoriaux de la donnée, version de travail 2026.csv"
    lines = ["region_code;statut;moyens"]
    lines += [f"{code};{labels[n % 4]};plateforme : 12,25 ETP et 1,25 M€ / an" for n, code in enumerate(codes)]
    before.write_text("\n".join(lines) + "\n", encoding="utf-8")
    scopes = ("plateforme", "association")
    changes = {
        code: {"statut": labels[(n + 1) % 4], "moyens": f"{scopes[n % 2]} : 8,75 ETP et 2,35 M€ / an"}
        for n, code in enumerate(codes)
    }
    name = "enquête nationale sur les comités territoriaux de la donnée, version finale 2027.csv"
    return two_editions(changes, before=before, name=name)


@pytest.fixture
def drawing_of():
    """Return a function that draws the theme of a GeoPackage in a language, with its layers."""
    projects = []

    def draw(geopackage, code="en"):
        project = QgsProject()
        projects.append(project)
        with language(code):
            layers = load_layers(project, geopackage)
            return layers, draw_changes(layers)

    yield draw
    for project in projects:
        project.clear()


def test_each_region_is_in_the_class_of_its_change_and_what_cannot_be_compared_in_none(drawing_of, renewed):
    layers, drawing = drawing_of(renewed)
    counts = drawing.classes.count(layers.regions)
    assert counts == {"same": 11, "gained": 2, "lost": 2, "gone": 2, None: 1}
    labels = [category.label() for category in drawing.classes.renderer(layers.regions).categories()]
    assert labels == [
        "New answer (0)",
        "Step forward (2)",
        "Same status (11)",
        "Step back (2)",
        "Answer withdrawn (2)",
        "Not comparable (1)",
    ]
    assert drawing.headline == "Regional data committees: 2 regions out of 18 a step forward, 2 a step back"
    assert drawing.dated == ("from “CNIG survey, interviews from October 2025 to January 2026” to “enquête 2027.csv”")


def test_words_under_a_name_are_the_steps_and_the_differences_of_the_same_scope(drawing_of, renewed):
    _, drawing = drawing_of(renewed)
    assert drawing.texts == {
        "53": "→\u00a0Set-up\n+1.5 FTE",
        "75": "→\u00a0In place\n−2 FTE, +€200k",
        "04": "→\u00a0Set-up",
        "94": "→\u00a0None",
        "84": "11 →\u00a013 FTE*\n+€300k",
        "93": "→\u00a0–",
        "03": "→\u00a0–",
        "06": "→\u00a0–",
    }
    marks = ["* not subtracted: the two editions count different things, or give a range.", "– no answer."]
    assert drawing.mark_notes == marks
    assert set(marks) < set(drawing.notes)
    assert list(drawing.findings) == [
        "Staff: up in 1, down in 1, of 7 that can be compared.",
        "Yearly budget: up in 2, down in 0, of 8 that can be compared.",
        "Payers: +0, −7, in doubt 1.",
        "Answers reworded: 5, in 4 regions.",
    ]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_platforms_that_an_edition_does_not_list_are_said_not_to_be_compared(drawing_of, crowded, tmp_path):
    _, drawing = drawing_of(crowded)
    assert "Platforms: not compared, as an edition does not list them." in drawing.findings
    export_atlas(crowded, tmp_path / "atlas.pdf", codes=["53", "75", "76", "84"], atlas_language="en")
    pages = text_of(tmp_path / "atlas.pdf").split("\f")
    table = " ".join(next(page for page in pages if page.startswith("What has changed")).split())
    assert "not listed" in table
    assert "“Not listed”: edition without a list of platforms." in table


def test_a_region_new_in_the_later_edition_is_a_class_and_shows_its_status(drawing_of, two_editions, tmp_path):
    before = tmp_path / "2026.csv"
    before.write_text("region;statut\nCorse;Réflexion engagée\n", encoding="utf-8")
    _, drawing = drawing_of(two_editions({}, before=before))
    assert drawing.texts["52"] == "In place"
    assert "94" not in drawing.texts
    assert drawing.headline == "Regional data committees: no status has changed"


def test_the_same_edition_twice_says_that_nothing_has_changed(drawing_of, same, sheet):
    layers, drawing = drawing_of(same)
    assert drawing.headline == "Regional data committees: nothing has changed"
    assert drawing.classes.count(layers.regions) == {"same": 18}
    assert drawing.texts == {}
    assert_texts_fit(sheet("A4", "en", geopackage=same, theme=ThemeId.CHANGE))


@pytest.mark.parametrize("which", ["renewed", "crowded", "same"])
@pytest.mark.parametrize("code", ["fr", "en"])
@EACH_PAGE
def test_every_sheet_is_whole(request, measure, which, page, code):
    assert faults(measure(ThemeId.CHANGE, page, code, request.getfixturevalue(which))) == []


@pytest.mark.parametrize("page", ["A4", "A3"])
def test_all_13_mainland_regions_are_named_where_all_have_changed(sheet, crowded, page):
    labels = drawn_names(sheet(page, geopackage=crowded, theme=ThemeId.CHANGE))
    assert len({label.featureId for label in labels}) == 13
    assert not any(label.isUnplaced for label in labels)


@pytest.mark.parametrize("code", ["fr", "en"])
@EACH_PAGE
def test_no_label_lies_on_another(sheet, renewed, page, code):
    labels = drawn_names(sheet(page, code, geopackage=renewed, theme=ThemeId.CHANGE))
    for first, second in combinations(labels, 2):
        assert not first.labelRect.intersects(second.labelRect), (first.labelText, second.labelText)


def test_the_legend_on_the_sheet_has_its_counts_and_the_footer_names_both_editions(sheet, renewed):
    layout = sheet("A4", "en", geopackage=renewed, theme=ThemeId.CHANGE)
    assert "Step forward (2)" in legend_lines(layout)
    sources = items(layout)["sources"].currentText()
    assert "Enquête CNIG, entretiens octobre 2025 – janvier 2026 · enquête 2027.csv" in sources


def test_the_map_really_shows_each_region_in_the_fill_of_its_change(drawing_of, renewed):
    layers, _ = drawing_of(renewed)
    apply_theme(QgsProject(), layers, CHANGE)
    _, pixel = rendered(layers.regions, METROPOLE, METROPOLE.extent, size=1000, dpi=72)
    changes = edition_of(layers).changes
    for feature in layers.regions.getFeatures():
        code = feature["region_code"]
        if code not in METROPOLE.region_codes:
            continue
        points = feature.geometry().buffer(-0.05, 4).randomPointsInPolygon(40, seed=7)
        seen = Counter(pixel(point.x(), point.y()) for point in points)
        assert seen[CHANGE_FILLS.get(changes[code].change, NO_ANSWER_FILL)] >= 20, (code, seen)


def test_the_two_tables_are_related_to_the_regions_and_a_saved_project_keeps_the_map(renewed, tmp_path):
    geopackage = shutil.copy(renewed, tmp_path / "ctd.gpkg")
    with language("en"):
        write_project(tmp_path / "ctd.qgz", geopackage)
        project = QgsProject()
        assert project.read(str(tmp_path / "ctd.qgz"))
        layers = find_layers(project)
        assert set(layers.tables) >= {"changes", "cell_changes"}
        assert len(project.mapLayers()) == 8
        relations = project.relationManager().relations()
        assert {"ctd_changes", "ctd_cell_changes"} <= set(relations)
        assert all(relation.isValid() for relation in relations.values())
        bretagne = next(layers.regions.getFeatures("\"region_code\" = '53'"))
        texts = relations["ctd_cell_changes"].getRelatedFeatures(bretagne)
        assert {row["column"] for row in texts} == {"moyens", "date_ctd"}
        tabs = [tab.name() for tab in layers.regions.editFormConfig().tabs()]
        assert tabs[-1] == "Changes"
        show_theme(project, layers, CHANGE)
        assert shown_theme(layers) is ThemeId.CHANGE
    project.clear()


def test_the_layer_of_regions_keeps_the_fields_of_one_edition(renewed, bundled):
    fields = [
        QgsVectorLayer(f"{path}|layername=regions", "regions", "ogr").fields().names() for path in (renewed, bundled)
    ]
    assert fields[0] == fields[1]


def test_a_project_of_one_edition_is_as_it_was_and_the_theme_is_refused_in_one_sentence(bundled, tmp_path):
    project = QgsProject()
    with language("en"):
        layers = fill_project(project, bundled)
        assert len(project.mapLayers()) == 6
        assert "Changes" not in [tab.name() for tab in layers.regions.editFormConfig().tabs()]
        before = layers.regions.styleManager().styles()
        with pytest.raises(
            CtdError, match=r"^These data cover one edition only: build the project with an earlier edition"
        ):
            show_theme(project, layers, CHANGE)
        assert layers.regions.styleManager().styles() == before
    project.clear()
    with pytest.raises(CtdError, match="one edition"):
        export_map(bundled, tmp_path / "map.pdf", theme=ThemeId.CHANGE)
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_the_menu_and_the_export_offer_the_theme_only_where_there_are_two_editions(
    window, plugin, qgis_new_project, renewed, bundled
):
    menu = window.mainWindow().findChild(QMenu, "ctdMenu").findChild(QMenu)

    def entry():
        menu.aboutToShow.emit()
        return next(action for action in menu.actions() if action.objectName() == "ctdTheme_change")

    assert not entry().isEnabled()
    fill_project(qgis_new_project, bundled)
    assert not entry().isEnabled()
    assert entry().toolTip().startswith("These data cover one edition only")
    assert theme_box().findData("change") == -1
    qgis_new_project.clear()
    fill_project(qgis_new_project, renewed)
    assert theme_box().findData("change") >= 0
    assert entry().isEnabled()
    entry().trigger()
    assert shown_theme(find_layers(qgis_new_project)) is ThemeId.CHANGE


def test_the_summary_table_has_the_changes_with_words_and_without_an_earlier_edition_none(renewed, bundled):
    project, other = QgsProject(), QgsProject()
    with language("en"):
        sheets = {table.name: table for table in summary_tables(load_layers(project, renewed))}
        assert list(sheets)[-3:] == ["Changes", "Texts changed", "Sources"]
        row = next(row for row in sheets["Changes"].rows if row["Region"] == "Bretagne")
        assert (row["Change"], row["Difference in staff (FTE)"]) == ("Step forward", 1.5)
        assert (row["Payers before"], row["Payers no longer named"]) == ("State, Region", "State")
        assert row["Number of platforms before"] == row["Number of platforms after"] > 0
        assert row["Texts changed"] == "CTD date (survey text), Staff and money"
        assert {row["Text after"] for row in sheets["Texts changed"].rows if row["Region"] == "Bretagne"} == {
            "printemps 2027",
            "GeoBretagne = 4,5 ETP",
        }
        assert "Changes" not in [table.name for table in summary_tables(load_layers(other, bundled))]
    project.clear()
    other.clear()


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_atlas_has_a_page_of_changes_after_the_summary_and_a_paragraph_on_each_sheet(renewed, bundled, tmp_path):
    export_atlas(renewed, tmp_path / "two.pdf", codes=["53", "84", "52", "11"], atlas_language="en")
    pages = text_of(tmp_path / "two.pdf").split("\f")
    glance = next(page for page in pages if page.startswith("The regions at a glance"))
    table = " ".join(next(page for page in pages if page.startswith("What has changed")).split())
    assert "What has changed From “CNIG survey, interviews from October 2025 to January 2026” to “enquête 2027" in table
    for words in ("Bretagne", "+1.5 FTE", "13 FTE", "not compared:", "Same status"):
        assert words in table, words
    assert "Corse" not in table
    # Who pays by the words of the new answer; what an edition cannot know is in doubt, and explained.
    for words in (
        "Payers",
        "− State",
        "− ERDF,",
        "in doubt: others",
        "Platforms",
        "“In doubt”: a payer named in one edition",
    ):
        assert words in table, words
    bretagne = " ".join(next(page for page in pages if "region 53" in page).split())
    assert "CTD status: Under consideration → CTD being set up" in bretagne
    assert "Date of the CTD: none given → printemps 2027" in bretagne
    assert "Texts changed: CTD date (survey text), Staff and money" in bretagne
    assert "Payers no longer named: State" in bretagne
    loire = " ".join(next(page for page in pages if "region 52" in page).split())
    assert "Nothing has changed." in loire
    # The pages in the summary are those on which the sheets begin.
    number = next(n for n, page in enumerate(pages, 1) if "region 53" in page)
    line = next(line for line in glance.splitlines() if line.strip().startswith("Bretagne"))
    assert line.split()[-1] == str(number)
    export_atlas(bundled, tmp_path / "one.pdf", codes=["53"], atlas_language="en")
    assert "What has changed" not in text_of(tmp_path / "one.pdf")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_pack_of_two_editions_has_the_map_of_changes(renewed, tmp_path, coarse_images, monkeypatch):
    # The other maps are those of one edition.
    monkeypatch.setattr(pack, "THEMES", {theme: THEMES[theme] for theme in (ThemeId.STATUS, ThemeId.CHANGE)})
    Pack(renewed, map_language="en").write(tmp_path)
    assert "2 regions out of 18 a step forward" in text_of(tmp_path / "ctd-change.pdf")
    assert "ctd-change.png" in (tmp_path / "index.html").read_text(encoding="utf-8")
