"""`ctd:exportatlas`: one sheet for each region, after a cover and a summary, as PDF."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
)

from ..errors import CtdError
from ..i18n import tr
from .base import Outputs, Values
from .map_algorithm import MapAlgorithm

REGIONS, OUTPUT = "REGIONS", "OUTPUT"


class ExportAtlas(MapAlgorithm):
    """Writes the sheets of the regions to a PDF with working links."""

    icon_name = "panel"

    def name(self) -> str:
        return "exportatlas"

    def displayName(self) -> str:
        return tr("Export the CTD atlas")

    def shortHelpString(self) -> str:
        return tr(
            "Creates a PDF with a cover, a summary table and one sheet per region: location, status, key "
            "figures, platforms with links, all survey answers and the quotes behind the figures; of all "
            "regions, or of those chosen. With an earlier edition, one page and "
            "each sheet show what has changed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_regions(REGIONS)
        self.add_data_parameters()
        self.add_comparison_parameters()
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("Atlas"), "PDF (*.pdf)"))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.atlas.export import export_atlas

        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        if output.suffix.lower() != ".pdf":
            raise CtdError(tr("“{name}” does not end in .pdf; choose a name that does.").format(name=output.name))
        codes = self.regions(parameters, REGIONS, context)
        with self.geopackage(parameters, context, feedback) as geopackage:
            export_atlas(
                geopackage,
                output,
                codes=codes,
                atlas_language=self.map_language(parameters, context),
                feedback=feedback,
            )
        return {OUTPUT: str(output)}
