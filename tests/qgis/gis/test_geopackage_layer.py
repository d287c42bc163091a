"""Layers read and written as their GeoPackage stores them: the same as QGIS does it, feature by feature."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import processing
import pytest
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QMetaType

from ctd_plugin.gis import geopackage_layer
from ctd_plugin.gis.feature_source import wkb
from ctd_plugin.gis.geopackage_layer import UnusualLayerError, copy_features, read_features, read_rows, stored_layer

pytestmark = pytest.mark.usefixtures("provider")

SURVEY = "code_insee;nom;réponse\n01004;Ambérieu;oui\n35238;Rennes;non\n"
FIELDS = "field=code_insee:string(5)&field=nom:string&field=population:int&field=part:double"
ROWS = [
    (("01004", "Ambérieu-en-Bugey", 14204, 0.5), "MultiPolygon (((0 45, 1 45, 1 46, 0 45)))"),
    (
        ("35238", "Rennes", None, None),
        "MultiPolygon (((-2 48, -1 48, -1 49, -2 48),(-1.2 48.1, -1.1 48.2, -1.1 48.1, -1.2 48.1)))",
    ),
    (("2A004", "Ajaccio", 1, 2.0), ""),
    (("2A005", 'L\'"O"', 1, 2.0), "MultiPolygon EMPTY"),
]


def write(path, name="communes", fields=FIELDS, rows=ROWS, append=False):
    """Write the communes as a layer of a GeoPackage."""
    memory = QgsVectorLayer(f"MultiPolygon?crs=EPSG:4326&{fields}", name, "memory")
    features = []
    for values, text in rows:
        feature = QgsFeature(memory.fields())
        feature.setAttributes(list(values))
        if text:
            feature.setGeometry(QgsGeometry.fromWkt(text))
        features.append(feature)
    memory.dataProvider().addFeatures(features)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = name
    if append:
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    QgsVectorFileWriter.writeAsVectorFormatV3(memory, str(path), QgsProject.instance().transformContext(), options)
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr")


@pytest.fixture
def communes(tmp_path):
    project = QgsProject()
    layer = write(tmp_path / "communes.gpkg")
    project.addMapLayer(layer)
    yield layer
    project.clear()


@pytest.fixture
def join(tmp_path):
    """Return a function that joins the survey to a layer, in a GeoPackage, and returns that layer."""
    (tmp_path / "enquête.csv").write_text(SURVEY, encoding="utf-8")

    def run(layer, name):
        output = str(tmp_path / name)
        processing.run("ctd:joinsurvey", {"INPUT": layer, "SURVEY": str(tmp_path / "enquête.csv"), "OUTPUT": output})
        return QgsVectorLayer(output, name, "ogr")

    return run


def by_qgis(layer):
    """Return an input that is read by QGIS alone."""
    return QgsProcessingFeatureSourceDefinition(layer.source(), False)


def content(layer):
    return [(f.id(), f.attributes(), f.geometry().asWkt()) for f in layer.getFeatures()]


def test_values_and_geometries_are_those_that_qgis_gives(communes):
    ((rows, shapes),) = read_features(stored_layer(communes, communes))
    features = list(communes.getFeatures())
    assert [[value or None for value in row] for row in rows] == [
        [value or None for value in feature.attributes()] for feature in features
    ]
    assert rows == read_rows(stored_layer(communes, communes))
    assert shapes[:2] == [wkb(feature, True) for feature in features[:2]]
    assert shapes[2:] == [None, None]


def test_a_copied_layer_is_as_qgis_writes_it(communes, join):
    ours, theirs = join(communes, "ours.gpkg"), join(by_qgis(communes), "theirs.gpkg")
    assert [field.name() for field in ours.fields()] == [field.name() for field in theirs.fields()]
    assert [field.typeName() for field in ours.fields()] == [field.typeName() for field in theirs.fields()]
    assert content(ours) == content(theirs)
    assert ours.crs() == theirs.crs()
    assert ours.wkbType() == theirs.wkbType()
    assert ours.featureCount() == theirs.featureCount() == len(ROWS)
    assert ours.extent() == theirs.extent()


def test_a_copied_layer_can_be_searched_and_edited(communes, join):
    layer = join(communes, "ours.gpkg")
    bretagne = QgsFeatureRequest().setFilterRect(QgsRectangle(-3, 47, -1, 49))
    assert [feature["nom"] for feature in layer.getFeatures(bretagne)] == ["Rennes"]
    assert layer.startEditing()
    added = QgsFeature(layer.fields())
    added.setGeometry(QgsGeometry.fromWkt("MultiPolygon (((-3 47, -2 47, -2 48, -3 47)))"))
    assert layer.addFeature(added)
    assert layer.commitChanges()
    assert len(list(layer.getFeatures(bretagne))) == 2
    assert layer.featureCount() == len(ROWS) + 1


def test_only_the_layer_that_was_chosen_is_copied(tmp_path, join):
    write(tmp_path / "several.gpkg", "départements")
    communes = write(tmp_path / "several.gpkg", append=True)
    assert stored_layer(communes, communes).table == "communes"
    output = join(communes, "ours.gpkg")
    with closing(sqlite3.connect(tmp_path / "ours.gpkg")) as database:
        assert database.execute("SELECT table_name FROM gpkg_contents").fetchall() == [("ours",)]
    assert output.featureCount() == len(ROWS)


@pytest.mark.parametrize(
    "change",
    [
        lambda layer: layer.setSubsetString("population > 1"),
        lambda layer: layer.startEditing(),
        lambda layer: layer.addExpressionField("1", QgsField("un", QMetaType.Type.Int)),
    ],
)
def test_a_layer_of_which_more_or_less_is_seen_than_is_stored_is_left_to_qgis(communes, join, change):
    change(communes)
    assert stored_layer(communes, communes) is None
    joined = join(communes, "ours.gpkg")
    assert {*communes.fields().names()} < {*joined.fields().names()}
    assert joined.featureCount() == communes.featureCount()


def test_a_part_of_a_layer_is_left_to_qgis(communes):
    assert stored_layer(communes, by_qgis(communes)) is None
    assert stored_layer(None, "") is None


def test_values_that_qgis_reads_otherwise_are_left_to_it(tmp_path, join):
    rows = [((*values[:-1], QDate(2025, 1, 1)), text) for values, text in ROWS]
    layer = write(tmp_path / "dates.gpkg", fields=FIELDS.replace("part:double", "part:date"), rows=rows)
    assert stored_layer(layer, layer) is None
    assert join(layer, "ours.gpkg").featureCount() == len(ROWS)


def test_features_of_one_geometry_type_are_left_to_qgis(tmp_path, join):
    """A layer of mixed geometries is in QGIS one of each of their types."""
    memory = QgsVectorLayer(f"MultiPolygon?crs=EPSG:4326&{FIELDS}", "mixed", "memory")
    path, context = tmp_path / "mixed.gpkg", QgsProject.instance().transformContext()
    options = QgsVectorFileWriter.SaveVectorOptions()
    writer = QgsVectorFileWriter.create(
        str(path), memory.fields(), Qgis.WkbType.Unknown, memory.crs(), context, options
    )
    for (values, _), text in zip(ROWS, (ROWS[0][1], "Point (1 1)"), strict=False):
        feature = QgsFeature(memory.fields())
        feature.setAttributes(list(values))
        feature.setGeometry(QgsGeometry.fromWkt(text))
        assert writer.addFeature(feature)
    del writer
    layer = QgsVectorLayer(f"{path}|layername=mixed|geometrytype=MultiPolygon", "mixed", "ogr")
    assert layer.featureCount() == 1
    assert stored_layer(layer, layer) is None
    assert join(layer, "ours.gpkg").featureCount() == 1


def test_json_is_left_to_qgis(tmp_path):
    path = tmp_path / "communes.gpkg"
    write(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT, column_name TEXT, name TEXT, title TEXT,"
            " description TEXT, mime_type TEXT, constraint_name TEXT)"
        )
        database.execute(
            "INSERT INTO gpkg_data_columns (table_name, column_name, mime_type)"
            " VALUES ('communes', 'nom', 'application/json')"
        )
        database.commit()
    layer = QgsVectorLayer(f"{path}|layername=communes", "communes", "ogr")
    assert layer.fields()["nom"].typeName() == "JSON"
    assert stored_layer(layer, layer) is None


def change(path, *statements):
    """Change a GeoPackage as a program does that knows nothing of its triggers."""
    with closing(sqlite3.connect(path)) as database:
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            database.execute(statement)
        for _, sql in triggers:
            database.execute(sql)
        database.commit()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM rtree_communes_geom",
        "INSERT INTO rtree_communes_geom VALUES (3, 0, 1, 0, 1)",
        "UPDATE communes SET nom = x'0102' WHERE fid = 1",
        "UPDATE communes SET population = 'beaucoup' WHERE fid = 1",
    ],
)
def test_a_layer_that_another_program_damaged_is_written_by_qgis(tmp_path, join, damage):
    write(tmp_path / "communes.gpkg")
    change(tmp_path / "communes.gpkg", damage)
    layer = QgsVectorLayer(f"{tmp_path}/communes.gpkg|layername=communes", "communes", "ogr")
    ours, theirs = join(layer, "ours.gpkg"), join(by_qgis(layer), "theirs.gpkg")
    assert content(ours) == content(theirs)
    bretagne = QgsFeatureRequest().setFilterRect(QgsRectangle(-3, 47, -1, 49))
    assert [feature["code_insee"] for feature in ours.getFeatures(bretagne)] == ["35238"]


@pytest.mark.parametrize("geometry", ["'a text of some length'", "x'4750'", "x'00000000000000000000'"])
def test_a_geometry_that_is_none_is_left_to_qgis(tmp_path, geometry):
    write(tmp_path / "communes.gpkg")
    change(tmp_path / "communes.gpkg", f"UPDATE communes SET geom = {geometry} WHERE fid = 1")
    layer = QgsVectorLayer(f"{tmp_path}/communes.gpkg|layername=communes", "communes", "ogr")
    with pytest.raises(UnusualLayerError):
        list(read_features(stored_layer(layer, layer)))


def test_features_are_read_some_at_a_time(communes, monkeypatch):
    stored = stored_layer(communes, communes)
    (whole,) = read_features(stored)
    monkeypatch.setattr(geopackage_layer, "_BATCH", 3)
    batches = list(read_features(stored))
    assert len(batches) == -(-len(ROWS) // 3)
    assert [row for rows, _ in batches for row in rows] == whole[0]
    assert [shape for _, shapes in batches for shape in shapes] == whole[1]


def test_values_of_another_type_further_below_are_left_to_qgis(tmp_path, monkeypatch):
    write(tmp_path / "communes.gpkg")
    change(tmp_path / "communes.gpkg", "UPDATE communes SET population = 'inconnue' WHERE fid = 4")
    layer = QgsVectorLayer(f"{tmp_path}/communes.gpkg|layername=communes", "communes", "ogr")
    monkeypatch.setattr(geopackage_layer, "_BATCH", 1)
    with pytest.raises(UnusualLayerError):
        list(read_features(stored_layer(layer, layer)))


def test_nothing_is_copied_into_a_layer_that_has_features(communes, join, tmp_path):
    stored = stored_layer(communes, communes)
    made = join(communes, "made.gpkg")
    with pytest.raises(UnusualLayerError):
        copy_features(stored, read_rows(stored), [["a", "b", "c"]] * len(ROWS), tmp_path / "made.gpkg")
    assert made.featureCount() == len(ROWS)
    with closing(sqlite3.connect(tmp_path / "made.gpkg")) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() > (5,)


def test_texts_that_utf_8_cannot_have_are_left_to_qgis(communes, tmp_path):
    stored = stored_layer(communes, communes)
    write(tmp_path / "made.gpkg", "made", f"{FIELDS}&field=réponse:string", [])
    with pytest.raises(UnusualLayerError):
        copy_features(stored, read_rows(stored), [["\ud800"]] * len(ROWS), tmp_path / "made.gpkg")


def test_a_layer_changes_while_it_is_joined(communes, join, monkeypatch):
    def change_first(layer, rows, added, target):
        change(layer.path, "UPDATE communes SET code_insee = '35238' WHERE fid = 1")
        copy_features(layer, rows, added, target)

    monkeypatch.setattr(geopackage_layer, "copy_features", change_first)
    with pytest.raises(QgsProcessingException, match="changed by another program"):
        join(communes, "ours.gpkg")


def test_what_is_written_while_a_layer_is_open_is_read(communes):
    """QGIS keeps a write-ahead log beside a GeoPackage that it has open."""
    assert communes.startEditing()
    assert communes.changeAttributeValue(1, communes.fields().indexOf("nom"), "Ailleurs")
    assert communes.commitChanges()
    assert read_rows(stored_layer(communes, communes))[0][2] == "Ailleurs"


def test_a_layer_that_changed_meanwhile_is_not_copied(communes, tmp_path):
    stored = stored_layer(communes, communes)
    rows = read_rows(stored)
    write(tmp_path / "made.gpkg", "made", f"{FIELDS}&field=réponse:string", [])
    change(stored.path, "DELETE FROM communes WHERE fid = 1")
    with pytest.raises(UnusualLayerError):
        copy_features(stored, rows, [["a"]] * len(ROWS), tmp_path / "made.gpkg")


def test_a_file_that_went_is_told_as_unusual(communes):
    stored = stored_layer(communes, communes)
    stored.path.unlink()
    with pytest.raises(UnusualLayerError):
        read_rows(stored)
