"""Runs inside the real QGIS (`qgis --code`): plays the phases one after the other, and writes what each has left.

What is said meanwhile is kept too: QGIS's log, Qt's own warnings and errors of Python.
"""

from __future__ import annotations

import os
import time
import traceback

import qgis.utils
from playing import Player
from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QtMsgType, qInstallMessageHandler
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface

from tests.soak.inside import catalogues, editions, imports, loads, outputs, panel_use, windows_use
from tests.soak.inside.census import census, grown, memory, python_objects
from tests.soak.inside.steps import PLUGIN, Phase, Steps, clear_messages, turns

PHASES: list[Phase] = [
    *loads.PHASES,
    *panel_use.PHASES,
    *windows_use.PHASES,
    *editions.PHASES,
    *catalogues.PHASES,
    *imports.PHASES,
    *outputs.PHASES,
]
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
    unknown = set(chosen) - {phase.name for phase in PHASES}
    assert not unknown, f"no phases: {', '.join(sorted(unknown))}"
    for phase in PHASES:
        if not chosen or phase.name in chosen:
            yield from measure(phase, max(1, round(phase.count * scale)))


def measure(phase: Phase, count: int) -> Steps:
    """Do a phase so often, and note what has grown since its warm-up, and what was said from its begin to its end."""
    spoken = len(results["said"])
    yield from phase.begin()
    for number in range(phase.warm_up):
        yield from phase.once(number)
    yield from phase.rest()
    yield from settle()
    # The first census makes objects of its own.
    census()
    before, kinds, weight = census(), python_objects(), memory()
    samples, started = [weight], time.process_time()
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
    result = {
        "name": phase.name,
        "count": count,
        "cpu_s": round(seconds, 2),
        "before": weight,
        "after": memory(),
        "samples": samples,
        "left": left,
        "kinds": dict((python_objects() - kinds).most_common(15)),
    }
    yield from phase.end()
    results["phases"].append(result | {"said": results["said"][spoken:]})
    # What is known already, should QGIS crash in the next one.
    player.write_results()


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


def is_expected() -> bool:
    """Leave QGIS's question for a password unanswered; no message box may ask anything."""
    dialog = QApplication.activeModalWidget()
    if dialog.metaObject().className() == "QgsCredentialDialog":
        dialog.reject()
    return not isinstance(dialog, QMessageBox)


QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(keep_message)
qInstallMessageHandler(keep_qt_message)
# Without a pause: thousands of steps wait for nothing.
player = Player(session(), results, is_expected, poll_ms=0)
