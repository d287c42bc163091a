"""Print the time of an A3 map to PDF as a multiple of that of QGIS's own exporter.

The whole export against QgsLayoutExporter on a finished layout, each drawn for the first time, in turn and in one
process.
"""

import pathlib
import statistics
import tempfile
import time

from qgis.core import Qgis, QgsApplication, QgsLayoutExporter

application = QgsApplication([], True)
application.initQgis()
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.layout.layout import add_layout
from ctd_plugin.gis.map_project import scratch_project
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.gis.project.layers import load_layers
from ctd_plugin.gis.style.page_sizes import PAGES
from ctd_plugin.gis.themes import THEMES, apply_theme
from ctd_plugin.i18n import language

settings = QgsLayoutExporter.PdfExportSettings()
settings.dpi, settings.forceVectorOutput = 300, True
settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText


def ours(target):
    started = time.perf_counter()
    export_map(GEOPACKAGE, target, theme=ThemeId.BUDGET, page="A3", map_language="fr")
    return time.perf_counter() - started


def bare(target):
    with scratch_project() as project, language("fr"):
        layers = load_layers(project, GEOPACKAGE)
        apply_theme(project, layers, THEMES[ThemeId.BUDGET])
        layout = add_layout(project, layers, THEMES[ThemeId.BUDGET], PAGES["A3"])
        started = time.perf_counter()
        QgsLayoutExporter(layout).exportToPdf(str(target), settings)
        return time.perf_counter() - started


with tempfile.TemporaryDirectory() as folder:
    target = pathlib.Path(folder) / "map.pdf"
    ours(target), bare(target)
    print(statistics.median(ours(target) / bare(target) for _ in range(9)))
application.exitQgis()
