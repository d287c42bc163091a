"""What all algorithms share: their group, their thread, their errors, and the words for a survey and a language.

QGIS makes every algorithm when it starts, so the modules that do the work are imported when it is done.
"""

from __future__ import annotations

import re

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)

from ..errors import CtdError
from ..gis.unexpected_errors import unexpected_error
from ..i18n import LANGUAGES, tr
from ..regions import REGION_NAMES

SURVEY = "SURVEY"
LANGUAGE = "LANGUAGE"


class CtdAlgorithm(QgsProcessingAlgorithm):
    """An algorithm of the plugin; any error becomes the sentence that Processing shows."""

    runs_in_thread = False
    """Whether it may run in the background: one that touches neither a project nor a layout.

    Nor geopandas, which reads boundaries: its pyproj crashes QGIS on any thread but the main one.
    """

    def createInstance(self) -> CtdAlgorithm:
        return type(self)()

    def group(self) -> str:
        return tr("Maps")

    def groupId(self) -> str:
        return "maps"

    def flags(self) -> QgsProcessingAlgorithm.Flag:
        flags = super().flags()
        return flags if self.runs_in_thread else flags | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def processAlgorithm(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict:
        try:
            return self.work(parameters, context, feedback)
        except Exception as error:
            raise QgsProcessingException(str(unexpected_error(error))) from error

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Do the algorithm's work and return its outputs; raise CtdError for what the user must know."""
        raise NotImplementedError

    def add_language_parameter(self) -> None:
        """Declare the language of what is made."""
        self.addParameter(
            QgsProcessingParameterEnum(
                LANGUAGE,
                tr("Language of the map"),
                list(LANGUAGES),
                defaultValue="fr",
                optional=True,
                usesStaticStrings=True,
            )
        )

    def survey_parameter(self) -> QgsProcessingParameterFile:
        """Return the parameter for the survey, which is optional."""
        survey = QgsProcessingParameterFile(
            SURVEY, tr("Survey (CSV, XLSX, ODS, XLS; empty for the one that comes with the plugin)"), optional=True
        )
        survey.setFileFilter(tr("Tables") + " (*.csv *.txt *.tsv *.xlsx *.xlsm *.ods *.xls)")
        return survey

    def map_language(self, parameters: dict, context: QgsProcessingContext) -> str:
        return self.parameterAsEnumString(parameters, LANGUAGE, context) or "fr"


def region_codes(text: str) -> list[str]:
    """Return the region codes that a text lists; CtdError names the first that is none."""
    codes = [code for code in re.split(r"[\s,;]+", text) if code]
    for code in codes:
        if code not in REGION_NAMES:
            raise CtdError(
                tr("“{code}” is not the INSEE code of a region; the codes are {codes}.").format(
                    code=code, codes=", ".join(REGION_NAMES)
                )
            )
    return codes
