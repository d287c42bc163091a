"""Bring next year's survey: from the template to the map, by the import assistant, and its recipe."""

from __future__ import annotations

from playing import Steps
from qgis.PyQt.QtWidgets import QMessageBox, QProgressBar, QWizard
from screen import is_open, is_told, map_is_drawn, window

from guided.user import User, is_shown

NEXT, FINISH = QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton


def steps(user: User) -> Steps:
    template = user.folder / user.words("ctd-modele.xlsx", "ctd-template.xlsx")
    survey = user.folder / user.words("enquete-2027.xlsx", "survey-2027.xlsx")
    edition = survey.with_suffix(".gpkg")
    user.begin("open-assistant")
    yield from user.choose("ctdImport")
    yield from user.until(lambda: is_open("ctdImport"))
    user.begin("save-template")
    yield from user.press("ctdImportTemplate")
    yield from user.click_entry(1)
    yield from user.name_file(template)
    yield from user.answer(QMessageBox.StandardButton.Ok)
    user.begin("fill-template")
    user.do_outside("fill-survey", str(template), str(survey))
    user.begin("choose-file")
    yield from user.write("ctdImportFile", str(survey))
    yield from user.until(_can_go_on)
    yield from go_to(user, "ctdImportColumns")
    user.begin("match-columns")
    yield from go_to(user, "ctdImportRegions")
    user.begin("match-regions")
    yield from user.picture("import-regions", "ctdImport")
    yield from user.press("ctdImportAccept")
    yield from user.until(_is_ready)
    yield from go_to(user, "ctdImportStatuses")
    user.begin("settle-statuses")
    yield from user.press("ctdImportAcceptStatuses")
    yield from go_to(user, "ctdImportFigures")
    user.begin("check-figures")
    yield from user.picture("import-figures", "ctdImport")
    yield from go_to(user, "ctdImportSummary")
    user.begin("write-edition")
    yield from user.write("ctdImportName", user.words("Enquête 2027", "Survey 2027"))
    yield from user.write("ctdImportOutput", str(edition))
    yield from user.press_wizard(FINISH)
    yield from user.until(lambda: not is_open("ctdImport") and is_told(edition.name) and map_is_drawn())
    user.begin("read-report")
    yield from user.until(lambda: is_open("ctdImportReport"))
    window("ctdImportReport").close()
    user.begin("use-recipe")
    yield from user.choose("ctdImport")
    yield from user.until(lambda: is_open("ctdImport"))
    yield from user.write("ctdImportRecipe", f"{edition}.recipe.json")
    yield from user.write("ctdImportFile", str(survey))
    yield from user.until(_can_go_on)
    for page in ("ctdImportColumns", "ctdImportRegions", "ctdImportStatuses"):
        yield from go_to(user, page)
    if is_shown("ctdImportAcceptStatuses"):
        raise RuntimeError("the recipe has not settled the statuses")
    window("ctdImport").done(0)


def go_to(user: User, page: str) -> Steps:
    """Go on to the next page, which is this one."""
    yield from user.press_wizard(NEXT)
    yield from user.until(lambda: window("ctdImport").currentPage().objectName() == page and _is_ready())


def _is_ready() -> bool:
    return not any(bar.isVisible() for bar in window("ctdImport").findChildren(QProgressBar, "ctdImportBusy"))


def _can_go_on() -> bool:
    return _is_ready() and window("ctdImport").button(NEXT).isEnabled()
