"""A label for texts that may come from files and servers."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel


def plain_label(text: str = "", name: str = "", *, selectable: bool = False) -> QLabel:
    """Return a label that wraps and shows every character as it is, with `name` as its object name."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
