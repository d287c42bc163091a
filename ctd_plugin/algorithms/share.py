"""`ctd:share`: the survey's layers and styles → a GeoPackage or a PostGIS schema, and a project that opens them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterDatabaseSchema,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterProviderConnection,
    QgsProject,
)

from ..errors import CtdError
from ..i18n import tr
from .base import CtdAlgorithm, Outputs, Values

if TYPE_CHECKING:
    from ..gis.project.datasource import DataSource

GEOPACKAGE, CONNECTION, SCHEMA, OUTPUT, PROJECT = "GEOPACKAGE", "CONNECTION", "SCHEMA", "OUTPUT", "PROJECT"
DEFAULT_SCHEMA = "ctd"


class ShareSurvey(CtdAlgorithm):
    """Writes the survey to where a team works: one file, or the team's database."""

    # Not in a background thread: the project is made half-way, on the main thread, which a script or qgis_process
    # blocks while it waits for its algorithm. The dialog's own thread can wait for the main one.

    icon_name = "share"

    def name(self) -> str:
        return "share"

    def displayName(self) -> str:
        return tr("Share the survey")

    def shortHelpString(self) -> str:
        return tr(
            "Writes the regions, answers and platforms to a GeoPackage, or to a PostGIS schema through a "
            "connection stored in QGIS, with one style per theme. A schema from an earlier sharing is replaced "
            "in one transaction; a schema that holds other tables is refused. The optional project opens the "
            "shared layers and contains no password."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        source = QgsProcessingParameterFile(
            GEOPACKAGE,
            tr("GeoPackage to share (empty: layers of the open project, otherwise the bundled ones)"),
            extension="gpkg",
            optional=True,
        )
        self.addParameter(source)
        self.addParameter(
            QgsProcessingParameterProviderConnection(CONNECTION, tr("PostgreSQL connection"), "postgres", optional=True)
        )
        self.addParameter(
            QgsProcessingParameterDatabaseSchema(
                SCHEMA, tr("Database schema"), CONNECTION, DEFAULT_SCHEMA, optional=True
            )
        )
        for name, label, ending in (
            (OUTPUT, tr("GeoPackage, if no connection is chosen"), "GeoPackage (*.gpkg)"),
            (PROJECT, tr("Project"), "QGIS (*.qgz)"),
        ):
            self.addParameter(
                QgsProcessingParameterFileDestination(name, label, ending, optional=True, createByDefault=False)
            )
        self.add_language_parameter()
        # Those of the two files come with their parameters.
        self.addOutput(QgsProcessingOutputString(SCHEMA, tr("Database schema")))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.sharing.share import share_to_geopackage, share_to_schema

        connection = self.parameterAsConnectionName(parameters, CONNECTION, context)
        schema = self.parameterAsSchema(parameters, SCHEMA, context) or DEFAULT_SCHEMA
        files = (self.parameterAsFileOutput(parameters, name, context) for name in (OUTPUT, PROJECT))
        output, project = (Path(file) if file else None for file in files)
        if bool(connection) == bool(output):
            raise CtdError(tr("Choose either a PostgreSQL connection or a GeoPackage as the destination."))
        source = self._source(parameters, context)
        feedback.pushInfo(tr("Sharing the layers of {source}.").format(source=source))
        project_language = self.map_language(parameters, context)
        if output is not None:
            remarks = share_to_geopackage(source, output, project, project_language, feedback)
            outputs = {OUTPUT: str(output)}
        else:
            remarks = share_to_schema(source, connection, schema, project, project_language, feedback)
            outputs = {SCHEMA: schema}
        for remark in remarks:
            feedback.pushWarning(remark)
        return outputs | ({PROJECT: str(project)} if project else {})

    def _source(self, parameters: Values, context: QgsProcessingContext) -> DataSource:
        from ..gis.project.layers import find_layers
        from ..gis.user_profile import working_copy

        file = self.parameterAsFile(parameters, GEOPACKAGE, context)
        if file:
            return Path(file)
        present = find_layers(context.project() or QgsProject.instance())
        return present.source if present else working_copy()
