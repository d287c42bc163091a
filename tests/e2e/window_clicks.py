"""Runs inside the real QGIS, called by the scenario: every window of the plugin, used by clicks alone.

Windows are found by their object names at each step, and nothing keeps one from a step to the next. Python's collector
runs after every step: what only QGIS's main window has is garbage to it.
"""

from __future__ import annotations

import gc
from pathlib import Path

from playing import FOLDER, Steps
from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialogButtonBox,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTableView,
    QToolBar,
    QWizard,
)
from qgis.utils import iface
from screen import NAMES, is_open, is_told, open_windows, window

SURVEY = """\
region;statut;moyens
Bretagne;CTD existant;Équipe de la plateforme : 3 ETP. Hébergement : environ 60 k€ par an
Corce;Réflexion engagée;Pas de budget
"""
BUTTONS = QDialogButtonBox.StandardButton


def use_every_window(results: dict) -> Steps:
    for condition in every_window(results):
        gc.collect()
        yield condition


def every_window(results: dict) -> Steps:
    # In a row of its own, where every button of it is in sight.
    main = iface.mainWindow()
    main.insertToolBarBreak(main.findChild(QToolBar, "ctdToolBar"))
    turns = iter(range(3))
    yield lambda: next(turns, None) is None
    yield from open_twice(results)
    yield from check_the_platforms(results)
    yield from import_a_survey(results)
    yield from export_a_map(results)
    yield from prepare_the_pack(results)
    yield from share_the_survey(results)


def open_twice(results: dict) -> Steps:
    """Open each window, and once more by a second click; they are open side by side."""
    for action, name in NAMES.items():
        press(action)
        yield lambda name=name: is_open(name)
        press(action)
        yield lambda name=name: is_open(name)
    results["windows"] = sorted(w.objectName() for w in open_windows() if w.objectName() in NAMES.values())
    for name in NAMES.values():
        window(name).close()
        yield lambda name=name: not is_open(name)


def import_a_survey(results: dict) -> Steps:
    """Bring a survey from its file to the map, accepting what the assistant proposes."""
    (FOLDER / "enquête.csv").write_text(SURVEY, encoding="utf-8")
    press("ctdImport")
    yield lambda: is_open("ctdImport")
    write("ctdImport", "ctdImportFile", FOLDER / "enquête.csv")
    pages = []
    yield lambda: is_ready() and can_click(QWizard.WizardButton.NextButton)
    while page_name() != "ctdImportSummary":
        keep_picture(pages)
        click(window("ctdImport").button(QWizard.WizardButton.NextButton))
        yield lambda: page_name() not in pages and is_ready()
        if page_name() == "ctdImportRegions":
            click(window("ctdImport").findChild(QPushButton, "ctdImportAccept"))
            yield is_ready
    keep_picture(pages)
    write("ctdImport", "ctdImportOutput", FOLDER / "mon enquête.gpkg")
    yield lambda: can_click(QWizard.WizardButton.FinishButton)
    click(window("ctdImport").button(QWizard.WizardButton.FinishButton))
    yield lambda: not is_open("ctdImport") and is_told("mon enquête.gpkg") and is_open("ctdImportReport")
    yield lambda: not iface.mapCanvas().isDrawing()
    regions = next(layer for layer in iface.mapCanvas().layers() if layer.fields().indexOf("region_code") >= 0)
    results["import"] = {
        "pages": pages,
        "source": regions.source().split("|")[0],
        "surveyed": sorted(row["region_code"] for row in regions.getFeatures() if row["surveyed"]),
        "layers": len(QgsProject.instance().mapLayers()),
        "told": [item.text() for item in iface.messageBar().items()],
    }
    iface.mainWindow().grab().save(str(FOLDER / "imported.png"))
    window("ctdImportReport").grab().save(str(FOLDER / "report.png"))
    click_box("ctdImportReport", BUTTONS.Close)
    yield lambda: not is_open("ctdImportReport")


def check_the_platforms(results: dict) -> Steps:
    press("ctdCheck")
    yield lambda: is_open("ctdCheckPlatforms")
    yield lambda: window("ctdCheckPlatforms").findChild(QPushButton, "ctdCheckAgain").isEnabled()
    model = window("ctdCheckPlatforms").findChild(QTableView).model()
    results["check"] = [model.index(row, 3).data() for row in range(model.rowCount())]
    window("ctdCheckPlatforms").grab().save(str(FOLDER / "check.png"))
    click_box("ctdCheckPlatforms", BUTTONS.Close)
    yield lambda: not is_open("ctdCheckPlatforms")


def export_a_map(results: dict) -> Steps:
    press("ctdExport")
    yield lambda: is_open("ctdExportDialog")
    write("ctdExportDialog", "ctdExportFile", FOLDER / "carte.svg")
    window("ctdExportDialog").grab().save(str(FOLDER / "export.png"))
    yield lambda: True
    click(window("ctdExportDialog").findChild(QCheckBox, "ctdExportOpen"))
    yield lambda: True
    click_box("ctdExportDialog", BUTTONS.Save)
    yield lambda: not is_open("ctdExportDialog") and is_told("carte.svg")
    results["export"] = (FOLDER / "carte.svg").read_text(encoding="utf-8").count("CTD existant (1)")


def prepare_the_pack(results: dict) -> Steps:
    press("ctdPack")
    yield lambda: is_open("ctdPackDialog")
    write("ctdPackDialog", "ctdPackFolder", FOLDER / "dossier")
    yield lambda: True
    click_box("ctdPackDialog", BUTTONS.Save)
    yield lambda: not is_open("ctdPackDialog") and is_told("dossier")
    results["pack"] = sorted(path.name for path in (FOLDER / "dossier").iterdir())


def share_the_survey(results: dict) -> Steps:
    press("ctdShare")
    yield lambda: is_open("ctdShareDialog")
    window("ctdShareDialog").findChild(QRadioButton, "ctdShareToFile").click()
    yield lambda: window("ctdShareDialog").findChild(QgsFileWidget, "ctdShareFile").isVisible()
    write("ctdShareDialog", "ctdShareFile", FOLDER / "partage.gpkg")
    yield lambda: True
    click_box("ctdShareDialog", BUTTONS.Ok)
    yield lambda: not is_open("ctdShareDialog") and is_told("partage.gpkg")
    results["share"] = (FOLDER / "partage.gpkg").exists()


def press(action: str) -> None:
    """Click a button of the plugin's toolbar, or the entry of its menu where it has none."""
    main = iface.mainWindow()
    found = main.findChild(QAction, action)
    button = main.findChild(QToolBar, "ctdToolBar").widgetForAction(found)
    if button is not None:
        click(button)
        return
    menu = main.findChild(QMenu, "ctdMenu")
    menu.popup(main.mapToGlobal(QPoint(200, 200)))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(found).center())


def click(button: QAbstractButton) -> None:
    if not (button.isVisible() and button.isEnabled()):
        raise RuntimeError(f"the button “{button.text()}” cannot be clicked")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_box(name: str, standard: QDialogButtonBox.StandardButton) -> None:
    click(window(name).findChild(QDialogButtonBox).button(standard))


def can_click(which: QWizard.WizardButton) -> bool:
    return window("ctdImport").button(which).isEnabled()


def write(name: str, field: str, path: Path) -> None:
    window(name).findChild(QgsFileWidget, field).lineEdit().setText(str(path))


def page_name() -> str:
    return window("ctdImport").currentPage().objectName()


def is_ready() -> bool:
    return not any(bar.isVisible() for bar in window("ctdImport").findChildren(QProgressBar, "ctdImportBusy"))


def keep_picture(pages: list[str]) -> None:
    pages.append(page_name())
    window("ctdImport").grab().save(str(FOLDER / f"import-{len(pages)}.png"))
