"""The categories of a style that are classes: not its title, nor the entries of its key."""

from __future__ import annotations

from qgis.core import QgsRendererCategory, QgsVectorLayer

from ctd_plugin.gis.themes.tree_legend import TITLE


def class_categories(regions: QgsVectorLayer) -> list[QgsRendererCategory]:
    """Return the categories of the classes, in their order."""
    categories = regions.renderer().categories()
    return [each for each in categories if each.value() != TITLE and not str(each.value()).startswith("legend key")]
