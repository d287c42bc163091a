"""What a task's user does outside QGIS, or gets from others: a spreadsheet filled in, forms returned, an edition.

python -m tests.e2e.office fill-survey TEMPLATE SURVEY
python -m tests.e2e.office return-forms FORMS RETURNED LANGUAGE
python -m tests.e2e.office make-edition FILE NAME
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl

from ctd_plugin.catalogues.registry import all_platforms
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.columns import COLUMN_LABELS
from ctd_plugin.data.importing.recipe import Recipe
from ctd_plugin.data.importing.replay import replay
from ctd_plugin.data.template.survey_template import TemplateContent, write_template
from ctd_plugin.regions import REGION_NAMES
from tests.support.returned_files import fill

NEXT_YEAR: dict[str, dict[str, str]] = {
    "11": {"moyens": "Équipe du CTD : 4 ETP"},
    "28": {"statut": "à l’étude", "moyens": "Plateforme : 2,5 ETP. Hébergement : 60 k€ par an"},
    "53": {"statut": "préfig.", "moyens": "GeoBretagne = 4 ETP dont 2 Etat"},
    "76": {"moyens": "OPenIG : 800 000 € par an"},
    "93": {"statut": "CTD en préfiguration"},
}
"""Region → what its answers are in the next survey, as people write it."""
LATER = {
    "28": {"statut": "CTD en préfiguration"},
    "44": {"statut": "CTD existant", "date_ctd": "15/06/2026"},
    "53": {"statut": "CTD en préfiguration", "moyens": "GeoBretagne = 4 ETP dont 2 Etat"},
    "24": {"statut": "CTD existant", "date_ctd": "02/04/2026"},
    "76": {"moyens": "OPenIG : 800 000 € par an"},
}
"""The same for the edition of another year, which has been read already."""
SAVED = datetime(2027, 10, 4, 12)


def fill_survey(template: str, survey: str) -> None:
    """Write next year's answers into the template; the row of Corse came without its code, from a mail."""
    shutil.copy(template, survey)
    book = openpyxl.load_workbook(survey)
    _write_answers(book.worksheets[0], NEXT_YEAR)
    for row in book.worksheets[0].iter_rows(min_row=2):
        if row[0].value == "94":
            row[0].value, row[1].value = None, "Corce"
    book.save(survey)


def return_forms(forms: str, returned: str, language: str) -> None:
    """Let three regions fill their forms in, one of them twice, and return them under names of their own."""
    Path(returned).mkdir()
    for name, form, answers in (
        ("Bretagne.xlsx", "53", {"statut": "CTD en préfiguration", "date_entretien": "04/10/2027"}),
        ("Bretagne (2).xlsx", "53", {"statut": "CTD existant", "date_entretien": "04/10/2027"}),
        ("formulaire-normandie-signé.xlsx", "28", {"statut": "Réflexion engagée", "date_entretien": "11/10/2027"}),
        ("Occitanie VF.xlsx", "76", {"moyens": "OPenIG : 800 000 € par an", "date_entretien": "18/10/2027"}),
    ):
        target = Path(returned) / name
        (source,) = Path(forms).glob(f"*-{form}-*.xlsx")
        shutil.copy(source, target)
        fill(target, answers, {"all": "oui" if language == "fr" else "yes"}, SAVED, language)


def make_edition(file: str, name: str) -> None:
    """Write the edition of another year, which a colleague has built, under its name."""
    survey = Path(file).with_suffix(".xlsx")
    write_template(survey, TemplateContent.BUNDLED, "fr", False)
    book = openpyxl.load_workbook(survey)
    _write_answers(book.worksheets[0], LATER)
    book.save(survey)
    edition = replace(replay(survey, Recipe(), tuple(all_platforms(None))), name=name)
    build_geopackage(Path(file), imported=edition, made_on=date(2027, 1, 15))
    survey.unlink()


def _write_answers(sheet: object, answers: Mapping[str, Mapping[str, str]]) -> None:
    labels = {label: column for column, label in COLUMN_LABELS["fr"].items()}
    labels |= {label: column for column, label in COLUMN_LABELS["en"].items()}
    columns = [labels.get(cell.value, "") for cell in next(sheet.iter_rows(max_row=1))]
    for row in sheet.iter_rows(min_row=2):
        for column, text in answers.get(row[0].value, {}).items():
            row[columns.index(column)].value = text
    assert set(answers) <= set(REGION_NAMES)


COMMANDS: dict[str, Callable[..., None]] = {
    "fill-survey": fill_survey,
    "return-forms": return_forms,
    "make-edition": make_edition,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
