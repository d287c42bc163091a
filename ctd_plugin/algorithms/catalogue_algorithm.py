"""What the algorithms that ask servers share: the platforms to ask, how long to wait, and a table of answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeatureSink,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

from ..errors import CtdError
from ..i18n import tr
from ..settings import read_settings
from .base import CtdAlgorithm

if TYPE_CHECKING:
    from ..catalogues.registry import Platform

PLATFORMS, TIMEOUT, OUTPUT = "PLATFORMS", "TIMEOUT", "OUTPUT"


class CatalogueAlgorithm(CtdAlgorithm):
    """An algorithm that asks the platforms' servers, in whatever thread, and writes a table."""

    runs_in_thread = True

    def group(self) -> str:
        return tr("Data platforms")

    def groupId(self) -> str:
        return "platforms"

    def add_platforms_parameter(self) -> None:
        """Declare the list of platforms, optional."""
        label = tr("Platforms (JSON; empty for those that the plugin knows)")
        self.addParameter(QgsProcessingParameterFile(PLATFORMS, label, extension="json", optional=True))

    def add_number(self, name: str, label: str, default: int, most: int) -> None:
        """Declare a whole number from 1."""
        kind = QgsProcessingParameterNumber.Type.Integer
        self.addParameter(QgsProcessingParameterNumber(name, label, kind, default, minValue=1, maxValue=most))

    def add_timeout_parameter(self) -> None:
        """Declare the time limit of one conversation, in seconds."""
        default = read_settings().catalogue_timeout
        self.add_number(TIMEOUT, tr("Longest wait for an answer (seconds)"), default, 600)

    def add_table(self, label: str) -> None:
        """Declare the table that is written."""
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, label, QgsProcessing.SourceType.TypeVector))

    def platforms_file(self, parameters: dict, context: QgsProcessingContext) -> str:
        return self.parameterAsFile(parameters, PLATFORMS, context)

    def platforms(self, parameters: dict, context: QgsProcessingContext) -> tuple[Platform, ...]:
        """Return the platforms of the file given, alone, else those that the plugin and its user know."""
        from ..catalogues.registry import all_platforms, read_platforms

        file = self.platforms_file(parameters, context)
        return read_platforms(Path(file)) if file else all_platforms(read_settings().own_platforms)

    def table(self, parameters: dict, context: QgsProcessingContext, fields: QgsFields) -> tuple[QgsFeatureSink, str]:
        """Return the table to write into, and its name; CtdError where it cannot be made."""
        sink, output = self.parameterAsSink(parameters, OUTPUT, context, fields)
        if sink is None:
            raise CtdError(self.invalidSinkError(parameters, OUTPUT))
        return sink, output
