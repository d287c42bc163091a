"""`ctd:exporttemplate`: a spreadsheet to fill in."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
)

from ..i18n import tr
from ..settings import read_settings
from .base import CtdAlgorithm, Outputs, Values

EDITION, OUTPUT = "EDITION", "OUTPUT"


class ExportTemplate(CtdAlgorithm):
    """Writes the template of a survey, empty or with the edition that comes with the plugin."""

    icon_name = "import"

    def name(self) -> str:
        return "exporttemplate"

    def displayName(self) -> str:
        return tr("Save a template of the survey")

    def shortHelpString(self) -> str:
        return tr(
            "Writes a spreadsheet (XLSX or ODS) with the survey’s columns, drop-down lists of regions and "
            "statuses, and a sheet that describes each column; empty, or filled with the bundled survey. Once "
            "filled in, it can be imported as it is. Respondents and names of persons are left out unless "
            "personal data are kept in the plugin’s options."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        contents = {"bundled": tr("Answers of the bundled survey"), "empty": tr("Empty")}
        self.add_choice(EDITION, tr("Content"), contents, "bundled")
        self.add_language_parameter(tr("Language"), "fr")
        self.addParameter(QgsProcessingParameterFileDestination(OUTPUT, tr("Template"), "XLSX (*.xlsx);;ODS (*.ods)"))

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..data.template.survey_template import TemplateContent, write_template

        output = Path(self.parameterAsFileOutput(parameters, OUTPUT, context))
        edition = TemplateContent(self.choice(parameters, EDITION, context))
        write_template(output, edition, self.map_language(parameters, context), read_settings().personal_data)
        return {OUTPUT: str(output)}
