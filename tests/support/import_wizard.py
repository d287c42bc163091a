"""The pages of `ctdImport`, as the tests go through them."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QWizard

from ctd_plugin.gis.background.background_job import BackgroundJob
from ctd_plugin.gis.project.layers import find_layers
from ctd_plugin.gui.importing.choices import ChoiceTable, choose
from tests.support.event_loop import until
from tests.support.jobs import running

SURVEY = """Enquête 2027 provisoire;;;;;
Code;Territoire;Avancement;Moyens;Budget annuel (k€);Divers
53;Bretagne;CTD existant;GéoBretagne = 5 ETP dont 4,2 Région;;
;Brtagne du Sud;Réflexion engagée;;;
94;Corse;Lancé;60 à 80 ETP;350;
94;Corse;CTD existant;;400;à garder
;Total;;;;
"""


def close(wizard):
    if not sip.isdeleted(wizard):
        wizard.done(0)
    wait(lambda: not running(BackgroundJob))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait(condition, seconds=10):
    """Let QGIS work until something is so."""
    assert until(condition, seconds), "nothing came of it"
    QgsApplication.processEvents()


def settle(wizard):
    QgsApplication.processEvents()
    wait(lambda: not any(page.is_busy for page in (wizard.currentPage(),)))


def take(wizard, path):
    wizard.findChild(QgsFileWidget, "ctdImportFile").setFilePath(str(path))
    settle(wizard)


def go_on(wizard):
    assert wizard.button(QWizard.WizardButton.NextButton).isEnabled(), error(wizard)
    wizard.button(QWizard.WizardButton.NextButton).click()
    settle(wizard)


def go_to(wizard, name):
    while wizard.currentPage().objectName() != name:
        go_on(wizard)


def error(wizard):
    return wizard.currentPage().findChild(QLabel, "ctdImportError").text()


def table(wizard, name) -> ChoiceTable:
    return wizard.findChild(ChoiceTable, name)


def cells(wizard, name, column):
    shown = table(wizard, name)
    return [shown.item(row, column).text() for row in range(shown.model().rowCount())]


def pick(wizard, name, row, column, value):
    """Choose a value in a cell's box, as its editor does."""
    shown = table(wizard, name)
    index = shown.model().index(row, column)
    choose(shown.model(), index, value, value)
    settle(wizard)


def finish(wizard, output, add=True):
    go_to(wizard, "ctdImportSummary")
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(output))
    wizard.findChild(QCheckBox, "ctdImportAdd").setChecked(add)
    wizard.button(QWizard.WizardButton.FinishButton).click()
    wait(lambda: not wizard.isVisible())


def statuses():
    return {
        feature["region_code"]: feature["status"]
        for feature in find_layers(QgsProject.instance()).regions.getFeatures()
        if feature["surveyed"]
    }


def settled(wizard, survey):
    """Go through the survey's doubts as a person would: all that is not recognised is decided."""
    take(wizard, survey)
    go_to(wizard, "ctdImportRegions")
    wizard.findChild(QPushButton, "ctdImportAccept").click()
    settle(wizard)


def choose_recipe(wizard, path):
    wizard.findChild(QgsFileWidget, "ctdImportRecipe").setFilePath(str(path))
    settle(wizard)


def choose_in(wizard, name, value):
    box = wizard.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle(wizard)


def row_of(wizard, words):
    (row,) = (row for row, cell in enumerate(cells(wizard, "ctdImportFigureTable", 3)) if f"“{words}”" in cell)
    return row


def make_figure(wizard, words, kind):
    row = row_of(wizard, words)
    table(wizard, "ctdImportFigureTable").selectRow(row)
    choose_in(wizard, "ctdFigureKind", kind)
    return row
