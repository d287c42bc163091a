"""`ctd:exportslides`: a deck to project, as PDF."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
)

from ..errors import CtdError
from ..gis.options import ThemeId, theme_name
from ..i18n import tr
from .base import Outputs, Values
from .map_algorithm import MapAlgorithm

THEMES, OUTPUT = "THEMES", "OUTPUT"


class ExportSlides(MapAlgorithm):
    """Writes a cover, a slide for each theme, and the sources and limits to a PDF."""

    icon_name = "slides"

    def name(self) -> str:
        return "exportslides"

    def displayName(self) -> str:
        return tr("Export CTD slides")

    def shortHelpString(self) -> str:
        return tr(
            "Creates a 16:9 PDF to project: a cover, one slide per theme with its finding as the title, then the "
            "sources and limits. All type is 18 points or larger. With an earlier edition, one slide shows what has "
            "changed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        names = {theme.value: theme_name(theme).capitalize() for theme in ThemeId}
        self.add_several(THEMES, tr("Themes (none chosen: all those of the survey)"), names)
        self.add_data_parameters()
        self.add_comparison_parameters()
        self.add_branding_parameters()
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("Slides"), "PDF (*.pdf)"))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..gis.slides.export import export_slides

        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        if output.suffix.lower() != ".pdf":
            raise CtdError(tr("“{name}” does not end in .pdf; choose a name that does.").format(name=output.name))
        themes = [ThemeId(id_) for id_ in self.several(parameters, THEMES, context, list(ThemeId))]
        with self.geopackage(parameters, context, feedback) as geopackage:
            export_slides(
                geopackage,
                output,
                themes=themes or None,
                map_language=self.map_language(parameters, context),
                branding=self.branding(parameters, context),
                feedback=feedback,
            )
        return {OUTPUT: str(output)}
