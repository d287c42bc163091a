"""The last page: what is there already is replaced only when asked."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWizard

from ctd_plugin.gis.background.background_job import BackgroundJob
from ctd_plugin.gis.project.editions import edition_name, editions_of
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.importing.wizard import show_import_wizard
from ctd_plugin.gui.map.load import load_map
from tests.support.import_wizard import close, error, finish, go_to, settled, take, wait
from tests.support.jobs import running


def test_the_result_is_an_edition_of_its_own_name_beside_the_one_that_was_open(window, wizard, survey, tmp_path):
    load_map(window)
    settled(wizard, survey)
    go_to(wizard, "ctdImportSummary")
    assert "beside the editions that are open" in wizard.findChild(QCheckBox, "ctdImportAdd").text()
    before = wizard.findChild(QComboBox, "ctdImportBefore")
    assert [before.itemText(i) for i in range(before.count())] == ["— no earlier edition —", "bundled survey"]
    name = wizard.findChild(QLineEdit, "ctdImportName")
    assert name.text() == "Enquête 2027"
    name.setText("")
    assert not wizard.button(QWizard.WizardButton.FinishButton).isEnabled()
    name.setText(" Enquête  CNIG 2027 ")
    finish(wizard, tmp_path / "a.gpkg")
    editions = editions_of(QgsProject.instance())
    assert [edition_name(layers) for layers in editions] == ["Enquête CNIG 2027", "CNIG survey 2025–2026"]
    assert find_layers(QgsProject.instance()).source == tmp_path / "a.gpkg"


def test_an_edition_that_is_written_anew_is_opened_anew(window, wizard, windows, survey, tmp_path, boxes):
    settled(wizard, survey)
    finish(wizard, tmp_path / "a.gpkg")
    QgsProject.instance().layoutManager().printLayouts()[0].setName("edited")
    boxes.agree = True
    again = show_import_wizard(window, windows)
    take(again, survey)
    go_to(again, "ctdImportSummary")
    again.findChild(QLineEdit, "ctdImportName").setText("Enquête 2028")
    before = again.findChild(QComboBox, "ctdImportBefore")
    assert before.itemText(2) == "Enquête 2027"
    finish(again, tmp_path / "a.gpkg")
    (layers,) = editions_of(QgsProject.instance())
    assert edition_name(layers) == "Enquête 2028"
    assert "edited" not in [layout.name() for layout in QgsProject.instance().layoutManager().printLayouts()]


@pytest.mark.parametrize("agree", [False, True])
def test_a_result_that_is_there_is_replaced_only_when_asked(wizard, windows, survey, tmp_path, boxes, agree):
    settled(wizard, survey)
    finish(wizard, tmp_path / "a.gpkg", add=False)
    before = (tmp_path / "a.gpkg").stat().st_ino
    boxes.agree = agree
    again = show_import_wizard(wizard._iface, windows)
    take(again, survey)
    go_to(again, "ctdImportSummary")
    again.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(tmp_path / "a.gpkg"))
    again.button(QWizard.WizardButton.FinishButton).click()
    wait(lambda: not running(BackgroundJob))
    assert boxes == ["a.gpkg exists already. Replace it?"]
    assert ((tmp_path / "a.gpkg").stat().st_ino != before) == agree
    close(again)


def test_a_file_of_somebody_elses_is_reported_and_kept(wizard, survey, tmp_path):
    (tmp_path / "a.gpkg").write_text("my notes", encoding="utf-8")
    settled(wizard, survey)
    go_to(wizard, "ctdImportSummary")
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(tmp_path / "a.gpkg"))
    wizard.button(QWizard.WizardButton.FinishButton).click()
    assert "was not created by this plugin and was not replaced" in error(wizard)
    assert (tmp_path / "a.gpkg").read_text(encoding="utf-8") == "my notes"


def test_the_report_that_is_kept_names_nobody(wizard, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("region;statut;repondant\nCorse;selon Jean Dupont;Jean Dupont\n", encoding="utf-8")
    take(wizard, path)
    finish(wizard, tmp_path / "a.gpkg", add=False)
    kept = (tmp_path / "a.gpkg.report.json").read_text(encoding="utf-8")
    assert "selon" in kept
    assert "Dupont" not in kept
