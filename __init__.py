"""Entry point that QGIS calls; the code is in `ctd_plugin`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .ctd_plugin.plugin import CtdPlugin


def classFactory(iface: QgisInterface) -> CtdPlugin:
    """Return the plugin for a window of QGIS, or for qgis_process (where `iface` is None)."""
    # Of a plugin that it unloads, QGIS forgets the modules that were imported by name, not the packages that these are
    # in: after an upgrade those would hand out the former version's modules. No name but this plugin's own begins so.
    for name in list(sys.modules):
        if name.startswith(f"{__name__}."):
            del sys.modules[name]
    # Imported here, so that the tests can import this package's modules without QGIS.
    from .ctd_plugin.plugin import CtdPlugin

    return CtdPlugin(iface)
