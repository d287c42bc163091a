"""The megabytes at the peak and the seconds that the meeting pack takes."""

import pathlib
import resource
import tempfile
import time

from qgis.core import QgsApplication

application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.pack.pack import Pack

with tempfile.TemporaryDirectory() as folder:
    started = time.perf_counter()
    Pack(GEOPACKAGE).write(pathlib.Path(folder))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.perf_counter() - started)
application.exitQgis()
