"""The question for the file that a table is exported to."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...data.package.flat_table import KINDS, with_ending
from ...settings import read_settings


def ask_table_file(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask where to write a table, as XLSX or CSV; the `name` proposed has no ending. None where the user cancels."""
    proposed = str(read_settings().output_folder / f"{name}.xlsx")
    path, kind = QFileDialog.getSaveFileName(parent, title, proposed, KINDS)
    return with_ending(Path(path), kind) if path else None
