"""`ctdSaveProject`: what the form proposes, says and refuses, and the project that it saves."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.gis.project.layers import find_layers, load_layers
from ctd_plugin.gis.user_profile import working_copy
from ctd_plugin.gui.editions.save_project import NAME, show_save_dialog
from tests.support.event_loop import until


@pytest.fixture
def project(window, qgis_new_project):
    """The open project, with the layers of the bundled edition."""
    load_layers(qgis_new_project, working_copy())
    yield qgis_new_project
    qgis_new_project.setFileName("")


@pytest.fixture
def form(window, windows, project, tmp_path):
    """Return a function that opens the form on a folder, and the window, which only the plugin holds."""

    def show(folder=tmp_path / "dossier", name="carte"):
        show_save_dialog(window, windows)
        gc.collect()
        dialog = window.mainWindow().findChild(QDialog, NAME)
        dialog.findChild(QgsFileWidget, "ctdSaveFolder").setFilePath(str(folder))
        dialog.findChild(QLineEdit, "ctdSaveName").setText(name)
        return dialog

    return show


def accept(dialog):
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()


def written(window):
    return [item for item in window.messageBar().items() if item.findChild(QPushButton, "ctdOpenWritten")]


def test_it_saves_project_and_data_and_says_where(form, window, project, tmp_path):
    dialog = form()
    assert dialog.findChild(QLabel, "ctdSaveCopied").text().startswith("1 file of data is copied (")
    assert dialog.findChild(QLabel, "ctdSaveElsewhere").isHidden()
    accept(dialog)
    assert until(lambda: written(window))
    assert sorted(path.name for path in (tmp_path / "dossier").iterdir()) == ["carte.qgz", "ctd.gpkg"]
    assert project.fileName() == str(tmp_path / "dossier" / "carte.qgz")
    assert find_layers(project).source == tmp_path / "dossier" / "ctd.gpkg"
    assert window.messageBar().get_messages(Qgis.MessageLevel.Critical) == []
    window.messageBar().clearWidgets()


def test_whoever_gives_respondents_to_others_is_told(form, window, project, tmp_path):
    (tmp_path / "survey.csv").write_text("region;statut;repondant\nBretagne;CTD existant;Camille\n", encoding="utf-8")
    build_geopackage(tmp_path / "personal.gpkg", survey=tmp_path / "survey.csv", personal=True)
    load_layers(project, tmp_path / "personal.gpkg")
    window.messageBar().clear_messages()
    accept(form())
    assert until(lambda: written(window))
    (warning,) = window.messageBar().get_messages(Qgis.MessageLevel.Warning)
    assert "names respondents" in warning


def test_the_project_saved_so_is_proposed_in_its_own_folder_with_nothing_to_copy(
    form, window, windows, project, tmp_path
):
    accept(form())
    assert until(lambda: written(window))
    window.messageBar().clearWidgets()
    assert until(lambda: window.mainWindow().findChild(QDialog, NAME) is None)
    show_save_dialog(window, windows)
    dialog = window.mainWindow().findChild(QDialog, NAME)
    assert Path(dialog.findChild(QgsFileWidget, "ctdSaveFolder").filePath()) == tmp_path / "dossier"
    assert dialog.findChild(QLabel, "ctdSaveCopied").text().startswith("No data need to be copied")


def test_a_project_saved_in_its_place_is_not_asked_about(form, project, tmp_path):
    """QGIS may write its path in another way: on Windows with slashes."""
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "carte.qgz").write_bytes(b"a project")
    dialog = form()
    assert [file.name for file in dialog.outputs()] == ["carte.qgz"]
    project.setFileName(f"{tmp_path}/dossier//carte.qgz")
    assert dialog.outputs() == []


def test_layers_that_read_data_elsewhere_are_named(form, project, tmp_path):
    own = tmp_path / "points.geojson"
    own.write_text(json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8")
    project.addMapLayer(QgsVectorLayer(str(own), "Mes <b>points</b>", "ogr"))
    words = form().findChild(QLabel, "ctdSaveElsewhere")
    assert not words.isHidden()
    assert f"Mes <b>points</b> ({tmp_path})" in words.text()


def test_a_file_that_is_there_is_asked_about_and_kept_on_a_no(form, window, boxes, tmp_path):
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "ctd.gpkg").write_bytes(b"another")
    accept(form())
    assert boxes == ["ctd.gpkg exists already. Replace it?"]
    assert [path.name for path in (tmp_path / "dossier").iterdir()] == ["ctd.gpkg"]
    assert (tmp_path / "dossier" / "ctd.gpkg").read_bytes() == b"another"


@pytest.mark.parametrize("agree", [False, True])
def test_unsaved_edits_are_asked_about(form, window, boxes, project, tmp_path, agree, flush_deletes):
    contact = find_layers(project).tables["survey"]
    contact.startEditing()
    row = next(contact.getFeatures())
    contact.changeAttributeValue(row.id(), contact.fields().indexOf("contact"), "donnees@example.org")
    boxes.agree = agree
    accept(form())
    assert until(lambda: boxes != [])
    assert "CTD – survey answers" in boxes[0]
    if not agree:
        assert until(lambda: window.mainWindow().findChild(QDialog, NAME) is None)
        assert not (tmp_path / "dossier").exists()
        assert contact.isModified()
        contact.rollBack()
        return
    assert until(lambda: written(window))
    assert not contact.isModified()
    assert contact.isEditable()
    assert contact.getFeature(row.id())["contact"] == "donnees@example.org"
    assert Path(contact.source().split("|")[0]) == tmp_path / "dossier" / "ctd.gpkg"
    contact.rollBack()
    window.messageBar().clearWidgets()


@pytest.mark.parametrize(
    ("folder", "name", "words"),
    [
        ("", "carte", "Choose an output folder"),
        ("cartes", "carte", "full path"),
        (None, "a/b", "name of a file"),
        (None, " ", "name of a file"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_a_sentence(form, boxes, tmp_path, folder, name, words):
    dialog = form(tmp_path if folder is None else folder, name)
    accept(dialog)
    assert words in boxes[0]
    assert dialog.isVisible()
