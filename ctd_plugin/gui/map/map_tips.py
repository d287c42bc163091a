"""QGIS's map tips, which it has off: switched on once, with the first map, and said."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from qgis.gui import QgisInterface

from ...i18n import language, tr
from ...settings import read_settings, write_settings
from ..common.messages import offer


def switch_map_tips_on(iface: QgisInterface) -> None:
    """Switch map tips on and say so, with a button that takes it back.

    Only once: where they are off at a later map, the user switched them off since.
    """
    action, settings = iface.actionMapTips(), read_settings()
    if settings.map_tips_shown or action.isChecked():
        return
    action.setChecked(True)
    write_settings(replace(settings, map_tips_shown=True))
    # In the language of QGIS, which may not be that of the map.
    with language(None):
        text = tr("Map tips are on: hover over a region.")
        offer(iface, text, [(tr("Switch off"), partial(action.setChecked, False))])
