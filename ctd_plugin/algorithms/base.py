"""The base class of the algorithms: group, thread, errors, and the parameters for a survey and a language.

QGIS creates every algorithm when it starts, so the modules that do the work are imported when an algorithm runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QIcon

from ..errors import CtdError
from ..gis.guide import guide_address
from ..gis.icons import icon_path
from ..gis.unexpected_errors import unexpected_error
from ..i18n import LANGUAGES, tr
from ..settings import read_settings
from .choices import choice_parameter, choices_parameter, chosen_ids, region_codes, regions_parameter

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

    icon_name = "ctd"

    def __init__(self) -> None:
        super().__init__()
        self._choices: dict[str, tuple[str, ...]] = {}
        self._lists: set[str] = set()

    def createInstance(self) -> CtdAlgorithm:
        return type(self)()

    def group(self) -> str:
        return {"maps": tr("Maps"), "data": tr("Data"), "platforms": tr("Data platforms")}[self.group_id]

    def groupId(self) -> str:
        return self.group_id

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return icon_path(self.icon_name)

    def helpUrl(self) -> str:
        """Return the address of what the guide says of this algorithm."""
        return guide_address("toolbox", self.name())

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

    def checkParameterValues(self, parameters: Values, context: QgsProcessingContext) -> tuple[bool, Any]:
        checked = dict(parameters)
        for name, ids in self._choices.items():
            if checked.get(name) in ids:
                checked[name] = ids.index(checked[name])
        # What they hold is read, and where it is wrong told better, by `regions` and `several`.
        for name in self._lists & checked.keys():
            checked[name] = None
        return super().checkParameterValues(checked, context)

    def add_advanced(self, parameter: QgsProcessingParameterDefinition) -> None:
        """Add a parameter that few people change, in the part of the dialog that is folded at first."""
        parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def add_choice(self, name: str, label: str, choices: Mapping[str, str], default: str | None = None) -> None:
        """Add a parameter for one of several ids, each shown by its name; without a default it is optional."""
        self._choices[name] = tuple(choices)
        self.addParameter(choice_parameter(name, label, choices, default))

    def choice(self, parameters: Values, name: str, context: QgsProcessingContext) -> str:
        """Return the id that was chosen, given as such or by its number in the list; "" for none."""
        ids = self._choices[name]
        given = self.parameterAsString(parameters, name, context)
        if not given or given in ids:
            return given
        return ids[self.parameterAsEnum(parameters, name, context)]

    def add_several(self, name: str, label: str, choices: Mapping[str, str]) -> None:
        """Add an optional parameter for some of several ids, each shown by its name."""
        self._lists.add(name)
        self.addParameter(choices_parameter(name, label, choices))

    def several(
        self, parameters: Values, name: str, context: QgsProcessingContext, choices: Sequence[str]
    ) -> list[str]:
        """Return the ids that were chosen, in their order, none for all; CtdError for an unknown one."""
        return chosen_ids(self.parameterAsStrings(parameters, name, context), choices)

    def add_regions(self, name: str, label: str = "") -> None:
        """Add an optional parameter for some of the regions."""
        self._lists.add(name)
        self.addParameter(regions_parameter(name, label or tr("Regions (none chosen: all)")))

    def regions(self, parameters: Values, name: str, context: QgsProcessingContext) -> list[str]:
        """Return the codes of the regions that were chosen, none for all; CtdError for an unknown one."""
        return region_codes(self.parameterAsStrings(parameters, name, context))

    def add_language_parameter(self, label: str = "", default: str | None = None) -> None:
        """Add LANGUAGE, the language of the output: a code of `i18n.LANGUAGES`, optional without a default."""
        names = dict(zip(LANGUAGES, (tr("French"), tr("English")), strict=True))
        self.add_choice(LANGUAGE, label or tr("Language of the map (empty: as in the options)"), names, default)

    def survey_parameter(self) -> QgsProcessingParameterFile:
        """Return a new SURVEY parameter: an optional file."""
        survey = QgsProcessingParameterFile(
            SURVEY, tr("Survey (CSV, XLSX, ODS or XLS; empty: bundled survey)"), optional=True
        )
        survey.setFileFilter(tr("Tables") + f" ({TABLE_PATTERNS})")
        return survey

    def map_language(self, parameters: Values, context: QgsProcessingContext) -> str:
        """Return the code given as LANGUAGE; without one that of the settings, which is QGIS's unless chosen."""
        return self.choice(parameters, LANGUAGE, context) or read_settings().language_in_force

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
