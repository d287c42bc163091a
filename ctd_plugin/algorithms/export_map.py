"""`ctd:exportmap`: one theme on one page, as PDF, PNG or SVG."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..gis.export import DEFAULT_DPI, check_format, export_map
from ..gis.pages import PAGES
from ..gis.project import DEFAULT_THEME
from ..gis.themes import THEMES
from ..i18n import tr
from .base import CtdAlgorithm

THEME, PAGE, DPI, TITLE, OUTPUT = "THEME", "PAGE", "DPI", "TITLE", "OUTPUT"


class ExportMap(CtdAlgorithm):
    """Draws a map of the survey and writes it to a file."""

    def name(self) -> str:
        return "exportmap"

    def displayName(self) -> str:
        return tr("Export a CTD map")

    def shortHelpString(self) -> str:
        return tr(
            "Draws a theme of the survey on a page: mainland France, the five overseas regions, legend with counts, "
            "scales, sources and date. A PDF or SVG is vector with its text as text."
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterEnum(
                THEME, tr("Theme"), list(THEMES), defaultValue=DEFAULT_THEME, usesStaticStrings=True
            )
        )
        self.add_data_parameters()
        self.addParameter(
            QgsProcessingParameterEnum(PAGE, tr("Page"), list(PAGES), defaultValue="A4", usesStaticStrings=True)
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                DPI,
                tr("Resolution (dots per inch)"),
                QgsProcessingParameterNumber.Type.Integer,
                DEFAULT_DPI,
                minValue=72,
                maxValue=1200,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(TITLE, tr("Title (empty for the finding that the data give)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(OUTPUT, tr("Map"), "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)")
        )

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        check_format(output)
        with self.geopackage(parameters, context, feedback) as geopackage:
            export_map(
                geopackage,
                output,
                theme=self.parameterAsEnumString(parameters, THEME, context),
                page=self.parameterAsEnumString(parameters, PAGE, context),
                map_language=self.map_language(parameters, context),
                title=self.parameterAsString(parameters, TITLE, context).strip(),
                dpi=self.parameterAsInt(parameters, DPI, context),
                feedback=feedback,
            )
        return {OUTPUT: str(output)}
