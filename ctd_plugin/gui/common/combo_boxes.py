"""Combo boxes that dialogs share: pages, languages, themes."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QComboBox

from ...gis.options import DEFAULT_THEME
from ...gis.project.layers import find_layers
from ...gis.style.page_sizes import PAGES
from ...gis.themes import THEMES
from ...i18n import LANGUAGES, map_language, tr
from ...settings import Settings


def page_box(settings: Settings) -> QComboBox:
    """Return the pages, that of the settings selected."""
    return _box({page: page for page in PAGES}, settings.map_page)


def language_box(settings: Settings) -> QComboBox:
    """Return the languages of maps, that of the settings selected; first that of QGIS, whatever it is then."""
    names = dict(zip(LANGUAGES, (tr("French"), tr("English")), strict=True))
    as_qgis = dict(zip(LANGUAGES, (tr("That of QGIS (French)"), tr("That of QGIS (English)")), strict=True))
    return _box({"": as_qgis[map_language()], **names}, settings.map_language)


def theme_box() -> QComboBox:
    """Return the themes that the open project's layers have the data of."""
    layers = find_layers(QgsProject.instance())
    offered = [theme for theme in THEMES.values() if theme.is_offered(layers)]
    return _box({theme.id.value: theme.name().capitalize() for theme in offered}, DEFAULT_THEME.value)


def _box(choices: Mapping[str, str], current: str) -> QComboBox:
    """Return a combo box of value → label; the values are its items' data."""
    box = QComboBox()
    for value, label in choices.items():
        box.addItem(label, value)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
