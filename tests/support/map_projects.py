"""A project with a map and its layouts, as QGIS has it a moment after the map was loaded."""

from __future__ import annotations

from ctd_plugin.gis.layout.branding import NO_BRANDING
from ctd_plugin.gis.map_project import add_layouts, add_map


def fill_project(project, source, branding=NO_BRANDING):
    """Add an edition, its theme and the theme's layouts to a project, and return its layers."""
    layers, theme = add_map(project, source)
    add_layouts(project, layers, theme, branding)
    return layers
