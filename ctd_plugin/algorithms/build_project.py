"""`ctd:buildproject`: survey and boundaries → GeoPackage, QGIS project and report."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterFolderDestination,
)

from ..errors import CtdError
from ..i18n import language, tr
from ..settings import read_settings
from .base import Outputs, Values
from .map_algorithm import OUTPUT_FOLDER, MapAlgorithm

PROJECT, GEOPACKAGE, REPORT = "PROJECT", "GEOPACKAGE", "REPORT"


class BuildProject(MapAlgorithm):
    """Builds a folder that opens anywhere: ctd.qgz, ctd.gpkg and report.json."""

    icon_name = "load_map"

    def name(self) -> str:
        return "buildproject"

    def displayName(self) -> str:
        return tr("Build the CTD project")

    def shortHelpString(self) -> str:
        return tr(
            "Joins the CNIG survey, or your own, to the boundaries of the 18 regions. Creates a GeoPackage, a "
            "QGIS project with a map theme, a style and two layouts per theme, and a report that lists the "
            "unmatched rows. The project can be moved anywhere together with its GeoPackage, also to QGIS Server, "
            "which serves it without the plugin.\n"
            "With an import recipe saved by the import assistant, columns, regions, statuses and figures are "
            "read as chosen there; mismatches with this year’s file are reported.\n"
            "With an earlier edition (a survey, or the ctd.gpkg built from it), the GeoPackage also has the "
            "tables changes and cell_changes, and the project a map of changes."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.add_data_parameters()
        self.add_comparison_parameters()
        self.addParameter(QgsProcessingParameterFolderDestination(OUTPUT_FOLDER, tr("Project folder")))
        self.addOutput(QgsProcessingOutputFile(PROJECT, tr("Project")))
        self.addOutput(QgsProcessingOutputFile(GEOPACKAGE, tr("GeoPackage")))
        self.addOutput(QgsProcessingOutputFile(REPORT, tr("Report")))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..data.report import write_report
        from ..files import replacing_all
        from ..gis.map_project import write_project

        folder = self.folder(parameters, context)
        outputs = {
            PROJECT: folder / "ctd.qgz",
            GEOPACKAGE: folder / "ctd.gpkg",
            REPORT: folder / "report.json",
        }
        self._check_targets(outputs)
        with replacing_all(list(outputs.values())) as temporary:
            report = self.build(temporary / "ctd.gpkg", parameters, context, feedback)
            write_report(report, temporary / "report.json")
            feedback.setProgressText(tr("Making the maps of the project…"))
            organisation = read_settings().organisation
            with language(self.map_language(parameters, context)):
                remarks = write_project(temporary / "ctd.qgz", temporary / "ctd.gpkg", organisation, feedback)
        for remark in remarks:
            feedback.pushWarning(remark)
        return {name: str(path) for name, path in outputs.items()}

    def _check_targets(self, outputs: dict[str, Path]) -> None:
        """Raise CtdError if one of the three files exists and was not made by this plugin."""
        from ..data.package.geopackage import check_target
        from ..data.report import check_report
        from ..gis.map_project import is_ctd_project

        check_target(outputs[GEOPACKAGE])
        check_report(outputs[REPORT])
        project = outputs[PROJECT]
        if project.exists() and not is_ctd_project(project):
            raise CtdError(
                tr("{file} was not created by this plugin and was not replaced; choose another folder.").format(
                    file=project
                )
            )
