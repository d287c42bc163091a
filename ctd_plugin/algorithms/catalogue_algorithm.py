"""The base class of the algorithms that send requests to platforms: which platforms, the time limit, the table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

from ..i18n import tr
from ..settings import read_settings
from .base import OUTPUT, CtdAlgorithm, Values

if TYPE_CHECKING:
    from ..catalogues.registry import Platform

PLATFORMS, TIMEOUT = "PLATFORMS", "TIMEOUT"


class CatalogueAlgorithm(CtdAlgorithm):
    """An algorithm that sends requests to the platforms, in any thread, and writes a table."""

    group_id = "platforms"
    runs_in_thread = True

    def add_platforms_parameter(self) -> None:
        """Add PLATFORMS, an optional JSON file."""
        label = tr("Platforms (JSON; empty: plugin’s list)")
        self.addParameter(QgsProcessingParameterFile(PLATFORMS, label, extension="json", optional=True))

    def add_number(self, name: str, label: str, default: int, maximum: int) -> None:
        """Add a parameter for a whole number from 1 to `maximum`."""
        kind = QgsProcessingParameterNumber.Type.Integer
        self.add_advanced(QgsProcessingParameterNumber(name, label, kind, default, minValue=1, maxValue=maximum))

    def add_timeout_parameter(self) -> None:
        """Add TIMEOUT, the time limit in seconds for each platform."""
        default = read_settings().catalogue_timeout
        self.add_number(TIMEOUT, tr("Timeout (seconds)"), default, 600)

    def add_table(self, label: str) -> None:
        """Add OUTPUT, a table."""
        self.addParameter(QgsProcessingParameterFeatureSink(OUTPUT, label, QgsProcessing.SourceType.TypeVector))

    def platforms_file(self, parameters: Values, context: QgsProcessingContext) -> str:
        """Return the path given as PLATFORMS, empty for none."""
        return self.parameterAsFile(parameters, PLATFORMS, context)

    def platforms(self, parameters: Values, context: QgsProcessingContext) -> tuple[Platform, ...]:
        """Return the platforms of the file given, and of it alone; without one, the plugin's and the user's own."""
        from ..catalogues.registry import all_platforms, read_platforms

        file = self.platforms_file(parameters, context)
        return read_platforms(Path(file)) if file else all_platforms(read_settings().own_platforms)
