"""Boundary layers as people have them: what is read, and the messages on those that cannot be used."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from osgeo import ogr, osr
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box, get_num_coordinates

from ctd_plugin.data.boundaries.reader import read_boundaries
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES

SQUARE, OTHER, ISLAND = box(0, 45, 1, 46), box(2, 45, 3, 46), box(8, 41, 9, 43)
BOW_TIE = Polygon([(0, 45), (1, 46), (1, 45), (0, 46)])


@pytest.fixture
def layer_of(tmp_path):
    """Write a GeoPackage layer and return its path."""

    def write(fields, shapes, crs="EPSG:4326", name="limites.gpkg", layer="limites"):
        frame = gpd.GeoDataFrame(fields, geometry=shapes, crs=crs)
        frame.to_file(tmp_path / name, layer=layer)
        return tmp_path / name

    return write


def codes(boundaries):
    return list(boundaries.frame.region_code)


def messages(boundaries):
    return [(problem.row, problem.column, problem.message) for problem in boundaries.problems]


def test_the_bundled_boundaries_are_the_18_regions_without_any_problem():
    boundaries = read_boundaries()
    assert sorted(codes(boundaries)) == list(REGION_NAMES)
    assert boundaries.problems == ()
    assert boundaries.frame.is_valid.all()
    assert boundaries.frame.crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("INSEE_REG", ["53", "02"]),
        ("reg", [53, 2]),
        ("reg", [53.0, 2.0]),
        ("NOM", ["BRETAGNE", "Martinique"]),
        ("x17", ["Bretagne", "Martinique"]),
        ("iso", ["FR-BRE", "FR-972"]),
    ],
)
def test_the_key_is_found_by_its_content(layer_of, field, values):
    path = layer_of({"id": ["a", "b"], field: values, "area": [27208.5, 1128.0]}, [SQUARE, OTHER])
    assert codes(read_boundaries(path)) == ["53", "02"]


def test_a_running_number_is_not_taken_for_a_code(layer_of):
    path = layer_of({"rang": [1, 2], "titre": ["Bretagne", "Corse"]}, [SQUARE, OTHER])
    assert codes(read_boundaries(path)) == ["53", "94"]


def test_a_layer_without_any_key_is_reported_with_its_fields(layer_of):
    path = layer_of({"id": ["a", "b"], "surface": ["x", "y"]}, [SQUARE, OTHER])
    with pytest.raises(CtdError, match=r"limites\.gpkg has no field with codes or names of regions; .*: id, surface"):
        read_boundaries(path)


def test_departments_are_not_taken_for_regions_by_their_numbers(layer_of):
    # Of the eight numbers of Île-de-France's departments, four are numbers of regions.
    numbers = ["75", "77", "78", "91", "92", "93", "94", "95"]
    boundaries = read_boundaries(layer_of({"code": numbers}, [box(2 + n, 48, 3 + n, 49) for n in range(8)]))
    assert codes(boundaries) == ["11"]


def test_parts_of_a_region_are_merged_and_reported(layer_of):
    boundaries = read_boundaries(layer_of({"region": ["Bretagne", "Corse", "Bretagne"]}, [SQUARE, ISLAND, OTHER]))
    frame = boundaries.frame.set_index("region_code")
    assert frame.geometry["53"].equals(MultiPolygon([SQUARE, OTHER]))
    assert messages(boundaries) == [(0, "region", "limites.gpkg: 2 features of Bretagne merged into one.")]


def test_an_invalid_shape_is_repaired_and_reported(layer_of):
    boundaries = read_boundaries(layer_of({"region": ["Bretagne"]}, [BOW_TIE]))
    (shape,) = boundaries.frame.geometry
    assert shape.is_valid
    assert shape.area == pytest.approx(0.5)
    ((row, column, message),) = messages(boundaries)
    assert (row, column) == (1, "region")
    assert "limites.gpkg, Bretagne: the geometry was invalid (self-intersection at " in message
    assert message.endswith("and was fixed.")


@pytest.mark.parametrize("nothing", [None, Polygon()])
def test_a_feature_without_a_shape_is_left_out_and_reported(layer_of, nothing):
    boundaries = read_boundaries(layer_of({"region": ["Bretagne", "Corse"]}, [nothing, ISLAND]))
    assert codes(boundaries) == ["94"]
    assert messages(boundaries) == [
        (1, "region", "limites.gpkg, Bretagne: the feature has no geometry and was ignored.")
    ]


def test_a_layer_without_any_shape_is_reported(layer_of):
    with pytest.raises(CtdError, match="has no usable polygon of any region"):
        read_boundaries(layer_of({"region": ["Bretagne"]}, [None]))


def test_a_feature_of_another_kind_is_left_out_and_reported(layer_of):
    boundaries = read_boundaries(layer_of({"region": ["Bretagne", "Corse"]}, [Point(0, 45), ISLAND]))
    assert codes(boundaries) == ["94"]
    assert messages(boundaries)[0][2] == (
        "limites.gpkg, Bretagne: the geometry is not a polygon (Point) and was ignored."
    )


def test_of_a_collection_the_polygons_are_taken(layer_of):
    mixed = GeometryCollection([SQUARE, LineString([(0, 0), (1, 1)])])
    (shape,) = read_boundaries(layer_of({"region": ["Bretagne"]}, [mixed])).frame.geometry
    assert shape.equals(SQUARE)


def test_heights_are_dropped(layer_of):
    high = Polygon([(0, 45, 9), (1, 45, 9), (1, 46, 9)])
    (shape,) = read_boundaries(layer_of({"region": ["Bretagne"]}, [high])).frame.geometry
    assert not shape.has_z


@pytest.mark.parametrize("shape", [Point(0, 45), LineString([(0, 45), (1, 46)])])
def test_a_layer_of_points_or_lines_is_reported(layer_of, shape):
    with pytest.raises(CtdError, match=rf"limites\.gpkg has no polygons \({shape.geom_type}\)"):
        read_boundaries(layer_of({"region": ["Bretagne"]}, [shape]))


def test_a_table_is_reported(tmp_path):
    (tmp_path / "table.csv").write_text("region,population\nBretagne,3\n", encoding="utf-8")
    with pytest.raises(CtdError, match=r"table\.csv has no polygons \(a table\)"):
        read_boundaries(tmp_path / "table.csv")


def test_another_reference_system_is_brought_to_degrees(layer_of):
    square = gpd.GeoSeries([SQUARE], crs="EPSG:4326").to_crs("EPSG:2154")
    boundaries = read_boundaries(layer_of({"region": ["Bretagne"]}, list(square), crs="EPSG:2154"))
    (shape,) = boundaries.frame.geometry
    assert boundaries.frame.crs == "EPSG:4326"
    assert shape.symmetric_difference(SQUARE).area < 1e-9


def test_a_layer_without_reference_system_is_reported(tmp_path):
    path = tmp_path / "limites.shp"
    gpd.GeoDataFrame({"region": ["Bretagne"]}, geometry=[SQUARE]).to_file(path)
    with pytest.raises(CtdError, match=r"limites\.shp has no coordinate reference system"):
        read_boundaries(path)


def test_metres_called_degrees_are_reported(layer_of):
    with pytest.raises(CtdError, match="has coordinates outside the valid area of its CRS EPSG:4326"):
        read_boundaries(layer_of({"region": ["Bretagne"]}, [box(200000, 6700000, 300000, 6800000)]))


def test_regions_of_before_2016_are_refused(layer_of):
    with pytest.raises(CtdError, match=r"contains pre-2016 regions \(Alsace, Lorraine…\)"):
        read_boundaries(layer_of({"region": ["Alsace", "Lorraine", "Corse"]}, [SQUARE, OTHER, ISLAND]))


def test_an_unknown_region_is_left_out_and_reported(layer_of):
    boundaries = read_boundaries(layer_of({"region": ["Bretagne", "Québec"]}, [SQUARE, OTHER]))
    assert codes(boundaries) == ["53"]
    ((row, column, message),) = messages(boundaries)
    assert (row, column) == (2, "region")
    assert message.startswith("limites.gpkg: “Québec” is not a region")


def test_a_missing_file_is_reported(tmp_path):
    with pytest.raises(CtdError, match=r"The file .*absent\.gpkg does not exist"):
        read_boundaries(tmp_path / "absent.gpkg")


def test_a_file_of_another_kind_is_reported(tmp_path):
    (tmp_path / "photo.gpkg").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(CtdError, match=r"photo\.gpkg cannot be read as a vector layer"):
        read_boundaries(tmp_path / "photo.gpkg")


def test_of_several_layers_the_one_called_regions_is_read(layer_of):
    layer_of({"region": ["Corse"]}, [ISLAND], layer="communes")
    path = layer_of({"region": ["Bretagne"]}, [SQUARE], layer="regions")
    assert codes(read_boundaries(path)) == ["53"]


def test_features_of_another_reference_system_than_the_layer_s_are_left_out_and_reported(layer_of):
    metres = box(200_000, 6_700_000, 300_000, 6_800_000)
    path = layer_of({"region": ["Bretagne", "Corse", "Normandie"]}, [SQUARE, ISLAND, metres])
    boundaries = read_boundaries(path)
    assert codes(boundaries) == ["53", "94"]
    assert messages(boundaries) == [
        (
            3,
            "region",
            "limites.gpkg, Normandie: the geometry is in another CRS than that of the "
            "layer, EPSG:4326, and was ignored.",
        )
    ]


def test_degrees_among_metres_are_left_out_and_reported(layer_of):
    metres = [box(x, 6_700_000, x + 1000, 6_701_000) for x in (200_000, 300_000)]
    path = layer_of({"region": ["Bretagne", "Normandie", "Corse"]}, [*metres, ISLAND], crs="EPSG:2154")
    boundaries = read_boundaries(path)
    assert codes(boundaries) == ["53", "28"]
    assert "another CRS than that of the layer, EPSG:2154" in messages(boundaries)[0][2]


def test_an_overseas_region_drawn_beside_the_mainland_is_reported(layer_of):
    in_its_place, in_the_gulf = box(-54, 3, -52, 5), box(-5, 44, -4, 45)
    assert read_boundaries(layer_of({"region": ["Guyane"]}, [in_its_place], name="a.gpkg")).problems == ()
    ((_, _, message),) = messages(read_boundaries(layer_of({"region": ["Guyane"]}, [in_the_gulf], name="b.gpkg")))
    assert message.startswith("b.gpkg: Guyane is displaced")


def test_measures_and_heights_are_dropped_from_what_gdal_writes(tmp_path):
    text = "MULTIPOLYGON ZM (((0 45 9 1, 1 45 9 1, 1 46 9 1, 0 45 9 1)))"
    path = tmp_path / "zm.gpkg"
    with ogr.GetDriverByName("GPKG").CreateDataSource(str(path)) as source:
        wgs84 = osr.SpatialReference()
        wgs84.ImportFromEPSG(4326)
        layer = source.CreateLayer("limites", wgs84, ogr.wkbMultiPolygonZM)
        layer.CreateField(ogr.FieldDefn("region", ogr.OFTString))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["region"] = "Bretagne"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
        layer.CreateFeature(feature)
    (shape,) = read_boundaries(path).frame.geometry
    assert (shape.has_z, shape.has_m) == (False, False)
    assert shape.area == pytest.approx(0.5)


def test_a_million_vertices_are_read(layer_of):
    angles = np.linspace(0, 2 * np.pi, 1_000_001)
    circle = Polygon(np.column_stack([2 + np.cos(angles), 47 + np.sin(angles)]))
    assert get_num_coordinates(circle) > 1_000_000
    (shape,) = read_boundaries(layer_of({"region": ["Centre-Val de Loire"]}, [circle])).frame.geometry
    assert shape.equals(circle)


def test_the_file_is_never_changed(layer_of):
    path = layer_of({"region": ["Bretagne", "Bretagne"]}, [BOW_TIE, OTHER])
    before = path.read_bytes()
    read_boundaries(path)
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]
