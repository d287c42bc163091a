"""`ctd:fetchboundaries`: the regions as IGN publishes them today, from its WFS."""

from __future__ import annotations

import shutil
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

from ..dates import short_date
from ..errors import CtdError
from ..gis.ign_wfs import SERVICE, TYPE_NAMES, fetch_regions, latest_regions
from ..i18n import tr
from .base import CtdAlgorithm, Outputs, Values
from .report_messages import warn

TYPE, REFRESH, SERVER, OUTPUT = "TYPE", "REFRESH", "SERVER", "OUTPUT"


class FetchBoundaries(CtdAlgorithm):
    """Downloads the regions from IGN's WFS once, then reads the copy kept in the profile."""

    group_id = "data"
    runs_in_thread = True

    def name(self) -> str:
        return "fetchboundaries"

    def displayName(self) -> str:
        return tr("Download IGN boundaries")

    def shortHelpString(self) -> str:
        return tr(
            "Downloads the 18 regions of ADMIN EXPRESS (Licence Ouverte 2.0) from the Géoplateforme, which takes "
            "up to a minute, into a GeoPackage that can be used as boundaries. The service does not state its "
            "edition, so the download date is recorded. The result is cached in the user profile: the network is "
            "used again only on request."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        details = (tr("Generalised, for small scales"), tr("Detailed, for large scales"))
        self.add_choice(TYPE, tr("Level of detail"), dict(zip(TYPE_NAMES, details, strict=True)), TYPE_NAMES[0])
        self.addParameter(QgsProcessingParameterBoolean(REFRESH, tr("Download again, even if cached"), False))
        self.add_advanced(QgsProcessingParameterString(SERVER, tr("WFS address"), SERVICE))
        self.addParameter(
            QgsProcessingParameterVectorDestination(OUTPUT, tr("Regions"), QgsProcessing.SourceType.TypeVectorPolygon)
        )

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..data.dependencies import require_libraries

        require_libraries(["shapely"])
        from ..data.package.geopackage import check_target
        from ..files import replacing

        target = Path(self.parameterAsOutputLayer(parameters, OUTPUT, context))
        if target.suffix.lower() != ".gpkg":
            raise CtdError(tr("{file} is not a GeoPackage; choose a name that ends in .gpkg.").format(file=target))
        check_target(target)
        type_name = self.choice(parameters, TYPE, context)
        found = None if self.parameterAsBoolean(parameters, REFRESH, context) else latest_regions(type_name)
        if found is None:
            found = fetch_regions(type_name, self.parameterAsString(parameters, SERVER, context), feedback)
        warn(found.warnings, feedback)
        day = short_date(found.day)
        feedback.pushInfo(tr("{type}, downloaded on {day}.").format(type=type_name, day=day))
        with replacing(target) as beside:
            shutil.copyfile(found.path, beside)
        return {OUTPUT: str(target)}
