"""The base class of the algorithms: group, thread, errors, and the parameters for a survey and a language.

QGIS creates every algorithm when it starts, so the modules that do the work are imported when an algorithm runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QMetaType

from ..errors import CtdError
from ..gis.unexpected_errors import unexpected_error
from ..i18n import LANGUAGES, tr
from ..regions import REGION_NAMES
from ..settings import read_settings

SURVEY = "SURVEY"
LANGUAGE = "LANGUAGE"
OUTPUT = "OUTPUT"
TABLE_PATTERNS = "*.csv *.txt *.tsv *.xlsx *.xlsm *.ods *.xls"

Values = dict[str, Any]
"""The values given for an algorithm's parameters, by name."""
Outputs = dict[str, Any]
"""The values of an algorithm's outputs, by name: paths, ids of layers, texts, numbers."""


class CtdAlgorithm(QgsProcessingAlgorithm):
    """An algorithm of the plugin; any error becomes the sentence that Processing shows."""

    group_id = "maps"

    runs_in_thread = False
    """Whether it may run in a background thread: only if it touches no project, no layout and no geopandas.

    geopandas reads boundaries with pyproj, which crashes QGIS on any thread but the main one.
    """

    def createInstance(self) -> CtdAlgorithm:
        return type(self)()

    def group(self) -> str:
        return {"maps": tr("Maps"), "data": tr("Data"), "platforms": tr("Data platforms")}[self.group_id]

    def groupId(self) -> str:
        return self.group_id

    def flags(self) -> Qgis.ProcessingAlgorithmFlags:
        flags = super().flags()
        return flags if self.runs_in_thread else flags | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def processAlgorithm(
        self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Outputs:
        try:
            return self.process(parameters, context, feedback)
        except QgsProcessingException:
            # A sentence of Processing's own, such as of an output that cannot be written.
            raise
        except Exception as error:
            raise QgsProcessingException(str(unexpected_error(error))) from error

    def process(self, parameters: Values, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> Outputs:
        """Run the algorithm and return its outputs.

        Raise CtdError with a sentence for the user; any other error is logged and shown as unexpected.
        """
        raise NotImplementedError

    def add_language_parameter(self) -> None:
        """Add LANGUAGE, the language of the output: an optional code of `i18n.LANGUAGES`."""
        self.addParameter(
            QgsProcessingParameterEnum(
                LANGUAGE,
                tr("Language of the map (empty: as in the options)"),
                list(LANGUAGES),
                optional=True,
                usesStaticStrings=True,
            )
        )

    def survey_parameter(self) -> QgsProcessingParameterFile:
        """Return a new SURVEY parameter: an optional file."""
        survey = QgsProcessingParameterFile(
            SURVEY, tr("Survey (CSV, XLSX, ODS or XLS; empty: bundled survey)"), optional=True
        )
        survey.setFileFilter(tr("Tables") + f" ({TABLE_PATTERNS})")
        return survey

    def map_language(self, parameters: Values, context: QgsProcessingContext) -> str:
        """Return the code given as LANGUAGE; without one that of the settings, which is QGIS's unless chosen."""
        return self.parameterAsEnumString(parameters, LANGUAGE, context) or read_settings().language_in_force

    def open_sink(
        self,
        parameters: Values,
        context: QgsProcessingContext,
        fields: QgsFields,
        geometry_type: Qgis.WkbType = Qgis.WkbType.NoGeometry,
        crs: QgsCoordinateReferenceSystem | None = None,
    ) -> tuple[QgsFeatureSink, str]:
        """Return the sink of OUTPUT and the id of its layer; CtdError if it cannot be created."""
        crs = crs or QgsCoordinateReferenceSystem()
        sink, layer_id = self.parameterAsSink(parameters, OUTPUT, context, fields, geometry_type, crs)
        if sink is None:
            raise CtdError(self.invalidSinkError(parameters, OUTPUT))
        return sink, layer_id


def fields_of(types: Iterable[tuple[str, QMetaType.Type]]) -> QgsFields:
    """Return fields of these names and types."""
    fields = QgsFields()
    for name, kind in types:
        fields.append(QgsField(name, kind))
    return fields


def edition_filter() -> str:
    """Return the file filter for an edition: a survey, or a GeoPackage made of one."""
    return tr("Surveys and results") + f" ({TABLE_PATTERNS} *.gpkg)"


def region_codes(text: str) -> list[str]:
    """Return the Insee codes in a text, separated by commas, semicolons or spaces; CtdError for an unknown one."""
    codes = [code for code in re.split(r"[\s,;]+", text) if code]
    for code in codes:
        if code not in REGION_NAMES:
            raise CtdError(
                tr("“{code}” is not the Insee code of a region; the codes are {codes}.").format(
                    code=code, codes=", ".join(REGION_NAMES)
                )
            )
    return codes
