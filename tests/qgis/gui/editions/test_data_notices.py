"""What is said when a project is saved without its data, and when one is opened whose data are missing."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsApplication, QgsFeedback, QgsProject
from qgis.PyQt.QtWidgets import QDialog, QPushButton

from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.project.portable import plan_portable, save_portable
from ctd_plugin.gis.user_profile import bundled_name, working_copy
from ctd_plugin.gui.editions.save_project import NAME
from tests.support.event_loop import until


@pytest.fixture
def notices(window, plugin, qgis_new_project):
    """Return a function that tells the sentences in the message bar that have a button, newest first."""
    yield lambda: [item for item in window.messageBar().items() if item.findChild(QPushButton, "ctdOffer")]
    window.messageBar().clearWidgets()
    qgis_new_project.setFileName("")


def test_a_project_saved_without_its_data_says_so_once(window, notices, qgis_new_project, tmp_path):
    load_layers(qgis_new_project, working_copy())
    assert qgis_new_project.write(str(tmp_path / "carte.qgz"))
    (item,) = notices()
    assert "without its CTD data" in item.text()
    item.findChild(QPushButton, "ctdOffer").click()
    dialog = window.mainWindow().findChild(QDialog, NAME)
    assert dialog.isVisible()
    dialog.reject()
    assert until(lambda: notices() == [])
    assert qgis_new_project.write()
    assert notices() == []


def test_the_sentence_goes_once_the_project_is_saved_with_its_data(window, notices, qgis_new_project, tmp_path):
    load_layers(qgis_new_project, working_copy())
    assert qgis_new_project.write(str(tmp_path / "carte.qgz"))
    assert len(notices()) == 1
    (tmp_path / "dossier").mkdir()
    plan = plan_portable(qgis_new_project, tmp_path / "dossier" / "carte.qgz")
    save_portable(qgis_new_project, plan, lambda project: project.write(), QgsFeedback())
    assert until(lambda: notices() == [])


def test_a_project_whose_data_lie_elsewhere_is_saved_in_silence(notices, qgis_new_project, tmp_path):
    load_layers(qgis_new_project, shutil.copy(working_copy(), tmp_path / "edition.gpkg"))
    assert qgis_new_project.write(str(tmp_path / "carte.qgz"))
    assert notices() == []


def test_a_project_whose_edition_is_not_here_says_what_to_ask_for(
    window, notices, qgis_new_project, tmp_path, monkeypatch
):
    edition = shutil.copy(working_copy(), tmp_path / "édition 2025.gpkg")
    load_layers(qgis_new_project, edition)
    assert qgis_new_project.write(str(tmp_path / "carte.qgz"))
    qgis_new_project.clear()
    edition.unlink()
    qgis_new_project.read(str(tmp_path / "carte.qgz"))
    (item,) = notices()
    assert "édition 2025.gpkg" in item.text()


def test_one_that_reads_the_profile_of_another_is_opened_with_this_ones_copy(
    notices, qgis_new_project, tmp_path, monkeypatch
):
    load_layers(qgis_new_project, working_copy())
    assert qgis_new_project.write(str(tmp_path / "carte.qgz"))
    notices()[0].dismiss()
    qgis_new_project.clear()
    shutil.rmtree(tmp_path / "profile")
    (tmp_path / "another").mkdir()
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: f"{tmp_path / 'another'}/"))
    qgis_new_project.read(str(tmp_path / "carte.qgz"))
    assert until(lambda: notices() == [])
    sources = {layer.source().split("|")[0] for layer in QgsProject.instance().mapLayers().values()}
    assert sources == {str(tmp_path / "another" / "ctd" / bundled_name())}
