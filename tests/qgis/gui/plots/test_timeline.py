"""The line of time: dates in their order at their distances, and what is not certain as long as it may last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QFont

from ctd_plugin.data.profile.timeline import Event, EventKind
from ctd_plugin.gis.style.palette import HIGHLIGHT
from ctd_plugin.gui.plots.plot import PlotLook
from ctd_plugin.gui.plots.timeline import event_text, timeline

LOOK = PlotLook(QFont("DejaVu Sans", 9), QColor("#000000"), QColor("#ffffff"), 300)
INTERVIEW = Event(EventKind.INTERVIEW, date(2025, 10, 15), date(2025, 10, 15), "15 October 2025")


def ctd(first, last=None, written="x"):
    return Event(EventKind.CTD, first, last or first, written)


def amber(plot):
    """Return the columns of the picture in which the CTD's mark has its colour."""
    return [
        x
        for x in range(plot.width)
        if any(QColor(plot.image.pixel(x, y)) == QColor(HIGHLIGHT) for y in range(plot.height))
    ]


def test_a_firm_date_is_a_mark_and_a_horizon_as_long_as_it_may_mean(qgis_app):
    firm = amber(timeline([ctd(date(2026, 1, 1)), INTERVIEW], LOOK))
    season = amber(timeline([ctd(date(2026, 3, 1), date(2026, 6, 30)), INTERVIEW], LOOK))
    year = amber(timeline([ctd(date(2026, 1, 1), date(2026, 12, 31)), INTERVIEW], LOOK))
    assert 0 < len(firm) < 15 < len(season) < len(year)


def test_the_line_covers_at_least_a_year_and_a_half(qgis_app):
    near = amber(timeline([ctd(date(2025, 11, 14)), INTERVIEW], LOOK))
    # A month is an eighteenth of it, half of which lies on each side of the middle.
    assert 150 <= near[len(near) // 2] <= 165


def test_what_is_earlier_stands_further_left(qgis_app):
    starts = [amber(timeline([ctd(date(2025, month, 1)), INTERVIEW], LOOK))[0] for month in (2, 5, 8)]
    assert starts == sorted(set(starts))


def test_the_words_of_a_row_are_under_the_pointer_and_in_the_text(qgis_app):
    events = [INTERVIEW, ctd(date(2026, 3, 1), date(2026, 6, 30), "printemps 2026 (optimiste)")]
    plot = timeline(events, LOOK)
    assert plot.text == "Interview: 15 October 2025 · CTD: printemps 2026 (optimiste)"
    assert plot.text_at(QPointF(20, 5)) == event_text(INTERVIEW)
    assert plot.text_at(QPointF(20, plot.height - 1)) == ""


@pytest.mark.parametrize("width", [80, 150, 460])
@pytest.mark.parametrize("days", [0, 1, 400, 9000])
def test_any_time_and_width_gives_a_picture(qgis_app, width, days):
    look = PlotLook(LOOK.font, LOOK.text, LOOK.paper, width)
    plot = timeline([ctd(date(2025, 1, 1)), ctd(date(2025, 1, 1) + timedelta(days), written="a" * 300)], look)
    assert plot.width == width
    assert amber(plot)
