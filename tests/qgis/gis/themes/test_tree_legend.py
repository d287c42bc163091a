"""The legend of QGIS's layer tree: title, unit and key of each theme, which no region is drawn with."""

from __future__ import annotations

import pytest
from qgis.core import QgsCategorizedSymbolRenderer, QgsProject

from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.gis.themes.tree_legend import first_class
from ctd_plugin.i18n import language
from tests.support.tree_legend import class_categories

TITLES = {
    ThemeId.STATUS: "Statut du CTD\n(nombre de régions)",
    ThemeId.BUDGET: "Ce que couvre le budget cité\n(nombre de régions)",
    ThemeId.STAFF: "Ce que couvre l’effectif cité\n(nombre de régions)",
    ThemeId.FUNDING_SOURCES: "Financeurs cités\n(nombre de régions)",
    ThemeId.TECHNOLOGY: "Technologies\n(nombre de régions)",
    ThemeId.STATUS_BUDGET: "Statut du CTD\n(nombre de régions)",
    ThemeId.CTD_DATE: "Date du CTD\n(nombre de régions)",
}


@pytest.fixture(scope="module")
def themed(bundled):
    """Return a function that shows a theme in French and returns the layer of regions."""
    project = QgsProject()
    with language("fr"):
        layers = load_layers(project, bundled)

    def show(theme):
        with language("fr"):
            apply_theme(project, layers, THEMES[theme])
        return layers.regions

    yield show
    project.clear()


@pytest.mark.parametrize("theme", TITLES)
def test_a_legend_begins_with_its_title_and_unit(themed, theme):
    renderer = themed(theme).renderer()
    assert renderer.categories()[0].label() == TITLES[theme]
    assert first_class(renderer) == 1


@pytest.mark.parametrize(
    ("theme", "words"),
    [
        (ThemeId.BUDGET, ["Budget annuel (aire du cercle)"]),
        (ThemeId.STAFF, ["Effectif (aire du cercle)"]),
        (ThemeId.STATUS, ["date ou échéance du CTD", "indiquée dans l’enquête", "¹ La Réunion. L’existence de ce"]),
        (ThemeId.FUNDING_SOURCES, ["Répartition chiffrée", "Europe (FEDER)"]),
    ],
)
def test_it_ends_with_the_key_of_what_is_drawn_over_the_classes(themed, theme, words):
    regions = themed(theme)
    labels = [category.label() for category in regions.renderer().categories()]
    key = [line for label in labels[1 + len(class_categories(regions)) :] for line in label.split("\n")]
    assert set(words) <= set(key)
    assert max(map(len, key)) <= 30


@pytest.mark.parametrize("theme", TITLES)
def test_no_region_is_drawn_with_a_title_or_an_entry_of_the_key(themed, theme):
    regions = themed(theme)
    classes = {category.value() for category in class_categories(regions)}
    others = {category.value() for category in regions.renderer().categories()} - classes
    values = {feature[name] for feature in regions.getFeatures() for name in ("status", "region_code")}
    assert others
    assert not others & values


def test_a_style_of_an_earlier_version_begins_with_its_classes():
    assert first_class(QgsCategorizedSymbolRenderer("status")) == 0
    assert first_class(None) == 0
