"""The maps that the guide shows, exported from today's build in both languages, kept where they differ.

Run it with the Python that has QGIS, without a screen, as `make docs` does.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsApplication

from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.export import export_map
from ctd_plugin.gis.options import ThemeId
from ctd_plugin.i18n import set_user_language
from tools.docs.guide import HELP, LANGUAGES
from tools.docs.pictures import differ, reduce

THEMES = (ThemeId.STATUS, ThemeId.BUDGET, ThemeId.FUNDING_SOURCES, ThemeId.TECHNOLOGY)
DPI = 96
"""At which an A4 page is some 1,100 pixels wide: its small print can be read, the picture stays small."""


def main() -> None:
    """Export the maps and replace those of the guide that differ."""
    application = QgsApplication([], True)
    application.initQgis()
    set_user_language("fr")
    # QGIS asks it to write a PNG's position into the picture, which it cannot.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            kept = HELP / language / "maps"
            kept.mkdir(exist_ok=True)
            for theme in THEMES:
                new, old = Path(folder) / f"{theme.value}.png", kept / f"{theme.value}.png"
                export_map(GEOPACKAGE, new, theme=theme, map_language=language, dpi=DPI)
                reduce(new)
                if not old.exists() or differ(old, new):
                    shutil.copy(new, old)
                    print(f"{language}/maps/{old.name} replaced")
    application.exitQgis()


if __name__ == "__main__":
    main()
