"""The names of added layers: those of one data set, from several services, are told apart by their service."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject

_TITLE, _SERVICE = "ctd/title", "ctd/service"
"""Properties of an added layer: the name that it would have alone, and its kind of service."""


def set_distinct_name(layer: QgsMapLayer, service: str, project: QgsProject) -> None:
    """Name a new layer by its service too where the project has its name; so is the other, as long as it has that."""
    title = layer.name()
    layer.setCustomProperty(_TITLE, title)
    layer.setCustomProperty(_SERVICE, service)
    others = list(project.mapLayers().values())
    if not any(title in (other.name(), other.customProperty(_TITLE)) for other in others):
        return
    for other in others:
        # One that the user has renamed keeps the name that he gave it.
        if other.name() == title == other.customProperty(_TITLE):
            _rename(other, other.customProperty(_SERVICE), project)
    _rename(layer, service, project)


def _rename(layer: QgsMapLayer, service: str, project: QgsProject) -> None:
    taken = {other.name() for other in project.mapLayers().values()}
    name = f"{layer.name()} ({service})"
    number = 2
    while name in taken:
        name, number = f"{layer.name()} ({service} {number})", number + 1
    layer.setName(name)
