"""`ctd:exporttemplate`: a spreadsheet to fill in, for all regions or one for each."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
)

from ..errors import CtdError
from ..i18n import plural, tr
from ..settings import read_settings
from .base import CtdAlgorithm, Outputs, Values, edition_filter

EDITION, BASE, REGIONS, FORMAT = "EDITION", "BASE", "REGIONS", "FORMAT"
OUTPUT, OUTPUT_FOLDER = "OUTPUT", "OUTPUT_FOLDER"


class ExportTemplate(CtdAlgorithm):
    """Writes the template of a survey, empty or with an edition: one for all regions, or one for each."""

    runs_in_thread = True

    icon_name = "import"

    def name(self) -> str:
        return "exporttemplate"

    def displayName(self) -> str:
        return tr("Save a template of the survey")

    def shortHelpString(self) -> str:
        return tr(
            "Writes a spreadsheet (XLSX or ODS) with the survey’s columns, drop-down lists of regions and "
            "statuses, and a sheet that describes each column; empty, or filled with an edition. Once filled in, it "
            "can be imported as it is.\n"
            "With a folder, writes one form for each region, one question per row: its earlier answers are on a yellow "
            "ground, each with a box “Still valid?”. Returned forms are recognised whatever their names; “Collect the "
            "files of a survey campaign” makes one survey of them. A form that is filled in is never replaced.\n"
            "Respondents and names of persons are left out unless personal data are kept in the plugin’s options."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        contents = {"bundled": tr("Answers of the bundled survey"), "empty": tr("Empty")}
        self.add_choice(EDITION, tr("Content"), contents, "bundled")
        base = QgsProcessingParameterFile(
            BASE, tr("Edition that fills it (survey or ctd.gpkg; empty: as above)"), optional=True
        )
        base.setFileFilter(edition_filter())
        self.addParameter(base)
        self.add_language_parameter(tr("Language"), "fr")
        self.addParameter(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Template for all regions"), "XLSX (*.xlsx);;ODS (*.ods)", optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFolderDestination(
                OUTPUT_FOLDER, tr("Folder for one form per region"), optional=True, createByDefault=False
            )
        )
        self.add_regions(REGIONS, tr("Regions of the forms (none chosen: all)"))
        self.add_choice(FORMAT, tr("Format of the forms"), {"xlsx": "XLSX", "ods": "ODS"}, "xlsx")

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        from ..data.campaign.templates import make_templates
        from ..data.editions.edition import read_edition
        from ..data.paths import SURVEY
        from ..data.template.survey_template import TemplateContent, write_template
        from ..gis.background.progress import report_progress
        from ..regions import REGION_NAMES

        output = self.parameterAsFileOutput(parameters, OUTPUT, context)
        folder = self.parameterAsString(parameters, OUTPUT_FOLDER, context)
        if not output and not folder:
            raise CtdError(tr("Choose the file of the template, or a folder for the forms."))
        content = TemplateContent(self.choice(parameters, EDITION, context))
        written = self.parameterAsFile(parameters, BASE, context)
        base = Path(written) if written else None
        regions = self.regions(parameters, REGIONS, context) or list(REGION_NAMES)
        code, personal = self.map_language(parameters, context), read_settings().personal_data
        outputs: Outputs = {}
        if folder:
            filled_from = base or (SURVEY if content is TemplateContent.BUNDLED else None)
            made = make_templates(
                Path(folder),
                read_edition(filled_from) if filled_from else None,
                regions,
                "." + self.choice(parameters, FORMAT, context),
                code,
                personal,
                progress=lambda percent: report_progress(feedback, percent),
                is_cancelled=feedback.isCanceled,
            )
            text = plural(len(made), tr("{count} form written to {folder}."), tr("{count} forms written to {folder}."))
            feedback.pushInfo(text.format(count=len(made), folder=folder))
            outputs[OUTPUT_FOLDER] = folder
        if output:
            write_template(Path(output), content, code, personal, base)
            outputs[OUTPUT] = output
        return outputs
