"""`ctd:exportpack`: everything for a meeting in one folder."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterFolderDestination,
)

from ..i18n import tr
from ..settings import read_settings
from .base import Outputs, Values
from .map_algorithm import OUTPUT_FOLDER, PAGE, MapAlgorithm

INDEX = "INDEX"


class ExportPack(MapAlgorithm):
    """Writes every map, the summary table and an index into a folder."""

    icon_name = "pack"

    def name(self) -> str:
        return "exportpack"

    def displayName(self) -> str:
        return tr("Prepare the meeting pack")

    def shortHelpString(self) -> str:
        return tr(
            "Writes into one folder every map as PDF and PNG, the atlas of the regions, the summary table as "
            "XLSX and ODS, and an HTML index. Organisation and logos are those set in the plugin’s options. A "
            "former pack in the folder is replaced; other files are kept. With an earlier edition, the pack also "
            "covers what has changed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_data_parameters()
        self.add_page_parameter()
        self.add_comparison_parameters()
        self.addParameter(QgsProcessingParameterFolderDestination(OUTPUT_FOLDER, tr("Output folder")))
        self.addOutput(QgsProcessingOutputFile(INDEX, tr("Index")))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.layout.branding import branding_of
        from ..gis.pack.pack import Pack

        folder = self.folder(parameters, context)
        with self.geopackage(parameters, context, feedback) as geopackage:
            pack = Pack(
                geopackage,
                self.choice(parameters, PAGE, context),
                self.map_language(parameters, context),
                branding_of(read_settings()),
            )
            summary = pack.write(folder, feedback)
        for sentence in summary.sentences():
            feedback.pushInfo(sentence)
        return {INDEX: str(summary.index)}
