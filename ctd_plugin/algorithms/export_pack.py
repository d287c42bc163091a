"""`ctd:exportpack`: everything for a meeting in one folder."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)

from ..i18n import tr
from ..settings import read_settings
from .base import Outputs, Values
from .map_algorithm import OUTPUT_FOLDER, PAGE, MapAlgorithm

WEB, SLIDES, DATA = "WEB", "SLIDES", "DATA"
INDEX = "INDEX"


class ExportPack(MapAlgorithm):
    """Writes everything for a meeting, and an index of it, into a folder."""

    icon_name = "pack"

    def name(self) -> str:
        return "exportpack"

    def displayName(self) -> str:
        return tr("Prepare the meeting pack")

    def shortHelpString(self) -> str:
        return tr(
            "Writes into one folder every map as PDF and PNG, the atlas of the regions, the summary table as "
            "XLSX and ODS, a web page, slides, the open data, and an HTML index of them all. A former pack in the "
            "folder is replaced; other files are kept. With an earlier edition, the pack also covers what has "
            "changed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_data_parameters()
        self.add_page_parameter()
        self.add_comparison_parameters()
        for name, label in (
            (WEB, tr("With the web page")),
            (SLIDES, tr("With the slides")),
            (DATA, tr("With the open data")),
        ):
            self.addParameter(QgsProcessingParameterBoolean(name, label, True, optional=True))
        self.add_branding_parameters()
        self.add_accessibility_parameters()
        self.addParameter(QgsProcessingParameterFolderDestination(OUTPUT_FOLDER, tr("Output folder")))
        self.addOutput(QgsProcessingOutputFile(INDEX, tr("Index")))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.pack.pack import Pack, PackPart

        parts = {WEB: PackPart.PAGE, SLIDES: PackPart.SLIDES, DATA: PackPart.OPEN_DATA}
        folder, settings = self.folder(parameters, context), read_settings()
        with self.geopackage(parameters, context, feedback) as geopackage:
            pack = Pack(
                geopackage,
                self.choice(parameters, PAGE, context),
                self.map_language(parameters, context),
                self.branding(parameters, context),
                parts=[part for name, part in parts.items() if self.parameterAsBoolean(parameters, name, context)],
                accessibility=self.accessibility(parameters, context),
                contact=settings.data_contact,
                address=settings.data_address,
            )
            summary = pack.write(folder, feedback)
        for sentence in summary.sentences():
            feedback.pushInfo(sentence)
        return {INDEX: str(summary.index)}
