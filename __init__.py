"""Entry point that QGIS calls; the code is in `ctd_plugin`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .ctd_plugin.plugin import CtdPlugin


def classFactory(iface: QgisInterface) -> CtdPlugin:
    """Return the plugin for a window of QGIS, or for qgis_process (where `iface` is None)."""
    # Imported here, so that the tests can import this package's modules without QGIS.
    from .ctd_plugin.plugin import CtdPlugin

    return CtdPlugin(iface)
