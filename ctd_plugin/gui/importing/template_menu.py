"""The menu of the first page that saves a template."""

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
    """Return a menu with the two contents of a template."""
    menu = QMenu(parent)
    for edition, label in (
        (TemplateContent.EMPTY, tr("Empty, with the 18 regions…")),
        (TemplateContent.BUNDLED, tr("With the survey that comes with the plugin…")),
    ):
        menu.addAction(label).triggered.connect(partial(_ask, parent, edition))
    return menu


def _ask(parent: QWidget, edition: TemplateContent, _checked: bool = False) -> None:
    folder = read_settings().export_folder or str(Path.home())
    name = tr("ctd-template")
    proposed = str(Path(folder) / f"{name}.xlsx")
    chosen, kind = QFileDialog.getSaveFileName(parent, tr("Save a template"), proposed, "XLSX (*.xlsx);;ODS (*.ods)")
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() not in ENDINGS:
        path = path.with_name(path.name + (".ods" if kind.startswith("ODS") else ".xlsx"))
    try:
        write_template(path, edition, current_language(), read_settings().personal_data)
    except CtdError as error:
        warn(parent, tr("Save a template"), str(error))
        return
    inform(parent, tr("Save a template"), tr("The template is in {path}.").format(path=path))
