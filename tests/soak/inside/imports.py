"""Runs inside the real QGIS: surveys imported with the assistant and with `ctd:buildproject`, by turns."""

from __future__ import annotations

import processing
from playing import FOLDER
from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QCheckBox, QProgressBar, QPushButton, QWizard
from screen import is_open, window
from window_clicks import SURVEY

from tests.soak.inside.steps import Phase, Steps, action, module, new_project, turns

FILE = FOLDER / "enquête.csv"


def begin() -> Steps:
    yield from new_project()
    FILE.write_text(SURVEY, encoding="utf-8")


def import_survey(number: int) -> Steps:
    if number % 2:
        build(number)
        yield from turns()
    else:
        yield from go_through_assistant(number)


def build(number: int) -> None:
    folder = FOLDER / f"projet {number % 4}"
    folder.mkdir(exist_ok=True)
    values = {"SURVEY": str(FILE), "OUTPUT_FOLDER": str(folder)}
    # What it remarks on the survey stays out of QGIS's log, where it would be taken for a warning of the session.
    assert processing.run("ctd:buildproject", values, feedback=QgsProcessingFeedback(False))


def go_through_assistant(number: int) -> Steps:
    """Accept what it proposes; every third time the edition is opened too, and every fifth the assistant given up."""
    action("ctdImport").trigger()
    yield lambda: is_open("ctdImport")
    wizard = window("ctdImport")
    wizard.findChild(QgsFileWidget, "ctdImportFile").setFilePath(str(FILE))
    yield lambda: is_ready() and wizard.button(QWizard.WizardButton.NextButton).isEnabled()
    while not wizard.currentPage().isFinalPage():
        page = wizard.currentId()
        wizard.button(QWizard.WizardButton.NextButton).click()
        yield lambda page=page: wizard.currentId() != page and is_ready()
        if wizard.currentPage().objectName() == "ctdImportRegions":
            wizard.findChild(QPushButton, "ctdImportAccept").click()
            yield is_ready
    if number % 5 == 4:
        wizard.done(0)
        yield lambda: not is_open("ctdImport")
        return
    wizard.findChild(QgsFileWidget, "ctdImportOutput").setFilePath(str(FOLDER / f"import {number}.gpkg"))
    wizard.findChild(QCheckBox, "ctdImportAdd").setChecked(number % 3 == 0)
    yield lambda: wizard.button(QWizard.WizardButton.FinishButton).isEnabled()
    wizard.button(QWizard.WizardButton.FinishButton).click()
    yield lambda: not is_open("ctdImport") and is_open("ctdImportReport")
    window("ctdImportReport").reject()
    yield lambda: not is_open("ctdImportReport")


def is_ready() -> bool:
    return not any(bar.isVisible() for bar in window("ctdImport").findChildren(QProgressBar, "ctdImportBusy"))


def rest() -> Steps:
    yield from new_project()
    module("gis.background.job").wait_for_threads()


PHASES = [Phase("imports", 50, import_survey, 6, begin, rest)]
