"""An error in the place of what QGIS's browser cannot list."""

from __future__ import annotations

from qgis.core import QgsDataItem, QgsErrorItem

from ..common.html import tooltip


def error_item(parent: QgsDataItem, text: str) -> QgsErrorItem:
    """Return the item of an error, which comes first."""
    item = QgsErrorItem(parent, text, f"{parent.path()}/error")
    item.setToolTip(tooltip(text))
    item.setSortKey(" ")
    return item
