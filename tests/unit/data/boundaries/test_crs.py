"""Reference systems without pyproj: the same places and areas as pyproj's, to the millimetre and the square metre."""

from __future__ import annotations

import pyproj
import pytest
import shapely
from shapely import box

from ctd_plugin.data.boundaries.checks import bundled_shapes
from ctd_plugin.data.boundaries.crs import DEGREES, crs_name, reference_system, square_km, to_degrees
from ctd_plugin.errors import CtdError

PARIS, GUADELOUPE = box(2.2, 48.7, 2.5, 49), box(-61.6, 16, -61.3, 16.3)
NAMELESS = "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m"


@pytest.mark.parametrize(
    ("system", "shape"),
    [
        ("EPSG:2154", PARIS),
        ("EPSG:27572", PARIS),
        ("EPSG:4807", PARIS),
        ("EPSG:3857", PARIS),
        ("EPSG:5490", GUADELOUPE),
    ],
)
def test_shapes_come_to_where_pyproj_brings_them(system, shape):
    there = pyproj.Transformer.from_crs("EPSG:4326", system, always_xy=True)
    back = pyproj.Transformer.from_crs(system, "EPSG:4326", always_xy=True)
    drawn = shapely.transform(shape, there.transform, interleaved=False)
    (moved,) = to_degrees([drawn], reference_system(system), "a")
    assert moved.equals_exact(shapely.transform(drawn, back.transform, interleaved=False), 1e-8)
    assert moved.equals_exact(shape, 1e-4)


def test_degrees_stay_as_they_are():
    shapes = list(bundled_shapes().values())
    assert to_degrees(shapes, reference_system(DEGREES), "a") == shapes


@pytest.mark.parametrize(
    ("system", "shape"),
    [
        (DEGREES, box(200000, 6700000, 300000, 6800000)),
        ("EPSG:5490", box(1e8, 1e8, 2e8, 2e8)),
        ("EPSG:3857", box(0, 0, 1e30, 1e30)),
        ('LOCAL_CS["site",UNIT["metre",1]]', box(0, 0, 1, 1)),
    ],
)
def test_coordinates_that_have_no_place_on_earth_are_reported(system, shape):
    with pytest.raises(CtdError, match="a has coordinates outside the valid area of its CRS"):
        to_degrees([shape], reference_system(system), "a")


def test_areas_are_those_on_the_ellipsoid():
    geod = pyproj.Geod(ellps="GRS80")
    expected = [abs(geod.geometry_area_perimeter(shape)[0]) / 1e6 for shape in bundled_shapes().values()]
    assert square_km(list(bundled_shapes().values())) == pytest.approx(expected, rel=1e-6)


def test_a_reference_system_is_called_by_its_code_or_else_its_name():
    assert crs_name(reference_system(pyproj.CRS("EPSG:2154").to_wkt())) == "EPSG:2154"
    local = pyproj.CRS(NAMELESS).to_wkt().replace('"unknown"', '"Ville de Lyon"', 1)
    assert crs_name(reference_system(local)) == "Ville de Lyon"
