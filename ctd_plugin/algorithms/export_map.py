"""`ctd:exportmap`: one theme on one page, as PDF, PNG or SVG."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..errors import CtdError
from ..gis.options import DEFAULT_DPI, DEFAULT_THEME, ThemeId, check_format, theme_name
from ..i18n import tr
from .base import SURVEY, Outputs, Values
from .map_algorithm import BEFORE, PAGE, MapAlgorithm

THEME, DPI, TITLE, OUTPUT = "THEME", "DPI", "TITLE", "OUTPUT"


class ExportMap(MapAlgorithm):
    """Draws a map of the survey and writes it to a file."""

    icon_name = "export"

    def name(self) -> str:
        return "exportmap"

    def displayName(self) -> str:
        return tr("Export a CTD map")

    def shortHelpString(self) -> str:
        return tr(
            "Lays out a theme of the survey on a page: mainland France, the five overseas regions, legend with "
            "number of regions, scales, sources and date. PDF and SVG are vector, with selectable text.\n"
            "The theme “{changes}” maps what has changed since an earlier edition; “{check}”, the last check of the "
            "platforms’ services."
        ).format(
            changes=theme_name(ThemeId.CHANGE).capitalize(), check=theme_name(ThemeId.PLATFORM_HEALTH).capitalize()
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        names = {theme.value: theme_name(theme).capitalize() for theme in ThemeId}
        self.add_choice(THEME, tr("Theme"), names, DEFAULT_THEME.value)
        self.addParameter(
            QgsProcessingParameterString(TITLE, tr("Title (empty: finding drawn from the data)"), optional=True)
        )
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
        self.add_data_parameters()
        earlier = tr("Earlier edition, for the theme “{theme}” (empty: bundled edition)")
        self.add_before_parameter(earlier.format(theme=names[ThemeId.CHANGE]))
        self.add_branding_parameters()
        self.addParameter(
            QgsProcessingParameterFileDestination(OUTPUT, tr("Map"), "PDF (*.pdf);;PNG (*.png);;SVG (*.svg)")
        )

    def before(self, parameters: Values, context: QgsProcessingContext) -> Path | None:
        """Return the path of the earlier edition for the theme “change”, None for the other themes."""
        from ..data.paths import SURVEY as BUNDLED

        given = self.parameterAsFile(parameters, BEFORE, context)
        if self.choice(parameters, THEME, context) != ThemeId.CHANGE:
            return None
        if not given and not parameters.get(SURVEY):
            raise CtdError(tr("There is nothing to compare: choose a survey, an earlier edition, or both."))
        return Path(given) if given else BUNDLED

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.export import export_map

        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        check_format(output)
        theme = ThemeId(self.choice(parameters, THEME, context))
        if parameters.get(BEFORE) and theme is not ThemeId.CHANGE:
            ignored = tr("Earlier edition ignored: only the theme “{theme}” compares editions.")
            feedback.pushWarning(ignored.format(theme=theme_name(ThemeId.CHANGE).capitalize()))
        with self.geopackage(parameters, context, feedback) as geopackage:
            export_map(
                geopackage,
                output,
                theme=theme,
                page=self.choice(parameters, PAGE, context),
                map_language=self.map_language(parameters, context),
                title=self.parameterAsString(parameters, TITLE, context).strip(),
                branding=self.branding(parameters, context),
                dpi=self.parameterAsInt(parameters, DPI, context),
                feedback=feedback,
            )
        return {OUTPUT: str(output)}
