"""The seconds that an A4 map takes to PDF inside a running QGIS."""

import pathlib
import tempfile
import time

from qgis.core import QgsApplication

application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.export import export_map

with tempfile.TemporaryDirectory() as folder:
    started = time.perf_counter()
    export_map(GEOPACKAGE, pathlib.Path(folder) / "map.pdf", map_language="fr")
    print(time.perf_counter() - started)
application.exitQgis()
