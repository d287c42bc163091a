"""The seconds that ctd.gpkg takes from the raw parts, imports included."""

import time

started = time.perf_counter()
import pathlib
import tempfile

from ctd_plugin.data.build import build_geopackage

with tempfile.TemporaryDirectory() as folder:
    build_geopackage(pathlib.Path(folder) / "ctd.gpkg")
print(time.perf_counter() - started)
