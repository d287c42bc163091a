"""Combo boxes that dialogs share: pages, languages, themes."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QComboBox

from ...gis.options import DEFAULT_THEME
from ...gis.project.layers import find_layers, project_language
from ...gis.style.page_sizes import PAGES
from ...gis.themes import THEMES, shown_theme
from ...i18n import LANGUAGES, language, map_language, tr
from ...settings import Settings


def page_box(settings: Settings) -> QComboBox:
    """Return the pages, that of the settings selected."""
    return _box("ctdPage", {page: page for page in PAGES}, settings.map_page)


def language_box(settings: Settings) -> QComboBox:
    """Return the languages of maps, that of the settings selected; first that of QGIS, whatever it is then."""
    names = dict(zip(LANGUAGES, (tr("French"), tr("English")), strict=True))
    as_qgis = dict(zip(LANGUAGES, (tr("That of QGIS (French)"), tr("That of QGIS (English)")), strict=True))
    return _box("ctdLanguage", {"": as_qgis[map_language()], **names}, settings.map_language)


def theme_box() -> QComboBox:
    """Return the themes that the open project's layers have the data of, the one on the map selected."""
    project = QgsProject.instance()
    layers = find_layers(project)
    offered = [theme for theme in THEMES.values() if theme.is_offered(layers)]
    with language(project_language(project)):
        shown = shown_theme(layers) or DEFAULT_THEME
    return _box("ctdTheme", {theme.id.value: theme.name().capitalize() for theme in offered}, shown.value)


def _box(name: str, choices: Mapping[str, str], current: str) -> QComboBox:
    """Return a combo box of value → label with its object name; the values are its items' data."""
    box = QComboBox()
    box.setObjectName(name)
    for value, label in choices.items():
        box.addItem(label, value)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
