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

from ..errors import CtdError
from ..gis.options import DEFAULT_DPI, DEFAULT_THEME, ThemeId, check_format
from ..i18n import tr
from .base import SURVEY, Outputs, Values
from .map_algorithm import BEFORE, PAGE, MapAlgorithm

THEME, DPI, TITLE, OUTPUT = "THEME", "DPI", "TITLE", "OUTPUT"


class ExportMap(MapAlgorithm):
    """Draws a map of the survey and writes it to a file."""

    def name(self) -> str:
        return "exportmap"

    def displayName(self) -> str:
        return tr("Export a CTD map")

    def shortHelpString(self) -> str:
        return tr(
            "Lays out a theme of the survey on a page: mainland France, the five overseas regions, legend with "
            "number of regions, scales, sources and date. PDF and SVG are vector, with selectable text.\n"
            "The theme “change” maps what has changed since an earlier edition."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        self.addParameter(
            QgsProcessingParameterEnum(
                THEME,
                tr("Theme"),
                [theme.value for theme in ThemeId],
                defaultValue=DEFAULT_THEME.value,
                usesStaticStrings=True,
            )
        )
        self.add_data_parameters()
        self.add_page_parameter()
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
            QgsProcessingParameterString(TITLE, tr("Title (empty: finding drawn from the data)"), optional=True)
        )
        self.add_branding_parameters()
        self.add_before_parameter(tr("Earlier edition, for the theme “change” (empty: bundled edition)"))
        self.addParameter(
            QgsProcessingParameterFileDestination(OUTPUT, tr("Map"), "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)")
        )

    def before(self, parameters: Values, context: QgsProcessingContext) -> Path | None:
        """Return the path of the earlier edition for the theme “change”, None for the other themes."""
        from ..data.paths import SURVEY as BUNDLED

        given = self.parameterAsFile(parameters, BEFORE, context)
        if self.parameterAsEnumString(parameters, THEME, context) != ThemeId.CHANGE:
            return None
        if not given and not parameters.get(SURVEY):
            raise CtdError(tr("There is nothing to compare: choose a survey, an earlier edition, or both."))
        return Path(given) if given else BUNDLED

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.export import export_map

        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        check_format(output)
        theme = ThemeId(self.parameterAsEnumString(parameters, THEME, context))
        if parameters.get(BEFORE) and theme is not ThemeId.CHANGE:
            feedback.pushWarning(tr("Earlier edition ignored: only the theme “change” compares editions."))
        with self.geopackage(parameters, context, feedback) as geopackage:
            export_map(
                geopackage,
                output,
                theme=theme,
                page=self.parameterAsEnumString(parameters, PAGE, context),
                map_language=self.map_language(parameters, context),
                title=self.parameterAsString(parameters, TITLE, context).strip(),
                branding=self.branding(parameters, context),
                dpi=self.parameterAsInt(parameters, DPI, context),
                feedback=feedback,
            )
        return {OUTPUT: str(output)}
