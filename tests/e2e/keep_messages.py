"""Runs inside QGIS before any plugin is loaded (PYQGIS_STARTUP): keeps every message of QGIS's log in a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from qgis.core import Qgis, QgsApplication

MESSAGES = Path(os.environ["CTD_E2E_FOLDER"]) / "messages.jsonl"


def keep_message(text: str, tag: str, level: Qgis.MessageLevel) -> None:
    critical = level == Qgis.MessageLevel.Critical
    with MESSAGES.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": text, "tag": tag, "critical": critical}) + "\n")


# Two overloads carry this name; the one with the level is meant.
QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(keep_message)
