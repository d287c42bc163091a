"""Runs inside the real QGIS (`qgis --code`): plays the phases one after the other, and writes what each has left.

What is said meanwhile is kept too: QGIS's log, Qt's own warnings and errors of Python.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable

import qgis.utils
from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface

from tests.soak.inside import catalogues, editions, imports, loads, outputs, panel_use, windows_use
from tests.soak.inside.census import census, grown, memory, python_objects
from tests.soak.inside.steps import FOLDER, PLUGIN, Phase, Steps, clear_messages, turns

PHASES: list[Phase] = [
    *loads.PHASES,
    *panel_use.PHASES,
    *windows_use.PHASES,
    *editions.PHASES,
    *catalogues.PHASES,
    *imports.PHASES,
    *outputs.PHASES,
]
DEADLINE = 60
"""Seconds that a step may wait; nothing needs them."""
SAMPLES = 10
QT_ALONE = ("QNetworkReplyImplPrivate::error: Internal problem",)
"""What Qt says of itself, such as of servers that hang up; unless the plugin had called it."""
STEADY = 100_000
"""Bytes."""
SETTLING = 5
"""Seconds in which what was left may go by itself, such as what a thread still holds."""

results: dict = {"phases": [], "said": []}


def session() -> Steps:
    window = iface.mainWindow()
    yield lambda: PLUGIN in qgis.utils.active_plugins and window.isVisible()
    window.resize(1500, 950)
    QDesktopServices.openUrl = lambda _url: True
    scale, chosen = float(os.environ["CTD_SOAK_SCALE"]), os.environ["CTD_SOAK_PHASES"].splitlines()
    for phase in PHASES:
        if not chosen or phase.name in chosen:
            yield from measure(phase, max(1, round(phase.count * scale)))


def measure(phase: Phase, count: int) -> Steps:
    """Do a phase so often, and note what has grown since its warm-up."""
    yield from phase.begin()
    for number in range(phase.warm_up):
        yield from phase.once(number)
    yield from phase.rest()
    yield from settle()
    # The first census makes objects of its own.
    census()
    before, kinds, weight = census(), python_objects(), memory()
    samples, started, spoken = [weight], time.process_time(), len(results["said"])
    for number in range(phase.warm_up, phase.warm_up + count):
        yield from phase.once(number)
        if count >= SAMPLES and (number - phase.warm_up + 1) % (count // SAMPLES) == 0:
            samples.append(memory())
    seconds = time.process_time() - started
    yield from phase.rest()
    yield from settle()
    until = time.monotonic() + SETTLING
    while (left := grown(before, census())) and time.monotonic() < until:
        yield from turns(20)
    results["phases"].append(
        {
            "name": phase.name,
            "count": count,
            "cpu_s": round(seconds, 2),
            "before": weight,
            "after": memory(),
            "samples": samples,
            "left": left,
            "kinds": dict((python_objects() - kinds).most_common(15)),
            "said": results["said"][spoken:],
        }
    )
    yield from phase.end()
    write_results()


def settle() -> Steps:
    """Let what was deleted go, what was said, and the map be drawn, until the memory stays as it is."""
    clear_messages()
    yield from turns(3)
    until, before, now = time.monotonic() + SETTLING, 0, memory()["heap"]
    while abs(now - before) > STEADY and time.monotonic() < until:
        looked = time.monotonic()
        yield lambda looked=looked: time.monotonic() > looked + 0.5
        before, now = now, memory()["heap"]


def keep_message(text: str, tag: str, level: Qgis.MessageLevel) -> None:
    if level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical):
        results["said"].append(f"{tag}: {text}")


def keep_qt_message(kind: QtMsgType, _context: object, text: str) -> None:
    if kind == QtMsgType.QtDebugMsg:
        return
    frames = [frame for frame in traceback.extract_stack() if PLUGIN in frame.filename]
    if frames or not any(known in text for known in QT_ALONE):
        where = f" ({frames[-1].filename.rpartition(PLUGIN)[2]}, line {frames[-1].lineno})" if frames else ""
        results["said"].append(f"Qt: {text}{where}")


class Runner:
    """Advances the session from QGIS's own event loop, so that QGIS works on between its steps."""

    def __init__(self) -> None:
        self._steps = session()
        self._condition: Callable[[], bool] = lambda: True
        self._until = time.monotonic() + DEADLINE
        self._timer = QTimer()
        self._timer.timeout.connect(self.advance)
        self._timer.start(0)
        # A timer of its own: the other stands still while a step of its waits for a dialog.
        self._watch = QTimer()
        self._watch.timeout.connect(self.answer_questions)
        self._watch.start(100)

    def advance(self) -> None:
        try:
            if self._condition():
                self._condition = next(self._steps)
                self._until = time.monotonic() + DEADLINE
            elif time.monotonic() > self._until:
                self.give_up("nothing came of " + self.place())
        except StopIteration:
            self._timer.stop()
            results["ended"] = True
            write_results()
            QgsProject.instance().setDirty(False)
            iface.actionExit().trigger()
        except Exception:
            self.give_up(traceback.format_exc())

    def place(self) -> str:
        frame, generator = None, self._steps
        while generator is not None and getattr(generator, "gi_frame", None) is not None:
            frame, generator = generator.gi_frame, generator.gi_yieldfrom
        return f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "the session"

    def answer_questions(self) -> None:
        """Leave QGIS's question for a password unanswered; nothing else may ask."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.metaObject().className() == "QgsCredentialDialog":
            dialog.reject()
        elif isinstance(dialog, QMessageBox):
            self.give_up(f"the dialog “{dialog.windowTitle()}” asked: {dialog.text()}")

    def give_up(self, reason: str) -> None:
        results["failure"] = reason
        write_results()
        iface.mainWindow().screen().grabWindow(0).save(str(FOLDER / "failure.png"))
        os._exit(1)


def write_results() -> None:
    (FOLDER / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(keep_message)
qInstallMessageHandler(keep_qt_message)
runner = Runner()
