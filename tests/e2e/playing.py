"""Runs inside the real QGIS: plays steps from QGIS's own event loop, so that QGIS works on between them.

A step yields a condition and goes on when it holds; nothing waits longer than the deadline.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QProgressDialog, QTextEdit
from qgis.utils import iface

FOLDER = Path(os.environ["CTD_E2E_FOLDER"])
# The pack has every page and the atlas, which a busy machine takes more than a minute to write.
DEADLINE = 120
POLL_MS = 5

Steps = Iterator[Callable[[], bool]]


class Player:
    """Plays steps to their end and leaves QGIS; `results` are written then, with the failure if there was one."""

    def __init__(
        self,
        steps: Steps,
        results: dict,
        expected_dialogs: Callable[[], bool] = lambda: False,
        poll_ms: int = POLL_MS,
    ) -> None:
        """A modal dialog ends the play, unless `expected_dialogs` says that a step is about to answer it."""
        self._steps, self._results, self._is_expected = steps, results, expected_dialogs
        self._condition: Callable[[], bool] = lambda: True
        self._until = time.monotonic() + DEADLINE
        self._timer = QTimer()
        self._timer.timeout.connect(self.advance)
        self._timer.start(poll_ms)
        # A timer of its own: the other stands still while a step of its waits for a dialog.
        self._watch = QTimer()
        self._watch.timeout.connect(self.refuse_dialogs)
        self._watch.start(100)

    def advance(self) -> None:
        try:
            if self._condition():
                self._condition = next(self._steps)
                self._until = time.monotonic() + DEADLINE
            elif time.monotonic() > self._until:
                self.give_up(f"nothing came of {_place(self._steps)}")
        except StopIteration:
            self._timer.stop()
            self.write_results()
            QgsProject.instance().setDirty(False)
            iface.actionExit().trigger()
        except Exception:
            self.give_up(traceback.format_exc())

    def refuse_dialogs(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and not isinstance(dialog, QProgressDialog) and not self._is_expected():
            texts = [view.toPlainText() for view in dialog.findChildren(QTextEdit)]
            text = dialog.text() if isinstance(dialog, QMessageBox) else "\n".join(texts)
            self.give_up(f"the dialog “{dialog.windowTitle()}” opened: {text}")

    def give_up(self, reason: str) -> None:
        self._results["failure"] = reason
        self.write_results()
        iface.mainWindow().screen().grabWindow(0).save(str(FOLDER / "failure.png"))
        os._exit(1)

    def write_results(self) -> None:
        text = json.dumps(self._results, ensure_ascii=False, indent=1)
        (FOLDER / "results.json").write_text(text, encoding="utf-8")


def _place(steps: Steps) -> str:
    """Return the files and lines at which steps wait, from the outermost to the innermost of those that they take."""
    places = []
    while getattr(steps, "gi_frame", None) is not None:
        places.append(f"{Path(steps.gi_frame.f_code.co_filename).name}, line {steps.gi_frame.f_lineno}")
        steps = steps.gi_yieldfrom
    return " → ".join(places)
