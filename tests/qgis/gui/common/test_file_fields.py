"""Paths typed or pasted into a form: in quotes, with blanks, without their folder."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QMessageBox

from ctd_plugin.errors import CtdError
from ctd_plugin.gui.common.file_fields import check_whole, typed_path
from ctd_plugin.gui.dialogs.export import ExportDialog
from ctd_plugin.settings import Settings


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        (r'"C:\Users\Zoé\Mes documents\enquête.csv"', r"C:\Users\Zoé\Mes documents\enquête.csv"),
        ('  "\\\\serveur\\partage\\enquête.csv" \n', r"\\serveur\partage\enquête.csv"),
        ("/home/zoé/enquête.csv ", "/home/zoé/enquête.csv"),
        ('""', ""),
        ("  ", ""),
    ],
)
def test_a_path_is_read_as_it_is_pasted(qgis_app, typed, path):
    """Explorer copies a path in quotes."""
    field = QgsFileWidget()
    field.lineEdit().setText(typed)
    assert typed_path(field) == path


@pytest.mark.parametrize("path", ["carte.pdf", r"C:carte.pdf", r"\carte.pdf", r"dossier\carte.pdf"])
def test_what_is_written_needs_its_folder(path):
    """Else it would lie where QGIS was started: among its programs, or in Documents."""
    with pytest.raises(CtdError, match=r"Enter the full path of carte\.pdf\."):
        check_whole(PureWindowsPath(path))


@pytest.mark.parametrize("path", [r"C:\carte.pdf", r"\\serveur\partage\carte.pdf", r"\\wsl.localhost\Debian\carte.pdf"])
def test_a_drive_or_a_share_is_a_folder(path):
    check_whole(PureWindowsPath(path))


def test_a_form_takes_a_pasted_path_and_refuses_a_bare_name(qgis_app, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: told.append(text))
    dialog = ExportDialog(Settings())
    field = dialog.findChild(QgsFileWidget, "ctdExportFile")
    field.setFilePath("carte.pdf")
    dialog.accept()
    assert (told, dialog.result()) == (["Enter the full path of carte.pdf."], 0)
    field.lineEdit().setText(f'"{tmp_path / "carte.pdf"}"')
    dialog.accept()
    assert (dialog.output(), dialog.result()) == (Path(tmp_path, "carte.pdf"), 1)
