"""What follows the drawing of a map comes once, in time for whoever needs it, and not into another project."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from qgis.core import QgsPrintLayout
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QTimer

from ctd_plugin.gui.map import after_drawing
from tests.support.event_loop import until


@pytest.fixture
def canvas(qgis_new_project):
    canvas = QgsMapCanvas()
    canvas.show()
    yield canvas
    after_drawing.finish()
    canvas.hide()
    canvas.deleteLater()


def steps_of(calls, count=1):
    """Steps that each append their number."""
    for number in range(1, count + 1):
        calls.append(number)
        yield


@pytest.fixture
def calls(canvas):
    """What grows with each step of work that waits for the canvas."""
    calls = []
    after_drawing.do_when_drawn(canvas, steps_of(calls))
    assert calls == []
    return calls


def test_it_comes_when_the_canvas_is_drawn_and_only_then(canvas, calls):
    canvas.mapCanvasRefreshed.emit()
    canvas.mapCanvasRefreshed.emit()
    assert until(lambda: calls == [1])
    after_drawing.finish()
    assert calls == [1]


def test_a_drawing_without_an_end_does_not_hold_it_up(canvas, calls):
    canvas.stopRendering()
    assert until(lambda: calls == [1])


def test_a_project_that_is_saved_before_has_it(canvas, qgis_new_project, tmp_path):
    def add():
        yield
        layout = QgsPrintLayout(qgis_new_project)
        layout.setName("late")
        qgis_new_project.layoutManager().addLayout(layout)
        yield

    after_drawing.do_when_drawn(canvas, add())
    assert qgis_new_project.write(str(tmp_path / "a.qgz"))
    with ZipFile(tmp_path / "a.qgz") as archive:
        assert b'name="late"' in archive.read("a.qgs")


def test_a_project_that_is_closed_before_takes_it_along(canvas, calls, qgis_new_project):
    qgis_new_project.clear()
    canvas.mapCanvasRefreshed.emit()
    after_drawing.finish()
    assert calls == []


@pytest.mark.parametrize("change", [lambda c: c.setRenderFlag(False), QgsMapCanvas.freeze, QgsMapCanvas.hide])
def test_where_nothing_is_drawn_it_comes_at_once(canvas, change):
    change(canvas)
    calls = []
    after_drawing.do_when_drawn(canvas, steps_of(calls))
    assert calls == [1]


def test_the_window_answers_between_the_steps(canvas):
    calls, answer = [], QTimer()
    answer.timeout.connect(lambda: calls.append("window"))
    after_drawing.do_when_drawn(canvas, steps_of(calls, 3))
    canvas.mapCanvasRefreshed.emit()
    answer.start(0)
    assert until(lambda: 3 in calls)
    assert "window" in calls[calls.index(1) : calls.index(3)]


def test_the_steps_that_are_left_are_taken_once_by_whoever_needs_them_also_by_one_of_them(canvas):
    calls = []

    def asking():
        after_drawing.finish()
        calls.append("asked")
        yield

    def steps():
        yield from steps_of(calls, 2)
        yield from asking()

    after_drawing.do_when_drawn(canvas, steps())
    canvas.mapCanvasRefreshed.emit()
    assert until(lambda: calls)
    after_drawing.finish()
    after_drawing.finish()
    assert calls == [1, 2, "asked"]


def test_those_that_do_the_same_take_the_place_of_the_former_in_the_midst_of_these_too(canvas):
    first, second = [], []
    after_drawing.do_when_drawn(canvas, steps_of(first, 3), "map")
    canvas.mapCanvasRefreshed.emit()
    assert until(lambda: first)
    after_drawing.do_when_drawn(canvas, steps_of(second, 2), "map")
    after_drawing.finish()
    assert (first, second) == ([1], [1, 2])


def test_a_project_that_is_closed_between_two_steps_ends_them(canvas, qgis_new_project):
    calls = []
    after_drawing.do_when_drawn(canvas, steps_of(calls, 3))
    canvas.mapCanvasRefreshed.emit()
    assert until(lambda: calls)
    qgis_new_project.clear()
    after_drawing.finish()
    assert calls == [1]
