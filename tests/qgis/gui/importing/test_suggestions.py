"""What is nearly recognised is suggested, accepted with one click on each page, and taken back with another."""

from __future__ import annotations

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QPushButton

from ctd_plugin.gui.importing.wizard import show_import_wizard
from ctd_plugin.gui.map.load import load_map
from tests.support.import_wizard import cells, choose_recipe, finish, go_on, go_to, pick, settle, statuses, take

SURVEY = """Territoire;Avancement actuel;Gouvernence;Divers
Brtagne;préfig.;Copil;x
Corce;à l'étude;;
Normandy;non;;
Grand Est;Lancé;;
Mayotte;CTD existant;;
"""


@pytest.fixture
def taken(wizard, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(SURVEY, encoding="utf-8")
    take(wizard, path)
    go_on(wizard)
    return wizard


def press(wizard, name):
    button = wizard.currentPage().findChild(QPushButton, name)
    assert button.isVisibleTo(wizard)
    button.click()
    settle(wizard)
    return button


def test_all_suggestions_of_a_page_are_accepted_at_once_and_taken_back(taken, tmp_path):
    columns = cells(taken, "ctdImportColumnTable", 2)
    assert cells(taken, "ctdImportColumnTable", 4) == ["", "CTD status", "Governance", ""]
    accept = press(taken, "ctdImportAcceptColumns")
    assert cells(taken, "ctdImportColumnTable", 2) == ["Region", "CTD status", "Governance", "— ignore —"]
    assert cells(taken, "ctdImportColumnTable", 4) == [""] * 4
    assert not accept.isVisibleTo(taken)
    press(taken, "ctdImportUndoColumns")
    assert cells(taken, "ctdImportColumnTable", 2) == columns
    assert accept.text() == "Accept all 2 suggestions"
    accept.click()

    go_on(taken)
    press(taken, "ctdImportAccept")
    assert sorted(cells(taken, "ctdImportRegionTable", 3)) == ["Bretagne", "Corse", "Grand Est", "Mayotte", "Normandie"]
    press(taken, "ctdImportUndo")
    assert cells(taken, "ctdImportRegionTable", 3).count("— ignore —") == 2
    press(taken, "ctdImportAccept")

    go_on(taken)
    assert cells(taken, "ctdImportStatusTable", 0)[0] == "Lancé"
    assert cells(taken, "ctdImportStatusTable", 3)[0] == ""
    press(taken, "ctdImportAcceptStatuses")
    press(taken, "ctdImportUndoStatuses")
    assert press(taken, "ctdImportAcceptStatuses").isVisibleTo(taken) is False
    finish(taken, tmp_path / "a.gpkg")
    shown = {code: status or "" for code, status in statuses().items()}
    assert shown == {"53": "prefiguration", "94": "considering", "28": "none", "44": "", "06": "established"}


def test_what_was_left_out_by_decision_is_not_suggested_again(taken):
    pick(taken, "ctdImportColumnTable", 1, 2, "statut")
    pick(taken, "ctdImportColumnTable", 2, 2, "gouvernance")
    pick(taken, "ctdImportColumnTable", 2, 2, "")
    assert cells(taken, "ctdImportColumnTable", 4) == [""] * 4
    go_to(taken, "ctdImportStatuses")
    place = cells(taken, "ctdImportStatusTable", 0).index("Lancé")
    pick(taken, "ctdImportStatusTable", place, 2, "")
    assert taken.session.decisions().statuses == {"Lancé": ""}


def test_a_recipe_that_left_a_column_out_keeps_it_out(wizard, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(SURVEY.replace("Avancement actuel", "Statut"), encoding="utf-8")
    take(wizard, path)
    finish(wizard, tmp_path / "a.gpkg", add=False)
    again = show_import_wizard(wizard._iface, wizard._windows)
    choose_recipe(again, tmp_path / "a.gpkg.recipe.json")
    take(again, path)
    go_on(again)
    assert cells(again, "ctdImportColumnTable", 4) == [""] * 4
    again.done(0)


def test_layers_are_offered_where_the_project_has_any_besides_its_edition_and_none_is_chosen(window, windows):
    load_map(window)
    wizard = show_import_wizard(window, windows)
    box = wizard.findChild(QgsMapLayerComboBox, "ctdImportLayer")
    assert not box.isVisibleTo(wizard)
    layer = QgsVectorLayer("None?field=region:string&field=statut:string", "enquête", "memory")
    QgsProject.instance().addMapLayer(layer)
    assert box.isVisibleTo(wizard)
    assert [box.itemText(place) for place in range(box.count())] == ["no layer", "enquête"]
    assert box.currentText() == "no layer"
    QgsProject.instance().removeMapLayer(layer.id())
    assert not box.isVisibleTo(wizard)
