"""`ctd:dissolveregions` inside QGIS: any layer in, 18 regions at most out, and nothing lost in silence."""

from __future__ import annotations

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tests.support.in_threads import rows, run_in_threads

pytestmark = pytest.mark.usefixtures("provider")

NORTH = "Polygon ((200000 6800000, 300000 6800000, 300000 6900000, 200000 6900000, 200000 6800000))"
SOUTH = "Polygon ((200000 6700000, 300000 6700000, 300000 6800000, 200000 6800000, 200000 6700000))"
CORSICA = "Polygon ((1180000 6100000, 1240000 6100000, 1240000 6200000, 1180000 6200000, 1180000 6100000))"
BOW_TIE = "Polygon ((1180000 6100000, 1240000 6200000, 1240000 6100000, 1180000 6200000, 1180000 6100000))"
COMMUNES = [("22001", "Aa", NORTH), ("29001", "Bb", SOUTH), ("2A001", "Cc", CORSICA)]


def layer_with(rows, kind="Polygon", crs="EPSG:2154", fields="field=insee_com:string&field=nom:string"):
    """Return a layer in memory of (code, name, WKT or None)."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}&{fields}", "communes", "memory")
    features = []
    for *values, text in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        if text:
            feature.setGeometry(QgsGeometry.fromWkt(text))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


@pytest.fixture
def layer_of():
    return layer_with


@pytest.fixture
def dissolve(feedback):
    """Return a function that runs the algorithm and returns the output layer's rows by code."""
    import processing

    def run(layer, **parameters):
        feedback_ = parameters.pop("feedback", feedback)
        outputs = processing.run(
            "ctd:dissolveregions", {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT", **parameters}, feedback=feedback_
        )
        return outputs["OUTPUT"]

    return run


def attributes(layer):
    return [feature.attributes() for feature in layer.getFeatures()]


def test_communes_become_regions_in_the_layer_s_reference_system(layer_of, dissolve, feedback):
    output = dissolve(layer_of(COMMUNES))
    assert output.crs().authid() == "EPSG:2154"
    assert output.wkbType() == Qgis.WkbType.MultiPolygon
    assert output.fields().names() == ["region_code", "region_name", "units"]
    assert attributes(output) == [["53", "Bretagne", 2], ["94", "Corse", 1]]
    areas = [feature.geometry().area() for feature in output.getFeatures()]
    assert areas == pytest.approx([2e10, 6e9])
    assert "communes: 3 features dissolved by the field insee_com (2 in all)." in (feedback.warnings)


def test_a_field_can_be_chosen(layer_of, dissolve):
    layer = layer_of(COMMUNES, fields="field=insee_com:string&field=rattachement:string")
    with pytest.raises(QgsProcessingException, match="no field with codes or names of regions"):
        dissolve(layer, KEY="rattachement")


def test_an_invalid_shape_is_mended_and_reported_by_its_feature(layer_of, dissolve, feedback):
    output = dissolve(layer_of([COMMUNES[0], ("2A001", "Cc", BOW_TIE)]))
    assert all(feature.geometry().isGeosValid() for feature in output.getFeatures())
    assert any(
        message.startswith("Feature 2: communes, Corse: the geometry was invalid") for message in feedback.warnings
    )


def test_a_feature_without_a_shape_and_one_of_no_region_are_left_out_and_reported(layer_of, dissolve, feedback):
    output = dissolve(layer_of([*COMMUNES, ("35001", "Dd", None), ("98801", "Ee", CORSICA)]))
    assert [row[0] for row in attributes(output)] == ["53", "94"]
    assert "Feature 4: communes, Bretagne: the feature has no geometry and was ignored." in feedback.warnings
    assert any("“98801” is in an overseas collectivity" in message for message in feedback.warnings)


@pytest.mark.parametrize("kind", ["PolygonZ", "MultiPolygonZM", "CurvePolygon"])
def test_heights_measures_and_arcs_are_brought_to_flat_polygons(layer_of, dissolve, kind):
    texts = {
        "PolygonZ": "PolygonZ ((200000 6800000 5, 300000 6800000 5, 300000 6900000 5, 200000 6800000 5))",
        "MultiPolygonZM": "MultiPolygonZM (((200000 6800000 5 1, 300000 6800000 5 2, 300000 6900000 5 3, "
        "200000 6800000 5 4)))",
        "CurvePolygon": "CurvePolygon (CircularString (200000 6800000, 250000 6850000, 300000 6800000, 250000 6750000, "
        "200000 6800000))",
    }
    (feature,) = dissolve(layer_of([("22001", "Aa", texts[kind])], kind)).getFeatures()
    assert feature.geometry().wkbType() == Qgis.WkbType.MultiPolygon
    assert feature.geometry().area() == pytest.approx(7.854e9 if kind == "CurvePolygon" else 5e9, rel=1e-3)


def test_points_and_tables_and_empty_layers_are_refused_in_a_sentence(layer_of, dissolve):
    with pytest.raises(QgsProcessingException, match=r"communes has no polygons \(Point\)"):
        dissolve(layer_of([("22001", "Aa", "Point (200000 6800000)")], "Point"))
    with pytest.raises(QgsProcessingException, match="communes has no polygons"):
        dissolve(layer_of([("22001", "Aa", None)], "NoGeometry"))
    with pytest.raises(QgsProcessingException, match="communes is empty; choose another layer"):
        dissolve(layer_of([]))


def test_a_layer_without_reference_system_is_refused_in_a_sentence(layer_of, dissolve):
    layer = layer_of(COMMUNES)
    layer.setCrs(QgsCoordinateReferenceSystem())
    with pytest.raises(QgsProcessingException, match="communes has no coordinate reference system"):
        dissolve(layer)


def test_the_layer_s_own_file_is_never_replaced(layer_of, dissolve, tmp_path):
    path = tmp_path / "communes.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    layer = layer_of(COMMUNES)
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), layer.transformContext(), options)
    before = path.read_bytes()
    # As scripts say where to write, and as the dialog does.
    for target in (str(path), QgsProcessingOutputLayerDefinition(str(path))):
        with pytest.raises(QgsProcessingException, match="The output would overwrite"):
            dissolve(str(path), OUTPUT=target)
    assert path.read_bytes() == before


def test_an_output_that_cannot_be_made_is_reported_as_processing_does(layer_of, dissolve, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(QgsProcessingException) as raised:
        dissolve(layer_of(COMMUNES), OUTPUT=str(tmp_path / "file" / "regions.gpkg"))
    assert "regions.gpkg" in str(raised.value)
    assert "unexpected error" not in str(raised.value)


def test_it_can_be_cancelled_and_an_earlier_result_stays_whole(layer_of, dissolve, cancelling, tmp_path):
    target = tmp_path / "regions.gpkg"
    dissolve(layer_of(COMMUNES), OUTPUT=str(target))
    before = target.read_bytes()
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        dissolve(layer_of(COMMUNES[:1]), OUTPUT=str(target), feedback=cancelling(60))
    assert target.read_bytes() == before


def test_regions_of_before_2016_are_merged_to_today_s(layer_of, dissolve):
    rows_ = [("42", "Alsace", NORTH), ("41", "Lorraine", SOUTH)]
    output = dissolve(layer_of(rows_, fields="field=code:string&field=nom:string"))
    assert attributes(output) == [["44", "Grand Est", 2]]


@pytest.fixture(scope="module")
def background(tmp_path_factory):
    """A layer's file, and what came of dissolving it in the background."""
    folder = tmp_path_factory.mktemp("background")
    path, layer = folder / "communes.gpkg", layer_with([*COMMUNES[:2], ("2A001", "Cc", BOW_TIE)])
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), layer.transformContext(), options)
    return path, run_in_threads("ctd:dissolveregions", {"INPUT": str(path)}, folder, cancel_at=60)


def test_thread_after_thread_gives_what_the_main_thread_gives(background, dissolve, feedback, tmp_path):
    path, reported = background
    expected = rows(dissolve(str(path), OUTPUT=str(tmp_path / "regions.gpkg")))
    assert [row[1] for row in expected] == ["53", "94"]
    assert any("the geometry was invalid" in message for message in feedback.warnings)
    assert any("of its area" in message for message in feedback.warnings)
    for run in reported["runs"]:
        assert run["succeeded"]
        assert run["was_in_background"]
        assert run["rows"] == expected
        assert run["warnings"] == feedback.warnings


def test_in_a_thread_nothing_is_imported_that_works_on_the_main_one_alone(background):
    assert background[1]["imported"] == []


def test_it_can_be_cancelled_in_a_thread(background):
    cancelled = background[1]["cancelled"]
    assert cancelled["was_in_background"]
    assert not cancelled["succeeded"]
    assert cancelled["rows"] is None


@pytest.mark.parametrize(
    ("name", "is_free"),
    [("dissolveregions", True), ("joinsurvey", True), ("fetchboundaries", True), ("buildproject", False)],
)
def test_what_touches_neither_the_project_nor_pyproj_runs_in_the_background(provider, name, is_free):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"ctd:{name}")
    assert bool(algorithm.flags() & Qgis.ProcessingAlgorithmFlag.NoThreading) is not is_free
