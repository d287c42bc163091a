"""The fields of forms that ask for a file."""

from __future__ import annotations

from qgis.gui import QgsFileWidget


def output_file_widget(name: str, filter_: str, folder: str = "") -> QgsFileWidget:
    """Return a field for a file to write, with `name` as its object name; its dialog begins in `folder`."""
    widget = QgsFileWidget()
    widget.setObjectName(name)
    widget.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
    widget.setFilter(filter_)
    # The form asks once itself, also for a name that was typed or proposed.
    widget.setConfirmOverwrite(False)
    if folder:
        widget.setDefaultRoot(folder)
    return widget
