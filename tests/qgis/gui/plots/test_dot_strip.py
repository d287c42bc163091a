"""The strip of dots: each figure at its place, none hidden by another, the region's own in its colour."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QFont

from ctd_plugin.gis.labels.labels import staff
from ctd_plugin.gis.style.palette import HIGHLIGHT
from ctd_plugin.gui.plots.dot_strip import Dot, dot_strip
from ctd_plugin.gui.plots.plot import PlotLook

LIGHT, DARK = ("#000000", "#ffffff"), ("#f0f0f0", "#202020")


def look(width=300, ratio=1.0, colours=LIGHT):
    return PlotLook(QFont("DejaVu Sans", 9), *map(QColor, colours), width, ratio)


def dots(*values, own=0, about=False):
    return [Dot(f"R{n}", staff(value), value, None, about, n == own) for n, value in enumerate(values)]


def centre(plot, name):
    (spot,) = [spot for spot in plot.spots if spot.text.startswith(f"{name}:")]
    return spot.area.center()


def colour(plot, point, ratio=1.0):
    return QColor(plot.image.pixel(round(point.x() * ratio), round(point.y() * ratio)))


def test_a_dot_stands_where_its_figure_is_between_zero_and_the_highest(qgis_app):
    plot = dot_strip(dots(0.0, 5.0, 10.0), staff, look())
    zero, middle, most = (centre(plot, f"R{n}").x() for n in range(3))
    assert middle == pytest.approx((zero + most) / 2)
    assert 0 < zero < most < plot.width


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_region_is_amber_and_the_others_are_not(qgis_app, ratio, colours):
    plot = dot_strip(dots(1.0, 2.0, 4.0, 8.0, own=2), staff, look(ratio=ratio, colours=colours))
    assert (plot.image.width(), plot.width) == (round(300 * ratio), 300)
    assert colour(plot, centre(plot, "R2"), ratio) == QColor(HIGHLIGHT)
    assert colour(plot, centre(plot, "R3"), ratio) not in (QColor(HIGHLIGHT), QColor(colours[1]))


def test_an_approximate_figure_is_a_hollow_dot(qgis_app):
    sure = dot_strip(dots(1.0, 2.0, 4.0, 8.0), staff, look())
    about = dot_strip(dots(1.0, 2.0, 4.0, 8.0, about=True), staff, look())
    assert colour(about, centre(about, "R3")) == QColor("#ffffff")
    assert colour(sure, centre(sure, "R3")) != QColor("#ffffff")


def test_equal_figures_are_stacked_with_the_region_on_top(qgis_app):
    plot = dot_strip(dots(3.0, 3.0, 3.01, 9.0, own=0), staff, look())
    places = [centre(plot, f"R{n}") for n in range(3)]
    assert len({place.y() for place in places}) == 3
    assert places[0].y() == min(place.y() for place in places)
    assert colour(plot, places[0]) == QColor(HIGHLIGHT)


def test_a_range_touches_no_dot_of_its_row(qgis_app):
    ranged = Dot("R9", "2 to 6 FTE", 2.0, 6.0)
    plot = dot_strip([*dots(3.0, 5.0, 9.0), ranged], staff, look())
    assert centre(plot, "R9").y() not in (centre(plot, "R0").y(), centre(plot, "R1").y())


def test_the_pointer_names_the_nearest_region_and_the_text_all_of_them(qgis_app):
    plot = dot_strip(dots(1.0, 2.0, 4.0), staff, look())
    assert plot.text_at(centre(plot, "R1") + QPointF(2, 1)) == "R1: 2 FTE"
    assert plot.text_at(QPointF(plot.width - 1, 0)) == ""
    assert plot.text == "R2: 4 FTE · R1: 2 FTE · R0: 1 FTE"


@pytest.mark.parametrize("values", [(0.0, 0.0, 0.0, 0.0), (5.0, 5.0, 5.0, 5.0), (1e-9, 1e12, 3.0, 4.0)])
@pytest.mark.parametrize("width", [80, 240])
def test_odd_figures_stay_on_the_picture(qgis_app, values, width):
    plot = dot_strip(dots(*values), staff, look(width))
    for spot in plot.spots:
        assert 0 < spot.area.center().x() < width
        assert 0 < spot.area.center().y() < plot.height


def test_the_regions_own_approximate_figure_is_hollow_too(qgis_app):
    plot = dot_strip(dots(1.0, 2.0, 4.0, 8.0, own=3, about=True), staff, look())
    place = centre(plot, "R3")
    assert colour(plot, place) == QColor("#ffffff")
    ring = {colour(plot, place + QPointF(dx, 0)).name() for dx in (-3, -2, 2, 3)}
    assert any(QColor(name).blue() < 120 and QColor(name).red() > 180 for name in ring)
