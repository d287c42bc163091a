"""The menu that saves a template of the survey."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QWidget

from ...data.template.survey_template import ENDINGS, TemplateContent, write_template
from ...errors import CtdError
from ...i18n import current_language, tr
from ...settings import read_settings
from ..common.messages import inform, warn


def template_menu(parent: QWidget) -> QMenu:
    """Return a menu of the two templates: empty, and with the bundled survey."""
    menu = QMenu(parent)
    for content, label in (
        (TemplateContent.EMPTY, tr("Empty, with the 18 regions…")),
        (TemplateContent.BUNDLED, tr("With the bundled survey…")),
    ):
        menu.addAction(label).triggered.connect(partial(_save, parent, content))
    return menu


def _save(parent: QWidget, content: TemplateContent, _checked: bool = False) -> None:
    folder = str(read_settings().output_folder)
    name = tr("ctd-template")
    proposed = str(Path(folder) / f"{name}.xlsx")
    file, kind = QFileDialog.getSaveFileName(parent, tr("Save a template"), proposed, "XLSX (*.xlsx);;ODS (*.ods)")
    if not file:
        return
    path = Path(file)
    if path.suffix.lower() not in ENDINGS:
        path = path.with_name(path.name + (".ods" if kind.startswith("ODS") else ".xlsx"))
    try:
        write_template(path, content, current_language(), read_settings().personal_data)
    except CtdError as error:
        warn(parent, tr("Save a template"), str(error))
        return
    inform(parent, tr("Save a template"), tr("Template saved to {path}.").format(path=path))
