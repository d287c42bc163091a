"""The Processing provider `ctd`."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..gis.icons import icon_path
from ..i18n import set_user_language, tr
from .build_project import BuildProject
from .check_platforms import CheckPlatforms
from .collect_surveys import CollectSurveys
from .compare_surveys import CompareSurveys
from .dissolve_regions import DissolveRegions
from .export_atlas import ExportAtlas
from .export_data import ExportData
from .export_map import ExportMap
from .export_pack import ExportPack
from .export_slides import ExportSlides
from .export_template import ExportTemplate
from .export_web import ExportWeb
from .fetch_boundaries import FetchBoundaries
from .join_survey import JoinSurvey
from .search_catalogues import SearchCatalogues
from .share import ShareSurvey

_ALGORITHMS = (
    BuildProject,
    ExportMap,
    ExportAtlas,
    ExportWeb,
    ExportSlides,
    ExportPack,
    ShareSurvey,
    ExportData,
    ExportTemplate,
    CollectSurveys,
    CompareSurveys,
    JoinSurvey,
    DissolveRegions,
    FetchBoundaries,
    SearchCatalogues,
    CheckPlatforms,
)


class CtdProvider(QgsProcessingProvider):
    """Makes the plugin's work usable from the toolbox, models, scripts and qgis_process."""

    def id(self) -> str:
        return "ctd"

    def name(self) -> str:
        return tr("Regional data committees (CTD)")

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return icon_path("ctd")

    def loadAlgorithms(self) -> None:
        # Here too, because qgis_process loads the provider without the rest of the plugin.
        set_user_language(QgsApplication.locale())
        for algorithm in _ALGORITHMS:
            self.addAlgorithm(algorithm())
