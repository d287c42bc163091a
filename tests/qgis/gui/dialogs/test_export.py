"""`ctdExport`: what the form proposes, refuses and remembers, and the map that is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import Qgis, QgsApplication, QgsProject, QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QDesktopServices, QGuiApplication, QImage
from qgis.PyQt.QtWidgets import (
    QAction,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QProgressDialog,
    QPushButton,
    QSpinBox,
)

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gui.common.messages import progress_dialog
from ctd_plugin.gui.dialogs.export import ExportDialog, write_map
from ctd_plugin.gui.map.branding_group import BrandingGroup
from ctd_plugin.gui.map.theme_menu import switch_theme
from ctd_plugin.i18n import set_user_language
from ctd_plugin.settings import Settings, read_settings, write_settings
from tests.support.event_loop import until
from tests.support.windows import written


@pytest.fixture
def dialog(tmp_path):
    dialog = ExportDialog(Settings(export_folder=str(tmp_path)))
    yield dialog
    dialog.deleteLater()


@pytest.fixture
def opened(monkeypatch):
    """Keep what would be opened on the desktop."""
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    return opened


def choose(dialog, **answers):
    """Answer the form as a user does, by what they see."""
    for combo in dialog.findChildren(QComboBox):
        for answer in answers.get("combos", ()):
            if combo.findText(answer) >= 0:
                combo.setCurrentIndex(combo.findText(answer))
    if "file" in answers:
        dialog.findChild(QgsFileWidget, "ctdExportFile").setFilePath(str(answers["file"]))
    if "open_after" in answers:
        dialog.findChild(QCheckBox).setChecked(answers["open_after"])


def texts_of(svg):
    """Return the texts of a map, each as it stands on one line."""
    return re.findall(r"<text[^>]*>([^<]*)<", svg.read_text(encoding="utf-8"))


def messages(window, level):
    return window.messageBar().get_messages(level)


def test_the_form_proposes_a_pdf_in_the_folder_used_last(dialog, tmp_path, boxes):
    assert dialog.output() == tmp_path / "ctd-status-A4.pdf"
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert boxes == []


def test_at_the_first_start_the_form_proposes_the_users_home_and_the_defaults():
    dialog = ExportDialog(Settings())
    assert dialog.output() == Path.home() / "ctd-status-A4.pdf"
    assert (dialog.theme(), dialog.settings().map_page, dialog.settings().map_language) == ("status", "A4", "")
    dialog.deleteLater()


@pytest.mark.parametrize("name", ["map.jpg", "map", ""])
def test_a_file_of_another_ending_keeps_the_form_open_and_says_why(dialog, tmp_path, boxes, name):
    choose(dialog, file=tmp_path / name if name else "")
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Rejected
    (sentence,) = boxes
    assert sentence.endswith("does not end in .pdf, .png or .svg; choose one of the three.")


def test_a_file_that_is_there_is_replaced_only_when_the_user_says_so(dialog, tmp_path, boxes):
    (tmp_path / "ctd-status-A4.pdf").write_bytes(b"an older map")
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert boxes == ["ctd-status-A4.pdf exists already. Replace it?"]
    boxes.agree = True
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_the_folded_group_takes_no_room(dialog):
    group = dialog.findChild(BrandingGroup)
    # QGIS remembers how its user left a group.
    group.setSaveCollapsedState(False)
    dialog.show()
    assert group.isCollapsed()
    assert until(lambda: dialog.height() == dialog.layout().minimumSize().height())
    folded = dialog.height()
    group.setCollapsed(False)
    assert until(lambda: dialog.height() > folded + 50)


def test_in_a_french_qgis_the_form_is_french():
    set_user_language("fr")
    dialog = ExportDialog(Settings())
    assert dialog.windowTitle() == "Exporter une carte des CTD"
    shown = [combo.itemText(i) for combo in dialog.findChildren(QComboBox) for i in range(combo.count())]
    assert {"Statut", "A4", "16:9", "Français", "Anglais"} <= set(shown)
    dialog.deleteLater()


def test_the_action_asks_writes_the_map_opens_it_and_remembers_the_answers(
    window, plugin, tmp_path, opened, flush_deletes
):
    output = tmp_path / "carte.svg"
    window.mainWindow().findChild(QAction, "ctdExport").trigger()
    dialog = window.mainWindow().findChild(ExportDialog)
    choose(dialog, combos=["16:9", "English"], file=output, open_after=True)
    dialog.accept()
    QCoreApplication.processEvents()
    assert {"CTD in place", "4"} <= set(texts_of(output))
    assert opened == [output]
    assert written(window) == [f"Map exported to {output}."]
    assert f'href="{output.as_uri()}"' in window.messageBar().currentItem().text()
    window.messageBar().currentItem().findChild(QPushButton, "ctdOpenWritten").click()
    assert opened == [output, output]
    assert read_settings() == Settings(
        map_language="en", map_page="16:9", export_folder=str(tmp_path), open_after_export=True
    )
    assert QgsProject.instance().mapLayers() == {}
    flush_deletes()
    assert window.mainWindow().findChildren(ExportDialog) == []
    assert window.mainWindow().findChildren(QProgressDialog) == []


def test_a_form_that_is_cancelled_writes_and_remembers_nothing(window, plugin, tmp_path, opened):
    window.mainWindow().findChild(QAction, "ctdExport").trigger()
    dialog = window.mainWindow().findChild(ExportDialog)
    choose(dialog, combos=["16:9"], file=tmp_path / "map.pdf")
    dialog.reject()
    QCoreApplication.processEvents()
    assert not (tmp_path / "map.pdf").exists()
    assert read_settings() == Settings()
    assert opened == []


def test_the_projects_own_layout_is_written_with_its_owners_edits(window, plugin, tmp_path, opened):
    window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
    layout = QgsProject.instance().layoutManager().layoutByName("CTD – statut – A4")
    layout.itemById("title").setText("Quatre CTD, et après ?")
    output = tmp_path / "map.svg"
    write_map(window, "status", Settings(open_after_export=False), output)
    assert "Quatre CTD, et après ?" in output.read_text(encoding="utf-8")
    assert opened == []


def test_the_form_proposes_the_theme_on_the_map_so_that_what_one_sees_is_written(window, plugin, tmp_path):
    window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
    assert ExportDialog(Settings(export_folder=str(tmp_path))).theme() == "status"
    switch_theme(window, ThemeId.FUNDING_SOURCES)
    dialog = ExportDialog(Settings(export_folder=str(tmp_path)))
    assert (dialog.theme(), dialog.output().name) == ("funding_sources", "ctd-funding_sources-A4.pdf")


def test_title_and_resolution_are_those_of_the_form_and_the_layout_keeps_its_own(window, plugin, tmp_path, opened):
    window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
    layout = QgsProject.instance().layoutManager().layoutByName("CTD – statut – A4")
    own, size = layout.itemById("title").text(), layout.itemById("title").textFormat().size()
    dialog = ExportDialog(Settings(export_folder=str(tmp_path), open_after_export=False))
    dialog.findChild(QLineEdit, "ctdExportTitle").setText(" Où en sont les CTD avant la plénière <de> juin ? " * 3)
    dialog.findChild(QSpinBox, "ctdExportDpi").setValue(90)
    assert dialog.settings().map_dpi == 90
    for output in (tmp_path / "map.svg", tmp_path / "map.png"):
        write_map(window, dialog.theme(), dialog.settings(), output, dialog.title())
    assert "avant la plénière" in " ".join(texts_of(tmp_path / "map.svg"))
    assert QImage(str(tmp_path / "map.png")).width() == pytest.approx(297 / 25.4 * 90, abs=2)
    assert (layout.itemById("title").text(), layout.itemById("title").textFormat().size()) == (own, size)


@pytest.mark.parametrize(
    ("author", "named"), [("Une Personne", "Région d’essai"), ("", "Région d’essai"), ("Service SIG", "Service SIG")]
)
def test_a_file_names_map_and_organisation_and_not_the_user_of_the_computer(
    window, plugin, tmp_path, opened, monkeypatch, author, named
):
    monkeypatch.setattr(QgsApplication, "userFullName", staticmethod(lambda: "Une Personne"))
    window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
    project = QgsProject.instance()
    about = project.metadata()
    about.setAuthor(author)
    project.setMetadata(about)
    project.layoutManager().layoutByName("CTD – statut – A4").itemById("title").setText("Où en est-on ?")
    project.setDirty(False)
    settings = Settings(organisation="Région d’essai", map_dpi=72, open_after_export=False)
    png, pdf = tmp_path / "map.png", tmp_path / "map.pdf"
    for path in (png, pdf):
        write_map(window, "status", settings, path)
    image, document = QImage(str(png)), gdal.Open(str(pdf)).GetMetadata()
    assert (image.text("Title"), image.text("Author")) == ("Où en est-on ?", named)
    assert (document["TITLE"], document["AUTHOR"]) == ("Où en est-on ?", named)
    assert project.metadata() == about


def test_an_export_changes_no_project(window, plugin, tmp_path, opened):
    window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
    write_map(window, "status", Settings(open_after_export=False), tmp_path / "map.svg")
    QgsProject.instance().setDirty(False)
    write_map(window, "status", Settings(open_after_export=False), tmp_path / "map.svg")
    assert not QgsProject.instance().isDirty()


def test_a_title_is_that_of_a_map_whose_project_has_no_layout_too(window, plugin, tmp_path, opened):
    write_map(window, "status", Settings(open_after_export=False), tmp_path / "map.svg", "Plénière")
    assert "Plénière" in texts_of(tmp_path / "map.svg")


def test_a_page_that_the_project_has_not_is_drawn_from_the_projects_data_and_not_added(
    window, plugin, tmp_path, opened
):
    window.mainWindow().findChild(QAction, "ctdLoadMap").trigger()
    output = tmp_path / "map.svg"
    write_map(window, "status", Settings(map_page="16:9"), output)
    # On a slide the counts stand apart from the names of the classes.
    assert {"CTD existant", "4"} <= set(texts_of(output))
    assert len(QgsProject.instance().layoutManager().printLayouts()) == 2


def test_a_map_that_cannot_be_written_is_reported_in_the_message_bar_and_nothing_opens(window, tmp_path, opened):
    write_map(window, "status", Settings(), tmp_path / "nowhere" / "map.pdf")
    (message,) = messages(window, Qgis.MessageLevel.Critical)
    assert message == f"CTD:The folder {tmp_path / 'nowhere'} does not exist; create it first."
    assert written(window) == []
    assert opened == []
    assert QGuiApplication.overrideCursor() is None


def test_the_progress_can_be_cancelled_and_is_gone_afterwards(window, flush_deletes):
    with progress_dialog(window, "Drawing") as feedback:
        progress = window.mainWindow().findChild(QProgressDialog)
        feedback.setProgress(40)
        assert progress.value() == 40
        progress.findChild(QPushButton).click()
        assert feedback.isCanceled()
    flush_deletes()
    assert window.mainWindow().findChildren(QProgressDialog) == []


def test_settings_come_back_as_they_were_stored():
    assert read_settings() == Settings()
    stored = Settings(map_language="en", map_page="A3", export_folder="/maps/é", open_after_export=False)
    write_settings(stored)
    assert read_settings() == stored
    assert {key for key in QgsSettings().allKeys() if key.startswith("ctd/")} == {
        f"ctd/{name}" for name in Settings.__annotations__
    }


def test_a_stored_value_of_a_wrong_type_falls_back_to_the_default():
    write_settings(Settings(map_page="A3"))
    QgsSettings().setValue("ctd/open_after_export", {"not": "a boolean"})
    QgsSettings().setValue("ctd/map_language", ["fr", "en"])
    assert read_settings() == Settings(map_page="A3")


@pytest.mark.parametrize(("field", "value"), [("map_page", "A0"), ("map_language", "de")])
def test_a_stored_choice_that_is_no_longer_offered_shows_the_first_one(field, value):
    dialog = ExportDialog(Settings(**{field: value}))
    assert getattr(dialog.settings(), field) == getattr(Settings(), field)
    dialog.deleteLater()
