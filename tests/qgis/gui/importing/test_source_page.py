"""The first page: files, sheets and layers to import, and templates."""

from __future__ import annotations

import openpyxl
import pytest
from qgis.core import QgsFeature, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QLabel, QMessageBox, QPushButton, QWizard

from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.gis.layer_table import layer_reader
from ctd_plugin.gis.project.layers import find_layers
from tests.support.import_wizard import cells, choose_recipe, error, finish, go_to, settle, statuses, table, take


def test_a_file_that_cannot_be_read_is_reported_on_the_page_and_another_can_be_chosen(wizard, survey, tmp_path):
    (tmp_path / "vide.csv").write_bytes(b"")
    take(wizard, tmp_path / "vide.csv")
    assert "vide.csv is empty; choose another file." in error(wizard)
    assert not wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    take(wizard, survey)
    assert error(wizard) == ""
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled()


def test_a_recipe_that_cannot_be_read_is_told_also_when_the_survey_is_chosen_after_it(wizard, survey, tmp_path):
    choose_recipe(wizard, tmp_path / "absent.recipe.json")
    assert "absent.recipe.json" in error(wizard)
    take(wizard, survey)
    assert "absent.recipe.json" in error(wizard)
    choose_recipe(wizard, '""')
    assert error(wizard) == ""


def test_of_several_sheets_the_one_that_is_no_survey_can_be_chosen(wizard, tmp_path):
    book = openpyxl.Workbook()
    for name, region in (("2026", "Bretagne"), ("2027", "Corse")):
        sheet = book.create_sheet(name)
        sheet.append(["region", "statut"])
        sheet.append([region, "CTD existant"])
    book.save(tmp_path / "a.xlsx")
    take(wizard, tmp_path / "a.xlsx")
    box = wizard.findChild(QComboBox, "ctdImportSheet")
    assert not box.isHidden()
    assert box.currentText() == "2026"
    box.setCurrentText("2027")
    box.activated.emit(box.currentIndex())
    settle(wizard)
    assert table(wizard, "ctdImportPreview").item(0, 0).text() == "Corse"
    assert wizard.session.current_recipe().sheet == "2027"
    go_to(wizard, "ctdImportRegions")
    assert "Rows of the sheet “2027”." in wizard.findChild(QLabel, "ctdImportMoreRows").text()
    assert cells(wizard, "ctdImportRegionTable", 0) == ["2"]


def memory_table(*rows):
    layer = QgsVectorLayer(
        "None?field=code:string&field=region:string&field=statut:string&field=date_ctd:date", "t", "memory"
    )
    for values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        layer.dataProvider().addFeature(feature)
    return layer


def test_a_table_of_the_project_is_imported_too(wizard, tmp_path):
    layer = memory_table(("01", None, "CTD existant", "2025-02-24"), ("94", "Corse", "Réflexion", None))
    QgsProject.instance().addMapLayer(layer)
    wizard.findChild(QgsMapLayerComboBox, "ctdImportLayer").setLayer(layer)
    settle(wizard)
    finish(wizard, tmp_path / "a.gpkg")
    assert statuses() == {"01": "established", "94": "considering"}
    (first,) = (f for f in find_layers(QgsProject.instance()).regions.getFeatures() if f["region_code"] == "01")
    assert first["ctd_date_text"] == "24/02/2025"


def test_edits_that_are_not_saved_yet_are_read(qgis_new_project):
    layer = memory_table(("94", "Corse", "Réflexion", None))
    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), 2, "CTD existant")
    assert layer_reader(layer)().rows == ((1, ("94", "Corse", "CTD existant", "")),)


@pytest.mark.parametrize("provider", ["ogr", "delimitedtext"])
def test_a_csv_that_is_open_in_qgis_keeps_the_zeros_of_its_codes(tmp_path, provider):
    path = tmp_path / "a.csv"
    path.write_text("code,statut\n01,CTD existant\n02,CTD existant\n", encoding="utf-8")
    uri = f"{path}" if provider == "ogr" else path.as_uri() + "?delimiter=,&detectTypes=yes"
    layer = QgsVectorLayer(uri, "a", provider)
    assert layer.isValid()
    assert [cells[0] for _, cells in layer_reader(layer)().rows] == ["01", "02"]


def test_an_unexpected_error_in_the_work_is_reported_and_ends_nothing(wizard, survey, monkeypatch):
    from ctd_plugin.gui.importing import source_page

    def fail(*_):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(source_page, "read_replayed_table", fail)
    take(wizard, survey)
    assert "Not usable (see the QGIS log messages, tab CTD)." in error(wizard)


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_the_first_page_saves_a_template_that_can_be_read_again(wizard, tmp_path, monkeypatch, ending):
    reported = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / f"m{ending}"), "XLSX (*.xlsx)"))
    monkeypatch.setattr(QMessageBox, "information", lambda *a: reported.append(a[2]))
    empty, full = wizard.findChild(QPushButton, "ctdImportTemplate").menu().actions()
    empty.trigger()
    assert len(read_survey(tmp_path / f"m{ending}").rows) == 18
    full.trigger()
    assert read_survey(tmp_path / f"m{ending}").rows["53"].status is not None
    assert reported == [f"Template saved to {tmp_path / f'm{ending}'}."] * 2
