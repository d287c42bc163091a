"""`ctd:buildproject`: three files that open anywhere, and nothing lost or half-written."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest
from qgis.core import QgsProcessingException, QgsProject, QgsSettings, QgsVectorLayer

from ctd_plugin.data.columns import SURVEY_COLUMNS
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.regions import REGION_NAMES
from tests.support.tree_legend import class_categories

FILES = ["ctd.gpkg", "ctd.qgz", "report.json"]

pytestmark = pytest.mark.usefixtures("provider", "one_theme")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "atelier"
    folder.mkdir()
    return folder


@pytest.fixture
def build(folder, feedback):
    """Return a function that runs the algorithm with the given parameters into the folder."""
    import processing

    def run(**parameters):
        feedback_ = parameters.pop("feedback", feedback)
        return processing.run("ctd:buildproject", {"OUTPUT_FOLDER": str(folder), **parameters}, feedback=feedback_)

    return run


@pytest.fixture
def survey(tmp_path):
    """Return a function that writes a survey and gives its path."""

    def write(text, name="enquête.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def statuses(folder):
    with closing(sqlite3.connect(folder / "ctd.gpkg")) as database:
        return dict(database.execute("SELECT region_code, status FROM regions"))


@pytest.fixture
def opened():
    """Return a function that opens a project file."""
    projects = []

    def read(path):
        projects.append(QgsProject())
        assert projects[-1].read(str(path))
        return projects[-1]

    yield read
    for project in projects:
        project.clear()


def test_the_bundled_survey_gives_project_geopackage_and_report(build, folder, feedback):
    outputs = build()
    assert outputs == {
        "PROJECT": str(folder / "ctd.qgz"),
        "GEOPACKAGE": str(folder / "ctd.gpkg"),
        "REPORT": str(folder / "report.json"),
    }
    assert left(folder) == FILES
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert (report["survey_rows"], report["regions"], len(report["matched"])) == (18, 18, 18)
    assert report["unmatched_rows"] == report["duplicate_rows"] == report["regions_without_row"] == []
    assert report["problems"] == feedback.warnings == []
    assert len(statuses(folder)) == 18


def test_the_project_opens_wherever_it_is_moved_together_with_its_geopackage(build, folder, opened, tmp_path):
    build()
    elsewhere = tmp_path / "ailleurs" / "plus loin"
    elsewhere.mkdir(parents=True)
    for name in ("ctd.qgz", "ctd.gpkg"):
        shutil.move(folder / name, elsewhere / name)
    shutil.rmtree(folder)
    project = opened(elsewhere / "ctd.qgz")
    assert len(project.mapLayers()) == 6
    assert all(layer.isValid() for layer in project.mapLayers().values())
    assert find_layers(project).source == elsewhere / "ctd.gpkg"
    assert project.crs().authid() == "EPSG:2154"
    assert [layout.name() for layout in project.layoutManager().printLayouts()] == [
        "CTD – statut – A4",
        "CTD – statut – A3",
    ]
    assert project.mapThemeCollection().mapThemes() == ["CTD – statut"]
    assert find_layers(project).regions.styleManager().styles() == ["CTD – statut"]
    assert all(relation.isValid() for relation in project.relationManager().relations().values())
    assert len(project.relationManager().relations()) == 4
    bookmarks = project.bookmarkManager().bookmarks()
    assert [bookmark.name() for bookmark in bookmarks][0::5] == ["France métropolitaine", "Mayotte"]
    assert [bookmark.rotation() == 0 for bookmark in bookmarks] == [True, False, False, False, False, False]


def test_the_project_file_holds_no_path_of_the_machine_that_made_it(build, folder):
    build()
    with zipfile.ZipFile(folder / "ctd.qgz") as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".qgs")]
        text = archive.read(name).decode()
    assert "./ctd.gpkg|layername=regions" in text
    assert str(folder) not in text
    assert ".ctd-" not in text


def test_the_layouts_of_an_opened_project_still_show_the_map(build, folder, opened):
    build()
    project = opened(folder / "ctd.qgz")
    regions = find_layers(project).regions
    for layout in project.layoutManager().printLayouts():
        maps = {item.id(): item for item in layout.items() if hasattr(item, "layersToRender")}
        assert len(maps) == 6
        assert all(item.layersToRender() == [regions] for item in maps.values())
    assert [category.label() for category in class_categories(regions)][3] == "CTD existant (4)"


def test_english_gives_english_layers_and_layouts(build, folder, opened):
    build(LANGUAGE="en")
    project = opened(folder / "ctd.qgz")
    assert find_layers(project).regions.name() == "CTD – regions"
    assert project.title() == "Regional data committees (CTD)"
    assert project.mapThemeCollection().mapThemes() == ["CTD – status"]


def test_a_second_run_replaces_its_own_three_files(build, folder, opened, survey):
    build()
    build(SURVEY=survey("region;statut\nBretagne;CTD existant\n"))
    assert left(folder) == FILES
    assert {code for code, status in statuses(folder).items() if status} == {"53"}
    project = opened(folder / "ctd.qgz")
    assert class_categories(find_layers(project).regions)[4].label() == "Non renseigné (17)"


def no_geopackage(path):
    path.write_bytes(b"somebody's notes")


def other_geopackage(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE about (made_with TEXT)")
        database.execute("INSERT INTO about VALUES ('another program')")


def other_project(path):
    project = QgsProject()
    project.addMapLayer(QgsVectorLayer("Point", "mine", "memory"))
    assert project.write(str(path))


def other_report(path):
    path.write_text('{"annual": "report"}', encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("ctd.gpkg", no_geopackage),
        ("ctd.gpkg", other_geopackage),
        ("ctd.qgz", no_geopackage),
        ("ctd.qgz", other_project),
        ("report.json", other_report),
    ],
)
def test_somebody_elses_file_is_refused_and_kept_byte_for_byte(build, folder, name, make):
    make(folder / name)
    before = (folder / name).read_bytes()
    with pytest.raises(QgsProcessingException, match="was not replaced; choose another") as error:
        build()
    assert str(folder / name) in str(error.value)
    assert (folder / name).read_bytes() == before
    assert left(folder) == [name]


def test_a_folder_that_does_not_exist_is_refused_and_not_made(build, tmp_path):
    missing = tmp_path / "nowhere"
    with pytest.raises(QgsProcessingException, match=r"The folder .*nowhere does not exist; create it first\."):
        build(OUTPUT_FOLDER=str(missing))
    assert not missing.exists()


def test_a_run_that_is_cancelled_while_the_maps_are_made_writes_nothing(build, folder, feedback, monkeypatch):
    monkeypatch.setattr(type(feedback), "setProgressText", lambda self, text: "maps" in text and self.cancel())
    with pytest.raises(QgsProcessingException, match="nothing was written"):
        build(feedback=feedback)
    assert left(folder) == []


def test_whoever_keeps_respondents_is_warned_before_they_are_put_online(build, survey, feedback):
    QgsSettings().setValue("ctd/personal_data", True)
    build(SURVEY=survey("region;statut;repondant\nBretagne;CTD existant;Camille\n"))
    assert any("names respondents" in warning for warning in feedback.warnings)


@pytest.mark.parametrize("percent", [0, 20, 30, 60, 70])
def test_a_cancelled_run_writes_nothing_and_keeps_what_was_there(build, folder, cancelling, percent):
    build()
    before = {name: (folder / name).read_bytes() for name in FILES}
    with pytest.raises(QgsProcessingException, match="Cancelled; nothing was written"):
        build(feedback=cancelling(percent))
    assert {name: (folder / name).read_bytes() for name in left(folder)} == before


def test_a_run_that_fails_at_its_last_step_keeps_all_three_files(build, folder, survey, monkeypatch):
    build()
    before = {name: (folder / name).read_bytes() for name in FILES}
    monkeypatch.setattr(QgsProject, "write", lambda *_: False)
    with pytest.raises(QgsProcessingException, match=r"ctd\.qgz"):
        build(SURVEY=survey("region;statut\nBretagne;CTD existant\n"))
    assert {name: (folder / name).read_bytes() for name in left(folder)} == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", r"enquête\.csv is empty; choose another file\."),
        ("region;date\nBretagne;2026\n", r"enquête\.csv has no column “statut”; its columns are: region, date\."),
        ("region;statut\n", r"enquête\.csv has a header but no rows"),
        ("a\0b;c\n", r"enquête\.csv is not a text file"),
    ],
)
def test_a_survey_that_cannot_be_used_is_reported_in_one_sentence(build, folder, survey, text, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        build(SURVEY=survey(text))
    assert left(folder) == []


def test_a_survey_that_is_not_there_is_reported_in_one_sentence(build, folder, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"The file .*missing\.csv does not exist"):
        build(SURVEY=str(tmp_path / "missing.csv"))
    assert left(folder) == []


def test_rows_that_cannot_be_used_are_warnings_with_their_place_and_the_rest_is_mapped(build, folder, survey, feedback):
    rows = ("Bretagne;CTD existant", "Atlantide;CTD existant", "Bretagne;Réflexion engagée", "Corse;bientôt", "PACA;")
    build(SURVEY=survey("\n".join(("région;statut", *rows)) + "\n"))
    reported = "\n".join(feedback.warnings)
    assert "Row 2, column “région”: “Atlantide” is not a region" in reported
    assert "Row 4, column “statut”: “bientôt” is not a known status: Corse has no status" in reported
    assert "Row 5, column “statut”: Provence-Alpes-Côte d’Azur has no status" in reported
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [row["row"] for row in report["unmatched_rows"]] == [2]
    assert [row["row"] for row in report["duplicate_rows"]] == [3]
    assert {code for code, status in statuses(folder).items() if status} == {"53"}


def test_a_row_left_out_because_its_region_came_before_is_a_warning(build, survey, feedback):
    build(SURVEY=survey("region;statut\nBretagne;CTD existant\nBretagne;Réflexion engagée\n"))
    assert "Row 2: “Bretagne” duplicates Bretagne; only row 1 is used." in feedback.warnings


def test_a_survey_in_windows_1252_is_read_and_said_to_be(build, folder, survey, feedback):
    text = "région;statut\nÎle-de-France;Réflexion engagée\nLa Réunion;CTD en préfiguration\n"
    build(SURVEY=survey(text, encoding="cp1252"))
    assert any("read as Windows-1252" in warning for warning in feedback.warnings)
    known = {code: status for code, status in statuses(folder).items() if status}
    assert known == {"11": "considering", "04": "prefiguration"}


def test_boundaries_may_be_a_layer_in_memory_in_another_crs(build, folder, opened, boundaries_in_lambert_93, feedback):
    build(BOUNDARIES=boundaries_in_lambert_93)
    assert feedback.warnings == []
    project = opened(folder / "ctd.qgz")
    regions = find_layers(project).regions
    assert regions.featureCount() == 18
    assert regions.crs().authid() == "EPSG:4326"
    bretagne = next(regions.getFeatures("\"region_code\" = '53'")).geometry().boundingBox()
    assert (bretagne.xMinimum(), bretagne.yMaximum()) == pytest.approx((-5.14, 48.9), abs=0.1)


def test_boundaries_without_any_key_are_reported_in_one_sentence_with_the_layers_name(build, folder, qgis_new_project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=surface:double", "mes limites", "memory")
    with pytest.raises(QgsProcessingException, match=r"mes limites.* has no field with codes or names of regions"):
        build(BOUNDARIES=layer)
    assert left(folder) == []


def test_boundaries_that_are_no_layer_are_reported_in_one_sentence(build, folder, tmp_path):
    with pytest.raises(QgsProcessingException, match=r"BOUNDARIES: .*missing\.shp not found"):
        build(BOUNDARIES=str(tmp_path / "missing.shp"))
    assert left(folder) == []


def test_the_survey_may_be_the_bundled_one_given_by_its_path(build, folder):
    build(SURVEY=str(SURVEY))
    assert set(statuses(folder)) == set(REGION_NAMES)
    with closing(sqlite3.connect(folder / "ctd.gpkg")) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(survey)")]
    assert "repondant" in SURVEY_COLUMNS
    assert "repondant" not in columns
