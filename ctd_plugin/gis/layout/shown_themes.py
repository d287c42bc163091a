"""Maps that follow a map theme, drawn from the layers themselves while these are shown in that theme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from qgis.core import QgsLayout, QgsLayoutItemMap, QgsLayoutObject, QgsMapLayer, QgsMapThemeCollection


@contextmanager
def shown_themes_unread(layout: QgsLayout) -> Iterator[None]:
    """Draw the same maps several times as fast inside the block.

    QGIS writes the style of a map theme as XML and reads it again for each map that follows the theme; where the layers
    are shown in that style anyway, the maps are told not to follow it.
    """
    themes = layout.project().mapThemeCollection()
    maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap) and _follows_one(item)]
    names = {item.followVisibilityPresetName() for item in maps}
    shown = {name: themes.mapThemeVisibleLayers(name) for name in names if _is_shown(themes, name)}
    with ExitStack() as stack:
        for item in maps:
            name = item.followVisibilityPresetName()
            if shown.get(name):
                stack.enter_context(_showing(item, shown[name]))
        yield


@contextmanager
def _showing(item: QgsLayoutItemMap, layers: list[QgsMapLayer]) -> Iterator[None]:
    # Nothing else, such as a legend, need hear of it.
    was_blocked = item.blockSignals(True)
    own = item.layers()
    item.setFollowVisibilityPreset(False)
    item.setLayers(layers)
    try:
        yield
    finally:
        item.setLayers(own)
        item.setFollowVisibilityPreset(True)
        item.blockSignals(was_blocked)


def _follows_one(item: QgsLayoutItemMap) -> bool:
    """Whether a map follows a theme that no expression of its user chooses."""
    by_expression = QgsLayoutObject.DataDefinedProperty.MapStylePreset
    return item.followVisibilityPreset() and not item.dataDefinedProperties().isActive(by_expression)


def _is_shown(themes: QgsMapThemeCollection, name: str) -> bool:
    """Return whether all layers of a map theme are shown in its styles, with all their classes."""
    return all(
        not record.usingCurrentStyle
        or (record.layer().styleManager().currentStyle() == record.currentStyle and not record.usingLegendItems)
        for record in themes.mapThemeState(name).layerRecords()
        if record.layer() is not None
    )
