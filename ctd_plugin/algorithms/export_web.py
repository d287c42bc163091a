"""`ctd:exportweb`: the web page of an edition, one file."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFileDestination

from ..i18n import tr
from .base import OUTPUT, Outputs, Values
from .map_algorithm import MapAlgorithm


class ExportWeb(MapAlgorithm):
    """Writes the page, which a browser opens without a network."""

    icon_name = "web"

    def name(self) -> str:
        return "exportweb"

    def displayName(self) -> str:
        return tr("Export a web page")

    def shortHelpString(self) -> str:
        return tr(
            "Creates one HTML file for readers without QGIS: the maps, a portrait of each region with the quote behind "
            "each figure, a search of the answers and a table to sort. It opens in any browser from a disk, a stick or "
            "a mail, without a network. With an earlier edition, it also shows what has changed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_data_parameters()
        self.add_comparison_parameters()
        self.add_branding_parameters()
        self.add_accessibility_parameters()
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("Web page"), tr("Web page") + " (*.html)"))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.web.export import check_page_name, export_page

        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        check_page_name(output)
        branding, accessibility = self.branding(parameters, context), self.accessibility(parameters, context)
        branding.check()
        with self.geopackage(parameters, context, feedback) as geopackage:
            export_page(
                geopackage,
                output,
                map_language=self.map_language(parameters, context),
                branding=branding,
                accessibility=accessibility,
                feedback=feedback,
            )
        return {OUTPUT: str(output)}
