"""What the sharing writes for people without QGIS, and what the user sees of it."""

from __future__ import annotations

import json

import pytest
from qgis.core import Qgis
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QRadioButton

from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gui.dialogs import share_exports
from ctd_plugin.gui.dialogs.share import show_share_dialog
from ctd_plugin.gui.dialogs.share_choices import ShareAs, share_choices
from ctd_plugin.gui.dialogs.share_exports import write_data, write_page, write_slides
from ctd_plugin.settings import Settings, read_settings, write_settings
from tests.support.windows import written


@pytest.fixture
def opened(monkeypatch):
    """What the system was asked to open."""
    paths = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: paths.append(url.toLocalFile()))
    return paths


def accept(window, windows, choice):
    form = show_share_dialog(window, windows)
    form.findChild(QRadioButton, share_choices()[choice].object_name).click()
    form.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    QCoreApplication.processEvents()


def test_a_page_takes_three_clicks_once_the_menu_is_open_and_opens_in_the_browser(
    window, windows, qgis_new_project, one_row, tmp_path, opened
):
    """The entry of the menu, the choice, and the button: the form asks nothing else."""
    load_layers(qgis_new_project, one_row)
    line = "Accessibilité : non conforme"
    write_settings(Settings(export_folder=str(tmp_path), organisation="DataLab Sud", accessibility=line))
    accept(window, windows, ShareAs.PAGE)
    html = (tmp_path / "ctd-page.html").read_text(encoding="utf-8")
    assert 'lang="fr"' in html
    assert "DataLab Sud" in html
    assert line in html
    assert written(window) == [f"Web page exported to {tmp_path / 'ctd-page.html'}."]
    assert opened == [str(tmp_path / "ctd-page.html")]
    assert read_settings().share_as == "page"


def test_open_data_are_written_into_a_folder_that_is_made_for_them(window, qgis_new_project, one_row, tmp_path, opened):
    load_layers(qgis_new_project, one_row)
    folder = tmp_path / "données" / "2026"
    write_data(
        window, Settings(organisation="CRIGE", data_contact="donnees@region.fr", open_after_export=False), folder
    )
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "data-package"
    text = (folder / "metadata.xml").read_text(encoding="utf-8")
    assert "CRIGE" in text
    assert "donnees@region.fr" in text
    assert written(window) == [f"Open data exported to {folder}."]
    assert opened == []


def test_slides_are_those_of_the_current_edition_with_branding_and_language(
    window, qgis_new_project, one_row, tmp_path, monkeypatch, opened
):
    asked = []

    def export(source, output, *, map_language, branding, feedback):
        asked.append((source, map_language, branding))
        output.write_bytes(b"%PDF")

    monkeypatch.setattr(share_exports, "export_slides", export)
    layers = load_layers(qgis_new_project, one_row)
    output = tmp_path / "ctd.pdf"
    write_slides(window, Settings(map_language="en", organisation="CRIGE"), output)
    assert asked == [(layers.source, "en", Branding("CRIGE"))]
    assert written(window) == [f"Slides exported to {output}."]
    assert opened == [str(output)]


@pytest.mark.parametrize("error", [CtdError("no room"), Cancelled("Cancelled; nothing was written.")])
def test_what_fails_or_is_cancelled_is_told_leaves_no_folder_and_opens_nothing(
    window, qgis_new_project, tmp_path, monkeypatch, opened, error
):
    def fail(*_arguments, **_options):
        raise error

    for name in ("export_page", "export_data"):
        monkeypatch.setattr(share_exports, name, fail)
    window.messageBar().clear_messages()
    write_page(window, Settings(), tmp_path / "ctd.html")
    write_data(window, Settings(), tmp_path / "new" / "folder")
    level = Qgis.MessageLevel.Critical if type(error) is CtdError else Qgis.MessageLevel.Info
    assert window.messageBar().get_messages(level) == [f"CTD:{error}"] * 2
    assert list(tmp_path.glob("*")) == [tmp_path / "profile"]
    assert opened == []


@pytest.mark.parametrize(
    ("choice", "name"), [(ShareAs.PROJECT, "ctdSaveProjectDialog"), (ShareAs.PACK, "ctdPackDialog")]
)
def test_what_has_a_window_of_its_own_goes_on_there(window, windows, qgis_new_project, tmp_path, choice, name):
    write_settings(Settings(export_folder=str(tmp_path)))
    accept(window, windows, choice)
    shown = [form for form in window.mainWindow().findChildren(QDialog) if form.isVisible()]
    assert [form.objectName() for form in shown] == [name]
    windows.close()
