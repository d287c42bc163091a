"""`ctd:comparesurveys`, and the earlier edition that the other algorithms take."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from qgis.core import QgsProcessingException, QgsSettings, QgsVectorLayer

from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.data.profile.region_change import RegionChange
from ctd_plugin.regions import REGION_NAMES

pytestmark = pytest.mark.usefixtures("provider", "profile")


@pytest.fixture
def survey(tmp_path):
    """Return a function that writes a survey and gives its path."""

    def write(name, *lines):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def before(survey):
    return survey("2026.csv", "region;statut;pilotage", "Bretagne;Réflexion engagée;Anne Martin", "Corse;CTD existant;")


@pytest.fixture
def after(survey):
    return survey(
        "2027.csv",
        "region;statut;pilotage;repondant",
        "Bretagne;CTD existant;Anne Martin, seule;Anne Martin",
        "Normandie;CTD existant;;",
        "Atlantide;CTD existant;;",
    )


@pytest.fixture
def compare(tmp_path, feedback):
    """Return a function that runs the algorithm into a GeoPackage and a report."""
    import processing

    def run(**parameters):
        outputs = {"OUTPUT": str(tmp_path / "changes.gpkg"), "REPORT": str(tmp_path / "changes.json")}
        return processing.run("ctd:comparesurveys", {**outputs, **parameters}, feedback=parameters.pop("fb", feedback))

    return run


def features(result):
    layer = QgsVectorLayer(result["OUTPUT"], "changes", "ogr")
    assert layer.isValid()
    return layer, {feature["region_code"]: feature for feature in layer.getFeatures()}


def test_one_polygon_a_region_with_the_documented_fields(compare, before, after, provider):
    layer, found = features(compare(BEFORE=before, AFTER=after))
    assert list(found) == list(REGION_NAMES)
    assert layer.crs().authid() == "EPSG:4326"
    assert all(not feature.geometry().isEmpty() for feature in found.values())
    names = [name for name in layer.fields().names() if name != "fid"]
    assert names == list(RegionChange.__dataclass_fields__)
    changes = {code: feature["change"] for code, feature in found.items() if feature["change"] != "no_row"}
    assert changes == {"53": "gained", "94": "gone", "28": "new"}
    assert found["53"]["status_after"] == "established"
    assert found["53"]["columns_changed"] == "pilotage"
    words = provider.algorithm("comparesurveys").shortHelpString()
    documented = ("staff_", "budget_")
    assert all(name in words for name in names if not name.startswith((*documented, "region_")))
    assert all(name in words for name in documented)
    assert all(kind in words for kind in ("new", "gained", "lost", "same", "gone", "no_status", "no_row", "carried"))


def test_the_report_covers_both_editions_and_nothing_is_lost_in_silence(compare, before, after, feedback, tmp_path):
    result = compare(BEFORE=before, AFTER=after)
    assert result["REPORT"] == str(tmp_path / "changes.json")
    content = json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))
    assert (content["before"]["edition"], content["after"]["edition"]) == ("2026.csv", "2027.csv")
    assert [row["value"] for row in content["after"]["unmatched_rows"]] == ["Atlantide"]
    assert len(content["regions_in_neither"]) == 15
    reported = "\n".join(feedback.warnings)
    assert "“Atlantide” is not a region" in reported
    assert "In neither edition: Guadeloupe" in reported


def test_personal_names_are_masked_unless_the_setting_wants_them(compare, before, after, tmp_path):
    def texts():
        content = json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))
        (cell,) = next(region["cells"] for region in content["regions"] if region["cells"])
        return cell["text_before"], cell["text_after"]

    compare(BEFORE=before, AFTER=after)
    assert texts() == ("[nom masqué]", "[nom masqué], seule")
    QgsSettings().setValue("ctd/personal_data", True)
    compare(BEFORE=before, AFTER=after)
    assert texts() == ("Anne Martin", "Anne Martin, seule")


def test_without_an_earlier_edition_it_is_the_bundled_one(compare):
    _, found = features(compare(AFTER=str(SURVEY)))
    assert {feature["change"] for feature in found.values()} == {"same"}
    assert found["53"]["edition_before"].startswith("Enquête CNIG")


def test_the_same_file_twice_is_said_to_be_without_a_change(compare, after, feedback):
    _, found = features(compare(BEFORE=after, AFTER=after))
    assert found["53"]["change"] == "same"
    assert any(text.startswith("Nothing changed between “2027.csv”") for text in feedback.warnings)


def test_either_edition_may_be_an_earlier_result(compare):
    _, found = features(compare(BEFORE=str(GEOPACKAGE), AFTER=str(GEOPACKAGE)))
    assert {feature["change"] for feature in found.values()} == {"same"}


def other_database(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE notes (words TEXT)")


@pytest.mark.parametrize("name", ["BEFORE", "AFTER"])
def test_a_file_that_is_no_edition_is_reported_in_one_sentence_and_nothing_is_written(compare, after, tmp_path, name):
    other_database(tmp_path / "other.gpkg")
    (tmp_path / "notes.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    given = {"BEFORE": after, "AFTER": after}
    with pytest.raises(QgsProcessingException, match=r"other\.gpkg is not a survey GeoPackage; choose"):
        compare(**given | {name: str(tmp_path / "other.gpkg")})
    with pytest.raises(QgsProcessingException, match=r"notes\.csv has no column “region”"):
        compare(**given | {name: str(tmp_path / "notes.csv")})
    assert not (tmp_path / "changes.gpkg").exists()
    assert not (tmp_path / "changes.json").exists()


def test_a_report_of_something_else_is_kept_and_nothing_is_written(compare, before, after, tmp_path):
    (tmp_path / "changes.json").write_text('{"annual": "report"}', encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="was not replaced"):
        compare(BEFORE=before, AFTER=after)
    assert (tmp_path / "changes.json").read_text(encoding="utf-8") == '{"annual": "report"}'
    assert not (tmp_path / "changes.gpkg").exists()


def test_a_cancelled_run_writes_nothing(compare, before, after, cancelling, tmp_path):
    with pytest.raises(QgsProcessingException, match="Cancelled; nothing was written"):
        compare(BEFORE=before, AFTER=after, fb=cancelling(0))
    assert not (tmp_path / "changes.gpkg").exists()


@pytest.fixture
def run():
    import processing

    return processing.run


def tables(path):
    with closing(sqlite3.connect(path)) as database:
        return {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}


def test_a_project_is_built_of_two_editions_or_of_one(run, before, after, tmp_path, feedback):
    result = run("ctd:buildproject", {"SURVEY": after, "OUTPUT_FOLDER": str(tmp_path)}, feedback=feedback)
    assert not {"changes", "cell_changes"} & tables(result["GEOPACKAGE"])
    run("ctd:buildproject", {"SURVEY": after, "BEFORE": before, "OUTPUT_FOLDER": str(tmp_path)}, feedback=feedback)
    assert {"changes", "cell_changes"} <= tables(result["GEOPACKAGE"])
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert any(problem["message"].startswith("In neither edition") for problem in report["problems"])


def test_last_years_result_is_the_earlier_edition_of_the_one_that_replaces_it(run, before, after, tmp_path):
    result = run("ctd:buildproject", {"SURVEY": before, "OUTPUT_FOLDER": str(tmp_path)})
    run(
        "ctd:buildproject",
        {"SURVEY": after, "BEFORE": result["GEOPACKAGE"], "OUTPUT_FOLDER": str(tmp_path)},
    )
    with closing(sqlite3.connect(result["GEOPACKAGE"])) as database:
        row = database.execute("SELECT change, edition_before FROM changes WHERE region_code = '53'").fetchone()
    assert row == ("gained", "2026.csv")


def test_the_bundled_edition_may_be_the_earlier_one_of_a_project(run, after, tmp_path):
    result = run("ctd:buildproject", {"SURVEY": after, "COMPARE": True, "OUTPUT_FOLDER": str(tmp_path)})
    with closing(sqlite3.connect(result["GEOPACKAGE"])) as database:
        (edition,) = database.execute("SELECT edition_before FROM changes").fetchone()
    assert edition.startswith("Enquête CNIG")


def test_the_map_of_changes_is_since_the_bundled_edition_unless_another_is_given(run, before, after, tmp_path):
    def drawn(**parameters):
        run("ctd:exportmap", {"THEME": "change", "LANGUAGE": "en", "OUTPUT": str(tmp_path / "map.svg"), **parameters})
        return (tmp_path / "map.svg").read_text(encoding="utf-8")

    assert "Answer withdrawn (16)" in drawn(SURVEY=after)
    assert "2026.csv" in drawn(SURVEY=after, BEFORE=before)
    assert "New answer (16)" in drawn(BEFORE=before)


def test_a_map_of_changes_of_nothing_is_reported_in_one_sentence(run, tmp_path):
    with pytest.raises(QgsProcessingException, match="There is nothing to compare: choose a survey, an earlier"):
        run("ctd:exportmap", {"THEME": "change", "OUTPUT": str(tmp_path / "map.pdf")})
    assert not (tmp_path / "map.pdf").exists()


def test_an_earlier_edition_given_to_another_theme_is_said_to_be_unused(run, before, tmp_path, feedback):
    parameters = {"THEME": "status", "BEFORE": before, "OUTPUT": str(tmp_path / "map.svg")}
    run("ctd:exportmap", parameters, feedback=feedback)
    assert feedback.warnings == ["Earlier edition ignored: only the theme “Changes” compares editions."]


def test_an_atlas_takes_an_earlier_edition(run, before, tmp_path):
    run("ctd:exportatlas", {"BEFORE": before, "REGIONS": "53", "OUTPUT": str(tmp_path / "atlas.pdf")})
    run("ctd:exportatlas", {"REGIONS": "53", "OUTPUT": str(tmp_path / "plain.pdf")})
    assert (tmp_path / "atlas.pdf").stat().st_size > (tmp_path / "plain.pdf").stat().st_size
