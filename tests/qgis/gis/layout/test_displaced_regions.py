"""Boundaries that draw the overseas regions beside the mainland, or lack some: the maps are whole all the same."""

from __future__ import annotations

import shutil
import subprocess
from itertools import combinations

import geopandas as gpd
import pytest
from qgis.core import QgsCoordinateTransform, QgsLayoutItemMap, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QColor, QImage
from shapely import affinity

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.paths import REGIONS
from ctd_plugin.gis.atlas.export import export_atlas
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.style.territories import INSETS, METROPOLE, territories_of
from ctd_plugin.regions import REGION_NAMES
from tests.support.layout_items import apart, assert_texts_fit, box, items

OVERSEAS = ("01", "02", "03", "04", "06")
# Where maps of the whole country put them: one below the other in the Atlantic, each about as large.
PLACES = {code: (-7.5, 50 - 1.7 * row) for row, code in enumerate(OVERSEAS)}
EACH_PAGE = pytest.mark.parametrize("page", PAGES)


def displaced(row, codes=OVERSEAS):
    if row.region_code not in codes:
        return row.geometry
    west, south, east, north = row.geometry.bounds
    size = 1.2 / max(east - west, north - south)
    x, y = PLACES[row.region_code]
    moved = affinity.translate(row.geometry, x - (west + east) / 2, y - (south + north) / 2)
    return affinity.scale(moved, size, size)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a function that builds a ctd.gpkg from boundaries whose shapes were changed."""
    frame = gpd.read_file(REGIONS, layer="regions")[["region_code", "geometry"]]

    def build(change, without=()):
        folder = tmp_path_factory.mktemp("displaced")
        boundaries = frame[~frame.region_code.isin(without)].copy()
        boundaries["geometry"] = [change(row) for row in boundaries.itertuples()]
        boundaries.to_file(folder / "rapprochées.gpkg")
        report = build_geopackage(folder / "ctd.gpkg", boundaries=folder / "rapprochées.gpkg")
        return folder / "ctd.gpkg", [problem.message for problem in report.problems]

    return build


@pytest.fixture(scope="module")
def beside(built):
    """A ctd.gpkg whose five overseas regions are drawn beside the mainland."""
    return built(displaced)


@pytest.fixture(scope="module")
def some(built):
    """A ctd.gpkg that draws one in its place, one beside the mainland and lacks the others."""
    return built(lambda row: displaced(row, ("01",)), without=("02", "03", "06"))


def frames(geopackage):
    return territories_of(QgsVectorLayer(f"{geopackage}|layername=regions", "", "ogr"))


def test_the_bundled_boundaries_fill_all_frames(bundled):
    found = frames(bundled)
    assert (found.main, found.insets, found.displaced, found.undrawn) == (METROPOLE, INSETS, (), ())


def test_the_frames_are_those_in_which_a_region_lies(beside, some):
    """The region is where the layer has it."""
    geopackage, messages = beside
    assert sum("is displaced" in message for message in messages) == 5
    found = frames(geopackage)
    assert (found.insets, found.displaced, found.undrawn) == ((), OVERSEAS, ())
    assert found.main.extent.contains(METROPOLE.extent)
    assert found.territory_of("04") is found.main
    found = frames(some[0])
    assert ([inset.id for inset in found.insets], found.displaced) == (["la_reunion"], ("01",))
    assert found.undrawn == ("02", "03", "06")
    assert found.territory_of("02") is None


def test_a_filter_of_the_layer_takes_no_inset_away(bundled):
    layer = QgsVectorLayer(f"{bundled}|layername=regions", "", "ogr")
    layer.setSubsetString("region_code = '53'")
    assert territories_of(layer).insets == INSETS
    assert layer.subsetString() == "region_code = '53'"


def test_without_codes_all_frames_are_there():
    memory = QgsVectorLayer("MultiPolygon?crs=EPSG:4326&field=nom:string", "", "memory")
    assert territories_of(memory).insets == INSETS


def test_what_is_drawn_nowhere_near_france_does_not_make_the_map_small(built):
    """One region with its axes swapped."""
    geopackage, _ = built(
        lambda row: (
            affinity.affine_transform(row.geometry, [0, 1, 1, 0, 0, 0]) if row.region_code == "04" else row.geometry
        )
    )
    found = frames(geopackage)
    assert (found.main, found.undrawn) == (METROPOLE, ("04",))
    assert len(found.insets) == 4


@EACH_PAGE
def test_without_insets_the_main_map_has_their_room_and_every_region_is_on_it(sheet, beside, page):
    """The exported map had five empty insets."""
    layout = sheet(page, geopackage=beside[0])
    placed = {name: box(item) for name, item in items(layout).items()}
    (main,) = items(layout, QgsLayoutItemMap).values()
    assert not any(name.startswith(("frame", "scale g", "name")) for name in placed)
    usual = {name: box(item) for name, item in items(sheet(page)).items()}
    assert placed["map metropole"].width() > usual["map metropole"].width() + PAGES[page].first_inset.width * 0.9
    assert placed["map metropole"].left() == pytest.approx(PAGES[page].first_inset.x, abs=0.1)
    for first, second in combinations(("title", "map metropole", "legend", "sources"), 2):
        assert apart(placed[first], placed[second]), f"{first} and {second}"
    assert_texts_fit(layout)
    names = ", ".join(REGION_NAMES[code] for code in OVERSEAS)
    assert (
        f"comme dans la couche des limites\u00a0: {names}."
        in items(layout)["sources"].text().replace(" · ", ". ") + "."
    )
    assert "outre-mer a sa propre" not in items(layout)["sources"].text()
    extent = main.extent()
    assert all(extent.contains(shape.boundingBox()) for shape in shapes_in(beside[0], main.crs()).values())


def shapes_in(geopackage, crs):
    """Return region code → shape in a reference system."""
    layer = QgsVectorLayer(f"{geopackage}|layername=regions", "", "ogr")
    transform = QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance())
    shapes = {}
    for region in layer.getFeatures():
        shapes[region["region_code"]] = region.geometry()
        shapes[region["region_code"]].transform(transform)
    return shapes


@EACH_PAGE
def test_the_insets_that_are_left_share_the_column_and_the_page_names_what_it_lacks(sheet, some, page):
    layout = sheet(page, geopackage=some[0])
    maps = items(layout, QgsLayoutItemMap)
    assert set(maps) == {"map metropole", "map la_reunion"}
    inset = box(items(layout)["frame la_reunion"])
    assert inset.height() == pytest.approx(PAGES[page].inset(0).height, abs=0.1)
    notes = items(layout)["sources"].text()
    for code in ("01", "02", "03", "06"):
        assert REGION_NAMES[code] in notes
    assert_texts_fit(layout)


def test_each_region_is_in_the_picture(beside, tmp_path):
    """Exported, and looked at in the middle of each region."""
    geopackage, _ = beside
    export_map(geopackage, tmp_path / "map.png", dpi=100)
    picture = QImage(str(tmp_path / "map.png"))
    main = frames(geopackage).main
    page = PAGES["A4"]
    room = page.without_insets().main_map
    scale = picture.width() / page.width
    # As the item of the layout does: the frame in the middle of its box.
    left, width = room.x, room.width
    per_mm = max(main.extent.width() / width, main.extent.height() / room.height)
    centre = main.extent.center()
    seen = {}
    for code, shape in shapes_in(geopackage, main.crs).items():
        point = shape.poleOfInaccessibility(1000)[0].asPoint()
        x = left + width / 2 + (point.x() - centre.x()) / per_mm
        y = room.y + room.height / 2 - (point.y() - centre.y()) / per_mm
        # The letters of a label are white on a dark fill.
        near = [(x + across, y + down) for across in (-2, 0, 2) for down in (-2, 0, 2)]
        seen[code] = {QColor(picture.pixel(round(a * scale), round(b * scale))).name() for a, b in near}
    assert [code for code, colours in seen.items() if colours == {"#ffffff"}] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_atlas_has_no_empty_insets_either(beside, some, tmp_path):
    """Its cover and its maps of places are drawn from the same frames."""
    for number, (geopackage, _) in enumerate((beside, some)):
        path = tmp_path / f"atlas-{number}.pdf"
        export_atlas(geopackage, path, codes=["01", "04"], atlas_language="en")
        text = subprocess.run(["pdftotext", "-l", "1", path, "-"], capture_output=True, text=True, check=True).stdout
        assert ("Each overseas territory has a scale of its own." in text) == bool(number)
        # Named in its inset, or on the map of the mainland beside which it is drawn.
        assert text.splitlines().count("La Réunion") == 1


def test_a_layout_of_displaced_regions_is_exported_as_pdf_and_svg(beside, tmp_path):
    for ending in ("pdf", "svg"):
        export_map(beside[0], tmp_path / f"map.{ending}", map_language="en")
        assert (tmp_path / f"map.{ending}").stat().st_size > 50_000
