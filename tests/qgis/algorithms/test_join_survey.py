"""`ctd:joinsurvey` inside QGIS: every feature kept, the table's columns beside them, and a report on every row."""

from __future__ import annotations

import csv
import json

import pytest
from qgis.core import NULL, QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorFileWriter, QgsVectorLayer

from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.status import read_status
from ctd_plugin.settings import Settings, write_settings

pytestmark = pytest.mark.usefixtures("provider")

SQUARE = "Polygon ((0 45, 1 45, 1 46, 0 46, 0 45))"
COMMUNES = [("01004", "Ambérieu-en-Bugey", 14204), ("35238", "Rennes", 222485), ("2A004", "Ajaccio", None)]
TABLE = (
    "code_insee;commune;statut;siret\n1004;Ambérieu;ctd existant;0123\n;RENNES;Réflexion engagée;0456\n99999;Nulle;x;\n"
)


with SURVEY.open(encoding="utf-8", newline="") as stream:
    WRITTEN = {row["region_code"]: row["statut"] for row in csv.DictReader(stream)}


@pytest.fixture
def communes():
    layer = QgsVectorLayer(
        "Polygon?crs=EPSG:4326&field=insee_com:string&field=nom:string&field=population:int", "communes", "memory"
    )
    features = []
    for values in COMMUNES:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        feature.setGeometry(QgsGeometry.fromWkt(SQUARE))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "enquête.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def join(feedback, tmp_path):
    """Return a function that runs the algorithm and returns the output layer and the report."""
    import processing

    def run(layer, **parameters):
        feedback_ = parameters.pop("feedback", feedback)
        report = tmp_path / "report.json"
        chosen = {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT", "REPORT": str(report), **parameters}
        outputs = processing.run("ctd:joinsurvey", chosen, feedback=feedback_)
        return outputs["OUTPUT"], json.loads(report.read_text(encoding="utf-8")) if report.exists() else None

    return run


def rows(layer, *fields):
    return [[feature[field] for field in fields] for feature in layer.getFeatures()]


def test_communes_get_the_table_s_columns_as_text_and_a_status(communes, survey, join, feedback):
    output, report = join(communes, SURVEY=survey)
    assert output.fields().names() == [
        "insee_com",
        "nom",
        "population",
        "code_insee",
        "commune",
        "statut",
        "siret",
        "status",
    ]
    assert rows(output, "insee_com", "population", "siret", "status") == [
        ["01004", 14204, "0123", "established"],
        ["35238", 222485, "0456", "considering"],
        ["2A004", NULL, NULL, NULL],
    ]
    assert [feature.geometry().asWkt(0) for feature in output.getFeatures()] == [
        SQUARE.replace("Polygon ", "Polygon ")
    ] * 3
    assert [(row["region_code"], row["how"]) for row in report["matched"]] == [("01004", "code"), ("35238", "name")]
    assert report["unmatched_rows"] == [{"row": 3, "value": "Nulle", "suggestions": []}]
    assert report["regions_without_row"] == ["2A004"]
    assert "Row 1, column “code_insee”: The code “1004” was read as 01004." in feedback.warnings
    assert "Row 3, column “commune”: “Nulle” is not in the layer." in feedback.warnings


def test_a_column_of_the_table_that_the_layer_has_too_is_kept_under_another_name(communes, tmp_path, join):
    path = tmp_path / "a.csv"
    path.write_text("insee_com;population\n35238;000\n2A004;1\n", encoding="utf-8")
    output, _ = join(communes, SURVEY=str(path))
    assert output.fields().names() == ["insee_com", "nom", "population", "insee_com_2", "population_2"]
    assert rows(output, "population", "population_2")[1] == [222485, "000"]


def test_the_bundled_survey_joins_regions_of_any_layer_without_the_respondents(boundaries_in_lambert_93, join):
    output, report = join(boundaries_in_lambert_93)
    assert output.crs().authid() == "EPSG:2154"
    assert len(report["matched"]) == report["regions"] == 18
    assert "repondant" not in output.fields().names()
    statuses = dict(rows(output, "insee_reg", "status"))
    assert (statuses["11"], statuses["76"]) == (read_status(WRITTEN["11"]), read_status(WRITTEN["76"]))
    write_settings(Settings(personal_data=True))
    output, _ = join(boundaries_in_lambert_93)
    assert "repondant" in output.fields().names()


def test_fields_and_columns_can_be_chosen(communes, survey, join):
    output, _ = join(communes, SURVEY=survey, KEY="nom", SURVEY_KEY="commune")
    assert [siret for (siret,) in rows(output, "siret")] == [NULL, "0456", NULL]
    with pytest.raises(QgsProcessingException, match=r"enquête\.csv has no field or column “ville”"):
        join(communes, SURVEY=survey, SURVEY_KEY="ville")


def test_without_a_report_none_is_written(communes, survey, join):
    output, report = join(communes, SURVEY=survey, REPORT=None)
    assert output.featureCount() == 3
    assert report is None


def test_a_file_that_is_no_report_is_not_replaced(communes, survey, join, tmp_path):
    other = tmp_path / "mine.json"
    other.write_text("[]", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="is not a report of this plugin and was not replaced"):
        join(communes, SURVEY=survey, REPORT=str(other))
    assert other.read_text(encoding="utf-8") == "[]"


def test_a_table_that_has_nothing_in_common_leaves_an_earlier_result_whole(communes, survey, join, tmp_path):
    target = tmp_path / "joined.gpkg"
    join(communes, SURVEY=survey, OUTPUT=str(target))
    before = target.read_bytes()
    other = tmp_path / "other.csv"
    other.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="have no codes or place names in common"):
        join(communes, SURVEY=str(other), OUTPUT=str(target))
    assert target.read_bytes() == before


def test_it_can_be_cancelled_and_an_earlier_result_stays_whole(communes, survey, join, cancelling, tmp_path):
    target = tmp_path / "joined.gpkg"
    join(communes, SURVEY=survey, OUTPUT=str(target))
    before = target.read_bytes()
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        join(communes, SURVEY=survey, OUTPUT=str(target), feedback=cancelling(33))
    assert target.read_bytes() == before


def test_the_layer_s_own_file_is_never_replaced(communes, survey, join, tmp_path):
    path = tmp_path / "communes.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(communes, str(path), communes.transformContext(), options)
    before = path.read_bytes()
    with pytest.raises(QgsProcessingException, match="The output would overwrite"):
        join(str(path), SURVEY=survey, OUTPUT=str(path))
    assert path.read_bytes() == before


def test_points_are_refused_in_a_sentence(survey, join):
    with pytest.raises(QgsProcessingException, match=r"points has no polygons \(Point\)"):
        join(QgsVectorLayer("Point?crs=EPSG:4326&field=insee_com:string", "points", "memory"), SURVEY=survey)


def test_an_invalid_or_missing_shape_is_kept_as_it_is(communes, survey, join):
    communes.startEditing()
    first, second, _ = sorted(feature.id() for feature in communes.getFeatures())
    communes.changeGeometry(first, QgsGeometry.fromWkt("Polygon ((0 45, 1 46, 1 45, 0 46, 0 45))"))
    communes.changeGeometry(second, QgsGeometry())
    communes.commitChanges()
    output, _ = join(communes, SURVEY=survey)
    shapes = [feature.geometry() for feature in output.getFeatures()]
    assert [shape.isNull() for shape in shapes] == [False, True, False]
    assert not shapes[0].isGeosValid()


def test_a_spreadsheet_is_joined_like_a_text(communes, survey, join, tmp_path):
    table = QgsVectorLayer(f"file:///{survey}?delimiter=;&detectTypes=no", "t", "delimitedtext")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ODS"
    path = tmp_path / "enquête.ods"
    QgsVectorFileWriter.writeAsVectorFormatV3(table, str(path), table.transformContext(), options)
    output, _ = join(communes, SURVEY=str(path))
    assert rows(output, "siret") == [["0123"], ["0456"], [NULL]]


def test_a_second_row_of_a_department_is_not_one_of_the_region_with_its_code(join, feedback, tmp_path):
    """01 is the Ain there, not Guadeloupe."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=insee_dep:string", "departements", "memory")
    features = []
    for code in ("01", "35"):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([code])
        feature.setGeometry(QgsGeometry.fromWkt(SQUARE))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    table = tmp_path / "départements.csv"
    table.write_text("code_dept;statut\n01;CTD existant\n01;CTD existant\n35;CTD existant\n", encoding="utf-8")
    join(layer, SURVEY=str(table))
    assert "Row 2: “01” duplicates 01; only row 1 is used." in feedback.warnings


def test_regions_are_not_joined_to_departments_and_both_levels_are_reported(join, tmp_path):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=code:string&field=nom:string", "départements", "memory")
    features = []
    for values in (["01", "Ain"], ["27", "Eure"], ["44", "Loire-Atlantique"], ["35", "Ille-et-Vilaine"]):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(SQUARE))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    with pytest.raises(QgsProcessingException, match=r"lists regions .* and départements contains departments"):
        join(layer, SURVEY=str(SURVEY))
    with pytest.raises(QgsProcessingException, match=r"lists regions .* and départements contains departments"):
        join(layer, SURVEY=str(SURVEY), KEY="code", SURVEY_KEY="region_code")
